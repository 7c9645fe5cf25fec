"""Choosing a day: each of the next two weeks, then week by week for three months."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.shell import moments
from desktop.shell.choice import Choice
from desktop.theme.theme import Theme

EACH_DAY_UNTIL, WEEKS = 14, 13
HOUR = 17
"""A day is over for whoever waits for an answer on it."""


class DayChoice(Choice):
    """A drop-down list of days, the first of which is none; a day stands for its late afternoon, local time."""

    def __init__(self, theme: Theme, name: str, none: str, *, hour: int = HOUR) -> None:
        """Makes it; `none` says what is chosen when no day is."""
        super().__init__(theme, name)
        self._hour = hour
        self.addItem(none, None)
        for at in days(moments.now(), hour):
            self.addItem(moments.coming(at), moments.stored(at))

    @property
    def at(self) -> str | None:
        """The chosen moment in stored form, or None."""
        found: str | None = self.currentData()
        return found

    def say(self, none: str) -> None:
        """Says all of it in the language in force; `none` is what stands for no day."""
        self.setItemText(0, none)
        for place in range(1, self.count()):
            self.setItemText(place, moments.coming(moments.moment_of(self.itemData(place))))

    def choose(self, at: str | None) -> None:
        """Chooses a moment; one that is not offered is added, as it is."""
        place = self.findData(at)
        if at is not None and place < 0:
            self.addItem(moments.coming(moments.moment_of(at)), at)
            place = self.count() - 1
        self.setCurrentIndex(max(place, 0))


def days(present: datetime, hour: int) -> list[datetime]:
    """The moments that are offered, the next first."""
    today = present.astimezone().replace(tzinfo=None, hour=hour, minute=0, second=0, microsecond=0)
    counts = [*range(1, EACH_DAY_UNTIL + 1), *range(EACH_DAY_UNTIL + 7, WEEKS * 7 + 1, 7)]
    # Without the zone first: five o'clock is five o'clock also after clocks have changed.
    return [(today + timedelta(days=count)).astimezone() for count in counts]
