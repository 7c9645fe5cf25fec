"""Finding widgets and reading what they show, as a person would: only what is visible counts."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

ROWS_MOST = 400
"""Rows of a list that are read: what a person would scroll through."""
AROUND_PX = 16
"""So much of what is around a place comes into sight with it."""


def window() -> QWidget | None:
    """Return the window in front: an open menu or dialog, else the main window."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return None
    front = application.activePopupWidget() or application.activeModalWidget()
    shown = [widget for widget in application.topLevelWidgets() if widget.isVisible() and widget.width() > 100]
    return front or max(shown, key=lambda widget: widget.width() * widget.height(), default=None)


def main_window() -> QWidget | None:
    """Return the largest visible window, menus aside."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return None
    shown = [w for w in application.topLevelWidgets() if w.isVisible() and not isinstance(w, QMenu)]
    return max(shown, key=lambda widget: widget.width() * widget.height(), default=None)


def menus() -> list[QMenu]:
    """Return the menus that are open, in the order in which they were opened."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return []
    return [w for w in application.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()]


def find(name: str) -> QWidget | None:
    """Return the visible widget of that object name."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return None
    for top in application.topLevelWidgets():
        if not top.isVisible():
            continue
        if top.objectName() == name:
            return top
        for child in top.findChildren(QWidget, name):
            if child.isVisible():
                return child
    return None


def covering(widget: QWidget, place: QPoint) -> str:
    """Scroll to a place of the widget, as a hand would; return the name of what lies over it, empty if nothing does."""
    around = widget.parentWidget()
    while around is not None:
        content = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and content is not None and content.isAncestorOf(widget):
            there = widget.mapTo(content, place)
            around.ensureVisible(there.x(), there.y(), AROUND_PX, AROUND_PX)
        around = around.parentWidget()
    window = widget.window()
    hit = window.childAt(widget.mapTo(window, place)) or window
    if hit is widget or widget.isAncestorOf(hit):
        return ""
    above: QWidget | None = hit
    while above is not None and (not above.objectName() or above.objectName().startswith("qt_")):
        above = above.parentWidget()
    return above.objectName() if above is not None else type(hit).__name__


def clickable(widget: QWidget) -> QWidget:
    """Return what the mouse meets: of a list, what scrolls in it."""
    return widget.viewport() if isinstance(widget, QAbstractItemView) else widget


def place_in(widget: QWidget, text: str) -> QPoint | None:
    """Return the middle of a widget or, scrolled to, of a list's row that contains `text`; None if there is none."""
    if not isinstance(widget, QAbstractItemView):
        return widget.rect().center()
    index = row_with(widget, text)
    if index is None:
        return None
    widget.scrollTo(index)
    return widget.visualRect(index).center()


def click(widget: QWidget, text: str, button: Qt.MouseButton) -> None:
    """Click a widget, or a list's row with `text` where it is by now: a hand follows the one it means."""
    if (place := place_in(widget, text)) is not None:
        QTest.mouseClick(clickable(widget), button, pos=place)


def text_of(widget: QWidget) -> str:
    """Return all text that `widget` and what is visible inside it show."""
    parts = [own_text(widget)]
    parts += [own_text(child) for child in widget.findChildren(QWidget) if child.isVisible()]
    return "\n".join(part for part in parts if part)


def own_text(widget: QWidget) -> str:
    """Return the text of one widget, without that of its children."""
    if isinstance(widget, QAbstractItemView):
        return "\n".join(row_text(index) for index in rows(widget))
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return "\n".join(dict.fromkeys(part for part in (widget.text(), widget.accessibleName()) if part))
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QMenu):
        return "\n".join(action.text() for action in widget.actions())
    return widget.accessibleName()


def rows(view: QAbstractItemView) -> list[QModelIndex]:
    """Return the indexes of a list's rows, fetched ones only."""
    model = view.model()
    column = view.modelColumn() if isinstance(view, QListView) else 0
    return [model.index(row, column) for row in range(min(model.rowCount(), ROWS_MOST))]


def row_text(index: QModelIndex) -> str:
    """Return what a screen reader would say of a row, and what stands in it."""
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    shown = index.data(Qt.ItemDataRole.DisplayRole)
    return "\n".join(str(part) for part in (said, shown) if part)


def row_with(view: QAbstractItemView, text: str) -> QModelIndex | None:
    """Return the first row that contains `text`."""
    return next((index for index in rows(view) if text in row_text(index)), None)
