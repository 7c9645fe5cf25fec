"""Push: each mutation at most once, in order, whatever is repeated, lost or broken. Nine cases of idempotency."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select

from domain.errors import RejectCode
from domain.mutations import tickets
from domain.mutations.registry import _MUTATIONS, Mutation
from domain.records import Grant, Message, Ticket, TicketDesk
from domain.words import Status
from server.db.points import Point
from server.db.tables import dead_letter
from server.errors import Refused
from server.replication.memory import ATTEMPTS_MOST
from server.replication.parked import KEPT_FOR
from server.replication.push import push
from server.tidying import tidy
from sync.protocol.push import MutationEnvelope, Outcome, RefusalCode
from tests.support.world import Client, World


class Died(BaseException):
    """What stands for the death of the server's process."""


def reply_to(client: Client, ticket: str = "till", body: str = "On my way") -> MutationEnvelope:
    """A reply, not sent yet."""
    world = client.world
    return client.envelope("ticket.reply", ticket_id=world.ids[ticket], message_id=world.new_id(), body=body)


def messages(world: World, ticket: str = "till") -> int:
    """How many public messages the ticket has, by its rows."""
    with world.database.read(world.space_id) as session:
        found = session.find(Message, ticket_id=world.ids[ticket])
        counted = session.get(Ticket, world.ids[ticket])
    assert counted is not None
    return sum(message.audience == "public" for message in found)


def refusal(client: Client, *mutations: MutationEnvelope, epoch: str = "e1") -> RefusalCode:
    """The code with which a push is refused."""
    with pytest.raises(Refused) as refused:
        push(client.world.database, client.request(*mutations, epoch=epoch), client.user, client.world.now)
    return RefusalCode(refused.value.refusal.code)


def test_case_1_the_next_number_is_applied(world: World) -> None:
    ana = world.client("ana")
    reply = ana.push(reply_to(ana))
    assert [(r.n, r.outcome) for r in reply.results] == [(1, Outcome.OK)]
    assert (reply.last_n, reply.results[0].seq) == (1, reply.head)
    assert messages(world) == 2


def test_case_2_the_same_again_is_a_duplicate_with_the_same_sequence(world: World) -> None:
    ana = world.client("ana")
    envelope = reply_to(ana)
    first = ana.push(envelope)
    world.client("tina").does("ticket.tag", ticket_id=world.ids["till"], add=["later"])
    again = ana.push(envelope)
    assert (again.results[0].outcome, again.results[0].seq) == (Outcome.DUPLICATE, first.results[0].seq)
    assert again.head == first.head + 1
    assert messages(world) == 2


def test_case_3_a_batch_that_overlaps_applies_only_what_is_new(world: World) -> None:
    ana = world.client("ana")
    one, two, three = reply_to(ana), reply_to(ana), reply_to(ana)
    ana.push(one, two)
    reply = ana.push(one, two, three)
    assert [r.outcome for r in reply.results] == [Outcome.DUPLICATE, Outcome.DUPLICATE, Outcome.OK]
    assert messages(world) == 4


def test_case_4_a_known_number_with_another_mutation_means_the_client_went_back_in_time(world: World) -> None:
    ana = world.client("ana")
    ana.push(reply_to(ana))
    ana.n = 0
    assert refusal(ana, reply_to(ana)) is RefusalCode.CLIENT_REWOUND
    assert messages(world) == 2


def test_case_5_a_number_too_far_is_a_gap_and_says_what_is_expected(world: World) -> None:
    ana = world.client("ana")
    ana.n = 4
    with pytest.raises(Refused) as refused:
        ana.push(reply_to(ana))
    assert (refused.value.refusal.code, refused.value.refusal.expected) == (RefusalCode.GAP, 1)
    assert messages(world) == 1


def test_case_6_a_rewound_client_under_a_new_name_brings_nothing_twice(world: World) -> None:
    ana = world.client("ana")
    envelope = reply_to(ana)
    first = ana.push(envelope)
    renamed = world.client("ana")
    again = renamed.push(replace(envelope, n=1))
    assert (again.results[0].outcome, again.results[0].seq) == (Outcome.DUPLICATE, first.results[0].seq)
    assert again.last_n == 1
    assert renamed.push(replace(envelope, n=1)).results[0].outcome is Outcome.DUPLICATE
    assert messages(world) == 2


