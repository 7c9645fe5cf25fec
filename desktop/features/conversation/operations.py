"""What a conversation reads and changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop.background.operations import Cancelled, ReadOp, WriteOp
from desktop.shell import moments
from desktop.shell.entries import Entry
from desktop.shell.held import HeldMessage
from desktop.shell.workspace import Workspace
from sync.replica.reading import articles as kept_articles
from sync.replica.reading import conversation, directory, tickets, waiting
from sync.replica.reading import saved_replies as kept_replies
from sync.replica.reading.conversation import NewMark
from sync.replica.reading.files import FileRow
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import Me, MessageRow, PersonRow, SnoozeRow, StoreRow, TicketHead, TopicRow
from sync.replica.reading.saved_replies import SavedReplyRow

if TYPE_CHECKING:
    from domain.placeholders import Expansion

REPLY, NOTE = "reply", "note"
MORNING_HOUR, EVENING_HOUR = 9, 18
MONDAY, SUNDAY = 0, 6
LOOK_UP_EVERY = 100
"""So many messages are looked through between two looks at whether the answer is still wanted: under a millisecond."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a conversation's screen reads beside the messages themselves."""

    head: TicketHead
    states: dict[str, str]
    seen_at: str | None


def open_ticket(work: Workspace, ticket_id: str) -> Opened | None:
    """Read a ticket and how far one's own messages have come: a few milliseconds, in the GUI thread."""
    head = tickets.head(work.reader, ticket_id)
    if head is None:
        return None
    return Opened(head, message_states(work, ticket_id), waiting.read_until(work.reader, ticket_id))


def message_states(work: Workspace, ticket_id: str) -> dict[str, str]:
    """Read how far one's own messages have come."""
    return conversation.message_states(work.reader, ticket_id)


def new_since(work: Workspace, ticket_id: str, seen_at: str | None) -> NewMark | None:
    """Read what others wrote since a time."""
    return conversation.new_since(work.reader, ticket_id, seen_at, work.user_id) if seen_at else None


def all_messages(work: Workspace, parent: QObject, ticket_id: str) -> ReadOp[list[MessageRow]]:
    """Read every message of a ticket that is here, in order."""
    return work.read(parent, lambda reader: list(conversation.every(reader, ticket_id)))


def find(
    work: Workspace, parent: QObject, ticket_id: str, typed: str, near_id: str | None
) -> ReadOp[tuple[list[str], int]]:
    """Find the messages that have what was typed, and which of them is at, or next before, the message `near_id`."""

    def run(reader: Reader, cancelled: Cancelled) -> tuple[list[str], int]:
        from domain.text.analysis import fold
        from domain.text.markdown import plain

        wanted, at, near_passed = fold(" ".join(typed.split())), -1, False
        words, found = wanted.split(), []
        for number, (message_id, body) in enumerate(conversation.bodies(reader, ticket_id)):
            # Whoever types on waits for the next answer; going on would take the interpreter from the GUI thread.
            if number % LOOK_UP_EVERY == 0 and cancelled():
                break
            folded = fold(body)
            # What is shown has no marks; taking them out is for the few that may have it.
            if all(word in folded for word in words) and wanted in fold(plain(body)):
                found.append(message_id)
                if not near_passed:
                    at = len(found) - 1
            near_passed = near_passed or message_id == near_id
        return found, max(at, 0) if found else -1

    return work.sift(parent, run)


def draft_key(ticket_id: str, kind: str) -> str:
    """Under which a draft is kept."""
    return f"{kind}:{ticket_id}"


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed and not sent, and the newest message there was when it was begun."""

    body: str
    seen_message_id: str | None


def kept(work: Workspace, ticket_id: str, kind: str) -> Kept | None:
    """Read what was typed and not sent."""
    row = waiting.draft(work.reader, draft_key(ticket_id, kind))
    return Kept(row.body, row.seen_message_id) if row else None


def newest_message_id(work: Workspace, ticket_id: str) -> str | None:
    """Read the newest message one has."""
    return conversation.last_message_id(work.reader, ticket_id)


def newer_count(work: Workspace, ticket_id: str, seen_message_id: str | None) -> int:
    """Count what others wrote after a message."""
    return conversation.newer_than(work.reader, ticket_id, seen_message_id, work.user_id)


def works(me: Me, head: TicketHead) -> bool:
    """Whether this person answers the ticket for the desk; the rules have the last word."""
    return me.may_work(head)


def outgoing(
    work: Workspace, ticket_id: str, kind: str, body: str, status: str | None = None,
    files: Sequence[dict[str, Any]] = (),
) -> HeldMessage:  # fmt: skip
    """A reply or a note with whom it calls, then a step in the ticket's life if one is named."""
    message_id = work.new_id()
    args: dict[str, Any] = {"ticket_id": ticket_id, "message_id": message_id, "body": body, "files": list(files)}
    called = mentioned(work, body)
    if called:
        args["mention_ids"] = called
    steps = [(f"ticket.{kind}", args)]
    if status is not None:
        steps.append(("ticket.set_status", {"ticket_id": ticket_id, "status": status}))
    at = moments.stored(moments.now())
    seen = newest_message_id(work, ticket_id)
    draft = draft_key(ticket_id, kind)
    return HeldMessage(draft, ticket_id, kind, message_id, body, tuple(files), tuple(steps), at, seen)


