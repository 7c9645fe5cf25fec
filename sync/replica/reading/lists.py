"""The answers to questions of lists, out of the lines in the read thread's memory: one scan, ordered by SQLite.

All row numbers come as one value: they are put together without the interpreter, which the GUI needs meanwhile.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from domain.ids import RecordId
from domain.records import time_text
from sync.replica.reading import finding
from sync.replica.reading.lines import PRIORITIES, STATUSES, TicketLines
from sync.replica.reading.list_query import (
    MESSAGES_FEW,
    Choice,
    Column,
    Field,
    Filter,
    Grouping,
    GroupRow,
    Listed,
    ListQuery,
)
from sync.replica.reading.reader import Reader, marks
from sync.replica.reading.rows import Me
from sync.replica.reading.tickets import BY_DEADLINE, ViewKey
from sync.replica.reading.views import HELD

SOLVED_DAYS = 7
TAGS_MOST = 500
COUNTS_MOST = 200
DEADLINES = ("overdue", "hour", "today", "later", "answered", "paused")
WAITS = f"l.status IN ({STATUSES.index('pending')}, {STATUSES.index('on_hold')})"
UNSOLVED = f"l.status NOT IN ({STATUSES.index('resolved')}, {STATUSES.index('closed')})"
SNOOZED = (
    "l.row_id IN (SELECT t.row_id FROM ticket_desk d JOIN ticket t ON t.id = d.ticket_id"
    " WHERE d.snoozed_at IS NOT NULL AND coalesce(d.snoozed_until, '9999') > ?)"
)
"""Read from the cache itself: there are few, and an index has them."""
NAMED = {
    "store": "store", "requester": "user_card", "assignee": "user_card", "team": "team", "topic": "topic",
}  # fmt: skip
"""Columns that point at a record with a name, and its kind."""
RANKED = {"status": STATUSES, "priority": PRIORITIES}


class Sql(NamedTuple):
    """A piece of a statement and the values in it."""

    text: str
    values: tuple[Any, ...] = ()


def listed(reader: Reader, lines: TicketLines, query: ListQuery, me: Me, present: datetime, most: int = -1) -> Listed:
    """Return what a list shows, its first `most` rows or all; in the read thread only."""
    lines.bring_up(reader)
    where = _where(reader, query, me, present)
    groups = _groups(reader, query.group, where, present) if query.group else ()
    order = _order(query, present)
    sql = (
        "SELECT json_group_array(row_id) FROM (SELECT l.row_id AS row_id FROM temp.ticket_line l"  # noqa: S608 - no input in it
        f" {_joined(query)} WHERE {where.text} ORDER BY {order.text} LIMIT ?)"
    )
    rows = array("q", json.loads(reader.value(sql, (*where.values, *order.values, most))))
    if len(lines.counts) > COUNTS_MOST:
        lines.counts.clear()
    kept = ListQuery(query.view, filters=query.filters, words=query.words)
    if query.group or most < 0 or len(rows) < most:
        lines.counts[kept] = sum(group.count for group in groups) if query.group else len(rows)
    # Of the first rows alone, the count is that of the last whole list, or says that there are more: all of them
    # follow, and whoever waits for the first ones does not wait for a second scan.
    return Listed(rows, max(lines.counts.get(kept, len(rows) + 1), len(rows)), groups)


def choices(
    reader: Reader, lines: TicketLines, query: ListQuery, field: Field, me: Me, present: datetime
) -> list[Choice]:
    """Return the values of a field in a list as it would be without a filter on it, and how often each occurs.

    Vocabularies in their order, names by name, tags by how often they occur; in the read thread only.
    """
    lines.bring_up(reader)
    others = tuple(one for one in query.filters if one.field is not field)
    where = _where(reader, ListQuery(query.view, filters=others, words=query.words), me, present)
    if field is not Field.TAG:
        return [Choice(*found) for found in _counted(reader, field, where)]
    sql = (
        "SELECT tag, tag, count(*) FROM temp.ticket_tag JOIN temp.ticket_line l USING (row_id)"  # noqa: S608 - no input in it
        f" WHERE {where.text} GROUP BY tag ORDER BY 3 DESC, 1 LIMIT {TAGS_MOST}"
    )
    return [Choice(*found) for found in reader.all(sql, where.values)]


def _count(reader: Reader, where: Sql) -> int:
    return int(reader.value(f"SELECT count(*) FROM temp.ticket_line l WHERE {where.text}", where.values))  # noqa: S608 - no input in it


def _groups(reader: Reader, by: Grouping, where: Sql, present: datetime) -> tuple[GroupRow, ...]:
    if by is not Grouping.DEADLINE:
        return tuple(GroupRow(by, key, count, name) for key, name, count in _counted(reader, by, where))
    key = _deadline(present)
    sql = f"SELECT {key.text} AS key, count(*) FROM temp.ticket_line l WHERE {where.text} GROUP BY key ORDER BY key"  # noqa: S608 - no input in it
    found = reader.all(sql, (*key.values, *where.values))
    return tuple(GroupRow(by, DEADLINES[key], count) for key, count in found)


def _counted(reader: Reader, column: str, where: Sql) -> list[tuple[str, str, int]]:
    """Return value, name and count of each value of a column, in the order in which lists have the values."""
    if column in RANKED:
        words = RANKED[column]
        sql = f"SELECT l.{column}, count(*) FROM temp.ticket_line l WHERE {where.text} GROUP BY 1 ORDER BY 1"  # noqa: S608 - no input in it
        return [(words[min(rank, len(words) - 1)], "", count) for rank, count in reader.all(sql, where.values)]
    sql = (
        f"SELECT n.id, n.name, count FROM (SELECT l.{column} AS row_id, count(*) AS count FROM temp.ticket_line l"  # noqa: S608 - no input in it
        f" WHERE {where.text} GROUP BY 1) JOIN temp.{NAMED[column]}_name n USING (row_id) ORDER BY n.place"
    )
    found: list[tuple[str, str, int]] = reader.all(sql, where.values)
    nobody = _count(reader, where) - sum(count for _, _, count in found)
    return [*found, ("", "", nobody)] if nobody else found


def _where(reader: Reader, query: ListQuery, me: Me, present: datetime) -> Sql:
    parts = [_of_view(reader, query.view, me, present), *(_holds(reader, one, present) for one in query.filters)]
    if query.words:
        found = finding.ticket_rows(reader, query.words)
        parts.append(Sql("l.row_id IN (SELECT value FROM json_each(?))", (json.dumps(found),)))
    return Sql(
        " AND ".join(f"({part.text})" for part in parts), tuple(value for part in parts for value in part.values)
    )


def _of_view(reader: Reader, view: str, me: Me, present: datetime) -> Sql:
    """Return the condition of `sync.replica.reading.tickets.condition` over lines."""
    now = time_text(present)
    match view:
        case ViewKey.TEAM | ViewKey.UNASSIGNED:
            team = _points(reader, "team", me.team_ids)
            nobody = "l.assignee IS NULL AND " if view == ViewKey.UNASSIGNED else ""
            return Sql(f"{nobody}{UNSOLVED} AND {team.text} AND NOT {SNOOZED}", (*team.values, now))
        case ViewKey.MINE:
            mine = _points(reader, "assignee", (me.id,))
            return Sql(f"{UNSOLVED} AND {mine.text} AND NOT {SNOOZED}", (*mine.values, now))
        case ViewKey.SNOOZED:
            team, mine = _points(reader, "team", me.team_ids), _points(reader, "assignee", (me.id,))
            whose = f"({team.text} OR {mine.text})"
            return Sql(f"{UNSOLVED} AND {SNOOZED} AND {whose}", (now, *team.values, *mine.values))
        case ViewKey.WAITING:
            return Sql(f"l.status = {STATUSES.index('pending')}")
        case ViewKey.ON_HOLD:
            return Sql(f"l.status = {STATUSES.index('on_hold')}")
        case ViewKey.SOLVED:
            since = time_text(present - timedelta(days=SOLVED_DAYS))
            return Sql(f"NOT ({UNSOLVED}) AND l.resolved >= ?", (since,))
        case ViewKey.STORE_OPEN:
            return Sql(UNSOLVED)
        case ViewKey.STORE_WAITING:
            return Sql(f"l.status IN ({STATUSES.index('pending')}, {STATUSES.index('resolved')})")
        case ViewKey.ALL | ViewKey.STORE_ALL:
            return Sql("1")
        case _:
            return Sql(f"l.{HELD}", (view,))


def _points(reader: Reader, column: str, ids: Sequence[RecordId] | Sequence[str]) -> Sql:
    """Return that a column points at one of these; their rows are looked up once, not for every line."""
    found = reader.all(f"SELECT row_id FROM {NAMED[column]} WHERE id IN ({marks(ids)})", ids) if ids else []  # noqa: S608 - no input in it
    return Sql(f"l.{column} IN ({marks(found)})", tuple(row_id for (row_id,) in found))


def _holds(reader: Reader, one: Filter, present: datetime) -> Sql:
    """Return the condition of one filter."""
    field, values = one.field, one.values
    match field:
        case Field.STATUS | Field.PRIORITY:
            words = RANKED[field]
            ranks = tuple(words.index(value) for value in values if value in words)
            return Sql(f"l.{field} IN ({marks(ranks)})", ranks)
        case Field.STORE | Field.REQUESTER | Field.ASSIGNEE | Field.TEAM | Field.TOPIC:
            ids = tuple(value for value in values if value)
            nobody = f" OR l.{field} IS NULL" if "" in values else ""
            points = _points(reader, field, ids)
            return Sql(f"{points.text}{nobody}", points.values)
        case Field.TAG:
            tagged = f"SELECT row_id FROM temp.ticket_tag WHERE tag IN ({marks(values)})"  # noqa: S608 - no input in it
            return Sql(f"l.row_id IN ({tagged})", values)
        case Field.READING:
            since = time_text(present - timedelta(days=1))
            unread = "coalesce(l.unread > ?, 0)"
            either = [unread if value == "unread" else f"NOT {unread}" for value in values]
            return Sql(" OR ".join(either) or "1", (since,) * len(either))
        case Field.MESSAGES:
            few = {"none": "l.messages = 0", "few": f"l.messages BETWEEN 1 AND {MESSAGES_FEW}"}
            return Sql(" OR ".join(few.get(value, f"l.messages > {MESSAGES_FEW}") for value in values))
        case _:
            return _any([_span(field, value, present) for value in values])


def _any(parts: Sequence[Sql]) -> Sql:
    return Sql(" OR ".join(f"({part.text})" for part in parts) or "1", tuple(v for part in parts for v in part.values))


def _span(field: Field, name: str, present: datetime) -> Sql:
    """Return the condition that a time lies in one of the named spans; days are those of this computer's zone."""
    midnight = present.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    day = timedelta(days=1)
    if field is Field.DUE:
        if name == "none":
            return Sql("l.due IS NULL")
        until = {"overdue": present, "hour": present + timedelta(hours=1), "today": midnight + day}
        since = None if name == "overdue" else present
        return _between("due", since, until.get(name, midnight + 7 * day))
    spans = {
        "today": (midnight, None), "yesterday": (midnight - day, midnight), "week": (midnight - 6 * day, None),
        "month": (midnight - 29 * day, None), "older": (None, midnight - 29 * day),
    }  # fmt: skip
    return _between(str(field), *spans.get(name, (None, None)))


