"""The server under load: pushes of many clients, one change to thousands who listen, everybody back at once.

Server and clients are processes of their own on the same machine; the clients' share of its processors is part of
every figure. Nothing is counted that was not answered as it should be.
"""

from __future__ import annotations

import contextlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import requests

from bench.figures import Figure, of_runs, percentile
from bench.server_pushers import Pushes
from domain.ids import RecordId, SpaceId, new_id
from domain.records import Grant, UserCard, time_text
from domain.words import Right
from server.db.database import utc_now
from sync.protocol.codec import encode
from sync.protocol.push import MutationEnvelope, PushRequest
from tests.support.fleet import Site, open_sessions, own_postgres, site
from tests.support.server import ServerProcess
from tests.support.services import postgres_url
from tests.support.world import EPOCH, World, build_world

CLIENTS = 16
SPACES = 64
DRAINED = 20
"""Mutations in each push of a client that was away for a while; a push holds 50 at most."""
WARM_S, PUSH_S = 2.0, 6.0
PREPARED_PER_S = 6_000
"""Mutations prepared for a second: more than are ever applied."""
RUNS = 5
OTHER_RUNS = 3
"""Of what is no bar, or takes minutes."""
CROWDS = (1_000, 4_000, 6_000)
CHANGES = 8
ARRIVES_WITHIN_S = 60.0
REACHED_S = 1.0
"""One change is to reach everybody within this, but for one in a hundred."""
STORM = 5_000
STORM_WITHIN_S = 180.0
PEOPLE_AT_ONCE = 400

Tell = Callable[[Figure], None]


def measure(tell: Tell) -> None:
    """Measure all of it."""
    measure_pushes(tell)
    measure_crowds(tell)


# Pushes.


def measure_pushes(tell: Tell) -> None:
    """How much is applied per second, on both databases, in one space and in many.

    `mutations_per_s`: clients that drain what they have queued, 20 mutations a push; `pushes_per_s`: one a push.
    """
    postgres = postgres_url()
    for name, url in (("sqlite", ""), ("postgresql", postgres)):
        if url is None:
            sys.stderr.write("PostgreSQL does not run on this machine: its figures are left out\n")
            continue
        for spaces, size, runs in (
            (1, DRAINED, RUNS),
            (1, 1, RUNS),
            (SPACES, DRAINED, OTHER_RUNS),
            (SPACES, 1, OTHER_RUNS),
        ):
            told = [pushes_per_s(url, spaces, size) for _ in range(runs)]
            metric = f"{'pushes' if size == 1 else 'mutations'}_per_s_{_spaces(spaces)}_{name}"
            tell(of_runs("sync", metric, "1/s", [one["per_s"] for one in told]))
            tell(of_runs("sync", f"{metric}_push_p99", "ms", [one["p99_ms"] for one in told]))


def _spaces(count: int) -> str:
    return "one_space" if count == 1 else f"{count}_spaces"


