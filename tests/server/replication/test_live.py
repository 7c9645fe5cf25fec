"""Live streams keep their own time: however busy the space is, they beat, and ask again whose they are."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from argon2 import PasswordHasher

from domain.records import Role
from server.accounts.administration import Administration, NewUser
from server.accounts.passwords import Passwords
from server.acting import operator
from server.app import Parts, create_app
from server.replication.live import Pace
from server.settings import Settings
from sync.protocol.accounts import Session, SignIn
from sync.protocol.codec import decode, decode_event, encode
from sync.protocol.live import Bye, Hello, LiveEvent
from tests.support.server import Served, running, served
from tests.support.world import World, build_world

TIMEOUT_S = 20
PASSWORD = "correct horse battery"
QUICK, NEVER = Pace(heartbeat_s=0.2), Pace(heartbeat_s=3_600)


def listen(url: str, token: str, query: str = "") -> Iterator[LiveEvent]:
    """The events of a stream, until it ends."""
    headers = {"authorization": f"Bearer {token}"}
    with requests.get(f"{url}/sync/v1/live{query}", headers=headers, stream=True, timeout=TIMEOUT_S) as answer:
        assert answer.status_code == 200
        for line in answer.iter_lines(chunk_size=1):
            if line.startswith(b"data: "):
                yield decode_event(line.removeprefix(b"data: "))


@contextmanager
def busy(world: World) -> Iterator[None]:
    """A commit on a ticket of the tills' team, again and again, far more often than a stream beats."""
    done = threading.Event()

    def commit() -> None:
        client, n = world.client("ana"), 0
        while not done.wait(0.02):
            n += 1
            client.does("ticket.tag", ticket_id=world.ids["till"], add=[f"tag{n}"], remove=[f"tag{n - 1}"])

    committer = threading.Thread(target=commit, name="busy")
    committer.start()
    try:
        yield
    finally:
        done.set()
        committer.join()


@pytest.fixture
def server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    """A running server whose streams beat as the test says."""
    with served(tmp_path, pace=request.param) as found:
        yield found


@pytest.mark.parametrize("server", [QUICK], indirect=True)
@pytest.mark.parametrize("who", ["tina", "carla"])
def test_a_stream_beats_in_a_busy_space_whether_its_news_concerns_the_listener_or_not(server: Served, who: str) -> None:
    kinds = []
    with busy(server.world):
        for event in listen(server.url, who):
            kinds.append(type(event).__name__)
            if kinds.count("Heartbeat") == 3:
                break
            assert len(kinds) < 1_000, "news, and never a beat"
    assert who == "carla" or "Changes" in kinds


@pytest.mark.parametrize("server", [QUICK], indirect=True)
@pytest.mark.parametrize("who", ["tina", "carla"])
def test_whoever_may_not_listen_any_more_is_cut_off_in_a_busy_space(server: Served, who: str) -> None:
    events = listen(server.url, who)
    assert isinstance(next(events), Hello)
    with busy(server.world):
        server.people.refused.add(who)
        told = [event for event, _ in zip(events, range(1_000), strict=False)]
    assert len(told) < 1_000
    assert not any(isinstance(event, Bye) for event in told), "a goodbye would bid them come again"


@pytest.mark.parametrize("server", [NEVER], indirect=True)
def test_a_token_that_runs_out_ends_its_stream_between_two_beats(server: Served) -> None:
    server.people.token_ttl_s = 0.2
    events = listen(server.url, "tina")
    assert isinstance(next(events), Hello)
    with busy(server.world):
        server.people.refused.add("tina")
        told = [event for event, _ in zip(events, range(1_000), strict=False)]
    assert len(told) < 1_000


@pytest.mark.parametrize("server", [QUICK], indirect=True)
def test_a_wait_of_somebody_who_may_not_listen_any_more_is_refused(server: Served) -> None:
    parts: Parts = server.app.state.parts
    answers: list[int] = []

    def wait() -> None:
        headers = {"authorization": "Bearer carla"}
        answer = requests.get(f"{server.url}/sync/v1/live?wait=1", headers=headers, timeout=TIMEOUT_S)
        answers.append(answer.status_code)

    waiting = threading.Thread(target=wait, name="waiting")
    waiting.start()
    while not parts.hub.listeners:
        pass
    server.people.refused.add("carla")
    waiting.join()
    assert answers == [401]


def test_who_signs_out_hears_nothing_more_on_any_stream_of_that_device(tmp_path: Path) -> None:
    app = create_app(Settings(data_path=tmp_path), pace=NEVER)
    parts: Parts = app.state.parts
    parts.database.create_tables()
    world = build_world(parts.database)
    with parts.database.read(world.space_id) as reader:
        role = reader.find(Role, key="agent")[0]
    passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    user = NewUser(name="eva", password=PASSWORD, role=role, team_ids=(world.ids["tills"],))
    Administration(parts.database, passwords).add(world.space_id, operator(world.ids["ada"]), user)
    with running(app) as running_server:
        url = running_server.address()
        one, other = (_sign_in(url, world) for _ in range(2))
        leaving, staying = listen(url, one.access_token), listen(url, other.access_token)
        assert isinstance(next(leaving), Hello)
        assert isinstance(next(staying), Hello)

        headers = {"authorization": f"Bearer {one.access_token}"}
        assert requests.post(f"{url}/auth/v1/sign-out", headers=headers, timeout=TIMEOUT_S).status_code == 204

        assert list(leaving) == []
        world.client("ana").does("ticket.tag", ticket_id=world.ids["till"], add=["after"])
        assert {type(next(staying)).__name__ for _ in range(2)} == {"Heartbeat", "Changes"}
        staying.close()  # type: ignore[attr-defined]  # a generator


def _sign_in(url: str, world: World) -> Session:
    asked = SignIn(account="eva", password=PASSWORD, device=world.new_id(), device_name="PC")
    answer = requests.post(f"{url}/auth/v1/sign-in", data=encode(asked), timeout=TIMEOUT_S)
    return decode(answer.content, Session)
