"""What the properties of a ticket may be, as rows to choose from, and the words for what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject

from desktop.features.conversation import operations
from desktop.shell import moments, wording
from desktop.shell.entries import Entry
from desktop.shell.workspace import Workspace
from domain.plain import Plain
from sync.replica.reading import absences, labels
from sync.replica.reading.absences import AwayRow
from sync.replica.reading.macros import MacroRow
from sync.replica.reading.rows import TicketHead


class Choice(Plain):
    """A property that can be chosen.

    Attributes:
        field: its name among the mutations.
        column: where a ticket's head has it.
        label: English, in the context `choices`.
        sentence: what was done, English, in the same context.
        rows: what it may be.
    """

    field: str
    column: str
    label: object
    sentence: object
    rows: Callable[[Workspace, TicketHead], Iterator[Entry]]

    def title(self) -> str:
        """Its name in the language in force."""
        return _said(self.label)

    def entries(self, work: Workspace, head: TicketHead) -> list[Entry]:
        """What it may be; what it is has a tick."""
        return list(self.rows(work, head))

    def value_of(self, head: TicketHead) -> str | None:
        """What it is."""
        value: str | None = getattr(head, self.column)
        return value

    def done(self, work: Workspace, value: str | None) -> str:
        """What was done."""
        if value is None:
            return _said(NOBODY) if self is ASSIGNEE else _said(self.sentence).format("–")
        if self is ASSIGNEE and value == work.user_id:
            return _said(MINE)
        return _said(self.sentence).format(said(work, self.field, value))

    def stands(self, work: Workspace, value: str | None) -> str:
        """That it is so already."""
        if self is ASSIGNEE and value == work.user_id:
            return _said(MINE_ALREADY)
        return _said(ALREADY).format(self.title(), said(work, self.field, value or ""))


MINE = QT_TRANSLATE_NOOP("choices", "It is yours now.")
MINE_ALREADY = QT_TRANSLATE_NOOP("choices", "It is yours already.")
NOBODY = QT_TRANSLATE_NOOP("choices", "Given back to the team.")
ALREADY = QT_TRANSLATE_NOOP("choices", "{0} is {1} already.")
TAKE = QT_TRANSLATE_NOOP("choices", "Take it myself")
GIVE_BACK = QT_TRANSLATE_NOOP("choices", "Give it back to the team")
WAKE = "wake"
WAKE_NOW = QT_TRANSLATE_NOOP("choices", "Wake it now")
SNOOZED_UNTIL = QT_TRANSLATE_NOOP("choices", "Out of the way until {0}.")
SNOOZED = QT_TRANSLATE_NOOP("choices", "Out of the way until they answer.")
SNOOZE = {
    "hour": QT_TRANSLATE_NOOP("choices", "In an hour"),
    "evening": QT_TRANSLATE_NOOP("choices", "This evening"),
    "tomorrow": QT_TRANSLATE_NOOP("choices", "Tomorrow morning"),
    "monday": QT_TRANSLATE_NOOP("choices", "On Monday"),
    "week": QT_TRANSLATE_NOOP("choices", "In a week"),
    "answer": QT_TRANSLATE_NOOP("choices", "Until they answer"),
}
AWAY = QT_TRANSLATE_NOOP("choices", "Away")
AWAY_UNTIL = QT_TRANSLATE_NOOP("choices", "Away until {0}")
STANDS_IN = QT_TRANSLATE_NOOP("choices", "{0} stands in")
NEXT_IN_LINE = QT_TRANSLATE_NOOP("choices", "next in line stands in")
TYPE_ICON = {"question": "help", "incident": "alert", "problem": "bolt", "task": "check"}
NEW_TAG = QT_TRANSLATE_NOOP("choices", "New tag: {0}")


def _said(text: object) -> str:
    return QCoreApplication.translate("choices", str(text))


def said(work: Workspace, field: str, value: str) -> str:
    """A value as people read it; empty for none."""
    match field:
        case "status":
            return wording.word(wording.STATUS, value)
        case "priority":
            return wording.word(wording.PRIORITY, value)
        case "type":
            return wording.word(wording.TYPE, value)
        case "team":
            return dict(operations.teams(work)).get(value, "")
        case "topic":
            found = next((topic for topic in operations.topics(work) if topic.id == value), None)
            return wording.named(found.names, work.locale) if found else ""
        case _:
            return operations.names_of(work, value).get(value, "")


def _statuses(_work: Workspace, head: TicketHead) -> Iterator[Entry]:
    for status in operations.allowed_steps(head, desk=True):
        yield Entry(
            "status", status, wording.word(wording.STATUS, status), wording.STATUS_ICON[status], f"status_{status}"
        )


def _priorities(_work: Workspace, head: TicketHead) -> Iterator[Entry]:
    for priority in ("urgent", "high", "normal", "low"):
        yield Entry(
            "priority", priority, wording.word(wording.PRIORITY, priority), wording.priority_icon(priority),
            f"priority_{priority}", ticked=priority == head.priority,
        )  # fmt: skip


def _types(_work: Workspace, head: TicketHead) -> Iterator[Entry]:
    for kind in wording.TYPE:
        yield Entry("type", kind, wording.word(wording.TYPE, kind), TYPE_ICON[kind], ticked=kind == head.type)


def _assignees(work: Workspace, head: TicketHead) -> Iterator[Entry]:
    me, away = work.user_id, absences.away(work.reader, moments.stored(moments.now()))
    if head.assignee_id != me:
        yield Entry("person", me, _said(TAKE), "user", "accent_text")
    if head.assignee_id is not None:
        yield Entry("person", "", _said(GIVE_BACK), "team")
    for person in operations.agents(work):
        if person.id != me or head.assignee_id == me:
            title = wording.title_of(person.role, person.title)
            if person.id in away:
                title = away_words(away[person.id])
            ticked = person.id == head.assignee_id
            yield Entry("person", person.id, person.name, beside=title, ticked=ticked, person=person.id)


def away_words(row: AwayRow) -> str:
    """That somebody is away, and who gets what is given to them."""
    stands_in = _said(STANDS_IN).format(row.backup) if row.backup else _said(NEXT_IN_LINE)
    if row.until is None:
        return f"{_said(AWAY)} · {stands_in}"
    return f"{_said(AWAY_UNTIL).format(moments.short_day(moments.moment_of(row.until), moments.now()))} · {stands_in}"


def _teams(work: Workspace, head: TicketHead) -> Iterator[Entry]:
    for team_id, name in operations.teams(work):
        yield Entry("team", team_id, name, "team", ticked=team_id == head.team_id)


def _topics(work: Workspace, head: TicketHead) -> Iterator[Entry]:
    for topic in operations.topics(work):
        yield Entry("topic", topic.id, wording.named(topic.names, work.locale), "box", ticked=topic.id == head.topic_id)


STATUS = Choice(
    "status", "status", QT_TRANSLATE_NOOP("choices", "Status"), QT_TRANSLATE_NOOP("choices", "Status: {0}."), _statuses
)
PRIORITY = Choice(
    "priority", "priority", QT_TRANSLATE_NOOP("choices", "Priority"), QT_TRANSLATE_NOOP("choices", "Priority: {0}."),
    _priorities,
)  # fmt: skip
ASSIGNEE = Choice(
    "assignee", "assignee_id", QT_TRANSLATE_NOOP("choices", "Assignee"),
    QT_TRANSLATE_NOOP("choices", "Assigned to {0}."), _assignees,
)  # fmt: skip
TEAM = Choice(
    "team", "team_id", QT_TRANSLATE_NOOP("choices", "Team"), QT_TRANSLATE_NOOP("choices", "Given to {0}."), _teams
)
TOPIC = Choice(
    "topic", "topic_id", QT_TRANSLATE_NOOP("choices", "Topic"), QT_TRANSLATE_NOOP("choices", "Topic: {0}."), _topics
)
TYPE = Choice("type", "type", QT_TRANSLATE_NOOP("choices", "Type"), QT_TRANSLATE_NOOP("choices", "Type: {0}."), _types)
BY_FIELD = {choice.field: choice for choice in (STATUS, PRIORITY, ASSIGNEE, TEAM, TOPIC, TYPE)}
"""The type last: it has no place of its own in the bar."""


def tag_entries(work: Workspace, ticket_id: str) -> list[Entry]:
    """The ticket's tags with a tick, then the others in use."""
    held = labels.tags(work.reader, ticket_id)
    rows = [Entry("tag", tag, tag, "tag", ticked=True) for tag in held]
    return rows + [Entry("tag", tag, tag, "tag") for tag in labels.known_tags(work.reader) if tag not in held]


