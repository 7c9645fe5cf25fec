"""Measured clients that have synced before; each does one thing in a process of its own and prints JSON lines.

Run as `python -m bench.sync_line_client DOES URL ACCOUNT FOLDER NUMBER`. Times are of the system's monotonic clock.
"""

from __future__ import annotations

import json
import secrets
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.sync_client import CACHE, GIVES_UP_S, KEY, MeasuredClient, Meter, is_whole
from bench.sync_server import PASSWORD, user_of
from domain.ids import new_id
from sync.engine.events import Failed, Refused
from sync.engine.http import HttpTransport
from sync.engine.sign_in import sign_in_over
from sync.engine.status import Line
from sync.replica.changes import Changes
from sync.replica.writer import Replica

CHANGE_EVERY_S = 0.1
NOOPS = 50
PRIORITIES = ("low", "normal", "high")


def say(**told: Any) -> None:
    """Print one line."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def resync(url: str, account: str, folder: Path, _: int) -> None:
    """Ask for what is new when nothing is: a connection, one request, its page stored.

    Raises:
        RuntimeError: There was no page, or another question is left after it.
    """
    meter = Meter()
    replica = Replica.open(folder / CACHE, KEY, user_of(account))
    transport = HttpTransport(url)
    session = sign_in_over(transport, account, PASSWORD, new_id(datetime.now(UTC), secrets.token_bytes))
    transport.close()
    for _turn in range(NOOPS):
        before, began_s = meter.requests, time.perf_counter()
        transport = HttpTransport(url)
        page = transport.pull(replica.pull_request(), session.access_token)
        if isinstance(page, Refused | Failed):
            raise RuntimeError(f"no page: {page}")
        replica.apply_page(page)
        took_s = time.perf_counter() - began_s
        transport.close()
        if meter.requests - before != 1 or replica.waiting().fills:
            raise RuntimeError("one request was not all of it")
        say(ms=took_s * 1000, requests=meter.requests - before)
    replica.close()


def catch_up(url: str, account: str, folder: Path, head: int) -> None:
    """Come back after having been away; the time until the replica stands at `head`."""
    meter = Meter()
    client = MeasuredClient(url, account, folder)
    until(lambda: client.store.submit(Replica.cursor).result().seq >= head)
    say(ms=(time.perf_counter() - client.started_s) * 1000, **meter.told())
    client.wait(is_whole)
    client.close()


def drain(url: str, account: str, folder: Path, count: int) -> None:
    """Write offline, then send: the time until the server has taken all of it and its pages have brought it back."""
    replica = Replica.open(folder / CACHE, KEY, user_of(account))
    for ticket_id in _tickets(replica, count):
        replica.mutate(
            "ticket.reply", {"ticket_id": ticket_id, "message_id": _id(), "body": "Try it with the lid off."}
        )
    replica.close()
    meter = Meter()
    client = MeasuredClient(url, account, folder)
    until(lambda: not client.store.submit(_outbox).result())
    took_s, travelled = time.perf_counter() - client.started_s, meter.told()
    refused = client.store.submit(lambda replica: replica.waiting().refused).result()
    client.close()
    if refused:
        raise RuntimeError(f"the server refused {refused} replies")
    say(ms=took_s * 1000, **travelled)


def read(url: str, account: str, folder: Path, count: int) -> None:
    """Tell when each message of somebody else's was stored here, until `count` have come."""
    seen: set[str] = set()

    def note(changes: Changes) -> None:
        at_s = time.monotonic()
        if ready and not changes.everything:
            for kind, record_id in changes.records:
                if kind == "message" and record_id not in seen:
                    seen.add(record_id)
                    say(id=record_id, at_s=at_s)

    ready: list[bool] = []
    client = MeasuredClient(url, account, folder, watch=note)
    client.wait(is_whole)
    ready.append(True)
    time.sleep(1.0)
    say(ready=True)
    until(lambda: len(seen) >= count)
    client.close()


def write(url: str, account: str, folder: Path, count: int) -> None:
    """Write a reply every tenth of a second; tell when each was stored here."""
    client = MeasuredClient(url, account, folder)
    client.wait(lambda status: status.line is Line.ONLINE)
    tickets = client.store.submit(lambda replica: _tickets(replica, count)).result()
    for ticket_id in tickets:
        message_id = _id()
        args = {"ticket_id": ticket_id, "message_id": message_id, "body": "On its way."}
        client.store.mutate("ticket.reply", args).result()
        at_s = time.monotonic()
        client.runner.kick()
        say(id=message_id, at_s=at_s)
        time.sleep(CHANGE_EVERY_S)
    until(lambda: not client.store.submit(_outbox).result())
    client.close()


def beside(url: str, account: str, folder: Path, per_s: int) -> None:
    """Set the priority of one ticket after the other, so many a second, until something is said on the input."""
    client = MeasuredClient(url, account, folder)
    client.wait(lambda status: status.line is Line.ONLINE)
    tickets = client.store.submit(lambda replica: _tickets(replica, 250)).result()
    enough = threading.Event()

    def listen() -> None:
        sys.stdin.readline()
        enough.set()

    threading.Thread(target=listen, daemon=True).start()
    began_s, count = time.monotonic(), 0
    while not enough.wait(max(0.0, began_s + count / per_s - time.monotonic())):
        args = {"ticket_id": tickets[count % len(tickets)], "priority": PRIORITIES[count % len(PRIORITIES)]}
        client.store.mutate("ticket.set_priority", args).result()
        client.runner.kick()
        count += 1
    took_s = time.monotonic() - began_s
    until(lambda: not client.store.submit(_outbox).result())
    client.close()
    say(per_s=count / took_s)


def until(happens: Callable[[], object]) -> None:
    """Wait until something is true.

    Raises:
        RuntimeError: It does not become so.
    """
    gives_up_s = time.monotonic() + GIVES_UP_S
    while not happens():
        if time.monotonic() > gives_up_s:
            raise RuntimeError("it does not come to an end")
        time.sleep(0.002)


def _tickets(replica: Replica, count: int) -> list[str]:
    """Return the ids of open tickets, each several times if there are fewer than `count`."""
    sql = "SELECT id FROM ticket WHERE status IN ('new', 'open') ORDER BY id DESC LIMIT 250"
    found = [str(row[0]) for row in replica.cache.all(sql)]
    return [found[place % len(found)] for place in range(count)]


def _outbox(replica: Replica) -> int:
    return int(replica.cache.value("SELECT count(*) FROM outbox WHERE state <> 'refused'"))


def _id() -> str:
    return new_id(datetime.now(UTC), secrets.token_bytes)


DOES = {"resync": resync, "catch_up": catch_up, "drain": drain, "read": read, "write": write, "beside": beside}

if __name__ == "__main__":
    DOES[sys.argv[1]](sys.argv[2], sys.argv[3], Path(sys.argv[4]), int(sys.argv[5]))
