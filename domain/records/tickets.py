"""Tickets, and what is said and done on them."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.ids import RecordId
from domain.records.base import Record
from domain.words import (
    AttachmentState,
    Audience,
    Channel,
    CheckBack,
    CloseReason,
    Origin,
    Priority,
    RatingReason,
    Status,
    TicketType,
    VerificationMethod,
)


class TriedStep(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was tried."""

    id: RecordId
    text: str
    author_id: RecordId
    at: str
    """As `time_text`: times within a list stay texts."""
    helped: bool | None = None
    """None if nobody has said."""


class Ticket(Record, frozen=True, kw_only=True):
    """A store's or customer's issue, as everybody concerned may see it."""

    KIND = "ticket"

    subject: str
    requester_id: RecordId
    store_id: RecordId | None = None
    team_id: RecordId | None = None
    assignee_id: RecordId | None = None
    follower_ids: tuple[RecordId, ...] = ()
    at_store: bool = False
    """Whether a customer asks their store, and not the desk: it is in no team's queue."""
    for_id: RecordId | None = None
    """The customer's ticket for which the store asks the desk; whoever may not see it learns no more than this."""
    number: int | None = None
    """Given by the server; a ticket that only exists here has none yet."""
    status: Status = Status.NEW
    close_reason: CloseReason | None = None
    merged_into_id: RecordId | None = None
    """The ticket that has taken this one's place."""
    type: TicketType = TicketType.QUESTION
    priority: Priority = Priority.NORMAL
    topic_id: RecordId | None = None
    answers: dict[str, tuple[str, ...]] = {}
    """Key of a line of its topic's form to what was answered there; lines without an answer are not in it."""
    asked: tuple[str, ...] = ()
    """Keys of the lines that its requester is to answer (again); `domain.diagnostics.ASKED` for their computer."""
    steps: tuple[TriedStep, ...] = ()
    """What was tried, in the order in which it was noted."""
    channel: Channel = Channel.DESKTOP
    created_at: datetime
    updated_at: datetime
    message_count: int = 0
    last_message_id: RecordId | None = None
    last_message_at: datetime | None = None
    last_message_by: RecordId | None = None
    reopened_count: int = 0
    first_response_due_at: datetime | None = None
    first_response_at: datetime | None = None
    next_response_due_at: datetime | None = None
    due_at: datetime | None = None
    """The deadline that runs now; none while nothing is owed or the clock is paused."""
    waiting_since: datetime | None = None
    """Since when the ticket is pending or on hold."""
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    reminder_at: datetime | None = None
    """When its requester is next reminded that their answer is waited for (`domain.closing`)."""
    reminder_count: int = 0
    """How often they were, in this wait."""
    closes_at: datetime | None = None
    """When it closes by itself unless somebody says a word: without an answer, or solved and not complained of."""
    check_back: CheckBack | None = None
    """After a solution: how far the question has come whether its requester can work again; None: it is not asked."""
    check_back_at: datetime | None = None
    """When it is asked; None once it was."""
    expected_at: datetime | None = None
    """By when the desk has said that it expects to be done."""
    next_update_at: datetime | None = None
    """By when it has promised to write again."""
    update_every_h: int = 0
    """How often it writes until it is done, in hours; 0: only that once."""


class Escalation(msgspec.Struct, frozen=True, kw_only=True):
    """A step up: whose the ticket was, to whom it comes back with an answer."""

    team_id: RecordId | None = None
    assignee_id: RecordId | None = None
    by_id: RecordId
    reason: str = ""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a ticket's checklist."""

    id: RecordId
    title: str
    assignee_id: RecordId | None = None
    done_by_id: RecordId | None = None
    """Who did it; None while it is to be done."""


