"""The carrier: what goes wrong on the way costs time or is said, and holds nobody else up."""

from __future__ import annotations

import hashlib
import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from domain.ids import RecordId
from domain.records import Attachment
from domain.words import AttachmentState
from sync.blobs.carrier import Carrier
from sync.blobs.shelf import Shelf
from sync.blobs.transfer import File
from sync.engine.events import Failed, Refused
from sync.errors import FileGone
from sync.protocol.accounts import Session
from sync.protocol.blobs import CHUNK_BYTES, BlobRefusal, BlobState, Upload, chunk_count
from sync.protocol.push import Refusal, RefusalCode
from sync.replica.files import FileBooks
from sync.replica.store_thread import StoreThread
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import KEY, ModelClient, ModelServer

SOON_S = 30.0
BIG = b"b" * (CHUNK_BYTES + 10)


class Server:
    """Keeps what is brought to it; `say` may answer in its place, once per call."""

    def __init__(self) -> None:
        self.contents: dict[RecordId, dict[int, bytes]] = {}
        self.ready: set[RecordId] = set()
        self.calls: list[str] = []
        self.say: Callable[[str, RecordId], Refused | Failed | None] = lambda _call, _id: None
        self.spoil: Callable[[bytes], bytes] = lambda data: data

    def _no(self, call: str, attachment_id: RecordId) -> Refused | Failed | None:
        self.calls.append(call)
        return self.say(call, attachment_id)

    def upload_of(self, attachment_id: RecordId, token: str) -> Upload | Refused | Failed:
        no = self._no("state", attachment_id)
        state = BlobState.READY if attachment_id in self.ready else BlobState.ARRIVING
        return no or Upload(state=state, chunks=tuple(sorted(self.contents.get(attachment_id, {}))))

    def put_chunk(self, attachment_id: RecordId, n: int, data: bytes, token: str) -> Refused | Failed | None:
        no = self._no(f"put {n}", attachment_id)
        if no is None:
            self.contents.setdefault(attachment_id, {})[n] = data
        return no

    def finish(self, attachment_id: RecordId, token: str) -> Upload | Refused | Failed:
        no = self._no("finish", attachment_id)
        if no is None:
            self.ready.add(attachment_id)
        return no or Upload(state=BlobState.READY)

    def fetch(self, attachment_id: RecordId, start: int, token: str) -> Iterator[bytes] | Refused | Failed:
        no = self._no(f"fetch {start}", attachment_id)
        return no or iter([self.spoil(self.whole(attachment_id)[start:])])

    def whole(self, attachment_id: RecordId) -> bytes:
        return b"".join(data for _, data in sorted(self.contents[attachment_id].items()))

    def close(self) -> None:
        self.say = lambda _call, _id: Failed("closed")


