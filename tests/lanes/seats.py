"""The computers of a lane: client processes that can be killed, stopped and started, and what must hold of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import select

from domain.ids import RecordId
from server.db.tables import RECORDS
from sync.protocol.accounts import Session
from sync.replica.writer import Replica
from tests.lanes.client_process import CACHE, KEY, NOTES, PLAN, STATUS, Plan, Told
from tests.support.fleet import Site

STUCK_S = 150.0
"""Longer than any pause of a healthy client: two backoffs of a minute and the watchdog's silence."""


@dataclass
class Seat:
    """One computer."""

    folder: Path
    plan: Plan
    process: subprocess.Popen[bytes] | None = None

    @property
    def runs(self) -> bool:
        """Whether the client is there."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start the client on what is on the disk."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / PLAN).write_bytes(msgspec.json.encode(self.plan))
        with (self.folder / "client.log").open("ab") as log:
            command = [sys.executable, "-m", "tests.lanes.client_process", str(self.folder)]
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def kill(self) -> None:
        """End the client without a word."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(30)

    def pause(self) -> None:
        """Let the machine fall asleep."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Wake it up."""
        self._signal(signal.SIGCONT)

    def stop(self) -> int:
        """End the client as its user does; its exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(60)

    def told(self) -> Told | None:
        """What the client said last."""
        try:
            return msgspec.json.decode((self.folder / STATUS).read_bytes(), type=Told)
        except OSError:
            return None

    def settled(self) -> bool:
        """Whether the user has written all there was, and the server has it."""
        told = self.told()
        if told is None or not self.runs or self.process is None or told.pid != self.process.pid:
            return False
        return told.done >= self.plan.gestures and told.unsent == 0 and told.line == "online"

    def notes(self, word: str) -> set[RecordId]:
        """The messages that were noted as `meant` or `done`."""
        lines = (self.folder / NOTES).read_text().splitlines()
        return {RecordId(note[word]) for line in lines if word in (note := json.loads(line))}

    def messages(self) -> set[RecordId]:
        """The messages in the cache of a client that is not running, of the tickets of the plan."""
        replica = Replica.open(self.folder / CACHE, KEY, self.plan.session.user_id)
        try:
            rows = replica.cache.all("SELECT id, ticket_id FROM message WHERE audience = 'public'")
        finally:
            replica.close()
        return {RecordId(row[0]) for row in rows if row[1] in self.plan.tickets}

    def _signal(self, number: signal.Signals) -> None:
        if self.runs and self.process is not None:
            os.kill(self.process.pid, number)


def take_seats(
    place: Site, folder: Path, url: str, names: Sequence[str], tickets: Sequence[RecordId], gestures: int
) -> list[Seat]:
    """Make a computer for each of the people named; nothing runs yet."""
    sessions: list[Session] = place.sessions(*names)
    return [
        Seat(
            folder / f"{number} {name}",
            Plan(url=url, session=each, tickets=list(tickets), gestures=gestures, pause_s=0.25, seat=f"{number}{name}"),
        )
        for number, (name, each) in enumerate(zip(names, sessions, strict=True))
    ]


def until(happens: Callable[[], bool], within_s: float = STUCK_S) -> bool:
    """Wait for something; whether it came."""
    give_up_s = time.monotonic() + within_s
    while not happens():
        if time.monotonic() > give_up_s:
            return False
        time.sleep(0.05)
    return True


@dataclass
class Verdict:
    """What became of everybody's messages.

    Attributes:
        written: How many the users have seen committed.
        lost: Of these, how many the server does not have.
        doubled: How many are there that nobody meant, or that a ticket counts twice.
        torn: Computers that do not show what the server has.
    """

    written: int
    lost: int
    doubled: int
    torn: list[str]


def judge(place: Site, seats: Iterable[Seat], tickets: Sequence[RecordId], before: set[RecordId]) -> Verdict:
    """Compare what users wrote, what the server has and what every cache shows; the clients have ended."""
    stored, counted = stored_messages(place, tickets)
    seats = list(seats)
    done = {message for seat in seats for message in seat.notes("done")}
    meant = {message for seat in seats for message in seat.notes("meant")}
    kept = {message for of_ticket in stored.values() for message in of_ticket}
    doubled = len(kept - meant - before)
    doubled += sum(abs(counted[ticket] - len(of_ticket)) for ticket, of_ticket in stored.items())
    torn = [seat.folder.name for seat in seats if seat.messages() != kept]
    return Verdict(written=len(done), lost=len(done - kept), doubled=doubled, torn=torn)


def stored_messages(
    place: Site, tickets: Sequence[RecordId]
) -> tuple[dict[RecordId, set[RecordId]], dict[RecordId, int]]:
    """The public messages of each ticket, and how many each ticket says it has."""
    message, ticket = RECORDS["message"], RECORDS["ticket"]
    with place.database.snapshot() as connection:
        rows = connection.execute(
            select(message.c.ticket_id, message.c.id).where(
                message.c.ticket_id.in_(tickets), message.c.audience == "public"
            )
        ).all()
        counted = dict(
            connection.execute(select(ticket.c.id, ticket.c.message_count).where(ticket.c.id.in_(tickets))).all()
        )
    return {each: {row.id for row in rows if row.ticket_id == each} for each in tickets}, counted
