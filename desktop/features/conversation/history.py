"""A ticket's history in words: what changed, from what, by whom, from where and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.shell import moments, wording
from desktop.shell.details import words
from desktop.shell.workspace import Workspace
from domain.forms import BETWEEN, EVENT
from domain.plain import Plain
from sync.replica.reading import directory, forms, tickets
from sync.replica.reading.rows import EventRow

PEOPLE = ("assignee", "follower", "person", "to_lead", "stand_in")
TICKETS = ("merged", "absorbed", "parent", "child", "problem", "incident", "split", "split_off")
UNTIL_ANSWER = "answer"
TEAMS = ("team", "escalated", "handed_back")
TIMES = ("expected", "next_update")
OWED = {
    "next_update": QT_TRANSLATE_NOOP("conversation", "a word to the requester is due"),
    "follow_up": QT_TRANSLATE_NOOP("conversation", "the third party is to be asked again"),
}

SAID: dict[str, tuple[object, object]] = {
    "status": (QT_TRANSLATE_NOOP("conversation", "status set to {0}"), ""),
    "priority": (QT_TRANSLATE_NOOP("conversation", "priority set to {0}"), ""),
    "type": (QT_TRANSLATE_NOOP("conversation", "type set to {0}"), ""),
    "close_reason": (QT_TRANSLATE_NOOP("conversation", "closed: {0}"), ""),
    "assignee": (
        QT_TRANSLATE_NOOP("conversation", "assigned to {0}"),
        QT_TRANSLATE_NOOP("conversation", "given back to the team"),
    ),
    "team": (QT_TRANSLATE_NOOP("conversation", "moved to {0}"), ""),
    "topic": (QT_TRANSLATE_NOOP("conversation", "topic set to {0}"), QT_TRANSLATE_NOOP("conversation", "no topic")),
    "tags": (QT_TRANSLATE_NOOP("conversation", "tags: {0}"), QT_TRANSLATE_NOOP("conversation", "no tags")),
    "follower": (
        QT_TRANSLATE_NOOP("conversation", "{0} follows"),
        QT_TRANSLATE_NOOP("conversation", "{0} no longer follows"),
    ),
    "vendor": (QT_TRANSLATE_NOOP("conversation", "waiting for {0}"), ""),
    "step": (QT_TRANSLATE_NOOP("conversation", "tried: {0}"), ""),
    "snooze": (
        QT_TRANSLATE_NOOP("conversation", "snoozed until {0}"),
        QT_TRANSLATE_NOOP("conversation", "back from its snooze"),
    ),
    "identity": (QT_TRANSLATE_NOOP("conversation", "identity: {0}"), ""),
    "person": (
        QT_TRANSLATE_NOOP("conversation", "it is about the account of {0}"),
        QT_TRANSLATE_NOOP("conversation", "no longer about the account of {0}"),
    ),
    "account": (QT_TRANSLATE_NOOP("conversation", "account: {0}"), ""),
    "reminder": (QT_TRANSLATE_NOOP("conversation", "reminder {0} that an answer is waited for"), ""),
    "check_back": ("{0}", ""),
    "rating": (QT_TRANSLATE_NOOP("conversation", "rated {0} of 5"), ""),
    "dissatisfied": (QT_TRANSLATE_NOOP("conversation", "not satisfied"), ""),
    "to_lead": (QT_TRANSLATE_NOOP("conversation", "{0}, who leads the team, looks at it"), ""),
    "expected": (
        QT_TRANSLATE_NOOP("conversation", "expected by {0}"),
        QT_TRANSLATE_NOOP("conversation", "no longer expected by a day"),
    ),
    "next_update": (
        QT_TRANSLATE_NOOP("conversation", "next word promised by {0}"),
        QT_TRANSLATE_NOOP("conversation", "no further word promised"),
    ),
    "task": (
        QT_TRANSLATE_NOOP("conversation", "to do: {0}"),
        QT_TRANSLATE_NOOP("conversation", "no longer to do: {0}"),
    ),
    "task_done": (
        QT_TRANSLATE_NOOP("conversation", "done: {0}"),
        QT_TRANSLATE_NOOP("conversation", "to do again: {0}"),
    ),
    "split": (QT_TRANSLATE_NOOP("conversation", "a part of it goes on in {0}"), ""),
    "split_off": (QT_TRANSLATE_NOOP("conversation", "split off from {0}"), ""),
    "stand_in": (
        QT_TRANSLATE_NOOP("conversation", "{0} stands in for {1}, who is away"),
        QT_TRANSLATE_NOOP("conversation", "{1} is away and nobody stands in: it waits in the team's queue"),
    ),
    "passed_on": (QT_TRANSLATE_NOOP("conversation", "support was asked"), ""),
    "owed": (QT_TRANSLATE_NOOP("conversation", "reminder: {0}"), ""),
    "escalated": (QT_TRANSLATE_NOOP("conversation", "escalated to {0}"), ""),
    "handed_back": (
        QT_TRANSLATE_NOOP("conversation", "handed back to {0}"),
        QT_TRANSLATE_NOOP("conversation", "back from {0}"),
    ),
    "merged": (
        QT_TRANSLATE_NOOP("conversation", "merged into {0}"),
        QT_TRANSLATE_NOOP("conversation", "on its own again, no longer merged into {0}"),
    ),
    "absorbed": (
        QT_TRANSLATE_NOOP("conversation", "{0} was merged into this one"),
        QT_TRANSLATE_NOOP("conversation", "{0} is on its own again"),
    ),
    "parent": (
        QT_TRANSLATE_NOOP("conversation", "part of {0}"),
        QT_TRANSLATE_NOOP("conversation", "no longer part of {0}"),
    ),
    "child": (
        QT_TRANSLATE_NOOP("conversation", "{0} is a part of it"),
        QT_TRANSLATE_NOOP("conversation", "{0} is no longer a part of it"),
    ),
    "problem": (
        QT_TRANSLATE_NOOP("conversation", "incident of {0}"),
        QT_TRANSLATE_NOOP("conversation", "no longer an incident of {0}"),
    ),
    "incident": (
        QT_TRANSLATE_NOOP("conversation", "{0} is an incident of it"),
        QT_TRANSLATE_NOOP("conversation", "{0} is no longer an incident of it"),
    ),
}
"""Field to what is said of a new value, and of a value that was taken away (empty: there is no such change)."""
CHECK_BACK = {
    "asked": QT_TRANSLATE_NOOP("conversation", "asked whether one can work again"),
    "works": QT_TRANSLATE_NOOP("conversation", "can work again"),
    "works_not": QT_TRANSLATE_NOOP("conversation", "cannot work again"),
}
ANSWERED = (
    QT_TRANSLATE_NOOP("conversation", "{1}: {0}"),
    QT_TRANSLATE_NOOP("conversation", "{1}: no answer any more"),
)
"""What is said of a line of the form: its answer, or that it was taken away."""
STANDS = QT_TRANSLATE_NOOP("conversation", "now: {0}")
"""What a store is told of another status: the sentence by which it stands, not a name of the desk's."""
TOLD_BEFORE = frozenset({"status", "priority", "type", "team", "assignee", "topic", "tags", "rating"})
"""Fields of which a history also says what they were."""


