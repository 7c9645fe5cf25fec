"""When somebody may be interrupted, and what they know already."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.telling import EVENT_OF, KEPT_MOST, Event, News, Told, Wishes, grouped
from domain.words import NotificationKind

MADRID = timezone(timedelta(hours=1))


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 10, hour, minute, tzinfo=MADRID)


@pytest.mark.parametrize(
    ("hour", "quiet"), [(19, False), (20, True), (23, True), (0, True), (7, True), (8, False), (12, False)]
)
def test_the_night_may_lie_within_the_quiet_hours(hour: int, quiet: bool) -> None:
    assert Wishes(quiet_from=20 * 60, quiet_until=8 * 60).is_quiet(at(hour)) is quiet


def test_equal_times_are_no_quiet_hours() -> None:
    assert not any(Wishes(quiet_from=540, quiet_until=540).is_quiet(at(hour)) for hour in range(24))


def test_whatever_a_notification_may_be_is_told() -> None:
    assert set(EVENT_OF) == set(NotificationKind)


def test_do_not_disturb_ends_by_itself() -> None:
    wishes = Wishes(silent_until=at(10))
    assert not wishes.allow(Event.REPLY, at(9, 59))
    assert wishes.allow(Event.REPLY, at(10))


def test_an_event_that_is_off_is_not_told() -> None:
    wishes = Wishes(events=frozenset({Event.MENTION}))
    assert wishes.allow(Event.MENTION, at(9))
    assert not wishes.allow(Event.REPLY, at(9))


times = st.integers(0, 5_000).map(lambda second: f"2026-03-10T{second // 3600:02}:{second % 3600 // 60:02}")


@given(st.lists(st.tuples(st.integers(0, 999), times), max_size=3 * KEPT_MOST, unique_by=lambda one: one[0]), st.data())
def test_nothing_is_ever_told_twice_however_much_comes(pairs: list[tuple[int, str]], data: st.DataObject) -> None:
    news = [News(str(number), Event.REPLY, "t", when) for number, when in pairs]
    told = Told("2026-03-10T00:00")
    while news:
        count = data.draw(st.integers(1, len(news)))
        batch, news = news[:count], news[count:]
        told = told.with_(batch)
        assert len(told.ids) <= KEPT_MOST
        assert all(told.knows(one) for one in batch if one.at <= told.since or one.id in {i for i, _ in told.ids})
    assert all(told.knows(News(number, Event.REPLY, "t", when)) for number, when in told.ids)


def test_what_was_told_stays_told_when_the_oldest_fall_together() -> None:
    news = [News(str(number), Event.REPLY, "t", f"2026-03-10T10:{number:05}") for number in range(KEPT_MOST + 50)]
    told = Told("2026-03-10T00:00").with_(news)
    assert [one.id for one in news if not told.knows(one)] == []


def test_news_fall_together_by_ticket_in_the_order_in_which_they_came() -> None:
    news = [
        News("3", Event.REPLY, "b", "2026-03-10T10:03"),
        News("1", Event.REPLY, "a", "2026-03-10T10:01"),
        News("4", Event.MENTION, "a", "2026-03-10T10:04"),
        News("2", Event.ATTENTION, "", "2026-03-10T10:02"),
    ]
    assert [[one.id for one in group] for group in grouped(news)] == [["1", "4"], ["2"], ["3"]]
