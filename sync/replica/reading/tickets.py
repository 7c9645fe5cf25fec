"""Lists of tickets: which ids a view holds and in which order, and the rows of one page."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from sync.replica.reading.reader import Reader, marks
from sync.replica.reading.rows import Me, SnoozeRow, TicketHead, TicketRow
from sync.replica.reading.views import HELD

UNSOLVED = "t.status NOT IN ('resolved', 'closed')"
SNOOZED = (
    "EXISTS (SELECT 1 FROM ticket_desk d WHERE d.ticket_id = t.id AND d.snoozed_at IS NOT NULL"
    " AND coalesce(d.snoozed_until, '9999') > ?)"
)
"""Out of its team's way now; what is due is not, also before the server has woken it."""
AWAKE = f"NOT {SNOOZED}"


class ViewKey(StrEnum):
    """The views everybody begins with."""

    TEAM = "team"
    MINE = "mine"
    WAITING_FOR_ME = "waiting_for_me"
    UNASSIGNED = "unassigned"
    DUE_SOON = "due_soon"
    BREACHED = "breached"
    REOPENED = "reopened"
    WAITING = "waiting"
    ON_HOLD = "on_hold"
    SNOOZED = "snoozed"
    SOLVED = "solved"
    ALL = "all"
    STORE_OPEN = "store_open"
    STORE_WAITING = "store_waiting"
    STORE_ALL = "store_all"


DESK_VIEWS = (
    ViewKey.TEAM,
    ViewKey.MINE,
    ViewKey.WAITING_FOR_ME,
    ViewKey.UNASSIGNED,
    ViewKey.DUE_SOON,
    ViewKey.BREACHED,
    ViewKey.REOPENED,
    ViewKey.WAITING,
    ViewKey.ON_HOLD,
    ViewKey.SNOOZED,
    ViewKey.SOLVED,
    ViewKey.ALL,
)
STORE_VIEWS = (ViewKey.STORE_OPEN, ViewKey.STORE_WAITING, ViewKey.STORE_ALL)
BY_DEADLINE = frozenset({ViewKey.TEAM, ViewKey.MINE, ViewKey.UNASSIGNED})
INDEXED = frozenset({*DESK_VIEWS, *STORE_VIEWS}) - {
    ViewKey.WAITING_FOR_ME, ViewKey.DUE_SOON, ViewKey.BREACHED, ViewKey.REOPENED,
}  # fmt: skip
"""Views whose beginning an index gives at once. Of others, and of saved ones, only their tickets are known."""
OF_TEAMS = frozenset({ViewKey.TEAM, ViewKey.UNASSIGNED})


class Key(NamedTuple):
    """A ticket's place in a list; `due_at`, or that its clock is `paused`, is set in lists by deadline only.

    `row` is its row's number in the cache.
    """

    id: str
    due_at: str | None = None
    paused: bool = False
    row: int = 0


def condition(view: str, me_id: str, team_ids: Sequence[str], week_ago: str, now: str) -> tuple[str, Sequence[str]]:
    """Return the WHERE of a view over `ticket t`, and its values; the views of teams are of those in `team_ids`."""
    team = f"t.team_id IN ({marks(team_ids)})"
    match view:
        case ViewKey.TEAM:
            return f"{UNSOLVED} AND {team} AND {AWAKE}", (*team_ids, now)
        case ViewKey.MINE:
            return f"{UNSOLVED} AND t.assignee_id = ? AND {AWAKE}", (me_id, now)
        case ViewKey.UNASSIGNED:
            return f"{UNSOLVED} AND t.assignee_id IS NULL AND {team} AND {AWAKE}", (*team_ids, now)
        case ViewKey.WAITING:
            return "t.status = 'pending'", ()
        case ViewKey.ON_HOLD:
            return "t.status = 'on_hold'", ()
        case ViewKey.SNOOZED:
            return f"{UNSOLVED} AND {SNOOZED} AND ({team} OR t.assignee_id = ?)", (now, *team_ids, me_id)
        case ViewKey.SOLVED:
            return "t.status IN ('resolved', 'closed') AND t.resolved_at >= ?", (week_ago,)
        case ViewKey.STORE_OPEN:
            return UNSOLVED, ()
        case ViewKey.STORE_WAITING:
            return "t.status IN ('pending', 'resolved')", ()
        case ViewKey.ALL | ViewKey.STORE_ALL:
            return "1", ()
        case _:
            return f"t.{HELD}", (view,)


