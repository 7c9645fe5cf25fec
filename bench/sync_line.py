"""Clients that have synced before: one change, no change, ten thousand changes, a thousand replies written offline.

10,000 tickets with 40,000 messages on a server over SQLite; a lead of every team and two agents of one. Every client
runs in a process of its own, over loopback, its cache encrypted and on disk. One change is timed three times: alone,
beside 50 changes of other tickets a second, and over a line of 40 ms there and back on which one request in a hundred
breaks its connection.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from bench import sync_server
from bench.far_line import far_line
from bench.figures import Figure, of_runs, percentile
from bench.groups import Tell
from bench.sync_checks import NotTheSame, check_same
from bench.sync_server import AGENT, LEAD, SENDER, Furnished
from domain.records import Ticket
from domain.words import Priority
from server.db.database import Database

TICKETS = 10_000
MESSAGES_EACH = 4
RUNS = 5
LIVE_CHANGES = 200
CHANGES = 10_000
CHANGED_TICKETS = 5_000
CHANGES_AT_ONCE = 50
OFFLINE_REPLIES = 1_000
BESIDE_PER_S = 50
ONE_WAY_S = 0.02
BREAKS = 0.01


def measure(tell: Tell) -> None:
    """Measure and tell."""
    with tempfile.TemporaryDirectory(prefix="mostrador-bench-") as place:
        folder = Path(place)
        furnished = sync_server.furnish(folder / "server", TICKETS, MESSAGES_EACH)
        sync_server.build_segments(furnished)
        with sync_server.running(furnished.folder) as server:
            url = server.url
            for account in (LEAD, AGENT, SENDER):
                sync_server.synced(url, account, furnished, folder / account)
            _live("live_change", url, folder, tell)
            with _begun("beside", url, LEAD, folder / LEAD, BESIDE_PER_S, told=True) as other:
                _live("live_change_beside_50_per_s", url, folder, tell)
                said, _ = other.communicate("enough\n")
            tell(of_runs("sync", "changes_beside", "1/s", [json.loads(said.splitlines()[-1])["per_s"]]))
            with far_line(int(url.rpartition(":")[2]), one_way_s=ONE_WAY_S, breaks=BREAKS) as line:
                _live("live_change_40_ms_away", f"http://127.0.0.1:{line.port}", folder, tell)
                tell(of_runs("sync", "live_change_40_ms_away_resets", "connections", [line.resets]))
            _does("catch_up", url, LEAD, folder / LEAD, 0)
            resyncs = _does("resync", url, LEAD, folder / LEAD)
            tell(of_runs("sync", "noop_resync", "ms", [run["ms"] for run in resyncs]))
            tell(of_runs("sync", "noop_resync_requests", "requests", [run["requests"] for run in resyncs]))
            _drain(url, furnished, folder, tell)
        _catch_up(furnished, folder, tell)


def _live(name: str, url: str, folder: Path, tell: Tell) -> None:
    """From the commit of a reply at its writer's to its commit at a reader's.

    Raises:
        NotTheSame: Not every reply has come.
    """
    with _begun("read", url, AGENT, folder / AGENT, LIVE_CHANGES) as reader:
        assert reader.stdout is not None  # noqa: S101 - it is a pipe
        reader.stdout.readline()
        written = {line["id"]: line["at_s"] for line in _does("write", url, SENDER, folder / SENDER, LIVE_CHANGES)}
        stored = {line["id"]: line["at_s"] for line in map(json.loads, reader.stdout)}
    if not written.keys() <= stored.keys():
        raise NotTheSame(f"{len(written.keys() - stored.keys())} of {len(written)} replies have not come")
    took_ms = [(stored[message_id] - at_s) * 1000 for message_id, at_s in written.items()]
    for end, share in (("p50", 0.5), ("p95", 0.95)):
        figure = percentile(took_ms, share), min(took_ms), max(took_ms), len(took_ms)
        tell(Figure("sync", f"{name}_{end}", "ms", *figure))


def _drain(url: str, furnished: Furnished, folder: Path, tell: Tell) -> None:
    runs: list[dict[str, Any]] = []
    before = furnished.messages()
    for turn in range(RUNS):
        own = folder / f"drain{turn}"
        sync_server.synced(url, AGENT, furnished, own)
        runs += _does("drain", url, AGENT, own, OFFLINE_REPLIES)
        if (there := furnished.messages()) != before + (turn + 1) * OFFLINE_REPLIES:
            raise NotTheSame(f"the server has {there - before} of {(turn + 1) * OFFLINE_REPLIES} replies")
    _tell(tell, "drain_1000_mutations", runs)


def _tell(tell: Tell, metric: str, runs: list[dict[str, Any]]) -> None:
    """Tell how long something took, and what travelled for it."""
    tell(of_runs("sync", metric, "ms", [run["ms"] for run in runs]))
    tell(of_runs("sync", f"{metric}_requests", "requests", [run["requests"] for run in runs]))
    tell(of_runs("sync", f"{metric}_bytes", "B", [run["received_bytes"] for run in runs]))


def _catch_up(furnished: Furnished, folder: Path, tell: Tell) -> None:
    with sync_server.running(furnished.folder) as server:
        _does("catch_up", server.url, LEAD, folder / LEAD, 0)
    head = _change(furnished)
    runs: list[dict[str, Any]] = []
    with sync_server.running(furnished.folder) as server:
        for turn in range(RUNS):
            own = folder / f"away{turn}"
            shutil.copytree(folder / LEAD, own)
            runs += _does("catch_up", server.url, LEAD, own, head)
            check_same(furnished, own)
    _tell(tell, "catch_up_10k_changes", runs)


def _change(furnished: Furnished) -> int:
    """Change many tickets, each as often, some in a transaction; return the head after it."""
    database = Database.open(furnished.folder)
    try:
        with database.read(furnished.space_id) as session:
            tickets = session.find(Ticket)[-CHANGED_TICKETS:]
        for turn in range(CHANGES // CHANGED_TICKETS):
            left = iter(tickets)
            while some := list(islice(left, CHANGES_AT_ONCE)):
                with database.write(furnished.space_id) as write:
                    for ticket in some:
                        priority = Priority.HIGH if turn % 2 == 0 else Priority.LOW
                        write.store.put(replace(ticket, priority=priority, reopened_count=turn + 1))
        return database.heads()[furnished.space_id]
    finally:
        database.close()


def _begun(
    does: str, url: str, account: str, folder: Path, number: int, *, told: bool = False
) -> subprocess.Popen[str]:
    """Start a client; one that is `told` something hears it on its input."""
    command = [sys.executable, "-m", "bench.sync_line_client", does, url, account, str(folder), str(number)]
    return subprocess.Popen(command, stdin=subprocess.PIPE if told else None, stdout=subprocess.PIPE, text=True)


def _does(does: str, url: str, account: str, folder: Path, number: int = 0) -> list[dict[str, Any]]:
    """Have a client do something; return the lines it prints.

    Raises:
        RuntimeError: It stumbled.
    """
    with _begun(does, url, account, folder, number) as client:
        said, _ = client.communicate()
    if client.returncode:
        raise RuntimeError(f"the client that was to {does} stopped with {client.returncode}")
    return [json.loads(line) for line in said.splitlines()]
