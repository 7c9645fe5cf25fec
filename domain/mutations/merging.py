"""Merging: two tickets about one thing become one, and both conversations are kept.

The one that is merged is closed and points at the other; who asked and who followed there follows here. What somebody
still does to it, not knowing, is done to the other one (`on_tickets.current`).
"""

from __future__ import annotations

from msgspec.structs import replace

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.on_tickets import (
    MERGES_MOST,
    SeenArgs,
    TicketArgs,
    check_seen,
    desk_of,
    record_event,
    workable_itself,
)
from domain.mutations.registry import Context, RecordStore, mutation
from domain.mutations.reminders import settled
from domain.mutations.snooze import woken
from domain.mutations.stepping import stepped
from domain.records import Ticket, TicketDesk
from domain.tickets import DONE, with_deadline
from domain.words import CloseReason, Status


class Merge(SeenArgs, frozen=True, kw_only=True):
    """The ticket goes into another one; refused if somebody wrote in it since its author last looked."""

    into_id: RecordId


class Unmerge(TicketArgs, frozen=True, kw_only=True):
    """The ticket is one of its own again, as long as nobody has written in either."""


@mutation("ticket.merge")
def merge(store: RecordStore, context: Context, args: Merge) -> None:
    """Close the ticket and carry on in the other; whoever asked is told of it once, by its being closed."""
    loser = workable_itself(store, context, args.ticket_id)
    winner = workable_itself(store, context, args.into_id)
    if loser.merged_into_id == winner.id:
        return
    _check_mergeable(store, loser, winner)
    check_seen(loser, args)
    _close(store, context, loser, winner)
    _take_over(store, context, loser, winner)


@mutation("ticket.unmerge")
def unmerge(store: RecordStore, context: Context, args: Unmerge) -> None:
    """Take a merge back: the status it had is there again, the followers and tags it brought are gone.

    A ticket that it had opened again stays open: somebody is to look.
    """
    loser = workable_itself(store, context, args.ticket_id)
    if loser.merged_into_id is None:
        return
    winner = workable_itself(store, context, loser.merged_into_id)
    desk, winner_desk = desk_of(store, loser), desk_of(store, winner)
    if desk.merged_at is None or any(
        _written_since(one, side, desk) for one, side in ((loser, desk), (winner, winner_desk))
    ):
        raise MutationRejected(RejectCode.TOO_LATE, into=winner.id)
    status = desk.merged_status or Status.OPEN
    record_event(store, context, loser, "merged", winner.id, "")
    record_event(store, context, winner, "absorbed", loser.id, "")
    after = replace(
        stepped(store, loser, status, context.now), merged_into_id=None, reopened_count=loser.reopened_count
    )
    store.put(after)
    if status is not loser.status:
        record_event(store, context, loser, "status", loser.status, status)
    for user_id in sorted(set(winner.follower_ids) & set(desk.merged_follower_ids)):
        record_event(store, context, winner, "follower", user_id, "", label=user_id)
    followers = set(winner.follower_ids) - set(desk.merged_follower_ids)
    store.put(replace(winner, follower_ids=tuple(sorted(followers)), updated_at=context.now))
    _put_tags(store, context, winner, winner_desk, set(winner_desk.tags) - set(desk.merged_tags))
    store.put(replace(desk, merged_at=None, merged_status=None, merged_follower_ids=(), merged_tags=()))


def _check_mergeable(store: RecordStore, loser: Ticket, winner: Ticket) -> None:
    """Raise `MutationRejected` unless both are tickets of their own, and whoever asked in one may read the other."""
    if loser.merged_into_id is not None:
        raise MutationRejected(RejectCode.CONFLICT, field="ticket_id", into=loser.merged_into_id)
    one: Ticket | None = winner
    for _ in range(MERGES_MOST):
        if one is None or one.id == loser.id:
            break
        one = store.get(Ticket, one.merged_into_id) if one.merged_into_id else None
    if one is not None or winner.merged_into_id is not None:
        raise MutationRejected(RejectCode.CONFLICT, field="into_id", into=winner.merged_into_id)
    shared = winner.store_id is not None and winner.store_id == loser.store_id
    if winner.requester_id != loser.requester_id and not shared:
        # Somebody of another store would read what is not theirs: such tickets are linked to one problem instead.
        raise MutationRejected(RejectCode.INVALID, field="into_id", problem="another requester and another store")


def _close(store: RecordStore, context: Context, loser: Ticket, winner: Ticket) -> None:
    """Close what is merged, and keep how it stood for whoever takes it back."""
    woken(store, context, loser)
    record_event(store, context, loser, "status", loser.status, Status.CLOSED)
    record_event(store, context, loser, "merged", "", winner.id)
    closed = stepped(store, loser, Status.CLOSED, context.now, CloseReason.MERGED)
    store.put(replace(closed, merged_into_id=winner.id))
    tags = set(desk_of(store, loser).tags) - set(desk_of(store, winner).tags)
    store.put(
        replace(
            desk_of(store, loser),
            merged_at=context.now,
            merged_status=loser.status,
            merged_follower_ids=tuple(sorted(_new_followers(loser, winner))),
            merged_tags=tuple(sorted(tags)),
        )
    )
    settled(store, context, loser.id)


def _take_over(store: RecordStore, context: Context, loser: Ticket, winner: Ticket) -> None:
    """Give the other ticket those who follow, the tags, and the deadline that was owed; solved, it is open again."""
    record_event(store, context, winner, "absorbed", "", loser.id)
    after = winner
    if winner.status in DONE and loser.status not in DONE:
        record_event(store, context, winner, "status", winner.status, Status.OPEN, label=winner.id)
        after = stepped(store, after, Status.OPEN, context.now)
    owed = [due for due in (winner.next_response_due_at, loser.due_at) if due is not None]
    if owed and winner.first_response_at is not None:
        after = replace(after, next_response_due_at=min(owed))
    new = _new_followers(loser, winner)
    for user_id in sorted(new):
        record_event(store, context, winner, "follower", "", user_id, label=user_id)
    followers = set(winner.follower_ids) | new
    store.put(with_deadline(replace(after, follower_ids=tuple(sorted(followers)), updated_at=context.now)))
    desk = desk_of(store, winner)
    _put_tags(store, context, winner, desk, {*desk.tags, *desk_of(store, loser).tags})


def _put_tags(store: RecordStore, context: Context, ticket: Ticket, desk: TicketDesk, tags: set[str]) -> None:
    """Give a ticket other tags, with a row that says so."""
    after = tuple(sorted(tags))
    if after != desk.tags:
        record_event(store, context, ticket, "tags", ", ".join(desk.tags), ", ".join(after))
    store.put(replace(desk, tags=after))


def _new_followers(loser: Ticket, winner: Ticket) -> set[RecordId]:
    return {loser.requester_id, *loser.follower_ids} - {winner.requester_id, *winner.follower_ids}


def _written_since(ticket: Ticket, side: TicketDesk, merged: TicketDesk) -> bool:
    """Tell whether a message or a note came after the merge."""
    times = (ticket.last_message_at, side.last_note_at)
    return any(at is not None and merged.merged_at is not None and at > merged.merged_at for at in times)
