"""Who the people are here whom tickets of a source name."""

from __future__ import annotations

from collections.abc import Sequence

from domain.records import Role, UserCard
from domain.words import Permission
from server.db.reading import RecordReader
from server.imports.building import Person, people_in
from server.imports.mapping import NONE
from server.imports.remembered import PERSON, Remembered
from server.imports.report import Problem
from server.imports.resolved import Resolved
from server.imports.source import SourcePerson, SourceTicket


def everybody_in(
    reader: RecordReader, resolved: Resolved, remembered: Remembered, tickets: Sequence[SourceTicket]
) -> tuple[dict[str, Person], dict[str, SourcePerson]]:
    """Return everybody whom the tickets name, and those of them whom the export does not have, by their keys."""
    keys = {key: ticket for ticket in reversed(tickets) for key in people_in(ticket)}
    known = remembered.of(reader.connection, PERSON, list(keys))
    cards = reader.get_many(UserCard, [one.record_id for one in known.values()])
    roles = {role.id: role for role in reader.find(Role)}
    people: dict[str, Person] = {}
    strangers: dict[str, SourcePerson] = {}
    for key, ticket in keys.items():
        one = known.get(key)
        if one is None:
            name = f"{resolved.mapping.name} {key}".strip()
            strangers[key] = SourcePerson(key=key, name=name, place=ticket.place)
            people[key] = Person(user_id=resolved.id_of(f"person/{key}"), agent=key == NONE, works=False)
            continue
        card = cards.get(one.record_id)
        role = roles.get(card.role_id) if card is not None else None
        works = card is not None and card.active and role is not None and Permission.TICKET_WORK in role.permissions
        people[key] = Person(user_id=one.record_id, agent=bool(one.marks.get("agent")) or works, works=works)
    return people, strangers


def unknown_person(ticket: SourceTicket, stranger: SourcePerson) -> Problem:
    """Return what is said of somebody whom a ticket names and the export does not have."""
    sentence = f"{stranger.key!r} is not among the export's people: shown as {stranger.name!r}."
    return Problem(*ticket.place, ticket.key, "person", sentence)
