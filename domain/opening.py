"""When a store is open: the hours in which somebody may be reminded of something."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo

from domain.plain import Plain
from domain.records import Store, in_utc

USUAL = (time(9), time(18))
"""For whoever has no store, and for stores that do not say when they are open."""
HOURS = re.compile(r"\s*([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-4]):([0-5]\d)\s*\Z")
END_OF_DAY = time(23, 59, 59)


class Opening(Plain):
    """The hours of an ordinary day on the clock of `zone`; one that ends after midnight counts until then."""

    zone: str = "UTC"
    opens: time = USUAL[0]
    closes: time = USUAL[1]


def opening_of(store: Store | None) -> Opening:
    """Return when a store is open, as far as it says so."""
    if store is None:
        return Opening()
    found = HOURS.match(store.opens)
    if found is None:
        return Opening(store.time_zone)
    hour, minute, until_hour, until_minute = (int(part) for part in found.groups())
    opens, closes = time(hour, minute), END_OF_DAY if until_hour == 24 else time(until_hour, until_minute)
    return Opening(store.time_zone, opens, closes if closes > opens else END_OF_DAY)


def next_open(moment: datetime, opening: Opening) -> datetime:
    """Return `moment` if it is within the hours, else when they begin next; in UTC."""
    zone = _zone(opening.zone)
    local = moment.astimezone(zone)
    if local.time() >= opening.closes:
        return _at(local.date() + timedelta(days=1), opening.opens, zone)
    if local.time() < opening.opens:
        return _at(local.date(), opening.opens, zone)
    return in_utc(moment)


def _at(day: date, clock: time, zone: tzinfo) -> datetime:
    # Made of day and clock: nine o'clock is nine o'clock on the day that clocks change, too.
    return in_utc(datetime.combine(day, clock, zone))


def _zone(name: str) -> tzinfo:
    from datetime import UTC
    from zoneinfo import ZoneInfo  # a few milliseconds: whoever changes no ticket does not pay

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC
