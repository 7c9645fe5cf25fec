"""The end of every seed: faults stop, all heals, and everybody must come to agree without anybody's help.

L1: every client drains and converges within 120 virtual seconds and 50 requests, counted from the moment everything
is well again; L2: for that nobody is asked anything but to sign in, or to start a client again that was told it is too
old. L3: a client that is updated at last has what it could not read before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.engine.status import Line
from tests.simulation import invariants
from tests.simulation.articles import check_articles
from tests.simulation.notices import check_notices
from tests.simulation.sets import check_sets
from tests.simulation.trace import Violation

if TYPE_CHECKING:
    from tests.simulation.client import Client
    from tests.simulation.world import World

WITHIN_S = 120.0
REQUESTS_MOST = 50
LOOK_EVERY_S = 5.0
SIGN_INS_MOST = 2
"""Of two copies of a cache only one keeps its session, and either may be the one to lose it."""
QUIET_S = 60.0
QUIET_REQUESTS_MOST = 20


def finish(world: World) -> None:
    """Heal the world and watch it come to rest.

    Raises:
        Violation: L1, or any other.
    """
    world.heal()
    counts = {client.label: client.requests_made for client in world.clients}
    asked = {client.label: client.sign_ins for client in world.clients}
    waited_s = 0.0
    while not all(converged(client) for client in world.clients):
        if waited_s >= WITHIN_S:
            raise Violation("L1", "; ".join(_complaint(client) for client in world.clients if not converged(client)))
        _attend(world)
        world.agenda.run_for(LOOK_EVERY_S)
        waited_s += LOOK_EVERY_S
    for client in world.clients:
        if client.sign_ins - asked[client.label] > SIGN_INS_MOST:
            raise Violation("L2", f"{client.label}: asked for the password more than {SIGN_INS_MOST} times")
        used = client.requests_made - counts[client.label]
        if used > REQUESTS_MOST + invariants.PIECES_MOST // world.swarm.page_rows:
            raise Violation("L1", f"{client.label}: {used} requests to converge")
    world.say("world", f"converged after {waited_s:.0f} s")
    _stay_quiet(world)
    world.check(everything=True)
    for client in world.clients:
        if invariants.comparable(client) is None:
            raise Violation("S2", f"{client.label}: at rest, and not comparable")
        invariants.check_digests(client)
    invariants.check_history(world)
    check_sets(world)
    check_notices(world)
    check_articles(world)


def _attend(world: World) -> None:
    """Do what is a user's part, at once: start a program that ended or was called too old, type a password."""
    for client in world.clients:
        if client.alive and client.status.line is Line.UPGRADE:
            client.close()
        client.start()
        if client.old and client.alive:
            client.update()
        if client.status.line is Line.SIGN_IN:
            client.sign_in()


def _stay_quiet(world: World) -> None:
    """Who has come to the head stops asking."""
    counts = {client.label: client.requests_made for client in world.clients}
    world.agenda.run_for(QUIET_S)
    for client in world.clients:
        used = client.requests_made - counts[client.label]
        if used > QUIET_REQUESTS_MOST:
            raise Violation("S17", f"{client.label}: {used} requests within {QUIET_S:.0f} s of peace")


def converged(client: Client) -> bool:
    """Tell whether a client, updated by now, has nothing left to send, to fetch or to wait for."""
    if not client.alive or client.old or client.status.line is Line.SIGN_IN:
        return False
    if client.device in client.world.revoked and client.world.backend.doors.is_revoked(client.user_id, client.device):
        # It is still to hear of it, and to wipe what it holds.
        return False
    cursor, head = client.replica.cursor(), client.world.backend.truth.seq
    waiting = client.replica.waiting()
    # The server tells nobody of what is none of their business: a cursor may stay before it.
    same = cursor.seq >= head or client.world.backend.truth.shows_the_same(client.user_id, cursor.seq, head)
    here = cursor.epoch == client.world.epoch and same
    return here and not (
        waiting.unsent or waiting.fills or waiting.segments or waiting.unindexed or client.books.pending()
    )


def _complaint(client: Client) -> str:
    if not client.alive:
        return f"{client.label} is not running"
    if client.old:
        return f"{client.label} is not updated"
    cursor, head = client.replica.cursor(), client.world.backend.truth.seq
    waiting = client.replica.waiting()
    return (
        f"{client.label} is {client.status.line} at {cursor.epoch}.{cursor.seq} of {client.world.epoch}.{head},"
        f" {waiting.unsent} unsent, {waiting.segments} segments, {waiting.fills} fills,"
        f" {len(client.books.pending())} pending"
    )
