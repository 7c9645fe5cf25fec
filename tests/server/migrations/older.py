"""A database as an older server left it: the steps of later migrations, taken back."""

from __future__ import annotations

from sqlalchemy import text

from tests.support.world import World


def _without(table: str, *columns: str) -> tuple[str, ...]:
    return tuple(f"ALTER TABLE {table} DROP COLUMN {column}" for column in columns)


TAKEN_BACK: dict[str, tuple[str, ...]] = {
    "0006": _without("user_card", "known_to"),
    "0007": (
        "DROP INDEX uq_applied_mutation_space_id_user_id_mutation_id",
        *_without("applied_mutation", "user_id"),
        "CREATE INDEX uq_applied_mutation_space_id_mutation_id ON applied_mutation (space_id, mutation_id)",
    ),
    "0008": ("DROP TABLE saved_reply",),
    "0009": (
        "DROP TABLE timer",
        *_without("ticket_desk", "snoozed_at", "snoozed_by_id", "snoozed_until", "snooze_reason"),
        *_without("ticket_event", "via", "reason"),
    ),
    "0010": ("DROP TABLE macro",),
    "0011": (
        *_without("ticket", "merged_into_id"),
        *_without("ticket_desk", "parent_id", "problem_id"),
        *_without("ticket_desk", "merged_at", "merged_status", "merged_follower_ids", "merged_tags"),
    ),
    "0012": ("DROP TABLE mail",),
    "0013": ("DROP TABLE server_key",),
    "0017": (
        *_without("topic", "protected"),
        *_without("ticket_desk", "verified_at", "verified_until", "verified_by_id", "verified_method"),
        *_without("ticket_desk", "failed_tries", "no_tries_until"),
    ),
    "0016": (
        "DROP TABLE account_letter",
        *_without("account", "password_at", "temporary_until"),
        *_without("mail", "letter_id"),
    ),
    "0015": ("DROP TABLE audit", "DROP TABLE audit_head"),
    "0014": _without("ticket_desk", "person_id", "claimed_store", "claimed_account", "contact"),
    "0018": ("DROP TABLE imported_record",),
    "0019": _without("view", "descending", "grouping", "columns", "active"),
    "0020": tuple(
        f"DROP INDEX ix_{name}"
        for name in (
            "ticket_space_id_updated_at_id",
            "ticket_space_id_created_at_id",
            "ticket_space_id_due_at_id",
            "ticket_space_id_team_id_updated_at_id",
            "ticket_space_id_team_id_due_at_id",
            "ticket_space_id_store_id_updated_at_id",
            "message_space_id_ticket_id_created_at_id",
            "attachment_space_id_message_id",
        )
    ),
    "0021": tuple(f"DROP TABLE {name}" for name in ("view_count", "counted_view", "counted_space", "ticket_turn")),
    "0022": (
        "DROP TABLE rating",
        "DROP TABLE closing_policy",
        *_without("ticket", "reminder_at", "reminder_count", "closes_at", "check_back", "check_back_at"),
        *_without("team", "lead_id"),
        *_without("topic", "check_back_days"),
    ),
    "0023": (
        *_without("ticket", "expected_at", "next_update_at", "update_every_h"),
        *_without("ticket_desk", "follow_up_at", "escalations", "remind_at", "remind_id"),
    ),
    "0024": _without("ticket_desk", "tasks"),
    "0027": _without("ticket", "at_store", "for_id"),
    "0026": ("DROP TABLE absence", *_without("team", "line_ids")),
    "0025": (*_without("message", "split_from_id"), *_without("ticket_desk", "split_from_id")),
    "0028": (
        *_without("topic", "form"),
        *_without("ticket", "answers", "asked", "steps"),
        *_without("ticket_desk", "answers"),
    ),
    "0029": ("DROP TABLE topic_desk",),
}
"""Version to what takes its step back; later ones first."""
LATER_KINDS = ("saved_reply", "macro", "rating", "closing_policy", "absence", "topic_desk")
"""Kinds of records that came with them."""


def without_later_kinds(world: World) -> None:
    """Let it be as if there had never been a record of the later kinds, nor a form of a topic."""
    with world.database.transaction() as connection:
        for kind in LATER_KINDS:
            for table in ("feed", "feed_child"):
                connection.execute(text(f"DELETE FROM {table} WHERE kind = '{kind}'"))  # noqa: S608 - names of ours
            connection.execute(text(f"DELETE FROM {kind}"))  # noqa: S608 - names of ours
        connection.execute(text("UPDATE topic SET form = '[]'"))


def back_to(world: World, version: str) -> None:
    """Take back the tables and columns of all migrations after `version`."""
    with world.database.transaction() as connection:
        for later in sorted((one for one in TAKEN_BACK if one > version), reverse=True):
            for statement in TAKEN_BACK[later]:
                connection.execute(text(statement))
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
