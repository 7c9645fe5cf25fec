"""S18: what somebody has set themselves never goes back to what it was, unless the server or another person says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from domain.ids import RecordId
from domain.records import Record, Ticket
from tests.simulation.trace import Violation

if TYPE_CHECKING:
    from tests.simulation.client import Client

FIELDS = {"ticket.set_priority": "priority", "ticket.set_type": "type"}
"""Mutations that set one field and that nothing else touches: the last to arrive wins."""


class Edit(NamedTuple):
    """A value that the user has set and sees."""

    mutation_id: RecordId
    value: str


Place = tuple[RecordId, str]
"""A ticket and a field of it."""


class OwnEdits:
    """The fields that one cache's user has set, each with the last value."""

    def __init__(self) -> None:
        self._edits: dict[Place, Edit] = {}

    def forget(self) -> None:
        """What is seen may be another now: the cache was set back, or the server's history is another one."""
        self._edits.clear()

    def note(self, mutation_id: RecordId, name: str, args: dict[str, Any]) -> None:
        """Take in a gesture."""
        steps: list[dict[str, Any]] = args["steps"] if name == "ticket.run_macro" else [{"name": name, "args": args}]
        for step in steps:
            field = FIELDS.get(step["name"])
            if field is not None:
                self._edits[args["ticket_id"], field] = Edit(mutation_id, str(step["args"][field]))

    def look(self, client: Client) -> None:
        """Compare what is seen with what was set.

        Raises:
            Violation: S18.
        """
        edits = dict(self._edits)
        for (ticket_id, field), edit in edits.items():
            seen = client.replica.cache.value(f'SELECT "{field}" FROM ticket WHERE id = ?', (ticket_id,))  # noqa: S608 - names of ours
            if seen == edit.value:
                continue
            del self._edits[ticket_id, field]
            if seen is None or _is_led_on(client, edits, ticket_id, field, seen):
                continue
            if not _is_explained(client, ticket_id, field, edit, seen):
                raise Violation("S18", f"{client.label}: {field} of {ticket_id} went from {edit.value} to {seen}")


def _is_led_on(client: Client, edits: dict[Place, Edit], ticket_id: RecordId, field: str, seen: str) -> bool:
    """Tell whether the user has set what is seen themselves, at a ticket that was merged into this one."""
    named = (one for (one, name), edit in edits.items() if name == field and edit.value == seen and one != ticket_id)
    return any(ticket_id in _winners(client, one) for one in named)


def _winners(client: Client, ticket_id: RecordId) -> set[RecordId]:
    """Return every ticket that this one was ever merged into, also by way of others."""
    found: set[RecordId] = set()
    waiting = {ticket_id}
    while waiting:
        versions = _versions(client, waiting.pop())
        into = {one.merged_into_id for _, one in versions if isinstance(one, Ticket) and one.merged_into_id}
        waiting |= into - found
        found |= into
    return found


def _is_explained(client: Client, ticket_id: RecordId, field: str, edit: Edit, seen: str) -> bool:
    """Tell whether the change was refused, no longer applies, or somebody set the field after it took effect.

    What was merged meanwhile had the change done to the ticket that took its place.
    """
    cache = client.replica.cache
    if any(isinstance(one, Ticket) and one.merged_into_id for _, one in _versions(client, ticket_id)):
        return True
    pending = cache.all("SELECT state, n FROM outbox WHERE id = ?", (edit.mutation_id,))
    for state, n in pending:
        if state == "refused" or not cache.value("SELECT 1 FROM footprint WHERE n = ? AND wrote", (n,)):
            return True
    effect = client.books.effect_of(edit.mutation_id)
    if effect is None:
        # Not in the outbox, and not known to have taken effect: its author gave it up.
        return not pending
    versions = _versions(client, ticket_id)
    return any(at >= effect and record is not None and str(getattr(record, field)) == seen for at, record in versions)


def _versions(client: Client, ticket_id: RecordId) -> list[tuple[int, Record | None]]:
    """Return what the ticket has been at the server, and was merged into here, if it was."""
    here = client.replica.cache.record(Ticket, ticket_id)
    return [*client.world.backend.truth.versions(Ticket.KIND, ticket_id), (0, here)]
