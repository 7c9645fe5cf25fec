"""Client processes behind a bad line, killed and stopped at random: nothing stuck, nothing lost, nothing doubled."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from domain.ids import RecordId
from server.replication.group import Ask, push_group
from sync.protocol.cursor import parse_cursor
from tests.lanes.chaos import ChaosProxy, Weather, chaos_proxy
from tests.lanes.client_process import Told
from tests.lanes.conftest import ClosingLine
from tests.lanes.seats import Seat, judge, stored_messages, take_seats, until
from tests.support.fleet import Site, own_postgres, site
from tests.support.server import ServerProcess
from tests.support.services import postgres_url, require

pytestmark = pytest.mark.lane

NAMES = ("ana", "simon", "tina")
GESTURES = 20
FAULTS_S = 7.0
OFFLINE = ("offline", "connecting")
LINES_OF_A_RECONNECT = {"connecting", "syncing", "online", "offline"}
"""Whoever had to sign in, to update or to wipe something has noticed more."""


def file_tickets(place: Site, count: int = 3) -> list[RecordId]:
    """Tickets that everybody at the seats sees."""
    world = place.world
    simon = world.client("simon")
    tickets = []
    for number in range(count):
        tickets.append(world.new_id())
        filing = simon.envelope(
            "ticket.create",
            ticket_id=tickets[-1],
            message_id=world.new_id(),
            title=f"Oven {number}",
            body="It is cold.",
            space_id=world.space_id,
            store_id=world.ids["centro"],
            topic_id=world.ids["card"],
        )
        push_group(place.database, [Ask(simon.request(filing), simon.user)], world.now)
    return tickets


class Chaos:
    """What may happen to a line, its clients and their server; every fault heals by itself or at the end."""

    def __init__(self, proxy: ChaosProxy, seats: list[Seat], server: ServerProcess, noise: random.Random) -> None:
        self._proxy = proxy
        self._seats = seats
        self._server = server
        self._noise = noise
        self.happened: Counter[str] = Counter()

    def rage(self, seconds: float) -> None:
        """Let one fault follow the other."""
        faults: dict[str, Callable[[], None]] = {
            "client killed": self._kill_client,
            "client stopped": self._stop_client,
            "server killed": self._kill_server,
            "connections cut": self._proxy.cut,
            "partition": lambda: self._weather(Weather(frozen=True)),
            "no connections": lambda: self._weather(Weather(carries=False)),
            "slow link": lambda: self._weather(Weather(delay_s=0.15, bytes_per_s=6_000)),
            "streams held back": lambda: self._weather(Weather(holds_streams=True)),
        }
        until_s = time.monotonic() + seconds
        while time.monotonic() < until_s:
            name = self._noise.choice(sorted(faults))
            self.happened[name] += 1
            faults[name]()
            time.sleep(self._noise.uniform(0.1, 0.6))

    def heal(self) -> None:
        """Let everything be well again."""
        self._proxy.weather = Weather()
        for seat in self._seats:
            seat.resume()
            if not seat.runs:
                seat.start()

    def _kill_client(self) -> None:
        seat = self._noise.choice(self._seats)
        seat.kill()
        time.sleep(self._noise.uniform(0.0, 0.5))
        seat.start()

    def _stop_client(self) -> None:
        seat = self._noise.choice(self._seats)
        seat.pause()
        time.sleep(self._noise.uniform(0.5, 2.0))
        seat.resume()

    def _kill_server(self) -> None:
        self._server.kill()
        time.sleep(self._noise.uniform(0.0, 0.5))
        self._server.start()

    def _weather(self, weather: Weather) -> None:
        self._proxy.weather = weather
        if weather.carries is False or weather.holds_streams:
            self._proxy.cut()
        time.sleep(self._noise.uniform(0.5, 2.5))
        self._proxy.weather = Weather()


@contextmanager
def clients_ended(seats: list[Seat]) -> Iterator[None]:
    """Leave no process behind."""
    try:
        yield
    finally:
        for seat in seats:
            if seat.runs:
                seat.resume()
                seat.kill()


def one_run(folder: Path, url: str, seed: int) -> tuple[int, Counter[str], float]:
    """Three users write while everything breaks; return messages written, faults, and the time to settle."""
    noise = random.Random(seed)
    with site(folder / "server", url) as place:
        tickets = file_tickets(place)
        before = {message for ids in stored_messages(place, tickets)[0].values() for message in ids}
        server = place.process()
        server.start()
        try:
            with chaos_proxy([server.port]) as proxy:
                seats = take_seats(place, folder, proxy.url, NAMES, tickets, GESTURES)
                with clients_ended(seats):
                    for seat in seats:
                        seat.start()
                    chaos = Chaos(proxy, seats, server, noise)
                    assert until(lambda: any((told := seat.told()) and told.done for seat in seats)), "nobody began"
                    chaos.rage(FAULTS_S)
                    chaos.heal()
                    healed_s = time.monotonic()
                    settled = until(lambda: all(seat.settled() for seat in seats))
                    assert settled, f"seed {seed}: stuck after {chaos.happened}: {[seat.told() for seat in seats]}"
                    shown = until(lambda: all(reached(place, seat, tickets) for seat in seats))
                    assert shown, f"seed {seed}: not up to date: {[seat.told() for seat in seats]}"
                    took_s = time.monotonic() - healed_s
                    assert [seat.stop() for seat in seats] == [0] * len(seats)
                verdict = judge(place, seats, tickets, before)
        finally:
            server.kill()
    assert (verdict.lost, verdict.doubled, verdict.torn) == (0, 0, []), f"seed {seed} {chaos.happened}: {verdict}"
    return verdict.written, chaos.happened, took_s


def reached(place: Site, seat: Seat, tickets: list[RecordId]) -> bool:
    """Whether the cache has passed the last change of the tickets."""
    with place.database.read(place.world.space_id) as session:
        stored, _ = stored_messages(place, tickets)
        head = session.head()
    told = seat.told()
    # What follows the last message, as its notification, comes in the same transaction.
    return told is not None and told.cursor == head.text() and bool(stored)


def test_client_processes_behind_a_bad_line(
    request: pytest.FixtureRequest, tmp_path: Path, first_seed: int, closing: ClosingLine
) -> None:
    runs = int(request.config.getoption("--lane-runs"))
    written, happened, settling = 0, Counter[str](), list[float]()
    for number in range(runs):
        folder = tmp_path / str(number)
        seed = first_seed + number
        if number % 2 and postgres_url() is not None:
            with own_postgres(require("postgres")) as url:
                result = one_run(folder, url, seed)
        else:
            result = one_run(folder, "", seed)
        written += result[0]
        happened += result[1]
        settling.append(result[2])
    faults = ", ".join(f"{count} {name}" for name, count in sorted(happened.items()))
    closing.say(
        f"{runs} runs from seed {first_seed}, {written} messages, faults: {faults}; "
        f"settled {max(settling):.1f} s after healing at the latest; 0 stuck, 0 lost, 0 doubled"
    )


def test_clients_behind_a_proxy_that_holds_streams_back(tmp_path: Path, closing: ClosingLine) -> None:
    with site(tmp_path / "server") as place:
        tickets = file_tickets(place)
        before = {message for ids in stored_messages(place, tickets)[0].values() for message in ids}
        server = place.process()
        server.start()
        try:
            with chaos_proxy([server.port]) as proxy:
                proxy.weather = Weather(holds_streams=True)
                seats = take_seats(place, tmp_path, proxy.url, NAMES, tickets, GESTURES)
                with clients_ended(seats):
                    for seat in seats:
                        seat.start()
                    assert until(lambda: all(seat.settled() for seat in seats)), [seat.told() for seat in seats]
                    # What others wrote last comes by a wait, and nothing else: nobody has anything left to send.
                    assert until(lambda: all(reached(place, seat, tickets) for seat in seats))
                    assert [seat.stop() for seat in seats] == [0] * len(seats)
                verdict = judge(place, seats, tickets, before)
        finally:
            server.kill()
    assert (verdict.lost, verdict.doubled, verdict.torn) == (0, 0, [])
    closing.say(f"{verdict.written} messages by {len(seats)} clients without a stream; 0 lost, 0 doubled")


class Watch:
    """Looks at what clients say of themselves, and adds up how long each was without a line."""

    def __init__(self, seats: list[Seat]) -> None:
        self._seats = seats
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.seen: list[list[Told]] = [[] for _ in seats]
        self.longest_s = 0.0

    def __enter__(self) -> Watch:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        gone_s: dict[int, float] = {}
        while not self._ended.wait(0.05):
            for number, seat in enumerate(self._seats):
                told = seat.told()
                if told is None:
                    continue
                self.seen[number].append(told)
                if told.line in OFFLINE:
                    since_s = gone_s.setdefault(number, time.monotonic())
                    self.longest_s = max(self.longest_s, time.monotonic() - since_s)
                else:
                    gone_s.pop(number, None)


def check_only_reconnected(seen: list[Told]) -> None:
    """The client had its line back each time, and nothing else: no sign-in, no other identity, nothing fetched anew."""
    assert {line for told in seen for line in told.lines} <= LINES_OF_A_RECONNECT
    assert {told.refused for told in seen} == {0}
    assert len({told.pid for told in seen}) == len({told.client for told in seen}) == 1
    cursors = [parse_cursor(told.cursor) for told in seen]
    assert len({cursor.epoch for cursor in cursors}) == 1
    assert [cursor.seq for cursor in cursors] == sorted(cursor.seq for cursor in cursors)


@pytest.mark.needs("postgres", "redis")
def test_three_server_processes_and_one_is_killed(tmp_path: Path, first_seed: int, closing: ClosingLine) -> None:
    noise = random.Random(first_seed)
    with own_postgres(require("postgres")) as url, site(tmp_path / "server", url, require("redis")) as place:
        tickets = file_tickets(place)
        before = {message for ids in stored_messages(place, tickets)[0].values() for message in ids}
        servers = [place.process() for _ in range(3)]
        try:
            for server in servers:
                server.start()
            with chaos_proxy([server.port for server in servers]) as proxy:
                seats = take_seats(place, tmp_path, proxy.url, (*NAMES, "ada"), tickets, 60)
                with clients_ended(seats):
                    for seat in seats:
                        seat.start()
                    assert until(lambda: all((told := seat.told()) and told.done for seat in seats)), "nobody began"
                    kills = 0
                    with Watch(seats) as watch:
                        while kills < len(servers) or (kills < 6 and not all(seat.settled() for seat in seats)):
                            victim = servers[kills % len(servers)]
                            victim.kill()
                            kills += 1
                            time.sleep(noise.uniform(0.5, 2.0))
                            victim.start()
                            time.sleep(noise.uniform(0.5, 2.0))
                        assert until(lambda: all(seat.settled() for seat in seats)), [seat.told() for seat in seats]
                        assert until(lambda: all(reached(place, seat, tickets) for seat in seats))
                    assert [seat.stop() for seat in seats] == [0] * len(seats)
                verdict = judge(place, seats, tickets, before)
        finally:
            for server in servers:
                if server.process is not None:
                    server.kill()
    assert (verdict.lost, verdict.doubled, verdict.torn) == (0, 0, [])
    for seen in watch.seen:
        check_only_reconnected(seen)
    closing.say(
        f"{verdict.written} messages by {len(seats)} clients, one of three server processes killed {kills} times, "
        f"nobody without a line for more than {watch.longest_s:.1f} s; 0 lost, 0 doubled"
    )
