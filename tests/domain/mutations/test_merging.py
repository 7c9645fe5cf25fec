"""Merging two tickets: nothing of either is lost, and what is still done to the one is done to the other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.records import Message, Ticket, TicketDesk, TicketEvent
from domain.words import Audience, CloseReason, Status
from tests.support.franchise import Franchise, named


def get(franchise: Franchise, ticket_id: RecordId) -> Ticket:
    found = franchise.store.get(Ticket, ticket_id)
    assert found is not None
    return found


def desk(franchise: Franchise, ticket_id: RecordId) -> TicketDesk:
    found = franchise.store.get(TicketDesk, ticket_id)
    assert found is not None
    return found


def pair(franchise: Franchise, **second: Any) -> tuple[RecordId, RecordId]:
    """Two tickets of one store, the second to go into the first."""
    return franchise.file_ticket(), franchise.file_ticket(**second)


def merge(franchise: Franchise, loser: RecordId, winner: RecordId, who: str = "ana", **args: Any) -> None:
    franchise.act(who, "ticket.merge", ticket_id=loser, into_id=winner, **args)


def refusal(franchise: Franchise, who: str, name: str, **args: Any) -> RejectCode:
    with pytest.raises(MutationRejected) as info:
        franchise.act(who, name, **args)
    return info.value.code


def test_the_one_is_closed_and_points_at_the_other_and_both_keep_their_messages() -> None:
    franchise = Franchise()
    winner, loser = pair(franchise)
    franchise.act("ana", "ticket.tag", ticket_id=loser, add=["paper"])
    franchise.act("olga", "ticket.follow", ticket_id=loser, following=True)
    merge(franchise, loser, winner)
    gone = get(franchise, loser)
    assert (gone.status, gone.close_reason, gone.merged_into_id) == (Status.CLOSED, CloseReason.MERGED, winner)
    assert get(franchise, winner).follower_ids == (named("olga"),)
    assert desk(franchise, winner).tags == ("paper",)
    assert {one.ticket_id for one in franchise.store.all(Message)} == {winner, loser}
    events = [one for one in franchise.store.all(TicketEvent) if one.field in {"merged", "absorbed"}]
    assert {(one.ticket_id, one.field, one.after, one.audience) for one in events} == {
        (loser, "merged", winner, Audience.PUBLIC),
        (winner, "absorbed", loser, Audience.PUBLIC),
    }


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("ticket.reply", {"body": "And the second till too"}),
        ("ticket.note", {"body": "Called the vendor"}),
        ("ticket.set_priority", {"priority": "high"}),
        ("ticket.tag", {"add": ["late"]}),
        ("ticket.snooze", {}),
        ("ticket.follow", {"following": True}),
    ],
)
def test_what_is_done_to_the_one_afterwards_is_done_to_the_other(name: str, args: dict[str, Any]) -> None:
    franchise = Franchise()
    winner, loser = pair(franchise)
    merge(franchise, loser, winner)
    before = get(franchise, loser), desk(franchise, loser)
    message = {"message_id": franchise.id()} if "body" in args else {}
    franchise.act("alex", name, ticket_id=loser, **message, **args)
    assert (get(franchise, loser), desk(franchise, loser)) == before
    messages = {one.ticket_id for one in franchise.store.all(Message) if one.created_at == franchise.now}
    events = {one.ticket_id for one in franchise.store.all(TicketEvent) if one.at == franchise.now}
    assert messages | events == {winner}


def test_an_answer_of_the_requester_to_the_one_opens_the_other() -> None:
    franchise = Franchise()
    winner, loser = pair(franchise)
    merge(franchise, loser, winner)
    franchise.act("ana", "ticket.set_status", ticket_id=winner, status="resolved")
    franchise.act("sam", "ticket.reply", ticket_id=loser, message_id=franchise.id(), body="Not yet")
    assert get(franchise, winner).status is Status.OPEN
    assert get(franchise, loser).status is Status.CLOSED


def test_a_chain_of_merges_leads_to_its_end() -> None:
    franchise = Franchise()
    first, second = pair(franchise)
    third = franchise.file_ticket()
    merge(franchise, third, second)
    merge(franchise, second, first)
    franchise.act("ana", "ticket.set_priority", ticket_id=third, priority="low")
    assert str(get(franchise, first).priority) == "low"


def test_what_was_open_opens_what_was_solved_and_the_nearer_deadline_holds() -> None:
    franchise = Franchise()
    winner, loser = pair(franchise, priority="urgent")
    franchise.act("ana", "ticket.reply", ticket_id=winner, message_id=franchise.id(), body="Done")
    franchise.act("ana", "ticket.set_status", ticket_id=winner, status="resolved")
    due = get(franchise, loser).due_at
    merge(franchise, loser, winner)
    after = get(franchise, winner)
    assert (after.status, after.due_at) == (Status.OPEN, due)
    assert due is not None
    assert due - get(franchise, loser).created_at == timedelta(hours=1)


def test_no_merge_shows_a_store_what_is_anothers() -> None:
    franchise = Franchise()
    winner = franchise.file_ticket()
    loser = franchise.file_ticket("sue", store_id=named("rathmines"))
    assert refusal(franchise, "ana", "ticket.merge", ticket_id=loser, into_id=winner) is RejectCode.INVALID
    assert get(franchise, loser).status is Status.NEW


def test_nothing_is_merged_with_itself_twice_or_in_a_circle() -> None:
    franchise = Franchise()
    winner, loser = pair(franchise)
    third = franchise.file_ticket()
    assert refusal(franchise, "ana", "ticket.merge", ticket_id=loser, into_id=loser) is RejectCode.CONFLICT
    merge(franchise, loser, winner)
    merge(franchise, loser, winner)
    assert refusal(franchise, "ana", "ticket.merge", ticket_id=loser, into_id=third) is RejectCode.CONFLICT
    assert refusal(franchise, "ana", "ticket.merge", ticket_id=winner, into_id=loser) is RejectCode.CONFLICT


def test_what_was_written_meanwhile_holds_a_merge_up() -> None:
    franchise = Franchise()
    winner, loser = pair(franchise)
    franchise.act("sam", "ticket.reply", ticket_id=loser, message_id=franchise.id(), body="Something else, in fact")
    args = {"ticket_id": loser, "into_id": winner, "seen_count": 1}
    assert refusal(franchise, "ana", "ticket.merge", **args) is RejectCode.STALE_GUARD


def test_a_merge_is_taken_back_as_long_as_nobody_has_written() -> None:
    franchise = Franchise()
    winner, loser = pair(franchise)
    franchise.act("ana", "ticket.tag", ticket_id=loser, add=["paper"])
    franchise.act("olga", "ticket.follow", ticket_id=loser, following=True)
    before = get(franchise, loser)
    merge(franchise, loser, winner)
    franchise.act("ana", "ticket.unmerge", ticket_id=loser)
    after = get(franchise, loser)
    assert (after.status, after.merged_into_id, after.due_at) == (before.status, None, before.due_at)
    assert after.reopened_count == 0
    assert (get(franchise, winner).follower_ids, desk(franchise, winner).tags) == ((), ())
    merge(franchise, loser, winner)
    franchise.act("sam", "ticket.reply", ticket_id=loser, message_id=franchise.id(), body="Thank you")
    assert refusal(franchise, "ana", "ticket.unmerge", ticket_id=loser) is RejectCode.TOO_LATE


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("ticket.reply", {"body": "And the second till too"}),
        ("ticket.set_assignee", {"assignee_id": None}),
        ("ticket.set_status", {"status": "open"}),
        ("ticket.tag", {"add": ["late"]}),
    ],
)
def test_nothing_is_done_to_the_one_where_the_other_is_out_of_sight(name: str, args: dict[str, Any]) -> None:
    """The server would do it to the other, or refuse it there: a client must not show it in the wrong place."""
    franchise = Franchise()
    winner, loser = pair(franchise)
    merge(franchise, loser, winner)
    del franchise.store.rows[Ticket.KIND, winner]
    before = get(franchise, loser), desk(franchise, loser)
    message = {"message_id": franchise.id()} if "body" in args else {}
    assert refusal(franchise, "ana", name, ticket_id=loser, **message, **args) is RejectCode.GONE
    assert (get(franchise, loser), desk(franchise, loser)) == before
