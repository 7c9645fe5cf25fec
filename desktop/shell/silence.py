"""Do not disturb: until when nothing is told outside the window, for every account of this computer's user."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from desktop.settings.declared import SILENT_UNTIL
from desktop.settings.settings import Settings
from desktop.shell import moments

HOUR = timedelta(hours=1)
MORNING = time(8)
"""When tomorrow begins for whoever did not want to be disturbed any more today."""


def holds(until: str) -> bool:
    """Whether it holds now; `until` is as the setting keeps it."""
    return until > moments.stored(moments.now())


def for_an_hour() -> str:
    """What the setting keeps for an hour from now."""
    return moments.stored(moments.now() + HOUR)


def until_tomorrow() -> str:
    """What the setting keeps until tomorrow morning, by this computer's clock."""
    tomorrow = moments.local_day(moments.now()) + timedelta(days=1)
    return moments.stored(datetime.combine(tomorrow, MORNING).astimezone())


def turn(settings: Settings) -> str:
    """Begins an hour of it, or ends it; returns until when it holds, empty for no more."""
    until = "" if holds(settings.get(SILENT_UNTIL)) else for_an_hour()
    settings.set(SILENT_UNTIL, until)
    return until
