"""What the ticket routes take and give."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.ids import RecordId
from domain.records import Attachment, Message, Ticket, TicketDesk, TicketEvent
from domain.words import Channel, CloseReason, Priority, Status, TicketType


class TicketPage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Tickets in the order asked for.

    Attributes:
        names: Id to name of every store, team, topic and person that the tickets name and the caller may see.
        next: What to give as `after` for the following page; absent on the last. While words within texts are looked
            for (`contains`), pages may hold fewer than asked for, or nothing.
        corrected: With `q`: the words as they were understood, if some were put right.
    """

    tickets: tuple[Ticket, ...]
    names: dict[str, str] = {}
    next: str = ""
    corrected: str = ""


class Conversation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A ticket as the caller may see it, with its latest messages, the oldest of them first.

    Attributes:
        desk: The desk's side of it, for whoever sees that.
        messages: Public messages, and internal notes for whoever sees those.
        events: What was changed since the first of `messages`; on the last page since the beginning.
        attachments: The files of `messages`.
        earlier: What to give as `before` for the messages before these; absent if there are none.
    """

    ticket: Ticket
    desk: TicketDesk | None = None
    messages: tuple[Message, ...] = ()
    events: tuple[TicketEvent, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    names: dict[str, str] = {}
    earlier: str = ""


class Filing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new ticket with its first message.

    Attributes:
        requester_id: Whom it is for; the caller unless the desk files it for somebody.
    """

    title: str
    body: str
    requester_id: RecordId | None = None
    store_id: RecordId | None = None
    topic_id: RecordId | None = None
    type: TicketType = TicketType.QUESTION
    priority: Priority = Priority.NORMAL
    channel: Channel = Channel.PORTAL


class Writing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A public reply or an internal note, as Markdown."""

    body: str
    mention_ids: tuple[RecordId, ...] = ()
    channel: Channel = Channel.PORTAL


class Setting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """New values for fields of a ticket: all of them are set, or none.

    Attributes:
        seen_message_id: With `status`: the last message the caller has read. If another came since, nothing is done.
        add_tags: Tags to put on it; `remove_tags` takes some off.
        following: Whether the caller follows it.
    """

    status: Status | msgspec.UnsetType = msgspec.UNSET
    close_reason: CloseReason | None | msgspec.UnsetType = msgspec.UNSET
    seen_message_id: RecordId | msgspec.UnsetType = msgspec.UNSET
    priority: Priority | msgspec.UnsetType = msgspec.UNSET
    type: TicketType | msgspec.UnsetType = msgspec.UNSET
    topic_id: RecordId | None | msgspec.UnsetType = msgspec.UNSET
    team_id: RecordId | msgspec.UnsetType = msgspec.UNSET
    assignee_id: RecordId | None | msgspec.UnsetType = msgspec.UNSET
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    following: bool | msgspec.UnsetType = msgspec.UNSET


class Written(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a change came to.

    Attributes:
        ticket: As it is now; absent if the change has taken it out of the caller's sight.
        message: What was written, of a reply or a note.
        repeated: Whether the same request had been carried out before, and nothing was done now.
    """

    ticket_id: RecordId
    ticket: Ticket | None = None
    message: Message | None = None
    repeated: bool = False


class ViewCount(msgspec.Struct, frozen=True, kw_only=True):
    """A view that the caller may use, and how many tickets it shows them.

    Attributes:
        count: None while the tickets are being counted for the first time after the view was made or changed.
    """

    id: RecordId
    names: dict[str, str]
    conditions: dict[str, Any]
    order: str
    descending: bool
    position: int
    owner_id: RecordId | None
    team_id: RecordId | None
    count: int | None


class ViewCounts(msgspec.Struct, frozen=True, kw_only=True):
    """Every view that the caller may use, in their order."""

    views: tuple[ViewCount, ...]
