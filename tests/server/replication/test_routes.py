"""Push, pull and live over HTTP, with the app as it is deployed."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import requests
from msgspec.structs import replace
from starlette.routing import Route

from domain.ids import RecordId
from domain.mutations.articles import BODY_LONGEST
from domain.records import Grant, time_text
from server.db.tables import dead_letter
from server.replication.parked import parked_count
from sync.protocol.codec import MEDIA_TYPE, decode_event, decode_page, encode
from sync.protocol.live import Bye, Changes, Heartbeat, Hello, LiveEvent, Poke
from sync.protocol.pull import Begin, End, PullRequest, Put
from sync.protocol.push import PUSH_BODY_BYTES_MOST, MutationEnvelope, PushRequest
from tests.support.server import Served
from tests.support.server import served as run_served

TIMEOUT_S = 10


@pytest.fixture(params=["sqlite", "postgres"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """A running server on either database."""
    url = request.getfixturevalue("postgres_database") if request.param == "postgres" else ""
    with run_served(tmp_path, url) as running:
        yield running


def push_body(served: Served, client: RecordId, n: int, name: str, **args: Any) -> bytes:
    """A push of one mutation."""
    world = served.world
    envelope = MutationEnvelope(n=n, id=world.new_id(), name=name, v=1, at=time_text(world.now), args=args)
    return encode(PushRequest(client=client, epoch="e1", schema=1, mutations=(envelope,)))


def post(served: Served, who: str, path: str, body: bytes, **headers: str) -> requests.Response:
    """A request of the person's."""
    return requests.post(served.url + path, data=body, headers=served.headers(who, **headers), timeout=TIMEOUT_S)


def tag(served: Served, client: RecordId, n: int = 1) -> requests.Response:
    """Ana tags the ticket at the till."""
    body = push_body(served, client, n, "ticket.tag", ticket_id=served.world.ids["till"], add=[f"tag{n}"])
    return post(served, "ana", "/sync/v1/push", body)


class Listening:
    """One live stream, read event by event as a client does."""

    def __init__(self, served: Served, who: str, query: str = "") -> None:
        self.response = requests.get(
            f"{served.url}/sync/v1/live{query}", headers=served.headers(who), stream=True, timeout=TIMEOUT_S
        )

    def next(self) -> LiveEvent:
        """The next event; fails if there is none before the end of the stream."""
        data = b""
        while not data.endswith(b"\n\n") or data.startswith(b":"):
            if data.startswith(b":") and data.endswith(b"\n\n"):
                data = b""
            byte = self.response.raw.read(1)
            assert byte, "the stream has ended"
            data += byte
        return decode_event(data.removeprefix(b"data: ").strip())

    def until(self, kind: type[LiveEvent] | Any) -> Any:
        """The next event of a kind."""
        while not isinstance(event := self.next(), kind):
            pass
        return event

    def close(self) -> None:
        """Hang up."""
        self.response.close()


def test_a_pushed_mutation_comes_back_in_a_pull(served: Served) -> None:
    client = served.world.new_id()
    pull_body = encode(PullRequest(client=client, schema=1))
    first = decode_page(post(served, "ana", "/sync/v1/pull", pull_body).content)
    end = first[-1]
    assert isinstance(end, End)

    reply = tag(served, client)
    page = post(served, "ana", "/sync/v1/pull", encode(PullRequest(client=client, schema=1, cursor=end.cursor)))

    (result,) = reply.json()["results"]
    assert (result["n"], result["outcome"], result["seq"]) == (1, "ok", reply.json()["head"])
    assert page.headers["content-type"] == MEDIA_TYPE
    assert page.headers["cache-control"] == "no-store"
    frames = decode_page(page.content)
    assert isinstance(frames[0], Begin)
    assert frames[0].last_n == 1
    puts = {frame.e: frame.d for frame in frames if isinstance(frame, Put)}
    assert puts["ticket_desk"]["tags"] == ["tag1", "till"]
    assert (puts["ticket_event"]["field"], puts["ticket_event"]["after"]) == ("tags", "tag1, till")


