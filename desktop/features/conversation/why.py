"""Why a ticket is in its state: the changes that led to each part of it, in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject

from desktop.background.operations import ReadOp
from desktop.features.conversation.history import names_in
from desktop.shell import moments, wording
from desktop.shell.workspace import Workspace
from domain.plain import Plain
from sync.replica.reading import directory
from sync.replica.reading import history as reading
from sync.replica.reading.history import Change
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import TicketHead

HOURS = {"urgent": 1, "high": 4}
HOURS_ELSE = 24

FILED = QT_TRANSLATE_NOOP("why", "It was filed {when} by {actor}.")
STATUS = QT_TRANSLATE_NOOP("why", "{value}, because {actor} set it so {when}{how}.")
STATUS_ANSWERED = QT_TRANSLATE_NOOP("why", "{value}, because {actor} answered {when}.")
STATUS_TAKEN = QT_TRANSLATE_NOOP("why", "{value}, because {actor} assigned it {when}{how}.")
STATUS_MERGED = QT_TRANSLATE_NOOP("why", "{value}, because {actor} merged it into {other} {when}.")
STATUS_NEW = QT_TRANSLATE_NOOP("why", "{value}: since it was filed {when}, nobody has answered it or taken it.")
REOPENED = QT_TRANSLATE_NOOP("why", "It was solved before and opened again {count}×; the last time {when} by {actor}.")
PAUSED_PENDING = QT_TRANSLATE_NOOP("why", "It waits for whoever asked since {when}.")
PAUSED_HOLD = QT_TRANSLATE_NOOP("why", "It waits for a third party since {when}.")
SNOOZED = QT_TRANSLATE_NOOP("why", "Out of its team's way: {actor} snoozed it {when}{how}.")
TAKEN = QT_TRANSLATE_NOOP("why", "{value} works on it, because {actor} assigned it {when}{how}.")
TAKEN_SELF = QT_TRANSLATE_NOOP("why", "{value} works on it: they took it {when}{how}.")
TAKEN_ANSWERED = QT_TRANSLATE_NOOP("why", "{value} works on it: they answered it first, {when}.")
NOBODY = QT_TRANSLATE_NOOP("why", "Nobody works on it: nobody has taken it yet.")
GIVEN_BACK = QT_TRANSLATE_NOOP("why", "Nobody works on it, because {actor} gave it back {when}{how}.")
LEFT_BEHIND = QT_TRANSLATE_NOOP("why", "Nobody works on it: its assignee stayed behind when {actor} moved it {when}.")
TEAM = QT_TRANSLATE_NOOP("why", "With {value}, because {actor} moved it there {when}{how}.")
TEAM_FIRST = QT_TRANSLATE_NOOP("why", "With {value}, where it came when it was filed.")
TEAM_TOPIC = QT_TRANSLATE_NOOP("why", "With {value}, where its topic leads.")
PRIORITY = QT_TRANSLATE_NOOP("why", "Priority {value}, because {actor} set it {when}{how}.")
PRIORITY_FIRST = QT_TRANSLATE_NOOP("why", "Priority {value}, as it was filed.")
DUE_FIRST = QT_TRANSLATE_NOOP(
    "why", "The first answer is due {due}: priority {value} allows {hours} h from when it was filed, {when}."
)
DUE_NEXT = QT_TRANSLATE_NOOP(
    "why", "An answer is due {due}: whoever asked wrote {when}, and priority {value} allows {hours} h."
)
DUE_PAUSED = QT_TRANSLATE_NOOP("why", "No deadline runs while it waits for others.")
DUE_ANSWERED = QT_TRANSLATE_NOOP("why", "No deadline runs: the desk has answered last.")
DUE_DONE = QT_TRANSLATE_NOOP("why", "No deadline runs: it is solved.")
BECAUSE = QT_TRANSLATE_NOOP("why", ": “{0}”")
AT_FILING = frozenset({"team", "topic", "priority"})


class Reason(Plain):
    """One sentence, and the icon of what it is about."""

    icon: str
    sentence: str


class Facts(Plain):
    """What the sentences are made of: all changes in order, since when an answer is owed, where the topic leads."""

    changes: tuple[Change, ...]
    asked_at: str | None
    topic_team_id: str | None


def facts(work: Workspace, parent: QObject, head: TicketHead) -> ReadOp[Facts]:
    """Read them."""
    ticket_id, topic_id = head.id, head.topic_id

    def read(reader: Reader) -> Facts:
        changes = tuple(reading.history(reader, ticket_id))
        return Facts(changes, reading.asked_at(reader, ticket_id), reading.team_of_topic(reader, topic_id))

    return work.read(parent, read)


class Why:
    """Explains one ticket."""

    def __init__(self, work: Workspace, head: TicketHead, known: Facts) -> None:
        self._work, self._head, self._facts = work, head, known
        self._names = names_in(work, [change.event for change in known.changes])
        people = [one for one in (head.assignee_id, head.requester_id) if one]
        self._names |= directory.names(work.reader, people)
        self._teams = dict(directory.teams(work.reader))

    def reasons(self) -> list[Reason]:
        """Every sentence there is to say, the status first."""
        found = [Reason("status-open", self._status()), *self._beside_status()]
        if self._work.me.works:
            found += [Reason("user", self._assignee()), Reason("team", self._team()), Reason("flag", self._priority())]
            found.append(Reason("clock", self._deadline()))
        return [reason for reason in found if reason.sentence]

    def _last(self, field: str, after: str) -> Change | None:
        """The change that led to what is there; None if it was so from the beginning."""
        changes = [change for change in self._facts.changes if change.event.field == field]
        return changes[-1] if changes and changes[-1].event.after == after else None

    def _at_once(self, field: str, change: Change) -> bool:
        """Whether the same gesture changed that field, too."""
        same = (change.actor_id, change.event.at)
        return any(one.event.field == field and (one.actor_id, one.event.at) == same for one in self._facts.changes)

    def _say(self, text: object, change: Change | None = None, /, **values: object) -> str:
        known: dict[str, object] = {}
        if change is not None:
            via = wording.word(wording.VIA, change.event.via) if change.event.via in wording.VIA else ""
            because = _said(BECAUSE).format(change.event.reason) if change.event.reason else ""
            known = {
                "actor": change.event.actor or "…", "when": self._when(change.event.at),
                "how": (f" {via}" if via else "") + because,
            }  # fmt: skip
        return _said(text).format(**(known | values))

    def _when(self, at: str) -> str:
        return moments.absolute(moments.moment_of(at))

    def _filed(self) -> dict[str, object]:
        asked = self._names.get(self._head.requester_id, "…")
        return {"actor": asked, "when": self._when(self._head.created_at)}

    def _status(self) -> str:
        head = self._head
        value = wording.status_word(head.status, sentences=not self._work.me.works)
        change = self._last("status", head.status)
        if change is None:
            text = STATUS_NEW if head.status == "new" else FILED
            return self._say(text, None, value=value, **self._filed())
        if head.merged_into_id is not None and self._at_once("merged", change):
            return self._say(STATUS_MERGED, change, value=value, other=self._names.get(head.merged_into_id, "…"))
        if change.answered:
            return self._say(STATUS_ANSWERED, change, value=value)
        if self._work.me.works and self._at_once("assignee", change):
            return self._say(STATUS_TAKEN, change, value=value)
        return self._say(STATUS, change, value=value)

    def _beside_status(self) -> list[Reason]:
        head, found = self._head, []
        if head.status in ("pending", "on_hold") and head.waiting_since:
            text = PAUSED_PENDING if head.status == "pending" else PAUSED_HOLD
            found.append(Reason("clock", self._say(text, when=self._when(head.waiting_since))))
        snoozes = [change for change in self._facts.changes if change.event.field == "snooze"]
        if snoozes and snoozes[-1].event.after:
            found.append(Reason("snooze", self._say(SNOOZED, snoozes[-1])))
        opened = [
            change for change in self._facts.changes
            if change.event.field == "status" and change.event.before in ("resolved", "closed")
            and change.event.after not in ("resolved", "closed")
        ]  # fmt: skip
        if opened:
            found.append(Reason("undo", self._say(REOPENED, opened[-1], count=head.reopened_count or len(opened))))
        return found

    def _assignee(self) -> str:
        now = self._head.assignee_id or ""
        change = self._last("assignee", now)
        value = self._names.get(now, "…")
        if not now:
            if change is None:
                return self._say(NOBODY)
            return self._say(LEFT_BEHIND if self._at_once("team", change) else GIVEN_BACK, change)
        if change is None:
            return ""
        if change.answered and change.actor_id == now:
            return self._say(TAKEN_ANSWERED, change, value=value)
        return self._say(TAKEN_SELF if change.actor_id == now else TAKEN, change, value=value)

    def _team(self) -> str:
        now = self._head.team_id or ""
        if not now:
            return ""
        change, value = self._last("team", now), self._teams.get(now, "…")
        if change is None:
            return self._say(TEAM_TOPIC if self._facts.topic_team_id == now else TEAM_FIRST, value=value)
        return self._say(TEAM, change, value=value)

    def _priority(self) -> str:
        change = self._last("priority", self._head.priority)
        value = wording.word(wording.PRIORITY, self._head.priority)
        return self._say(PRIORITY_FIRST if change is None else PRIORITY, change, value=value)

    def _deadline(self) -> str:
        head = self._head
        if head.due_at is None:
            done = head.status in ("resolved", "closed")
            return self._say(
                DUE_DONE if done else DUE_PAUSED if head.status in ("pending", "on_hold") else DUE_ANSWERED
            )
        value = wording.word(wording.PRIORITY, head.priority)
        hours = HOURS.get(head.priority, HOURS_ELSE)
        first = head.first_response_at is None
        since = head.created_at if first else self._facts.asked_at or head.last_message_at or head.created_at
        return self._say(
            DUE_FIRST if first else DUE_NEXT, value=value, hours=hours, due=self._when(head.due_at),
            when=self._when(since),
        )  # fmt: skip


def _said(text: object) -> str:
    return QCoreApplication.translate("why", str(text))


def sentences(reasons: Sequence[Reason]) -> str:
    """All of it as one text, for whoever has it read out."""
    return " ".join(reason.sentence for reason in reasons)
