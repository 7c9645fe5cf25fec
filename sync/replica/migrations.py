"""Versions of the cache: created at once in the newest, brought up step by step, refused if newer than this build."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sync.errors import CacheFromNewerVersion

VERSION = 28

Step = Callable[[Any], None]


def _journal_can_be_offered_again(connection: Any) -> None:
    """The journal keeps all that the outbox needs of a mutation."""
    connection.execute("ALTER TABLE journal ADD COLUMN now TEXT DEFAULT '' NOT NULL")
    connection.execute("ALTER TABLE journal ADD COLUMN subject VARCHAR(36) DEFAULT '' NOT NULL")
    connection.execute("ALTER TABLE journal ADD COLUMN creates INTEGER DEFAULT '0' NOT NULL")
    connection.execute("UPDATE journal SET now = at")


def _add_field(connection: Any, kind: str, name: str, declared: str) -> None:
    """Give a kind another field. A newer server may have sent it already: then it lies among the unknown ones."""
    path = f"'$.{name}'"
    connection.execute(f'ALTER TABLE "{kind}" ADD COLUMN "{name}" {declared}')
    connection.execute(
        f'UPDATE "{kind}" SET "{name}" = coalesce(json_extract(extra, {path}), "{name}"),'  # noqa: S608 - names of ours
        f" extra = nullif(json_remove(extra, {path}), '{{}}') WHERE json_type(extra, {path}) IS NOT NULL"
    )


def _conflicts_are_kept(connection: Any) -> None:
    """What the author of a change had seen, what became of an article's texts, what was overwritten."""
    _add_field(connection, "ticket_event", "expected", "TEXT")
    _add_field(connection, "article_revision", "merged_id", "VARCHAR(36)")
    _add_field(connection, "article_revision", "state", "TEXT DEFAULT 'applied' NOT NULL")
    for name in ("field", "before", "after"):
        _add_field(connection, "notification", name, "TEXT DEFAULT '' NOT NULL")
    connection.execute(
        "CREATE INDEX article_revision_conflict ON article_revision (author_id) WHERE state = 'conflict'"
    )
    unread = "about = 'overwritten' AND read_at IS NULL"
    connection.execute(f"CREATE INDEX notification_overwritten ON notification (user_id) WHERE {unread}")


def _full_text_may_follow_later(connection: Any) -> None:
    """A first sync comes in segments, and its full text after them: the triggers look how far it goes."""
    connection.execute(
        "CREATE TABLE segment (place INTEGER NOT NULL, name TEXT NOT NULL, scope TEXT NOT NULL, tier INTEGER NOT NULL,"
        " rows INTEGER NOT NULL, PRIMARY KEY (place), UNIQUE (name))"
    )
    connection.execute(
        "CREATE TABLE text_index (kind TEXT NOT NULL, upto INTEGER NOT NULL, PRIMARY KEY (kind)) WITHOUT ROWID"
    )
    for kind, names in (("ticket", ("subject", "number")), ("message", ("body",))):
        connection.execute("INSERT INTO text_index (kind, upto) VALUES (?, ?)", (kind, 2**62))
        columns = ", ".join(names)
        old, new = (", ".join(f"{side}.{name}" for name in names) for side in ("old", "new"))
        changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in names)
        out = f"INSERT INTO {kind}_text ({kind}_text, rowid, {columns}) VALUES ('delete', old.row_id, {old});"  # noqa: S608 - names of ours
        into = f"INSERT INTO {kind}_text (rowid, {columns}) VALUES (new.row_id, {new});"  # noqa: S608 - names of ours
        indexed = f"row_id <= (SELECT upto FROM text_index WHERE kind = '{kind}')"  # noqa: S608 - names of ours
        for event, when, then in (
            ("insert", f"AFTER INSERT ON {kind} WHEN new.{indexed}", into),
            ("delete", f"AFTER DELETE ON {kind} WHEN old.{indexed}", out),
            ("update", f"AFTER UPDATE OF {columns} ON {kind} WHEN ({changed}) AND old.{indexed}", f"{out} {into}"),
        ):
            connection.execute(f"DROP TRIGGER {kind}_text_{event}")
            connection.execute(f"CREATE TRIGGER {kind}_text_{event} {when} BEGIN {then} END")


