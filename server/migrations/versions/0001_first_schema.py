"""The first schema: replicated records, the feed, push's memory, accounts, imported files, the search index."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError

from sync.protocol.tables import JsonText, RecordIdType, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
TERMS = postgresql.TSVECTOR().with_variant(sa.Text(), "sqlite")

FTS5 = """
CREATE VIRTUAL TABLE search_terms USING fts5(
    title, body, words, tokenize = "unicode61 remove_diacritics 0", prefix = '2 3'
)
"""


def _record(name: str, *fields: sa.Column[Any]) -> None:
    """Create the table of a replicated kind."""
    op.create_table(
        name,
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("id", RecordIdType(), nullable=False),
        *fields,
        sa.Column("rev", NUMBER, nullable=False),
        sa.Column("extra", JsonText(), nullable=True),
        sa.PrimaryKeyConstraint("space_id", "id", name=f"pk_{name}"),
    )


def upgrade() -> None:
    """Create everything."""
    for create in TABLES:
        create()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(FTS5)
    else:
        op.create_index("ix_search_entry_terms", "search_entry", ["terms"], postgresql_using="gin")
        _trigrams()


def _trigrams() -> None:
    """Help mistyped words, where the server's role may create the extension; `check` says if it may not."""
    try:
        with op.get_bind().begin_nested():
            op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            op.execute("CREATE INDEX ix_search_word_trigrams ON search_word USING gin (word gin_trgm_ops)")
    except DBAPIError:
        return


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("user_id", RecordIdType(), nullable=False),
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("signed_in_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("user_id", name="pk_account"),
        sa.UniqueConstraint("name", name="uq_account_name"),
    )


