"""Splitting: some messages of a ticket become a ticket of their own.

Nothing leaves the conversation in which it was written: the new ticket begins with copies, each naming the message it
was made of. A message never changes its ticket, so that a link to it, a quotation of it and a reader who is offline
with it stay right.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from domain.access import Action
from domain.deadlines import first_response_due
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.on_tickets import TicketArgs, desk_of, record_event
from domain.mutations.registry import Context, RecordStore, checked_text, must_be_new, must_get, mutation
from domain.mutations.tickets import SUBJECT_LONGEST
from domain.records import Attachment, Message, Ticket, TicketDesk
from domain.tickets import Side, with_deadline, with_message
from domain.words import AttachmentState, Audience, Status

MESSAGES_MOST = 50
FILES_MOST = 100


class Split(TicketArgs, frozen=True, kw_only=True):
    """A new ticket, `ticket_id`, out of messages of another one."""

    from_id: RecordId
    title: str
    message_ids: tuple[RecordId, ...]
    file_ids: tuple[RecordId, ...] = ()
    """The files of these messages; what has not arrived yet stays behind."""


@mutation("ticket.split", creates=True)
def split(store: RecordStore, context: Context, args: Split) -> None:
    """Make a ticket of its own of what is about something else; whoever asked is told by its acknowledgement."""
    source = must_get(store, Ticket, args.from_id)
    context.require(Action.WORK, source)
    must_be_new(store, Ticket, args.ticket_id)
    messages = _chosen(store, source, args.message_ids)
    number = context.next_ticket_number() if context.next_ticket_number else None
    ticket = Ticket(
        id=args.ticket_id,
        subject=checked_text(args.title, "title", longest=SUBJECT_LONGEST),
        number=number,
        requester_id=source.requester_id,
        store_id=source.store_id,
        team_id=source.team_id,
        assignee_id=source.assignee_id,
        follower_ids=source.follower_ids,
        status=Status.OPEN if source.assignee_id else Status.NEW,
        type=source.type,
        priority=source.priority,
        topic_id=source.topic_id,
        channel=source.channel,
        created_at=context.now,
        updated_at=context.now,
        # What is owed for these messages goes along: a split buys no time.
        first_response_due_at=source.due_at or first_response_due(source.priority, context.now),
    )
    copies = {
        message.id: replace(
            message,
            id=context.derived_id(f"message/{message.id}"),
            ticket_id=ticket.id,
            split_from_id=message.id,
            mention_ids=(),
        )
        for message in messages
    }
    for copy in copies.values():
        if copy.audience is Audience.PUBLIC:
            ticket = with_message(ticket, copy, Side.REQUESTER)
        store.put(copy)
    notes = [copy for copy in copies.values() if copy.audience is Audience.INTERNAL]
    store.put(with_deadline(replace(ticket, updated_at=context.now)))
    store.put(
        TicketDesk(
            id=ticket.id,
            ticket_id=ticket.id,
            tags=desk_of(store, source).tags,
            split_from_id=source.id,
            note_count=len(notes),
            last_note_at=notes[-1].created_at if notes else None,
        )
    )
    _copy_files(store, context, copies, args.file_ids)
    record_event(store, context, source, "split", "", ticket.id)
    record_event(store, context, ticket, "split_off", "", source.id)


def _chosen(store: RecordStore, source: Ticket, message_ids: Sequence[RecordId]) -> list[Message]:
    """Return the messages in the order of their conversation.

    Raises:
        MutationRejected: INVALID: none, too many, another ticket's, or only internal notes. GONE.
    """
    found = [must_get(store, Message, message_id) for message_id in dict.fromkeys(message_ids)]
    strange = [one.id for one in found if one.ticket_id != source.id]
    public = [one for one in found if one.audience is Audience.PUBLIC]
    if strange or not public or len(found) > MESSAGES_MOST:
        raise MutationRejected(RejectCode.INVALID, field="message_ids", strange=strange, most=MESSAGES_MOST)
    return sorted(found, key=lambda one: (one.created_at, one.id))


def _copy_files(
    store: RecordStore, context: Context, copies: dict[RecordId, Message], file_ids: Sequence[RecordId]
) -> None:
    """Let the copies have the files of their messages: one content, named twice."""
    if len(file_ids) > FILES_MOST:
        raise MutationRejected(RejectCode.INVALID, field="file_ids", most=FILES_MOST)
    for file_id in dict.fromkeys(file_ids):
        file = store.get(Attachment, file_id)
        copy = copies.get(file.message_id) if file is not None else None
        if file is not None and copy is not None and file.state is AttachmentState.READY:
            store.put(
                replace(file, id=context.derived_id(f"file/{file.id}"), ticket_id=copy.ticket_id, message_id=copy.id)
            )
