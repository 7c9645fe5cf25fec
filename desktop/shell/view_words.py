"""What a view asks, in words: its fields, how each is asked, and what it asks for that is no longer here."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from domain.views import FIELDS, ME, MY_TEAMS, Op, Sla, Unreadable, mentioned, query_of
from sync.replica.reading.reader import Reader
from sync.replica.reading.views import ViewRow, there

CONTEXT = "views"
FIELD = {
    "number": QT_TRANSLATE_NOOP("views", "Number"),
    "status": QT_TRANSLATE_NOOP("views", "Status"),
    "priority": QT_TRANSLATE_NOOP("views", "Priority"),
    "type": QT_TRANSLATE_NOOP("views", "Type"),
    "channel": QT_TRANSLATE_NOOP("views", "Channel"),
    "close_reason": QT_TRANSLATE_NOOP("views", "Why it was closed"),
    "sla": QT_TRANSLATE_NOOP("views", "Deadline is"),
    "assignee": QT_TRANSLATE_NOOP("views", "Assignee"),
    "team": QT_TRANSLATE_NOOP("views", "Team"),
    "requester": QT_TRANSLATE_NOOP("views", "Requester"),
    "store": QT_TRANSLATE_NOOP("views", "Store"),
    "topic": QT_TRANSLATE_NOOP("views", "Topic"),
    "follower": QT_TRANSLATE_NOOP("views", "Follower"),
    "tag": QT_TRANSLATE_NOOP("views", "Tag"),
    "ours": QT_TRANSLATE_NOOP("views", "Mine or my teams'"),
    "waiting_for_me": QT_TRANSLATE_NOOP("views", "Waiting for me"),
    "reopened": QT_TRANSLATE_NOOP("views", "Reopened"),
    "snoozed": QT_TRANSLATE_NOOP("views", "Snoozed"),
    "merged": QT_TRANSLATE_NOOP("views", "Merged into another"),
    "part": QT_TRANSLATE_NOOP("views", "Part of another"),
    "incident": QT_TRANSLATE_NOOP("views", "Incident of a problem"),
    "created": QT_TRANSLATE_NOOP("views", "Created"),
    "updated": QT_TRANSLATE_NOOP("views", "Changed"),
    "due": QT_TRANSLATE_NOOP("views", "Deadline"),
    "last_message": QT_TRANSLATE_NOOP("views", "Last message"),
    "waiting_since": QT_TRANSLATE_NOOP("views", "Waiting since"),
    "resolved": QT_TRANSLATE_NOOP("views", "Solved"),
    "closed": QT_TRANSLATE_NOOP("views", "Closed"),
    "snoozed_until": QT_TRANSLATE_NOOP("views", "Snoozed until"),
    "vendor_expected": QT_TRANSLATE_NOOP("views", "Supplier expected"),
    "messages": QT_TRANSLATE_NOOP("views", "Messages"),
    "notes": QT_TRANSLATE_NOOP("views", "Internal notes"),
    "reopenings": QT_TRANSLATE_NOOP("views", "Times reopened"),
    "subject": QT_TRANSLATE_NOOP("views", "Subject"),
    "vendor": QT_TRANSLATE_NOOP("views", "Supplier"),
    "vendor_reference": QT_TRANSLATE_NOOP("views", "Supplier's reference"),
}
OP = {
    Op.ANY: QT_TRANSLATE_NOOP("views", "is one of"),
    Op.NONE: QT_TRANSLATE_NOOP("views", "is none of"),
    Op.EVERY: QT_TRANSLATE_NOOP("views", "has all of"),
    Op.YES: QT_TRANSLATE_NOOP("views", "yes"),
    Op.NO: QT_TRANSLATE_NOOP("views", "no"),
    Op.ON: QT_TRANSLATE_NOOP("views", "on the day"),
    Op.LAST: QT_TRANSLATE_NOOP("views", "within the last"),
    Op.BEFORE: QT_TRANSLATE_NOOP("views", "longer ago than"),
    Op.NEXT: QT_TRANSLATE_NOOP("views", "within the next"),
    Op.AFTER: QT_TRANSLATE_NOOP("views", "later than the next"),
    Op.PAST: QT_TRANSLATE_NOOP("views", "has passed"),
    Op.FUTURE: QT_TRANSLATE_NOOP("views", "is still to come"),
    Op.SET: QT_TRANSLATE_NOOP("views", "is there"),
    Op.UNSET: QT_TRANSLATE_NOOP("views", "is not there"),
    Op.LEAST: QT_TRANSLATE_NOOP("views", "at least"),
    Op.MOST: QT_TRANSLATE_NOOP("views", "at most"),
    Op.CONTAINS: QT_TRANSLATE_NOOP("views", "contains one of"),
    Op.LACKS: QT_TRANSLATE_NOOP("views", "contains none of"),
}
SLA = {
    Sla.BREACHED: QT_TRANSLATE_NOOP("views", "breached"),
    Sla.DUE_SOON: QT_TRANSLATE_NOOP("views", "due soon"),
    Sla.ACTIVE: QT_TRANSLATE_NOOP("views", "running"),
    Sla.PAUSED: QT_TRANSLATE_NOOP("views", "paused"),
    Sla.MET: QT_TRANSLATE_NOOP("views", "met"),
    Sla.NONE: QT_TRANSLATE_NOOP("views", "none"),
}
CHANNEL = {
    "desktop": QT_TRANSLATE_NOOP("views", "Desktop"),
    "portal": QT_TRANSLATE_NOOP("views", "Portal"),
    "email": QT_TRANSLATE_NOOP("views", "E-mail"),
    "phone": QT_TRANSLATE_NOOP("views", "Phone"),
    "chat": QT_TRANSLATE_NOOP("views", "Chat"),
    "help": QT_TRANSLATE_NOOP("views", "Sign-in help"),
    "import": QT_TRANSLATE_NOOP("views", "Import"),
}
WHOEVER = {
    ME: QT_TRANSLATE_NOOP("views", "Whoever looks"),
    MY_TEAMS: QT_TRANSLATE_NOOP("views", "The teams of whoever looks"),
}
DAY = {
    "0": QT_TRANSLATE_NOOP("views", "Today"),
    "-1": QT_TRANSLATE_NOOP("views", "Yesterday"),
    "1": QT_TRANSLATE_NOOP("views", "Tomorrow"),
}
UNIT = {"days": QT_TRANSLATE_NOOP("views", "days"), "hours": QT_TRANSLATE_NOOP("views", "hours")}
NOTHING = QT_TRANSLATE_NOOP("views", "Nothing")
MATCH = {
    "all": QT_TRANSLATE_NOOP("views", "All of these hold"),
    "any": QT_TRANSLATE_NOOP("views", "Any of these holds"),
}


def translated(text: object) -> str:
    """One of this file's texts in the language in force."""
    return QCoreApplication.translate(CONTEXT, str(text))


def field_title(field: str) -> str:
    """A field in the language in force."""
    return translated(FIELD[field])


def op_title(op: Op) -> str:
    """How a field is asked, in the language in force."""
    return translated(OP[op])


class Missing(Enum):
    """A view that cannot be understood at all."""

    UNREADABLE = "unreadable"


def missing(reader: Reader, view: ViewRow) -> Sequence[str] | Missing:
    """The fields whose value is no longer here, in words; nothing if all is there."""
    try:
        query = query_of(view.conditions)
    except Unreadable:
        return Missing.UNREADABLE
    named = mentioned(query)
    wanted: dict[str, set[str]] = {}
    for field, record_id in named:
        wanted.setdefault(FIELDS[field].of, set()).add(record_id)
    here = there(reader, wanted)
    gone = {field for field, record_id in named if record_id not in here}
    return [field_title(field) for field in FIELDS if field in gone]
