"""The menu beside the button that sends: an answer and a status in one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.features.conversation import operations
from desktop.shell import wording
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from sync.replica.reading.rows import TicketHead

SEND_STEPS = ("open", "pending", "on_hold", "resolved")


def open_send_menu(anchor: Button, work: Workspace, head: TicketHead, send_as: Callable[[str], object]) -> None:
    """Offers the statuses that may follow, above the button; `send_as` is told which one is wanted."""
    menu = QMenu(anchor)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    allowed = operations.allowed_steps(head, desk=True)
    for status in SEND_STEPS:
        if status == head.status or status in allowed:
            said = QCoreApplication.translate("Composer", "Send as {0}")
            action = QAction(said.format(wording.word(wording.STATUS, status)), menu)
            action.setIcon(work.theme.icon(wording.STATUS_ICON[status], f"status_{status}"))
            action.setData(status)
            menu.addAction(action)
    menu.triggered.connect(lambda action: send_as(str(action.data())))
    corner = anchor.mapToGlobal(anchor.rect().topRight())
    size = menu.sizeHint()
    menu.popup(corner - QPoint(size.width(), size.height() + 4))
