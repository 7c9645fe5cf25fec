"""Asking for help without a session: a ticket of somebody of whom only what they say is known."""

from __future__ import annotations

from msgspec.structs import replace

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.on_tickets import TicketArgs, desk_of
from domain.mutations.registry import Context, RecordStore, checked_text, must_be_new, mutation
from domain.mutations.tickets import CreateTicket, create
from domain.records import Ticket, UserCard
from domain.words import Channel, Origin, TicketType

NAME_LONGEST = 120
CLAIM_LONGEST = 200


class AskForHelp(TicketArgs, frozen=True, kw_only=True):
    """What somebody wrote on the sign-in screen, and whom the server took them to speak of."""

    message_id: RecordId
    space_id: RecordId
    guest: UserCard
    """Who asks, by the name they gave: a card of its own, without an account."""
    title: str
    body: str
    topic_id: RecordId | None = None
    claimed_store: str = ""
    claimed_account: str = ""
    contact: str = ""
    person_id: RecordId | None = None


@mutation("ticket.ask_for_help", creates=True)
def ask_for_help(store: RecordStore, context: Context, args: AskForHelp) -> None:
    """File the ticket of a guest. It belongs to no store: what is said there is for the guest and the desk alone.

    Only the server does this, for whoever has no session; with one, a ticket is filed as any other.
    """
    if context.origin is not Origin.HELP or args.guest.id != context.actor.user_id:
        raise MutationRejected(RejectCode.FORBIDDEN, action="ticket.ask_for_help")
    must_be_new(store, UserCard, args.guest.id)
    store.put(replace(args.guest, name=checked_text(args.guest.name, "name", longest=NAME_LONGEST)))
    create(
        store,
        context,
        CreateTicket(
            ticket_id=args.ticket_id,
            message_id=args.message_id,
            space_id=args.space_id,
            title=args.title,
            body=args.body,
            topic_id=args.topic_id,
            type=TicketType.INCIDENT,
            channel=Channel.HELP,
        ),
    )
    ticket = store.get(Ticket, args.ticket_id)
    assert ticket is not None  # noqa: S101 - just created
    claims = {name: getattr(args, name).strip() for name in ("claimed_store", "claimed_account", "contact")}
    for name, text in claims.items():
        if len(text) > CLAIM_LONGEST:
            raise MutationRejected(RejectCode.INVALID, field=name, longest=CLAIM_LONGEST, length=len(text))
    store.put(replace(desk_of(store, ticket), person_id=args.person_id, **claims))
