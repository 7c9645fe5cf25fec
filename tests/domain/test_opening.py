"""Nobody is reminded of anything at night: the next moment at which a store is open, on its own clock."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.opening import Opening, next_open, opening_of
from domain.records import Store
from tests.support.franchise import named

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
MADRID = Opening("Europe/Madrid", time(7), time(15))


def store(opens: str, zone: str = "Europe/Madrid") -> Store:
    return Store(id=named("s"), name="S", code="1", region_id=named("r"), opens=opens, time_zone=zone)


@pytest.mark.parametrize(
    ("opens", "from_", "until"),
    [
        ("07:00-15:00", time(7), time(15)),
        ("9:30 - 21:00", time(9, 30), time(21)),
        ("18:00-02:00", time(18), time(23, 59, 59)),
        ("06:00-24:00", time(6), time(23, 59, 59)),
        ("", time(9), time(18)),
        ("always", time(9), time(18)),
        ("25:00-26:00", time(9), time(18)),
    ],
)
def test_the_hours_of_a_store_are_read_as_it_writes_them(opens: str, from_: time, until: time) -> None:
    assert opening_of(store(opens)) == Opening("Europe/Madrid", from_, until)


def test_without_a_store_and_in_a_zone_that_nobody_knows_it_is_day_by_utc() -> None:
    night = datetime(2026, 11, 22, 3, tzinfo=UTC)
    for opening in (opening_of(None), opening_of(store("09:00-18:00", "Mars/Olympus"))):
        assert next_open(night, opening) == night.replace(hour=9)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        # In winter Madrid is an hour ahead, in summer two.
        (datetime(2026, 11, 22, 3, tzinfo=UTC), datetime(2026, 11, 22, 6, tzinfo=UTC)),
        (datetime(2026, 11, 22, 9, 30, tzinfo=UTC), datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
        (datetime(2026, 11, 22, 14, tzinfo=UTC), datetime(2026, 11, 23, 6, tzinfo=UTC)),
        (datetime(2026, 7, 1, 20, tzinfo=UTC), datetime(2026, 7, 2, 5, tzinfo=UTC)),
        # The clock is put forward in the night between: seven is seven.
        (datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 3, 29, 5, tzinfo=UTC)),
    ],
)
def test_what_falls_outside_the_hours_waits_for_the_morning(moment: datetime, expected: datetime) -> None:
    assert next_open(moment, MADRID) == expected


@given(
    st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: BEGAN + timedelta(minutes=minutes)),
    st.integers(0, 22),
    st.integers(1, 23),
    st.sampled_from(("Europe/Madrid", "America/New_York", "Asia/Kolkata", "UTC")),
)
def test_it_is_never_before_never_at_night_and_never_a_day_and_a_half_later(
    moment: datetime, opens: int, length: int, zone: str
) -> None:
    opening = Opening(zone, time(opens), time(min(opens + length, 23), 30))
    found = next_open(moment, opening)
    assert moment <= found <= moment + timedelta(hours=36)
    assert next_open(found, opening) == found
    # Where clocks jump over the hour of opening, it opens when they have.
    assert opening.opens <= found.astimezone(ZoneInfo(zone)).time() < opening.closes
