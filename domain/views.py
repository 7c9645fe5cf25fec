"""What a view asks of tickets: fields, what may be asked of each, and the views that everybody begins with.

A view's record keeps its question as `{"match": "all", "tests": [{"field": …, "op": …, "values": […]}]}`. Whoever reads
it gets a `Query`. Every answer that depends on the time is a span of time, so that it is known when it will be another.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Literal

import msgspec

from domain.records.base import EARLIEST, LATEST
from domain.words import Channel, CloseReason, Priority, Status, TicketType

ME = "@me"
"""Stands for whoever looks, among the values of people."""
MY_TEAMS = "@mine"
"""Stands for the teams of whoever looks."""
NOBODY = ""
"""Stands for none, among the values of people, stores, teams and topics."""
CONDITIONS_MOST = 20
VALUES_MOST = 50
TEXT_LONGEST = 120
NUMBER_MOST = 3660
"""Of days, hours, messages: ten years of days."""


class Unreadable(Exception):
    """A view asks something that this version does not know."""


class Kind(StrEnum):
    """What can be asked of a field."""

    WORD = "word"
    """One of a vocabulary."""
    REFERENCE = "reference"
    """A person, a store, a team, a topic, a ticket: by id."""
    SET = "set"
    """Several words or ids."""
    FLAG = "flag"
    """Yes or no."""
    TIME = "time"
    NUMBER = "number"
    TEXT = "text"


class Op(StrEnum):
    """How a field is asked."""

    ANY = "any"
    """It has one of the values."""
    NONE = "none"
    """It has none of them."""
    EVERY = "every"
    """It has all of them."""
    YES = "yes"
    NO = "no"
    LAST = "last"
    """Within the last so many days or hours; today is the first of the days."""
    BEFORE = "before"
    """Longer ago than that."""
    NEXT = "next"
    """Still to come, within the next so many days or hours."""
    AFTER = "after"
    """Later than that."""
    ON = "on"
    """On the day so many days from today: 0 is today, -1 yesterday."""
    PAST = "past"
    FUTURE = "future"
    SET = "set"
    UNSET = "unset"
    LEAST = "least"
    MOST = "most"
    CONTAINS = "contains"
    LACKS = "lacks"


class Sla(StrEnum):
    """How a ticket stands to its deadline."""

    BREACHED = "breached"
    DUE_SOON = "due_soon"
    ACTIVE = "active"
    PAUSED = "paused"
    MET = "met"
    NONE = "none"


class Spec(msgspec.Struct, frozen=True):
    """What is declared of a field.

    Attributes:
        kind: What can be asked of it.
        words: Its vocabulary, if it is of one.
        of: The kind of record its ids are of.
    """

    kind: Kind
    words: tuple[str, ...] = ()
    of: str = ""


OPS: dict[Kind, tuple[Op, ...]] = {
    Kind.WORD: (Op.ANY, Op.NONE),
    Kind.REFERENCE: (Op.ANY, Op.NONE),
    Kind.SET: (Op.ANY, Op.EVERY, Op.NONE),
    Kind.FLAG: (Op.YES, Op.NO),
    Kind.TIME: (Op.ON, Op.LAST, Op.BEFORE, Op.NEXT, Op.AFTER, Op.PAST, Op.FUTURE, Op.SET, Op.UNSET),
    Kind.NUMBER: (Op.LEAST, Op.MOST),
    Kind.TEXT: (Op.CONTAINS, Op.LACKS, Op.SET, Op.UNSET),
}
"""In the order in which they are offered."""
WITHOUT_VALUES = frozenset({Op.YES, Op.NO, Op.PAST, Op.FUTURE, Op.SET, Op.UNSET})
WITH_UNITS = frozenset({Op.LAST, Op.BEFORE, Op.NEXT, Op.AFTER})
UNITS = ("days", "hours")
"""Days are those of the calendar where one looks, counted from today; hours from now."""

FIELDS: dict[str, Spec] = {
    "status": Spec(Kind.WORD, tuple(Status)),
    "priority": Spec(Kind.WORD, tuple(Priority)),
    "type": Spec(Kind.WORD, tuple(TicketType)),
    "channel": Spec(Kind.WORD, tuple(Channel)),
    "close_reason": Spec(Kind.WORD, tuple(CloseReason)),
    "sla": Spec(Kind.WORD, tuple(Sla)),
    "assignee": Spec(Kind.REFERENCE, of="user_card"),
    "team": Spec(Kind.REFERENCE, of="team"),
    "requester": Spec(Kind.REFERENCE, of="user_card"),
    "store": Spec(Kind.REFERENCE, of="store"),
    "topic": Spec(Kind.REFERENCE, of="topic"),
    "follower": Spec(Kind.SET, of="user_card"),
    "tag": Spec(Kind.SET),
    "ours": Spec(Kind.FLAG),
    "waiting_for_me": Spec(Kind.FLAG),
    "reopened": Spec(Kind.FLAG),
    "snoozed": Spec(Kind.FLAG),
    "merged": Spec(Kind.FLAG),
    "part": Spec(Kind.FLAG),
    "incident": Spec(Kind.FLAG),
    "created": Spec(Kind.TIME),
    "updated": Spec(Kind.TIME),
    "due": Spec(Kind.TIME),
    "last_message": Spec(Kind.TIME),
    "waiting_since": Spec(Kind.TIME),
    "resolved": Spec(Kind.TIME),
    "closed": Spec(Kind.TIME),
    "snoozed_until": Spec(Kind.TIME),
    "vendor_expected": Spec(Kind.TIME),
    "messages": Spec(Kind.NUMBER),
    "notes": Spec(Kind.NUMBER),
    "reopenings": Spec(Kind.NUMBER),
    "subject": Spec(Kind.TEXT),
    "vendor": Spec(Kind.TEXT),
    "vendor_reference": Spec(Kind.TEXT),
}
"""In the order in which they are offered. `ours`: of one's teams, or one's own to work on."""

ORDERS = (
    *("number", "subject", "status", "priority", "store", "requester", "assignee", "team", "topic", "created"),
    *("updated", "due", "messages"),
)
"""What a view can be ordered by, and shows in columns."""
GROUPINGS = ("deadline", "status", "priority", "store", "assignee", "team", "topic")


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is asked of a ticket."""

    field: str
    op: Op
    values: tuple[str, ...] = ()


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What a view asks of a ticket: all of the conditions, or any of them; without any, it holds every ticket."""

    match: Literal["all", "any"] = "all"
    tests: tuple[Condition, ...] = ()

    def kept(self) -> dict[str, Any]:
        """Return the form in which a record keeps it."""
        tests = [{"field": one.field, "op": str(one.op), "values": list(one.values)} for one in self.tests]
        return {"match": self.match, "tests": tests}


def query_of(conditions: dict[str, Any]) -> Query:
    """Return what a view's record asks.

    Raises:
        Unreadable: It asks what this version does not know.
    """
    if conditions and "tests" not in conditions:
        raise Unreadable("these conditions have no tests")
    try:
        query = msgspec.convert(conditions, Query)
    except msgspec.ValidationError as error:
        raise Unreadable(str(error)) from error
    if len(query.tests) > CONDITIONS_MOST:
        raise Unreadable(f"more than {CONDITIONS_MOST} conditions")
    for condition in query.tests:
        _check(condition)
    return query


def _check(condition: Condition) -> None:
    spec = FIELDS.get(condition.field)
    if spec is None or condition.op not in OPS[spec.kind]:
        raise Unreadable(f"{condition.field} {condition.op}")
    values = condition.values
    if len(values) > VALUES_MOST or any(len(value) > TEXT_LONGEST for value in values):
        raise Unreadable(f"{condition.field}: too much of it")
    if bool(values) is (condition.op in WITHOUT_VALUES):
        raise Unreadable(f"{condition.field} {condition.op} with {len(values)} values")
    if spec.words and not set(values) <= set(spec.words):
        raise Unreadable(f"{condition.field}: {', '.join(sorted(set(values) - set(spec.words)))}")
    if spec.kind in {Kind.TIME, Kind.NUMBER} and values:
        _check_number(condition)


def _check_number(condition: Condition) -> None:
    number, *unit = condition.values
    least = -NUMBER_MOST if condition.op is Op.ON else 1 if condition.op in WITH_UNITS else 0
    try:
        fits = least <= int(number) <= NUMBER_MOST
    except ValueError:
        fits = False
    units = len(unit) == 1 and unit[0] in UNITS if condition.op in WITH_UNITS else not unit
    if not (fits and units):
        raise Unreadable(f"{condition.field} {condition.op}: {' '.join(condition.values)}")


def mentioned(query: Query) -> set[tuple[str, str]]:
    """Return (field, id) of every record that the query names."""
    return {
        (one.field, value)
        for one in query.tests if FIELDS[one.field].of
        for value in one.values if value not in {ME, MY_TEAMS, NOBODY}
    }  # fmt: skip


# Answers that depend on the time.

Span = tuple[datetime, datetime]
"""From when on it is so, and until when: before the end."""
ALWAYS: Span = (EARLIEST, LATEST)
NEVER: Span = (LATEST, LATEST)


def when(condition: Condition, moment: datetime | None) -> Span:
    """Return when the condition holds of a field with that time in it."""
    if moment is None:
        return ALWAYS if condition.op is Op.UNSET else NEVER
    match condition.op:
        case Op.SET:
            return ALWAYS
        case Op.UNSET:
            return NEVER
        case Op.PAST:
            return moment, LATEST
        case Op.FUTURE:
            return EARLIEST, moment
        case Op.ON:
            offset = int(condition.values[0])
            return midnight(moment, -offset), midnight(moment, 1 - offset)
        case _:
            return _reach(condition, moment)


def _reach(condition: Condition, moment: datetime) -> Span:
    number, unit = int(condition.values[0]), condition.values[1]
    if unit == "hours":
        behind, ahead = shifted(moment, timedelta(hours=number)), shifted(moment, -timedelta(hours=number))
    else:
        behind, ahead = midnight(moment, number), midnight(moment, 1 - number)
    match condition.op:
        case Op.LAST:
            return moment, behind
        case Op.BEFORE:
            return behind, LATEST
        case Op.NEXT:
            return ahead, moment
        case _:
            return EARLIEST, ahead


def shifted(moment: datetime, by: timedelta) -> datetime:
    """Return a time so much later, or the first or last there is."""
    try:
        return moment + by
    except OverflowError:
        return EARLIEST if by < timedelta() else LATEST


def midnight(moment: datetime, days: int) -> datetime:
    """Return the beginning of the day so many days after the one of `moment`, by the calendar of this computer."""
    try:
        day = moment.astimezone().date() + timedelta(days=days)
        return datetime(day.year, day.month, day.day).astimezone(UTC)  # noqa: DTZ001 - the local day's beginning
    except (OverflowError, ValueError):
        return EARLIEST if days < 0 else LATEST


def _all_of(*tests: Condition) -> Query:
    return Query(tests=tests)


def _is(field: str, op: Op, *values: str) -> Condition:
    return Condition(field=field, op=op, values=values)


_UNSOLVED = _is("status", Op.NONE, Status.RESOLVED, Status.CLOSED)
_AWAKE = _is("snoozed", Op.NO)
_OURS = _is("ours", Op.YES)
_MY_TEAMS = _is("team", Op.ANY, MY_TEAMS)

READY_FOR_DESKS: dict[str, Query] = {
    "team": _all_of(_UNSOLVED, _MY_TEAMS, _AWAKE),
    "mine": _all_of(_UNSOLVED, _is("assignee", Op.ANY, ME), _AWAKE),
    "waiting_for_me": _all_of(_is("waiting_for_me", Op.YES), _AWAKE),
    "unassigned": _all_of(_UNSOLVED, _is("assignee", Op.ANY, NOBODY), _MY_TEAMS, _AWAKE),
    "due_soon": _all_of(_is("sla", Op.ANY, Sla.DUE_SOON), _OURS, _AWAKE),
    "breached": _all_of(_is("sla", Op.ANY, Sla.BREACHED), _OURS, _AWAKE),
    "reopened": _all_of(_is("reopened", Op.YES), _UNSOLVED, _OURS),
    "waiting": _all_of(_is("status", Op.ANY, Status.PENDING)),
    "on_hold": _all_of(_is("status", Op.ANY, Status.ON_HOLD)),
    "snoozed": _all_of(_UNSOLVED, _is("snoozed", Op.YES), _OURS),
    "solved": _all_of(
        _is("status", Op.ANY, Status.RESOLVED, Status.CLOSED), _is("resolved", Op.LAST, str(7 * 24), "hours")
    ),
    "all": _all_of(),
}
"""The views that whoever answers tickets begins with, in their order."""
READY_FOR_STORES: dict[str, Query] = {
    "store_open": _all_of(_UNSOLVED),
    "store_waiting": _all_of(_is("status", Op.ANY, Status.PENDING, Status.RESOLVED)),
    "store_all": _all_of(),
}
"""The views of a store's people."""
