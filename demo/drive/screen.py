"""Finding widgets and reading what they show, as a person would: only what is visible counts."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
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
    QTextEdit,
    QWidget,
)

ROWS_MOST = 400
"""Rows of a list that are read: what a person would scroll through."""


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
