"""Views as a slow and plain reader understands them: every ticket asked by itself, from its records and a clock."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from domain.records import Ticket, TicketDesk
from domain.text.analysis import fold
from domain.views import FIELDS, OPS, WITH_UNITS, WITHOUT_VALUES, Condition, Kind, Op, Query
from domain.words import Status

DONE = {Status.RESOLVED, Status.CLOSED}
WAITING = {Status.PENDING, Status.ON_HOLD}
HOURS = {"low": 24, "normal": 24, "high": 4, "urgent": 1}
TIMES = {
    "created": "created_at", "updated": "updated_at", "due": "due_at", "last_message": "last_message_at",
    "waiting_since": "waiting_since", "resolved": "resolved_at", "closed": "closed_at",
}  # fmt: skip


class Asker:
    """Somebody with their teams, at a moment."""

    def __init__(self, me_id: str, team_ids: set[str], now: datetime) -> None:
        self.me_id, self.team_ids, self.now = me_id, team_ids, now

    def holds(self, query: Query, ticket: Ticket, desk: TicketDesk | None) -> bool:
        """Tell whether a view of that question holds the ticket."""
        desk = desk or TicketDesk(id=ticket.id, ticket_id=ticket.id)
        answers = [self._answer(condition, ticket, desk) for condition in query.tests]
        return not answers or (all(answers) if query.match == "all" else any(answers))

    def _answer(self, one: Condition, ticket: Ticket, desk: TicketDesk) -> bool:
        spec = FIELDS[one.field]
        if one.field == "sla":
            return (self._sla(ticket) in one.values) is (one.op is Op.ANY)
        if spec.kind is Kind.FLAG:
            return self._flag(one.field, ticket, desk) is (one.op is Op.YES)
        if spec.kind is Kind.TIME:
            own = {"snoozed_until": desk.snoozed_until, "vendor_expected": desk.vendor_expected_at}
            return self._time(one, own[one.field] if one.field in own else getattr(ticket, TIMES[one.field]))
        if spec.kind is Kind.NUMBER:
            number = {"messages": ticket.message_count, "notes": desk.note_count, "reopenings": ticket.reopened_count}
            bound = int(one.values[0])
            return number[one.field] >= bound if one.op is Op.LEAST else number[one.field] <= bound
        if spec.kind is Kind.TEXT:
            text = {"subject": ticket.subject, "vendor": desk.vendor, "vendor_reference": desk.vendor_reference}
            return self._text(one, text[one.field])
        wanted = {self.me_id if value == "@me" else value for value in one.values if value != "@mine"}
        wanted |= self.team_ids if "@mine" in one.values else set()
        if spec.kind is Kind.SET:
            held = set(desk.tags if one.field == "tag" else ticket.follower_ids)
            if one.op is Op.EVERY:
                return wanted <= held
            return bool(wanted & held) is (one.op is Op.ANY)
        name = f"{one.field}_id" if spec.kind is Kind.REFERENCE else one.field
        return ((getattr(ticket, name) or "") in wanted) is (one.op is Op.ANY)

    def _flag(self, field: str, ticket: Ticket, desk: TicketDesk) -> bool:
        mine = ticket.assignee_id == self.me_id
        until = desk.snoozed_until
        flags: dict[str, Callable[[], bool]] = {
            "ours": lambda: mine or ticket.team_id in self.team_ids,
            "waiting_for_me": lambda: (
                (mine and ticket.due_at is not None and ticket.status not in DONE)
                or (ticket.requester_id == self.me_id and ticket.status in {Status.PENDING, Status.RESOLVED})
            ),
            "reopened": lambda: ticket.reopened_count > 0,
            "snoozed": lambda: desk.snoozed_at is not None and (until is None or until > self.now),
            "merged": lambda: ticket.merged_into_id is not None,
            "part": lambda: desk.parent_id is not None,
            "incident": lambda: desk.problem_id is not None,
        }
        return flags[field]()

    def _sla(self, ticket: Ticket) -> str:
        if ticket.due_at is None:
            if ticket.status in WAITING:
                return "paused"
            first, owed = ticket.first_response_at, ticket.first_response_due_at
            return "met" if first is not None and owed is not None and first <= owed else "none"
        left = ticket.due_at - self.now
        if left <= timedelta():
            return "breached"
        soon = max(timedelta(hours=HOURS[ticket.priority]) / 4, timedelta(minutes=15))
        return "due_soon" if left <= soon else "active"

    def _time(self, one: Condition, moment: datetime | None) -> bool:
        if one.op in {Op.SET, Op.UNSET} or moment is None:
            return one.op is (Op.UNSET if moment is None else Op.SET)
        ago = self.now - moment
        days = (self.now.astimezone().date() - moment.astimezone().date()).days
        if one.op in {Op.PAST, Op.FUTURE}:
            return (ago >= timedelta()) is (one.op is Op.PAST)
        number = int(one.values[0])
        if one.op is Op.ON:
            return -days == number
        hours, by_hours = timedelta(hours=number), one.values[1] == "hours"
        match one.op:
            case Op.LAST:
                return ago >= timedelta() and (ago < hours if by_hours else days < number)
            case Op.BEFORE:
                return ago >= hours if by_hours else days >= number
            case Op.NEXT:
                return ago < timedelta() and (-ago <= hours if by_hours else -days < number)
            case _:
                return -ago > hours if by_hours else -days >= number

    def _text(self, one: Condition, text: str) -> bool:
        if one.op in {Op.SET, Op.UNSET}:
            return bool(text) is (one.op is Op.SET)
        return any(fold(value) in fold(text) for value in one.values) is (one.op is Op.CONTAINS)


def any_query(noise: random.Random, ids: dict[str, list[str]], words: list[str]) -> Query:
    """Return a question of one to three conditions; `ids` by kind of record, `words` for tags and texts."""
    tests = tuple(_any_condition(noise, ids, words) for _ in range(noise.randint(1, 3)))
    return Query(match=noise.choice(("all", "all", "any")), tests=tests)


def _any_condition(noise: random.Random, ids: dict[str, list[str]], words: list[str]) -> Condition:
    field = noise.choice(list(FIELDS))
    spec = FIELDS[field]
    op = noise.choice(OPS[spec.kind])
    if op in WITHOUT_VALUES:
        return Condition(field=field, op=op)
    values: list[Any]
    if spec.kind is Kind.TIME:
        number = noise.choice((-2, -1, 0, 1, 2)) if op is Op.ON else noise.choice((1, 2, 3, 5, 24))
        values = [str(number), *([noise.choice(("days", "hours"))] if op in WITH_UNITS else [])]
    elif spec.kind is Kind.NUMBER:
        values = [str(noise.choice((0, 1, 2, 4)))]
    elif spec.kind is Kind.TEXT:
        values = noise.sample(words, 1)
    else:
        known = list(spec.words) or ids.get(spec.of, []) or words
        values = noise.sample(known, noise.randint(1, min(3, len(known))))
    return Condition(field=field, op=op, values=tuple(values))
