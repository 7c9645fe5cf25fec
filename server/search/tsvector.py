"""The search index on PostgreSQL: tsvector over terms that are already analysed, pg_trgm for mistyped words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import REAL, ColumnElement, Connection, cast, delete, func, insert, literal, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from domain.ids import SpaceId
from server.search.documents import Document
from server.search.fts5 import chunks, entry_of
from server.search.index import WORDS_AT_ONCE, Hit, Key, one_edit_away
from server.search.query import Plan, Wanted
from server.search.tables import has_trigrams, search_entry, search_word

LAST_PLACE = 16_383
"""PostgreSQL counts places no further."""
PLACES_MOST = 255
WEIGHTS = [0.05, 0.1, 0.2, 1.0]
"""Of D (words for unfinished input), C (unused), B (body), A (title)."""
RANK_LENGTH = 1
"""Divide by 1 + the logarithm of the length: long articles mention everything."""
TITLE_GAP = 10
"""Places between title and body, so that no phrase spans both."""


class TsvectorIndex:
    """Implements `SearchIndex` on PostgreSQL."""

    def write(self, connection: Connection, space_id: SpaceId, documents: Sequence[Document]) -> None:
        rows = [entry_of(space_id, document) | {"terms": vector(document)} for document in documents]
        if rows:
            connection.execute(insert(search_entry), rows)

    def remove(self, connection: Connection, space_id: SpaceId, keys: Collection[Key]) -> None:
        for some in chunks(sorted(keys), WORDS_AT_ONCE):
            key = tuple_(search_entry.c.kind, search_entry.c.id)
            connection.execute(delete(search_entry).where(search_entry.c.space_id == space_id, key.in_(some)))

    def match(self, connection: Connection, plan: Plan, within: ColumnElement[bool], limit: int) -> Sequence[Hit]:
        asked = cast(literal(expression(plan)), TSQUERY)
        rank = func.ts_rank(cast(literal(WEIGHTS, ARRAY(REAL)), ARRAY(REAL)), search_entry.c.terms, asked, RANK_LENGTH)
        statement = (
            select(search_entry.c.kind, search_entry.c.id, rank.label("rank"))
            .where(search_entry.c.terms.op("@@")(asked), search_entry.c.language == plan.language, within)
            .order_by(rank.desc(), search_entry.c.id)
            .limit(limit)
        )
        return [Hit(row.kind, row.id, row.rank) for row in connection.execute(statement)]

    def similar_words(self, connection: Connection, space_id: SpaceId, word: str) -> Sequence[str]:
        near = one_edit_away(connection, space_id, word)
        if near or not has_trigrams(connection):
            return near
        likeness = func.similarity(search_word.c.word, word)
        matching = select(search_word.c.word).where(
            search_word.c.space_id == space_id, search_word.c.word.op("%")(word)
        )
        return list(connection.scalars(matching.order_by(likeness.desc(), search_word.c.word).limit(3)))


def vector(document: Document) -> str:
    """Return a document's terms as the text of a tsvector: title A, body B, whole words D."""
    places: dict[str, list[str]] = defaultdict(list)
    for place, term in enumerate(document.title, 1):
        places[term].append(f"{min(place, LAST_PLACE)}A")
    start = len(document.title) + TITLE_GAP
    for place, term in enumerate(document.body, start):
        if len(places[term]) < PLACES_MOST and place <= LAST_PLACE:
            places[term].append(f"{place}B")
        elif not places[term]:
            places[term].append(f"{LAST_PLACE}B")
    for word in document.words:
        if len(places[f"={word}"]) < 1:
            places[f"={word}"].append(f"{LAST_PLACE}D")
    return " ".join(f"'{term}':{','.join(at)}" for term, at in places.items())


def expression(plan: Plan) -> str:
    """Return a plan in PostgreSQL's query language; terms are letters and digits only."""
    parts = [_any_of(word) for word in plan.words]
    every = [f"({' | '.join(parts)})"] if plan.any_word and parts else parts
    every += [f"({' <-> '.join(_quoted(term) for term in phrase)})" for phrase in plan.phrases]
    every += [f"!{_quoted(term)}" for term in plan.excluded]
    return " & ".join(every)


def _any_of(word: Wanted) -> str:
    choices = [_quoted(word.term)] if word.term else []
    choices += [f"'={word.beginning}':*"] if word.beginning else []
    return f"({' | '.join(choices)})"


def _quoted(term: str) -> str:
    return f"'{term}':AB"