def _applied_mutation() -> None:
    op.create_table(
        "applied_mutation",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("client_id", RecordIdType(), nullable=False),
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("mutation_id", RecordIdType(), nullable=False),
        sa.Column("outcome", NAME, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("detail", JsonText(), nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", "client_id", "n", name="pk_applied_mutation"),
    )
    op.create_index(
        "uq_applied_mutation_space_id_mutation_id",
        "applied_mutation",
        ["space_id", "mutation_id"],
        unique=True,
        sqlite_where=sa.text("outcome != 'duplicate'"),
        postgresql_where=sa.text("outcome != 'duplicate'"),
    )


def _article() -> None:
    _record(
        "article",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("translation_key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("category_id", RecordIdType(), nullable=True),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("tags", JsonText(), nullable=False),
        sa.Column("owner_id", RecordIdType(), nullable=True),
        sa.Column("revision_id", RecordIdType(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("review_at", UtcDateTime(), nullable=True),
        sa.Column("helpful_count", NUMBER, nullable=False),
        sa.Column("unhelpful_count", NUMBER, nullable=False),
    )
    op.create_index("ix_article_space_id_locale_slug", "article", ["space_id", "locale", "slug"], unique=False)


def _article_feedback() -> None:
    _record(
        "article_feedback",
        sa.Column("article_id", RecordIdType(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("user_id", RecordIdType(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
    )


def _article_revision() -> None:
    _record(
        "article_revision",
        sa.Column("article_id", RecordIdType(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("author_id", RecordIdType(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("previous_id", RecordIdType(), nullable=True),
    )


def _attachment() -> None:
    _record(
        "attachment",
        sa.Column("ticket_id", RecordIdType(), nullable=False),
        sa.Column("message_id", RecordIdType(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", NUMBER, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
    )


def _category() -> None:
    _record(
        "category",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("names", JsonText(), nullable=False),
        sa.Column("parent_id", RecordIdType(), nullable=True),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("position", NUMBER, nullable=False),
    )


def _client_state() -> None:
    op.create_table(
        "client_state",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("client_id", RecordIdType(), nullable=False),
        sa.Column("user_id", RecordIdType(), nullable=False),
        sa.Column("last_n", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("space_id", "client_id", name="pk_client_state"),
    )


def _dead_letter() -> None:
    op.create_table(
        "dead_letter",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("client_id", RecordIdType(), nullable=False),
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("mutation_id", RecordIdType(), nullable=False),
        sa.Column("user_id", RecordIdType(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("v", sa.Integer(), nullable=False),
        sa.Column("args", JsonText(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("parked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", "client_id", "n", name="pk_dead_letter"),
    )


def _feed() -> None:
    op.create_table(
        "feed",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("id", RecordIdType(), nullable=False),
        sa.Column("scope", NAME, nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("since", NUMBER, nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", "kind", "id", "scope", name="pk_feed"),
        postgresql_with={"fillfactor": 80},
        sqlite_with_rowid=False,
    )
    columns = ["space_id", "scope", "kind", "id", "gone", "seq"]
    op.create_index("ix_feed_space_id_scope_kind_id_gone_seq", "feed", columns, unique=False)
    op.create_index("ix_feed_space_id_seq", "feed", ["space_id", "seq"], unique=False)
    op.create_index("ix_feed_space_id_since", "feed", ["space_id", "since"], unique=False)


def _feed_child() -> None:
    op.create_table(
        "feed_child",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("id", RecordIdType(), nullable=False),
        sa.Column("parent_kind", NAME, nullable=False),
        sa.Column("parent_id", RecordIdType(), nullable=False),
        sa.Column("audience", NAME, nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", "kind", "id", name="pk_feed_child"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_feed_child_space_id_parent_kind_parent_id_kind_id",
        "feed_child",
        ["space_id", "parent_kind", "parent_id", "kind", "id"],
        unique=False,
    )
    op.create_index("ix_feed_child_space_id_seq", "feed_child", ["space_id", "seq"], unique=False)


def _grant() -> None:
    _record(
        "grant",
        sa.Column("user_id", RecordIdType(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("rights", JsonText(), nullable=False),
        sa.Column("generation", NUMBER, nullable=False),
    )
    op.create_index("ix_grant_space_id_user_id", "grant", ["space_id", "user_id"], unique=False)


def _imported_file() -> None:
    op.create_table(
        "imported_file",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("locale", NAME, nullable=False),
        sa.Column("slug", NAME, nullable=False),
        sa.Column("article_id", RecordIdType(), nullable=False),
        sa.Column("revision_id", RecordIdType(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", "locale", "slug", name="pk_imported_file"),
    )


def _message() -> None:
    _record(
        "message",
        sa.Column("ticket_id", RecordIdType(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("author_id", RecordIdType(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("mention_ids", JsonText(), nullable=False),
    )


def _notification() -> None:
    _record(
        "notification",
        sa.Column("user_id", RecordIdType(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("actor_id", RecordIdType(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("ticket_id", RecordIdType(), nullable=True),
        sa.Column("message_id", RecordIdType(), nullable=True),
        sa.Column("read_at", UtcDateTime(), nullable=True),
    )


def _region() -> None:
    _record(
        "region",
        sa.Column("name", sa.Text(), nullable=False),
    )


def _role() -> None:
    _record(
        "role",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("permissions", JsonText(), nullable=False),
    )


def _search_entry() -> None:
    op.create_table(
        "search_entry",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("id", RecordIdType(), nullable=False),
        sa.Column("scoped_kind", NAME, nullable=False),
        sa.Column("scoped_id", RecordIdType(), nullable=False),
        sa.Column("audience", NAME, nullable=False),
        sa.Column("language", NAME, nullable=False),
        sa.Column("terms", TERMS, nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_search_entry"),
        sa.UniqueConstraint("space_id", "kind", "id", name="uq_search_entry_space_id_kind_id"),
    )


def _search_word() -> None:
    op.create_table(
        "search_word",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("word", NAME, nullable=False),
        sa.PrimaryKeyConstraint("space_id", "word", name="pk_search_word"),
    )


def _space() -> None:
    _record(
        "space",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("default_team_id", RecordIdType(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
    )


def _space_head() -> None:
    op.create_table(
        "space_head",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("epoch", NAME, nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("space_id", name="pk_space_head"),
        postgresql_with={"fillfactor": 20},
    )


def _store() -> None:
    _record(
        "store",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("region_id", RecordIdType(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("opens", sa.Text(), nullable=False),
    )


def _team() -> None:
    _record(
        "team",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("escalates_to_id", RecordIdType(), nullable=True),
    )


def _ticket() -> None:
    _record(
        "ticket",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("requester_id", RecordIdType(), nullable=False),
        sa.Column("store_id", RecordIdType(), nullable=True),
        sa.Column("team_id", RecordIdType(), nullable=True),
        sa.Column("assignee_id", RecordIdType(), nullable=True),
        sa.Column("follower_ids", JsonText(), nullable=False),
        sa.Column("number", NUMBER, nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("close_reason", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("topic_id", RecordIdType(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("message_count", NUMBER, nullable=False),
        sa.Column("last_message_id", RecordIdType(), nullable=True),
        sa.Column("last_message_at", UtcDateTime(), nullable=True),
        sa.Column("last_message_by", RecordIdType(), nullable=True),
        sa.Column("reopened_count", NUMBER, nullable=False),
        sa.Column("first_response_due_at", UtcDateTime(), nullable=True),
        sa.Column("first_response_at", UtcDateTime(), nullable=True),
        sa.Column("next_response_due_at", UtcDateTime(), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("waiting_since", UtcDateTime(), nullable=True),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
    )
    op.create_index("ix_ticket_space_id_number", "ticket", ["space_id", "number"], unique=False)


def _ticket_counter() -> None:
    op.create_table(
        "ticket_counter",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("last", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("space_id", name="pk_ticket_counter"),
    )


def _ticket_desk() -> None:
    _record(
        "ticket_desk",
        sa.Column("ticket_id", RecordIdType(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("tags", JsonText(), nullable=False),
        sa.Column("vendor", sa.Text(), nullable=False),
        sa.Column("vendor_reference", sa.Text(), nullable=False),
        sa.Column("vendor_expected_at", UtcDateTime(), nullable=True),
        sa.Column("note_count", NUMBER, nullable=False),
        sa.Column("last_note_at", UtcDateTime(), nullable=True),
    )


def _ticket_event() -> None:
    _record(
        "ticket_event",
        sa.Column("ticket_id", RecordIdType(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("actor_id", RecordIdType(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
    )


def _topic() -> None:
    _record(
        "topic",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("names", JsonText(), nullable=False),
        sa.Column("team_id", RecordIdType(), nullable=True),
        sa.Column("position", NUMBER, nullable=False),
    )


def _user_card() -> None:
    _record(
        "user_card",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role_id", RecordIdType(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("store_ids", JsonText(), nullable=False),
        sa.Column("team_ids", JsonText(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
    )


def _view() -> None:
    _record(
        "view",
        sa.Column("names", JsonText(), nullable=False),
        sa.Column("conditions", JsonText(), nullable=False),
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("owner_id", RecordIdType(), nullable=True),
        sa.Column("team_id", RecordIdType(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("position", NUMBER, nullable=False),
    )


def _device() -> None:
    op.create_table(
        "device",
        sa.Column("user_id", RecordIdType(), nullable=False),
        sa.Column("id", RecordIdType(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("family_hash", NAME, nullable=False),
        sa.Column("refresh_hash", NAME, nullable=False),
        sa.Column("previous_hash", NAME, nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("refreshed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.user_id"], name="fk_device_user_id_account", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_device"),
    )
    op.create_index("ix_device_family_hash", "device", ["family_hash"], unique=True)


def _access_token() -> None:
    op.create_table(
        "access_token",
        sa.Column("digest", NAME, nullable=False),
        sa.Column("user_id", RecordIdType(), nullable=False),
        sa.Column("device_id", RecordIdType(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "device_id"],
            ["device.user_id", "device.id"],
            name="fk_access_token_user_id_device_id_device",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", name="pk_access_token"),
    )
    op.create_index("ix_access_token_user_id_device_id", "access_token", ["user_id", "device_id"], unique=False)


TABLES = (
    _account,
    _applied_mutation,
    _article,
    _article_feedback,
    _article_revision,
    _attachment,
    _category,
    _client_state,
    _dead_letter,
    _feed,
    _feed_child,
    _grant,
    _imported_file,
    _message,
    _notification,
    _region,
    _role,
    _search_entry,
    _search_word,
    _space,
    _space_head,
    _store,
    _team,
    _ticket,
    _ticket_counter,
    _ticket_desk,
    _ticket_event,
    _topic,
    _user_card,
    _view,
    _device,
    _access_token,
)
