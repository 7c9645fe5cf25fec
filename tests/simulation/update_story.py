"""A cache that two updates of the program bring up to date, with changes in it that nobody has sent yet."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sync.replica import connection, migrations
from sync.replica.connection import open_writer
from tests.simulation.client import Client
from tests.simulation.gestures import Hand
from tests.simulation.places import Side, Step
from tests.simulation.templates import KEY
from tests.simulation.trace import Violation
from tests.simulation.watched import SimulatedCrash
from tests.simulation.world import World

TRIES_MOST = 10
SUBJECTS_ALONE = (
    "CREATE VIRTUAL TABLE ticket_text USING fts5(subject, number, content='ticket', content_rowid='row_id',"
    " tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')",
    "INSERT INTO ticket_text (rowid, subject, number) SELECT row_id, subject, number FROM ticket"
    " WHERE row_id <= (SELECT upto FROM text_index WHERE kind = 'ticket')",
    "CREATE TRIGGER ticket_text_insert AFTER INSERT ON ticket"
    " WHEN new.row_id <= (SELECT upto FROM text_index WHERE kind = 'ticket') BEGIN"
    " INSERT INTO ticket_text (rowid, subject, number) VALUES (new.row_id, new.subject, new.number); END",
    "CREATE TRIGGER ticket_text_delete AFTER DELETE ON ticket"
    " WHEN old.row_id <= (SELECT upto FROM text_index WHERE kind = 'ticket') BEGIN"
    " INSERT INTO ticket_text (ticket_text, rowid, subject, number)"
    " VALUES ('delete', old.row_id, old.subject, old.number); END",
    "CREATE TRIGGER ticket_text_update AFTER UPDATE OF subject, number ON ticket"
    " WHEN (old.subject IS NOT new.subject OR old.number IS NOT new.number)"
    " AND old.row_id <= (SELECT upto FROM text_index WHERE kind = 'ticket') BEGIN"
    " INSERT INTO ticket_text (ticket_text, rowid, subject, number)"
    " VALUES ('delete', old.row_id, old.subject, old.number);"
    " INSERT INTO ticket_text (rowid, subject, number) VALUES (new.row_id, new.subject, new.number); END",
)
"""The full text of tickets before their answers were in it."""


def _without(kind: str, *fields: str, lists: Sequence[str] = ()) -> tuple[str, ...]:
    """What takes fields of a kind back, and keeps them as a build does that does not know them."""
    pairs = ", ".join([*(f"'{name}', \"{name}\"" for name in fields), *(f"'{name}', json({name})" for name in lists)])
    return (
        f"UPDATE \"{kind}\" SET extra = json_patch(coalesce(extra, '{{}}'), json_object({pairs}))",  # noqa: S608 - names of ours
        *(f'ALTER TABLE "{kind}" DROP COLUMN "{name}"' for name in (*fields, *lists)),
    )


UNDO = {
    28: ("DROP TABLE topic_desk",),
    27: (
        *(f"DROP TRIGGER ticket_text_{event}" for event in ("insert", "delete", "update")),
        "DROP TABLE ticket_text",
        *_without("topic", lists=("form",)),
        *_without("ticket", lists=("answers", "asked", "steps")),
        *_without("ticket_desk", lists=("answers",)),
        *SUBJECTS_ALONE,
    ),
    26: ("DROP INDEX ticket_for", *_without("ticket", "at_store", "for_id")),
    25: _without("team", lists=("line_ids",)),
    24: ("DROP TABLE absence",),
    23: (
        "DROP INDEX ticket_desk_split_from",
        *_without("message", "split_from_id"),
        *_without("ticket_desk", "split_from_id"),
    ),
    22: _without("ticket_desk", lists=("tasks",)),
    21: (
        *_without("ticket", "expected_at", "next_update_at", "update_every_h"),
        *_without("ticket_desk", "follow_up_at", "remind_at", "remind_id", lists=("escalations",)),
    ),
    20: ("DROP TABLE closing_policy",),
    19: ("DROP TABLE rating",),
    18: (
        *_without("ticket", "reminder_at", "reminder_count", "closes_at", "check_back", "check_back_at"),
        *_without("team", "lead_id"),
        *_without("topic", "check_back_days"),
    ),
    17: (
        *_without("view", "descending", "grouping", "active", lists=("columns",)),
        *(f"DROP TABLE {name}" for name in ("view_slot", "view_mark", "view_turn")),
    ),
    16: (
        *_without("topic", "protected"),
        *_without("ticket_desk", "verified_at", "verified_until", "verified_by_id", "verified_method"),
        *_without("ticket_desk", "failed_tries", "no_tries_until"),
    ),
    15: _without("ticket_desk", "claimed_store", "claimed_account", "contact", "person_id"),
    14: ("ALTER TABLE draft DROP COLUMN steps",),
    13: (
        *(f"DROP INDEX {name}" for name in ("ticket_merged", "ticket_desk_parent", "ticket_desk_problem")),
        "ALTER TABLE ticket DROP COLUMN merged_into_id",
        *(
            f"ALTER TABLE ticket_desk DROP COLUMN {name}"
            for name in (
                *("parent_id", "problem_id", "merged_at", "merged_status", "merged_follower_ids", "merged_tags"),
            )
        ),
    ),
}
"""What leads back from a version to the one before; of those before 15 the records here have nothing in the fields."""
OLDEST = min(UNDO) - 1


def tell(world: World) -> None:
    """Let a store write without a line, and its program be updated twice before the line is back.

    Raises:
        Violation: An update does not end, or changes what was there.
    """
    hand = next(one for one in world.hands if one.client.person == "sam")
    client = hand.client
    client.wire.down_until_s = world.agenda.now_s + 60.0
    _write(hand)
    pending = client.books.pending()
    client.close()
    _lead_back(client.file.path)
    for version in range(OLDEST + 1, migrations.VERSION + 1):
        _update(client, version)
    client.open()
    if client.books.pending() != pending:
        raise Violation("S16", f"{client.label}: an update has taken changes out of the outbox")
    world.agenda.run_for(90.0)


def _write(hand: Hand) -> None:
    for make in (hand.file, hand.reply, hand.follow):
        gesture = make()
        if gesture is not None:
            hand.client.do(*gesture)


def _lead_back(path: Path) -> None:
    cache = open_writer(path, KEY)
    for version in sorted(UNDO, reverse=True):
        for statement in UNDO[version]:
            cache.execute(statement)
    cache.execute(f"PRAGMA user_version = {OLDEST}")
    cache.close()


def _update(client: Client, version: int) -> None:
    """Bring the cache up to a version, as often as it takes.

    Raises:
        Violation: L1, it never ends.
    """
    for _ in range(TRIES_MOST):
        dying = Dying(client)
        bring_up = partial(migrations.bring_up, version=version, steps=dying.steps())
        with (
            patch.object(shutil, "copyfile", dying.around(Step.COPY_LAID, shutil.copyfile)),
            patch.object(connection, "bring_up", dying.around(Step.BROUGHT_UP, bring_up)),
        ):
            try:
                open_writer(client.file.path, KEY).close()
            except SimulatedCrash:
                client.file = dying.left
            else:
                return
    raise Violation("L1", f"{client.label}: its cache never comes up to version {version}")


class Dying:
    """The process that updates a cache; it may die around each of its steps.

    Attributes:
        left: The files as they lay when it died.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self.left = client.file

    def around(self, step: Step, act: Callable[..., Any]) -> Callable[..., Any]:
        """Return `act` as this process takes it."""

        def taken(*given: Any, **named: Any) -> Any:
            self._maybe_die(step, Side.BEFORE)
            done = act(*given, **named)
            self._maybe_die(step, Side.AFTER)
            return done

        return taken

    def steps(self) -> Mapping[int, migrations.Step]:
        """Return every step of the updates as this process takes it."""
        return {version: self.around(Step.STEP_DONE, step) for version, step in migrations.STEPS.items()}

    def _maybe_die(self, step: Step, side: Side) -> None:
        if self._client.world.plan.strikes_around(step, side):
            self._client.say(f"† {side} {step}")
            self.left = self._client.file.copied()
            raise SimulatedCrash(f"{side} {step}")