def pushes_per_s(postgres: str, spaces: int, size: int) -> dict[str, float]:
    """Let the clients push for some seconds, `size` mutations at a time."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(own_postgres(postgres)) if postgres else ""
        place = stack.enter_context(site(folder, url))
        worlds = [place.world] + [build_world(place.database) for _ in range(spaces - 1)]
        for world in worlds:
            add_tickets(world, 200 if spaces == 1 else 20)
        clients = max(CLIENTS, spaces)
        pushes = int(PREPARED_PER_S * (WARM_S + PUSH_S) / size / clients)
        prepared = [prepare(place, worlds[n % spaces], n, size, pushes) for n in range(clients)]
        server = stack.enter_context(running(place))
        plan = Pushes(port=server.port, clients=prepared, mutations=size, warm_s=WARM_S, seconds=PUSH_S)
        (folder / "pushes").write_bytes(msgspec.msgpack.encode(plan))
        command = [sys.executable, "-m", "bench.server_pushers", str(folder / "pushes")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr[-2000:]
        told: dict[str, float] = json.loads(done.stdout)
        return told


def add_tickets(world: World, count: int) -> None:
    """Give the world a queue."""
    tickets = [world.ticket(f"load {n}", store_id="centro", team_id="tills") for n in range(count)]
    world.put(*tickets, *(child for ticket in tickets for child in world.children(ticket)))


def prepare(place: Site, world: World, number: int, size: int, pushes: int) -> tuple[str, list[bytes]]:
    """Encode what one client will send: half answers, the rest tags and priorities, over the queue."""
    noise = random.Random(number)
    session = open_sessions(place.database, world, ["ana" if number % 2 else "tina"])[0]
    client = new_id(utc_now(), noise.randbytes)
    tickets = [ticket_id for name, ticket_id in world.ids.items() if name.startswith("load ")]
    bodies, n = [], 0
    for _ in range(pushes):
        mutations = []
        for _ in range(size):
            n += 1
            mutations.append(_mutation(noise, world, n, noise.choice(tickets)))
        bodies.append(encode(PushRequest(client=client, epoch=EPOCH, schema=1, mutations=tuple(mutations))))
    return session.access_token, bodies


def _mutation(noise: random.Random, world: World, n: int, ticket_id: RecordId) -> MutationEnvelope:
    now = utc_now()
    args: dict[str, Any]
    kind = noise.random()
    if kind < 0.5:
        name, args = "ticket.reply", {"message_id": new_id(now, noise.randbytes), "body": "Please restart the till."}
    elif kind < 0.75:
        name, args = "ticket.tag", {"add": [f"tag{noise.randrange(30)}"]}
    else:
        name, args = "ticket.set_priority", {"priority": noise.choice(("low", "normal", "high"))}
    mutation_id = new_id(now, noise.randbytes)
    return MutationEnvelope(
        n=n, id=mutation_id, name=name, v=1, at=time_text(now), args={"ticket_id": ticket_id} | args
    )


# Those who listen.


def measure_crowds(tell: Tell) -> None:
    """One change to growing crowds, then the return of everybody after the server's death; on PostgreSQL if there."""
    url = postgres_url() or ""
    reached = 0
    for size in CROWDS:
        told = crowd(url, size)
        tell(of_runs("sync", f"live_{size}_clients_p50", "ms", told["p50_ms"]))
        tell(of_runs("sync", f"live_{size}_clients_p99", "ms", told["p99_ms"]))
        tell(of_runs("sync", f"live_{size}_clients_memory_each", "KB", told["kb_each"]))
        if sorted(told["p99_ms"])[len(told["p99_ms"]) // 2] <= 1000 * REACHED_S:
            reached = size
    tell(of_runs("sync", "live_clients_per_process", "clients", [float(reached)]))
    tell(of_runs("sync", f"reconnect_storm_{STORM}", "s", [storm(url, STORM) for _ in range(OTHER_RUNS)]))


def crowd(postgres: str, size: int) -> dict[str, list[float]]:
    """Let a crowd listen, and time a few changes to the last of them."""
    with contextlib.ExitStack() as stack:
        place, server, tokens = stack.enter_context(listened_to(postgres, size))
        before_kb = resident_kb(server)
        clients = stack.enter_context(Clients(place, server, tokens))
        assert clients.ask(do="gather")["greeted"] == size
        kb_each = (resident_kb(server) - before_kb) / size
        author = Author(place, server)
        p50_ms, p99_ms = [], []
        for number in range(CHANGES):
            clients.ask(do="want", head=head_of(place) + 1)
            began_s = time.time()
            author.change(number)
            at = clients.ask(do="arrivals", within_s=ARRIVES_WITHIN_S)["at"]
            took_ms = [1000 * (moment_s - began_s) for moment_s in at]
            p50_ms.append(percentile(took_ms, 0.5))
            p99_ms.append(percentile(took_ms, 0.99))
            time.sleep(0.5)
        return {"p50_ms": p50_ms, "p99_ms": p99_ms, "kb_each": [kb_each]}


def storm(postgres: str, size: int) -> float:
    """Kill the server under a crowd, change something, start it again: seconds until everybody has caught up."""
    with contextlib.ExitStack() as stack:
        place, server, tokens = stack.enter_context(listened_to(postgres, size))
        clients = stack.enter_context(Clients(place, server, tokens))
        assert clients.ask(do="gather")["greeted"] == size
        author = Author(place, server)
        time.sleep(6)  # streams that have lived come back at once
        clients.ask(do="return")
        began_s = time.time()
        server.kill()
        clients.ask(do="want", head=head_of(place) + 1)
        author.change_beside(0)
        server.start()
        at = clients.ask(do="arrivals", within_s=STORM_WITHIN_S)["at"]
        clients.ask(do="leave")
        return float(max(at) - began_s)


@contextlib.contextmanager
def listened_to(postgres: str, size: int) -> Iterator[tuple[Site, ServerProcess, list[str]]]:
    """Run a server with as many people in one team, each with a token."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(own_postgres(postgres)) if postgres else ""
        place = stack.enter_context(site(folder, url))
        names = [f"agent {n}" for n in range(size)]
        for start in range(0, size, PEOPLE_AT_ONCE):
            add_agents(place.world, names[start : start + PEOPLE_AT_ONCE])
        tokens = [one.access_token for one in open_sessions(place.database, place.world, names)]
        server = stack.enter_context(running(place))
        yield place, server, tokens


def add_agents(world: World, names: Sequence[str]) -> None:
    """Give a team more agents."""
    records: list[Any] = []
    for name in names:
        world.ids[name] = world.new_id()
        records.append(
            UserCard(id=world.ids[name], name=name.title(), role_id=world.ids["agent"], team_ids=(world.ids["tills"],))
        )
        scope = f"team:{world.ids['tills']}"
        records.append(Grant(id=world.new_id(), user_id=world.ids[name], scope=scope, rights=(Right.FULL,)))  # type: ignore[arg-type]
    world.put(*records)


class Author:
    """Somebody who changes a ticket that everybody sees."""

    def __init__(self, place: Site, server: ServerProcess) -> None:
        self._client = place.world.client("ana")
        self._ticket_id = place.world.ids["till"]
        self._url = f"{server.url}/sync/v1/push"
        token = open_sessions(place.database, place.world, ["ana"])[0].access_token
        self._headers = {"authorization": f"Bearer {token}"}

    def change(self, number: int) -> None:
        """Push a change to the server and wait for its answer."""
        request = self._client.request(self._envelope(number))
        answer = requests.post(self._url, data=encode(request), headers=self._headers, timeout=60)
        assert answer.json()["results"][0]["outcome"] == "ok", answer.text

    def change_beside(self, number: int) -> None:
        """Change it while no server runs, in this process."""
        assert self._client.push(self._envelope(number)).results[0].outcome == "ok"

    def _envelope(self, number: int) -> MutationEnvelope:
        return self._client.envelope("ticket.tag", ticket_id=self._ticket_id, add=[f"news {number}"])


def head_of(place: Site) -> int:
    """How far the space has moved."""
    return place.database.heads()[SpaceId(place.world.space_id)]


def resident_kb(server: ServerProcess) -> float:
    """The server's memory."""
    assert server.process is not None
    status = Path(f"/proc/{server.process.pid}/status").read_text("ascii")
    return float(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


@contextlib.contextmanager
def running(place: Site) -> Iterator[ServerProcess]:
    """Run one process of the server."""
    server = place.process()
    server.start()
    try:
        yield server
    finally:
        server.kill()


class Clients:
    """The process in which the crowd lives."""

    def __init__(self, place: Site, server: ServerProcess, tokens: Sequence[str]) -> None:
        self._plan = {"port": server.port, "tokens": tokens, "epoch": EPOCH, "cursor": head_of(place)}

    def __enter__(self) -> Clients:
        """Start it."""
        command = [sys.executable, "-m", "bench.server_clients"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._say(self._plan)
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()

    def ask(self, **command: Any) -> dict[str, Any]:
        """Give a command and wait for its answer."""
        self._say(command)
        assert self._process.stdout is not None
        answer = self._process.stdout.readline()
        assert answer, "the crowd's process has ended"
        told: dict[str, Any] = json.loads(answer)
        return told

    def _say(self, message: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()