def _files_of_messages(connection: Any) -> None:
    """Attachments say whose they are and how far they have come; their bytes wait in an upload, or with a draft."""
    # No version before this one wrote to it.
    connection.execute("DROP TABLE attachment")
    connection.execute(
        "CREATE TABLE attachment (row_id INTEGER NOT NULL, id VARCHAR(36) NOT NULL, ticket_id VARCHAR(36) NOT NULL,"
        " message_id VARCHAR(36) NOT NULL, audience TEXT NOT NULL, author_id VARCHAR(36) NOT NULL, name TEXT NOT NULL,"
        " media_type TEXT NOT NULL, size_bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL,"
        " refusal TEXT NOT NULL, rev INTEGER NOT NULL, extra TEXT, PRIMARY KEY (row_id))"
    )
    connection.execute("CREATE UNIQUE INDEX attachment_id ON attachment (id)")
    connection.execute("CREATE INDEX attachment_ticket ON attachment (ticket_id)")
    connection.execute(
        "CREATE TABLE upload (attachment_id VARCHAR(36) NOT NULL, ticket_id VARCHAR(36) NOT NULL, name TEXT NOT NULL,"
        " size_bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (attachment_id)) WITHOUT ROWID"
    )
    connection.execute(
        "CREATE TABLE draft_file (id VARCHAR(36) NOT NULL, draft TEXT NOT NULL, name TEXT NOT NULL,"
        " media_type TEXT NOT NULL, size_bytes INTEGER NOT NULL, sha256 TEXT NOT NULL,"
        " PRIMARY KEY (id)) WITHOUT ROWID"
    )
    connection.execute("CREATE INDEX draft_file_draft ON draft_file (draft, id)")


def _cards_say_who_knows_them(connection: Any) -> None:
    """A card names the scopes beside its stores in which it is known."""
    _add_field(connection, "user_card", "known_to", "TEXT DEFAULT '[]' NOT NULL")


def _saved_replies(connection: Any) -> None:
    """Texts that the desk sends often."""
    connection.execute(
        "CREATE TABLE saved_reply (row_id INTEGER NOT NULL, id VARCHAR(36) NOT NULL, titles TEXT NOT NULL,"
        " texts TEXT NOT NULL, shortcut TEXT NOT NULL, owner_id VARCHAR(36), team_id VARCHAR(36),"
        " active BOOLEAN NOT NULL, updated_at VARCHAR(27) NOT NULL, updated_by_id VARCHAR(36) NOT NULL,"
        " rev INTEGER NOT NULL, extra TEXT, PRIMARY KEY (row_id))"
    )
    connection.execute("CREATE UNIQUE INDEX saved_reply_id ON saved_reply (id)")


def _snoozed_tickets(connection: Any) -> None:
    """Tickets out of their team's way; from where a change came, and why."""
    _add_field(connection, "ticket_desk", "snoozed_at", "VARCHAR(27)")
    _add_field(connection, "ticket_desk", "snoozed_by_id", "VARCHAR(36)")
    _add_field(connection, "ticket_desk", "snoozed_until", "VARCHAR(27)")
    _add_field(connection, "ticket_desk", "snooze_reason", "TEXT DEFAULT '' NOT NULL")
    connection.execute("CREATE INDEX ticket_desk_snoozed ON ticket_desk (ticket_id) WHERE snoozed_at IS NOT NULL")
    _add_field(connection, "ticket_event", "via", "TEXT DEFAULT 'desktop' NOT NULL")
    _add_field(connection, "ticket_event", "reason", "TEXT DEFAULT '' NOT NULL")


ROOTS_OF_9 = (
    *("space", "region", "store", "team", "topic", "role", "user_card", "grant", "ticket", "category", "article"),
    *("view", "saved_reply", "notification"),
)
"""Kinds that were no children then."""


