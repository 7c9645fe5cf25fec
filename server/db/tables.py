"""The replicated tables, the feed that orders their changes, and what push remembers of each client."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, PrimaryKeyConstraint, Table, Text
from sqlalchemy.types import String

from domain.records import RECORD_TYPES, Record
from sync.protocol.tables import JsonText, RecordIdType, UtcDateTime, record_table

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)
"""Every table of the server, those of other packages too."""

Sequence = BigInteger().with_variant(Integer(), "sqlite")
Name = String().with_variant(String(collation="C"), "postgresql")
"""Text that keys are made of: compared byte by byte on every database."""


def _record_table(record_type: type[Record]) -> Table:
    table = record_table(record_type, metadata, Column("space_id", RecordIdType(), nullable=False))
    table.append_constraint(PrimaryKeyConstraint("space_id", "id"))
    return table


RECORDS: dict[str, Table] = {record_type.KIND: _record_table(record_type) for record_type in RECORD_TYPES}
"""Kind to its table, keyed by (space_id, id)."""

CHILD_KINDS: dict[str, tuple[type[Record], ...]] = {}
"""Kind to the kinds that name it as their parent, in the order of RECORD_TYPES."""

_children: dict[str, list[type[Record]]] = defaultdict(list)
for _type in RECORD_TYPES:
    if _type.PARENT is not None:
        _children[_type.PARENT[1]].append(_type)
CHILD_KINDS.update({kind: tuple(types) for kind, types in _children.items()})

Index(None, RECORDS["grant"].c.space_id, RECORDS["grant"].c.user_id)
_ticket = RECORDS["ticket"].c
Index(None, _ticket.space_id, _ticket.number)
# What lists are ordered by, for whoever sees many tickets and for whoever sees those of a few teams or stores.
Index(None, _ticket.space_id, _ticket.updated_at, _ticket.id)
Index(None, _ticket.space_id, _ticket.created_at, _ticket.id)
Index(None, _ticket.space_id, _ticket.due_at, _ticket.id)
Index(None, _ticket.space_id, _ticket.team_id, _ticket.updated_at, _ticket.id)
Index(None, _ticket.space_id, _ticket.team_id, _ticket.due_at, _ticket.id)
Index(None, _ticket.space_id, _ticket.store_id, _ticket.updated_at, _ticket.id)
_message = RECORDS["message"].c
Index(None, _message.space_id, _message.ticket_id, _message.created_at, _message.id)
Index(None, RECORDS["attachment"].c.space_id, RECORDS["attachment"].c.message_id)
Index(None, RECORDS["ticket_event"].c.space_id, RECORDS["ticket_event"].c.ticket_id)
Index(None, RECORDS["attachment"].c.space_id, RECORDS["attachment"].c.sha256)
Index(None, RECORDS["rating"].c.space_id, RECORDS["rating"].c.ticket_id)
Index(None, RECORDS["article"].c.space_id, RECORDS["article"].c.locale, RECORDS["article"].c.slug)


def _table(name: str, *columns: Column[Any], key: tuple[str, ...], **options: Any) -> Table:
    return Table(name, metadata, *columns, PrimaryKeyConstraint(*key), **options)


space_head = _table(
    "space_head",
    Column("space_id", RecordIdType(), nullable=False),
    Column("epoch", Name, nullable=False),
    Column("seq", Sequence, nullable=False),
    key=("space_id",),
    # One hot row: room on its page keeps updates off the index.
    postgresql_with={"fillfactor": 20},
)
"""A space's place in its history: the order of commits is the order of `seq`."""

past_epoch = _table(
    "past_epoch",
    Column("space_id", RecordIdType(), nullable=False),
    Column("epoch", Name, nullable=False),
    Column("shared", Sequence, nullable=False),
    key=("space_id", "epoch"),
)
"""A history that ended when the space was put back from a copy. `shared`: the last sequence it shares with today's."""

tombstone_age = _table(
    "tombstone_age",
    Column("space_id", RecordIdType(), nullable=False),
    Column("seq", Sequence, nullable=False),
    Column("at", UtcDateTime(), nullable=False),
    Column("collected", Boolean(create_constraint=False), nullable=False),
    key=("space_id", "seq"),
)
"""When the head was where. Up to the highest `seq` that is `collected`, tombstones are gone: the floor of cursors."""