class Bench:
    """Ana's files: a real replica and shelf, a carrier, and a server that does as the test says."""

    def __init__(self, folder: Path) -> None:
        self.model = ModelServer()
        self.ticket_id = file_ticket(self.model)
        self.client = ModelClient(self.model, "ana", folder)
        self.client.catch_up()
        self.store = StoreThread(lambda: self.client.replica)
        self.store.start().result()
        self.ask(lambda: self.client.replica.keep_session(session()))
        self.shelf = Shelf(folder / "files", KEY)
        self.server = Server()
        self.fetched: dict[RecordId, object] = {}
        self.told = threading.Event()
        self.carrier = Carrier(
            self.store, self.shelf, self.server, on_fetched=self.fetched.__setitem__, noise=Hasty(),
            on_changes=lambda _changes: self.told.set(),
        )  # fmt: skip

    def ask(self, call: Callable[[], object]) -> object:
        return self.store.submit(lambda _replica: call()).result()

    def reply(self, *contents: bytes) -> list[RecordId]:
        """Reply with files, and have the reply taken by the server."""
        files = []
        for number, content in enumerate(contents):
            stored = self.shelf.add([content])
            files.append({"id": self.model.franchise.id(), "name": f"{number}.bin", "media_type": "text/plain",
                          **stored._asdict()})  # fmt: skip
        args = {"ticket_id": self.ticket_id, "message_id": self.model.franchise.id(), "body": "", "files": files}
        self.ask(lambda: self.client.replica.mutate("ticket.reply", args))
        self.ask(self.client.catch_up)
        return [RecordId(str(file["id"])) for file in files]

    def refused(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        sql = "SELECT name, code FROM outbox WHERE state = 'refused'"
        self.ask(lambda: found.extend(self.client.replica.cache.all(sql)))
        return found

    def queued(self) -> int:
        found: list[int] = []
        self.ask(lambda: found.append(self.client.replica.cache.value("SELECT count(*) FROM upload")))
        return found[0]

    def until(self, holds: Callable[[], bool]) -> None:
        give_up_at = time.monotonic() + SOON_S
        while not holds():
            assert time.monotonic() < give_up_at, self.server.calls
            time.sleep(0.01)

    def close(self) -> None:
        self.carrier.stop()
        self.store.close()


class Hasty(random.Random):
    """Jitter that is always none."""

    def uniform(self, a: float, b: float) -> float:
        return 0.0


def session() -> Session:
    return Session(
        access_token="a", refresh_token="r", access_ttl_s=900, user_id=named("ana"), space_id=named("space"),  # type: ignore[arg-type]
        user_name="Ana", locale="en",
    )  # fmt: skip


def no(status: int, code: str, **further: int) -> Refused:
    return Refused(status, Refusal(code=code, **further))  # type: ignore[arg-type]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.close()


def test_what_is_there_is_not_brought_again(bench: Bench) -> None:
    [file] = bench.reply(BIG)
    bench.server.contents[file] = {0: BIG[:CHUNK_BYTES]}
    bench.carrier.start()
    bench.until(lambda: file in bench.server.ready)
    assert bench.server.calls == ["state", "put 1", "finish"]
    assert bench.server.whole(file) == BIG
    bench.until(lambda: bench.queued() == 0)


def test_a_file_whose_message_has_not_gone_out_waits_for_it(bench: Bench) -> None:
    stored = bench.shelf.add([b"early"])
    file = {"id": bench.model.franchise.id(), "name": "a.txt", "media_type": "text/plain", **stored._asdict()}
    args = {"ticket_id": bench.ticket_id, "message_id": bench.model.franchise.id(), "body": "", "files": [file]}
    bench.ask(lambda: bench.client.replica.mutate("ticket.reply", args))
    books = FileBooks(bench.client.replica.cache)
    assert bench.ask(books.outgoing) == []
    bench.ask(bench.client.push)
    assert [item.name for item in bench.ask(books.outgoing)] == ["a.txt"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (no(413, RefusalCode.TOO_LARGE, limit_bytes=5), "file_too_large"),
        (no(404, RefusalCode.NOT_FOUND), "gone"),
        (no(403, RefusalCode.FORBIDDEN), "forbidden"),
    ],
)
def test_what_the_server_will_never_take_is_put_before_its_author(bench: Bench, refusal: Refused, code: str) -> None:
    bench.reply(b"x")
    bench.server.say = lambda _call, _id: refusal
    bench.carrier.start()
    bench.until(lambda: bench.told.is_set())
    assert bench.refused() == [("ticket.attach_again", code)]
    assert bench.queued() == 0
    sha256 = hashlib.sha256(b"x").hexdigest()
    assert sha256 in bench.ask(FileBooks(bench.client.replica.cache).needed)  # type: ignore[operator]


@pytest.mark.parametrize(
    "answer",
    [
        Failed("no line"),
        no(401, RefusalCode.UNAUTHORIZED),
        no(503, RefusalCode.UNAVAILABLE),
        no(413, RefusalCode.TOO_LARGE),
        no(409, RefusalCode.HASH_MISMATCH),
        no(409, RefusalCode.NOT_READY),
    ],
    ids=lambda answer: getattr(getattr(answer, "refusal", answer), "code", "no line"),
)
@pytest.mark.parametrize("call", ["state", "put 0", "finish"])
def test_what_may_pass_is_tried_again_and_the_others_go_ahead(
    bench: Bench, call: str, answer: Refused | Failed
) -> None:
    first, second = bench.reply(b"x", b"longer")
    bench.server.say = lambda asked, file: answer if file == first and asked == call else None
    bench.carrier.start()
    bench.until(lambda: second in bench.server.ready)
    assert first not in bench.server.ready
    assert bench.refused() == []
    bench.server.say = lambda _call, _id: None
    bench.until(lambda: first in bench.server.ready)
    assert bench.server.whole(first) == b"x"


def test_a_copy_that_was_damaged_here_is_said_and_never_sent(bench: Bench) -> None:
    [file] = bench.reply(b"x")
    place = bench.shelf._place(hashlib.sha256(b"x").hexdigest())
    place.write_bytes(place.read_bytes()[:-1] + b"\0")
    bench.carrier.start()
    bench.until(lambda: bench.told.is_set())
    assert bench.refused() == [("ticket.attach_again", "file_damaged")]
    assert file not in bench.server.contents


def arrived(bench: Bench, content: bytes) -> File:
    """A file that somebody else has brought."""
    file = File(bench.model.franchise.id(), hashlib.sha256(content).hexdigest(), len(content))
    count = chunk_count(len(content))
    bench.server.contents[file.attachment_id] = {
        n: content[n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES] for n in range(count)
    }
    return file


