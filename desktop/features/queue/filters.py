"""What lists can be filtered by, in words: the fields, and the values that are words of a vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.shell import wording
from sync.replica.reading.list_query import DUE_SPANS, SPANS, Field

CONTEXT = "filters"
FIELDS: Mapping[Field, object] = {
    Field.STATUS: QT_TRANSLATE_NOOP("filters", "Status"),
    Field.PRIORITY: QT_TRANSLATE_NOOP("filters", "Priority"),
    Field.ASSIGNEE: QT_TRANSLATE_NOOP("filters", "Assignee"),
    Field.TEAM: QT_TRANSLATE_NOOP("filters", "Team"),
    Field.STORE: QT_TRANSLATE_NOOP("filters", "Store"),
    Field.REQUESTER: QT_TRANSLATE_NOOP("filters", "Requester"),
    Field.TOPIC: QT_TRANSLATE_NOOP("filters", "Topic"),
    Field.TAG: QT_TRANSLATE_NOOP("filters", "Tag"),
    Field.READING: QT_TRANSLATE_NOOP("filters", "Read"),
    Field.DUE: QT_TRANSLATE_NOOP("filters", "Deadline"),
    Field.CREATED: QT_TRANSLATE_NOOP("filters", "Created"),
    Field.UPDATED: QT_TRANSLATE_NOOP("filters", "Changed"),
    Field.MESSAGES: QT_TRANSLATE_NOOP("filters", "Messages"),
}
"""In the order in which they are offered."""
OF_STORES = frozenset({
    Field.STATUS, Field.STORE, Field.REQUESTER, Field.TOPIC, Field.READING, Field.CREATED, Field.UPDATED,
    Field.MESSAGES,
})  # fmt: skip
"""What a store's people know of their tickets."""
PASSED = {
    "today": QT_TRANSLATE_NOOP("filters", "Today"),
    "yesterday": QT_TRANSLATE_NOOP("filters", "Yesterday"),
    "week": QT_TRANSLATE_NOOP("filters", "Last 7 days"),
    "month": QT_TRANSLATE_NOOP("filters", "Last 30 days"),
    "older": QT_TRANSLATE_NOOP("filters", "Before that"),
}
DUE = {
    "overdue": QT_TRANSLATE_NOOP("filters", "Overdue"),
    "hour": QT_TRANSLATE_NOOP("filters", "Within the hour"),
    "today": QT_TRANSLATE_NOOP("filters", "Still today"),
    "week": QT_TRANSLATE_NOOP("filters", "Within 7 days"),
    "none": QT_TRANSLATE_NOOP("filters", "None"),
}
READING = {"unread": QT_TRANSLATE_NOOP("filters", "Unread"), "read": QT_TRANSLATE_NOOP("filters", "Read already")}
MESSAGES = {
    "none": QT_TRANSLATE_NOOP("filters", "No message"),
    "few": QT_TRANSLATE_NOOP("filters", "1 to 5"),
    "many": QT_TRANSLATE_NOOP("filters", "More than 5"),
}
FIXED: Mapping[Field, Mapping[str, object]] = {
    Field.CREATED: {name: PASSED[name] for name in SPANS},
    Field.UPDATED: {name: PASSED[name] for name in SPANS},
    Field.DUE: {name: DUE[name] for name in DUE_SPANS},
    Field.READING: READING,
    Field.MESSAGES: MESSAGES,
}
"""Fields whose values are always the same."""


def field_name(field: Field) -> str:
    """A field in the language in force."""
    return QCoreApplication.translate(CONTEXT, str(FIELDS[field]))


def value_name(field: Field, value: str, name: str, *, sentences: bool) -> str:
    """A value in the language in force; `name` is what its record is called, `sentences` says statuses as stores do."""
    if field in FIXED:
        return QCoreApplication.translate(CONTEXT, str(FIXED[field].get(value, value)))
    if field is Field.STATUS:
        return wording.status_word(value, sentences=sentences)
    if field is Field.PRIORITY:
        return wording.word(wording.PRIORITY, value)
    return name or wording.word(wording.NONE_OF, str(field))


def value_icon(field: Field, value: str) -> tuple[str, str]:
    """The icon of a value and its colour; both empty for none."""
    if field is Field.STATUS and value in wording.STATUS_ICON:
        return wording.STATUS_ICON[value], f"status_{value}"
    if field is Field.PRIORITY and value in wording.PRIORITY:
        return wording.priority_icon(value), f"priority_{value}"
    return "", ""