def is_shown(field: str) -> bool:
    """Whether there are words for changes of a field."""
    return field in SAID or field.startswith(EVENT)


class Telling(Plain):
    """A history in the words of whoever reads it.

    Attributes:
        names: of people, teams, topics and tickets, by id.
        sentences: whether a store's people read it: they know how a ticket stands, not the desk's names for it.
    """

    names: dict[str, str]
    sentences: bool = False

    def text(self, event: EventRow) -> str:
        """One change as half a sentence."""
        to, away = ANSWERED if event.field.startswith(EVENT) else SAID[event.field]
        if event.field == "status" and self.sentences:
            to = STANDS
        said = to if event.after or not away else away
        before = self._value(event, event.before) if event.before else ""
        value = self._value(event, event.after or event.before)
        beside = self.names.get(event.field, "") if event.field.startswith(EVENT) else before
        return QCoreApplication.translate("conversation", str(said)).format(value, beside)

    def line(self, event: EventRow) -> str:
        """One change as the line of an unfolded history."""
        parts = [self.text(event)]
        if (event.field in TOLD_BEFORE or event.field.startswith(EVENT)) and event.before and event.after:
            was = QCoreApplication.translate("conversation", "before: {0}")
            parts.append(was.format(self._value(event, event.before)))
        via = wording.word(wording.VIA, event.via) if event.via in wording.VIA else ""
        why = QCoreApplication.translate("conversation", "“{0}”").format(event.reason) if event.reason else ""
        parts += [" ".join(part for part in (via, why) if part)] if via or why else []
        return f"{event.actor or '…'}: {' · '.join(parts)}"

    def title(self, events: Sequence[EventRow]) -> str:
        """The one line that stands for folded changes."""
        if len(events) == 1:
            return self.line(events[0])
        said = ", ".join(self.text(event) for event in events)
        return QCoreApplication.translate("conversation", "{0} events: {1}").format(len(events), said)

    def _value(self, event: EventRow, value: str) -> str:
        match event.field:
            case "status":
                return wording.status_word(value, sentences=self.sentences)
            case "priority":
                return wording.word(wording.PRIORITY, value)
            case "type":
                return wording.word(wording.TYPE, value)
            case "close_reason":
                return wording.word(wording.CLOSE_REASON, value)
            case "snooze" if value == UNTIL_ANSWER:
                return QCoreApplication.translate("conversation", "there is an answer")
            case "snooze":
                return moments.absolute(moments.moment_of(value))
            case "identity":
                return _verdict(value)
            case "account":
                return wording.word(wording.ACCOUNT_DONE, value)
            case "check_back":
                said = CHECK_BACK.get(value)
                return QCoreApplication.translate("conversation", str(said)) if said else value
            case "tags" | "vendor" | "reminder" | "rating" | "dissatisfied" | "task" | "task_done" | "step":
                return value
            case "owed":
                return QCoreApplication.translate("conversation", str(OWED.get(value, value)))
            case field if field in TIMES:
                return moments.absolute(moments.moment_of(value))
            case field if field in TEAMS:
                # A third party has no id: its name stands in the row.
                return self.names.get(value, "…" if field == "team" else value)
            case answer if answer.startswith(EVENT):
                return self.names.get(answer_name(answer, value), value)
            case _:
                return self.names.get(value, "…")


