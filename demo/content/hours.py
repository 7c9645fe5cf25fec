"""When things happen: stores write while they are open, the desk answers during its shifts."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from demo.content.stores import DayHours, SampleStore

_DESK_ZONE = ZoneInfo("Europe/Madrid")
_DESK_HOURS: tuple[DayHours | None, ...] = (
    *(DayHours(time(7), time(22)),) * 5,
    DayHours(time(8), time(20)),
    DayHours(time(9), time(15)),
)
"""The desk is there every day, later than the last store closes on ordinary days."""


def while_open(store: SampleStore, at: datetime, rng: Random) -> datetime:
    """`at` if somebody is in the store then, else some minutes after it opens next."""
    return _within(store.hours, store.zone, at, rng)


def on_shift(at: datetime, rng: Random) -> datetime:
    """`at` if the desk works then, else some minutes after its next shift begins."""
    return _within(_DESK_HOURS, _DESK_ZONE, at, rng)


def is_open(store: SampleStore, at: datetime) -> bool:
    return _is_within(store.hours, at.astimezone(store.zone))


def desk_is_on_shift(at: datetime) -> bool:
    return _is_within(_DESK_HOURS, at.astimezone(_DESK_ZONE))


def _is_within(week: tuple[DayHours | None, ...], local: datetime) -> bool:
    day = week[local.weekday()]
    return day is not None and day.opens <= local.time() < day.closes


def _within(week: tuple[DayHours | None, ...], zone: ZoneInfo, at: datetime, rng: Random) -> datetime:
    local = at.astimezone(zone)
    if _is_within(week, local):
        return at
    late = timedelta(minutes=rng.randrange(1, 50), seconds=rng.randrange(60))
    for offset in range(8):
        date = (local + timedelta(days=offset)).date()
        day = week[date.weekday()]
        if day is not None:
            opens = datetime.combine(date, day.opens, zone)
            if opens > local:
                return (opens + late).astimezone(UTC)
    raise ValueError("open on no day of the week")
