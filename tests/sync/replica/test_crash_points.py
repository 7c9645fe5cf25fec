"""A process that dies at any named place leaves a cache that opens, is right, and loses nothing that was saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import MutationRejected
from domain.ids import RecordId
from domain.records import Message
from sync.replica.crash_points import CrashPoint
from tests.support.franchise import named
from tests.sync.replica import law
from tests.sync.replica.model import ModelClient, ModelServer, copy_as_killed
from tests.sync.replica.segments import ModelSegments


class Killed(BaseException):
    """The process is gone; nothing of ours may catch it."""


class Killer:
    """Copies the cache at the `hit`-th time a point is reached, and dies."""

    def __init__(self, point: CrashPoint, hit: int, folder: Path) -> None:
        self.point = point
        self.left = hit
        self.folder = folder
        self.path: Path | None = None
        self.armed = True

    def __call__(self, point: CrashPoint) -> None:
        if self.armed and point is self.point and self.path is not None:
            self.left -= 1
            if self.left == 0:
                self.armed = False
                copy_as_killed(self.path, self.folder)
                raise Killed


class Story:
    """A day in which every named place is passed."""

    def __init__(self, folder: Path, killer: Killer) -> None:
        self.server = ModelServer(rows_most=3)
        self.tickets = [self.server.franchise.id() for _ in range(4)]
        self.messages = [self.server.franchise.id() for _ in range(8)]
        self.saved: set[RecordId] = set()
        for ticket_id in self.tickets[:3]:
            self.server.act("sam", "ticket.create", **self._ticket(ticket_id, self.server.franchise.id()))
        self.server.act("leo", "ticket.set_team", ticket_id=self.tickets[1], team_id=named("technical"))
        self.segments = ModelSegments(self.server, "leo")
        self.client = ModelClient(self.server, "leo", folder, killer)
        killer.path = self.client.path
        self.killer = killer

    def _ticket(self, ticket_id: RecordId, message_id: RecordId) -> dict[str, object]:
        return {
            "ticket_id": ticket_id,
            "message_id": message_id,
            "title": "Card terminal has no line",
            "body": "Since this morning.",
            "space_id": named("space"),
            "store_id": named("triana"),
        }

    def steps(self) -> list[Callable[[], object]]:
        """Return what happens, each step such that it may be done again after a kill."""
        one, two, three, four = self.tickets
        return [
            lambda: self.client.replica.segments.begin(self.segments.listed),
            self._take_segment,
            self._take_segment,
            lambda: self.client.replica.segments.abandon(),
            lambda: self.client.replica.segments.index_more(),
            lambda: self.client.replica.segments.index_more(),
            self._pull_all,
            lambda: self._reply(one, 0),
            lambda: self._create(four, 1),
            lambda: self._reply(four, 2),
            lambda: self._reply(two, 3),
            lambda: self._reply(three, 7),
            lambda: self._online(one, 4),
            self._pull_all,
            lambda: self.client.push(most=2),
            lambda: self._close(three),
            self._pull_all,
            lambda: self.server.delete("ticket", three),
            lambda: self.client.push(),
            self._pull_all,
            lambda: self.server.delete("grant", named(f"grant/leo/team:{named('technical')}")),
            lambda: self._reply(one, 5),
            self._pull_all,
            self._new_epoch,
            lambda: self.client.push(),
            self._pull_all,
            lambda: self._reply(one, 6),
            self._known_epoch,
            lambda: self.client.push(),
            self._pull_all,
            self.client.replica.begin_new_client,
        ]

    def _take_segment(self) -> None:
        for name in self.client.replica.segments.names()[:1]:
            self.client.replica.segments.apply(self.segments.read(name))

    def _pull_all(self) -> None:
        while self.client.pull():
            pass

    def _reply(self, ticket_id: RecordId, message: int) -> None:
        message_id = self.messages[message]
        try:
            args = {"ticket_id": ticket_id, "message_id": message_id, "body": "On it."}
            self.client.replica.mutate("ticket.reply", args)
        except MutationRejected:
            # Saved just before the kill: the user sees it and does not write it again.
            assert self.client.replica.cache.record(Message, message_id)
        self.saved.add(message_id)

    def _create(self, ticket_id: RecordId, message: int) -> None:
        try:
            self.client.replica.mutate("ticket.create", self._ticket(ticket_id, self.messages[message]))
        except MutationRejected:
            assert self.client.replica.cache.record(Message, self.messages[message])
        self.saved.add(self.messages[message])

    def _close(self, ticket_id: RecordId) -> None:
        self.client.replica.mutate("ticket.set_status", {"ticket_id": ticket_id, "status": "resolved"})

    def _online(self, ticket_id: RecordId, message: int) -> None:
        self.server.act("ana", "ticket.reply", ticket_id=ticket_id, message_id=self.messages[message], body="Hello.")

    def _new_epoch(self) -> None:
        self.server.epoch = "e2"

    def _known_epoch(self) -> None:
        self.server.epoch, self.server.shared = "e3", {"e2": 2}

    def tell(self) -> bool:
        """Live through the day, kill and return included; tell whether there was a kill."""
        steps = self.steps()
        killed = False
        while steps:
            try:
                steps[0]()
            except Killed:
                killed = True
                self.client.close()
                self.client.path = self.killer.folder / self.client.path.name
                replica = self.client.open()
                steps = [replica.begin_new_client] if len(steps) == 1 else [*steps[:-1], replica.begin_new_client]
                law.check(replica)
                continue
            law.check(self.client.replica)
            steps.pop(0)
        self.client.catch_up()
        return killed


@pytest.mark.parametrize("hit", [1, 2])
@pytest.mark.parametrize("point", list(CrashPoint))
def test_nothing_that_was_saved_is_lost_or_doubled_by_a_kill(point: CrashPoint, hit: int, tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    story = Story(tmp_path / "first", Killer(point, hit, tmp_path / "second"))
    assert story.tell() or hit > 1, f"{point} is never reached"
    law.check(story.client.replica)
    assert law.records(law.shown(story.client.replica)) == story.server.seen_by("leo")
    refused = {args for (args,) in story.client.replica.cache.all("SELECT args FROM outbox WHERE state = 'refused'")}
    lost = [one for one in story.saved if ("message", one) not in story.server.rows and one not in "".join(refused)]
    deleted = {story.messages[7]}
    assert set(lost) <= deleted
    story.client.close()
