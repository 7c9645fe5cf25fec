"""A measured client: signs in with a fresh encrypted cache and syncs, in a process of its own; prints one JSON line.

Run as `python -m bench.sync_client URL ACCOUNT FOLDER OPEN_TICKETS [durable]`. Times are seconds from the accepted
sign-in; with `durable` every transaction waits for the disk.
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

import requests
import requests.adapters

from bench.sample_cache import named
from bench.spent import spent
from bench.sync_server import PASSWORD
from domain.ids import new_id
from sync.engine.http import HttpTransport
from sync.engine.runner import SyncRunner
from sync.engine.sign_in import sign_in_over
from sync.engine.status import Line, Status
from sync.replica.cache import Cache
from sync.replica.changes import Changes
from sync.replica.connection import open_reader
from sync.replica.side_indexes import SideIndexes
from sync.replica.store_thread import StoreThread
from sync.replica.writer import Replica

KEY = bytes(range(32))
GIVES_UP_S = 600.0
CACHE = "cache.db"
OPEN_SQL = "SELECT count(*) FROM ticket WHERE team_id = ? AND status NOT IN ('resolved', 'closed')"


class Meter:
    """Counts every answer this process gets over `requests`, and the bytes of its body as they travel."""

    def __init__(self) -> None:
        self._raws: list[Any] = []
        send = requests.adapters.HTTPAdapter.send
        raws = self._raws

        def counting(adapter: Any, *given: Any, **named: Any) -> requests.Response:
            response = send(adapter, *given, **named)
            raws.append(response.raw)
            return response

        requests.adapters.HTTPAdapter.send = counting  # type: ignore[method-assign,assignment]

    @property
    def requests(self) -> int:
        """How many answers there were, those of the stream included."""
        return len(self._raws)

    def received_bytes(self) -> int:
        """Return how long the bodies were, compressed as they came."""
        return sum(raw.tell() for raw in self._raws)

    def told(self) -> dict[str, int]:
        """Return both, as they are printed."""
        return {"requests": self.requests, "received_bytes": self.received_bytes()}


class MeasuredClient:
    """A signed-in client at work, with the moments it passes."""

    def __init__(self, url: str, account: str, folder: Path, *, watch: Callable[[Changes], None] | None = None) -> None:
        self.transport = HttpTransport(url)
        device = new_id(datetime.now(UTC), secrets.token_bytes)
        session = sign_in_over(self.transport, account, PASSWORD, device)
        self.signed_s = time.perf_counter()
        self.folder = folder
        self.user_id = session.user_id
        self._status = threading.Condition()
        self._now = Status()
        self._watch = watch
        self.store = StoreThread(lambda: Replica.open(folder / CACHE, KEY, session.user_id))
        self.store.start().result()
        self.runner = SyncRunner(
            self.store,
            self.transport,
            device,
            on_changes=self._changed,
            on_status=self._told,
            session=session,
        )
        self.started_s = time.perf_counter()
        self.runner.start()

    def wait(self, until: Callable[[Status], bool]) -> Status:
        """Wait until the line stands as wanted.

        Raises:
            RuntimeError: It does not come to that.
        """
        with self._status:
            if not self._status.wait_for(lambda: until(self._now), GIVES_UP_S):
                raise RuntimeError(f"the client stands at {self._now}")
            return self._now

    def close(self) -> None:
        """End it in good order."""
        self.runner.stop()
        self.store.close()

    def _told(self, status: Status) -> None:
        with self._status:
            self._now = status
            self._status.notify_all()

    def _changed(self, changes: Changes) -> None:
        if self._watch is not None:
            self._watch(changes)


def is_whole(status: Status) -> bool:
    """Tell whether the first sync is complete."""
    return status.line is Line.ONLINE


def make_durable() -> None:
    """Store everything with `synchronous=FULL`."""
    begin = Cache._begin
    Cache._begin = lambda self, *, durable: begin(self, durable=True)  # type: ignore[method-assign]


def main(url: str, account: str, folder: Path, open_tickets: int) -> None:
    """Sync once and print what it took."""
    meter = Meter()
    resident_before = resident_mb()
    useful: list[float] = []
    reader: list[Any] = []

    def look(_: Changes) -> None:
        if useful or not (folder / CACHE).exists():
            return
        if not reader:
            reader.append(open_reader(folder / CACHE, KEY))
        (held,) = reader[0].execute(OPEN_SQL, (named("team/0"),)).fetchone()
        if held >= open_tickets:
            useful.append(time.perf_counter())
            reader.pop().close()

    client = MeasuredClient(url, account, folder, watch=look)
    client.wait(is_whole)
    rows_s = time.perf_counter() - client.signed_s
    cpu_s = time.process_time()
    while client.store.submit(lambda replica: SideIndexes(replica.cache).wait()).result():
        time.sleep(0.005)
    indexed_s = time.perf_counter() - client.signed_s
    while client.store.submit(lambda replica: replica.waiting().unindexed).result():
        time.sleep(0.005)
    searchable_s = time.perf_counter() - client.signed_s
    took = spent()
    figures = {
        "useful_s": useful[0] - client.signed_s if useful else None,
        "rows_s": rows_s,
        "cpu_s": cpu_s,
        "indexed_s": indexed_s,
        "searchable_s": searchable_s,
        "received_bytes": meter.received_bytes(),
        "requests": meter.requests,
        "growth_mb": took.peak_mb - resident_before,
        "peak_mb": took.peak_mb,
    }
    client.close()
    sys.stdout.write(json.dumps(figures) + "\n")


def resident_mb() -> float:
    """Return this process's resident memory."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this system does not tell a process's memory")


if __name__ == "__main__":
    if sys.argv[5:] == ["durable"]:
        make_durable()
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
