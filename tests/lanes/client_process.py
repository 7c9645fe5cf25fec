"""One client in a process of its own: the real replica and engine without a window, and a user who keeps writing.

Before each gesture its message is noted as *meant*, after the cache has committed it as *done*; both notes are on the
disk before the user goes on. Whoever kills the process finds in them what must not be lost.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
import time
from pathlib import Path
from typing import IO

import msgspec

from domain.ids import RecordId, new_id
from server.db.database import utc_now
from sync.engine.http import HttpTransport
from sync.engine.runner import SyncRunner
from sync.engine.status import Line, Status
from sync.protocol.accounts import Session
from sync.replica.changes import Changes
from sync.replica.store_thread import StoreThread
from sync.replica.writer import Replica

KEY = bytes(range(32))
CACHE, NOTES, STATUS, PLAN = "cache.db", "notes.jsonl", "status.json", "plan.json"


class Plan(msgspec.Struct, kw_only=True):
    """What the process is to do.

    Attributes:
        gestures: How many messages the user writes in all, over every restart.
        pause_s: Time between two of them, on average.
    """

    url: str
    session: Session
    tickets: list[RecordId]
    gestures: int
    pause_s: float
    seat: str


class Told(msgspec.Struct, kw_only=True):
    """What the process says of itself, several times a second.

    Attributes:
        lines: Every state of the line that there has been since it was started.
        client: Its replica's identity.
    """

    pid: int
    line: str
    lines: list[str]
    client: str
    unsent: int
    refused: int
    cursor: str
    done: int
    at: float


class ClientProcess:
    """The program."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._plan = msgspec.json.decode((folder / PLAN).read_bytes(), type=Plan)
        self._noise = random.Random()
        self._status = Status()
        self._lines: set[str] = set()
        self._ending = threading.Event()
        notes = folder / NOTES
        lines = notes.read_text().splitlines() if notes.exists() else []
        self._done = sum('"done"' in line for line in lines)
        user_id = self._plan.session.user_id
        self._store = StoreThread(lambda: Replica.open(folder / CACHE, KEY, user_id))

    def run(self) -> None:
        """Write and sync until told to end."""
        signal.signal(signal.SIGTERM, lambda *_: self._ending.set())
        self._store.start().result(30)
        kept = self._store.submit(lambda replica: replica.session()).result(30)
        runner = SyncRunner(
            self._store,
            HttpTransport(self._plan.url),
            self._plan.session.device,
            on_changes=_ignore,
            on_status=self._note_status,
            session=None if kept else self._plan.session,
        )
        runner.start()
        next_s = time.monotonic()
        with (self._folder / NOTES).open("a") as notes:
            while not self._ending.is_set():
                if self._done < self._plan.gestures and time.monotonic() >= next_s and self._may_begin():
                    self._write(notes)
                    runner.kick()
                    next_s = time.monotonic() + self._noise.uniform(0.0, 2 * self._plan.pause_s)
                self._tell()
                self._ending.wait(0.05)
        runner.stop()
        self._store.close()

    def _note_status(self, status: Status) -> None:
        self._status = status
        self._lines.add(str(status.line))

    def _may_begin(self) -> bool:
        """Whether the first sync is over: before it has brought the role, nobody may do anything."""
        return self._done > 0 or self._status.line is Line.ONLINE

    def _write(self, notes: IO[str]) -> None:
        """Answer a ticket."""
        message_id = new_id(utc_now(), self._noise.randbytes)
        ticket_id = self._noise.choice(self._plan.tickets)
        body = f"{self._plan.seat} {self._done}"
        _keep(notes, {"meant": message_id, "ticket": ticket_id})
        args = {"ticket_id": ticket_id, "message_id": message_id, "body": body}
        self._store.mutate("ticket.reply", args).result(30)
        _keep(notes, {"done": message_id, "ticket": ticket_id})
        self._done += 1

    def _tell(self) -> None:
        cursor = self._store.submit(Replica.cursor).result(30).text()
        unsent = self._store.submit(lambda r: r.cache.value("SELECT count(*) FROM outbox")).result(30)
        told = Told(
            pid=os.getpid(),
            line=str(self._status.line),
            lines=sorted(self._lines.copy()),
            client=self._store.submit(Replica.client).result(30),
            unsent=unsent,
            refused=self._status.refused,
            cursor=cursor,
            done=self._done,
            at=time.time(),
        )
        draft = self._folder / f"{STATUS}.new"
        draft.write_bytes(msgspec.json.encode(told))
        draft.replace(self._folder / STATUS)


def _keep(notes: IO[str], note: dict[str, str]) -> None:
    notes.write(json.dumps(note) + "\n")
    notes.flush()
    os.fsync(notes.fileno())


def _ignore(_changes: Changes) -> None:
    """Nobody looks."""


if __name__ == "__main__":
    ClientProcess(Path(sys.argv[1])).run()
