"""The port every search engine stands behind, and the index that follows the records."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.access import Actor, audience_in
from domain.ids import RecordId, Scope, SpaceId
from domain.text import typos
from domain.text.query import Query, parse
from domain.words import Audience, Permission
from server.db.tables import feed
from server.search.documents import Document
from server.search.query import Plan, plans
from server.search.tables import search_entry, search_word

Key = tuple[str, RecordId]
OWN_LANGUAGE = 2.0
"""A word that is rare in one language and common in another must not bring the foreign one up."""
LONGEST_CORRECTED = 24
"""Neighbours of longer words are thousands, and they are no words."""
WORDS_AT_ONCE = 400
"""Bound parameters of one statement stay far below every database's limit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found; `score` orders the hits of one search, larger is better."""

    kind: str
    id: RecordId
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """Hits in order. `corrected` is the query as it was understood, if words were put right."""

    hits: tuple[Hit, ...]
    corrected: str = ""


class SearchIndex(Protocol):
    """A database's way of keeping terms and finding them. Runs inside the caller's transaction."""

    def write(self, connection: Connection, space_id: SpaceId, documents: Sequence[Document]) -> None:
        """Index documents whose keys are not in the index."""

    def remove(self, connection: Connection, space_id: SpaceId, keys: Collection[Key]) -> None:
        """Take the entries of `keys` out, those that are there."""

    def match(self, connection: Connection, plan: Plan, within: ColumnElement[bool], limit: int) -> Sequence[Hit]:
        """Return the best entries for a plan among those that `within` allows."""

    def similar_words(self, connection: Connection, space_id: SpaceId, word: str) -> Sequence[str]:
        """Return indexed words that `word` may have meant, the likeliest first."""


ADD_WORD = {
    "postgresql": postgresql.insert(search_word).on_conflict_do_nothing(),
    "sqlite": sqlite.insert(search_word).on_conflict_do_nothing(),
}
"""Composed once: with the words as one list of values it would be composed anew for each."""


def update(
    index: SearchIndex,
    connection: Connection,
    space_id: SpaceId,
    documents: Sequence[Document],
    removed: Collection[Key] | None = None,
) -> None:
    """Write the entries of `documents`, and take those of `removed` out before; None: those of `documents`."""
    gone = {(d.kind, d.id) for d in documents} if removed is None else set(removed)
    if gone:
        index.remove(connection, space_id, gone)
    index.write(connection, space_id, documents)
    words = sorted({word for document in documents for word in document.words})
    if words:
        rows = [{"space_id": space_id, "word": word} for word in words]
        connection.execute(ADD_WORD[connection.dialect.name], rows)


def clear(index: SearchIndex, connection: Connection, space_id: SpaceId) -> None:
    """Empty the index of a space."""
    keys = connection.execute(select(search_entry.c.kind, search_entry.c.id).where(search_entry.c.space_id == space_id))
    index.remove(connection, space_id, {(row.kind, row.id) for row in keys})
    connection.execute(delete(search_word).where(search_word.c.space_id == space_id))


def count(connection: Connection, space_id: SpaceId, kind: str) -> int:
    """Return how many records of a kind are in the index."""
    entries = select(func.count()).select_from(search_entry)
    return connection.scalar(entries.where(search_entry.c.space_id == space_id, search_entry.c.kind == kind)) or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody searches for; `language` is the reader's own, whose entries come first among equals."""

    typed: str
    kinds: Sequence[str]
    limit: int
    language: str = ""


def search(index: SearchIndex, connection: Connection, space_id: SpaceId, actor: Actor, asked: Asked) -> Found:
    """Return what `actor` may see of what is asked: all words, else with typing errors put right, else any word."""
    query = parse(asked.typed)
    if query.is_empty or not asked.kinds:
        return Found(())
    finder = _Finder(index, connection, _within(space_id, actor, asked.kinds), asked)
    hits = finder.find(plans(query))
    if hits:
        return Found(hits)
    corrected = _corrected(index, connection, space_id, query)
    if corrected:
        hits = finder.find(plans(parse(corrected)))
        if hits:
            return Found(hits, corrected)
    if query.phrases or len(query.words) < 2:
        return Found(())
    return Found(finder.find(plans(query, any_word=True)))


@dataclass(frozen=True, slots=True)
class _Finder:
    """Runs plans within what the actor may see."""

    index: SearchIndex
    connection: Connection
    within: ColumnElement[bool]
    asked: Asked

    def find(self, wanted: Sequence[Plan]) -> tuple[Hit, ...]:
        found: list[Hit] = []
        for plan in wanted:
            own = OWN_LANGUAGE if plan.language == self.asked.language else 1.0
            matched = self.index.match(self.connection, plan, self.within, self.asked.limit)
            found += [replace(hit, score=hit.score * own) for hit in matched]
        return tuple(sorted(found, key=lambda hit: (-hit.score, hit.id))[: self.asked.limit])


def _corrected(index: SearchIndex, connection: Connection, space_id: SpaceId, query: Query) -> str:
    """Return the query with unknown words put right, empty if none was."""
    put_right = {}
    for word in query.words:
        if not typos.MIN_LENGTH <= len(word.text) <= LONGEST_CORRECTED or _is_known(connection, space_id, word.text):
            continue
        similar = index.similar_words(connection, space_id, word.text)
        if similar:
            put_right[word] = similar[0]
    return query.replaced(put_right) if put_right else ""


def _is_known(connection: Connection, space_id: SpaceId, word: str) -> bool:
    known = select(search_word.c.word).where(search_word.c.space_id == space_id, search_word.c.word == word)
    return connection.scalar(known) is not None


def one_edit_away(connection: Connection, space_id: SpaceId, word: str) -> list[str]:
    """Return indexed words one slip of the finger away from `word`."""
    candidates = sorted(set(typos.one_edit(word)))
    found: list[str] = []
    for start in range(0, len(candidates), WORDS_AT_ONCE):
        some = candidates[start : start + WORDS_AT_ONCE]
        matching = select(search_word.c.word).where(search_word.c.space_id == space_id, search_word.c.word.in_(some))
        found += connection.scalars(matching)
    return sorted(found, key=lambda other: (other[0] != word[0], abs(len(other) - len(word)), other))


def _within(space_id: SpaceId, actor: Actor, kinds: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that an entry is of one of `kinds` and that `actor` may see its record.

    The same as `domain.access.sees`, as a condition: a live row of the feed in one of the actor's scopes, and for an
    internal child a scope that shows internal children.
    """
    desk = actor.can(Permission.DESK_READ)
    internal = [scope for scope in actor.scopes if audience_in(scope, desk=desk) is Audience.INTERNAL]
    return and_(
        search_entry.c.space_id == space_id,
        search_entry.c.kind.in_(kinds),
        or_(
            and_(search_entry.c.audience != Audience.INTERNAL, _in_scopes(list(actor.scopes))),
            and_(search_entry.c.audience == Audience.INTERNAL, _in_scopes(internal)),
        ),
    )


def _in_scopes(scopes: Sequence[Scope]) -> ColumnElement[bool]:
    return (
        select(feed.c.id)
        .where(
            feed.c.space_id == search_entry.c.space_id,
            feed.c.kind == search_entry.c.scoped_kind,
            feed.c.id == search_entry.c.scoped_id,
            feed.c.scope.in_(scopes),
            feed.c.gone.is_(False),
        )
        .exists()
    )