def _between(column: str, since: datetime | None, until: datetime | None) -> Sql:
    bounds = [(f"l.{column} {sign} ?", time_text(at)) for sign, at in ((">=", since), ("<", until)) if at is not None]
    return Sql(" AND ".join(text for text, _ in bounds) or "1", tuple(value for _, value in bounds))


def _deadline(present: datetime) -> Sql:
    midnight = present.astimezone().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    text = (
        f"CASE WHEN l.due IS NULL THEN CASE WHEN {WAITS} THEN 5 ELSE 4 END"
        " WHEN l.due < ? THEN 0 WHEN l.due < ? THEN 1 WHEN l.due < ? THEN 2 ELSE 3 END"
    )
    return Sql(text, tuple(time_text(at) for at in (present, present + timedelta(hours=1), midnight)))


def _joined(query: ListQuery) -> str:
    """Return the tables that hold the names which the order asks for."""
    sort = str(query.sort) if query.sort else ""
    group = str(query.group) if query.group else ""
    columns = dict.fromkeys(column for column in (group, sort) if column in NAMED)
    return " ".join(f"LEFT JOIN temp.{NAMED[one]}_name n_{one} ON n_{one}.row_id = l.{one}" for one in columns)


def _order(query: ListQuery, present: datetime) -> Sql:
    """Return by what the rows are ordered: the group, the column, and last what no two tickets share."""
    values: tuple[Any, ...] = ()
    parts: list[str] = []
    if query.group is Grouping.DEADLINE:
        deadline = _deadline(present)
        parts, values = [deadline.text], deadline.values
    elif query.group is not None:
        parts = _by(str(query.group), descending=False)
    if query.sort is not None:
        parts += _by(str(query.sort), descending=query.descending)
        parts += ["l.updated DESC", "l.row_id DESC"]
    elif query.view in BY_DEADLINE:
        # As `tickets.keys` has it: by deadline, and what has none the latest first.
        parts += ["l.due IS NULL", f"l.due IS NULL AND {WAITS}", "l.due", "iif(l.due IS NULL, l.updated, 0) DESC"]
        parts += ["l.row_id"]
    else:
        parts += ["l.resolved DESC" if query.view == ViewKey.SOLVED else "l.updated DESC", "l.row_id DESC"]
    return Sql(", ".join(parts), values)


def _by(column: str, *, descending: bool) -> list[str]:
    """Return the terms that order by a column; what has no value stands last either way."""
    down = " DESC" if descending else ""
    if column in NAMED:
        name = f"n_{column}"
        return [f"{name}.place IS NULL", f"{name}.place{down}"]
    if column in (Column.NUMBER, Column.DUE):
        return [f"l.{column} IS NULL", f"l.{column}{down}"]
    return [f"l.{column}{down}"]
