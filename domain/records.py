"""The replicated records. Each field is declared here once; the wire, the cache and the server follow from it.

A record is seen whole or not at all: fields with another audience form their own record (`TicketDesk`). A record whose
`PARENT` is set is a child: it names its parent by that field, has an `audience`, and is seen by whoever sees the parent
with that audience. Every `_at` is an aware UTC datetime. Sets are sorted tuples, so that equal sets are equal records.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar

import msgspec

from domain.ids import RecordId, Scope
from domain.words import (
    ArticleStatus,
    Audience,
    Channel,
    CloseReason,
    NotificationKind,
    Priority,
    Status,
    TicketType,
    Visibility,
)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One replicated entity. `KIND` names it on the wire, in the cache and in the feed."""

    KIND: ClassVar[str] = ""
    PARENT: ClassVar[tuple[str, str] | None] = None
    """For a child: the field that holds its parent's id, and the parent's kind."""

    id: RecordId


R = TypeVar("R", bound=Record)


class Space(Record, frozen=True, kw_only=True):
    """A franchise brand: the unit of order, of sharding and of fan-out."""

    KIND = "space"

    name: str
    default_team_id: RecordId | None = None
    phone: str = ""
    locale: str = "en"


class Region(Record, frozen=True, kw_only=True):
    """A group of stores."""

    KIND = "region"

    name: str


class Store(Record, frozen=True, kw_only=True):
    """A shop of the franchise."""

    KIND = "store"

    name: str
    code: str
    region_id: RecordId
    city: str = ""
    country: str = ""
    phone: str = ""
    locale: str = "en"
    time_zone: str = "UTC"
    opens: str = ""
    """Opening hours of an ordinary day as `HH:MM-HH:MM`, local time."""


class Team(Record, frozen=True, kw_only=True):
    """Agents who share a queue."""

    KIND = "team"

    name: str
    escalates_to_id: RecordId | None = None


class Topic(Record, frozen=True, kw_only=True):
    """What a ticket is about: drives routing, form fields and reports."""

    KIND = "topic"

    key: str
    names: dict[str, str]
    """Name by locale."""
    team_id: RecordId | None = None
    position: int = 0


class Role(Record, frozen=True, kw_only=True):
    """A named set of permissions."""

    KIND = "role"

    key: str
    name: str
    permissions: tuple[str, ...] = ()


class UserCard(Record, frozen=True, kw_only=True):
    """What others may know of a person. Sign-in names, passwords and tokens stay on the server."""

    KIND = "user_card"

    name: str
    role_id: RecordId
    title: str = ""
    locale: str = "en"
    phone: str = ""
    store_ids: tuple[RecordId, ...] = ()
    team_ids: tuple[RecordId, ...] = ()
    active: bool = True


class Grant(Record, frozen=True, kw_only=True):
    """That a user may see a scope, and what a team's grant allows. A new generation means: fetch it all again."""

    KIND = "grant"

    user_id: RecordId
    scope: Scope
    rights: tuple[str, ...] = ()
    generation: int = 1


class Ticket(Record, frozen=True, kw_only=True):
    """A store's or customer's issue, as everybody concerned may see it."""

    KIND = "ticket"

    subject: str
    requester_id: RecordId
    store_id: RecordId | None = None
    team_id: RecordId | None = None
    assignee_id: RecordId | None = None
    follower_ids: tuple[RecordId, ...] = ()
    number: int | None = None
    """Given by the server; a ticket that only exists here has none yet."""
    status: Status = Status.NEW
    close_reason: CloseReason | None = None
    type: TicketType = TicketType.QUESTION
    priority: Priority = Priority.NORMAL
    topic_id: RecordId | None = None
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


class TicketDesk(Record, frozen=True, kw_only=True):
    """What only the desk may see of a ticket. Its id is the ticket's."""

    KIND = "ticket_desk"
    PARENT = ("ticket_id", "ticket")

    ticket_id: RecordId
    audience: Audience = Audience.INTERNAL
    tags: tuple[str, ...] = ()
    vendor: str = ""
    vendor_reference: str = ""
    vendor_expected_at: datetime | None = None
    note_count: int = 0
    last_note_at: datetime | None = None


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