def _sights_instead_of_memberships(connection: Any) -> None:
    """Which scopes show a record is a number in its row, where it was a row for each of them."""
    connection.execute(
        "CREATE TABLE sight (id INTEGER NOT NULL, scopes TEXT NOT NULL, PRIMARY KEY (id), UNIQUE (scopes))"
    )
    connection.execute(
        "CREATE TEMP TABLE seen AS SELECT kind, id, json_group_array(scope) AS scopes"
        " FROM (SELECT kind, id, scope FROM member ORDER BY kind, id, scope) GROUP BY kind, id"
    )
    connection.execute("INSERT INTO sight (scopes) SELECT DISTINCT scopes FROM seen")
    connection.execute("CREATE INDEX temp.seen_id ON seen (kind, id)")
    for kind in ROOTS_OF_9:
        connection.execute(f'ALTER TABLE "{kind}" ADD COLUMN sight_id INTEGER')
        connection.execute(
            f'UPDATE "{kind}" SET sight_id = (SELECT sight.id FROM seen JOIN sight USING (scopes)'  # noqa: S608 - names of ours
            f" WHERE seen.kind = '{kind}' AND seen.id = \"{kind}\".id)"
        )
    connection.execute("DROP TABLE temp.seen")
    connection.execute("DROP TABLE member")


def _stores_count_what_is_open(connection: Any) -> None:
    """The index by store holds what its one question asks: how many tickets of a store are not solved."""
    new = "CREATE INDEX ticket_store ON ticket (store_id) WHERE status NOT IN ('resolved', 'closed')"
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'ticket_store'").fetchone():
        connection.execute("DROP INDEX ticket_store")
        connection.execute(new)
        return
    # A first sync is under way, which makes this index with others at its end.
    (kept,) = connection.execute("SELECT value FROM meta WHERE key = 'side_indexes'").fetchone()
    later = [new if " ticket_store " in sql else sql for sql in json.loads(kept)]
    connection.execute("UPDATE meta SET value = ? WHERE key = 'side_indexes'", (json.dumps(later),))


def _first_letters_are_found_at_once(connection: Any) -> None:
    """The full text also lists where words begin with one, two and three letters: some ten seconds, once."""
    for kind, names in (("ticket", "subject, number"), ("message", "body")):
        connection.execute(f"DROP TABLE {kind}_text")
        connection.execute(
            f"CREATE VIRTUAL TABLE {kind}_text USING fts5({names}, content='{kind}', content_rowid='row_id',"
            " tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
        )
        connection.execute(
            f"INSERT INTO {kind}_text (rowid, {names}) SELECT row_id, {names} FROM {kind}"  # noqa: S608 - names of ours
            " WHERE row_id <= (SELECT upto FROM text_index WHERE kind = ?)",
            (kind,),
        )


def _macros(connection: Any) -> None:
    """Several things that are done at once."""
    connection.execute(
        "CREATE TABLE macro (row_id INTEGER NOT NULL, id VARCHAR(36) NOT NULL, titles TEXT NOT NULL,"
        " steps TEXT NOT NULL, sensitive BOOLEAN NOT NULL, owner_id VARCHAR(36), team_id VARCHAR(36),"
        " active BOOLEAN NOT NULL, updated_at VARCHAR(27) NOT NULL, updated_by_id VARCHAR(36) NOT NULL,"
        " rev INTEGER NOT NULL, extra TEXT, sight_id INTEGER, PRIMARY KEY (row_id))"
    )
    connection.execute("CREATE UNIQUE INDEX macro_id ON macro (id)")


def _related_tickets(connection: Any) -> None:
    """Tickets that belong together: merged, parts, incidents."""
    for kind, name, declared in (
        ("ticket", "merged_into_id", "VARCHAR(36)"),
        ("ticket_desk", "parent_id", "VARCHAR(36)"),
        ("ticket_desk", "problem_id", "VARCHAR(36)"),
        ("ticket_desk", "merged_at", "VARCHAR(27)"),
        ("ticket_desk", "merged_status", "TEXT"),
        ("ticket_desk", "merged_follower_ids", "TEXT DEFAULT '[]' NOT NULL"),
        ("ticket_desk", "merged_tags", "TEXT DEFAULT '[]' NOT NULL"),
    ):
        _add_field(connection, kind, name, declared)
    for kind, name, column in (
        ("ticket", "ticket_merged", "merged_into_id"),
        ("ticket_desk", "ticket_desk_parent", "parent_id"),
        ("ticket_desk", "ticket_desk_problem", "problem_id"),
    ):
        connection.execute(f"CREATE INDEX {name} ON {kind} ({column}) WHERE {column} IS NOT NULL")


