"""What all mutations of tickets share: naming one, being allowed to work on it, and leaving a trace of every change."""

from __future__ import annotations

from typing import Any, ClassVar

from domain.access import Action
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.registry import Args, Context, RecordStore, must_get
from domain.records import Ticket, TicketDesk, TicketEvent
from domain.words import Audience, Origin

MERGES_MOST = 16
"""So long may a chain of merges be; further ones are refused."""
PUBLIC_FIELDS = frozenset(
    {
        *("status", "priority", "follower", "merged", "absorbed", "expected", "next_update", "split", "split_off"),
        *("passed_on", "step"),
    }
    | {"close_reason", "reminder", "check_back", "rating", "dissatisfied", "to_lead"}
)
"""Changes that everybody who sees the ticket may know of; how the desk organises itself is its own."""


class TicketArgs(Args, frozen=True, kw_only=True):
    """Arguments that name a ticket."""

    ticket_id: RecordId

    def subject(self) -> RecordId:
        """Return the ticket's id."""
        return self.ticket_id


class SeenArgs(TicketArgs, frozen=True, kw_only=True):
    """Arguments of what is done to a ticket only as long as nobody writes whom its author had not read."""

    GUARDS: ClassVar[tuple[str, ...]] = ("seen_message_id", "seen_count")

    seen_message_id: RecordId | None = None
    """The last message they had seen; one's own answer, if it goes out with it."""
    seen_count: int | None = None
    """How many: behind an answer of one's own, others may have written before it."""

    def seen(self, store: RecordStore) -> dict[str, Any]:
        """Override Args.seen: the messages that are there, unless the screen has said which it showed."""
        ticket = store.get(Ticket, self.ticket_id)
        if ticket is None or self.seen_count is not None:
            return {}
        return {
            "seen_message_id": self.seen_message_id or ticket.last_message_id,
            "seen_count": ticket.message_count,
        }


def check_seen(ticket: Ticket, args: SeenArgs) -> None:
    """Raise `MutationRejected(STALE_GUARD)` if somebody wrote whom the author had not read."""
    new = 0 if args.seen_count is None else ticket.message_count - args.seen_count
    another = args.seen_message_id is not None and args.seen_message_id != ticket.last_message_id
    if new > 0 or another:
        seen = {"seen": args.seen_message_id, "last": ticket.last_message_id}
        raise MutationRejected(RejectCode.STALE_GUARD, **seen, new=max(new, 0))


def current(store: RecordStore, ticket_id: RecordId) -> Ticket:
    """Return the ticket, or the one into which it was merged: what somebody does to it, not knowing, is done there.

    On a client that one may be out of sight: the server would do it there, or refuse it, but never to this one.

    Raises:
        MutationRejected: GONE.
    """
    ticket = must_get(store, Ticket, ticket_id)
    for _ in range(MERGES_MOST):
        if ticket.merged_into_id is None:
            break
        ticket = must_get(store, Ticket, ticket.merged_into_id)
    return ticket


def workable(store: RecordStore, context: Context, args: TicketArgs) -> Ticket:
    """Return the ticket the desk is about to change; what somebody set a timer for is done whatever has become of them.

    Raises:
        MutationRejected: GONE or FORBIDDEN.
    """
    ticket = current(store, args.ticket_id)
    if context.origin is not Origin.TIMER:
        context.require(Action.WORK, ticket)
    return ticket


def workable_itself(store: RecordStore, context: Context, ticket_id: RecordId) -> Ticket:
    """Return the ticket of that id, merged or not.

    Raises:
        MutationRejected: GONE or FORBIDDEN.
    """
    ticket = must_get(store, Ticket, ticket_id)
    context.require(Action.WORK, ticket)
    return ticket


def desk_of(store: RecordStore, ticket: Ticket) -> TicketDesk:
    """Return the desk's side of `ticket`."""
    return store.get(TicketDesk, ticket.id) or TicketDesk(id=ticket.id, ticket_id=ticket.id)


def record_event(
    store: RecordStore,
    context: Context,
    ticket: Ticket,
    field: str,
    before: str,
    after: str,
    *,
    expected: str | None = None,
    reason: str = "",
    label: str = "",
    audience: Audience | None = None,
) -> None:
    """Keep one change as a row: what it was, what it is, by whom, from where and why.

    A mutation that changes a field of several tickets gives each row a `label` of its own. What a macro is called is
    the desk's: a row that everybody concerned sees says that it was one, and not which. Who sees the row is what
    `PUBLIC_FIELDS` say of the field, unless an `audience` is given.
    """
    audience = audience or (Audience.PUBLIC if field in PUBLIC_FIELDS else Audience.INTERNAL)
    store.put(
        TicketEvent(
            id=context.derived_id(f"event/{field}/{label}" if label else f"event/{field}"),
            ticket_id=ticket.id,
            audience=audience,
            actor_id=context.actor.user_id,
            at=context.now,
            field=field,
            before=str(before),
            after=str(after),
            expected=expected,
            via=context.origin,
            reason=reason or (context.cause if audience is Audience.INTERNAL else ""),
        )
    )
