"""A ticket of a source in our words: everything that follows from what the source says and from the mapping alone.

The same source and the same mapping always give the same, so that a digest tells whether anything is new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.ids import RecordId
from domain.markup.from_html import markdown_of_html, markdown_of_text
from domain.mutations.on_tickets import PUBLIC_FIELDS
from domain.mutations.tickets import BODY_LONGEST, SUBJECT_LONGEST, TAG_LONGEST
from domain.records import TicketEvent
from domain.tickets import DONE
from domain.words import Audience, CloseReason, Origin, Priority, Status, TicketType
from server.imports.mapping import NONE
from server.imports.report import Problem, Report
from server.imports.resolved import Resolved, Standing
from server.imports.source import SourceChange, SourceFile, SourceMessage, SourceTicket
from server.imports.values import moment_of, shortened

WHOLE_NAME = "message.md"
FIELDS_KEY = "fields"
NO_SUBJECT = {"en": "(no subject)", "es": "(sin asunto)"}
OF_PEOPLE = frozenset({"assignee", "requester", "follower"})
"""Fields whose changes name people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who somebody of the source is here."""

    user_id: RecordId
    agent: bool
    works: bool
    """Whether they may be given tickets here."""


@dataclass(slots=True, kw_only=True)
class BuiltMessage:
    """A message as it is to be, but for its time where the source has none."""

    key: str
    id: RecordId
    author_id: RecordId
    audience: Audience
    body: str
    at: datetime | None
    by_agent: bool
    files: tuple[SourceFile, ...] = ()


@dataclass(slots=True, kw_only=True)
class BuiltTicket:
    """A ticket as it is to be."""

    source: SourceTicket
    id: RecordId
    values: dict[str, Any]
    """Fields of the record that the source sets, by name."""
    standing: Standing
    followers: tuple[RecordId, ...]
    tags: tuple[str, ...]
    created_at: datetime | None
    updated_at: datetime | None
    messages: list[BuiltMessage] = field(default_factory=list)
    events: list[TicketEvent] = field(default_factory=list)
    reopened_count: int = 0
    stands_since: datetime | None = None
    """Since when it is in its status, as far as its history says."""
    resolved_at: datetime | None = None

    def said(self) -> list[Any]:
        """Return all that the source says of it, for a digest."""
        messages = [
            [one.key, one.author_id, one.audience, one.body, [[file.key, file.name] for file in one.files]]
            for one in self.messages
        ]
        dates = [self.created_at, self.updated_at]
        return [self.values, self.standing, self.followers, self.tags, dates, messages, [one.id for one in self.events]]


class Builder:
    """Builds tickets of one source."""

    def __init__(self, resolved: Resolved, report: Report, now: datetime) -> None:
        self._resolved = resolved
        self._report = report
        self._now = now
        self._told: set[tuple[str, str]] = set()

    def build(self, ticket: SourceTicket, people: Mapping[str, Person]) -> BuiltTicket | None:
        """Return the ticket, None if the mapping leaves its status out.

        Args:
            ticket: As the source has it.
            people: Everybody it names (`people_in`), by the source's key.
        """
        standing = self._standing(ticket)
        if standing is None:
            return None
        ticket_id = self._resolved.id_of(f"ticket/{ticket.key}")
        created_at = self._moment(ticket, "created", ticket.created)
        requester = people[ticket.requester]
        if not ticket.requester:
            self._tell(ticket, "requester", "nobody asked: it stands under the desk's own name.")
        built = BuiltTicket(
            source=ticket,
            id=ticket_id,
            values=self._values(ticket, people, requester),
            standing=standing,
            followers=tuple(sorted({people[key].user_id for key in ticket.followers} - {requester.user_id})),
            tags=tuple(sorted(set(self._tags(ticket)))),
            created_at=created_at,
            updated_at=self._moment(ticket, "updated", ticket.updated) or created_at,
        )
        for message in ticket.messages:
            if one := self._message(ticket, message, people):
                built.messages.append(one)
        if note := self._note(ticket, people):
            built.messages.append(note)
        known = [one.at for one in built.messages if one.at is not None]
        built.created_at = created_at or min(known, default=None)
        built.messages.sort(key=lambda one: one.at or built.created_at or self._now)
        if not built.values["subject"]:
            first = next((one.body for one in built.messages if one.body), "")
            built.values["subject"] = shortened(first, 80) or NO_SUBJECT[self._resolved.locale]
        self._history(built, people)
        return built

    def _standing(self, ticket: SourceTicket) -> Standing | None:
        if ticket.status in self._resolved.statuses:
            standing = self._resolved.statuses[ticket.status]
        else:
            self._tell_once(ticket, "status", ticket.status, "is not in the mapping: such tickets are taken as open.")
            standing = (Status.OPEN, None)
        return (Status.CLOSED, CloseReason.MERGED) if standing is not None and ticket.merged_into else standing

    def _values(self, ticket: SourceTicket, people: Mapping[str, Person], requester: Person) -> dict[str, Any]:
        resolved = self._resolved
        assignee = people[ticket.assignee] if ticket.assignee else None
        if assignee is not None and not assignee.works:
            self._tell_once(
                ticket, "assignee", ticket.assignee, "is no agent here: name them in [people] of the mapping."
            )
            assignee = None
        team_id = resolved.teams.get(ticket.group)
        if team_id is None:
            self._tell_once(ticket, "group", ticket.group, "is not in the mapping: such tickets go to the first team.")
            team_id = resolved.teams[NONE]
        values: dict[str, Any] = {
            "subject": shortened(ticket.subject, SUBJECT_LONGEST),
            "requester_id": requester.user_id,
            "store_id": self._store(ticket),
            "team_id": team_id,
            "assignee_id": assignee.user_id if assignee else None,
            "type": self._word(ticket, "type", ticket.type, resolved.types, TicketType.QUESTION),
            "priority": self._word(ticket, "priority", ticket.priority, resolved.priorities, Priority.NORMAL),
            "topic_id": None,
        }
        for name, value in ticket.fields.items():
            match resolved.fields.get(name):
                case "topic":
                    values["topic_id"] = self._word(ticket, "topic", value, resolved.topics, None)
                case "type":
                    values["type"] = self._word(ticket, name, value, resolved.types, TicketType.QUESTION)
                case "priority":
                    values["priority"] = self._word(ticket, name, value, resolved.priorities, Priority.NORMAL)
                case _:
                    pass
        return values

    def _store(self, ticket: SourceTicket) -> RecordId | None:
        store_id: RecordId | None = self._word(ticket, "organisation", ticket.organisation, self._resolved.stores, None)
        return store_id

    def _word(self, ticket: SourceTicket, name: str, value: str, words: Mapping[str, Any], otherwise: Any) -> Any:
        """Return what a word of the source is here; one that the mapping does not have is told, once."""
        if value in words:
            return words[value]
        if value:
            self._tell_once(ticket, name, value, "is not in the mapping: taken as if it were not said.")
        return otherwise

    def _tags(self, ticket: SourceTicket) -> Iterator[str]:
        fields = self._resolved.fields
        values = [value for name, value in ticket.fields.items() if fields.get(name) == "tag"]
        for tag in [*ticket.tags, *values]:
            if cleaned := shortened(tag, TAG_LONGEST).lower():
                yield cleaned
        if self._resolved.mapping.numbers == "new" and ticket.number:
            yield shortened(f"{self._resolved.mapping.source}-{ticket.number}", TAG_LONGEST).lower()

    def _message(
        self, ticket: SourceTicket, message: SourceMessage, people: Mapping[str, Person]
    ) -> BuiltMessage | None:
        author = people[message.author]
        body = markdown_of_html(message.body) if message.is_html else markdown_of_text(message.body)
        files = message.files
        if not body and not files:
            self._tell(message, "body", "the message is empty: left out.")
            return None
        if len(body) > BODY_LONGEST:
            whole = body.encode()
            files = (*files, SourceFile(key=f"{message.key}/whole", name=WHOLE_NAME, media_type="text/markdown",
                                        read=lambda: iter((whole,)), place=message.place))  # fmt: skip
            body = body[: BODY_LONGEST - 2].rstrip() + " …"
            self._tell(
                message, "body", f"longer than {BODY_LONGEST} characters: all of it is in the file {WHOLE_NAME}."
            )
        return BuiltMessage(
            key=message.key,
            id=self._resolved.id_of(f"message/{ticket.key}/{message.key}"),
            author_id=author.user_id,
            audience=Audience.PUBLIC if message.public else Audience.INTERNAL,
            body=body,
            at=self._moment(message, "created", message.at),
            by_agent=author.agent and message.author != ticket.requester,
            files=files,
        )

    def _note(self, ticket: SourceTicket, people: Mapping[str, Person]) -> BuiltMessage | None:
        """Return the internal note that holds what has no place of its own here."""
        uses = self._resolved.fields
        lines = [
            f"- **{markdown_of_text(name)}:** {markdown_of_text(shortened(value, 1_000))}"
            for name, value in ticket.fields.items()
            if uses.get(name, "note") == "note"
        ]
        if len(" ".join(ticket.subject.split())) > SUBJECT_LONGEST:
            lines.insert(0, markdown_of_text(ticket.subject))
        if not lines:
            return None
        return BuiltMessage(
            key=FIELDS_KEY,
            id=self._resolved.id_of(f"message/{ticket.key}/{FIELDS_KEY}"),
            author_id=people[NONE].user_id,
            audience=Audience.INTERNAL,
            body="\n".join(lines)[:BODY_LONGEST],
            at=moment_of(ticket.created, self._now),
            by_agent=True,
        )

    def _history(self, built: BuiltTicket, people: Mapping[str, Person]) -> None:
        """Make rows of the changes, and read off them since when the ticket stands as it does."""
        seen_done = False
        for change in built.source.changes:
            at = self._moment(change, "at", change.at)
            before, after = (
                self._changed(change, change.before or "", people),
                self._changed(change, change.after, people),
            )
            if at is None or before == after or None in {before, after}:
                continue
            if change.field == "status" and after:
                status = Status(str(after))
                built.reopened_count += seen_done and status not in DONE
                built.resolved_at = (built.resolved_at or at) if status in DONE else None
                seen_done = status in DONE
                same = status is built.standing[0]
                built.stands_since = (built.stands_since or at) if same else None
            built.events.append(self._event(built, change, at, str(before), str(after), people))

    def _event(
        self,
        built: BuiltTicket,
        change: SourceChange,
        at: datetime,
        before: str,
        after: str,
        people: Mapping[str, Person],
    ) -> TicketEvent:
        return TicketEvent(
            id=self._resolved.id_of(f"event/{built.source.key}/{change.key}"),
            ticket_id=built.id,
            audience=Audience.PUBLIC if change.field in PUBLIC_FIELDS else Audience.INTERNAL,
            actor_id=people[change.actor].user_id,
            at=at,
            field=change.field,
            before=before,
            after=after,
            via=Origin.IMPORT,
        )

    def _changed(self, change: SourceChange, value: str, people: Mapping[str, Person]) -> str | None:
        """Return a value as rows of the history hold it; None if it has no word here."""
        resolved = self._resolved
        if not value:
            return ""
        match change.field:
            case "status":
                standing = resolved.statuses.get(value)
                return str(standing[0]) if standing else None
            case "priority":
                return str(resolved.priorities[value]) if value in resolved.priorities else None
            case "type":
                return str(resolved.types[value]) if value in resolved.types else None
            case "team":
                return resolved.teams.get(value)
            case "assignee" | "requester" | "follower":
                return people[value].user_id
            case _:
                return shortened(value, SUBJECT_LONGEST)

    def _moment(self, of: SourceTicket | SourceMessage | SourceChange, name: str, text: str) -> datetime | None:
        found = moment_of(text, self._now) if text.strip() else None
        if found is None and text.strip():
            self._tell(of, name, f"{text.strip()[:40]!r} cannot be the time: the nearest one that is known counts.")
        return found

    def _tell(self, of: SourceTicket | SourceMessage | SourceChange, name: str, sentence: str) -> None:
        self._report.problems.append(Problem(*of.place, of.key, name, sentence))

    def _tell_once(self, ticket: SourceTicket, name: str, value: str, sentence: str) -> None:
        if (name, value) not in self._told:
            self._told.add((name, value))
            self._tell(ticket, name, f"{value!r} {sentence}")


def people_in(ticket: SourceTicket) -> set[str]:
    """Return the keys of everybody whom a ticket names; the empty one stands for the desk's own doing."""
    keys = {NONE, ticket.requester, *ticket.followers} | ({ticket.assignee} if ticket.assignee else set())
    keys |= {message.author for message in ticket.messages}
    for change in ticket.changes:
        keys.add(change.actor)
        if change.field in OF_PEOPLE:
            keys |= {value for value in (change.before, change.after) if value}
    return keys