class TicketDesk(Record, frozen=True, kw_only=True):
    """What only the desk may see of a ticket. Its id is the ticket's."""

    KIND = "ticket_desk"
    PARENT = ("ticket_id", "ticket")

    ticket_id: RecordId
    audience: Audience = Audience.INTERNAL
    tags: tuple[str, ...] = ()
    answers: dict[str, tuple[str, ...]] = {}
    """As those of the ticket, to what only the desk is asked."""
    vendor: str = ""
    vendor_reference: str = ""
    vendor_expected_at: datetime | None = None
    follow_up_at: datetime | None = None
    """When to ask the third party again."""
    escalations: tuple[Escalation, ...] = ()
    """The steps up that it has taken, in order; the last one is the way back."""
    remind_at: datetime | None = None
    """When somebody is next reminded of what is owed: a word to the requester, asking the third party again."""
    remind_id: RecordId | None = None
    """Who promised it: is reminded where nobody is assigned."""
    tasks: tuple[Task, ...] = ()
    """What is still to be done, and what was."""
    snoozed_at: datetime | None = None
    """Since when it is out of its team's way; None if it is not."""
    snoozed_by_id: RecordId | None = None
    snoozed_until: datetime | None = None
    """When it comes back by itself; None: when its requester answers, which brings it back in any case."""
    snooze_reason: str = ""
    parent_id: RecordId | None = None
    """The ticket of which this one is a part."""
    problem_id: RecordId | None = None
    """The problem behind this incident."""
    split_from_id: RecordId | None = None
    """The ticket out of whose messages it was made."""
    merged_at: datetime | None = None
    """When it went into another ticket; what the merge added there, and its status before, for taking it back."""
    merged_status: Status | None = None
    merged_follower_ids: tuple[RecordId, ...] = ()
    merged_tags: tuple[str, ...] = ()
    note_count: int = 0
    last_note_at: datetime | None = None
    claimed_store: str = ""
    """If somebody without a session asks: of which store, by which account, as they typed it. Nobody has proved it."""
    claimed_account: str = ""
    contact: str = ""
    """How they can be reached, as they typed it: never where a secret is sent to."""
    person_id: RecordId | None = None
    """Whose account it is about, where that is another one's than the requester's."""
    verified_at: datetime | None = None
    """When it was made sure that the person is who they say; until when that is good, by whom and how."""
    verified_until: datetime | None = None
    verified_by_id: RecordId | None = None
    verified_method: VerificationMethod | None = None
    failed_tries: int = 0
    """How often in a row they could not show it; then until when nobody tries again."""
    no_tries_until: datetime | None = None


class Message(Record, frozen=True, kw_only=True):
    """A public message or, with audience `internal`, an internal note of a ticket. Body is Markdown."""

    KIND = "message"
    PARENT = ("ticket_id", "ticket")

    ticket_id: RecordId
    audience: Audience
    author_id: RecordId
    body: str
    channel: Channel = Channel.DESKTOP
    created_at: datetime
    """The server's time of arrival: orders the conversation."""
    written_at: datetime
    """The author's clock when it was written: only shown."""
    mention_ids: tuple[RecordId, ...] = ()
    split_from_id: RecordId | None = None
    """The message of another ticket of which it is a copy."""


class TicketEvent(Record, frozen=True, kw_only=True):
    """One change of a ticket: what, from what, to what, by whom."""

    KIND = "ticket_event"
    PARENT = ("ticket_id", "ticket")

    ticket_id: RecordId
    audience: Audience
    actor_id: RecordId
    at: datetime
    field: str
    before: str = ""
    after: str = ""
    expected: str | None = None
    """What its author saw, where that was not `before`: somebody had changed it meanwhile, and lost."""
    via: Origin = Origin.DESKTOP
    """From where."""
    reason: str = ""
    """Why, in the words of whoever did it."""


class Rating(Record, frozen=True, kw_only=True):
    """How its requester found the way a ticket was dealt with: one a ticket, the last word counts."""

    KIND = "rating"
    PARENT = ("ticket_id", "ticket")

    ticket_id: RecordId
    audience: Audience = Audience.PUBLIC
    user_id: RecordId
    score: int
    """1 to 5; content from 4 on."""
    reasons: tuple[RatingReason, ...] = ()
    comment: str = ""
    team_id: RecordId | None = None
    """Whose the ticket was when it was rated, and who worked on it."""
    agent_id: RecordId | None = None
    at: datetime
    """When it was first rated."""
    updated_at: datetime


class Attachment(Record, frozen=True, kw_only=True):
    """Reference to a file of a message: content-addressed, sent and fetched apart."""

    KIND = "attachment"
    PARENT = ("ticket_id", "ticket")

    ticket_id: RecordId
    message_id: RecordId
    audience: Audience
    author_id: RecordId
    """Who attached it, and alone may bring its bytes."""
    name: str
    media_type: str
    """As its author's computer called it: believed by nobody who opens it."""
    size_bytes: int
    sha256: str
    """Of the whole content, lower-case hex."""
    state: AttachmentState = AttachmentState.ARRIVING
    refusal: str = ""
    """Why the server does not take it: a `sync.protocol.blobs.BlobRefusal`; empty unless `refused`."""