feed = _table(
    "feed",
    Column("space_id", RecordIdType(), nullable=False),
    Column("kind", Name, nullable=False),
    Column("id", RecordIdType(), nullable=False),
    Column("scope", Name, nullable=False),
    Column("seq", Sequence, nullable=False),
    Column("since", Sequence, nullable=False),
    Column("gone", Boolean(create_constraint=False), nullable=False),
    Column("deleted", Boolean(create_constraint=False), nullable=False),
    key=("space_id", "kind", "id", "scope"),
    sqlite_with_rowid=False,
    postgresql_with={"fillfactor": 80},
)
"""One row per record and scope. `since`: when the record came into the scope; `gone`: it is no longer in it.

Every change of a record stamps the rows of all its scopes, so all its live rows bear one `seq`.
"""
Index(None, feed.c.space_id, feed.c.seq)
Index(None, feed.c.space_id, feed.c.since)
# With all that a fill asks of it, or SQLite would rather walk the primary key through everybody's records.
Index(None, feed.c.space_id, feed.c.scope, feed.c.kind, feed.c.id, feed.c.gone, feed.c.seq)

feed_child = _table(
    "feed_child",
    Column("space_id", RecordIdType(), nullable=False),
    Column("kind", Name, nullable=False),
    Column("id", RecordIdType(), nullable=False),
    Column("parent_kind", Name, nullable=False),
    Column("parent_id", RecordIdType(), nullable=False),
    Column("audience", Name, nullable=False),
    Column("seq", Sequence, nullable=False),
    Column("gone", Boolean(create_constraint=False), nullable=False),
    key=("space_id", "kind", "id"),
    sqlite_with_rowid=False,
)
"""One row per child record: whoever sees the parent with this audience sees it, wherever the parent moves."""
Index(None, feed_child.c.space_id, feed_child.c.seq)
Index(None, feed_child.c.space_id, feed_child.c.parent_kind, feed_child.c.parent_id, feed_child.c.kind, feed_child.c.id)

ticket_counter = _table(
    "ticket_counter",
    Column("space_id", RecordIdType(), nullable=False),
    Column("last", Sequence, nullable=False),
    key=("space_id",),
)
"""The last human ticket number given out."""

client_state = _table(
    "client_state",
    Column("space_id", RecordIdType(), nullable=False),
    Column("client_id", RecordIdType(), nullable=False),
    Column("user_id", RecordIdType(), nullable=False),
    Column("last_n", Sequence, nullable=False),
    key=("space_id", "client_id"),
)
"""The last mutation number taken from each client; kept for ever."""

applied_mutation = _table(
    "applied_mutation",
    Column("space_id", RecordIdType(), nullable=False),
    Column("client_id", RecordIdType(), nullable=False),
    Column("n", Sequence, nullable=False),
    Column("user_id", RecordIdType(), nullable=False),
    Column("mutation_id", RecordIdType(), nullable=False),
    Column("outcome", Name, nullable=False),
    Column("code", Text, nullable=False),
    Column("detail", JsonText(), nullable=False),
    Column("seq", Sequence, nullable=False),
    Column("at", UtcDateTime(), nullable=False),
    key=("space_id", "client_id", "n"),
)
"""What became of each mutation. `duplicate`: another client of the same user had brought it before."""
Index(
    "uq_applied_mutation_space_id_user_id_mutation_id",
    applied_mutation.c.space_id,
    applied_mutation.c.user_id,
    applied_mutation.c.mutation_id,
    unique=True,
    sqlite_where=applied_mutation.c.outcome != "duplicate",
    postgresql_where=applied_mutation.c.outcome != "duplicate",
)

dead_letter = _table(
    "dead_letter",
    Column("space_id", RecordIdType(), nullable=False),
    Column("client_id", RecordIdType(), nullable=False),
    Column("n", Sequence, nullable=False),
    Column("mutation_id", RecordIdType(), nullable=False),
    Column("user_id", RecordIdType(), nullable=False),
    Column("name", Text, nullable=False),
    Column("v", Integer, nullable=False),
    Column("args", JsonText(), nullable=False),
    Column("error", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("first_at", UtcDateTime(), nullable=False),
    Column("last_at", UtcDateTime(), nullable=False),
    Column("parked", Boolean(create_constraint=False), nullable=False),
    key=("space_id", "client_id", "n"),
)
"""Mutations that made the server stumble: how often, and whether they were taken out of their client's way."""