def test_case_7_a_rejected_mutation_consumes_its_number_and_is_rejected_again(world: World) -> None:
    simon = world.client("simon")
    envelope = simon.envelope("ticket.set_priority", ticket_id=world.ids["till"], priority="urgent")
    first = simon.push(envelope)
    assert (first.results[0].outcome, first.results[0].code) == (Outcome.REJECTED, RejectCode.FORBIDDEN)
    assert first.results[0].current is not None
    assert first.results[0].current["subject"] == "Ticket till"
    again = simon.push(envelope, reply_to(simon))
    assert [r.outcome for r in again.results] == [Outcome.REJECTED, Outcome.OK]
    assert again.last_n == 2


def test_a_no_stays_a_no_when_it_is_offered_again_under_a_new_name(world: World) -> None:
    simon = world.client("simon")
    envelope = simon.envelope("ticket.set_priority", ticket_id=world.ids["till"], priority="urgent")
    simon.push(envelope)
    renamed = world.client("simon")
    following = replace(reply_to(renamed), n=2)
    for _ in range(2):
        again = renamed.push(replace(envelope, n=1), following)
        assert (again.results[0].outcome, again.results[0].code) == (Outcome.REJECTED, RejectCode.FORBIDDEN)
    assert messages(world) == 2


def test_case_8_a_copied_cache_of_another_user_is_told_to_begin_anew(world: World) -> None:
    ana = world.client("ana")
    ana.push(reply_to(ana))
    tina = Client(world, world.user("tina"), ana.client_id, n=1)
    assert refusal(tina, reply_to(tina)) is RefusalCode.CLIENT_REWOUND


@pytest.mark.parametrize(
    "point", [Point.ROW_WRITE, Point.COUNTER_UPDATE, Point.STAMP, Point.DEDUP_INSERT, Point.COMMIT]
)
@pytest.mark.parametrize("size", [1, 3])
def test_case_9_whatever_dies_before_the_commit_leaves_nothing(world: World, point: Point, size: int) -> None:
    ana = world.client("ana")
    batch = [reply_to(ana) for _ in range(size)]
    head = _head(world)

    with _dies_at(world, point), pytest.raises(Died):
        ana.push(*batch)

    assert (messages(world), _head(world)) == (1, head)
    assert [r.outcome for r in ana.push(*batch).results] == [Outcome.OK] * size
    assert messages(world) == 1 + size


@pytest.mark.parametrize("point", [Point.PUBLISHED, Point.RESPONSE])
@pytest.mark.parametrize("size", [1, 3])
def test_case_9_whatever_dies_after_the_commit_is_a_duplicate_when_it_comes_again(
    world: World, point: Point, size: int
) -> None:
    ana = world.client("ana")
    batch = [reply_to(ana) for _ in range(size)]

    with _dies_at(world, point), pytest.raises(Died):
        ana.push(*batch)

    assert messages(world) == 1 + size
    assert [r.outcome for r in ana.push(*batch).results] == [Outcome.DUPLICATE] * size
    assert messages(world) == 1 + size


def test_a_client_of_another_history_is_told_the_epoch(world: World) -> None:
    ana = world.client("ana")
    assert refusal(ana, reply_to(ana), epoch="e0") is RefusalCode.EPOCH_CHANGED


def test_one_no_does_not_stop_what_follows_and_takes_only_its_own_dependants_with_it(world: World) -> None:
    simon = world.client("simon")
    lost = world.new_id()
    other = {"ticket_id": lost, "message_id": world.new_id(), "space_id": world.space_id, "title": "x", "body": "y"}
    reply = simon.push(
        simon.envelope("ticket.create", **other, store_id=world.ids["puerto"]),
        simon.envelope("ticket.reply", ticket_id=lost, message_id=world.new_id(), body="And?"),
        reply_to(simon),
    )
    assert [(r.outcome, r.code) for r in reply.results] == [
        (Outcome.REJECTED, RejectCode.FORBIDDEN),
        (Outcome.REJECTED, RejectCode.GONE),
        (Outcome.OK, ""),
    ]


