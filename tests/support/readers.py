"""What a screen reader is told of a window: the accessible tree, walked as an assistive program walks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QScrollArea, QWidget

from desktop.shell.virtual_list import VirtualListView
from desktop.widgets.panels import Panel

Role = QAccessible.Role

SAYING = frozenset(
    {
        Role.Button, Role.ButtonMenu, Role.CheckBox, Role.RadioButton, Role.ComboBox, Role.EditableText, Role.SpinBox,
        Role.List, Role.Table, Role.Tree, Role.Link, Role.Slider, Role.Document, Role.ListItem, Role.StaticText,
        Role.PageTab, Role.Grouping, Role.Form, Role.PushButton,
    }
)  # fmt: skip
"""Roles that say something. What only holds others, and lists of ours, which announce their rows, have but a name."""


class Node(NamedTuple):
    """One element as a reader sees it."""

    widget: QWidget
    role: QAccessible.Role
    name: str
    description: str


def nodes(window: QWidget) -> Iterator[Node]:
    """Every element that is shown, in the order of the tree."""
    yield from _below(QAccessible.queryAccessibleInterface(window))


def _below(interface: QAccessibleInterface) -> Iterator[Node]:
    for place in range(interface.childCount()):
        child = interface.child(place)
        if not child.isValid():
            continue
        widget = child.object()
        if not isinstance(widget, QWidget):
            continue
        if not widget.isVisible():
            continue
        text = QAccessible.Text
        yield Node(widget, child.role(), child.text(text.Name), child.text(text.Description))
        yield from _below(child)


def takes_focus(widget: QWidget) -> bool:
    """Whether Tab stops at it."""
    tabs = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabs and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None


def unspoken(window: QWidget) -> Iterator[str]:
    """A sentence for whatever a reader would be left alone with."""
    for node in nodes(window):
        if takes_focus(node.widget):
            if not node.name.strip():
                yield f"{called(node.widget)} takes the focus and has no name"
            elif node.role not in SAYING and not isinstance(node.widget, VirtualListView | Panel | QScrollArea):
                yield f"{called(node.widget)} takes the focus as {node.role.name}, which says nothing"
        if isinstance(node.widget, QAbstractButton) and not node.widget.text().strip() and node.widget.isEnabled():
            if not node.widget.toolTip().strip():
                yield f"{called(node.widget)} has neither words nor a tooltip"
            elif node.name.split(":")[0].split(",")[0] not in node.widget.toolTip():
                yield f"{called(node.widget)} is called {node.name!r} and its tooltip says {node.widget.toolTip()!r}"
    for view in window.findChildren(QAbstractItemView):
        if view.isVisible():
            yield from _silent_rows(view)


def _silent_rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(min(model.rowCount(), 40)):
        index = model.index(row, 0)
        said = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole)
        if not str(said or "").strip():
            yield f"row {row} of {called(view)} says nothing"


def called(widget: QWidget) -> str:
    """How a complaint speaks of a widget."""
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName() or repr(words)}"


def tab_stops(window: QWidget) -> list[QWidget]:
    """Where Tab leads, from the first stop to where it would begin again."""
    stops: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if takes_focus(widget) and widget.isVisibleTo(window) and _on_screen(widget):
            stops.append(widget)
        widget = widget.nextInFocusChain()
    return stops


def _on_screen(widget: QWidget) -> bool:
    place = widget.parentWidget()
    while place is not None:
        if isinstance(place, QScrollArea):
            return True
        place = place.parentWidget()
    return widget.width() > 0 and widget.height() > 0


def top_left(widget: QWidget, window: QWidget) -> QPoint:
    """Where a widget begins in its window."""
    return widget.mapTo(window, QPoint(0, 0))
