"""Brings an export in, in small transactions: killed anywhere and run again it goes on, run twice it changes nothing.

People first, then tickets, then what ties tickets together. Each transaction writes records and what is remembered of
them together, so there is nothing else to know about how far an import has come.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.access import Actor
from domain.errors import MutationRejected
from domain.ids import SpaceId
from domain.mutations.structure import Save
from domain.records import Attachment, UserCard
from server.accounts.administration import Administration
from server.acting import act
from server.blobs.store import FileStore
from server.db.database import Database, WriteSession
from server.db.errors import TransactionTooLarge
from server.imports.batching import batches
from server.imports.building import Builder, BuiltTicket, people_in
from server.imports.errors import Unfit
from server.imports.everybody import everybody_in, unknown_person
from server.imports.files import Files
from server.imports.linking import Linker, Links
from server.imports.mapping import NONE
from server.imports.people import PeopleBatch, name_card, name_known
from server.imports.remembered import PERSON, TICKET, Known, Remembered, digest_of
from server.imports.report import Fate, Problem, Report
from server.imports.resolved import Resolved
from server.imports.source import Export, SourcePerson, SourceTicket
from server.imports.writing import FILES, Part, Writer, file_id, lacks_files

PEOPLE_AT_ONCE = 100
"""A person stamps a card, and grants in a few scopes."""
TICKETS_AT_ONCE = 50
ROWS_AT_ONCE = 1_000
"""A transaction may stamp 5,000 rows; cards of people who get to know each other come on top, and other writers of a
SQLite file wait meanwhile."""

Progress = Callable[[str, int], None]
"""Called with what comes in and how many of it have, after each transaction."""


@dataclass(frozen=True)
class Importer:
    """Brings one export in.

    Attributes:
        database: Where it goes.
        store: Where its files go.
        actor: In whose name people and places are made.
        resolved: What its words mean here.
        now: Nothing in it is later.
        bytes_most: How large a file may be.
        progress: Is told how far it has come.
    """

    database: Database
    store: FileStore
    actor: Actor
    resolved: Resolved
    now: datetime
    bytes_most: int
    progress: Progress = lambda what, count: None
    report: Report = field(default_factory=Report)

    @property
    def space_id(self) -> SpaceId:
        """Where everything goes."""
        return self.resolved.space_id

    def run(self, export: Export) -> Report:
        """Bring everything in; return what came of it.

        Raises:
            StorageError: Busy or full; what is in stays, and another import goes on from there.
            UnreadableExport: A file went away.
        """
        began = time.monotonic()
        self._make_places()
        self._bring_people(export)
        links = Links()
        try:
            self._bring_tickets(export, links)
            Linker(self.database, self.resolved, self.report).tie(links)
        finally:
            links.close()
        self.report.problems.extend(export.problems)
        self.report.took_s = time.monotonic() - began
        return self.report

    def _make_places(self) -> None:
        """Make what the mapping asks for, and whoever stands for what nobody did."""
        remembered = self._remembered()
        with self.database.write(self.space_id) as session:
            for record in self.resolved.made:
                fields: dict[str, Any] = {record.KIND: record}
                act(session, self.actor, "structure.save", Save(**fields), self.now)
            if not remembered.of(session.connection, PERSON, [NONE]):
                nobody = SourcePerson(key=NONE, name=self.resolved.mapping.name, agent=True)
                self._put_name(session, remembered, nobody)

    def _bring_people(self, export: Export) -> None:
        administration = Administration(self.database, clock=lambda: self.now)
        done = 0
        for batch in batches(export.people(), PEOPLE_AT_ONCE):
            with self.database.write(self.space_id) as session:
                people = PeopleBatch(
                    session, administration, self.actor, self.resolved, self._remembered(), self.report, self.now
                )
                people.take(batch)
            done += len(batch)
            self.progress("people", done)

    def _bring_tickets(self, export: Export, links: Links) -> None:
        builder = Builder(self.resolved, self.report, self.now)
        done = 0
        for batch in batches(export.tickets(), TICKETS_AT_ONCE):
            self._bring_batch(builder, batch)
            for ticket in batch:
                links.add(ticket)
            done += len(batch)
            self.progress("tickets", done)

    def _bring_batch(self, builder: Builder, batch: Sequence[SourceTicket]) -> None:
        """Build a batch, keep the files of what is new in it, and write that in as many transactions as it takes."""
        remembered = self._remembered()
        with self.database.read(self.space_id) as reader:
            people, strangers = everybody_in(reader, self.resolved, remembered, batch)
            known = remembered.of(reader.connection, TICKET, [ticket.key for ticket in batch])
        parts: list[Part] = []
        for ticket in batch:
            built = builder.build(ticket, people)
            if built is None:
                self.report.count(TICKET, Fate.LEFT_OUT)
                continue
            digest = digest_of(built.said())
            there = known.get(ticket.key)
            if there is not None and there.digest == digest and not lacks_files(built, there):
                self.report.count(TICKET, Fate.AS_BEFORE)
                continue
            parts += self._parts(built, there, digest)
        for group in _grouped(parts):
            self._write(group, known, strangers)

    def _write(self, parts: Sequence[Part], known: dict[str, Known], strangers: dict[str, SourcePerson]) -> None:
        """Write parts in one transaction, or in two if one cannot hold them."""
        remembered = self._remembered()
        came: dict[str, Known] = {}
        fates: list[Fate] = []
        wrote = Report()
        try:
            with self.database.write(self.space_id) as session:
                for part in parts:
                    self._meet(session, part.ticket.source, strangers, wrote)
                    fate = self._write_part(session, part, known, came, wrote)
                    fates += [fate] if part.is_last or fate is Fate.UNFIT else []
                remembered.write(session.connection, TICKET, came)
        except TransactionTooLarge:
            if len(parts) == 1:
                raise
            middle = len(parts) // 2
            self._write(parts[:middle], known, strangers)
            self._write(parts[middle:], known, strangers)
            return
        known |= came
        self.report.add(wrote)
        for fate in fates:
            self.report.count(TICKET, fate)

    def _write_part(
        self, session: WriteSession, part: Part, known: dict[str, Known], came: dict[str, Known], wrote: Report
    ) -> Fate:
        key = part.ticket.source.key
        mark = session.store.mark()
        said = Report()
        try:
            writer = Writer(session, self.resolved, said, self.now)
            fate, came[key] = writer.write(part, came.get(key) or known.get(key))
        except MutationRejected as refused:
            session.store.restore(mark)
            place = part.ticket.source.place
            field_name = str(refused.detail.get("field", "record"))
            self.report.problems.append(
                Problem(*place, key, field_name, f"the ticket cannot be stored ({refused.code}): correct it.")
            )
            return Fate.UNFIT
        wrote.add(said)
        return fate

    def _parts(self, built: BuiltTicket, known: Known | None, digest: str) -> Iterator[Part]:
        """Yield what goes into one transaction each: all of a ticket, or of a long one so many messages and changes."""
        files = self._files(built, known)
        messages, events = 0, 0
        while True:
            chunk = built.messages[messages : messages + ROWS_AT_ONCE]
            messages += len(chunk)
            end = min(len(built.events), events + ROWS_AT_ONCE - len(chunk))
            of_chunk = {key: file for message in chunk for key, file in files.get(message.key, {}).items()}
            is_last = messages >= len(built.messages) and end >= len(built.events)
            yield Part(built, chunk, slice(events, end), of_chunk, known is None, is_last, digest)
            events = end
            if is_last:
                return

    def _files(self, built: BuiltTicket, known: Known | None) -> dict[str, dict[str, Attachment | None]]:
        """Keep the files that are not there yet; return their records by message and key, None for a refused one."""
        there = known.marks.get(FILES, {}) if known is not None else {}
        taking = Files(self.store, self.space_id, self.bytes_most)
        found: dict[str, dict[str, Attachment | None]] = {}
        for message in built.messages:
            for file in message.files:
                key = f"{message.key}/{file.key}"
                if key in there:
                    continue
                record: Attachment | None = None
                try:
                    record = taking.take(built.id, message, file, file_id(self.resolved, built, message, file.key))
                except Unfit as unfit:
                    self.report.problems.append(Problem(*file.place, built.source.key, unfit.field, str(unfit)))
                    self.report.count("file", Fate.UNFIT)
                    if file.read is None:
                        # It may be there next time.
                        continue
                found.setdefault(message.key, {})[key] = record
        return found

    def _meet(
        self, session: WriteSession, ticket: SourceTicket, strangers: dict[str, SourcePerson], wrote: Report
    ) -> None:
        """Put a name for everybody whom a ticket names and the export does not have."""
        for key in sorted(people_in(ticket) & strangers.keys()):
            stranger = strangers[key]
            if session.store.get(UserCard, self.resolved.id_of(f"person/{key}")) is None:
                wrote.problems.append(unknown_person(ticket, stranger))
                wrote.count(PERSON, Fate.NEW)
                self._put_name(session, self._remembered(), stranger)

    def _put_name(self, session: WriteSession, remembered: Remembered, person: SourcePerson) -> None:
        act(session, self.actor, "structure.save", Save(user_card=name_card(person, self.resolved)), self.now)
        remembered.write(session.connection, PERSON, {person.key: name_known(person, self.resolved)})

    def _remembered(self) -> Remembered:
        return Remembered(self.space_id, self.resolved.mapping.source)


def _grouped(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Yield parts that fit into one transaction together; those of one ticket stay in their order."""
    group: list[Part] = []
    rows = 0
    for part in parts:
        if group and rows + part.rows > ROWS_AT_ONCE:
            yield group
            group, rows = [], 0
        group.append(part)
        rows += part.rows
    if group:
        yield group