def is_in_order(reader: Reader, view: str) -> bool:
    """Tell whether the beginning of a view is read from an index; after a first sync in bulk that may be a while."""
    if view not in INDEXED:
        return False
    if view in BY_DEADLINE or view is ViewKey.STORE_OPEN:
        return True
    return reader.value("SELECT value FROM meta WHERE key = 'side_indexes'") in {None, "", "[]"}


def keys(reader: Reader, view: str, me: Me, week_ago: str, now: str, most: int = -1) -> list[Key]:
    """Return the ids of a view in its order, at most `most`.

    By deadline: the most urgent first, then those that nobody owes an answer to, then those whose clock is paused, the
    latest first. Else the latest first.
    """
    where, values = condition(view, me.id, me.team_ids, week_ago, now)
    if view not in BY_DEADLINE:
        order = "t.resolved_at" if view is ViewKey.SOLVED else "t.updated_at"
        sql = f"SELECT t.id, t.row_id FROM ticket t WHERE {where} ORDER BY {order} DESC, t.id DESC LIMIT ?"  # noqa: S608 - no input in it
        return [Key(ticket_id, row=row) for ticket_id, row in reader.all(sql, (*values, most))]
    found = _due(reader, view, me, week_ago, now, most)
    if most < 0 or len(found) < most:
        rest = (
            f"SELECT t.id, t.status IN ('pending', 'on_hold') AS paused, t.row_id FROM ticket t "  # noqa: S608 - no input in it
            f"WHERE {where} AND t.due_at IS NULL ORDER BY paused, t.updated_at DESC, t.id LIMIT ?"
        )
        left = most if most < 0 else most - len(found)
        found += [Key(key, None, bool(paused), row) for key, paused, row in reader.all(rest, (*values, left))]
    return found


def _due(reader: Reader, view: str, me: Me, week_ago: str, now: str, most: int) -> list[Key]:
    """Return what has a deadline, the next one first.

    Each team's tickets lie sorted in an index: the first of every team are read and merged, not all sorted.
    """
    groups = [(team_id,) for team_id in me.team_ids] if view in OF_TEAMS and most >= 0 else [me.team_ids]
    parts, values = [], []
    for group in groups:
        where, of_group = condition(view, me.id, group, week_ago, now)
        parts.append(
            f"SELECT * FROM (SELECT t.id, t.due_at, 0, t.row_id FROM ticket t WHERE {where} AND t.due_at IS NOT NULL"  # noqa: S608 - no input in it
            " ORDER BY t.due_at, t.id LIMIT ?)"
        )
        values += [*of_group, most]
    if not parts:
        return []
    sql = " UNION ALL ".join(parts) + " ORDER BY 2, 1 LIMIT ?"
    return [Key(key, due_at, False, row) for key, due_at, _, row in reader.all(sql, (*values, most))]


def count(reader: Reader, view: str, me: Me, week_ago: str, now: str) -> int:
    """Return how many tickets a view holds, by going through them; `sync.replica.reading.views` has kept it."""
    where, values = condition(view, me.id, me.team_ids, week_ago, now)
    return int(reader.value(f"SELECT count(*) FROM ticket t WHERE {where}", values))  # noqa: S608 - no input in it


ROW_SQL = """
SELECT t.id, t.number, t.subject, t.status, t.priority, coalesce(s.name, ''), coalesce(u.name, ''), t.requester_id,
       t.assignee_id, coalesce(a.name, ''), t.topic_id, t.created_at, t.updated_at, t.due_at, t.resolved_at,
       t.last_message_at, t.last_message_by, m.at, t.team_id, t.message_count, t.row_id,
       (SELECT count(*) FROM message x WHERE x.ticket_id = t.id AND x.created_at > m.at AND x.audience = 'public'
        AND x.author_id <> ?)
FROM ticket t
LEFT JOIN store s ON s.id = t.store_id
LEFT JOIN user_card u ON u.id = t.requester_id
LEFT JOIN user_card a ON a.id = t.assignee_id
LEFT JOIN read_mark m ON m.ticket_id = t.id
WHERE t.{column} IN ({values})
"""


