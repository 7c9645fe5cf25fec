"""Lists of tickets: which ids a view holds and in which order, and the rows of one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from sync.replica.reading.reader import Reader, marks
from sync.replica.reading.rows import Me, TicketHead, TicketRow

UNSOLVED = "t.status NOT IN ('resolved', 'closed')"
WEEK_DAYS = 7


class ViewKey(StrEnum):
    """The views everybody begins with."""

    TEAM = "team"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    WAITING = "waiting"
    ON_HOLD = "on_hold"
    SOLVED = "solved"
    ALL = "all"
    STORE_OPEN = "store_open"
    STORE_WAITING = "store_waiting"
    STORE_ALL = "store_all"


DESK_VIEWS = (
    ViewKey.TEAM,
    ViewKey.MINE,
    ViewKey.UNASSIGNED,
    ViewKey.WAITING,
    ViewKey.ON_HOLD,
    ViewKey.SOLVED,
    ViewKey.ALL,
)
STORE_VIEWS = (ViewKey.STORE_OPEN, ViewKey.STORE_WAITING, ViewKey.STORE_ALL)
BY_DEADLINE = frozenset({ViewKey.TEAM, ViewKey.MINE, ViewKey.UNASSIGNED})


class Key(NamedTuple):
    """A ticket's place in a list; `due_at`, or that its clock is `paused`, is set in lists by deadline only."""

    id: str
    due_at: str | None = None
    paused: bool = False


def condition(view: ViewKey, me: Me, week_ago: str) -> tuple[str, tuple[str, ...]]:
    """Return the WHERE of a view over `ticket t`, and its values."""
    team = f"t.team_id IN ({marks(me.team_ids)})"
    match view:
        case ViewKey.TEAM:
            return f"{UNSOLVED} AND {team}", me.team_ids
        case ViewKey.MINE:
            return f"{UNSOLVED} AND t.assignee_id = ?", (me.id,)
        case ViewKey.UNASSIGNED:
            return f"{UNSOLVED} AND t.assignee_id IS NULL AND {team}", me.team_ids
        case ViewKey.WAITING:
            return "t.status = 'pending'", ()
        case ViewKey.ON_HOLD:
            return "t.status = 'on_hold'", ()
        case ViewKey.SOLVED:
            return "t.status IN ('resolved', 'closed') AND t.resolved_at >= ?", (week_ago,)
        case ViewKey.STORE_OPEN:
            return UNSOLVED, ()
        case ViewKey.STORE_WAITING:
            return "t.status IN ('pending', 'resolved')", ()
        case _:
            return "1", ()


def keys(reader: Reader, view: ViewKey, me: Me, week_ago: str, most: int = -1) -> list[Key]:
    """Return the ids of a view in its order, at most `most`.

    By deadline: the most urgent first, then those that nobody owes an answer to, then those whose clock is paused, the
    latest first. Else the latest first.
    """
    where, values = condition(view, me, week_ago)
    if view not in BY_DEADLINE:
        order = "t.resolved_at" if view is ViewKey.SOLVED else "t.updated_at"
        sql = f"SELECT t.id FROM ticket t WHERE {where} ORDER BY {order} DESC, t.id DESC LIMIT ?"  # noqa: S608 - no input in it
        return [Key(row[0]) for row in reader.all(sql, (*values, most))]
    due = f"SELECT t.id, t.due_at FROM ticket t WHERE {where} AND t.due_at IS NOT NULL ORDER BY t.due_at, t.id LIMIT ?"  # noqa: S608 - no input in it
    found = [Key(*row) for row in reader.all(due, (*values, most))]
    if most < 0 or len(found) < most:
        rest = (
            f"SELECT t.id, t.status IN ('pending', 'on_hold') AS paused FROM ticket t "  # noqa: S608 - no input in it
            f"WHERE {where} AND t.due_at IS NULL ORDER BY paused, t.updated_at DESC, t.id LIMIT ?"
        )
        left = most if most < 0 else most - len(found)
        found += [Key(row[0], None, bool(row[1])) for row in reader.all(rest, (*values, left))]
    return found


def count(reader: Reader, view: ViewKey, me: Me, week_ago: str) -> int:
    """Return how many tickets a view holds."""
    where, values = condition(view, me, week_ago)
    return int(reader.value(f"SELECT count(*) FROM ticket t WHERE {where}", values))  # noqa: S608 - no input in it


ROW_SQL = """
SELECT t.id, t.number, t.subject, t.status, t.priority, coalesce(s.name, ''), coalesce(u.name, ''), t.requester_id,
       t.assignee_id, coalesce(a.name, ''), t.topic_id, t.created_at, t.updated_at, t.due_at, t.resolved_at,
       t.last_message_at, t.last_message_by, m.at
FROM ticket t
LEFT JOIN store s ON s.id = t.store_id
LEFT JOIN user_card u ON u.id = t.requester_id
LEFT JOIN user_card a ON a.id = t.assignee_id
LEFT JOIN read_mark m ON m.ticket_id = t.id
WHERE t.id IN ({ids})
"""


def rows(reader: Reader, ids: Sequence[str]) -> dict[str, TicketRow]:
    """Return the rows of those of `ids` that there are (a page: 60 or so)."""
    if not ids:
        return {}
    states = item_states(reader, ids)
    found = {}
    for row in reader.all(ROW_SQL.format(ids=marks(ids)), ids):
        waits, refused = states.get(row[0], (0, 0))
        found[row[0]] = TicketRow(*(*row, waits, refused))
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


def id_of_number(reader: Reader, number: int) -> str | None:
    """Return the id of the ticket with this number."""
    found: str | None = reader.value("SELECT id FROM ticket WHERE number = ?", (number,))
    return found
