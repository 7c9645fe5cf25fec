"""Pushes of several clients in one transaction: everybody is answered as if they had come alone."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from msgspec.structs import replace

from domain.mutations.registry import _MUTATIONS, Mutation
from domain.records import Message, Ticket, UserCard
from server.db.points import Point
from server.errors import Refused
from server.replication.group import Ask, push_group
from server.replication.memory import ATTEMPTS_MOST
from server.replication.queue import PushQueue
from sync.protocol.push import MutationEnvelope, Outcome, PushReply, RefusalCode
from tests.support.world import Client, World


def reply_to(client: Client, ticket: str = "till", body: str = "On my way") -> MutationEnvelope:
    """A reply, not sent yet."""
    world = client.world
    return client.envelope("ticket.reply", ticket_id=world.ids[ticket], message_id=world.new_id(), body=body)


def tag(client: Client, word: str = "x") -> MutationEnvelope:
    """A tag, not set yet."""
    return client.envelope("ticket.tag", ticket_id=client.world.ids["till"], add=[word])


def ask(client: Client, *mutations: MutationEnvelope, epoch: str = "e1") -> Ask:
    """A push of these mutations."""
    return Ask(client.request(*mutations, epoch=epoch), client.user)


def together(world: World, *asks: Ask) -> list[list[tuple[Outcome, str]] | RefusalCode]:
    """What each is told: outcomes and codes of its mutations, or why all of it was refused."""
    told: list[list[tuple[Outcome, str]] | RefusalCode] = []
    for answer in push_group(world.database, asks, world.now):
        if isinstance(answer, PushReply):
            told.append([(result.outcome, result.code) for result in answer.results])
        else:
            assert isinstance(answer, Refused)
            told.append(RefusalCode(answer.refusal.code))
    return told


def bodies(world: World, ticket: str = "till") -> list[str]:
    """The ticket's messages in the order of the conversation, the first one left out."""
    with world.database.read(world.space_id) as session:
        said = session.find(Message, ticket_id=world.ids[ticket])
    return [m.body for m in sorted(said, key=lambda m: (m.created_at, m.id)) if m.body not in DUMMIES]


DUMMIES = {"The till is stuck", "Ask the vendor"}
OK = (Outcome.OK, "")


def test_a_group_is_one_transaction_under_one_sequence(world: World) -> None:
    ana, tina, simon = (world.client(name) for name in ("ana", "tina", "simon"))
    before = world.put()

    answers = push_group(
        world.database,
        [ask(ana, reply_to(ana, body="1"), tag(ana)), ask(tina, reply_to(tina, body="2")), ask(simon, reply_to(simon))],
        world.now,
    )

    assert all(isinstance(answer, PushReply) for answer in answers)
    assert {r.seq for a in answers if isinstance(a, PushReply) for r in a.results} == {before + 1}
    assert [a.last_n for a in answers if isinstance(a, PushReply)] == [2, 1, 1]
    assert bodies(world) == ["1", "2", "On my way"]


def test_everybody_in_a_group_is_told_what_they_would_be_told_alone(world: World) -> None:
    ana, tina, simon, late, nadia = (world.client(name) for name in ("ana", "tina", "simon", "ana", "nadia"))
    known = reply_to(ana, body="before")
    ana.push(known)
    late.n = 4
    stolen = Client(world, world.user("tina"), ana.client_id, n=1)
    another = world.client("ana")
    foreign = simon.envelope("ticket.set_priority", ticket_id=world.ids["till"], priority="urgent")

    told = together(
        world,
        ask(ana, known, reply_to(ana, body="1")),
        ask(late, reply_to(late, body="lost")),
        ask(tina, reply_to(tina, body="lost"), epoch="e0"),
        ask(simon, foreign, reply_to(simon, body="2")),
        ask(stolen, reply_to(stolen, body="lost")),
        ask(nadia, nadia.envelope("ticket.fly")),
        ask(another, replace(known, n=1), replace(reply_to(another, body="3"), n=2)),
    )

    assert told == [
        [(Outcome.DUPLICATE, ""), OK],
        RefusalCode.GAP,
        RefusalCode.EPOCH_CHANGED,
        [(Outcome.REJECTED, "forbidden"), OK],
        RefusalCode.CLIENT_REWOUND,
        [(Outcome.REJECTED, "unknown_mutation")],
        [(Outcome.DUPLICATE, ""), OK],
    ]
    assert bodies(world) == ["before", "1", "2", "3"]


def test_a_user_who_is_gone_takes_nobody_along(world: World) -> None:
    ana, tina = world.client("ana"), world.client("tina")
    world.delete(world.get(UserCard, "ana"))
    assert together(world, ask(ana, reply_to(ana, body="lost")), ask(tina, reply_to(tina))) == [
        RefusalCode.FORBIDDEN,
        [OK],
    ]
    assert bodies(world) == ["On my way"]


def test_a_right_lost_before_the_group_counts_for_everyone_who_is_remembered(world: World) -> None:
    ana, tina = world.client("ana"), world.client("tina")
    assert together(world, ask(ana, tag(ana)), ask(tina, tag(tina))) == [[OK], [OK]]
    world.put(replace(world.get(UserCard, "ana"), role_id=world.ids["store_staff"]))
    assert together(world, ask(ana, tag(ana)), ask(tina, tag(tina))) == [[(Outcome.REJECTED, "forbidden")], [OK]]


