"""The end of every seed: faults stop, all heals, and everybody must come to agree without anybody's help.

L1: every client drains and converges within 120 virtual seconds and 50 requests; L2: for that nobody is asked
anything but to sign in, or to start a client again that was told it is too old.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.engine.status import Line
from tests.simulation import invariants
from tests.simulation.trace import Violation

if TYPE_CHECKING:
    from tests.simulation.client import Client
    from tests.simulation.world import World

WITHIN_S = 120.0
REQUESTS_MOST = 50
LOOK_EVERY_S = 5.0
DAWN_S = 90.0
"""So long dead processes may take to be started again, at most 60 s, and users then to type a password, at most 20 s:
of two copies of a cache only one keeps its session, and the other learns that when it is up again."""
QUIET_S = 60.0
QUIET_REQUESTS_MOST = 20


def finish(world: World) -> None:
    """Heal the world and watch it come to rest.

    Raises:
        Violation: L1, or any other.
    """
    world.heal()
    _wake_all(world)
    counts = {client.label: client.requests_made for client in world.clients}
    waited_s = 0.0
    while not all(converged(client) for client in world.clients):
        if waited_s >= WITHIN_S:
            raise Violation("L1", "; ".join(_complaint(client) for client in world.clients if not converged(client)))
        world.agenda.run_for(LOOK_EVERY_S)
        waited_s += LOOK_EVERY_S
    for client in world.clients:
        used = client.requests_made - counts[client.label]
        if used > REQUESTS_MOST + invariants.PIECES_MOST // world.swarm.page_rows:
            raise Violation("L1", f"{client.label}: {used} requests to converge")
    world.say("world", f"converged after {waited_s:.0f} s")
    _stay_quiet(world)
    world.check(everything=True)
    for client in world.clients:
        if invariants.comparable(client) is None:
            raise Violation("S2", f"{client.label}: at rest, and not comparable")
    invariants.check_history(world)
    invariants.check_sets(world)


def _wake_all(world: World) -> None:
    """Wait until every client runs and is signed in, and start those again that were called too old."""
    for client in world.clients:
        if client.alive and client.status.line is Line.UPGRADE:
            client.kill(1.0)
    waited_s = 0.0
    while not all(client.alive and client.status.line is not Line.SIGN_IN for client in world.clients):
        if waited_s > DAWN_S:
            raise Violation("L2", "a client does not come up")
        world.agenda.run_for(1.0)
        waited_s += 1.0


def _stay_quiet(world: World) -> None:
    """Who has come to the head stops asking."""
    counts = {client.label: client.requests_made for client in world.clients}
    world.agenda.run_for(QUIET_S)
    for client in world.clients:
        used = client.requests_made - counts[client.label]
        if used > QUIET_REQUESTS_MOST:
            raise Violation("S17", f"{client.label}: {used} requests within {QUIET_S:.0f} s of peace")


def converged(client: Client) -> bool:
    """Tell whether a client has nothing left to send, to fetch or to wait for."""
    if not client.alive or client.status.line is Line.SIGN_IN:
        return False
    cursor, head = client.replica.cursor(), client.world.backend.truth.seq
    waiting = client.replica.waiting()
    here = cursor.epoch == client.world.epoch and cursor.seq >= head
    return here and not (waiting.unsent or waiting.fills or client.books.pending())


def _complaint(client: Client) -> str:
    if not client.alive:
        return f"{client.label} is not running"
    cursor, head = client.replica.cursor(), client.world.backend.truth.seq
    waiting = client.replica.waiting()
    return (
        f"{client.label} is {client.status.line} at {cursor.epoch}.{cursor.seq} of {client.world.epoch}.{head},"
        f" {waiting.unsent} unsent, {waiting.fills} fills, {len(client.books.pending())} pending"
    )