def send(work: Workspace, parent: QObject, message: HeldMessage) -> WriteOp[None]:
    """Send a message: at once, or after the seconds in which it can be taken back. Its draft goes with it."""
    if work.held.delay_s:
        return work.held.hold(parent, message)
    return work.mutate_all(parent, list(message.steps), draft=message.draft)


def held(work: Workspace, ticket_id: str) -> tuple[list[MessageRow], dict[str, tuple[FileRow, ...]]]:
    """What waits to be sent on a ticket, as messages, and their files by message."""
    me, messages, files = work.me, [], {}
    for one in work.held.of_ticket(ticket_id):
        internal = one.kind == NOTE
        head = (one.message_id, internal, me.id, me.name, me.title, me.role)
        messages.append(MessageRow(*head, one.body, "desktop", one.at, one.at))
        files[one.message_id] = tuple(
            FileRow(**file, message_id=one.message_id, state="arriving", refusal="", author_id=me.id)
            for file in one.files
        )
    return messages, files


def mentioned(work: Workspace, body: str) -> list[str]:
    """The colleagues whom a text calls by name, as `@Nuria Vidal`; all of them where several have that name."""
    if "@" not in body or not work.me.works:
        return []
    ids: dict[str, list[str]] = {}
    for row in colleagues(work):
        ids.setdefault(row.name, []).append(row.id)
    found: list[str] = []
    # The longest first: whoever is called Ana is not meant by `@Ana Ruiz`.
    for name in sorted(ids, key=len, reverse=True):
        if f"@{name}" in body:
            found += ids[name]
            body = body.replace(f"@{name}", "")
    return [user_id for user_id in found if user_id != work.user_id]


def colleagues(work: Workspace) -> list[PersonRow]:
    """Read whom one may call into a ticket."""
    return directory.colleagues(work.reader)


def articles(work: Workspace, parent: QObject, typed: str, most: int) -> ReadOp[list[Entry]]:
    """Find the guides that answer what was typed; the latest ones before anything is."""
    language = work.locale

    def run(reader: Reader, cancelled: Cancelled) -> list[Entry]:
        if not typed.strip():
            rows = kept_articles.listed(reader, language, drafts=False, most=most)
            return [Entry("article", row.id, row.title, "book", beside=row.summary) for row in rows]
        if work.index is None:
            return []
        found = work.index.search(typed, language=language, limit=most, cancelled=cancelled)
        return [
            Entry("article", hit.article_id, hit.title, "book", beside=hit.section_heading or "") for hit in found.hits
        ]

    return work.search(parent, run)


def set_status(work: Workspace, parent: QObject, head: TicketHead, status: str) -> WriteOp[None]:
    """Take a step in the ticket's life, unless somebody wrote meanwhile."""
    args: dict[str, Any] = {"ticket_id": head.id, "status": status, "seen_message_id": head.last_message_id}
    return work.mutate(parent, "ticket.set_status", args)


def set_property(work: Workspace, parent: QObject, ticket_id: str, name: str, value: str | None) -> WriteOp[None]:
    """Change `priority`, `assignee`, `team`, `topic` or `type`."""
    field = name if name in ("priority", "type") else f"{name}_id"
    return work.mutate(parent, f"ticket.set_{name}", {"ticket_id": ticket_id, field: value})


