"""Tickets that belong together: merged ones, parts and their whole, a problem and its incidents."""

from __future__ import annotations

from domain.plain import Plain
from sync.replica.reading.reader import Reader


class RelatedRow(Plain):
    """A ticket as its relatives name it."""

    id: str
    number: int | None
    subject: str
    status: str
    requester: str


class Relations(Plain):
    """What belongs to a ticket. What is not held here is left out; links are the desk's to see."""

    merged_into: RelatedRow | None
    merged: tuple[RelatedRow, ...]
    parent: RelatedRow | None
    children: tuple[RelatedRow, ...]
    problem: RelatedRow | None
    incidents: tuple[RelatedRow, ...]
    split_from: RelatedRow | None
    split_off: tuple[RelatedRow, ...]

    @property
    def unsolved(self) -> tuple[RelatedRow, ...]:
        """The incidents that are still to be solved."""
        return tuple(one for one in self.incidents if one.status not in ("resolved", "closed"))


ROW = """
SELECT t.id, t.number, t.subject, t.status, coalesce(u.name, '') FROM ticket t
LEFT JOIN user_card u ON u.id = t.requester_id
"""
BELOW = f"{ROW} JOIN ticket_desk d ON d.ticket_id = t.id WHERE d.{{field}} = ? ORDER BY t.id"


def relations(reader: Reader, ticket_id: str) -> Relations:
    """Return what belongs to a ticket: some short queries, each by an index."""
    above = reader.first(
        "SELECT t.merged_into_id, d.parent_id, d.problem_id, d.split_from_id FROM ticket t"
        " LEFT JOIN ticket_desk d ON d.ticket_id = t.id WHERE t.id = ?",
        (ticket_id,),
    )
    merged_into, parent, problem, split_from = above or (None, None, None, None)
    merged = reader.all(f"{ROW} WHERE t.merged_into_id = ? ORDER BY t.id", (ticket_id,))
    return Relations(
        merged_into=related(reader, merged_into),
        merged=tuple(RelatedRow(*row) for row in merged),
        parent=related(reader, parent),
        children=_below(reader, "parent_id", ticket_id),
        problem=related(reader, problem),
        incidents=_below(reader, "problem_id", ticket_id),
        split_from=related(reader, split_from),
        split_off=_below(reader, "split_from_id", ticket_id),
    )


def related(reader: Reader, ticket_id: str | None) -> RelatedRow | None:
    """Return a ticket as its relatives name it; None for none, or for one that is not held here."""
    row = reader.first(f"{ROW} WHERE t.id = ?", (ticket_id,)) if ticket_id else None
    return RelatedRow(*row) if row else None


def passed_on(reader: Reader, ticket_id: str) -> tuple[RelatedRow, ...]:
    """Return what a store has asked the desk for a customer's ticket, the newest first."""
    return tuple(RelatedRow(*row) for row in reader.all(f"{ROW} WHERE t.for_id = ? ORDER BY t.id DESC", (ticket_id,)))


def last_answer(reader: Reader, ticket_id: str, user_id: str) -> str:
    """Return what somebody else wrote last in a ticket for everybody to read; empty if nobody did."""
    sql = (
        "SELECT body FROM message WHERE ticket_id = ? AND audience = 'public' AND author_id <> ?"
        " ORDER BY created_at DESC, id DESC LIMIT 1"
    )
    found: str | None = reader.value(sql, (ticket_id, user_id))
    return found or ""


def _below(reader: Reader, field: str, ticket_id: str) -> tuple[RelatedRow, ...]:
    return tuple(RelatedRow(*row) for row in reader.all(BELOW.format(field=field), (ticket_id,)))
