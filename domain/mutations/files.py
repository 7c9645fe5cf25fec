"""Files of messages: they are announced with their message, and their bytes follow by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from domain.access import Action
from domain.attachments import FileRef, checked_files
from domain.ids import RecordId
from domain.mutations.registry import Args, Context, RecordStore, must_be_new, must_get, mutation
from domain.records import Attachment, Message, Ticket
from domain.words import AttachmentState


class AttachAgain(Args, frozen=True, kw_only=True):
    """Offer a file once more that the server did not take; `name` is only for whoever reads of it."""

    ticket_id: RecordId
    attachment_id: RecordId
    name: str = ""

    def subject(self) -> RecordId:
        """Return the ticket's id."""
        return self.ticket_id


def put_files(store: RecordStore, context: Context, message: Message, files: Sequence[FileRef]) -> None:
    """Announce the files of a new message to whoever sees the message.

    Raises:
        MutationRejected: INVALID or EXISTS.
    """
    for file in checked_files(files):
        must_be_new(store, Attachment, file.id)
        store.put(
            Attachment(
                id=file.id,
                ticket_id=message.ticket_id,
                message_id=message.id,
                audience=message.audience,
                author_id=context.actor.user_id,
                name=file.name,
                media_type=file.media_type,
                size_bytes=file.size_bytes,
                sha256=file.sha256,
            )
        )


@mutation("ticket.attach_again")
def attach_again(store: RecordStore, context: Context, args: AttachAgain) -> None:
    """Let a refused file arrive after all: only its author has it to offer."""
    attachment = must_get(store, Attachment, args.attachment_id)
    ticket = must_get(store, Ticket, attachment.ticket_id)
    context.require(Action.UPLOAD, attachment, ticket)
    if attachment.state is not AttachmentState.READY:
        # Also where nothing changes: its author's computer takes it up again.
        store.put(replace(attachment, state=AttachmentState.ARRIVING, refusal=""))