def _held_messages_say_how_they_go_out(connection: Any) -> None:
    """What is about to be sent goes out by itself, should the client end before."""
    connection.execute("ALTER TABLE draft ADD COLUMN steps TEXT")


def _help_without_a_session(connection: Any) -> None:
    """What somebody claims of themselves who asks for help without a session."""
    for name in ("claimed_store", "claimed_account", "contact"):
        _add_field(connection, "ticket_desk", name, "TEXT DEFAULT '' NOT NULL")
    _add_field(connection, "ticket_desk", "person_id", "VARCHAR(36)")


def _verified_identity(connection: Any) -> None:
    """Topics under which identity comes first, and what came of making sure of it."""
    _add_field(connection, "topic", "protected", "BOOLEAN DEFAULT 0 NOT NULL")
    for name, declared in (
        ("verified_at", "VARCHAR(27)"),
        ("verified_until", "VARCHAR(27)"),
        ("verified_by_id", "VARCHAR(36)"),
        ("verified_method", "TEXT"),
        ("failed_tries", "INTEGER DEFAULT 0 NOT NULL"),
        ("no_tries_until", "VARCHAR(27)"),
    ):
        _add_field(connection, "ticket_desk", name, declared)


def _counted_views(connection: Any) -> None:
    """Views are more than a question; which tickets each holds, and how many, is kept."""
    for name, declared in (
        ("descending", "BOOLEAN DEFAULT '0' NOT NULL"),
        ("grouping", "TEXT DEFAULT '' NOT NULL"),
        ("columns", "TEXT DEFAULT '[]' NOT NULL"),
        ("active", "BOOLEAN DEFAULT '1' NOT NULL"),
    ):
        _add_field(connection, "view", name, declared)
    connection.execute(
        "CREATE TABLE view_slot (slot INTEGER NOT NULL, view TEXT NOT NULL, asked TEXT NOT NULL,"
        " tickets INTEGER NOT NULL, settled INTEGER NOT NULL, PRIMARY KEY (slot))"
    )
    connection.execute(
        "CREATE TABLE view_mark (word INTEGER NOT NULL, row_id INTEGER NOT NULL, mask INTEGER NOT NULL,"
        " PRIMARY KEY (word, row_id)) WITHOUT ROWID"
    )
    connection.execute("CREATE TABLE view_turn (row_id INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (row_id))")
    connection.execute("CREATE INDEX ix_view_turn_at ON view_turn (at)")


def _tickets_say_when_they_end(connection: Any) -> None:
    """What is due to tickets by itself, whom the dissatisfied go to, and which topics are asked about later."""
    for kind, name, declared in (
        ("ticket", "reminder_at", "VARCHAR(27)"),
        ("ticket", "reminder_count", "INTEGER DEFAULT 0 NOT NULL"),
        ("ticket", "closes_at", "VARCHAR(27)"),
        ("ticket", "check_back", "TEXT"),
        ("ticket", "check_back_at", "VARCHAR(27)"),
        ("team", "lead_id", "VARCHAR(36)"),
        ("topic", "check_back_days", "INTEGER DEFAULT 0 NOT NULL"),
    ):
        _add_field(connection, kind, name, declared)


def _ratings(connection: Any) -> None:
    """How requesters found the way their tickets were dealt with."""
    connection.execute(
        "CREATE TABLE rating (row_id INTEGER NOT NULL, id VARCHAR(36) NOT NULL, ticket_id VARCHAR(36) NOT NULL,"
        " audience TEXT NOT NULL, user_id VARCHAR(36) NOT NULL, score INTEGER NOT NULL, reasons TEXT NOT NULL,"
        " comment TEXT NOT NULL, team_id VARCHAR(36), agent_id VARCHAR(36), at VARCHAR(27) NOT NULL,"
        " updated_at VARCHAR(27) NOT NULL, rev INTEGER NOT NULL, extra TEXT, PRIMARY KEY (row_id))"
    )
    connection.execute("CREATE UNIQUE INDEX rating_id ON rating (id)")
    connection.execute("CREATE INDEX rating_ticket ON rating (ticket_id)")


