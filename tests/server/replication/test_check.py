"""The law of repair: whatever a replica has lost, kept or mixed up, after a check it holds what is rightful."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domain.ids import RecordId, Scope
from domain.words import Audience
from server.db.database import Database
from server.db.tables import past_epoch
from server.feed.epochs import begin_epoch
from sync.engine.events import Failed, Refused
from sync.protocol.codec import encode
from sync.protocol.pull import Check, Checked, Put, Rows, Sums
from sync.replica.columns import COLUMNS
from sync.replica.memberships import Memberships
from sync.replica.repair import CHECK_EVERY, Repair
from sync.replica.sights import Sights
from tests.server.replica import rightful
from tests.support.device import Device, Handlers
from tests.support.world import World, build_world
from tests.sync.replica import law

PEOPLE = ("ana", "simon", "tina", "carla")
tells_what_differs = pytest.mark.expects_log(
    r"is mended: (\S+ [a-z_]+ \d+ here, \d+ there(; |$))+$", logger="mostrador.sync"
)
HARM = ("lose", "lose children", "keep too long", "older", "no member", "another member", "lose all of a kind")


def device_of(world: World, name: str, folder: Path) -> Device:
    """An empty device of somebody's."""
    return Device(folder / f"{name}.db", world.ids[name], name, Handlers(world, name), now=world.now)


def grow(world: World, noise: random.Random, count: int) -> None:
    """Let the franchise work: tickets with messages of both audiences, some of them taken away again."""
    tickets = []
    for _ in range(count):
        place = noise.choice(({"store_id": "centro", "team_id": "tills"}, {"store_id": "puerto", "team_id": "stock"}))
        ticket = world.ticket(requester_id=noise.choice(("simon", "nadia", "carla")), **place)
        tickets.append(ticket)
        said = [world.message(ticket, noise.choice(list(Audience))) for _ in range(noise.randrange(4))]
        world.put(ticket, *said)
    for ticket in tickets:
        if noise.random() < 0.1:
            world.delete(ticket)


class Harm:
    """Does to a cache what no cache should suffer."""

    def __init__(self, device: Device, noise: random.Random) -> None:
        self.cache = device.replica.cache
        self.sights = Sights(self.cache)
        self.noise = noise

    def do(self, what: str) -> None:
        """Do one of `HARM` to something."""
        with self.cache.transaction(durable=False):
            getattr(self, "_" + what.replace(" ", "_"))()

    def _some(self, kind: str) -> RecordId | None:
        rows = self.cache.all(f"SELECT id FROM {COLUMNS[kind].table}")  # noqa: S608 - names of ours
        return self.noise.choice(rows)[0] if rows else None

    def _kind(self) -> str:
        return self.noise.choice(("ticket", "message", "article", "user_card", "store", "ticket_desk", "role"))

    def _lose(self) -> None:
        kind = self._kind()
        self.cache.execute(COLUMNS[kind].delete, (self._some(kind),))

    def _lose_children(self) -> None:
        self.cache.execute("DELETE FROM message WHERE ticket_id = ?", (self._some("ticket"),))

    def _lose_all_of_a_kind(self) -> None:
        self.cache.execute(f"DELETE FROM {COLUMNS[self._kind()].table}")  # noqa: S608 - names of ours

    def _keep_too_long(self) -> None:
        """A record that the server has deleted, or never had, with its membership."""
        kind = self.noise.choice(("ticket", "message"))
        columns = COLUMNS[kind]
        row = self.cache.execute(columns.select, (self._some(kind),)).fetchone()
        if row is None:
            return
        data, rev = columns.data(row)
        strange = RecordId(data["id"][:-4] + f"{self.noise.randrange(65536):04x}")
        self.cache.execute(columns.upsert, columns.row(data | {"id": strange}, rev))
        if columns.parent is None:
            self._show_through(kind, strange, self.sights.of(kind, [data["id"]])[data["id"]])

    def _show_through(self, kind: str, record_id: RecordId, scopes: Iterable[Scope]) -> None:
        self.sights.set(kind, [(record_id, frozenset(scopes))])

    def _older(self) -> None:
        kind = self._kind()
        sql = f"UPDATE {COLUMNS[kind].table} SET rev = rev - 1 WHERE id = ?"  # noqa: S608 - names of ours
        self.cache.execute(sql, (self._some(kind),))

    def _no_member(self) -> None:
        kind = self.noise.choice(("ticket", "article", "store"))
        record_id = self._some(kind)
        if record_id:
            self._show_through(kind, record_id, ())

    def _another_member(self) -> None:
        scopes = sorted(Memberships(self.cache).scopes() or {})
        record_id = self._some("ticket")
        if record_id and scopes:
            seen = self.sights.of("ticket", [record_id])[record_id]
            self._show_through("ticket", record_id, (*seen, self.noise.choice(scopes)))


def check_now(device: Device) -> None:
    """Let a day pass since the last check."""
    with device.replica.cache.transaction(durable=False):
        device.replica.cache.set_meta(checked_at="2020-01-01T00:00:00.000000Z")
    device.settle()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """A fresh folder each time."""
    return lambda: tmp_path_factory.mktemp("check")