@pytest.mark.parametrize(
    ("name", "args", "code"),
    [
        ("ticket.fly", {}, RejectCode.UNKNOWN_MUTATION),
        ("ticket.reply", {"ticket_id": 3}, RejectCode.INVALID),
        ("ticket.reply", {"ticket_id": "{till}", "message_id": "not an id", "body": "x"}, RejectCode.INVALID),
        ("ticket.reply", {"ticket_id": "{till}", "message_id": "{new}", "body": "a\0b"}, RejectCode.INVALID),
        ("ticket.tag", {"ticket_id": "{till}", "add": ["a\0b"]}, RejectCode.INVALID),
        ("structure.save", {}, RejectCode.INVALID),
    ],
)
def test_nonsense_is_rejected_and_the_queue_moves(
    world: World, name: str, args: dict[str, Any], code: RejectCode
) -> None:
    names = {"{till}": world.ids["till"], "{new}": world.new_id()}
    ana = world.client("ana")
    given = {key: names.get(value, value) if isinstance(value, str) else value for key, value in args.items()}
    reply = ana.push(ana.envelope(name, **given), reply_to(ana))
    assert [(r.outcome, r.code) for r in reply.results] == [(Outcome.REJECTED, code), (Outcome.OK, "")]


def test_someone_who_cannot_see_a_ticket_is_not_shown_it_with_the_no(world: World) -> None:
    result = world.client("nadia").does("ticket.set_status", ticket_id=world.ids["till"], status="closed")
    assert (result.outcome, result.current) == (Outcome.REJECTED, None)


def test_a_batch_is_one_transaction_and_a_conversation_keeps_its_order(world: World) -> None:
    ana = world.client("ana")
    head = _head(world)
    reply = ana.push(*(reply_to(ana, body=f"{number}") for number in range(20)))
    assert {r.seq for r in reply.results} == {head + 1} == {reply.head}
    with world.database.read(world.space_id) as session:
        said = session.find(Message, ticket_id=world.ids["till"])
    in_order = sorted((m for m in said if m.body.isdigit()), key=lambda m: m.created_at)
    assert [m.body for m in in_order] == [str(number) for number in range(20)]


def test_numbers_are_given_to_tickets_without_gaps_even_when_one_is_refused(world: World) -> None:
    simon = world.client("simon")
    batch = []
    for store in ("centro", "puerto", "centro"):
        ids = {"ticket_id": world.new_id(), "message_id": world.new_id(), "space_id": world.space_id}
        batch.append(simon.envelope("ticket.create", **ids, title="No change", body="None", store_id=world.ids[store]))
    simon.push(*batch)
    with world.database.read(world.space_id) as session:
        numbers = [t.number for t in session.find(Ticket) if t.subject == "No change"]
    assert numbers == [1, 2]


class Poison:
    """A mutation that makes the server stumble, as long as it is told to."""

    def __init__(self, original: Mutation[Any]) -> None:
        self.original = original
        self.poisonous = True

    def __call__(self, store: Any, context: Any, args: Any) -> None:
        if self.poisonous:
            store.put(replace(store.get(TicketDesk, args.ticket_id), vendor="half done"))
            raise ZeroDivisionError("customers' words")
        self.original.run(store, context, args)


@pytest.fixture
def poison(monkeypatch: pytest.MonkeyPatch) -> Poison:
    """`ticket.tag` stumbles."""
    original = _MUTATIONS["ticket.tag"]
    poison = Poison(original)
    monkeypatch.setitem(_MUTATIONS, "ticket.tag", Mutation(original.name, 1, original.args, poison))
    return poison


def test_a_stumble_keeps_what_came_before_it_and_asks_to_come_again(world: World, poison: Poison) -> None:
    ana = world.client("ana")
    first, bad, last = reply_to(ana), ana.envelope("ticket.tag", ticket_id=world.ids["till"], add=["x"]), reply_to(ana)

    reply = ana.push(first, bad, last)
    assert [(r.n, r.outcome) for r in reply.results] == [(1, Outcome.OK)]
    assert refusal(ana, bad, last) is RefusalCode.UNAVAILABLE

    poison.poisonous = False
    assert [r.outcome for r in ana.push(bad, last).results] == [Outcome.OK, Outcome.OK]
    assert world.get(TicketDesk, "till").vendor == ""


def test_a_poisonous_mutation_is_parked_after_eight_tries_and_the_queue_moves(world: World, poison: Poison) -> None:
    ana = world.client("ana")
    bad, last = ana.envelope("ticket.tag", ticket_id=world.ids["till"], add=["x"]), reply_to(ana)
    for _ in range(ATTEMPTS_MOST - 1):
        assert refusal(ana, bad, last) is RefusalCode.UNAVAILABLE

    reply = ana.push(bad, last)

    assert [r.outcome for r in reply.results] == [Outcome.PARKED, Outcome.OK]
    assert [r.outcome for r in ana.push(bad, last).results] == [Outcome.PARKED, Outcome.DUPLICATE]
    with world.database.snapshot() as connection:
        letter = connection.execute(select(dead_letter).where(dead_letter.c.client_id == ana.client_id)).one()
    assert (letter.attempts, letter.parked, letter.args["add"]) == (ATTEMPTS_MOST, True, ["x"])
    assert "customers" not in letter.error


