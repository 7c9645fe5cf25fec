"""The search index on SQLite: FTS5 over terms that are already analysed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, literal_column, select, text, tuple_

from domain.ids import SpaceId
from server.search.documents import Document
from server.search.index import WORDS_AT_ONCE, Hit, Key, one_edit_away
from server.search.query import Plan, Wanted
from server.search.tables import search_entry

RANK: ColumnElement[float] = literal_column("bm25(search_terms, 6.0, 1.0, 0.2)")
# What a damaged index has left under a number that is given out again must not stand in the way of building it anew.
INSERT = text("INSERT OR REPLACE INTO search_terms (rowid, title, body, words) VALUES (:number, :title, :body, :words)")
INSERT_ENTRY = insert(search_entry).returning(search_entry.c.number)
DELETE = text("DELETE FROM search_terms WHERE rowid = :number")
MATCH = text("search_terms MATCH :match")
TERMS = text("search_terms")


class Fts5Index:
    """Implements `SearchIndex` on SQLite."""

    def write(self, connection: Connection, space_id: SpaceId, documents: Sequence[Document]) -> None:
        rows = []
        for document in documents:
            number = connection.scalar(INSERT_ENTRY, entry_of(space_id, document))
            rows.append(
                {
                    "number": number,
                    "title": " ".join(document.title),
                    "body": " ".join(document.body),
                    "words": " ".join(sorted(document.words)),
                }
            )
        if rows:
            connection.execute(INSERT, rows)

    def remove(self, connection: Connection, space_id: SpaceId, keys: Collection[Key]) -> None:
        for some in chunks(sorted(keys), WORDS_AT_ONCE // 2):
            matching = (
                search_entry.c.space_id == space_id,
                tuple_(search_entry.c.kind, search_entry.c.id).in_(some),
            )
            numbers = connection.scalars(select(search_entry.c.number).where(*matching)).all()
            if numbers:
                connection.execute(DELETE, [{"number": number} for number in numbers])
                connection.execute(delete(search_entry).where(*matching))

    def match(self, connection: Connection, plan: Plan, within: ColumnElement[bool], limit: int) -> Sequence[Hit]:
        statement = (
            select(search_entry.c.kind, search_entry.c.id, RANK.label("rank"))
            .select_from(search_entry.join(TERMS, text("search_terms.rowid = search_entry.number")))
            .where(MATCH, search_entry.c.language == plan.language, within)
            .order_by(text("rank"))
            .limit(limit)
        )
        return [Hit(row.kind, row.id, -row.rank) for row in connection.execute(statement, {"match": expression(plan)})]

    def similar_words(self, connection: Connection, space_id: SpaceId, word: str) -> Sequence[str]:
        return one_edit_away(connection, space_id, word)


def entry_of(space_id: SpaceId, document: Document) -> dict[str, Any]:
    """Return the columns of a document's entry, its terms aside."""
    return {
        "space_id": space_id,
        "kind": document.kind,
        "id": document.id,
        "scoped_kind": document.scoped_kind,
        "scoped_id": document.scoped_id,
        "audience": document.audience,
        "language": document.language,
    }


def expression(plan: Plan) -> str:
    """Return a plan in FTS5's language; terms are letters and digits only, quoted all the same."""
    parts = [f"({' OR '.join(_any_of(word))})" for word in plan.words]
    every = [f"({' OR '.join(parts)})"] if plan.any_word and parts else parts
    every += [f'{{title body}} : "{" ".join(phrase)}"' for phrase in plan.phrases]
    wanted = " AND ".join(every)
    unwanted = " OR ".join(f'"{term}"' for term in plan.excluded)
    return f"({wanted}) NOT ({{title body}} : ({unwanted}))" if unwanted else wanted


def _any_of(word: Wanted) -> Iterator[str]:
    if word.term:
        yield f'{{title body}} : "{word.term}"'
    if word.beginning:
        yield f'words : "{word.beginning}" *'


def chunks(items: Sequence[Key], size: int) -> Iterator[Sequence[Key]]:
    """Yield `items` in pieces of `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
