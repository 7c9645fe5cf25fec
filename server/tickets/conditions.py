"""What a view asks as SQL over `ticket`: the same as `domain.judging`, which has the last word.

Words within texts are folded, which no database does as we do: such conditions are left to the judge (`is_known`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, literal, not_, or_, select, true, type_coerce
from sqlalchemy.dialects.postgresql import JSONB

from domain.deadlines import due_soon_at
from domain.judging import Looker
from domain.records import EARLIEST, LATEST
from domain.tickets import DONE, WAITING
from domain.views import FIELDS, ME, MY_TEAMS, NOBODY, Condition, Kind, Op, Query, Sla, midnight, shifted
from domain.words import Priority, Status
from server.db.tables import RECORDS

TICKET = RECORDS["ticket"].c
DESK = RECORDS["ticket_desk"].c
COLUMNS: dict[str, ColumnElement[Any]] = {
    "created": TICKET.created_at,
    "updated": TICKET.updated_at,
    "due": TICKET.due_at,
    "last_message": TICKET.last_message_at,
    "waiting_since": TICKET.waiting_since,
    "resolved": TICKET.resolved_at,
    "closed": TICKET.closed_at,
    "messages": TICKET.message_count,
    "reopenings": TICKET.reopened_count,
    "subject": TICKET.subject,
}
"""Fields of the ticket whose column is called otherwise, or that are times, numbers and texts."""
OF_DESK: dict[str, ColumnElement[Any]] = {
    "tag": DESK.tags,
    "snoozed": DESK.snoozed_at,
    "part": DESK.parent_id,
    "incident": DESK.problem_id,
    "snoozed_until": DESK.snoozed_until,
    "vendor_expected": DESK.vendor_expected_at,
    "notes": DESK.note_count,
    "vendor": DESK.vendor,
    "vendor_reference": DESK.vendor_reference,
}
"""Fields of the desk's side: for whoever does not see that they are empty."""
IN_TEXT = frozenset({Op.CONTAINS, Op.LACKS})
CLOSED = [status.value for status in DONE]


def is_known(query: Query) -> bool:
    """Tell whether `clause` says all that the query asks."""
    return not any(one.op in IN_TEXT for one in query.tests)


def clause(query: Query, looker: Looker, now: datetime, dialect: str, *, internal: bool) -> ColumnElement[bool]:
    """Return what must hold of a ticket, as far as SQL can say; `internal`: whether the desk's side is seen."""
    known = [one for one in query.tests if one.op not in IN_TEXT]
    parts = [_condition(one, looker, now, dialect, internal=internal) for one in known]
    if query.match == "all":
        return and_(true(), *parts)
    # Another condition may hold where none of these does.
    return or_(false(), *parts) if query.tests and len(known) == len(query.tests) else true()


def _condition(one: Condition, looker: Looker, now: datetime, dialect: str, *, internal: bool) -> ColumnElement[bool]:
    if one.field not in OF_DESK:
        return _of_ticket(one, looker, now, dialect)
    if internal and one.op in {Op.NONE, Op.NO, Op.UNSET, Op.MOST}:
        # Said of its opposite, so that a ticket without a desk's side is one in which all of it is empty.
        opposite = {Op.NONE: Op.ANY, Op.NO: Op.YES, Op.UNSET: Op.SET}
        if one.op in opposite:
            turned = Condition(field=one.field, op=opposite[one.op], values=one.values)
            return not_(_on_desk(_of_desk(turned, now, dialect)))
        return not_(_on_desk(DESK.note_count > int(one.values[0])))
    if internal and not _holds_of_nothing(one):
        return _on_desk(_of_desk(one, now, dialect))
    return true() if _holds_of_nothing(one) else false()


def _holds_of_nothing(one: Condition) -> bool:
    """Tell whether a condition on the desk's side holds where there is none, or none is seen."""
    if one.op in {Op.NONE, Op.NO, Op.UNSET, Op.MOST}:
        return True
    return one.op is Op.LEAST and int(one.values[0]) == 0


def _on_desk(*matching: ColumnElement[bool]) -> ColumnElement[bool]:
    here = (DESK.space_id == TICKET.space_id, DESK.id == TICKET.id)
    return select(literal(1)).where(*here, *matching).exists()


def _of_desk(one: Condition, now: datetime, dialect: str) -> ColumnElement[bool]:
    """Return a condition on the desk's side that says what is there."""
    column = OF_DESK[one.field]
    match FIELDS[one.field].kind:
        case Kind.SET:
            return _holds_texts(column, one.values, every=one.op is Op.EVERY, dialect=dialect)
        case Kind.NUMBER:
            return column >= int(one.values[0])
        case Kind.TEXT:
            return column != ""
        case Kind.TIME:
            return _time(one, column, now)
        case _ if one.field == "snoozed":
            return and_(column.is_not(None), or_(DESK.snoozed_until.is_(None), DESK.snoozed_until > now))
        case _:
            return column.is_not(None)


def _of_ticket(one: Condition, looker: Looker, now: datetime, dialect: str) -> ColumnElement[bool]:
    field, op = one.field, one.op
    match FIELDS[field].kind:
        case Kind.WORD if field == "sla":
            stands = or_(false(), *(_sla(Sla(value), now) for value in one.values))
            return stands if op is Op.ANY else not_(stands)
        case Kind.WORD:
            return _among(TICKET[field], list(one.values), wanted=op is Op.ANY)
        case Kind.REFERENCE:
            return _among(TICKET[f"{field}_id"], _meant(one.values, looker), wanted=op is Op.ANY)
        case Kind.SET:
            people = _meant(one.values, looker)
            followed = _holds_texts(TICKET.follower_ids, people, every=op is Op.EVERY, dialect=dialect)
            return not_(followed) if op is Op.NONE else followed
        case Kind.NUMBER:
            number = int(one.values[0])
            return COLUMNS[field] >= number if op is Op.LEAST else COLUMNS[field] <= number
        case Kind.TEXT:
            return COLUMNS[field] != "" if op is Op.SET else COLUMNS[field] == ""
        case Kind.TIME:
            return _time(one, COLUMNS[field], now)
        case _:
            held = _flag(field, looker)
            return held if op is Op.YES else not_(held)


