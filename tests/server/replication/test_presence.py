"""Who is at a ticket is told at once to whoever sees it for the desk, to nobody else, and is forgotten by itself."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from domain.ids import RecordId, Scope, SpaceId
from server.feed.presence import Attended, Presences
from sync.engine.http import HttpTransport
from sync.engine.runner import SyncRunner
from sync.protocol.accounts import Session
from sync.protocol.codec import decode_event, encode
from sync.protocol.live import LiveEvent
from sync.protocol.presence import PRESENT_S, Attend, Doing, Presence, Present
from sync.replica.store_thread import StoreThread
from sync.replica.writer import Replica
from tests.support.server import Served, served
from tests.support.world import build_world

TIMEOUT_S = 20
SPACE, TICKET, ANA = SpaceId("space"), RecordId("ticket"), RecordId("ana")
TILLS = frozenset({Scope("team:tills")})


class Clock:
    """Seconds that only the test moves."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now_s


def at(doing: Doing | None, user_id: RecordId = ANA) -> Attended:
    """Somebody at the ticket of the tills' team."""
    return Attended(SPACE, TICKET, TILLS, user_id, doing)


def test_only_what_changes_a_screen_is_news() -> None:
    presences = Presences(Clock())

    assert presences.attend(at(Doing.VIEWING))
    assert not presences.attend(at(Doing.VIEWING))
    assert presences.attend(at(Doing.REPLYING))
    assert presences.attend(at(None))
    assert not presences.attend(at(None))


def test_who_says_nothing_for_a_while_is_gone_and_that_is_told_once() -> None:
    clock = Clock()
    presences = Presences(clock)
    presences.attend(at(Doing.VIEWING))
    clock.now_s += PRESENT_S / 2
    presences.attend(at(Doing.VIEWING, RecordId("tina")))

    clock.now_s += PRESENT_S / 2 + 1
    assert presences.expire() == [(SPACE, TICKET)]
    assert presences.expire() == []
    told = presences.told(SPACE, TICKET, TILLS)
    assert told is not None
    assert [one.user_id for one in told.people] == ["tina"]

    clock.now_s += PRESENT_S
    assert presences.expire() == [(SPACE, TICKET)]
    assert presences.told(SPACE, TICKET, TILLS) == Presence(ticket_id=TICKET)
    clock.now_s += PRESENT_S
    presences.expire()
    assert presences.told(SPACE, TICKET, TILLS) is None, "nothing is kept of a ticket that nobody is at"


def test_who_does_not_see_the_ticket_is_told_nothing() -> None:
    presences = Presences(Clock())
    presences.attend(at(Doing.VIEWING))

    assert presences.told(SPACE, TICKET, frozenset({Scope("team:stock")})) is None
    assert presences.tickets(SPACE) == {TICKET}
    assert presences.tickets(SpaceId("another")) == set()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path) as running:
        build_world(running.world.database)
        yield running


class Ear:
    """Somebody's stream, read in a thread until it is over."""

    def __init__(self, server: Served, who: str, query: str) -> None:
        url = f"{server.url}/sync/v1/live{query}"
        self._answer = requests.get(url, headers=server.headers(who), stream=True, timeout=TIMEOUT_S)
        self.events: list[LiveEvent] = []
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._read, name=f"ear-{who}")
        self._thread.start()

    def _read(self) -> None:
        # It ends when this end hangs up.
        with contextlib.suppress(requests.RequestException):
            for line in self._answer.iter_lines(chunk_size=1):
                if line.startswith(b"data: "):
                    with self._news:
                        self.events.append(decode_event(line.removeprefix(b"data: ")))
                        self._news.notify_all()

    def hears(self, presence: Presence) -> bool:
        """Wait for a word on who is at a ticket."""
        with self._news:
            return self._news.wait_for(lambda: presence in self.events, TIMEOUT_S)

    def beats(self, times: int) -> None:
        """Wait for so many beats more."""
        with self._news:
            until = self._count() + times
            assert self._news.wait_for(lambda: self._count() >= until, TIMEOUT_S)

    def _count(self) -> int:
        return sum(type(event).__name__ == "Heartbeat" for event in self.events)

    def presences(self) -> list[Presence]:
        """All that it was told."""
        return [event for event in self.events if isinstance(event, Presence)]

    def close(self) -> None:
        """Hang up."""
        self._answer.raw.shutdown()
        self._thread.join()
        self._answer.close()


@contextmanager
def listening(server: Served, *names: str, query: str = "?presence=1") -> Iterator[dict[str, Ear]]:
    """Streams of several people."""
    ears = {name: Ear(server, name, query) for name in names}
    try:
        for ear in ears.values():
            ear.beats(1)
        yield ears
    finally:
        for ear in ears.values():
            ear.close()


