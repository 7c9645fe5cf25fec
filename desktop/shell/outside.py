"""What the client does on the desktop around it: tells of news, counts them in the tray, locks when nobody is there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.background.background import Background
from desktop.settings.declared import LOCK_AFTER_MIN, SILENT_UNTIL
from desktop.settings.settings import Settings
from desktop.shell import moments, silence
from desktop.shell.idle import Idle
from desktop.shell.known_errors import words_of
from desktop.shell.seat import Seat
from desktop.shell.surroundings import Surroundings
from desktop.theme.theme import Theme

HOUR_MS = 3_600_000


class Outside(QObject):
    """Made once, some time after the first paint.

    Signals:
        asked: (request) something is to be done, as of `desktop.shell.requests`, or a link of ours.
        idled: nobody has worked here for as long as the settings say.
        hour_passed: another hour has.
        quit_wanted: the program is to end.
    """

    asked = Signal(str)
    idled = Signal()
    hour_passed = Signal()
    quit_wanted = Signal()

    def __init__(self, theme: Theme, settings: Settings, seats: Mapping[Path, Seat], background: Background) -> None:
        """Makes it; `seats` are those of the client, as they come and go."""
        super().__init__()
        self._seats, self._background = seats, background
        self._settings = settings
        self._at_screen: Seat | None = None
        self._surroundings = Surroundings(theme, settings, self)
        self._surroundings.ready.connect(self._on_ready)
        self._surroundings.asked.connect(self.asked)
        self._surroundings.quit_wanted.connect(self.quit_wanted)
        self._surroundings.silence_wanted.connect(self._on_silence)
        self._surroundings.shortcut_refused.connect(self._on_shortcut_refused)
        settings.setting_changed.connect(self._on_setting_changed)
        self._idle = Idle(lambda: settings.get(LOCK_AFTER_MIN) * 60.0, parent=self)
        self._idle.idled.connect(self.idled)
        self._hour = QTimer(self, interval=HOUR_MS)
        self._hour.timeout.connect(self.hour_passed)
        self._hour.start()

    @property
    def has_tray(self) -> bool:
        """Whether the program can be found again with no window open."""
        return self._surroundings.tray is not None

    def tell_of(self, seat: Seat) -> None:
        """Tells of an account's news from now on, or as soon as notices can be shown."""
        notices = self._surroundings.notices_of(seat.card.name)
        if notices is None:
            self._surroundings.begin(self._background)
        elif seat.telling is None:
            telling = seat.tell_through(notices)
            notices.opened.connect(telling.on_opened)
            notices.replied.connect(telling.on_replied)

    def _on_ready(self) -> None:
        for seat in self._seats.values():
            if seat.is_at_work:
                self.tell_of(seat)
        if self._surroundings.tray is not None:
            # The hour may be over since it was last looked at.
            self._surroundings.tray.menu.aboutToShow.connect(self._show_anew)
        self.show_state(self._at_screen or next((seat for seat in self._seats.values() if not seat.is_locked), None))

    def forget(self, seat: Seat) -> None:
        """An account is closed."""
        self._surroundings.forget(seat.card.name)

    def show_state(self, at_screen: Seat | None) -> None:
        """Shows in the tray how much is new in all open accounts, and what can be done with the one at the screen."""
        self._at_screen = at_screen
        tray = self._surroundings.tray
        if tray is not None:
            tray.show_unread(sum(seat.unread for seat in self._seats.values()))
            until = self._settings.get(SILENT_UNTIL)
            ends = moments.clock(moments.moment_of(until)) if silence.holds(until) else ""
            tray.show_state(unlocked=at_screen is not None, silent_until=ends)

    def _show_anew(self) -> None:
        self.show_state(self._at_screen)

    def _on_silence(self, wanted: bool) -> None:  # noqa: FBT001 - a slot
        self._settings.set(SILENT_UNTIL, silence.for_an_hour() if wanted else "")

    def _on_setting_changed(self, name: str) -> None:
        if name == SILENT_UNTIL.name:
            self.show_state(self._at_screen)

    def _on_shortcut_refused(self, keys: str) -> None:
        from desktop.system.errors import ShortcutTaken

        if self._at_screen is not None:
            self._at_screen.window.tell(*words_of(ShortcutTaken(keys)))

    def close(self) -> None:
        """Takes everything off the desktop."""
        self._hour.stop()
        self._idle.close()
        self._surroundings.close()
        # With its timers, and in this thread: Python's collector may run in any.
        self.deleteLater()