def test_stumbles_are_forgotten_after_thirty_days_and_nothing_is_applied_twice(world: World, poison: Poison) -> None:
    ana, tina = world.client("ana"), world.client("tina")
    bad, last = ana.envelope("ticket.tag", ticket_id=world.ids["till"], add=["x"]), reply_to(ana)
    other = tina.envelope("ticket.tag", ticket_id=world.ids["till"], add=["y"])
    for _ in range(ATTEMPTS_MOST - 1):
        assert refusal(ana, bad, last) is RefusalCode.UNAVAILABLE
    given_up = ana.push(bad, last)
    assert refusal(tina, other) is RefusalCode.UNAVAILABLE
    there = messages(world)

    tidy(world.database, world.now + KEPT_FOR, 90)
    assert stumbles(world) == 2
    tidy(world.database, world.now + KEPT_FOR + timedelta(seconds=1), 90)
    assert stumbles(world) == 0

    poison.poisonous = False
    assert [r.outcome for r in given_up.results] == [Outcome.PARKED, Outcome.OK]
    assert [r.outcome for r in ana.push(bad, last).results] == [Outcome.PARKED, Outcome.DUPLICATE]
    assert [r.outcome for r in tina.push(other).results] == [Outcome.OK]
    assert messages(world) == there
    assert world.get(TicketDesk, "till").tags == ("till", "y")


def stumbles(world: World) -> int:
    """How many mutations the server remembers having stumbled over."""
    with world.database.snapshot() as connection:
        here = dead_letter.c.space_id == world.space_id
        return connection.scalar(select(func.count()).select_from(dead_letter).where(here)) or 0


@pytest.mark.parametrize("database", ["postgres"], indirect=True)  # SQLite has one writer at a time
def test_a_single_mutation_that_others_overtook_runs_again_on_what_they_left(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = _MUTATIONS["ticket.tag"]
    overtaken: list[bool] = []

    def run(store: Any, context: Any, args: Any) -> None:
        tickets.tag(store, context, args)
        if not overtaken:
            overtaken.append(True)
            world.client("tina").does("ticket.tag", ticket_id=world.ids["till"], add=["first"])

    monkeypatch.setitem(_MUTATIONS, "ticket.tag", Mutation(original.name, 1, original.args, run))
    assert world.client("ana").does("ticket.tag", ticket_id=world.ids["till"], add=["second"]).outcome is Outcome.OK
    assert set(world.get(TicketDesk, "till").tags) == {"first", "second", "till"}


@pytest.mark.parametrize("database", ["postgres"], indirect=True)  # SQLite has one writer at a time
def test_a_right_lost_while_a_mutation_runs_counts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    original = _MUTATIONS["ticket.set_status"]
    lost: list[bool] = []

    def run(store: Any, context: Any, args: Any) -> None:
        if not lost:
            lost.append(True)
            world.put(replace(world.get(Grant, "ana/team"), scope=f"team:{world.ids['stock']}", generation=2))
        tickets.set_status(store, context, args)

    monkeypatch.setitem(_MUTATIONS, "ticket.set_status", Mutation(original.name, 1, original.args, run))
    result = world.client("ana").does("ticket.set_status", ticket_id=world.ids["till"], status="open")
    assert (result.outcome, result.code) == (Outcome.REJECTED, RejectCode.GONE)
    assert world.get_ticket("till").status is Status.NEW


class _dies_at:  # noqa: N801  # reads as a word
    """A server that dies at a point."""

    def __init__(self, world: World, point: Point) -> None:
        self._world, self._point = world, point

    def __enter__(self) -> None:
        def reach(point: Point) -> None:
            if point is self._point:
                raise Died

        self._before = self._world.database.reach
        self._world.database.reach = reach

    def __exit__(self, *_: object) -> None:
        self._world.database.reach = self._before


def _head(world: World) -> int:
    with world.database.read(world.space_id) as session:
        return session.head().seq