def say(server: Served, who: str, doing: Doing | None, ticket: str = "till") -> int:
    """Say what somebody does at a ticket; return the status of the answer."""
    message: Any = Attend(ticket_id=server.world.ids[ticket], doing=doing)
    answer = requests.post(
        f"{server.url}/sync/v1/presence", data=encode(message), headers=server.headers(who), timeout=TIMEOUT_S
    )
    return answer.status_code


def test_colleagues_hear_at_once_who_looks_at_a_ticket_and_who_answers_it(server: Served) -> None:
    ids = server.world.ids

    def told(*people: Present) -> Presence:
        return Presence(ticket_id=ids["till"], people=people)

    with listening(server, "tina") as ears:
        assert say(server, "ana", Doing.VIEWING) == 200
        assert ears["tina"].hears(told(Present(user_id=ids["ana"], doing=Doing.VIEWING)))
        assert say(server, "ana", Doing.REPLYING) == 200
        assert ears["tina"].hears(told(Present(user_id=ids["ana"], doing=Doing.REPLYING)))
        with listening(server, "lars") as later:
            assert later["lars"].hears(told(Present(user_id=ids["ana"], doing=Doing.REPLYING)))
        assert say(server, "ana", None) == 200
        assert ears["tina"].hears(told())


def test_neither_stores_nor_other_teams_nor_older_clients_hear_of_it(server: Served) -> None:
    with (
        listening(server, "carla", "simon", "olga", "bruno", "tina") as ears,
        listening(server, "tina", query="") as older,
    ):
        say(server, "ana", Doing.VIEWING)
        assert ears["tina"].hears(
            Presence(
                ticket_id=server.world.ids["till"],
                people=(Present(user_id=server.world.ids["ana"], doing=Doing.VIEWING),),
            )
        )
        for ear in (*ears.values(), *older.values()):
            ear.beats(2)
        assert {name: ears[name].presences() for name in ("carla", "simon", "olga", "bruno")} == {
            "carla": [], "simon": [], "olga": [], "bruno": [],
        }  # fmt: skip
        assert older["tina"].presences() == []


@pytest.mark.parametrize("who", ["carla", "simon", "bruno"])
def test_who_does_not_see_a_ticket_for_the_desk_learns_nothing_of_it_and_is_not_believed(
    server: Served, who: str
) -> None:
    assert say(server, who, Doing.VIEWING) == 404


def test_nonsense_is_refused(server: Served) -> None:
    for body in (b"", b"[]", b'{"ticket_id": 3}', b'{"ticket_id": "x", "doing": "dancing"}', b"{" * 5_000):
        answer = requests.post(
            f"{server.url}/sync/v1/presence", data=body, headers=server.headers("ana"), timeout=TIMEOUT_S
        )
        assert answer.status_code in (400, 413), body[:40]


class Client:
    """Somebody's engine over the wire, and what it was told of others."""

    def __init__(self, server: Served, who: str, folder: Path) -> None:
        ids, told = server.world.ids, queue.SimpleQueue[Presence | None]()
        folder.mkdir()
        self.told = told
        self._store = StoreThread(lambda: Replica.open(folder / "cache.db", bytes(32), ids[who]))
        self._store.start().result()
        session = Session(
            access_token=who, refresh_token=who, access_ttl_s=3_600.0, user_id=ids[who], space_id=server.world.space_id,
            user_name=who, locale="en",
        )  # fmt: skip
        self.runner = SyncRunner(
            self._store, HttpTransport(server.url), server.world.new_id(), on_changes=lambda _changes: None,
            on_status=lambda _status: None, on_presence=told.put, session=session,
        )  # fmt: skip
        self.runner.start()

    def hears(self) -> Presence | None:
        """Wait for the next word."""
        return self.told.get(timeout=TIMEOUT_S)

    def close(self) -> None:
        """End every thread."""
        self.runner.stop()
        self._store.close()


def test_two_clients_learn_of_each_other_and_forget_it_with_the_line(server: Served, tmp_path: Path) -> None:
    till, ana = server.world.ids["till"], server.world.ids["ana"]
    one, two = Client(server, "ana", tmp_path / "ana"), Client(server, "tina", tmp_path / "tina")
    try:
        # Both streams have greeted: what was known before holds no more.
        assert one.hears() is None
        assert two.hears() is None
        one.runner.attend(Attend(ticket_id=till, doing=Doing.VIEWING))
        here = Presence(ticket_id=till, people=(Present(user_id=ana, doing=Doing.VIEWING),))
        assert two.hears() == here
        assert one.hears() == here
        one.runner.attend(Attend(ticket_id=till))
        assert two.hears() == Presence(ticket_id=till)
        two.runner.network_back()
        assert two.hears() is None
    finally:
        one.close()
        two.close()