def rows(reader: Reader, me_id: str, ids: Sequence[str]) -> dict[str, TicketRow]:
    """Return the rows of those of `ids` that there are (a page: 60 or so), as `me_id` sees them."""
    return {row.id: row for row in _rows(reader, me_id, "id", ids)}


def rows_at(reader: Reader, me_id: str, places: Sequence[int]) -> dict[int, TicketRow]:
    """Return those of the rows with these numbers that there are (a page: 60 or so), by number."""
    return {row.row: row for row in _rows(reader, me_id, "row_id", places)}


def _rows(reader: Reader, me_id: str, column: str, values: Sequence[object]) -> list[TicketRow]:
    if not values:
        return []
    found = reader.all(ROW_SQL.format(column=column, values=marks(values)), (me_id, *values))
    states = item_states(reader, [row[0] for row in found])
    return [TicketRow(*(*row, *states.get(row[0], (0, 0)))) for row in found]


def row_of(reader: Reader, ticket_id: str) -> int | None:
    """Return the number of a ticket's row, or None if it is not held."""
    found: int | None = reader.value("SELECT row_id FROM ticket WHERE id = ?", (ticket_id,))
    return found


def item_states(reader: Reader, ids: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Return how many changes of each ticket wait and how many were refused; those with none are left out."""
    sql = (
        "SELECT subject, sum(state IN ('saved', 'sending')), sum(state = 'refused') FROM outbox"  # noqa: S608 - no input in it
        f" WHERE subject IN ({marks(ids)}) GROUP BY subject"
    )
    return {subject: (waits, refused) for subject, waits, refused in reader.all(sql, ids)}


def head(reader: Reader, ticket_id: str) -> TicketHead | None:
    """Return a ticket's header, or None if it is not held."""
    sql = f"SELECT {', '.join(TicketHead.fields)} FROM ticket WHERE id = ?"  # noqa: S608 - no input in it
    row = reader.first(sql, (ticket_id,))
    return TicketHead(*row) if row else None


def heads_at(reader: Reader, places: Sequence[int]) -> list[TicketHead]:
    """Return the headers of those of the rows with these numbers that there are, however many."""
    sql = f"SELECT {', '.join(TicketHead.fields)} FROM ticket WHERE row_id IN (SELECT value FROM json_each(?))"  # noqa: S608 - no input in it
    return [TicketHead(*row) for row in reader.all(sql, (json.dumps(list(places)),))]


def names(reader: Reader, ids: Collection[str]) -> dict[str, str]:
    """Return id to number and subject of those of these tickets that there are."""
    sql = f"SELECT id, coalesce('#' || number || ' · ', '') || subject FROM ticket WHERE id IN ({marks(ids)})"  # noqa: S608 - no input in it
    return dict(reader.all(sql, ids)) if ids else {}


def id_of_number(reader: Reader, number: int) -> str | None:
    """Return the id of the ticket with this number."""
    found: str | None = reader.value("SELECT id FROM ticket WHERE number = ?", (number,))
    return found


def snoozed(reader: Reader, ticket_id: str, now: str) -> SnoozeRow | None:
    """Return that a ticket is snoozed at `now`, or None."""
    row = reader.first(
        "SELECT d.snoozed_by_id, coalesce(u.name, ''), d.snoozed_at, d.snoozed_until, d.snooze_reason"
        " FROM ticket_desk d LEFT JOIN user_card u ON u.id = d.snoozed_by_id"
        " WHERE d.ticket_id = ? AND d.snoozed_at IS NOT NULL AND coalesce(d.snoozed_until, '9999') > ?",
        (ticket_id, now),
    )
    return SnoozeRow(*row) if row else None
