"""Every view's count is that of a full count: after any change, by any way, and as the time goes on."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from domain.access import Actor
from domain.errors import MutationRejected
from domain.ids import RecordId, Scope
from domain.records import Grant, Record, Ticket, TicketDesk, UserCard, View, time_text
from domain.views import READY_FOR_DESKS, READY_FOR_STORES, query_of
from domain.words import Priority, Status, TicketType
from sync.protocol.pull import Frame
from sync.replica.changes import RecordKey
from sync.replica.columns import COLUMNS
from sync.replica.reading import directory, tickets
from sync.replica.reading.reader import Reader
from sync.replica.reading.tickets import DESK_VIEWS, STORE_VIEWS
from sync.replica.reading.views import HELD, counts, is_settled, next_turn, views
from tests.support.franchise import named
from tests.support.views import Asker, any_query
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import KEY, ModelClient, ModelServer
from tests.sync.replica.segments import ModelSegments, take_all

MUTATIONS = 10_000
SEED = 42
PEOPLE = ("leo", "ana", "alex", "tim", "sam", "sue")
WORKERS = ("leo", "ana", "alex", "tim")
TAGS = ["till", "printer", "urgent-part"]


def settle(client: ModelClient) -> None:
    """Ask every ticket what it was not asked, and let the time do what it has done by now."""
    while client.replica.count_views():
        pass
    while client.replica.turn_views():
        while client.replica.count_views():
            pass


def kept(client: ModelClient) -> dict[str, int]:
    reader = Reader(client.path, KEY)
    try:
        assert is_settled(reader)
        return counts(reader)
    finally:
        reader.close()


def full_count(client: ModelClient) -> dict[str, int]:
    """Count every view by asking every ticket."""
    cache = client.replica.cache
    reader = Reader(client.path, KEY)
    me = directory.me(reader, named(client.name))
    reader.close()
    assert me is not None
    asker = Asker(me.id, set(me.team_ids), client.replica.now())
    desks = {desk.ticket_id: desk for desk in cache.every(TicketDesk)}
    every = [(ticket, desks.get(ticket.id)) for ticket in cache.every(Ticket)]
    queries = dict(READY_FOR_DESKS if me.works else READY_FOR_STORES)
    queries |= {view.id: query_of(view.conditions) for view in cache.every(View, "active")}
    return {view: sum(asker.holds(query, ticket, desk) for ticket, desk in every) for view, query in queries.items()}


def assert_exact(client: ModelClient) -> None:
    settle(client)
    assert kept(client) == full_count(client)


class QuickServer(ModelServer):
    """A model server for one client that looks only at what changed since that one asked, and knows everybody."""

    def __init__(self) -> None:
        super().__init__()
        self._recent: dict[RecordKey, int] = {}
        known = {name: self.franchise.actor(name) for name in PEOPLE}
        self.franchise.actor = known.__getitem__  # type: ignore[assignment, method-assign]

    def _commit(self, records: Iterable[Record]) -> int:
        records = list(records)
        seq = super()._commit(records)
        self._recent |= {(type(record).KIND, record.id): self.rev[type(record).KIND, record.id] for record in records}
        return seq

    def _feed(self, frames: list[Frame], actor: Actor, start: int) -> int:
        every, self.rev = self.rev, {key: rev for key, rev in self._recent.items() if rev > start}
        self._recent = dict(self.rev)
        try:
            return super()._feed(frames, actor, start)
        finally:
            self.rev = every


class Chance:
    """Does at random what people do."""

    def __init__(self, server: ModelServer, noise: random.Random) -> None:
        self.server, self.noise = server, noise
        self.ids = [file_ticket(server, noise.choice(("sam", "sue")), **self._place()) for _ in range(25)]
        self.done = 0

    def _place(self) -> dict[str, Any]:
        return {"store_id": None, "title": self.noise.choice(("Till 2", "Printer", "No paper, till 1"))}

    def act(self) -> None:
        """Let somebody do something; what a rule refuses is not counted."""
        who, name, args = self._deed()
        with contextlib.suppress(MutationRejected):
            self.server.act(who, name, **args)
            self.done += 1

    def _deed(self) -> tuple[str, str, dict[str, Any]]:
        noise, franchise = self.noise, self.server.franchise
        who, ticket_id = noise.choice(WORKERS), noise.choice(self.ids)
        at = {"ticket_id": ticket_id}
        deeds: list[tuple[int, Callable[[], tuple[str, str, dict[str, Any]]]]] = [
            (4, lambda: (noise.choice(PEOPLE), "ticket.reply", at | {"message_id": franchise.id(), "body": "Hm."})),
            (2, lambda: (who, "ticket.note", at | {"message_id": franchise.id(), "body": "Hm."})),
            (8, lambda: (noise.choice(PEOPLE), "ticket.set_status", at | {"status": noise.choice(list(Status))})),
            (2, lambda: (who, "ticket.set_status", at | {
                "status": "on_hold", "vendor": noise.choice(("Printer Ltd", "")), "vendor_reference": "R-1",
                "vendor_expected_at": time_text(franchise.now + timedelta(hours=noise.randint(-30, 90)))})),
            (4, lambda: (who, "ticket.set_priority", at | {"priority": noise.choice(list(Priority))})),
            (4, lambda: (who, "ticket.set_assignee", at | {
                "assignee_id": noise.choice((None, *(named(one) for one in WORKERS)))})),
            (2, lambda: (who, "ticket.set_team", at | {"team_id": named(noise.choice(("support", "technical")))})),
            (2, lambda: (who, "ticket.set_topic", at | {"topic_id": noise.choice((None, named("till")))})),
            (2, lambda: (who, "ticket.set_type", at | {"type": noise.choice(list(TicketType))})),
            (5, lambda: (who, "ticket.tag", at | {"add": noise.sample(TAGS, 1), "remove": noise.sample(TAGS, 1)})),
            (3, lambda: (who, "ticket.follow", at | {
                "following": noise.random() < 0.5, "user_id": named(noise.choice(PEOPLE))})),
            (4, lambda: (who, "ticket.snooze", at | {
                "until": noise.choice((None, time_text(franchise.now + timedelta(hours=noise.randint(1, 60)))))})),
            (2, lambda: (who, "ticket.wake", at)),
            (2, lambda: ("leo", "ticket.link", at | {
                "kind": noise.choice(("parent", "problem")), "to_id": noise.choice((None, *self.ids))})),
            (1, lambda: ("leo", "ticket.merge", at | {"into_id": noise.choice(self.ids)})),
            (3, lambda: ("leo", "ticket.unmerge", at)),
        ]  # fmt: skip
        (deed,) = noise.choices([one for _, one in deeds], [weight for weight, _ in deeds])
        return deed()

    def local(self, client: ModelClient) -> None:
        """Let the one whose cache it is do something, which waits there for a while."""
        _, name, args = self._deed()
        with contextlib.suppress(MutationRejected):
            client.replica.mutate(name, args)
            self.done += 1

    def change_views(self, client: ModelClient) -> None:
        """Make a view, change one or delete one."""
        noise, every = self.noise, client.replica.cache.every(View, "active")
        people = [named(one) for one in PEOPLE]
        ids: dict[str, list[str]] = {
            "user_card": ["@me", "", *people], "team": ["@mine", "", named("support"), named("technical")],
            "store": ["", named("triana")], "topic": ["", named("till")],
        }  # fmt: skip
        query = {"conditions": any_query(noise, ids, TAGS).kept()}
        if len(every) < 18 or noise.random() < 0.2:
            new = {"view_id": self.server.franchise.id(), "names": {"en": "View"}} | query
            client.replica.mutate("view.create", new)
        elif noise.random() < 0.6:
            client.replica.mutate("view.edit", {"view_id": noise.choice(every).id} | query)
        else:
            client.replica.mutate("view.delete", {"view_id": noise.choice(every).id})
        self.done += 1


def test_counts_are_those_of_a_full_count_after_ten_thousand_random_mutations(tmp_path: Path) -> None:
    leo = ModelClient(QuickServer(), "leo", tmp_path)
    leo.catch_up()
    noise = random.Random(SEED)
    chance = Chance(leo.server, noise)
    for _ in range(18):
        chance.change_views(leo)
    checks = 0
    while chance.done < MUTATIONS:
        for _ in range(noise.randint(1, 25)):
            chance.act()
        if noise.random() < 0.5:
            chance.local(leo)
        if noise.random() < 0.04:
            chance.change_views(leo)
        if noise.random() < 0.3:
            leo.server.franchise.now += timedelta(minutes=noise.choice((1, 20, 600)))
        if noise.random() < 0.7:
            leo.pull()
            leo.push()
        if noise.random() < 0.01:
            leo.close()
            leo.open()
        if noise.random() < 0.25:
            assert_exact(leo)
            checks += 1
    leo.catch_up()
    assert_exact(leo)
    assert checks > 100
    leo.close()


def test_a_change_and_its_counts_are_stored_together(ana: ModelClient, ticket_id: RecordId) -> None:
    settle(ana)
    before = kept(ana)
    ana.replica.mutate("ticket.set_assignee", {"ticket_id": ticket_id, "assignee_id": named("ana")})
    after = kept(ana)
    assert after["mine"] == before["mine"] + 1
    assert after["unassigned"] == before["unassigned"] - 1
    assert after == full_count(ana)


def test_what_the_time_alone_changes_is_known_beforehand(ana: ModelClient, ticket_id: RecordId) -> None:
    ana.replica.mutate("ticket.set_priority", {"ticket_id": ticket_id, "priority": "urgent"})
    settle(ana)
    due = ana.replica.cache.record(Ticket, ticket_id)
    assert due is not None
    assert due.due_at is not None
    assert kept(ana)["due_soon"] == 0
    for state in ("due_soon", "breached"):
        reader = Reader(ana.path, KEY)
        turn = next_turn(reader)
        reader.close()
        assert turn == time_text(due.due_at - timedelta(minutes=15) if state == "due_soon" else due.due_at)
        ana.server.franchise.now = due.due_at - timedelta(minutes=15) if state == "due_soon" else due.due_at
        assert ("ticket", ticket_id) in ana.replica.turn_views().records
        assert kept(ana)[state] == 1
        assert kept(ana) == full_count(ana)


def test_a_clock_that_was_set_back_is_believed(ana: ModelClient, ticket_id: RecordId) -> None:
    ana.replica.mutate("ticket.snooze", {"ticket_id": ticket_id, "until": ana.replica.now() + timedelta(hours=2)})
    assert_exact(ana)
    ana.server.franchise.now += timedelta(hours=3)
    assert_exact(ana)
    assert kept(ana)["snoozed"] == 0
    ana.server.franchise.now -= timedelta(hours=2)
    assert_exact(ana)
    assert kept(ana)["snoozed"] == 1


def test_a_view_that_is_not_counted_yet_has_no_count(ana: ModelClient) -> None:
    settle(ana)
    view_id = ana.server.franchise.id()
    args = {"view_id": view_id, "names": {"en": "All"}, "conditions": {"match": "all", "tests": []}}
    ana.replica.mutate("view.create", args)
    reader = Reader(ana.path, KEY)
    assert view_id not in counts(reader)
    assert "mine" in counts(reader)
    reader.close()
    settle(ana)
    assert kept(ana)[view_id] == ana.replica.cache.value("SELECT count(*) FROM ticket")


def test_a_deleted_view_leaves_its_number_to_another_one(ana: ModelClient) -> None:
    def make(field: str) -> RecordId:
        view_id = ana.server.franchise.id()
        tests = [{"field": field, "op": "yes"}]
        conditions = {"match": "all", "tests": tests}
        ana.replica.mutate("view.create", {"view_id": view_id, "names": {"en": field}, "conditions": conditions})
        return view_id

    numbers = "SELECT slot FROM view_slot"
    for field in ("ours", "reopened", "ours", "merged"):
        view_id = make(field)
        assert_exact(ana)
        ana.replica.mutate("view.delete", {"view_id": view_id})
        assert_exact(ana)
    assert len(ana.replica.cache.all(numbers)) <= len(READY_FOR_DESKS) + 2


def test_more_views_than_a_number_has_bits_are_counted_all_the_same(ana: ModelClient) -> None:
    noise = random.Random(SEED)
    for _ in range(80):
        ids: dict[str, list[str]] = {"user_card": ["@me"], "team": ["@mine"], "store": [""], "topic": [named("till")]}
        query = any_query(noise, ids, TAGS).kept()
        ana.replica.mutate(
            "view.create", {"view_id": ana.server.franchise.id(), "names": {"en": "View"}, "conditions": query}
        )
    for _ in range(6):
        file_ticket(ana.server)
    ana.catch_up()
    assert_exact(ana)
    reader = Reader(ana.path, KEY)
    sql = f"SELECT count(*) FROM ticket WHERE {HELD}"  # noqa: S608 - names of ours
    held = {view: reader.value(sql, (view,)) for view in counts(reader)}
    assert held == counts(reader)
    assert len(held) > 80
    reader.close()


def test_who_looks_is_another_one_with_another_team(client_of: Callable[[str], ModelClient]) -> None:
    ana = client_of("ana")
    file_ticket(ana.server, topic_id=named("till"))
    ana.catch_up()
    assert_exact(ana)
    before = kept(ana)["team"]
    card = ana.server.franchise.store.get(UserCard, named("ana"))
    assert card is not None
    grant = Grant(
        id=ana.server.franchise.id(), user_id=card.id, scope=Scope(f"team:{named('technical')}"), rights=("full",)
    )
    ana.server.save(replace(card, team_ids=(named("support"), named("technical"))), grant)
    ana.catch_up()
    assert_exact(ana)
    assert kept(ana)["team"] == before + 1


def test_a_ticket_that_leaves_sight_leaves_the_counts(ana: ModelClient, ticket_id: RecordId) -> None:
    assert_exact(ana)
    ana.server.act("leo", "ticket.set_team", ticket_id=ticket_id, team_id=named("technical"))
    ana.catch_up()
    assert_exact(ana)
    assert kept(ana)["all"] == 0


def test_counts_come_back_with_a_cache_that_is_opened_again(ana: ModelClient) -> None:
    assert_exact(ana)
    before = kept(ana)
    ana.close()
    ana.open()
    assert kept(ana) == before
    assert not ana.replica.count_views()
    assert_exact(ana)


def test_what_was_rolled_back_is_in_no_count(ana: ModelClient, ticket_id: RecordId) -> None:
    settle(ana)
    before = kept(ana)
    columns, view = COLUMNS["view"], View(id=named("v"), names={"en": "V"}, conditions={})
    with contextlib.suppress(ZeroDivisionError), ana.replica.cache.transaction(durable=True):
        ana.replica.cache.execute("UPDATE ticket SET status = 'closed' WHERE id = ?", (ticket_id,))
        ana.replica.cache.execute(columns.insert, columns.row_of(view))
        raise ZeroDivisionError
    assert kept(ana) == before
    assert_exact(ana)


def test_a_store_has_its_own_views(client_of: Callable[[str], ModelClient], ticket_id: RecordId) -> None:
    sam = client_of("sam")
    assert_exact(sam)
    assert kept(sam) == {"store_open": 1, "store_waiting": 0, "store_all": 1}
    sam.server.act("ana", "ticket.set_status", ticket_id=ticket_id, status="pending")
    sam.catch_up()
    assert kept(sam) == {"store_open": 1, "store_waiting": 1, "store_all": 1}


def test_a_first_sync_in_bulk_is_counted_after_it(ana: ModelClient, tmp_path: Path) -> None:
    for _ in range(12):
        file_ticket(ana.server)
    ana.catch_up()
    folder = tmp_path / "fresh"
    folder.mkdir()
    fresh = ModelClient(ana.server, "ana", folder)
    take_all(fresh, ModelSegments(fresh.server, "ana"))
    fresh.catch_up()
    assert_exact(fresh)
    assert_exact(ana)
    assert kept(fresh) == kept(ana)
    fresh.close()


@pytest.mark.parametrize("name", ["ana", "sam"])
def test_the_views_everybody_begins_with_are_the_same_read_and_counted(
    client_of: Callable[[str], ModelClient], name: str
) -> None:
    client = client_of(name)
    chance = Chance(client.server, random.Random(SEED))
    for _ in range(300):
        chance.act()
    client.catch_up()
    settle(client)
    reader = Reader(client.path, KEY)
    me = directory.me(reader, named(name))
    assert me is not None
    now = client.replica.now()
    week_ago = time_text(now - timedelta(days=7))
    ready = DESK_VIEWS if me.works else STORE_VIEWS
    assert set(ready) == set(READY_FOR_DESKS if me.works else READY_FOR_STORES)
    assert counts(reader) == {view: tickets.count(reader, view, me, week_ago, time_text(now)) for view in ready}
    reader.close()


def test_views_stand_in_their_order_with_their_names(ana: ModelClient) -> None:
    for name, position in (("Zeta", 0), ("alpha", 0), ("First", -1)):
        args = {"view_id": ana.server.franchise.id(), "names": {"en": name, "es": f"{name} es"}, "conditions": {}}
        ana.replica.mutate("view.create", args | {"position": position})
    reader = Reader(ana.path, KEY)
    assert [view.name("es") for view in views(reader, "es")] == ["First es", "alpha es", "Zeta es"]
    reader.close()
