"""The engine at work over real sockets, with the store on its own thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from domain.ids import RecordId
from sync.engine.events import Failed
from sync.engine.http import HttpTransport
from sync.engine.runner import Lane, SyncRunner
from sync.engine.status import Line, Status
from sync.protocol.errors import MalformedMessage
from sync.protocol.live import Poke
from sync.protocol.pull import Frame
from sync.replica.changes import Changes
from sync.replica.store_thread import StoreThread
from sync.replica.writer import Replica
from tests.support.franchise import named
from tests.sync.engine.desk import session
from tests.sync.engine.http_server import WireServer, serving
from tests.sync.replica import law
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import KEY, ModelServer
from tests.sync.replica.segments import ModelSegments

PATIENCE_S = 15.0


class Client:
    """A runner with its store, and what it has told."""

    def __init__(self, path: Path, url: str) -> None:
        self.status = Status()
        self.changes: list[Changes] = []
        self.revoked = threading.Event()
        self.store = StoreThread(lambda: Replica.open(path, KEY, named("ana")))
        self.store.start().result(10)
        self.runner = SyncRunner(
            self.store,
            HttpTransport(url),
            RecordId("device"),
            on_changes=self.changes.append,
            on_status=self._note,
            on_revoked=self.revoked.set,
            session=session(),
        )

    def _note(self, status: Status) -> None:
        self.status = status

    def until(self, happens: Callable[[], object]) -> None:
        """Wait until something is true."""
        give_up_at = time.monotonic() + PATIENCE_S
        while not happens():
            assert time.monotonic() < give_up_at, self.status
            time.sleep(0.01)

    def online(self) -> None:
        """Start and wait until everything is here."""
        self.runner.start()
        self.until(lambda: self.status.line is Line.ONLINE)

    def stop(self) -> None:
        """Stop everything."""
        self.runner.stop()
        self.store.close()


@pytest.fixture
def model() -> ModelServer:
    """A server with the small franchise."""
    return ModelServer(rows_most=10)


@pytest.fixture
def wire(model: ModelServer) -> Iterator[WireServer]:
    """The model on the wire."""
    with serving(model) as server:
        yield server


@pytest.fixture
def client(wire: WireServer, tmp_path: Path) -> Iterator[Client]:
    """A client of it, not started."""
    client = Client(tmp_path / "cache.db", wire.url)
    yield client
    client.stop()


def reply(client: Client, wire: WireServer, ticket_id: RecordId) -> RecordId:
    """Reply to a ticket here."""
    message_id = wire.model.franchise.id()
    args = {"ticket_id": ticket_id, "message_id": message_id, "body": "On it."}
    client.store.mutate("ticket.reply", args).result(5)
    client.runner.kick()
    return message_id


def test_it_fills_listens_sends_and_stops(client: Client, wire: WireServer) -> None:
    ticket_id = file_ticket(wire.model)
    client.online()
    assert client.changes
    client.until(lambda: wire.streams)
    message_id = reply(client, wire, ticket_id)
    client.until(lambda: ("message", message_id) in wire.model.rows)
    client.until(lambda: client.store.submit(lambda r: r.cache.value("SELECT count(*) FROM outbox")).result() == 0)
    seq = wire.model.seq
    with wire.guard:
        wire.model.act("leo", "ticket.set_priority", ticket_id=ticket_id, priority="high")
    wire.say(Poke(head=wire.model.seq))
    client.until(lambda: client.store.submit(Replica.cursor).result().seq > seq)
    started_s = time.monotonic()
    client.runner.stop()
    assert time.monotonic() - started_s < 2


def test_it_takes_segments_then_what_changed_since(client: Client, wire: WireServer) -> None:
    ticket_id = file_ticket(wire.model)
    wire.segments = ModelSegments(wire.model, "ana")
    wire.model.act("leo", "ticket.set_priority", ticket_id=ticket_id, priority="high")
    client.online()
    client.until(lambda: not client.store.submit(Replica.waiting).result().unindexed)
    shown = client.store.submit(law.shown).result()
    assert law.records(shown) == wire.model.seen_by("ana")
    assert len([path for path in wire.requests if path.startswith("/sync/v1/segments/")]) == len(wire.segments.packed)


@pytest.mark.parametrize("mood", ["portal", "busy", "torn"])
def test_whatever_lies_in_between_is_offline_and_nothing_is_lost(client: Client, wire: WireServer, mood: str) -> None:
    ticket_id = file_ticket(wire.model)
    client.online()
    wire.mood = mood
    message_id = reply(client, wire, ticket_id)
    if mood == "torn":
        # The push goes through, its page does not.
        client.until(lambda: client.status.line is Line.OFFLINE)
        assert client.store.submit(Replica.cursor).result().seq < wire.model.seq
    else:
        client.until(lambda: client.status.line is Line.OFFLINE)
        assert client.status.unsent == 1
    wire.mood = ""
    client.runner.network_back()
    client.until(lambda: client.status.line is Line.ONLINE)
    client.until(lambda: ("message", message_id) in wire.model.rows)
    client.until(lambda: client.status.unsent == 0)


def test_an_expired_token_is_refreshed_on_the_way(client: Client, wire: WireServer) -> None:
    client.online()
    wire.token = "a2"
    ticket_id = file_ticket(wire.model)
    wire.say(Poke(head=wire.model.seq))
    client.until(
        lambda: client.store.submit(lambda r: r.cache.value("SELECT 1 FROM ticket WHERE id = ?", (ticket_id,))).result()
    )
    assert wire.requests.count("/auth/v1/refresh") == 1


def test_it_stops_at_once_while_the_server_hangs(client: Client, wire: WireServer) -> None:
    wire.mood = "hang"
    client.runner.start()
    client.until(lambda: wire.requests)
    started_s = time.monotonic()
    client.runner.stop()
    assert time.monotonic() - started_s < 2


def test_a_server_that_is_not_there_is_offline(tmp_path: Path, model: ModelServer) -> None:
    with serving(model) as server:
        url = server.url
    client = Client(tmp_path / "cache.db", url)
    client.runner.start()
    client.until(lambda: client.status.line is Line.OFFLINE)
    client.stop()


def test_the_session_is_taken_up_from_the_cache_at_the_next_start(
    client: Client, wire: WireServer, tmp_path: Path
) -> None:
    client.online()
    client.stop()
    again = Client(tmp_path / "cache.db", wire.url)
    again.runner._session = None
    again.online()
    again.stop()


def test_closing_the_store_first_ends_the_engine_without_a_word(client: Client) -> None:
    client.online()
    client.store.close()
    client.runner.kick()
    client.runner.stop()


def test_an_answer_in_an_unknown_encoding_is_a_broken_line_and_streams_open_again_after_it(
    client: Client, wire: WireServer
) -> None:
    wire.mood = "garbled"
    client.runner.start()
    client.until(lambda: any("live" in path for path in wire.requests))
    assert isinstance(client.runner._transport.live("a1"), Failed)
    wire.mood = ""
    client.runner.network_back()
    client.until(lambda: client.status.line is Line.ONLINE)
    client.until(lambda: wire.streams)


@pytest.mark.parametrize(("error", "reports"), [(MalformedMessage("?"), 0), (KeyError("a bug"), 1)])
def test_a_lane_outlives_an_error_and_reports_bugs(
    monkeypatch: pytest.MonkeyPatch, error: Exception, reports: int
) -> None:
    reported: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", reported.append)
    lane = Lane("sync-test", threading.Event())
    lane.start()
    answers: list[int | Failed] = []

    def fail() -> int:
        raise error

    lane.do(fail, answers.append)
    lane.do(lambda: 7, answers.append)
    lane.stop()
    lane.thread.join(PATIENCE_S)
    assert isinstance(answers[0], Failed)
    assert answers[1:] == [7]
    assert [report.exc_value for report in reported] == [error] * reports


def test_a_bug_is_reported_and_does_not_end_the_sync(
    client: Client, wire: WireServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", reported.append)
    ticket_id = file_ticket(wire.model)
    client.online()
    client.until(lambda: wire.streams)
    apply_page = Replica.apply_page

    def stumble(replica: Replica, frames: Sequence[Frame]) -> Changes:
        monkeypatch.setattr(Replica, "apply_page", apply_page)
        raise KeyError("nobody foresaw this")

    monkeypatch.setattr(Replica, "apply_page", stumble)
    with wire.guard:
        wire.model.act("leo", "ticket.set_priority", ticket_id=ticket_id, priority="high")
    wire.say(Poke(head=wire.model.seq))

    client.until(lambda: client.store.submit(Replica.cursor).result().seq == wire.model.seq)
    message_id = reply(client, wire, ticket_id)
    client.until(lambda: ("message", message_id) in wire.model.rows)
    assert [each.exc_type for each in reported] == [KeyError]
