"""Macros as one chooses among them, and what one would do."""

from __future__ import annotations

from typing import Any

from domain.errors import RejectCode
from domain.ids import RecordId
from domain.records import Message, Ticket, TicketEvent
from domain.words import Status
from sync.replica.reading import conversation, macros
from sync.replica.reading.reader import Reader
from tests.support.franchise import named
from tests.sync.replica.model import KEY, ModelClient


def run_args(client: ModelClient, ticket_id: RecordId) -> dict[str, Any]:
    """Arguments that answer and wait."""
    macro_id = client.server.franchise.id()
    steps: list[dict[str, Any]] = [
        {"name": "ticket.reply", "args": {"texts": {"en": "Look"}}},
        {"name": "ticket.set_status", "args": {"status": "pending"}},
    ]
    client.replica.mutate(
        "macro.create", {"macro_id": macro_id, "titles": {"en": "Wait", "es": "Esperar"}, "steps": steps}
    )
    text = {"message_id": client.server.franchise.id(), "body": "Look"}
    return {"ticket_id": ticket_id, "macro_id": macro_id, "steps": [{"name": "ticket.reply", "args": text}, steps[1]]}


def test_a_trial_says_what_would_be_done_and_changes_nothing(ana: ModelClient, ticket_id: RecordId) -> None:
    args = run_args(ana, ticket_id)
    before = ana.replica.cache.record(Ticket, ticket_id)
    waiting = ana.replica.cache.value("SELECT count(*) FROM outbox")
    trial = ana.replica.try_out("ticket.run_macro", args)
    assert trial.code is None
    assert [one.body for one in trial.records if isinstance(one, Message)] == ["Look"]
    assert {one.field for one in trial.records if isinstance(one, TicketEvent)} == {"status", "assignee"}
    assert ana.replica.cache.record(Ticket, ticket_id) == before
    assert ana.replica.cache.value("SELECT count(*) FROM outbox") == waiting


def test_a_trial_says_why_a_rule_says_no_and_at_which_step(ana: ModelClient, ticket_id: RecordId) -> None:
    ana.replica.mutate("ticket.set_status", {"ticket_id": ticket_id, "status": "resolved"})
    trial = ana.replica.try_out("ticket.run_macro", run_args(ana, ticket_id))
    assert (trial.records, trial.code, trial.detail["step"]) == ((), RejectCode.ILLEGAL_TRANSITION, 1)


def test_its_message_shows_how_far_it_has_come_and_the_server_comes_to_the_same(
    ana: ModelClient, ticket_id: RecordId
) -> None:
    args = run_args(ana, ticket_id)
    ana.replica.mutate("ticket.run_macro", args)
    reader = Reader(ana.path, KEY)
    [choice] = macros.macros(reader)
    assert (choice.title("es"), choice.title("pt"), len(choice.steps)) == ("Esperar", "Wait", 2)
    message_id = args["steps"][0]["args"]["message_id"]
    assert conversation.message_states(reader, ticket_id) == {message_id: "saved"}
    ana.push()
    ana.catch_up()
    assert conversation.message_states(reader, ticket_id) == {}
    ticket = ana.server.rows["ticket", ticket_id]
    assert isinstance(ticket, Ticket)
    assert (ticket.status, ticket.assignee_id) == (Status.PENDING, named("ana"))
    reader.close()
