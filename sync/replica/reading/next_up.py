"""Which ticket is next for somebody of the desk: what is overdue, then due soon, then by priority and age.

Only what the desk has to do now: not what waits for others or is snoozed, not what a colleague works on, and of one's
own what an answer is owed to.
"""

from __future__ import annotations

from datetime import datetime

from domain.plain import Plain
from domain.records import time_text
from domain.words import Priority
from sync.replica.reading.lines import PRIORITIES, STATUSES, TicketLines
from sync.replica.reading.lists import SNOOZED
from sync.replica.reading.reader import Reader, marks
from sync.replica.reading.rows import Me

MOST = 200
"""So many are looked at for one at which nobody is."""
TO_DO = tuple(STATUSES.index(status) for status in ("new", "open"))


class Upcoming(Plain):
    """A ticket in the order in which tickets are handed out.

    Attributes:
        urgency: 0 if it is overdue, 1 if it is due soon, 2 else.
    """

    id: str
    urgency: int


def next_up(reader: Reader, lines: TicketLines, me: Me, present: datetime) -> list[Upcoming]:
    """Return the tickets to be handed out, the next one first; in the read thread only."""
    # Imported here: most never ask.
    from domain.deadlines import due_soon_at

    lines.bring_up(reader)
    now = time_text(present)
    soon = {
        priority: time_text(present + (present - due_soon_at(Priority(priority), present))) for priority in PRIORITIES
    }
    bounds = " ".join(f"WHEN {rank} THEN ?" for rank in range(len(PRIORITIES)))
    mine = "l.assignee IN (SELECT row_id FROM user_card WHERE id = ?)"
    sql = (
        "SELECT t.id, CASE WHEN l.due IS NULL OR l.due > (CASE l.priority"  # noqa: S608 - no input in it
        f" {bounds} ELSE ? END) THEN 2 WHEN l.due > ? THEN 1 ELSE 0 END AS urgency"
        " FROM temp.ticket_line l JOIN ticket t ON t.row_id = l.row_id"
        f" WHERE l.status IN ({marks(TO_DO)}) AND (l.assignee IS NULL OR ({mine} AND l.due IS NOT NULL))"
        f" AND l.team IN (SELECT row_id FROM team WHERE id IN ({marks(me.team_ids)})) AND NOT {SNOOZED}"
        " ORDER BY urgency, CASE WHEN urgency < 2 THEN l.due END, l.priority, l.created, l.row_id LIMIT ?"
    )
    values = (*(soon[priority] for priority in PRIORITIES), now, now, *TO_DO, me.id, *me.team_ids, now, MOST)
    return [Upcoming(*row) for row in reader.all(sql, values)]


def is_up(reader: Reader, me: Me, ticket_id: str, present: datetime) -> bool:
    """Tell whether a ticket is still one to be handed out, at a glance."""
    sql = (
        "SELECT 1 FROM ticket t WHERE t.id = ? AND t.status IN ('new', 'open')"  # noqa: S608 - no input in it
        " AND (t.assignee_id IS NULL OR (t.assignee_id = ? AND t.due_at IS NOT NULL))"
        f" AND t.team_id IN ({marks(me.team_ids)}) AND NOT EXISTS (SELECT 1 FROM ticket_desk d"
        " WHERE d.ticket_id = t.id AND d.snoozed_at IS NOT NULL AND coalesce(d.snoozed_until, '9999') > ?)"
    )
    return bool(reader.value(sql, (ticket_id, me.id, *me.team_ids, time_text(present))))
