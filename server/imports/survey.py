"""Looks through an export once: which words it uses, and how many of everything there is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from server.imports.mapping import ImportMapping
from server.imports.source import Export

WORDS_MOST = 500
"""So many different values of a field are looked at; one with more is no list to choose from."""
AGENTS_MOST = 1_000


@dataclass
class Survey:
    """What an export uses. Words to how often they come."""

    statuses: Counter[str] = field(default_factory=Counter)
    priorities: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)
    organisations: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    fields: dict[str, Counter[str]] = field(default_factory=dict)
    agents: dict[str, str] = field(default_factory=dict)
    """E-mail address, or key, of whoever answered there to name and role."""
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    """Section to key to name, of groups and organisations."""


def names_in(export: Export) -> dict[str, dict[str, str]]:
    """Return what the export calls its groups and organisations, by section and key."""
    return {
        "groups": {group.key: group.name for group in export.groups()},
        "organisations": {one.key: one.name for one in export.organisations()},
    }


def survey(export: Export) -> Survey:
    """Look through everything."""
    found = Survey(names=names_in(export))
    for person in export.people():
        found.roles[person.role] += 1
        found.organisations[person.organisation] += 0
        if person.agent and len(found.agents) < AGENTS_MOST:
            found.agents[person.email.strip().casefold() or person.key] = f"{person.name}, {person.role}"
    for ticket in export.tickets():
        for words, word in (
            (found.statuses, ticket.status),
            (found.priorities, ticket.priority),
            (found.types, ticket.type),
            (found.groups, ticket.group),
            (found.organisations, ticket.organisation),
        ):
            words[word] += 1
        for name, value in ticket.fields.items():
            values = found.fields.setdefault(name, Counter())
            if value in values or len(values) < WORDS_MOST:
                values[value] += 1
        for change in ticket.changes:
            changed = {"status": found.statuses, "priority": found.priorities, "type": found.types}.get(change.field)
            for said in (change.before, change.after):
                if changed is not None and said:
                    changed[said] += 0
    return found


def used(mapping: ImportMapping, found: Survey, use: str) -> Counter[str]:
    """Return the values of the fields that the mapping uses as a topic, type or priority."""
    words: Counter[str] = Counter()
    for name, values in found.fields.items():
        if mapping.of("fields").get(name) == use:
            words.update(values)
    return words