def test_a_bit_that_flips_on_the_way_is_noticed_and_the_file_fetched_anew(bench: Bench) -> None:
    file = arrived(bench, b"the whole truth")
    answers = [b"the whole lie!!"]
    bench.server.spoil = lambda data: answers.pop() if answers else data
    bench.carrier.start()
    bench.carrier.fetch(file)
    bench.until(lambda: file.attachment_id in bench.fetched)
    assert bench.fetched[file.attachment_id] is None
    assert b"".join(bench.shelf.read(file.sha256)) == b"the whole truth"
    assert bench.server.calls == ["fetch 0", "fetch 0"]


def test_fetching_goes_on_where_the_line_broke(bench: Bench) -> None:
    file = arrived(bench, BIG)
    bench.server.spoil = lambda data: data[: 1024 * 1024 + 5]
    bench.carrier.start()
    bench.carrier.fetch(file)
    bench.until(lambda: file.attachment_id in bench.fetched)
    assert b"".join(bench.shelf.read(file.sha256)) == BIG
    assert bench.server.calls[:2] == ["fetch 0", f"fetch {1024 * 1024}"]


@pytest.mark.parametrize("refusal", [no(404, RefusalCode.NOT_FOUND), no(409, RefusalCode.NOT_READY)])
def test_a_file_that_is_not_to_be_had_is_said_and_the_next_one_comes(bench: Bench, refusal: Refused) -> None:
    first, second = arrived(bench, b"one"), arrived(bench, b"two")
    bench.server.say = lambda _call, file: refusal if file == first.attachment_id else None
    bench.carrier.fetch(first)
    bench.carrier.fetch(second)
    bench.carrier.start()
    bench.until(lambda: second.attachment_id in bench.fetched)
    assert isinstance(bench.fetched[first.attachment_id], FileGone)
    assert bench.fetched[second.attachment_id] is None
    assert not bench.carrier.is_wanted(first.attachment_id)


def test_what_has_arrived_by_another_way_leaves_the_queue(bench: Bench) -> None:
    [file] = bench.reply(b"x")
    record = bench.model.franchise.store.get(Attachment, file)
    assert record is not None
    bench.model._commit([replace(record, state=AttachmentState.READY)])
    bench.ask(bench.client.catch_up)
    bench.carrier.start()
    bench.until(lambda: bench.queued() == 0)
    assert bench.server.calls == []


@pytest.mark.parametrize("queued", [True, False])
def test_what_the_server_gave_up_waiting_for_is_brought_without_a_word(bench: Bench, *, queued: bool) -> None:
    [file] = bench.reply(b"x")
    if not queued:
        bench.ask(lambda: FileBooks(bench.client.replica.cache).sent(file))
    record = bench.model.franchise.store.get(Attachment, file)
    assert record is not None
    bench.model._commit([replace(record, state=AttachmentState.REFUSED, refusal=BlobRefusal.ABANDONED)])
    bench.ask(bench.client.catch_up)
    bench.carrier.start()
    bench.until(lambda: file in bench.server.ready)
    assert bench.refused() == []


def test_what_the_server_has_lost_is_offered_again_by_whoever_still_has_it(bench: Bench) -> None:
    here, elsewhere = bench.reply(b"x", b"longer")
    for file in (here, elsewhere):
        bench.ask(lambda file=file: FileBooks(bench.client.replica.cache).sent(file))  # type: ignore[misc]
    bench.shelf.drop(hashlib.sha256(b"longer").hexdigest())
    bench.carrier.start()
    bench.until(lambda: here in bench.server.ready)
    assert elsewhere not in bench.server.contents
    assert bench.refused() == []


def test_what_the_server_loses_while_the_client_runs_is_offered_again_too(bench: Bench) -> None:
    [file] = bench.reply(b"x")
    bench.carrier.start()
    bench.until(lambda: file in bench.server.ready and bench.queued() == 0)
    bench.server.ready.clear()
    bench.server.contents.clear()
    bench.carrier.line_back()
    bench.until(lambda: file in bench.server.ready)


def test_a_bug_is_reported_and_does_not_end_the_carrying(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", reported.append)

    def stumble(_call: str, _id: RecordId) -> None:
        bench.server.say = lambda _call, _id: None
        raise KeyError("nobody foresaw this")

    bench.server.say = stumble
    [file] = bench.reply(b"x")
    bench.carrier.start()
    bench.until(lambda: file in bench.server.ready)
    assert [each.exc_type for each in reported] == [KeyError]