class Trouble:
    """`ticket.tag` with a word of its own does what no rule foresees."""

    def __init__(self, original: Mutation[Any]) -> None:
        self.original = original

    def __call__(self, store: Any, context: Any, args: Any) -> None:
        self.original.run(store, context, args)
        if args.add == ("poison",):
            raise ZeroDivisionError
        if args.add == ("unstorable",):
            store.put(replace(store.get(Ticket, args.ticket_id), message_count=2**80))


@pytest.fixture
def trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    """`ticket.tag` stumbles over some tags."""
    original = _MUTATIONS["ticket.tag"]
    monkeypatch.setitem(_MUTATIONS, "ticket.tag", Mutation(original.name, 1, original.args, Trouble(original)))


@pytest.mark.usefixtures("trouble")
def test_a_poisonous_mutation_stops_its_own_client_only(world: World) -> None:
    ana, tina, simon = (world.client(name) for name in ("ana", "tina", "simon"))
    told = together(
        world,
        ask(ana, reply_to(ana, body="1"), tag(ana, "poison"), reply_to(ana, body="later")),
        ask(tina, tag(tina, "poison"), reply_to(tina, body="later")),
        ask(simon, reply_to(simon, body="2")),
    )
    assert told == [[OK], RefusalCode.UNAVAILABLE, [OK]]
    assert bodies(world) == ["1", "2"]


@pytest.mark.usefixtures("trouble")
@pytest.mark.parametrize("word", ["poison", "unstorable"])
def test_what_the_server_cannot_apply_is_parked_while_everybody_else_goes_on(world: World, word: str) -> None:
    ana, simon = world.client("ana"), world.client("simon")
    bad, last = tag(ana, word), reply_to(ana, body="last")
    for number in range(ATTEMPTS_MOST - 1):
        told = together(world, ask(ana, bad, last), ask(simon, reply_to(simon, body=str(number))))
        assert told == [RefusalCode.UNAVAILABLE, [OK]]

    told = together(world, ask(ana, bad, last), ask(simon, reply_to(simon, body="end")))
    parked = ask(ana, bad, last)
    told_again = together(world, parked, ask(simon, reply_to(simon, body="after")))

    assert told[1] == told_again[1] == [OK]
    assert isinstance(told_again[0], list)
    assert [outcome for outcome, _ in told_again[0]][0] is Outcome.PARKED
    together(world, parked, ask(simon, reply_to(simon, body="very end")))
    assert "last" in bodies(world)


class Died(BaseException):
    """What stands for the death of the server's process."""


@pytest.mark.parametrize("point", [Point.STAMP, Point.DEDUP_INSERT, Point.COMMIT, Point.PUBLISHED, Point.RESPONSE])
def test_a_server_that_dies_over_a_group_loses_and_doubles_nothing(world: World, point: Point) -> None:
    ana, tina = world.client("ana"), world.client("tina")
    asks = [ask(ana, reply_to(ana, body="1"), reply_to(ana, body="2")), ask(tina, reply_to(tina, body="3"))]

    def reach(reached: Point) -> None:
        if reached is point:
            raise Died

    world.database.reach, before = reach, world.database.reach
    with pytest.raises(Died):
        push_group(world.database, asks, world.now)
    world.database.reach = before

    together(world, *asks)
    assert bodies(world) == ["1", "2", "3"]


def test_what_comes_while_a_transaction_is_under_way_shares_the_next(world: World) -> None:
    clients = [world.client(name) for name in ("ana", "tina", "simon", "olga") * 4]
    before = world.put()

    async def everybody() -> list[list[PushReply]]:
        queue = PushQueue(world.database, lambda: world.now)

        async def one(client: Client) -> list[PushReply]:
            return [await queue.push(client.request(reply_to(client, body=str(n))), client.user) for n in range(3)]

        return await asyncio.gather(*(one(client) for client in clients))

    replies = asyncio.run(everybody())

    assert [[reply.results[0].outcome for reply in each] for each in replies] == [[Outcome.OK] * 3] * len(clients)
    assert len(bodies(world)) == 3 * len(clients)
    transactions = world.put() - before
    assert transactions < len(clients), "48 pushes that came together were as good as alone"


def test_a_second_push_of_a_client_waits_for_its_first(world: World) -> None:
    ana, tina = world.client("ana"), world.client("tina")
    first, second = reply_to(ana, body="1"), reply_to(ana, body="2")

    async def everybody() -> list[Any]:
        queue = PushQueue(world.database, lambda: world.now)
        pushes = [(tina, reply_to(tina)), (ana, first), (ana, first), (ana, second)]
        return await asyncio.gather(*(queue.push(who.request(what), who.user) for who, what in pushes))

    outcomes = [reply.results[0].outcome for reply in asyncio.run(everybody())]
    assert outcomes == [Outcome.OK, Outcome.OK, Outcome.DUPLICATE, Outcome.OK]
    assert sorted(bodies(world)) == ["1", "2", "On my way"]