def _meant(values: Sequence[str], looker: Looker) -> list[str]:
    """Return the ids that are meant, whoever looks and their teams among them."""
    meant = [value for value in values if value not in {ME, MY_TEAMS}]
    meant += [looker.id] if ME in values else []
    return meant + (sorted(looker.team_ids) if MY_TEAMS in values else [])


def _among(column: ColumnElement[Any], values: Sequence[str], *, wanted: bool) -> ColumnElement[bool]:
    given = [value for value in values if value != NOBODY]
    is_empty = column.is_(None)
    among = and_(column.is_not(None), column.in_(given)) if given else false()
    held = or_(is_empty, among) if NOBODY in values else among
    return held if wanted else not_(held)


def _holds_texts(column: Any, texts: Sequence[str], *, every: bool, dialect: str) -> ColumnElement[bool]:
    """Return the condition that a list of texts has one of `texts`, or every one."""
    parts = [_holds_text(column, text, dialect) for text in texts]
    return and_(true(), *parts) if every else or_(false(), *parts)


def _holds_text(column: Any, text: str, dialect: str) -> ColumnElement[bool]:
    if dialect == "postgresql":
        held: ColumnElement[bool] = type_coerce(column, JSONB).contains([text])
        return held
    each = func.json_each(column).table_valued("value")
    return select(literal(1)).select_from(each).where(each.c.value == text).exists()


def _flag(field: str, looker: Looker) -> ColumnElement[bool]:
    mine = and_(TICKET.assignee_id.is_not(None), TICKET.assignee_id == looker.id)
    match field:
        case "reopened":
            return TICKET.reopened_count > 0
        case "merged":
            return TICKET.merged_into_id.is_not(None)
        case "ours":
            return or_(_among(TICKET.team_id, sorted(looker.team_ids), wanted=True), mine)
        case _:
            owes = and_(mine, TICKET.due_at.is_not(None), TICKET.status.not_in(CLOSED))
            waiting = TICKET.status.in_([Status.PENDING.value, Status.RESOLVED.value])
            return or_(owes, and_(TICKET.requester_id == looker.id, waiting))


def _sla(state: Sla, now: datetime) -> ColumnElement[bool]:
    """Return that a ticket stands so to its deadline: from when on it is due soon is one of few spans, by priority."""
    due, first, owed = TICKET.due_at, TICKET.first_response_at, TICKET.first_response_due_at
    waits = TICKET.status.in_([status.value for status in WAITING])
    met = and_(first.is_not(None), owed.is_not(None), first <= owed)
    spans = {priority: now - due_soon_at(priority, now) for priority in Priority}
    later = or_(*(and_(TICKET.priority == one.value, due > shifted(now, span)) for one, span in spans.items()))
    match state:
        case Sla.PAUSED:
            return and_(due.is_(None), waits)
        case Sla.MET:
            return and_(due.is_(None), not_(waits), met)
        case Sla.NONE:
            return and_(due.is_(None), not_(waits), not_(met))
        case Sla.BREACHED:
            return and_(due.is_not(None), due <= now)
        case Sla.ACTIVE:
            return and_(due.is_not(None), later)
        case _:
            return and_(due.is_not(None), due > now, not_(later))


def _time(one: Condition, column: ColumnElement[Any], now: datetime) -> ColumnElement[bool]:
    """Return that a time lies as `domain.views.when` has it; where there is none it does so only for `unset`."""
    if one.op is Op.UNSET:
        return column.is_(None)
    begin, end = _bounds(one, now)
    parts: list[ColumnElement[bool]] = [column.is_not(None)]
    parts += [] if begin == EARLIEST else [column >= begin]
    parts += [] if end == LATEST else [column < end]
    return and_(*parts)


TICK = timedelta(microseconds=1)


def _bounds(one: Condition, now: datetime) -> tuple[datetime, datetime]:
    """Return from when on, and before when, a time must be for the condition to hold now."""
    match one.op:
        case Op.SET:
            return EARLIEST, LATEST
        case Op.PAST:
            return EARLIEST, shifted(now, TICK)
        case Op.FUTURE:
            return shifted(now, TICK), LATEST
        case Op.ON:
            offset = int(one.values[0])
            return midnight(now, offset), midnight(now, offset + 1)
        case _:
            return _reach(one, now)


def _reach(one: Condition, now: datetime) -> tuple[datetime, datetime]:
    number, by_hours = int(one.values[0]), one.values[1] == "hours"
    hours = timedelta(hours=number)
    # So long ago, and so far ahead: hours from now, days from today's beginning.
    behind = shifted(now, TICK - hours) if by_hours else midnight(now, 1 - number)
    ahead = shifted(now, hours + TICK) if by_hours else midnight(now, number)
    match one.op:
        case Op.LAST:
            return behind, shifted(now, TICK)
        case Op.BEFORE:
            return EARLIEST, behind
        case Op.NEXT:
            return shifted(now, TICK), ahead
        case _:
            return ahead, LATEST
