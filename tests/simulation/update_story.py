"""A cache that two updates of the program bring up to date, with changes in it that nobody has sent yet."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
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
UNDO = {
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
"""What leads back from a version to the one before; the records here have nothing in those fields."""
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
