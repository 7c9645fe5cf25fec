"""The desktop around the client as it is in use: tray, notices, the key that brings it forward."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.background.background import Background
from desktop.settings.declared import SHORTCUT
from desktop.settings.settings import Settings
from desktop.shell.requests import PALETTE
from desktop.system.notices import Notice, Notifier
from desktop.theme.theme import Theme

if TYPE_CHECKING:
    from desktop.system.shortcut import GlobalShortcut
    from desktop.system.tray import Tray

PARTED = "/"
"""Between a seat's name and the key of one of its notices."""


class Surroundings(QObject):
    """Made once; `begin` comes after the first paint, when what it needs was loaded away from the GUI thread.

    Signals:
        ready: notices can be shown from now on.
        asked: (request) something is to be done, as of `desktop.shell.requests`, or a link of ours.
        silence_wanted: (for an hour; False for not any more) nothing is to be told.
        quit_wanted: the program is to end.
        shortcut_refused: (keys) another program has them.
    """

    ready = Signal()
    asked = Signal(str)
    silence_wanted = Signal(bool)
    quit_wanted = Signal()
    shortcut_refused = Signal(str)

    def __init__(self, theme: Theme, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._settings = theme, settings
        self._begun, self._closed = False, False
        self.tray: Tray | None = None
        self._notifier: Notifier | None = None
        self._shortcut: GlobalShortcut | None = None
        self._ears: dict[str, SeatNotices] = {}
        settings.setting_changed.connect(self._on_setting_changed)

    def begin(self, background: Background) -> None:
        """Puts up the tray, takes the key, and loads what shows notices; once."""
        if self._begun or self._closed:
            return
        self._begun = True
        background.request(self, _load).success(lambda _nothing: self._on_loaded()).run()

    def _on_loaded(self) -> None:
        if self._closed:
            return
        from desktop.system.desktop_notifier import SystemNotifier
        from desktop.system.shortcut import global_shortcut

        self._notifier = SystemNotifier(self._on_opened, self._on_replied)
        self._show_itself()
        self._make_tray()
        self._shortcut = global_shortcut(partial(self.asked.emit, PALETTE), self.shortcut_refused.emit)
        if self._shortcut is not None:
            self._shortcut.bind(self._settings.get(SHORTCUT))
        self.ready.emit()

    def _show_itself(self) -> None:
        """Gives windows and dock the program's mark; on macOS hears the links that the system hands over."""
        from desktop.widgets.brand import mark_icon

        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setWindowIcon(mark_icon(self._theme))
            if sys.platform == "darwin":
                from desktop.system.open_events import OpenEvents

                OpenEvents(application, self.asked.emit)

    def _make_tray(self) -> None:
        from desktop.system.tray import Tray

        if not Tray.is_there():
            return
        tray = Tray(self._theme)
        tray.asked.connect(self.asked)
        tray.silence_wanted.connect(self.silence_wanted)
        tray.quit_wanted.connect(self.quit_wanted)
        tray.show()
        self.tray = tray

    def _on_setting_changed(self, name: str) -> None:
        if name == SHORTCUT.name and self._shortcut is not None:
            self._shortcut.bind(self._settings.get(SHORTCUT))

    def notices_of(self, seat: str) -> SeatNotices | None:
        """What shows the notices of one account (its profile's name); None before `ready`."""
        if self._notifier is None:
            return None
        self._ears[seat] = SeatNotices(self._notifier, seat)
        return self._ears[seat]

    def forget(self, seat: str) -> None:
        """An account is closed: what is still answered to its notices is heard by nobody."""
        self._ears.pop(seat, None)

    def _on_opened(self, key: str) -> None:
        seat, _, own = key.partition(PARTED)
        if seat in self._ears:
            self._ears[seat].opened.emit(own)

    def _on_replied(self, key: str, text: str) -> None:
        seat, _, own = key.partition(PARTED)
        if seat in self._ears:
            self._ears[seat].replied.emit(own, text)

    def close(self) -> None:
        """Takes everything off the desktop."""
        self._closed = True
        if self.tray is not None:
            self.tray.close()
        if self._shortcut is not None:
            self._shortcut.close()
        if self._notifier is not None:
            self._notifier.close()
        self.tray = self._shortcut = self._notifier = None


class SeatNotices(QObject):
    """The `Notifier` of one account: its keys are its own.

    Signals:
        opened: (key) a notice was clicked.
        replied: (key, text) a notice was answered.
    """

    opened = Signal(str)
    replied = Signal(str, str)

    def __init__(self, notifier: Notifier, seat: str) -> None:
        super().__init__()
        self._notifier, self._seat = notifier, seat
        self._keys: set[str] = set()

    def show(self, notice: Notice) -> None:
        """Shows it, in place of the one of the same key."""
        self._keys.add(notice.key)
        named = {name: getattr(notice, name) for name in notice.fields}
        self._notifier.show(Notice(**{**named, "key": f"{self._seat}{PARTED}{notice.key}"}))

    def withdraw(self, key: str) -> None:
        """Takes it back."""
        if key in self._keys:
            self._keys.discard(key)
            self._notifier.withdraw(f"{self._seat}{PARTED}{key}")

    def withdraw_all(self) -> None:
        """Takes back whatever of this account still stands there."""
        for key in sorted(self._keys):
            self.withdraw(key)

    def close(self) -> None:
        """Takes everything of this account back; what shows the notices stays."""
        self.withdraw_all()


def _load() -> None:
    """Import what is slow, on a worker thread."""
    from importlib import import_module

    for name in ("desktop_notifier", "desktop.system.desktop_notifier", "desktop.system.tray", "desktop.shell.telling"):
        import_module(name)
