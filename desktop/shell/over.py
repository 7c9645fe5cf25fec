"""What opens over the window: a scrim with one panel on it, closed by Esc or a click beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.painting import fill
from desktop.widgets.panels import Panel


class Over(QWidget):
    """Covers its window and holds `panel`; the keyboard stays within, and what had the focus before gets it back."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self._before = QApplication.focusWidget()
        self.panel = Panel(theme, "raised", card="border_strong", radius=theme.tokens.radius.card, parent=self)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - there is a window
        application.focusChanged.connect(self._on_focus_changed)

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

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        """What lies under it takes no key while it is open: Esc closes it, wherever the keyboard was led."""
        if now is None or not self.isVisible() or now.window() is not self.window() or _over_of(now) is not None:
            return
        (before if before is not None and _over_of(before) is self else self).setFocus()

    def _stops(self) -> list[QWidget]:
        """Where Tab stops in it, in the order of the window."""
        stops: list[QWidget] = []
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            if (
                self.isAncestorOf(widget)
                and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                and widget.focusProxy() is None
                and widget.isVisible()
                and widget.isEnabled()
            ):
                stops.append(widget)
            widget = widget.nextInFocusChain()
        return stops

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

    def focusNextPrevChild(self, next_one: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Override QWidget.focusNextPrevChild: after the last comes the first again."""
        stops, now = self._stops(), QApplication.focusWidget()
        if stops:
            at = stops.index(now) if now in stops else (-1 if next_one else 0)
            reason = Qt.FocusReason.TabFocusReason if next_one else Qt.FocusReason.BacktabFocusReason
            stops[(at + (1 if next_one else -1)) % len(stops)].setFocus(reason)
        return True

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


def _over_of(widget: QWidget) -> Over | None:
    """What lies over the window and holds a widget, if anything does."""
    each: QWidget | None = widget
    while each is not None and not isinstance(each, Over):
        each = each.parentWidget()
    return each
