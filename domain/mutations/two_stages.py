"""A customer asks their store, and the store asks the desk: two tickets, each side with its own part.

The customer's ticket stays with the store. What the store passes on is a ticket of its own with the desk; it names the
customer's, which only the store and the customer can open.
"""

from __future__ import annotations

from msgspec.structs import replace

from domain.access import Action
from domain.attachments import FileRef
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.on_tickets import TicketArgs, record_event
from domain.mutations.registry import Context, RecordStore, must_get, mutation
from domain.mutations.tickets import CreateTicket, create
from domain.records import Ticket
from domain.tickets import DONE
from domain.words import TicketType

SUPPORT = "support"


class PassOn(TicketArgs, frozen=True, kw_only=True):
    """A ticket with the desk, `ticket_id`, for one of a customer's."""

    from_id: RecordId
    message_id: RecordId
    title: str
    body: str
    space_id: RecordId
    topic_id: RecordId | None = None
    type: TicketType = TicketType.INCIDENT
    files: tuple[FileRef, ...] = ()


@mutation("ticket.pass_on", creates=True)
def pass_on(store: RecordStore, context: Context, args: PassOn) -> None:
    """Ask the desk about a customer's ticket; the customer reads that somebody was asked, and nothing of what."""
    source = must_get(store, Ticket, args.from_id)
    context.require(Action.SERVE, source)
    if source.status in DONE:
        raise MutationRejected(RejectCode.ILLEGAL_TRANSITION, before=str(source.status), after="passed_on")
    filed = CreateTicket(
        ticket_id=args.ticket_id,
        message_id=args.message_id,
        title=args.title,
        body=args.body,
        space_id=args.space_id,
        store_id=source.store_id,
        topic_id=args.topic_id,
        type=args.type,
        files=args.files,
    )
    create(store, context, filed)
    store.put(replace(must_get(store, Ticket, args.ticket_id), for_id=source.id))
    record_event(store, context, source, "passed_on", "", SUPPORT)
