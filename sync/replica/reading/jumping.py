"""What one jumps to while typing: tickets by their subjects, those of somebody, people and stores.

Two steps find tickets. The newest lines in the read thread's memory hold any common word within some hundred of them;
a rare word has few entries in the full-text table. Neither ever walks through all tickets.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.plain import Plain
from sync.replica.reading.finding import FoundTicket
from sync.replica.reading.lines import TicketLines
from sync.replica.reading.reader import Reader, marks

NEWEST = 4_000
"""So many lines are looked through for the words before the full-text table is asked."""
RARE = 200
"""So many matches of the full-text table are put in order."""
FOUND = (
    "SELECT t.id, t.number, t.subject, t.status, coalesce(s.name, ''), t.updated_at"
    " FROM ticket t LEFT JOIN store s ON s.id = t.store_id"
)


class Card(Plain):
    """Somebody, or a store: `kind` is `person` or `store`, `about` their work or its city."""

    kind: str
    id: str
    name: str
    about: str


class Title(Plain):
    """A guide by its title."""

    id: str
    title: str


def tickets(reader: Reader, lines: TicketLines, words: Sequence[Sequence[str]], most: int) -> list[FoundTicket]:
    """Return tickets whose subjects have, of each word, one of its folded forms; the latest first.

    In the read thread only.
    """
    lines.bring_up(reader)
    newest = "SELECT row_id, subject FROM temp.ticket_line ORDER BY updated DESC LIMIT ?"
    has = " AND ".join(f"({' OR '.join('instr(subject, ?)' for _ in forms)})" for forms in words)
    every = [form for forms in words for form in forms]
    found = reader.all(f"SELECT row_id FROM ({newest}) WHERE {has} LIMIT ?", (NEWEST, *every, most))  # noqa: S608 - no input in it
    ids = [row_id for (row_id,) in found]
    if len(ids) < most:
        ids += [row_id for row_id in _rare(reader, words, most) if row_id not in ids]
    return _rows(reader, ids[:most])


def _rare(reader: Reader, words: Sequence[Sequence[str]], most: int) -> list[int]:
    if any(sign in form for forms in words for form in forms for sign in '"\0'):
        return []
    either = (" OR ".join(f'"{form}"*' for form in forms) for forms in words)
    match = " AND ".join(f"({forms})" for forms in either)
    found = reader.all(
        "SELECT l.row_id FROM (SELECT rowid AS row_id FROM ticket_text WHERE ticket_text MATCH ?"
        " ORDER BY rowid DESC LIMIT ?) JOIN temp.ticket_line l USING (row_id) ORDER BY l.updated DESC LIMIT ?",
        (match, RARE, most),
    )
    return [row_id for (row_id,) in found]


def _rows(reader: Reader, row_ids: Sequence[int]) -> list[FoundTicket]:
    if not row_ids:
        return []
    rows = reader.all(f"{FOUND} WHERE t.row_id IN ({marks(row_ids)}) ORDER BY t.updated_at DESC", row_ids)
    return [FoundTicket(*row) for row in rows]


def by_number(reader: Reader, digits: str, most: int) -> list[FoundTicket]:
    """Return the ticket of that number, then the latest of those whose numbers begin with it."""
    number, width = int(digits), 1
    ranges = []
    while number * width < 10**9 and width < 10**9:
        ranges.append((number * width, number * width + width - 1))
        width *= 10
    found: list[int] = []
    # One after the other, by the index: asked for at once, all that begin with a 9 would be put in order.
    for first, last in (ranges[0], *reversed(ranges[1:] if number else ())):
        if len(found) < most:
            sql = "SELECT row_id FROM ticket WHERE number BETWEEN ? AND ? ORDER BY number DESC LIMIT ?"
            found += [row_id for (row_id,) in reader.all(sql, (first, last, most - len(found)))]
    return sorted(_rows(reader, found), key=lambda row: (row.number != number, -(row.number or 0)))


def some(reader: Reader, ids: Sequence[str]) -> list[FoundTicket]:
    """Return these tickets as far as they are held, in this order."""
    rows = reader.all(f"{FOUND} WHERE t.id IN ({marks(ids)})", ids) if ids else []
    found = {row[0]: FoundTicket(*row) for row in rows}
    return [found[one] for one in ids if one in found]


def of_card(reader: Reader, card: Card, most: int) -> list[FoundTicket]:
    """Return somebody's tickets, or a store's, the latest first."""
    column = "requester_id" if card.kind == "person" else "store_id"
    rows = reader.all(f"{FOUND} WHERE t.{column} = ? ORDER BY t.updated_at DESC LIMIT ?", (card.id, most))
    return [FoundTicket(*row) for row in rows]


def subject_words(reader: Reader, first: str, last: str) -> list[str]:
    """Return every folded word of subjects from `first` to before `last`."""
    sql = f"SELECT term FROM {reader.vocabulary('ticket_text')} WHERE term >= ? AND term < ?"  # noqa: S608 - a name of ours
    return [term for (term,) in reader.all(sql, (first, last))]


def titles(reader: Reader, locale: str) -> list[Title]:
    """Return the guides in a language, by title."""
    rows = reader.all(
        "SELECT id, title FROM article WHERE locale = ? AND status <> 'archived' ORDER BY title", (locale,)
    )
    return [Title(*row) for row in rows]


def cards(reader: Reader) -> list[Card]:
    """Return every person and store, by name."""
    people = reader.all("SELECT id, name, title FROM user_card WHERE active ORDER BY name")
    stores = reader.all("SELECT id, name, city FROM store ORDER BY name")
    return [Card("store", *row) for row in stores] + [Card("person", *row) for row in people]