def snooze_entries(times: Mapping[str, datetime | None], *, asleep: bool) -> list[Entry]:
    """The times a ticket may be snoozed to; for one that is, the way back first."""
    wake = [Entry("snooze", WAKE, _said(WAKE_NOW), "bell", "accent_text")] if asleep else []
    return wake + [Entry("snooze", key, _said(SNOOZE[key]), "snooze", beside=_when(at)) for key, at in times.items()]


def macro_entries(rows: Sequence[MacroRow], locale: str) -> list[Entry]:
    """What can be done with one gesture."""
    return [Entry("macro", row.id, row.title(locale), "bolt", beside=Counts().steps(len(row.steps))) for row in rows]


class Counts(QObject):
    """What is counted, in the singular and the plural: the gatherer of texts knows plurals of `tr` only."""

    def steps(self, count: int) -> str:
        """Of a macro."""
        return self.tr("%n steps", "", count)


def snoozed_until(at: datetime | None) -> str:
    """What was done."""
    return _said(SNOOZED_UNTIL).format(_when(at)) if at is not None else _said(SNOOZED)


def _when(at: datetime | None) -> str:
    return "" if at is None else moments.coming(at)


def new_tag(typed: str) -> Entry | None:
    """The words that were typed as a tag that nobody has used yet."""
    tag = " ".join(typed.lower().split())
    return Entry("tag", tag, _said(NEW_TAG).format(tag), "plus", "accent_text")
