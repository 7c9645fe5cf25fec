"""Which views hold a ticket, and when that is next another answer.

A ticket is one row of facts in stored form, whatever the number of views: as it lies in a table, or made of its records
(`facts_of`). What several views ask is answered once; what depends on the time is looked at only where all else of a
view holds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from domain.deadlines import due_soon_at
from domain.plain import Plain
from domain.records import EARLIEST, LATEST, Ticket, TicketDesk, to_wire
from domain.text.analysis import fold
from domain.tickets import DONE, WAITING
from domain.views import ALWAYS, FIELDS, ME, MY_TEAMS, NEVER, Condition, Kind, Op, Query, Sla, Span, when
from domain.words import Priority, Status

Row = Sequence[Any]
Plainly = Callable[[Row], bool]
"""An answer that no time changes."""
Timed = Callable[[Row], Sequence[Span]]
"""When the answer is yes: in each of these spans."""

TICKET = (
    *("status", "priority", "type", "channel", "close_reason", "assignee_id", "team_id", "requester_id", "store_id"),
    *("topic_id", "follower_ids", "reopened_count", "merged_into_id", "created_at", "updated_at", "due_at"),
    *("first_response_at", "first_response_due_at", "last_message_at", "waiting_since", "resolved_at", "closed_at"),
    *("message_count", "subject"),
)
"""Columns of tickets that views ask about; a change of another one changes no count."""
DESK = (
    *("tags", "snoozed_at", "snoozed_until", "parent_id", "problem_id", "vendor", "vendor_reference"),
    *("vendor_expected_at", "note_count"),
)
"""The same of the desk's side of them."""
PLACE = {name: place for place, name in enumerate((*TICKET, *DESK))}
"""Where each stands in a row of facts."""

_TIMES = {
    "created": "created_at", "updated": "updated_at", "due": "due_at", "last_message": "last_message_at",
    "waiting_since": "waiting_since", "resolved": "resolved_at", "closed": "closed_at",
    "snoozed_until": "snoozed_until", "vendor_expected": "vendor_expected_at",
}  # fmt: skip
_NUMBERS = {"messages": "message_count", "notes": "note_count", "reopenings": "reopened_count"}
_SETS = {"follower": "follower_ids", "tag": "tags"}
_HELD = {"merged": "merged_into_id", "part": "parent_id", "incident": "problem_id"}
"""Flags that say whether a column names a ticket."""


def facts_of(ticket: Ticket, desk: TicketDesk | None) -> Row:
    """Return the facts of a ticket; without its desk's side for whoever does not see that."""
    seen = to_wire(ticket)
    inside = {} if desk is None else to_wire(desk)
    return [*(seen[name] for name in TICKET), *(inside.get(name) for name in DESK)]


class Looker(Plain):
    """Who looks, as far as views ask: the teams are those whose tickets are theirs."""

    id: str
    team_ids: frozenset[str]


class _View(NamedTuple):
    """A view in numbers: which answers it needs, all or any of them."""

    bit: int
    every: bool
    plain: int
    timed: tuple[int, ...]


class Judge:
    """Tells which views hold a ticket. Made anew whenever a view, or whoever looks, is another."""

    def __init__(self, queries: Mapping[int, Query], me: Looker) -> None:
        """Prepare; `queries` by the number of their view."""
        plain: dict[Condition, int] = {}
        timed: dict[Condition, int] = {}
        self._plain: list[tuple[int, Plainly]] = []
        self._timed: list[tuple[Timed, bool]] = []
        self._views: list[_View] = []
        for number, query in queries.items():
            bits, places = 0, []
            for condition in query.tests:
                if _is_timed(condition):
                    if condition not in timed:
                        timed[condition] = len(self._timed)
                        self._timed.append((_timed(condition), condition.op in {Op.NONE, Op.NO}))
                    places.append(timed[condition])
                    continue
                if condition not in plain:
                    plain[condition] = 1 << len(plain)
                    self._plain.append((plain[condition], _plainly(condition, me)))
                bits |= plain[condition]
            self._views.append(_View(1 << number, query.match == "all" or not query.tests, bits, tuple(places)))

    def judge(self, row: Row, now: datetime) -> tuple[int, datetime]:
        """Return the views that hold a ticket, a bit each, and when to ask again: `LATEST` for never."""
        answers = 0
        for bit, test in self._plain:
            if test(row):
                answers |= bit
        found, turn = 0, LATEST
        known: dict[int, tuple[bool, datetime]] = {}
        for view_bit, every, plain, timed in self._views:
            settled = answers & plain
            if every:
                if settled != plain:
                    continue
            elif settled or not timed:
                found |= view_bit if settled else 0
                continue
            holds = every
            for place in timed:
                answer = known.get(place)
                if answer is None:
                    answer = known[place] = self._at(place, row, now)
                turn = min(turn, answer[1])
                if answer[0] is not every:
                    holds = not every
                    break
            if holds:
                found |= view_bit
        return found, turn

    def _at(self, place: int, row: Row, now: datetime) -> tuple[bool, datetime]:
        test, negated = self._timed[place]
        holds, turn = False, LATEST
        for begin, end in test(row):
            if now < begin:
                turn = min(turn, begin)
            elif now < end:
                holds = True
                turn = min(turn, end)
        return holds is not negated, turn


