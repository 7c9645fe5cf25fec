"""What follows from every step in a ticket's life: what is due by itself from then on, and who hears of a reopening."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from domain.closing import DEFAULT, POLICY_ID, REOPENINGS_MOST, checked_back, planned
from domain.ids import RecordId
from domain.mutations.on_tickets import record_event
from domain.mutations.registry import Context, RecordStore
from domain.opening import Opening, opening_of
from domain.records import ClosingPolicy, Store, Team, Ticket, TicketDesk, Topic, UserCard
from domain.tickets import DONE, with_status
from domain.words import CloseReason, Status


def stepped(
    store: RecordStore,
    ticket: Ticket,
    status: Status,
    now: datetime,
    reason: CloseReason | None = None,
    check_back_days: int | None = None,
) -> Ticket:
    """Return `ticket` in `status`, with its clocks and with what is due by itself in it.

    Args:
        store: Knows the space's policy, the ticket's store and topic; a customer's does not, and takes the defaults.
        ticket: As it was.
        status: Where it goes.
        now: When.
        reason: Why it is closed.
        check_back_days: When resolved: after how many days its requester is asked whether it works; None: as its
            topic says.
    """
    opening = opening_at(store, ticket)
    after = planned(with_status(ticket, status, now, reason), policy_of(store), opening, now)
    if check_back_days is None:
        topic = store.get(Topic, ticket.topic_id) if ticket.topic_id and status is Status.RESOLVED else None
        check_back_days = topic.check_back_days if topic is not None else 0
    return checked_back(after, check_back_days, opening, now)


def asked_again(store: RecordStore, ticket: Ticket, now: datetime) -> Ticket:
    """Return a pending ticket that its requester was just asked in anew: the wait begins again."""
    return planned(ticket, policy_of(store), opening_at(store, ticket), now)


def policy_of(store: RecordStore) -> ClosingPolicy:
    """Return the space's policy."""
    return store.get(ClosingPolicy, POLICY_ID) or DEFAULT


def opening_at(store: RecordStore, ticket: Ticket) -> Opening:
    """Return when the ticket's store is open."""
    return opening_of(store.get(Store, ticket.store_id) if ticket.store_id else None)


def heard_by_lead(
    store: RecordStore, context: Context, before: Ticket, after: Ticket, *, dissatisfied: bool = False
) -> Ticket:
    """Return a ticket that its requester has opened again; unhappy, or for the second time, it is the team lead's.

    On a computer that does not see the desk's side nobody is given anything; the server does it.
    """
    again = before.status in DONE and after.reopened_count >= REOPENINGS_MOST
    lead_id = _lead_of(store, after) if dissatisfied or again else None
    if lead_id is None or lead_id == after.requester_id or store.get(TicketDesk, after.id) is None:
        return after
    record_event(store, context, after, "to_lead", "", lead_id)
    if lead_id != after.assignee_id:
        record_event(store, context, after, "assignee", after.assignee_id or "", lead_id)
    return replace(after, assignee_id=lead_id)


def _lead_of(store: RecordStore, ticket: Ticket) -> RecordId | None:
    """Return who leads the ticket's team and is still there."""
    team = store.get(Team, ticket.team_id) if ticket.team_id else None
    card = store.get(UserCard, team.lead_id) if team is not None and team.lead_id else None
    return card.id if card is not None and card.active else None