def _closing_policy(connection: Any) -> None:
    """When tickets close by themselves."""
    connection.execute(
        "CREATE TABLE closing_policy (row_id INTEGER NOT NULL, id VARCHAR(36) NOT NULL, reminder_days TEXT NOT NULL,"
        " close_days INTEGER NOT NULL, confirm_days INTEGER NOT NULL, rating_days INTEGER NOT NULL,"
        " rev INTEGER NOT NULL, extra TEXT, sight_id INTEGER, PRIMARY KEY (row_id))"
    )
    connection.execute("CREATE UNIQUE INDEX closing_policy_id ON closing_policy (id)")


def _promises_and_escalation(connection: Any) -> None:
    """What the desk has promised by when, and the way a ticket has taken up."""
    for kind, name, declared in (
        ("ticket", "expected_at", "VARCHAR(27)"),
        ("ticket", "next_update_at", "VARCHAR(27)"),
        ("ticket", "update_every_h", "INTEGER DEFAULT 0 NOT NULL"),
        ("ticket_desk", "follow_up_at", "VARCHAR(27)"),
        ("ticket_desk", "escalations", "TEXT DEFAULT '[]' NOT NULL"),
        ("ticket_desk", "remind_at", "VARCHAR(27)"),
        ("ticket_desk", "remind_id", "VARCHAR(36)"),
    ):
        _add_field(connection, kind, name, declared)


def _tasks(connection: Any) -> None:
    """What is still to be done for a ticket."""
    _add_field(connection, "ticket_desk", "tasks", "TEXT DEFAULT '[]' NOT NULL")


def _splits(connection: Any) -> None:
    """Tickets that were made out of messages of others."""
    for kind in ("message", "ticket_desk"):
        _add_field(connection, kind, "split_from_id", "VARCHAR(36)")
    connection.execute(
        "CREATE INDEX ticket_desk_split_from ON ticket_desk (split_from_id) WHERE split_from_id IS NOT NULL"
    )


def _absences(connection: Any) -> None:
    """People who are away."""
    connection.execute(
        "CREATE TABLE absence (row_id INTEGER NOT NULL, id VARCHAR(36) NOT NULL, user_id VARCHAR(36) NOT NULL,"
        " since VARCHAR(27) NOT NULL, until VARCHAR(27), backup_id VARCHAR(36), word TEXT NOT NULL,"
        " active BOOLEAN NOT NULL, known_to TEXT NOT NULL, set_by_id VARCHAR(36) NOT NULL, rev INTEGER NOT NULL,"
        " extra TEXT, sight_id INTEGER, PRIMARY KEY (row_id))"
    )
    connection.execute("CREATE UNIQUE INDEX absence_id ON absence (id)")


def _lines(connection: Any) -> None:
    """In a team, who comes after whom."""
    _add_field(connection, "team", "line_ids", "TEXT DEFAULT '[]' NOT NULL")


def _two_stages(connection: Any) -> None:
    """Tickets that customers ask their stores, and what stores pass on."""
    _add_field(connection, "ticket", "at_store", "BOOLEAN DEFAULT 0 NOT NULL")
    _add_field(connection, "ticket", "for_id", "VARCHAR(36)")
    connection.execute("CREATE INDEX ticket_for ON ticket (for_id) WHERE for_id IS NOT NULL")


