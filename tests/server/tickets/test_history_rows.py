"""Every change of a ticket, by whichever mutation, leaves a row that says so."""

from __future__ import annotations

import pytest
from msgspec.structs import asdict

from domain.records import Record, Ticket, TicketDesk, TicketEvent
from sync.protocol.push import Outcome
from tests.server.feed.test_state_law import DEEDS
from tests.server.replica import everything
from tests.support.world import World

ROWS: dict[str, set[str]] = {
    "status": {"status"},
    "close_reason": {"close_reason", "status", "merged"},
    "merged_into_id": {"merged"},
    "priority": {"priority"},
    "type": {"type"},
    "topic_id": {"topic"},
    "team_id": {"team", "escalated", "handed_back"},
    "assignee_id": {"assignee"},
    "follower_ids": {"follower"},
    "tags": {"tags"},
    "vendor": {"vendor", "escalated", "handed_back"},
    "vendor_reference": {"vendor", "escalated", "handed_back"},
    "vendor_expected_at": {"vendor", "escalated", "handed_back"},
    "snoozed_at": {"snooze"},
    "snoozed_by_id": {"snooze"},
    "snoozed_until": {"snooze"},
    "snooze_reason": {"snooze"},
    "parent_id": {"parent"},
    "problem_id": {"problem"},
    "person_id": {"person"},
    "verified_at": {"identity"},
    "verified_until": {"identity"},
    "verified_by_id": {"identity"},
    "verified_method": {"identity"},
    "failed_tries": {"identity"},
    "no_tries_until": {"identity"},
    "answers": {"answer"},
    "steps": {"step"},
    "expected_at": {"expected"},
    "next_update_at": {"next_update"},
    "update_every_h": {"next_update"},
    "follow_up_at": {"vendor", "escalated", "handed_back", "status"},
    "escalations": {"escalated", "handed_back"},
    "tasks": {"task", "task_done"},
}
"""Field of a ticket, or of the desk's side of it, to the rows of which one says that it changed: what stands before the
colon where they name a part of it, too."""
FOLLOWS = {
    *("updated_at", "message_count", "last_message_id", "last_message_at", "last_message_by", "reopened_count"),
    *("first_response_due_at", "first_response_at", "next_response_due_at", "due_at", "waiting_since"),
    *("resolved_at", "closed_at", "note_count", "last_note_at"),
    *("merged_at", "merged_status", "merged_follower_ids", "merged_tags"),
    *("reminder_at", "reminder_count", "closes_at", "check_back", "check_back_at", "remind_at", "remind_id"),
    # The message that asks says what for.
    "asked",
}
"""Fields that follow from a message or from one of those."""
BIRTH = {
    *("id", "subject", "requester_id", "store_id", "number", "channel", "created_at", "ticket_id", "audience"),
    *("claimed_store", "claimed_account", "contact", "at_store", "for_id", "split_from_id"),
}
"""Fields that a ticket has from its beginning and never changes."""


def test_every_field_of_a_ticket_has_its_row_or_follows_from_one() -> None:
    fields = {*Ticket.__struct_fields__, *TicketDesk.__struct_fields__}
    assert fields == {*ROWS, *FOLLOWS, *BIRTH}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("deed", DEEDS)
def test_a_change_of_a_ticket_leaves_its_row(world: World, deed: str) -> None:
    who, name, args = DEEDS[deed](world)
    before = snapshot(world)
    assert world.client(who).does(name, **args).outcome is Outcome.OK
    after = snapshot(world)
    new = [event for key, event in after.items() if isinstance(event, TicketEvent) and key not in before]
    for key, record in after.items():
        if not isinstance(record, Ticket | TicketDesk) or key not in before:
            continue
        then, now = asdict(before[key]), asdict(record)
        ticket_id = record.id if isinstance(record, Ticket) else record.ticket_id
        rows = {event.field.partition(":")[0] for event in new if event.ticket_id == ticket_id}
        for field in (field for field in now if now[field] != then[field] and field not in FOLLOWS):
            assert rows & ROWS[field], f"{deed}: {field} went from {then[field]} to {now[field]} without a row"
    for event in new:
        assert event.actor_id
        assert event.via
        assert event.before != event.after or event.field == "vendor", f"{deed}: {event.field} changed nothing"


def snapshot(world: World) -> dict[tuple[str, str], Record]:
    return {(record.KIND, str(record.id)): record for record, _ in everything(world).values()}
