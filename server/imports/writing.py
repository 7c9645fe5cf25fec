"""Writes tickets of a source: new ones whole, known ones where the source has changed and nobody here has.

Records are put as they are, not made by mutations: those say what somebody does now, and would stamp the present, tell
people and start clocks. What an import brings is over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from sqlalchemy import select

from domain.ids import RecordId
from domain.records import Attachment, Message, Ticket, TicketDesk
from domain.tickets import DONE, WAITING, with_deadline
from domain.words import Audience, Channel, Status
from server.db.database import WriteSession
from server.db.tables import RECORDS
from server.imports.building import BuiltMessage, BuiltTicket
from server.imports.remembered import Known, digest_of, digests_of, merged, merged_set
from server.imports.report import Fate, Problem, Report
from server.imports.resolved import Resolved
from server.imports.source import SourceTicket
from server.tickets.acquaintance import introduce

NUMBER_MOST = 2**53
"""Larger ones are no numbers that people say."""
STANDING = "standing"
NO_STEPS: dict[str, Any] = {
    "reminder_at": None,
    "reminder_count": 0,
    "closes_at": None,
    "check_back": None,
    "check_back_at": None,
}
"""A step of the source ends what a step here had set in motion, and sets nothing in motion itself."""
MESSAGES = "messages"
FILES = "files"
TAGS = "tags"
FOLLOWERS = "followers"

ticket_table = RECORDS["ticket"]


@dataclass(frozen=True)
class Part:
    """What of a ticket goes into one transaction.

    Attributes:
        ticket: All of it.
        messages: Those of this part.
        events: From which to which of its changes, exclusive.
        files: Files that were kept, by key; None for those that are never taken.
        is_new: Whether nothing of it was here before.
        is_last: Whether nothing is left.
        digest: Of what the source says.
    """

    ticket: BuiltTicket
    messages: Sequence[BuiltMessage]
    events: slice
    files: Mapping[str, Attachment | None]
    is_new: bool
    is_last: bool
    digest: str

    @property
    def rows(self) -> int:
        """How many rows it will stamp in the feed, about: children, and the ticket in its scopes."""
        return len(self.messages) + len(self.files) + len(range(*self.events.indices(10**9))) + 8


class Writer:
    """Writes within one transaction."""

    def __init__(self, session: WriteSession, resolved: Resolved, report: Report, now: datetime) -> None:
        self._session = session
        self._store = session.store
        self._resolved = resolved
        self._report = report
        self._now = now

    def write(self, part: Part, known: Known | None) -> tuple[Fate, Known]:
        """Write a part; return what became of the ticket, and what to remember.

        Raises:
            MutationRejected: Something in it cannot be stored.
        """
        built = part.ticket
        before = self._store.mark()
        ticket = self._store.get(Ticket, built.id)
        if ticket is None and known is not None:
            return Fate.GONE, known
        fate = Fate.NEW if part.is_new else Fate.CHANGED
        marks: dict[str, Any] = dict(known.marks) if known is not None else {}
        desk = self._store.get(TicketDesk, built.id) or TicketDesk(id=built.id, ticket_id=built.id)
        if ticket is None:
            ticket = self._new(built)
            desk = replace(desk, tags=built.tags)
        else:
            ticket, desk = self._changed(built, ticket, desk, marks)
        marks |= {name: digest_of(value) for name, value in built.values.items()}
        marks |= {STANDING: digest_of(built.standing), TAGS: digests_of(built.tags)}
        marks[FOLLOWERS] = digests_of(built.followers)
        marks[MESSAGES] = dict(marks.get(MESSAGES, {}))
        marks[FILES] = dict(marks.get(FILES, {}))
        for message in part.messages:
            ticket, desk = self._message(built, message, ticket, desk, marks)
        self._put_files(part, marks)
        for event in built.events[part.events]:
            self._store.put(event)
        self._store.put(with_deadline(ticket))
        self._store.put(desk)
        introduce(self._store, self._store.touched_since(before))
        return fate, Known(record_id=built.id, digest=part.digest if part.is_last else "", marks=marks)

    def _new(self, built: BuiltTicket) -> Ticket:
        """Return the record without messages: they are counted as they are put. No clock runs for what came so."""
        status, reason = built.standing
        created_at = built.created_at or self._now
        updated_at = max(built.updated_at or created_at, created_at)
        return Ticket(
            id=built.id,
            number=self._number(built),
            status=status,
            close_reason=reason if status is Status.CLOSED else None,
            follower_ids=built.followers,
            channel=Channel.IMPORT,
            created_at=created_at,
            updated_at=updated_at,
            reopened_count=built.reopened_count,
            **self._clocks(built, updated_at),
            **built.values,
        )

    def _clocks(self, built: BuiltTicket, updated_at: datetime) -> dict[str, Any]:
        """Return since when it waits or is done: as its history says, else since it was changed last."""
        status = built.standing[0]
        since = built.stands_since or updated_at
        return {
            "waiting_since": since if status in WAITING else None,
            "resolved_at": (built.resolved_at or since) if status in DONE else None,
            "closed_at": since if status is Status.CLOSED else None,
        }

    def _number(self, built: BuiltTicket) -> int:
        """Return the number it had, if it is free here, else the next one."""
        wanted = number_of(built.source)
        if self._resolved.mapping.numbers == "keep" and wanted:
            if not self._is_taken(wanted):
                self._session.keep_ticket_number(wanted)
                return wanted
            self._say(built, "number", taken_number(wanted))
        return self._session.next_ticket_number()

    def _is_taken(self, number: int) -> bool:
        here = ticket_table.c.space_id == self._session.space_id
        stored = self._session.connection.scalar(select(ticket_table.c.id).where(here, ticket_table.c.number == number))
        # Those of this transaction are not in the table yet.
        return stored is not None or bool(self._store.written(Ticket, number=number))

    def _changed(
        self, built: BuiltTicket, ticket: Ticket, desk: TicketDesk, marks: dict[str, Any]
    ) -> tuple[Ticket, TicketDesk]:
        """Return the records with what the source changed since and nobody here did."""
        lost: list[str] = []
        after = ticket
        for name, value in built.values.items():
            taken, is_lost = merged(getattr(ticket, name), value, marks.get(name))
            after = replace(after, **{name: taken})
            lost += [name] if is_lost else []
        standing, is_lost = merged((ticket.status, ticket.close_reason), built.standing, marks.get(STANDING))
        lost += [STANDING] if is_lost else []
        updated_at = max(ticket.updated_at, built.updated_at or ticket.updated_at)
        if standing != (ticket.status, ticket.close_reason):
            status, reason = built.standing
            after = replace(
                after,
                status=status,
                close_reason=reason if status is Status.CLOSED else None,
                reopened_count=max(ticket.reopened_count, built.reopened_count),
                **self._clocks(built, updated_at),
                **NO_STEPS,
            )
        after = replace(
            after,
            follower_ids=merged_set(ticket.follower_ids, built.followers, marks.get(FOLLOWERS)),
            updated_at=updated_at,
        )
        for name in lost:
            self._say(built, name, "changed there and here since the last import: what it is here stays.")
        return after, replace(desk, tags=merged_set(desk.tags, built.tags, marks.get(TAGS)))

    def _message(
        self, built: BuiltTicket, message: BuiltMessage, ticket: Ticket, desk: TicketDesk, marks: dict[str, Any]
    ) -> tuple[Ticket, TicketDesk]:
        """Put a message and count it; one that is there gets another text if only the source has changed it."""
        mark = marks[MESSAGES].get(message.key)
        marks[MESSAGES][message.key] = digest_of(message.body)
        if mark is not None:
            there = self._store.get(Message, message.id)
            body, _ = merged(there.body, message.body, mark) if there is not None else ("", False)
            if there is not None and body != there.body:
                self._store.put(replace(there, body=body))
            return ticket, desk
        at = message.at or ticket.last_message_at or ticket.created_at
        self._store.put(
            Message(
                id=message.id,
                ticket_id=built.id,
                audience=message.audience,
                author_id=message.author_id,
                body=message.body,
                channel=Channel.IMPORT,
                created_at=at,
                written_at=at,
            )
        )
        self._report.count("message", Fate.NEW)
        if message.audience is Audience.INTERNAL:
            last_note_at = max(desk.last_note_at or at, at)
            return ticket, replace(desk, note_count=desk.note_count + 1, last_note_at=last_note_at)
        ticket = replace(ticket, message_count=ticket.message_count + 1)
        if message.by_agent:
            ticket = replace(ticket, first_response_at=min(ticket.first_response_at or at, at))
        if ticket.last_message_at is None or at >= ticket.last_message_at:
            ticket = replace(ticket, last_message_id=message.id, last_message_at=at, last_message_by=message.author_id)
        return ticket, desk

    def _put_files(self, part: Part, marks: dict[str, Any]) -> None:
        for key, attachment in part.files.items():
            if attachment is not None and key not in marks[FILES]:
                self._store.put(attachment)
                self._report.count("file", Fate.NEW)
            marks[FILES][key] = attachment.sha256[:16] if attachment is not None else ""

    def _say(self, built: BuiltTicket, field: str, sentence: str) -> None:
        self._report.problems.append(Problem(*built.source.place, built.source.key, field, sentence))


def number_of(ticket: SourceTicket) -> int:
    """Return the number that people know a ticket by; 0 if it is none."""
    text = ticket.number
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 17 else 0
    return number if number < NUMBER_MOST else 0


def taken_number(number: int) -> str:
    """Return what is said of a ticket whose number is another one's here."""
    return f"#{number} is another ticket's here: it gets a number of its own."


def file_id(resolved: Resolved, ticket: BuiltTicket, message: BuiltMessage, key: str) -> RecordId:
    """Return the id of a file's record."""
    return resolved.id_of(f"file/{ticket.source.key}/{message.key}/{key}")


def lacks_files(built: BuiltTicket, known: Known) -> bool:
    """Tell whether a file that was missing at the last import is there now."""
    there = known.marks.get(FILES, {})
    return any(
        file.read is not None and f"{message.key}/{file.key}" not in there
        for message in built.messages
        for file in message.files
    )