def _forms_of_topics(connection: Any) -> None:
    """What topics ask, tickets answer and people tried; the full text of a ticket holds its answers."""
    _add_field(connection, "topic", "form", "TEXT DEFAULT '[]' NOT NULL")
    _add_field(connection, "ticket", "answers", "TEXT DEFAULT '{}' NOT NULL")
    _add_field(connection, "ticket", "asked", "TEXT DEFAULT '[]' NOT NULL")
    _add_field(connection, "ticket", "steps", "TEXT DEFAULT '[]' NOT NULL")
    _add_field(connection, "ticket_desk", "answers", "TEXT DEFAULT '{}' NOT NULL")
    for event in ("insert", "delete", "update"):
        connection.execute(f"DROP TRIGGER ticket_text_{event}")
    connection.execute("DROP TABLE ticket_text")
    connection.execute(
        "CREATE VIRTUAL TABLE ticket_text USING fts5(subject, number, answers, content='ticket',"
        " content_rowid='row_id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )
    said = "(SELECT group_concat(atom, ' ') FROM json_tree({}answers) WHERE atom IS NOT NULL)"
    connection.execute(
        f"INSERT INTO ticket_text (rowid, subject, number, answers) SELECT row_id, subject, number, {said.format('')}"  # noqa: S608 - texts of ours
        " FROM ticket WHERE row_id <= (SELECT upto FROM text_index WHERE kind = 'ticket')"
    )
    names = "subject, number, answers"
    old, new = (f"{side}.subject, {side}.number, {said.format(f'{side}.')}" for side in ("old", "new"))
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in ("subject", "number", "answers"))
    out = f"INSERT INTO ticket_text (ticket_text, rowid, {names}) VALUES ('delete', old.row_id, {old});"  # noqa: S608 - texts of ours
    into = f"INSERT INTO ticket_text (rowid, {names}) VALUES (new.row_id, {new});"  # noqa: S608 - texts of ours
    indexed = "row_id <= (SELECT upto FROM text_index WHERE kind = 'ticket')"
    for event, when, then in (
        ("insert", f"AFTER INSERT ON ticket WHEN new.{indexed}", into),
        ("delete", f"AFTER DELETE ON ticket WHEN old.{indexed}", out),
        ("update", f"AFTER UPDATE OF {names} ON ticket WHEN ({changed}) AND old.{indexed}", f"{out} {into}"),
    ):
        connection.execute(f"CREATE TRIGGER ticket_text_{event} {when} BEGIN {then} END")


def _desk_lines_of_topics(connection: Any) -> None:
    """What topics ask of the desk alone is a record that only the desk is sent; here it is no longer kept with them."""
    connection.execute(
        "CREATE TABLE topic_desk (row_id INTEGER NOT NULL, id VARCHAR(36) NOT NULL, form TEXT NOT NULL,"
        " rev INTEGER NOT NULL, extra TEXT, sight_id INTEGER, PRIMARY KEY (row_id))"
    )
    connection.execute("CREATE UNIQUE INDEX topic_desk_id ON topic_desk (id)")
    connection.execute(
        "UPDATE topic SET form = (SELECT json_group_array(json(value)) FROM (SELECT value FROM json_each(topic.form)"
        " WHERE json_extract(value, '$.audience') IS NOT 'internal' ORDER BY key))"
    )


STEPS: Mapping[int, Step] = {
    2: _journal_can_be_offered_again,
    3: _conflicts_are_kept,
    4: _full_text_may_follow_later,
    5: _files_of_messages,
    6: _cards_say_who_knows_them,
    7: _saved_replies,
    8: _snoozed_tickets,
    9: _sights_instead_of_memberships,
    10: _stores_count_what_is_open,
    11: _first_letters_are_found_at_once,
    12: _macros,
    13: _related_tickets,
    14: _held_messages_say_how_they_go_out,
    15: _help_without_a_session,
    16: _verified_identity,
    17: _counted_views,
    18: _tickets_say_when_they_end,
    19: _ratings,
    20: _closing_policy,
    21: _promises_and_escalation,
    22: _tasks,
    23: _splits,
    24: _absences,
    25: _lines,
    26: _two_stages,
    27: _forms_of_topics,
    28: _desk_lines_of_topics,
}
"""Version to the step that brings a cache from the version before up to it; each runs inside the one transaction."""


def bring_up(connection: Any, path: Path, *, version: int = VERSION, steps: Mapping[int, Step] = STEPS) -> None:
    """Create or migrate the cache of an open writer connection.

    Before an existing cache changes, a copy is laid beside it as `<name>.v<old version>`.

    Raises:
        CacheFromNewerVersion: It is newer than this build.
    """
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > version:
        raise CacheFromNewerVersion(f"version {found}, this build knows {version}")
    if found == version:
        return
    if found:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        shutil.copyfile(path, path.with_name(f"{path.name}.v{found}"))
    connection.execute("BEGIN IMMEDIATE")
    try:
        if found:
            for number in range(found + 1, version + 1):
                steps[number](connection)
        else:
            _create(connection)
        connection.execute(f"PRAGMA user_version = {version}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _create(connection: Any) -> None:
    # SQLAlchemy takes longer to import than the cache to open: only the first start on a profile pays it.
    from sync.replica.schema import create_statements

    for statement in create_statements():
        connection.execute(statement)
