"""Proposes a mapping: what the source's words most likely mean here. Nobody's own word in the file is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from domain.records import Space, Store, Team, Topic
from domain.words import CloseReason, Priority, Status, TicketType
from server.db.reading import RecordReader
from server.imports.mapping import NONE, SKIP, ImportMapping
from server.imports.resolved import first_called
from server.imports.survey import Survey, used

STATUSES: Final = {
    "new": Status.NEW, "nuevo": Status.NEW, "nueva": Status.NEW,
    "open": Status.OPEN, "abierto": Status.OPEN, "abierta": Status.OPEN, "in progress": Status.OPEN,
    "en curso": Status.OPEN, "reopened": Status.OPEN,
    "pending": Status.PENDING, "pendiente": Status.PENDING, "waiting": Status.PENDING,
    "pending reminder": Status.PENDING, "pending close": Status.PENDING, "pending action": Status.PENDING,
    "hold": Status.ON_HOLD, "on-hold": Status.ON_HOLD, "on hold": Status.ON_HOLD, "on_hold": Status.ON_HOLD,
    "en espera": Status.ON_HOLD,
    "solved": Status.RESOLVED, "resolved": Status.RESOLVED, "resuelto": Status.RESOLVED, "resuelta": Status.RESOLVED,
    "closed": Status.CLOSED, "cerrado": Status.CLOSED, "cerrada": Status.CLOSED, "done": Status.CLOSED,
    "merged": f"{Status.CLOSED}/{CloseReason.MERGED}",
    "spam": f"{Status.CLOSED}/{CloseReason.SPAM}",
    "deleted": SKIP, "removed": SKIP, "eliminado": SKIP,
}  # fmt: skip
PRIORITIES: Final = {
    "low": Priority.LOW, "1 low": Priority.LOW, "baja": Priority.LOW,
    "normal": Priority.NORMAL, "medium": Priority.NORMAL, "2 normal": Priority.NORMAL, "media": Priority.NORMAL,
    "high": Priority.HIGH, "3 high": Priority.HIGH, "alta": Priority.HIGH,
    "urgent": Priority.URGENT, "critical": Priority.URGENT, "urgente": Priority.URGENT,
}  # fmt: skip
TYPES: Final = {
    "question": TicketType.QUESTION, "consulta": TicketType.QUESTION, "pregunta": TicketType.QUESTION,
    "incident": TicketType.INCIDENT, "incidencia": TicketType.INCIDENT, "avería": TicketType.INCIDENT,
    "problem": TicketType.PROBLEM, "problema": TicketType.PROBLEM,
    "task": TicketType.TASK, "tarea": TicketType.TASK,
}  # fmt: skip
END_USERS: Final = frozenset({"end-user", "customer", "cliente", "user", ""})
TOPIC_FIELDS: Final = ("topic", "category", "tema", "categoría", "categoria")


def propose(mapping: ImportMapping, found: Survey, reader: RecordReader) -> None:
    """Add to `mapping` what `found` uses and it does not say yet."""
    _words(mapping, "statuses", found.statuses, STATUSES, Status.OPEN)
    for name in sorted(found.fields):
        use = "topic" if any(word in name.casefold() for word in TOPIC_FIELDS) else "note"
        mapping.propose("fields", name, use, _example(found.fields[name]))
    found.priorities.update(used(mapping, found, "priority"))
    found.types.update(used(mapping, found, "type"))
    _words(mapping, "priorities", found.priorities, PRIORITIES, Priority.NORMAL)
    _words(mapping, "types", found.types, TYPES, TicketType.QUESTION)
    for role in sorted(found.roles):
        mapping.propose("roles", role, "customer" if role.casefold() in END_USERS else SKIP, _people(found.roles[role]))
    for key, who in sorted(found.agents.items()):
        mapping.propose("people", key, "", who)
    _places(mapping, found, reader)


def _words(
    mapping: ImportMapping, section: str, words: Counter[str], meanings: Mapping[str, str], otherwise: str
) -> None:
    known = {str(value) for value in meanings.values()}
    for word in sorted(words):
        folded = word.strip().casefold()
        meaning = meanings.get(folded, folded if folded in known else otherwise)
        mapping.propose(section, word, str(meaning), _times(words[word]))


def _places(mapping: ImportMapping, found: Survey, reader: RecordReader) -> None:
    teams, stores, topics = reader.find(Team), reader.find(Store), reader.find(Topic)
    space = next(iter(reader.find(Space)))
    default = next((team.name for team in teams if team.id == space.default_team_id), teams[0].name if teams else "")
    mapping.propose("groups", NONE, default, "tickets without a group")
    for key in sorted({*found.groups, *found.names["groups"]} - {NONE}):
        name = found.names["groups"].get(key, key)
        team = first_called(teams, name)
        mapping.propose("groups", key, team.name if team else default, f"{name}, {_times(found.groups[key])}")
    for key in sorted({*found.organisations, *found.names["organisations"]} - {NONE}):
        name = found.names["organisations"].get(key, key)
        store = first_called(stores, name)
        mapping.propose(
            "organisations", key, store.code if store else "", f"{name}, {_times(found.organisations[key])}"
        )
    for value in sorted(used(mapping, found, "topic")):
        topic = first_called(topics, value) or next(
            (one for one in topics if value.casefold() in {name.casefold() for name in one.names.values()}), None
        )
        mapping.propose("topics", value, topic.key if topic else "")


def _times(count: int) -> str:
    return "1 ticket" if count == 1 else f"{count} tickets"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _example(values: Counter[str]) -> str:
    return f"for one: {values.most_common(1)[0][0]}" if values else ""
