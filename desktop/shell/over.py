"""What opens over the window: a scrim with one panel on it, closed by Esc or a click beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.painting import fill
from desktop.widgets.panels import Panel


class Over(QWidget):
    """Covers its window and holds `panel`; what had the focus before gets it back."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self._before = QApplication.focusWidget()
        self.panel = Panel(theme, "raised", card="border_strong", radius=theme.tokens.radius.card, parent=self)
        self.setGeometry(window.rect())
        window.installEventFilter(self)

    @staticmethod
    def is_open_over(window: QWidget) -> bool:
        """Whether something lies over a window now."""
        return any(isinstance(child, Over) and child.isVisible() for child in window.children())

    def open(self) -> None:
        """Shows it."""
        self.place()
        self.show()
        self.raise_()
        self.setFocus()

    def place(self) -> None:
        """Puts the panel where it belongs."""

    def leave(self) -> None:
        """Closes it."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: what lists commands is opened again in the other language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and self.isVisible():
            self.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: follows the window's size."""
        window = self.parentWidget()
        if watched is window and event.type() is QEvent.Type.Resize:
            self.setGeometry(window.rect())
            self.place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        fill(QPainter(self), self.rect(), self._theme.colors.scrim)
