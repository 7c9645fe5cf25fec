"""`python -m tests.simulation.crashes`: tears every place of the table once by intention, and says that each was hit.

A short story is told in which every place is passed at least twice. It runs once for every case; at its place a
process dies or a message is lost, and in the end all must be as it must be at the end of every seed.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable
from functools import partial

from domain.access import team_scope
from domain.records import Ticket
from tests.simulation import file_story, update_story
from tests.simulation.chaos import CLIENTS_MOST
from tests.simulation.client import Client
from tests.simulation.liveness import finish
from tests.simulation.places import MESSAGES, POINTS, STEPS, Case, Plan, Step, cases
from tests.simulation.running import spread, unlogged
from tests.simulation.swarm import Swarm
from tests.simulation.trace import Violation
from tests.simulation.world import World
from tests.support.franchise import named

PATIENCE_S = 120
NOT_HIT = "the story does not come to this place"


class Story:
    """A day of an agent and of a store, with much that seldom happens."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._leo, self._sam = world.clients

    def tell(self) -> None:
        """Let it happen, checking everything after each step.

        Raises:
            Violation: An invariant does not hold.
        """
        for step in (
            *(self._both_write, self._write_without_line) * 2,
            *(self._ticket_erased, self._team_taken, self._team_given) * 2,
            *(self._server_restored, self._write_without_line) * 2,
            *(self._tombstones_forgotten, self._write_without_line) * 2,
            *(self._device_revoked, self._write_without_line) * 2,
            self._segments_outdated,
            self._segments_outdated,
            self._cache_copied,
            self._write_without_line,
        ):
            step()
            self._settle()
            self._world.check(everything=False)

    def _settle(self) -> None:
        """Let what is under way arrive, and who has died come back."""
        self._world.agenda.run_for(5.0)
        for _ in range(PATIENCE_S):
            if self._world.backend.up and all(client.alive for client in self._world.clients):
                return
            self._world.agenda.run_for(1.0)
        raise Violation("L1", "somebody does not come back")

    def _both_write(self) -> None:
        for hand in self._world.hands:
            self._do(hand.client, hand.file)
            self._do(hand.client, hand.reply)
        self._world.agenda.run_for(1.0)
        for hand in self._world.hands:
            self._do(hand.client, hand.reply)

    def _write_without_line(self) -> None:
        for client in self._world.clients:
            client.wire.down_until_s = self._world.agenda.now_s + 20.0
        for hand in self._world.hands:
            for make in (hand.file, hand.reply, hand.reply, hand.follow):
                self._do(hand.client, make)
        self._world.agenda.run_for(21.0)
        for client in self._world.clients:
            client.network_back()

    def _ticket_erased(self) -> None:
        tickets = [ticket for ticket in self._world.backend.truth.of(Ticket.KIND) if isinstance(ticket, Ticket)]
        self._world.administrator.erase(tickets[-1])

    def _tombstones_forgotten(self) -> None:
        """A ticket goes while nobody listens, and so does the word that it went."""
        for client in self._world.clients:
            client.wire.down_until_s = self._world.agenda.now_s + 20.0
        self._ticket_erased()
        self._world.backend.forget_tombstones()
        self._team_given()
        self._world.agenda.run_for(80.0)

    def _team_taken(self) -> None:
        self._world.administrator.take("leo", team_scope(named("technical")))

    def _team_given(self) -> None:
        self._world.administrator.give("leo", team_scope(named("technical")))

    def _server_restored(self) -> None:
        self._world.backend.back_up()
        self._both_write()
        self._settle()
        self._world.restore_server()

    def _device_revoked(self) -> None:
        """The device wipes what it holds, and takes a first sync in bulk."""
        self._world.backend.build_segments()
        self._world.administrator.revoke_devices("sam")
        self._world.agenda.run_for(40.0)

    def _segments_outdated(self) -> None:
        """What a first sync has begun to take is there no more when it comes to it."""
        self._world.backend.build_segments()
        self._world.administrator.revoke_devices("sam")
        for _ in range(PATIENCE_S * 100):
            self._world.agenda.run_for(0.01)
            if self._sam.alive and self._sam.replica.waiting().segments:
                self._world.backend.drop_segments()
                return

    def _cache_copied(self) -> None:
        if len(self._world.clients) < CLIENTS_MOST:
            self._world.admit(self._leo.cloned("leo/2"))

    def _do(self, client: Client, make: Callable[[], tuple[str, dict[str, object]] | None]) -> None:
        gesture = make() if client.alive else None
        if gesture is not None:
            client.do(*gesture)


def run_case(case: Case | None, *, loud: bool = False) -> str:
    """Tell the story with one place torn; return what is wrong, or an empty text."""
    with unlogged():
        return _run_case(case, loud=loud)


def judged(case: Case, *, loud: bool) -> tuple[Case, str]:
    """Return the case beside what is wrong with it: the first to end is the first told."""
    return case, run_case(case, loud=loud)


def _run_case(case: Case | None, *, loud: bool) -> str:
    plan = Plan(case)
    world = World(0, swarm=Swarm(["leo", "sam"], {}, page_rows=40), plan=plan, loud=loud)
    try:
        _teller(case)(world)
        finish(world)
    except Violation as found:
        return str(found)
    except Exception:  # noqa: BLE001 - whatever the code under test raises is what is looked for
        return traceback.format_exc()
    finally:
        world.close()
    return "" if plan.struck or case is None else NOT_HIT


def _teller(case: Case | None) -> Callable[[World], None]:
    """Return the story that comes to the place of a case."""
    if case is None or not isinstance(case.place, Step):
        return lambda world: Story(world).tell()
    return update_story.tell if case.place.startswith("update") else file_story.tell


def main() -> int:
    """Run every case, or those whose name contains what is given."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.crashes", description=__doc__)
    parser.add_argument("only", nargs="?", default="", help="cases whose name contains this")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    parser.add_argument("--trace", action="store_true", help="print all that happens, a case after the other")
    options = parser.parse_args()
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "tests.simulation.crashes", *sys.argv[1:]])  # noqa: S606 - ourselves
    chosen = [case for case in cases() if options.only in str(case)]
    if not chosen:
        parser.error(f"no case has {options.only!r} in its name")
    failed = missed = 0
    # What is traced is read from above to below.
    for case, wrong in spread(partial(judged, loud=options.trace), chosen, 1 if options.trace else options.jobs):
        failed += bool(wrong)
        missed += wrong == NOT_HIT
        if wrong:
            print(f"{case}: {wrong}", flush=True)
    places = len(POINTS) + len(MESSAGES) + len(STEPS)
    print(f"{places} places, {len(chosen)} cases, {len(chosen) - missed} hit, {failed - missed} violations")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