def give_back(work: Workspace, parent: QObject, before: TicketHead) -> WriteOp[None]:
    """Give a ticket back to the team it had, and to whoever worked on it: another team's queue takes nobody along."""
    steps: list[tuple[str, dict[str, Any]]] = [("ticket.set_team", {"ticket_id": before.id, "team_id": before.team_id})]
    if before.assignee_id is not None:
        steps.append(("ticket.set_assignee", {"ticket_id": before.id, "assignee_id": before.assignee_id}))
    return work.mutate_all(parent, steps)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the panel beside a conversation shows."""

    store: StoreRow | None
    store_open_count: int
    requester: PersonRow | None


def surroundings(work: Workspace, head: TicketHead) -> Surroundings:
    """Read a ticket's store and requester."""
    store = directory.store(work.reader, head.store_id) if head.store_id else None
    count = directory.store_open_count(work.reader, head.store_id) if head.store_id else 0
    return Surroundings(store, count, directory.person(work.reader, head.requester_id))


def names_of(work: Workspace, *ids: str | None) -> dict[str, str]:
    """Read the names of a few people; None and an empty id stand for nobody."""
    return directory.names(work.reader, [each for each in ids if each])


def agents(work: Workspace) -> list[PersonRow]:
    """Read who may work on tickets."""
    return directory.agents(work.reader)


def teams(work: Workspace) -> list[tuple[str, str]]:
    """Read the teams."""
    return directory.teams(work.reader)


def topics(work: Workspace) -> list[TopicRow]:
    """Read the topics."""
    return directory.topics(work.reader)


def allowed_steps(head: TicketHead, *, desk: bool) -> list[str]:
    """The statuses that may follow."""
    from domain.tickets import TRANSITIONS, Side
    from domain.words import Status

    side = Side.DESK if desk else Side.REQUESTER
    return [str(after) for after, sides in TRANSITIONS[Status(head.status)].items() if side in sides]


def read_until(work: Workspace, ticket_id: str) -> str | None:
    """Read up to which time the ticket was read."""
    return waiting.read_until(work.reader, ticket_id)


def saved_replies(work: Workspace) -> list[SavedReplyRow]:
    """Read the texts that are sent often, one's own first: a millisecond or so, in the GUI thread."""
    return kept_replies.saved_replies(work.reader)


def answer_locale(work: Workspace, ticket_id: str) -> str:
    """Read the language in which a ticket is answered; empty where nobody has said one."""
    return kept_replies.locale_of(work.reader, ticket_id)


def filled_in(work: Workspace, ticket_id: str, replies: Sequence[SavedReplyRow]) -> list[Expansion]:
    """Saved replies as they would be sent on a ticket: in its requester's language, with every variable's value.

    Where one has none stands a gap, for the composer to point at before it sends.
    """
    from domain.placeholders import expand

    locale = kept_replies.locale_of(work.reader, ticket_id)
    values = kept_replies.values(work.reader, ticket_id, work.me)
    return [expand(reply.in_locale(locale)[1], values) for reply in replies]


def snooze(work: Workspace, parent: QObject, ticket_id: str, until: datetime | None, reason: str = "") -> WriteOp[None]:
    """Take the ticket out of its team's way until then; without a time until the requester answers."""
    return work.mutate(parent, "ticket.snooze", {"ticket_id": ticket_id, "until": until, "reason": reason})


def wake(work: Workspace, parent: QObject, ticket_id: str) -> WriteOp[None]:
    """Bring a snoozed ticket back."""
    return work.mutate(parent, "ticket.wake", {"ticket_id": ticket_id})


def snoozed(work: Workspace, ticket_id: str) -> SnoozeRow | None:
    """Read who snoozed the ticket, until when and why; None while it is in sight."""
    return tickets.snoozed(work.reader, ticket_id, moments.stored(moments.now()))


def snooze_choices(present: datetime) -> list[tuple[str, datetime | None]]:
    """The times one snoozes to, by `present` in this computer's zone.

    `hour` (in an hour), `evening` (today at 18:00, until 16:00), `tomorrow`, `monday` (unless that is tomorrow or in a
    week), `week` (each at 9:00), `answer`.
    """
    local = present.astimezone()

    def at(days: int, hour: int) -> datetime:
        # Without the zone first: nine o'clock is nine o'clock on the day that clocks change, too.
        day = local.replace(tzinfo=None, hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=days)
        return day.astimezone()

    choices: list[tuple[str, datetime | None]] = [("hour", present + timedelta(hours=1))]
    choices += [("evening", at(0, EVENING_HOUR))] if local.hour < EVENING_HOUR - 2 else []
    choices += [("tomorrow", at(1, MORNING_HOUR))]
    choices += [("monday", at(7 - local.weekday(), MORNING_HOUR))] if local.weekday() not in (MONDAY, SUNDAY) else []
    return [*choices, ("week", at(7, MORNING_HOUR)), ("answer", None)]
