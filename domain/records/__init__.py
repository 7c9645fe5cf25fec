"""The replicated records. Each field is declared here once; the wire, the cache and the server follow from it.

A record is seen whole or not at all: fields with another audience form their own record (`TicketDesk`). A record whose
`PARENT` is set is a child: it names its parent by that field, has an `audience`, and is seen by whoever sees the parent
with that audience. Every `_at` is an aware UTC datetime. Sets are sorted tuples, so that equal sets are equal records.
"""

from __future__ import annotations

from domain.records.base import EARLIEST, LATEST, R, Record, from_wire, in_utc, time_text, to_wire
from domain.records.desk import Macro, MacroStep, Notification, SavedReply, View
from domain.records.knowledge import Article, ArticleFeedback, ArticleRevision, Category
from domain.records.people import Absence, is_away
from domain.records.structure import (
    ClosingPolicy,
    FieldCondition,
    FieldOption,
    FormField,
    Grant,
    Region,
    Role,
    Space,
    Store,
    Team,
    Topic,
    TopicDesk,
    UserCard,
)
from domain.records.tickets import (
    Attachment,
    Escalation,
    Message,
    Rating,
    Task,
    Ticket,
    TicketDesk,
    TicketEvent,
    TriedStep,
)

__all__ = [
    "Absence",
    "Article",
    "ArticleFeedback",
    "ArticleRevision",
    "Attachment",
    "BY_KIND",
    "Category",
    "ClosingPolicy",
    "EARLIEST",
    "Escalation",
    "FieldCondition",
    "FieldOption",
    "FormField",
    "Grant",
    "LATEST",
    "Macro",
    "MacroStep",
    "Message",
    "Notification",
    "R",
    "Rating",
    "RECORD_TYPES",
    "Record",
    "Region",
    "Role",
    "SavedReply",
    "Space",
    "Store",
    "Task",
    "Team",
    "Ticket",
    "TicketDesk",
    "TicketEvent",
    "Topic",
    "TopicDesk",
    "TriedStep",
    "UserCard",
    "View",
    "from_wire",
    "in_utc",
    "is_away",
    "time_text",
    "to_wire",
]

RECORD_TYPES: tuple[type[Record], ...] = (
    Space,
    Region,
    Store,
    Team,
    Topic,
    TopicDesk,
    Role,
    UserCard,
    Grant,
    Absence,
    Ticket,
    TicketDesk,
    Message,
    TicketEvent,
    Attachment,
    Rating,
    Category,
    Article,
    ArticleRevision,
    ArticleFeedback,
    View,
    SavedReply,
    Macro,
    Notification,
    ClosingPolicy,
)
"""Every kind, parents before their children."""

BY_KIND: dict[str, type[Record]] = {record_type.KIND: record_type for record_type in RECORD_TYPES}
