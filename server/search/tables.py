"""The search index: an entry per record, its terms, and every word there is. It can be built anew at any time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.exc import DBAPIError

from server.db.tables import Name, Sequence, metadata
from sync.protocol.tables import RecordIdType

search_entry = Table(
    "search_entry",
    metadata,
    Column("number", Sequence, primary_key=True, autoincrement=True),
    Column("space_id", RecordIdType(), nullable=False),
    Column("kind", Name, nullable=False),
    Column("id", RecordIdType(), nullable=False),
    Column("scoped_kind", Name, nullable=False),
    Column("scoped_id", RecordIdType(), nullable=False),
    Column("audience", Name, nullable=False),
    Column("language", Name, nullable=False),
    Column("terms", TSVECTOR().with_variant(Text(), "sqlite"), nullable=True),
    UniqueConstraint("space_id", "kind", "id"),
)
"""A searchable record. `scoped_*`: itself or, for a child, its parent, whose scopes decide who may find it.

`terms` holds words and places on PostgreSQL; on SQLite they are in the FTS5 table `search_terms` under `number`.
"""
search_word = Table(
    "search_word",
    metadata,
    Column("space_id", RecordIdType(), nullable=False),
    Column("word", Name, nullable=False),
    PrimaryKeyConstraint("space_id", "word"),
)
"""Every folded word ever indexed in a space: what a mistyped one may have meant. Never shown, only searched for."""

CREATE_FTS5 = """
CREATE VIRTUAL TABLE IF NOT EXISTS search_terms USING fts5(
    title, body, words, tokenize = "unicode61 remove_diacritics 0", prefix = '2 3'
)
"""
DROP_FTS5 = "DROP TABLE IF EXISTS search_terms"
CREATE_TRIGRAMS = "CREATE INDEX IF NOT EXISTS ix_search_word_trigrams ON search_word USING gin (word gin_trgm_ops)"
CREATE_TERMS_INDEX = "CREATE INDEX ix_search_entry_terms ON search_entry USING gin (terms)"
DERIVED_INDEXES = frozenset({"ix_search_entry_terms", "ix_search_word_trigrams"})
DERIVED_TABLES = ("search_terms",)
"""Tables (and their shadows, `<name>_…`) that no metadata describes; a comparison of schemas leaves them aside."""


@event.listens_for(search_entry, "after_create")
def _create_index(target: Table, connection: Connection, **options: Any) -> None:
    connection.execute(text(CREATE_FTS5 if connection.dialect.name == "sqlite" else CREATE_TERMS_INDEX))


@event.listens_for(search_entry, "after_drop")
def _drop_fts5(target: Table, connection: Connection, **options: Any) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text(DROP_FTS5))


def create_trigrams(connection: Connection) -> bool:
    """Create extension and index for mistyped words on PostgreSQL; return whether they are there.

    Without them (the server's role may not create extensions) mistyped words are found one letter away only.
    """
    try:
        with connection.begin_nested():
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
            connection.execute(text(CREATE_TRIGRAMS))
    except DBAPIError:
        return False
    return True


def has_trigrams(connection: Connection) -> bool:
    """Tell whether PostgreSQL's trigrams are there; always False on SQLite."""
    if connection.dialect.name != "postgresql":
        return False
    return bool(connection.scalar(text("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")))


@event.listens_for(search_word, "after_create")
def _try_trigrams(target: Table, connection: Connection, **options: Any) -> None:
    if connection.dialect.name == "postgresql":
        create_trigrams(connection)