def depends_on_days(query: Query) -> bool:
    """Tell whether a query counts days of the calendar, which begin where one looks."""
    return any(FIELDS[one.field].kind is Kind.TIME and (one.op is Op.ON or "days" in one.values) for one in query.tests)


def depends_on_looker(query: Query) -> bool:
    """Tell whether a query means whoever looks."""
    return any(one.field in {"ours", "waiting_for_me"} or {ME, MY_TEAMS} & set(one.values) for one in query.tests)


def _is_timed(condition: Condition) -> bool:
    return condition.field in {"sla", "snoozed"} or FIELDS[condition.field].kind is Kind.TIME


def _timed(condition: Condition) -> Timed:
    if condition.field == "sla":
        return _sla(frozenset(condition.values))
    if condition.field == "snoozed":
        since, until = PLACE["snoozed_at"], PLACE["snoozed_until"]
        return lambda row: (NEVER,) if row[since] is None else ((EARLIEST, _moment(row[until]) or LATEST),)
    place = PLACE[_TIMES[condition.field]]
    return lambda row: (when(condition, _moment(row[place])),)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _sla(wanted: frozenset[str]) -> Timed:
    """Return when a ticket stands to its deadline in one of the wanted ways."""
    due, status, priority = PLACE["due_at"], PLACE["status"], PLACE["priority"]
    answered, owed = PLACE["first_response_at"], PLACE["first_response_due_at"]

    def spans(row: Row) -> Sequence[Span]:
        if row[due] is None:
            met = row[answered] is not None and row[owed] is not None and row[answered] <= row[owed]
            state = Sla.PAUSED if row[status] in WAITING else Sla.MET if met else Sla.NONE
            return (ALWAYS,) if state in wanted else ()
        end = datetime.fromisoformat(row[due])
        soon = due_soon_at(Priority(row[priority]), end)
        every = ((Sla.ACTIVE, EARLIEST, soon), (Sla.DUE_SOON, soon, end), (Sla.BREACHED, end, LATEST))
        return [(begin, until) for state, begin, until in every if state in wanted]

    return spans


def _plainly(condition: Condition, me: Looker) -> Plainly:
    field, op = condition.field, condition.op
    match FIELDS[field].kind:
        case Kind.WORD:
            return _among(PLACE[field], frozenset(condition.values), wanted=op is Op.ANY)
        case Kind.REFERENCE:
            return _among(PLACE[f"{field}_id"], _meant(condition, me), wanted=op is Op.ANY)
        case Kind.SET:
            return _set(PLACE[_SETS[field]], _meant(condition, me), op)
        case Kind.NUMBER:
            return _number(PLACE[_NUMBERS[field]], int(condition.values[0]), least=op is Op.LEAST)
        case Kind.TEXT:
            return _text(PLACE[field], condition)
        case _:
            return _flag(field, me, wanted=op is Op.YES)


def _meant(condition: Condition, me: Looker) -> frozenset[str]:
    """Return the ids that are meant; none is an empty one."""
    meant = set(condition.values) - {ME, MY_TEAMS}
    if ME in condition.values:
        meant.add(me.id)
    if MY_TEAMS in condition.values:
        meant |= me.team_ids
    return frozenset(meant)


def _among(place: int, values: frozenset[str], *, wanted: bool) -> Plainly:
    if wanted:
        return lambda row: (row[place] or "") in values
    return lambda row: (row[place] or "") not in values


def _set(place: int, values: frozenset[str], op: Op) -> Plainly:
    def held(row: Row) -> frozenset[str]:
        found = row[place]
        if not found or found == "[]":
            return frozenset()
        return frozenset(json.loads(found) if isinstance(found, str) else found)

    if op is Op.EVERY:
        return lambda row: values <= held(row)
    if op is Op.ANY:
        return lambda row: not values.isdisjoint(held(row))
    return lambda row: values.isdisjoint(held(row))


def _number(place: int, bound: int, *, least: bool) -> Plainly:
    if least:
        return lambda row: (row[place] or 0) >= bound
    return lambda row: (row[place] or 0) <= bound


def _text(place: int, condition: Condition) -> Plainly:
    if condition.op in {Op.SET, Op.UNSET}:
        wanted = condition.op is Op.SET
        return lambda row: bool(row[place]) is wanted
    words, wanted = [fold(value) for value in condition.values], condition.op is Op.CONTAINS

    def contains(row: Row) -> bool:
        text = fold(row[place] or "")
        return any(word in text for word in words) is wanted

    return contains


def _flag(field: str, me: Looker, *, wanted: bool) -> Plainly:
    if field in _HELD:
        place = PLACE[_HELD[field]]
        return lambda row: (row[place] is not None) is wanted
    if field == "reopened":
        count = PLACE["reopened_count"]
        return lambda row: (row[count] > 0) is wanted
    team, assignee = PLACE["team_id"], PLACE["assignee_id"]
    if field == "ours":
        return lambda row: (row[team] in me.team_ids or row[assignee] == me.id) is wanted
    status, due, requester = PLACE["status"], PLACE["due_at"], PLACE["requester_id"]

    def waits_for_me(row: Row) -> bool:
        """At the desk an answer is owed by its assignee; of whoever asked, an answer or a word that it is solved."""
        owes = row[assignee] == me.id and row[due] is not None and row[status] not in DONE
        asked = row[requester] == me.id and row[status] in {Status.PENDING, Status.RESOLVED}
        return (owes or asked) is wanted

    return waits_for_me
