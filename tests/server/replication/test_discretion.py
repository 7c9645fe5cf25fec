"""What a caller does not see does not exist: no answer of push or pull tells it from what was never there."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from domain.errors import RejectCode
from domain.records import TicketEvent
from domain.words import AttachmentState
from server.replication.pull import pull
from sync.protocol.codec import decode_page
from sync.protocol.pull import Begin, PullRequest
from sync.protocol.push import Outcome
from tests.support.world import World


def test_nobody_learns_from_a_refusal_whether_what_they_do_not_see_is_there(world: World) -> None:
    """A ticket, a message and a file of Puerto's, and ids that stand for nothing: Simon is told the same of both."""
    simon, ticket = world.client("simon"), world.get_ticket("boxes late")
    file = world.attachment(world.message(ticket), "bill.pdf", b"bill", state=AttachmentState.REFUSED)
    world.put(file)
    steps: dict[str, dict[str, Any]] = {
        "ticket.reply": {"body": "Hello?", "message_id": world.new_id()},
        "ticket.note": {"body": "Hello?", "message_id": world.new_id()},
        "ticket.set_status": {"status": "closed"},
        "ticket.set_priority": {"priority": "urgent"},
        "ticket.set_assignee": {"assignee_id": None},
        "ticket.set_team": {"team_id": world.ids["tills"]},
        "ticket.set_topic": {"topic_id": None},
        "ticket.set_type": {"type": "task"},
        "ticket.tag": {"add": ["mine"]},
        "ticket.follow": {"following": True},
    }
    asked = [(name, args | {"ticket_id": one}) for name, args in steps.items() for one in (ticket.id, world.new_id())]
    told = ticket.last_message_id or world.new_id()
    asked += [
        ("ticket.attach_again", {"ticket_id": world.ids["till"], "attachment_id": one})
        for one in (file.id, world.new_id())
    ]
    asked += [
        ("ticket.reply", {"ticket_id": one, "message_id": told, "body": "x"}) for one in (ticket.id, world.new_id())
    ]
    asked += [
        ("article.feedback", {"article_id": one, "helpful": True}) for one in (world.ids["draft"], world.new_id())
    ]
    for name, args in asked:
        result = simon.does(name, **args)
        assert (result.outcome, result.code, result.current) == (Outcome.REJECTED, RejectCode.GONE, None), name


def test_who_may_not_file_there_does_not_learn_which_ids_are_taken(world: World) -> None:
    ids = {"message_id": world.new_id(), "space_id": world.space_id, "store_id": world.ids["puerto"]}
    for ticket_id in (world.ids["boxes late"], world.new_id()):
        result = world.client("simon").does("ticket.create", ticket_id=ticket_id, title="x", body="y", **ids)
        assert result.code == RejectCode.FORBIDDEN


def test_anothers_mutation_id_takes_no_change_away_and_brings_none(world: World) -> None:
    ana, tina = world.client("ana"), world.client("tina")
    first = ana.envelope("ticket.set_priority", ticket_id=world.ids["till"], priority="urgent")
    ana.push(first)
    [event] = _events(world)

    second = replace(tina.envelope("ticket.set_priority", ticket_id=world.ids["till"], priority="low"), id=first.id)

    assert tina.push(second).results[0].outcome is Outcome.OK
    assert tina.push(second).results[0].outcome is Outcome.DUPLICATE
    assert world.get_ticket("till").priority == "low"
    assert len(_events(world)) == 2
    assert event in _events(world)


def _events(world: World) -> list[TicketEvent]:
    with world.database.read(world.space_id) as session:
        return session.find(TicketEvent, field="priority")


def test_a_pull_with_anothers_client_id_tells_nothing_of_it(world: World) -> None:
    ana = world.client("ana")
    ana.does("ticket.tag", ticket_id=world.ids["till"], add=["x"])
    for who, number in (("ana", 1), ("simon", 0)):
        request = PullRequest(client=ana.client_id, schema=1)
        begin = decode_page(pull(world.database, request, world.user(who), world.now).body)[0]
        assert isinstance(begin, Begin)
        assert begin.last_n == number
