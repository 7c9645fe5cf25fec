"""The menu of the ticket that is shown: whatever can be done to it by key, for whoever has the mouse in hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.shell import keys, names
from desktop.shell.workspace import Workspace

ELSEWHERE = frozenset({"reply", "note", "status", "priority", "assign_to", "team", "topic", "tag"})
"""What stands beside it as a field or a button of its own."""


def open_ticket_menu(anchor: QWidget, work: Workspace, run: Callable[[str], object]) -> None:
    """Opens it below the anchor; `run` is told the name of the action."""
    menu = QMenu(anchor)
    menu.setObjectName(names.TICKET_MENU)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for action in keys.ACTIONS:
        if action.at_ticket and action.name not in ELSEWHERE and keys.is_for(action, work.me):
            entry = QAction(work.theme.icon(action.icon, "text_secondary"), keys.title(action.title), menu)
            entry.setObjectName(f"{names.TICKET_MENU}.{action.name}")
            # Shown only: the window has these keys already.
            entry.setShortcuts([QKeySequence(key) for key in work.keys.keys_of(action.name)])
            entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            entry.setShortcutVisibleInContextMenu(True)
            entry.triggered.connect(partial(_run, run, action.name))
            menu.addAction(entry)
    corner = anchor.mapToGlobal(anchor.rect().bottomRight())
    menu.popup(corner - QPoint(menu.sizeHint().width(), -4))


def _run(run: Callable[[str], object], name: str, _checked: bool = False) -> None:
    run(name)
