"""The tables of the cache, as SQLAlchemy Core: imported only to create or migrate a file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from domain.records import RECORD_TYPES
from sync.protocol.tables import JsonText, RecordIdType, record_table
from sync.replica.text_index import ALL, FULL_TEXT, indexed_texts

metadata = MetaData()


RECORD_TABLES: dict[str, Table] = {
    # `row_id` stays what it is through VACUUM, as the full-text tables need it.
    record_type.KIND: record_table(record_type, metadata, Column("row_id", Integer, primary_key=True))
    for record_type in RECORD_TYPES
}
for _kind, _table in RECORD_TABLES.items():
    Index(f"{_kind}_id", _table.c.id, unique=True)
for _type in RECORD_TYPES:
    if _type.PARENT is None:
        RECORD_TABLES[_type.KIND].append_column(Column("sight_id", Integer, nullable=True))

_ticket = RECORD_TABLES["ticket"].c
_unsolved = text("status NOT IN ('resolved', 'closed')")
Index(
    "ticket_team",
    *(_ticket.team_id, _ticket.due_at, _ticket.updated_at, _ticket.id, _ticket.assignee_id, _ticket.status),
    sqlite_where=_unsolved,
)
Index("ticket_unsolved", _ticket.updated_at, _ticket.id, _ticket.status, sqlite_where=_unsolved)
Index("ticket_status", _ticket.status, _ticket.resolved_at, _ticket.updated_at, _ticket.id)
Index("ticket_assignee", _ticket.assignee_id, _ticket.updated_at)
Index("ticket_requester", _ticket.requester_id, _ticket.updated_at)
Index("ticket_store", _ticket.store_id, sqlite_where=_unsolved)
Index("ticket_updated", _ticket.updated_at, _ticket.id)
Index("ticket_number", _ticket.number, sqlite_where=text("number IS NOT NULL"))
Index("ticket_merged", _ticket.merged_into_id, sqlite_where=text("merged_into_id IS NOT NULL"))
Index("ticket_for", _ticket.for_id, sqlite_where=text("for_id IS NOT NULL"))
_message = RECORD_TABLES["message"].c
Index("message_ticket", _message.ticket_id, _message.created_at, _message.id)
_event = RECORD_TABLES["ticket_event"].c
Index("ticket_event_ticket", _event.ticket_id, _event.at, _event.id)
Index("attachment_ticket", RECORD_TABLES["attachment"].c.ticket_id)
Index("rating_ticket", RECORD_TABLES["rating"].c.ticket_id)
_desk = RECORD_TABLES["ticket_desk"].c
Index("ticket_desk_ticket", _desk.ticket_id)
for _name in ("parent", "problem", "split_from"):
    Index(f"ticket_desk_{_name}", _desk[f"{_name}_id"], sqlite_where=text(f"{_name}_id IS NOT NULL"))
Index("ticket_desk_snoozed", _desk.ticket_id, sqlite_where=text("snoozed_at IS NOT NULL"))
_article = RECORD_TABLES["article"].c
Index("article_slug", _article.slug, _article.locale)
Index("article_locale", _article.locale, _article.status, _article.updated_at)
_revision = RECORD_TABLES["article_revision"].c
Index("article_revision_article", _revision.article_id)
Index("article_revision_conflict", _revision.author_id, sqlite_where=text("state = 'conflict'"))
Index("article_feedback_article", RECORD_TABLES["article_feedback"].c.article_id)
_notification = RECORD_TABLES["notification"].c
Index("notification_user", _notification.user_id, _notification.at)
_overwritten = text("about = 'overwritten' AND read_at IS NULL")
Index("notification_overwritten", _notification.user_id, sqlite_where=_overwritten)

Table(
    "sight",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scopes", JsonText, nullable=False, unique=True),
    comment="sets of scopes, sorted; `sight_id` says which of them shows a record; losing a scope is rare and may scan",
)
Table(
    "base",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", RecordIdType, primary_key=True),
    Column("payload", JsonText, nullable=True),
    Column("rev", Integer, nullable=False),
    sqlite_with_rowid=False,
    comment="what the server last said of a record that pending mutations have touched; without payload: nothing",
)
Table(
    "outbox",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", RecordIdType, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("v", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("now", Text, nullable=False),
    Column("args", JsonText, nullable=False),
    Column("subject", RecordIdType, nullable=False, index=True),
    Column("creates", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("seq", Integer, nullable=False, default=0),
    Column("code", Text, nullable=False, default=""),
    Column("detail", JsonText, nullable=False),
    Column("current", JsonText, nullable=True),
    comment="`n` is the order here; on the wire it is less by the meta value n_offset",
)
Table(
    "footprint",
    metadata,
    Column("n", Integer, ForeignKey("outbox.n", ondelete="CASCADE", onupdate="CASCADE"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("id", RecordIdType, primary_key=True),
    Column("wrote", Integer, nullable=False),
    Index("footprint_record", "kind", "id"),
    sqlite_with_rowid=False,
    comment="which records the last run of a pending mutation read and wrote",
)
Table(
    "journal",
    metadata,
    Column("id", RecordIdType, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("v", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("args", JsonText, nullable=False),
    Column("seq", Integer, nullable=False, index=True),
    Column("acked_at", Text, nullable=False, index=True),
    Column("now", Text, nullable=False, server_default=""),
    Column("subject", RecordIdType, nullable=False, server_default=""),
    Column("creates", Integer, nullable=False, server_default="0"),
    comment="what the server took within the last days, to be offered again if it goes back in time",
)
Table(
    "unknown_record",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", RecordIdType, primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("scopes", JsonText, nullable=False),
    Column("payload", JsonText, nullable=False),
    sqlite_with_rowid=False,
    comment="what a newer server sent and this build does not understand; applied after an upgrade",
)
Table(
    "fill",
    metadata,
    Column("target", Text, primary_key=True),
    Column("position", Text, nullable=False),
    sqlite_with_rowid=False,
)
Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text), sqlite_with_rowid=False)
Table(
    "draft",
    metadata,
    Column("key", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("seen_message_id", RecordIdType, nullable=True),
    Column("updated_at", Text, nullable=False),
    Column("steps", JsonText, nullable=True),
    sqlite_with_rowid=False,
    comment="what was typed; with `steps`, the mutations that send it, it waits to be sent",
)
Table(
    "draft_file",
    metadata,
    Column("id", RecordIdType, primary_key=True),
    Column("draft", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Index("draft_file_draft", "draft", "id"),
    sqlite_with_rowid=False,
    comment="files that go out with a draft; their bytes are on the shelf already",
)
Table(
    "upload",
    metadata,
    Column("attachment_id", RecordIdType, primary_key=True),
    Column("ticket_id", RecordIdType, nullable=False),
    Column("name", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    sqlite_with_rowid=False,
    comment="attachments whose bytes the server has not, or not all; what is named here stays on the shelf",
)
Table(
    "read_mark",
    metadata,
    Column("ticket_id", RecordIdType, primary_key=True),
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
    comment="up to which time the user has read a ticket on this computer",
)
Table(
    "view_slot",
    metadata,
    Column("slot", Integer, primary_key=True),
    Column("view", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("tickets", Integer, nullable=False),
    Column("settled", Integer, nullable=False),
    comment="views that are counted: key or id, what is asked of whom, how many tickets; `settled` once all were asked",
)
Table(
    "view_mark",
    metadata,
    Column("word", Integer, primary_key=True),
    Column("row_id", Integer, primary_key=True),
    Column("mask", Integer, nullable=False),
    sqlite_with_rowid=False,
    comment="the views that hold a ticket, a bit for each slot, 62 in a word; none where no view does",
)
Table(
    "view_turn",
    metadata,
    Column("row_id", Integer, primary_key=True),
    Column("at", Text, nullable=False, index=True),
    comment="when a ticket's views are to be asked again because of the time",
)

Table(
    "segment",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("scope", Text, nullable=False),
    Column("tier", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
    comment="what a first sync in bulk has still to bring, in order",
)
Table(
    "text_index",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("upto", Integer, nullable=False),
    sqlite_with_rowid=False,
    comment="up to which row the full text of a kind is in step",
)


def full_text_statements() -> Iterator[str]:
    """Yield the full-text tables and the triggers that keep them in step."""
    for kind, fields in FULL_TEXT.items():
        names = ", ".join(fields)
        old, new = (indexed_texts(kind, f"{side}.") for side in ("old", "new"))
        changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in fields)
        indexed = f"row_id <= (SELECT upto FROM text_index WHERE kind = '{kind}')"  # noqa: S608 - names of ours
        out = f"INSERT INTO {kind}_text ({kind}_text, rowid, {names}) VALUES ('delete', old.row_id, {old});"  # noqa: S608 - names of ours
        into = f"INSERT INTO {kind}_text (rowid, {names}) VALUES (new.row_id, {new});"  # noqa: S608 - names of ours
        yield (
            f"CREATE VIRTUAL TABLE {kind}_text USING fts5({names}, content='{kind}', content_rowid='row_id',"
            " tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
        )
        yield f"CREATE TRIGGER {kind}_text_insert AFTER INSERT ON {kind} WHEN new.{indexed} BEGIN {into} END"
        yield f"CREATE TRIGGER {kind}_text_delete AFTER DELETE ON {kind} WHEN old.{indexed} BEGIN {out} END"
        when = f"AFTER UPDATE OF {names} ON {kind} WHEN ({changed}) AND old.{indexed}"
        yield f"CREATE TRIGGER {kind}_text_update {when} BEGIN {out} {into} END"


@cache
def create_statements() -> tuple[str, ...]:
    """Return every statement that makes an empty cache of the current version."""
    dialect, made = sqlite.dialect(), []
    for table in metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            made.append(str(CreateIndex(index).compile(dialect=dialect)))
    return (
        *made,
        *full_text_statements(),
        *(f"INSERT INTO text_index (kind, upto) VALUES ('{kind}', {ALL})" for kind in FULL_TEXT),  # noqa: S608 - names of ours
    )
