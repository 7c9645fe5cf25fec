"""What a change of many tickets is called, and the values to choose from."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.features.queue.bulk import BulkChange
from desktop.shell import wording
from desktop.shell.entries import Entry
from desktop.shell.workspace import Workspace
from sync.replica.reading import directory, labels

CONTEXT = "bulk"
FIELDS = {
    "status": QT_TRANSLATE_NOOP("bulk", "Set the status"),
    "priority": QT_TRANSLATE_NOOP("bulk", "Set the priority"),
    "assignee": QT_TRANSLATE_NOOP("bulk", "Assign"),
    "team": QT_TRANSLATE_NOOP("bulk", "Give to a team"),
    "tag": QT_TRANSLATE_NOOP("bulk", "Tag"),
}
ICONS = {"status": "status-open", "priority": "flag", "assignee": "user", "team": "team", "tag": "tag"}
DOES = {
    "status": QT_TRANSLATE_NOOP("bulk", "Status {0}:"),
    "priority": QT_TRANSLATE_NOOP("bulk", "Priority {0}:"),
    "assignee": QT_TRANSLATE_NOOP("bulk", "To {0}:"),
    "team": QT_TRANSLATE_NOOP("bulk", "To {0}:"),
    "tag": QT_TRANSLATE_NOOP("bulk", "Tag {0}:"),
}
BACK = QT_TRANSLATE_NOOP("bulk", "Back to the team:")
STATUSES = ("open", "pending", "on_hold", "resolved", "closed")


def said(text: object) -> str:
    """A text in the language in force."""
    return QCoreApplication.translate(CONTEXT, str(text))


def entries(work: Workspace, field: str) -> list[Entry]:
    """What the field of many tickets may be set to."""
    match field:
        case "status":
            return [
                Entry("status", one, wording.word(wording.STATUS, one), wording.STATUS_ICON[one], f"status_{one}")
                for one in STATUSES
            ]
        case "priority":
            return [
                Entry("priority", one, wording.word(wording.PRIORITY, one), *_flag(one))
                for one in ("urgent", "high", "normal", "low")
            ]
        case "team":
            return [Entry("team", team_id, name, "team") for team_id, name in directory.teams(work.reader)]
        case "tag":
            return [Entry("tag", tag, tag, "tag") for tag in labels.known_tags(work.reader)]
    mine = Entry("person", work.user_id, said(MYSELF), "user", "accent_text")
    back = Entry("person", "", said(GIVE_BACK), "team")
    others = [one for one in directory.agents(work.reader) if one.id != work.user_id]
    return [mine, back, *(Entry("person", one.id, one.name, person=one.id) for one in others)]


def _flag(priority: str) -> tuple[str, str]:
    return wording.priority_icon(priority), f"priority_{priority}"


MYSELF = QT_TRANSLATE_NOOP("bulk", "Take them myself")
GIVE_BACK = QT_TRANSLATE_NOOP("bulk", "Give them back to the team")
NEW_TAG = QT_TRANSLATE_NOOP("bulk", "New tag: {0}")


def new_tag(typed: str) -> Entry:
    """The words that were typed as a tag."""
    tag = " ".join(typed.lower().split())
    return Entry("tag", tag, said(NEW_TAG).format(tag), "plus", "accent_text")


def value_said(work: Workspace, change: BulkChange) -> str:
    """A value as people read it."""
    value = change.value or ""
    match change.field:
        case "status":
            return wording.word(wording.STATUS, value)
        case "priority":
            return wording.word(wording.PRIORITY, value)
        case "team":
            return dict(directory.teams(work.reader)).get(value, "")
        case "assignee":
            return directory.names(work.reader, [value]).get(value, "")
        case _:
            return value


def does(work: Workspace, change: BulkChange) -> str:
    """What a change does, as the beginning of a sentence."""
    return said(BACK) if change.value is None else said(DOES[change.field]).format(value_said(work, change))