class Attachment(Record, frozen=True, kw_only=True):
    """Reference to a file of a message: content-addressed, fetched apart."""

    KIND = "attachment"
    PARENT = ("ticket_id", "ticket")

    ticket_id: RecordId
    message_id: RecordId
    audience: Audience
    name: str
    media_type: str
    size_bytes: int
    sha256: str
    ready: bool = False


class Category(Record, frozen=True, kw_only=True):
    """A shelf of the knowledge base."""

    KIND = "category"

    key: str
    names: dict[str, str]
    """Name by locale."""
    parent_id: RecordId | None = None
    visibility: Visibility = Visibility.PUBLIC
    position: int = 0


class Article(Record, frozen=True, kw_only=True):
    """An answer in one language. Its translations share `translation_key`. Body is Markdown."""

    KIND = "article"

    slug: str
    """Path of the article inside its language; relative links between articles resolve against it."""
    locale: str
    translation_key: str
    title: str
    body: str
    summary: str = ""
    category_id: RecordId | None = None
    visibility: Visibility = Visibility.FRANCHISE
    status: ArticleStatus = ArticleStatus.DRAFT
    tags: tuple[str, ...] = ()
    owner_id: RecordId | None = None
    revision_id: RecordId | None = None
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None = None
    review_at: datetime | None = None
    helpful_count: int = 0
    unhelpful_count: int = 0


class ArticleRevision(Record, frozen=True, kw_only=True):
    """The text of an article at one moment."""

    KIND = "article_revision"
    PARENT = ("article_id", "article")

    article_id: RecordId
    audience: Audience = Audience.INTERNAL
    author_id: RecordId
    at: datetime
    title: str
    body: str
    previous_id: RecordId | None = None


class ArticleFeedback(Record, frozen=True, kw_only=True):
    """Whether an article helped one reader; a later word of the same reader replaces it."""

    KIND = "article_feedback"
    PARENT = ("article_id", "article")

    article_id: RecordId
    audience: Audience = Audience.INTERNAL
    user_id: RecordId
    helpful: bool
    comment: str = ""
    at: datetime


class View(Record, frozen=True, kw_only=True):
    """A saved query over tickets: personal with `owner_id`, else shared with a team or with the whole desk."""

    KIND = "view"

    names: dict[str, str]
    """Name by locale."""
    conditions: dict[str, Any]
    """Field of the ticket to the wanted value, or to a list of values one of which will do."""
    order: str = "due_at"
    owner_id: RecordId | None = None
    team_id: RecordId | None = None
    audience: Audience = Audience.INTERNAL
    position: int = 0


class Notification(Record, frozen=True, kw_only=True):
    """Something one user should know."""

    KIND = "notification"

    user_id: RecordId
    about: NotificationKind
    actor_id: RecordId
    at: datetime
    ticket_id: RecordId | None = None
    message_id: RecordId | None = None
    read_at: datetime | None = None


RECORD_TYPES: tuple[type[Record], ...] = (
    Space,
    Region,
    Store,
    Team,
    Topic,
    Role,
    UserCard,
    Grant,
    Ticket,
    TicketDesk,
    Message,
    TicketEvent,
    Attachment,
    Category,
    Article,
    ArticleRevision,
    ArticleFeedback,
    View,
    Notification,
)
"""Every kind, parents before their children."""

BY_KIND: dict[str, type[Record]] = {record_type.KIND: record_type for record_type in RECORD_TYPES}


def to_wire(record: Record) -> dict[str, Any]:
    """Return `record` in its stored and transmitted form: JSON types only, times as fixed-width UTC text."""
    data: dict[str, Any] = msgspec.to_builtins(record, builtin_types=(datetime,))
    for name, value in data.items():
        if isinstance(value, datetime):
            data[name] = time_text(value)
    return data


def from_wire(record_type: type[R], data: dict[str, Any]) -> R:
    """Return the record that `data` describes; unknown fields are left aside.

    Raises:
        msgspec.ValidationError: A field is missing or of the wrong type.
    """
    return msgspec.convert(data, record_type)


def time_text(moment: datetime) -> str:
    """Return `moment` as `2026-11-22T03:04:05.000000Z`: fixed width, so text order is time order."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
