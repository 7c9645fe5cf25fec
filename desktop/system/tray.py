"""The icon in the system's tray: how much is new, and the few things one wants without the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.shell.requests import COME, LOCK, NEW_TICKET
from desktop.theme.theme import Theme
from desktop.widgets.brand import mark_icon


class Tray(QObject):
    """Made once, after the first paint, where the system has a tray.

    Signals:
        asked: (request) to come forward, to begin a ticket, or to lock (`desktop.shell.requests`).
        silence_wanted: (for an hour; False for not any more) nothing is to be told.
        quit_wanted: the program is to end.
    """

    asked = Signal(str)
    silence_wanted = Signal(bool)
    quit_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._unread = 0
        self._open, self._silent_until = True, ""
        self._icon = QSystemTrayIcon(mark_icon(theme), self)
        self.menu = QMenu()
        self._actions = {name: QAction(self.menu) for name in (COME, NEW_TICKET, "silence", LOCK, "quit")}
        self._fill()
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._on_activated)
        theme.theme_changed.connect(self._repaint)

    @staticmethod
    def is_there() -> bool:
        """Whether this system has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self) -> None:
        """Put the icon there."""
        self._icon.show()

    def _fill(self) -> None:
        act = self._actions
        act["silence"].setCheckable(True)
        for name in (COME, NEW_TICKET, LOCK):
            act[name].triggered.connect(lambda _on=False, name=name: self.asked.emit(name))
        act["silence"].triggered.connect(self.silence_wanted)
        act["quit"].triggered.connect(self.quit_wanted)
        for name in (COME, NEW_TICKET, "", "silence", LOCK, "", "quit"):
            if name:
                self.menu.addAction(act[name])
            else:
                self.menu.addSeparator()
        # Before it opens, not at a change of the language: a tray of another process may keep what it was told.
        self.menu.aboutToShow.connect(self._say)
        self._say()

    def show_unread(self, count: int) -> None:
        """Shows in how many tickets something is new."""
        if count != self._unread:
            self._unread = count
            self._repaint()

    def show_state(self, *, unlocked: bool, silent_until: str) -> None:
        """Shows what can be done: with everything locked, only coming forward and ending.

        Args:
            unlocked: whether somebody is signed in.
            silent_until: the time of day at which nobody wants to be left alone any more; empty if nobody does.
        """
        self._open, self._silent_until = unlocked, silent_until
        self._say()

    def _say(self) -> None:
        act = self._actions
        act[COME].setText(self.tr("Open Mostrador"))
        act[NEW_TICKET].setText(self.tr("New ticket"))
        until = self._silent_until
        silent = self.tr("Do not disturb until {0}").format(until) if until else self.tr("Do not disturb for an hour")
        act["silence"].setText(silent)
        act[LOCK].setText(self.tr("Lock"))
        act["quit"].setText(self.tr("Quit"))
        act["silence"].setChecked(bool(until))
        for name in (NEW_TICKET, "silence", LOCK):
            act[name].setEnabled(self._open)
        self._icon.setToolTip(self.tip())

    def tip(self) -> str:
        """What the icon says under the pointer."""
        return self.tr("Mostrador: news in %n tickets", "", self._unread) if self._unread else "Mostrador"

    def _repaint(self) -> None:
        self._icon.setIcon(mark_icon(self._theme, self._unread))
        self._icon.setToolTip(self.tip())

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.asked.emit(COME)

    def close(self) -> None:
        """Take the icon away."""
        self._icon.hide()
        self.menu.deleteLater()
        self.deleteLater()
