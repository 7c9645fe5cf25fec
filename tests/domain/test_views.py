"""When a condition on a time holds: it begins and ends where a calendar and a clock say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain import views
from domain.deadlines import due_soon_at
from domain.records.base import EARLIEST, LATEST
from domain.views import ALWAYS, FIELDS, NEVER, OPS, Condition, Kind, Op, mentioned, midnight, query_of, when
from domain.words import Priority
from sync.replica.reading.list_query import Column, Grouping

MOMENT = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def holds(op: Op, *values: str, now: datetime) -> bool:
    begin, end = when(Condition(field="created", op=op, values=values), MOMENT)
    return begin <= now < end


@pytest.mark.parametrize(
    ("op", "values", "since", "until"),
    [
        (Op.LAST, ("4", "hours"), MOMENT, MOMENT + 4 * HOUR),
        (Op.BEFORE, ("4", "hours"), MOMENT + 4 * HOUR, LATEST),
        (Op.NEXT, ("4", "hours"), MOMENT - 4 * HOUR, MOMENT),
        (Op.AFTER, ("4", "hours"), EARLIEST, MOMENT - 4 * HOUR),
        (Op.PAST, (), MOMENT, LATEST),
        (Op.FUTURE, (), EARLIEST, MOMENT),
    ],
)
def test_hours_are_counted_from_now(op: Op, values: tuple[str, ...], since: datetime, until: datetime) -> None:
    assert when(Condition(field="created", op=op, values=values), MOMENT) == (since, until)


def test_days_are_those_of_the_calendar() -> None:
    today = midnight(MOMENT, 0)
    assert today.astimezone().time().isoformat() == "00:00:00"
    assert when(Condition(field="created", op=Op.LAST, values=("1", "days")), MOMENT) == (MOMENT, midnight(MOMENT, 1))
    assert when(Condition(field="created", op=Op.ON, values=("0",)), MOMENT) == (today, midnight(MOMENT, 1))
    assert when(Condition(field="created", op=Op.ON, values=("-1",)), MOMENT) == (
        midnight(MOMENT, 1), midnight(MOMENT, 2),
    )  # fmt: skip
    assert holds(Op.LAST, "2", "days", now=midnight(MOMENT, 2) - timedelta(seconds=1))
    assert not holds(Op.LAST, "2", "days", now=midnight(MOMENT, 2))
    assert holds(Op.BEFORE, "2", "days", now=midnight(MOMENT, 2))
    assert holds(Op.NEXT, "1", "days", now=today)
    assert not holds(Op.NEXT, "1", "days", now=today - timedelta(seconds=1))
    assert holds(Op.AFTER, "1", "days", now=today - timedelta(seconds=1))


@pytest.mark.parametrize("op", [op for op in OPS[Kind.TIME] if op not in {Op.SET, Op.UNSET}])
def test_no_time_is_in_no_span(op: Op) -> None:
    values = {Op.ON: ("0",), Op.PAST: (), Op.FUTURE: ()}.get(op, ("1", "days"))
    assert when(Condition(field="due", op=op, values=values), None) == NEVER


def test_whether_there_is_one_does_not_depend_on_the_time() -> None:
    assert when(Condition(field="due", op=Op.SET), MOMENT) == ALWAYS == when(Condition(field="due", op=Op.UNSET), None)
    assert when(Condition(field="due", op=Op.SET), None) == NEVER == when(Condition(field="due", op=Op.UNSET), MOMENT)


@pytest.mark.parametrize("moment", [EARLIEST, LATEST])
@pytest.mark.parametrize("op", [Op.LAST, Op.BEFORE, Op.NEXT, Op.AFTER])
@pytest.mark.parametrize("unit", ["days", "hours"])
def test_the_ends_of_time_are_no_error(moment: datetime, op: Op, unit: str) -> None:
    begin, end = when(Condition(field="due", op=op, values=("3660", unit)), moment)
    assert EARLIEST <= begin
    assert end <= LATEST


@pytest.mark.parametrize(
    ("priority", "before"),
    [(Priority.NORMAL, 6 * HOUR), (Priority.HIGH, HOUR), (Priority.URGENT, HOUR / 4), (Priority.LOW, 6 * HOUR)],
)
def test_due_soon_is_the_last_quarter_and_a_quarter_of_an_hour_at_least(priority: Priority, before: timedelta) -> None:
    assert due_soon_at(priority, MOMENT) == MOMENT - before


def test_what_a_question_names_is_known() -> None:
    query = query_of({"tests": [
        {"field": "assignee", "op": "any", "values": ["@me", "", "a"]},
        {"field": "topic", "op": "none", "values": ["t"]},
        {"field": "tag", "op": "any", "values": ["till"]},
    ]})  # fmt: skip
    assert mentioned(query) == {("assignee", "a"), ("topic", "t")}


def test_every_field_can_be_asked_something() -> None:
    assert {spec.kind for spec in FIELDS.values()} == set(OPS)


def test_lists_know_what_views_are_ordered_and_grouped_by() -> None:
    assert set(views.ORDERS) == set(Column)
    assert set(views.GROUPINGS) == set(Grouping)
