"""What an import would do, found out by doing all of it but the writing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from domain.ids import RecordId
from domain.records import Role, Ticket, UserCard
from domain.words import Permission
from server.accounts import queries
from server.db.database import Database
from server.db.reading import RecordReader
from server.imports.batching import batches
from server.imports.building import Builder, Person, people_in
from server.imports.everybody import everybody_in, unknown_person
from server.imports.files import missing
from server.imports.importer import PEOPLE_AT_ONCE, TICKETS_AT_ONCE
from server.imports.mapping import NONE
from server.imports.people import shared_address
from server.imports.remembered import PERSON, TICKET, Remembered, digest_of
from server.imports.report import Fate, Problem, Report
from server.imports.resolved import NamedPerson, Resolved
from server.imports.rows import Row
from server.imports.source import Export, SourcePerson, SourceTicket
from server.imports.staging import Staging
from server.imports.values import address_of
from server.imports.writing import lacks_files, number_of, taken_number


def preview(database: Database, export: Export, resolved: Resolved, now: datetime) -> Report:
    """Return what an import would come to, and all that would not come in as it is; nothing is changed."""
    report = Report()
    foreseen = _Foreseen(resolved, report)
    try:
        for people in batches(export.people(), PEOPLE_AT_ONCE):
            with database.read(resolved.space_id) as reader:
                foreseen.people(reader, people)
        builder = Builder(resolved, report, now)
        for tickets in batches(export.tickets(), TICKETS_AT_ONCE):
            with database.read(resolved.space_id) as reader:
                foreseen.tickets(reader, builder, tickets)
    finally:
        foreseen.close()
    report.problems.extend(export.problems)
    return report


class _Foreseen:
    """Counts what would become of people and tickets."""

    def __init__(self, resolved: Resolved, report: Report) -> None:
        self._resolved = resolved
        self._report = report
        self._remembered = Remembered(resolved.space_id, resolved.mapping.source)
        # Whoever would come in is not in the database yet when the tickets are looked at.
        self._coming = Staging()

    def close(self) -> None:
        """Give up what was laid aside."""
        self._coming.close()

    def people(self, reader: RecordReader, people: Sequence[SourcePerson]) -> None:
        """Count people, and remember who would be an agent."""
        known = self._remembered.of(reader.connection, PERSON, [person.key for person in people])
        addresses = {address_of(person.email) for person in people} - {""}
        with queries.session_on(reader.connection) as session:
            holders = queries.accounts_of_addresses(session, reader.space_id, addresses)
        workers = _workers(reader, [account.user_id for account in holders.values()])
        for person in people:
            address = address_of(person.email)
            if person.email.strip() and not address:
                self._say(person, "email", f"{person.email.strip()[:80]!r} is no address: taken without one.")
            named = self._resolved.people.get(address) or self._resolved.people.get(person.key.casefold())
            if person.key in known:
                fate = Fate.AS_BEFORE
            elif address and address not in holders and self._coming.has("address", address):
                self._say(person, "email", shared_address(address))
                fate = Fate.NEW
            else:
                fate = Fate.LINKED if address in holders or (named and named.user_id) else Fate.NEW
            self._report.count(PERSON, fate)
            if address:
                self._coming.put("address", Row(person.place, {}), key=address)
            works = _works(named) or (address in holders and holders[address].user_id in workers)
            self._coming.put(
                "person", Row(person.place, {"agent": person.agent or works, "works": works}), key=person.key
            )

    def tickets(self, reader: RecordReader, builder: Builder, tickets: Sequence[SourceTicket]) -> None:
        """Build tickets, and count what would become of them."""
        people, strangers = everybody_in(reader, self._resolved, self._remembered, tickets)
        for key in strangers:
            coming = self._coming.get("person", key)
            if coming is not None:
                agent, works = bool(coming.values["agent"]), bool(coming.values["works"])
                people[key] = Person(user_id=people[key].user_id, agent=agent, works=works)
        known = self._remembered.of(reader.connection, TICKET, [ticket.key for ticket in tickets])
        for ticket in tickets:
            built = builder.build(ticket, people)
            if built is None:
                self._report.count(TICKET, Fate.LEFT_OUT)
                continue
            for key in sorted(people_in(ticket) & strangers.keys() - {NONE}):
                self._meet(ticket, strangers[key])
            there = known.get(ticket.key)
            if there is None:
                fate = Fate.NEW
            elif there.digest == digest_of(built.said()) and not lacks_files(built, there):
                fate = Fate.AS_BEFORE
            else:
                fate = Fate.CHANGED
            self._report.count(TICKET, fate)
            if fate is Fate.NEW:
                self._look_at_number(reader, ticket)
                self._report.count("message", Fate.NEW, len(built.messages))
            for message in built.messages:
                for file in message.files:
                    self._report.count("file", Fate.NEW if file.read is not None else Fate.UNFIT)
                    if file.read is None:
                        self._report.problems.append(Problem(*file.place, ticket.key, "file", missing(file)))

    def _look_at_number(self, reader: RecordReader, ticket: SourceTicket) -> None:
        """Tell of a number that is another ticket's here."""
        number = number_of(ticket)
        if number and self._resolved.mapping.numbers == "keep" and reader.find(Ticket, number=number):
            self._report.problems.append(Problem(*ticket.place, ticket.key, "number", taken_number(number)))

    def _meet(self, ticket: SourceTicket, stranger: SourcePerson) -> None:
        if not self._coming.has("person", stranger.key):
            self._report.count(PERSON, Fate.NEW)
            self._report.problems.append(unknown_person(ticket, stranger))
            self._coming.put("person", Row(stranger.place, {"agent": False, "works": False}), key=stranger.key)

    def _say(self, person: SourcePerson, field: str, sentence: str) -> None:
        self._report.problems.append(Problem(*person.place, person.key, field, sentence))


def _works(named: NamedPerson | None) -> bool:
    role: Role | None = named.role if named is not None else None
    return role is not None and Permission.TICKET_WORK in role.permissions


def _workers(reader: RecordReader, user_ids: Sequence[RecordId]) -> set[RecordId]:
    """Return those of the people who may be given tickets."""
    working = {role.id for role in reader.find(Role) if Permission.TICKET_WORK in role.permissions}
    cards = reader.get_many(UserCard, user_ids)
    return {card.id for card in cards.values() if card.active and card.role_id in working}


def mapped_lines(resolved: Resolved) -> Iterator[str]:
    """Yield what is mapped to what, a line a section."""
    for section, words in resolved.mapping.sections.items():
        if words and section != "columns":
            said = ", ".join(f"{word or '(none)'} → {meaning or '–'}" for word, meaning in list(words.items())[:12])
            yield f"{section.capitalize()}: {said}" + (f", … ({len(words)})" if len(words) > 12 else "")
