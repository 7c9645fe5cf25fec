"""Which tickets one may be merged into, be a part of, or an incident of. For the read thread: it walks all lines."""

from __future__ import annotations

from sync.replica.reading.lines import TicketLines
from sync.replica.reading.reader import Reader
from sync.replica.reading.relations import ROW, RelatedRow

NEAR = "(t.requester_id = asked.requester OR t.store_id = asked.store)"
MEANT = {
    "merge": NEAR,
    "problem": "t.type = 'problem' AND t.status <> 'closed'",
    "parent": f"(asked.typed OR {NEAR})",
}
"""By what becomes of it: tickets are merged only within a requester or a store (decision 0019)."""
ASKED = "WITH asked (id, requester, store, number, typed) AS (SELECT ?, ?, ?, ?, ?)"
WORD = "(instr(l.subject, ?) OR instr(t.number, ?) = 1)"
ORDER = (
    "ORDER BY t.number IS NOT asked.number, t.requester_id <> asked.requester, t.store_id IS NOT asked.store,"
    " t.status IN ('resolved', 'closed'), t.updated_at DESC LIMIT ?"
)


def joinable(reader: Reader, lines: TicketLines, ticket_id: str, kind: str, typed: str, most: int) -> list[RelatedRow]:
    """Return what a ticket may be merged into (`merge`), an incident of (`problem`) or a part of (`parent`).

    Those of its requester and its store come first. What was typed is the beginning of a number, or words of a
    subject; before anything is, the tickets near it are offered.
    """
    from domain.text.analysis import fold

    own = reader.first("SELECT requester_id, store_id FROM ticket WHERE id = ?", (ticket_id,))
    if own is None:
        return []
    words = [fold(word) for word in typed.replace("#", " ").split()]
    number = int(words[0]) if len(words) == 1 and words[0].isdecimal() and len(words[0]) < 10 else None
    wanted = ["t.id <> asked.id", "t.merged_into_id IS NULL", MEANT[kind], *(WORD for _ in words)]
    if words:
        lines.bring_up(reader)
    folded = "JOIN temp.ticket_line l ON l.row_id = t.row_id" if words else ""
    both = [form for word in words for form in (word, word)]
    found = reader.all(
        f"{ASKED} {ROW} {folded} JOIN asked"  # noqa: S608 - no input in it
        f" WHERE {' AND '.join(wanted)} {ORDER}",
        (ticket_id, *own, number, bool(words), *both, most),
    )
    return [RelatedRow(*row) for row in found]
