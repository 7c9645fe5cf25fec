"""The checklist of a ticket."""

from __future__ import annotations

from domain.plain import Plain
from sync.replica.reading.reader import Reader


class TaskRow(Plain):
    """An item: whose it is and who has done it, by name; both empty for nobody."""

    id: str
    title: str
    assignee_id: str | None
    assignee: str
    done: bool
    done_by: str


SQL = """
SELECT json_extract(j.value, '$.id'), json_extract(j.value, '$.title'), json_extract(j.value, '$.assignee_id'),
       coalesce(a.name, ''), json_extract(j.value, '$.done_by_id'), coalesce(b.name, '')
FROM ticket_desk d, json_each(d.tasks) j
LEFT JOIN user_card a ON a.id = json_extract(j.value, '$.assignee_id')
LEFT JOIN user_card b ON b.id = json_extract(j.value, '$.done_by_id')
WHERE d.ticket_id = ? ORDER BY j.key
"""


def tasks(reader: Reader, ticket_id: str) -> tuple[TaskRow, ...]:
    """Return a ticket's items in their order; none for whoever does not see the desk's side of it."""
    found = reader.all(SQL, (ticket_id,))
    return tuple(
        TaskRow(task_id, title, assignee_id, assignee, done_by_id is not None, done_by)
        for task_id, title, assignee_id, assignee, done_by_id, done_by in found
    )