@tells_what_differs
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 100_000),
    size=st.sampled_from((3, 30, 150)),
    name=st.sampled_from(PEOPLE),
    harm=st.lists(st.sampled_from(HARM), max_size=12),
    pending=st.booleans(),
)
@example(seed=1813, size=30, name="ana", harm=["no member", "keep too long"] * 2, pending=False)
@example(seed=1813, size=30, name="ana", harm=["lose", "lose children", "no member", "keep too long"], pending=False)
def test_after_a_check_a_replica_holds_what_a_fresh_one_would(
    folders: Callable[[], Path], seed: int, size: int, name: str, harm: list[str], pending: bool
) -> None:
    noise, folder = random.Random(seed), folders()
    database = Database.open(folder)
    database.create_tables()
    world = build_world(database)
    grow(world, noise, size)
    device = device_of(world, name, folder)
    device.settle()
    assert device.content() == rightful(world, name)
    if pending:
        device.do("article.feedback", article_id=world.ids["article public"], helpful=True)
    doer = Harm(device, noise)
    for what in harm:
        doer.do(what)
    check_now(device)
    assert device.content() == rightful(world, name)
    law.check(device.replica)
    pulls = len(device.pulls)
    check_now(device)
    assert [request.check for request in device.pulls[pulls:]][0] == Check()
    assert not any(isinstance(frame, Put) for page in device.pages[pulls:] for frame in page)
    device.close()
    database.close()


@tells_what_differs
def test_of_a_large_scope_only_what_is_missing_comes_again(world: World, tmp_path: Path) -> None:
    grow(world, random.Random(1), 400)
    device = device_of(world, "tina", tmp_path)
    device.settle()
    held = len(device.content())
    lost = device.replica.cache.value("SELECT id FROM message")
    with device.replica.cache.transaction(durable=False):
        device.replica.cache.execute("DELETE FROM message WHERE id = ?", (lost,))
    pages = len(device.pages)
    check_now(device)
    assert device.content() == rightful(world, "tina")
    frames = [frame for page in device.pages[pages:] for frame in page]
    assert [frame.id for frame in frames if isinstance(frame, Put)] == [lost]
    assert sum(len(frame.revs) for frame in frames if isinstance(frame, Rows)) < held / 3
    device.close()


def test_a_check_is_asked_for_once_a_day_at_the_end_of_a_catch_up(world: World, tmp_path: Path) -> None:
    device = device_of(world, "ana", tmp_path)
    device.settle()
    assert not any(request.check for request in device.pulls)
    world.put(world.ticket("new", team_id="tills"))
    world.now += CHECK_EVERY
    for _ in range(3):
        device.settle()
    # The first page tells what time it is.
    assert [request.check for request in device.pulls if request.check] == [Check()]
    [page] = [page for page in device.pages if any(isinstance(frame, Checked) for frame in page)]
    assert {frame.scope for frame in page if isinstance(frame, Sums)} <= set(world.actor("ana").scopes)
    device.close()


def test_what_this_build_does_not_understand_is_no_difference(world: World, tmp_path: Path) -> None:
    device = device_of(world, "ana", tmp_path)
    device.settle()
    cache = device.replica.cache
    with cache.transaction(durable=False):
        for kind in ("ticket", "message"):
            sql = f"SELECT id, rev FROM {COLUMNS[kind].table}"  # noqa: S608 - names of ours
            record_id, rev = cache.all(sql)[0]
            scopes = Sights(cache).of(kind, [record_id])[record_id] if kind == "ticket" else ()
            payload = COLUMNS[kind].data(cache.execute(COLUMNS[kind].select, (record_id,)).fetchone())[0]
            values = (kind, record_id, rev, encode(scopes).decode(), encode(payload).decode())
            cache.execute("INSERT INTO unknown_record (kind, id, rev, scopes, payload) VALUES (?, ?, ?, ?, ?)", values)
            cache.execute(f"UPDATE {COLUMNS[kind].table} SET rev = rev - 1 WHERE id = ?", (record_id,))  # noqa: S608
    pages = len(device.pages)
    check_now(device)
    assert not any(isinstance(frame, Rows) for page in device.pages[pages:] for frame in page)
    device.close()


@tells_what_differs
def test_what_no_mending_helps_is_fetched_anew_and_the_check_ends(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = device_of(world, "ana", tmp_path)
    device.settle()
    with device.replica.cache.transaction(durable=False):
        device.replica.cache.execute("DELETE FROM message")

    def mends_nothing(repair: Repair, *_: object) -> set[object]:
        repair._asking.clear()
        return set()

    monkeypatch.setattr(Repair, "take_rows", mends_nothing)
    check_now(device)
    assert device.content() == rightful(world, "ana")
    device.close()


@tells_what_differs
def test_a_check_that_was_cut_off_begins_again(world: World, tmp_path: Path) -> None:
    device = device_of(world, "ana", tmp_path)
    device.settle()
    cache = device.replica.cache
    with cache.transaction(durable=False):
        cache.execute("DELETE FROM message")
        cache.set_meta(checked_at="2020-01-01T00:00:00.000000Z")
    way = Handlers(world, "ana")
    while not cache.meta("repair"):
        answer = way.pull(device.replica.pull_request(), "")
        assert not isinstance(answer, Refused | Failed)
        device.replica.apply_page(answer)
        while device.replica.compare():
            pass
    device.close()
    device = device_of(world, "ana", tmp_path)
    assert device.replica.waiting().fills
    device.settle()
    assert device.content() == rightful(world, "ana")
    device.close()


@pytest.mark.parametrize("known", [True, False], ids=["the server knows what it kept", "it does not"])
def test_after_a_restore_only_what_came_since_is_fetched_if_the_server_knows_what_it_kept(
    world: World, tmp_path: Path, known: bool
) -> None:
    grow(world, random.Random(2), 40)
    device = device_of(world, "tina", tmp_path)
    device.settle()
    begin_epoch(world.database, world.space_id, "second")
    if not known:
        with world.database.transaction() as connection:
            connection.execute(past_epoch.delete())
    pages = len(device.pages)
    device.settle()
    assert device.replica.cursor().epoch == "second"
    assert device.content() == rightful(world, "tina")
    puts = sum(isinstance(frame, Put) for page in device.pages[pages:] for frame in page)
    assert (puts == 0) is known
    device.close()