@pytest.mark.parametrize("encoding", ["zstd", "gzip"])
def test_pages_are_packed_as_the_client_reads_them(served: Served, encoding: str) -> None:
    body = encode(PullRequest(client=served.world.new_id(), schema=1, cursor="e1.1"))
    answer = requests.post(
        f"{served.url}/sync/v1/pull",
        data=body,
        headers=served.headers("ada", **{"accept-encoding": encoding}),
        timeout=TIMEOUT_S,
        stream=True,
    )
    assert answer.headers["content-encoding"] == encoding
    assert len(answer.raw.read(decode_content=False)) > 100
    answer.close()


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/sync/v1/push", b"{", 400, "malformed"),
        ("/sync/v1/push", b"<html>", 400, "malformed"),
        ("/sync/v1/push", b"\xff\xfe", 400, "malformed"),
        ("/sync/v1/push", b"[1, 2]", 400, "malformed"),
        ("/sync/v1/push", b'{"client":"x","epoch":"","schema":1,"mutations":[]}', 400, "malformed"),
        ("/sync/v1/push", b" " * (PUSH_BODY_BYTES_MOST + 1), 413, "too_large"),
        ("/sync/v1/pull", b'{"client":"x","schema":1}', 400, "malformed"),
        ("/sync/v1/nowhere", b"", 404, "not_found"),
        ("/sync/v1/live", b"", 405, "method_not_allowed"),
    ],
)
def test_what_is_not_the_protocol_is_refused_in_its_own_words(
    served: Served, path: str, body: bytes, status: int, code: str
) -> None:
    answer = post(served, "ana", path, body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("path", ["/sync/v1/push", "/sync/v1/pull"])
def test_who_is_not_known_is_told_so_before_what_is_wrong_with_the_body(served: Served, path: str) -> None:
    answer = requests.post(served.url + path, data=b"{", headers={"authorization": "Bearer x"}, timeout=TIMEOUT_S)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")


@pytest.mark.parametrize("cursor", ["", "e1", "e1.x", "e1.-1", "e0.3", "e1.999999999"])
@pytest.mark.parametrize(
    "fill", [{"target": "scope:"}, {"target": "moon:x"}, {"target": "scope:space", "position": "x"}]
)
def test_odd_cursors_and_fills_never_bring_the_server_down(served: Served, cursor: str, fill: dict[str, str]) -> None:
    body = encode({"client": served.world.new_id(), "schema": 1, "cursor": cursor, "fill": fill})
    assert post(served, "ana", "/sync/v1/pull", body).status_code in {400, 409}


def test_a_bomb_is_refused_without_unpacking_it(served: Served) -> None:
    import zstandard

    bomb = zstandard.ZstdCompressor(level=3).compress(b" " * 50_000_000)
    answer = post(served, "ana", "/sync/v1/push", bomb, **{"content-encoding": "zstd"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_the_longest_article_gets_through_and_what_is_longer_is_told_the_limit(served: Served) -> None:
    client = served.world.new_id()
    fields = {"article_id": served.world.new_id(), "slug": "long", "locale": "es", "title": "Larga"}
    body = push_body(served, client, 1, "article.create", **fields, body="ñ€" * (BODY_LONGEST // 2))
    answer = post(served, "tina", "/sync/v1/push", body)
    assert [result["outcome"] for result in answer.json()["results"]] == ["ok"]
    body = push_body(served, client, 2, "article.create", **fields, body="ñ€" * 2 * BODY_LONGEST)
    answer = post(served, "tina", "/sync/v1/push", body)
    assert (answer.status_code, answer.json()["limit_bytes"]) == (413, PUSH_BODY_BYTES_MOST)


@pytest.mark.parametrize("path", ["/sync/v1/push", "/sync/v1/pull"])
def test_nobody_without_a_token_gets_in(served: Served, path: str) -> None:
    body = encode({"client": served.world.new_id(), "schema": 1, "epoch": "", "mutations": []})
    answer = requests.post(served.url + path, data=body, timeout=TIMEOUT_S)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert requests.get(f"{served.url}/sync/v1/live", timeout=TIMEOUT_S).status_code == 401


def test_arguments_nested_thousands_deep_are_refused(served: Served) -> None:
    deep = b'{"a":' * 5_000 + b"1" + b"}" * 5_000
    body = push_body(served, served.world.new_id(), 1, "ticket.tag", ticket_id="here").replace(b'"here"', deep)
    answer = post(served, "ana", "/sync/v1/push", body)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"])
def test_a_clock_beyond_the_calendar_holds_no_message_up(served: Served, at: str) -> None:
    world = served.world
    args = {"ticket_id": world.ids["till"], "message_id": world.new_id(), "body": "When am I?"}
    reply = MutationEnvelope(n=1, id=world.new_id(), name="ticket.reply", v=1, at=at, args=args)
    hold = {"ticket_id": world.ids["till"], "status": "on_hold", "vendor": "Cash Ltd", "vendor_expected_at": at}
    step = MutationEnvelope(n=2, id=world.new_id(), name="ticket.set_status", v=1, at=at, args=hold)
    request = PushRequest(client=world.new_id(), epoch="e1", schema=1, mutations=(reply, step))
    answer = post(served, "ana", "/sync/v1/push", encode(request)).json()
    assert [result["outcome"] for result in answer["results"]] == ["ok", "ok"]
    pulled = post(served, "ana", "/sync/v1/pull", encode(PullRequest(client=world.new_id(), schema=1, cursor="e1.2")))
    assert "When am I?" in pulled.text


def test_live_says_hello_at_once_and_cannot_be_held_back(served: Served) -> None:
    began = time.monotonic()
    stream = Listening(served, "ana")
    assert isinstance(stream.next(), Hello)
    assert time.monotonic() - began < 3
    headers = stream.response.headers
    assert headers["cache-control"] == "no-store, no-transform"
    assert headers["x-accel-buffering"] == "no"
    assert headers["content-type"].startswith("text/event-stream")
    assert "content-encoding" not in headers
    stream.close()


def test_live_brings_the_change_itself(served: Served) -> None:
    stream = Listening(served, "tina")
    hello = stream.next()
    assert isinstance(hello, Hello)

    tag(served, served.world.new_id())
    changes = stream.until(Changes)

    assert (changes.start, changes.head) == (hello.head, hello.head + 1)
    frames = decode_page(changes.page.encode())
    assert sorted(frame.e for frame in frames if isinstance(frame, Put)) == ["ticket_desk", "ticket_event"]
    stream.close()


def test_live_starts_from_where_the_replica_stands(served: Served) -> None:
    tag(served, served.world.new_id())
    stream = Listening(served, "tina", "?cursor=e1.2")
    assert stream.until(Changes).start == 2
    stream.close()


def test_live_says_nothing_of_what_does_not_concern_the_listener(served: Served) -> None:
    stream = Listening(served, "carla")
    stream.next()
    tag(served, served.world.new_id())
    assert isinstance(stream.next(), Heartbeat)
    stream.close()


def wait_for_event(served: Served, who: str, cursor: str) -> tuple[LiveEvent, requests.Response]:
    """What somebody gets whom no stream reaches."""
    query = {"cursor": cursor, "wait": "1"}
    answer = requests.get(f"{served.url}/sync/v1/live", params=query, headers=served.headers(who), timeout=TIMEOUT_S)
    return decode_event(answer.content), answer


def test_who_gets_no_stream_waits_for_one_event_that_is_a_whole_answer(served: Served) -> None:
    head = tag(served, served.world.new_id()).json()["head"]
    event, answer = wait_for_event(served, "tina", f"e1.{head - 1}")
    assert isinstance(event, Changes)
    assert (event.start, event.head) == (head - 1, head)
    assert answer.headers["content-type"] == "application/json"
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_a_wait_that_nothing_comes_of_ends_with_a_beat_that_sends_nobody_pulling(served: Served) -> None:
    head = tag(served, served.world.new_id()).json()["head"]
    event, _ = wait_for_event(served, "carla", f"e1.{head - 1}")
    assert isinstance(event, Heartbeat)
    assert event.head == head - 1


def test_a_wait_brings_what_is_committed_while_it_lasts(served: Served) -> None:
    client = served.world.new_id()
    head = tag(served, client).json()["head"]
    later = threading.Timer(0.1, lambda: tag(served, client, 2))
    later.start()
    event, waits = None, 0
    while not isinstance(event, Changes):
        event, _ = wait_for_event(served, "tina", f"e1.{head}")
        waits += 1
        assert waits < 50
    later.join()
    assert event.start == head


@pytest.mark.parametrize("cursor", ["e0.1", "e1.9999"])
def test_a_wait_from_another_history_is_told_at_once_which_this_is(served: Served, cursor: str) -> None:
    head = tag(served, served.world.new_id()).json()["head"]
    event, _ = wait_for_event(served, "tina", cursor)
    assert isinstance(event, Hello)
    assert (event.epoch, event.head) == ("e1", head)


def test_a_stream_from_before_a_change_of_rights_sends_its_reader_pulling(served: Served) -> None:
    world = served.world
    before = world.put()
    world.put(replace(world.get(Grant, "ana/team"), generation=2))
    with_wait, _ = wait_for_event(served, "ana", f"e1.{before}")
    assert isinstance(with_wait, Poke)


def test_a_right_given_while_somebody_listens_is_told(served: Served) -> None:
    stream = Listening(served, "ana")
    stream.next()
    served.world.put(replace(served.world.get(Grant, "ana/team"), generation=2))
    assert stream.until(Poke).head == served.world.put()
    tag(served, served.world.new_id())
    assert isinstance(stream.until(Changes), Changes)
    stream.close()


def test_many_listeners_get_the_same_page_from_one_look_at_the_database(served: Served) -> None:
    streams = [Listening(served, who) for who in ("ana", "tina", "ada") * 8]
    for stream in streams:
        stream.next()
    recent = served.app.state.parts.hub.recent
    with patch.object(recent, "read_page", wraps=recent.read_page) as reading:
        tag(served, served.world.new_id())
        pages = {stream.until(Changes).page for stream in streams}
    assert len(pages) == 1
    assert reading.call_count == 1
    for stream in streams:
        stream.close()


def test_a_stream_ends_when_its_token_does(served: Served) -> None:
    stream = Listening(served, "ana")
    stream.next()
    served.people.refused.add("ana")
    with pytest.raises(AssertionError, match="the stream has ended"):
        stream.until(Bye)
    stream.close()


def test_the_server_says_goodbye_before_it_goes(served: Served) -> None:
    stream = Listening(served, "ana")
    stream.next()
    served.server.should_exit = True
    assert stream.until(Bye).after_ms <= 50
    stream.close()


def test_what_another_process_commits_is_told_too(served: Served, tmp_path: Path) -> None:
    from server.db.database import Database

    stream = Listening(served, "tina")
    stream.next()
    other = Database.open(served.app.state.parts.database.engine.url.render_as_string(hide_password=False))
    desk = served.world.children(served.world.get_ticket("till"))[0]
    with other.write(served.world.space_id) as session:
        session.store.put(desk)
        session.store.put(served.world.message(served.world.get_ticket("till")))
    assert stream.until(Changes)
    other.close()
    stream.close()


def test_what_was_given_up_is_counted_when_the_metrics_are_asked_for(served: Served) -> None:
    world = served.world
    values = {
        "name": "ticket.tag",
        "v": 1,
        "parked": True,
        "args": {},
        "error": "KeyError",
        "attempts": 8,
        "first_at": world.now,
        "last_at": world.now,
    }
    keys = {"space_id": world.space_id, "client_id": world.new_id(), "n": 1, "mutation_id": world.new_id()}
    keys["user_id"] = world.ids["ana"]
    with world.database.transaction() as connection:
        connection.execute(dead_letter.insert(), [keys | values])
    counted = requests.get(f"{served.url}/metrics", timeout=TIMEOUT_S).text
    # Other tests share the database.
    in_all = parked_count(world.database)
    assert in_all >= 1
    assert f"mostrador_parked_mutations {in_all:.1f}" in counted


def test_health_metrics_and_the_document_answer_everybody(served: Served) -> None:
    assert requests.get(f"{served.url}/healthz", timeout=TIMEOUT_S).json() == {"status": "ok"}
    tag(served, served.world.new_id())
    counted = requests.get(f"{served.url}/metrics", timeout=TIMEOUT_S).text
    assert 'mostrador_requests_total{route="/sync/v1/push",status="200"} 1.0' in counted
    document = json.loads(requests.get(f"{served.url}/openapi.json", timeout=TIMEOUT_S).content)
    described = {(method.upper(), path) for path, ways in document["paths"].items() for method in ways}
    routes = {
        (method, route.path)
        for route in served.app.routes
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert described == routes