def _verdict(value: str) -> str:
    """What came of making sure who it is: the way, and whether it failed."""
    failed, _, method = value.rpartition("/")
    said = wording.word(wording.VERIFICATION, method)
    return QCoreApplication.translate("conversation", "not shown ({0})").format(said) if failed else said


def answer_name(field: str, value: str) -> str:
    """Under which `Telling.names` has an answer in words."""
    return f"{field}{BETWEEN}{value}"


def names_in(work: Workspace, events: Sequence[EventRow]) -> dict[str, str]:
    """Read the names for the ids that these changes mention; what one may not see has none."""
    fields = {event.field for event in events}
    names: dict[str, str] = {}
    if not fields.isdisjoint(PEOPLE):
        names |= directory.names(work.reader, _ids(events, PEOPLE))
    if not fields.isdisjoint(TICKETS):
        names |= tickets.names(work.reader, _ids(events, TICKETS))
    if not fields.isdisjoint(TEAMS):
        names |= dict(directory.teams(work.reader))
    if "topic" in fields:
        names |= {one.id: wording.named(one.names, work.locale) for one in directory.topics(work.reader)}
    return names | _answers(work, [event for event in events if event.field.startswith(EVENT)])


def _answers(work: Workspace, events: Sequence[EventRow]) -> dict[str, str]:
    """Read what the lines are called that were answered, and their answers in words."""
    if not events:
        return {}
    keys = {event.field.removeprefix(EVENT) for event in events}
    known = forms.lines(work.reader, sorted(keys))
    found: dict[str, str] = {}
    for event in events:
        key = event.field.removeprefix(EVENT)
        found[event.field] = words.label(known[key], key, work.locale)
        for value in filter(None, (event.before, event.after)):
            found[answer_name(event.field, value)] = words.said(known[key], value.split(BETWEEN), work.locale)
    return found


def _ids(events: Sequence[EventRow], fields: Sequence[str]) -> list[str]:
    found = {each for event in events if event.field in fields for each in (event.before, event.after) if each}
    return sorted(found)
