"""Who looks at which ticket now, in the memory of this process: told by clients, and by the other processes' bus."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from domain.ids import RecordId, Scope, SpaceId
from sync.protocol.presence import PRESENT_S, Doing, Presence, Present

Place = tuple[SpaceId, RecordId]


class Attended(NamedTuple):
    """What somebody does at a ticket, and through which scopes others may know it; None for nothing any more."""

    space_id: SpaceId
    ticket_id: RecordId
    scopes: frozenset[Scope]
    user_id: RecordId
    doing: Doing | None


class Presences:
    """Lives on one event loop. Whoever says nothing for `PRESENT_S` is gone."""

    def __init__(self, clock_s: Callable[[], float]) -> None:
        self._clock_s = clock_s
        self._people: dict[Place, dict[RecordId, tuple[Doing, float]]] = {}
        self._scopes: dict[Place, frozenset[Scope]] = {}
        self._left_s: dict[Place, float] = {}
        """When the last one left a ticket: those who listen are still to be told."""

    def attend(self, attended: Attended) -> bool:
        """Take note of it; tell whether anybody's screen would look different."""
        place = attended.space_id, attended.ticket_id
        people = self._people.setdefault(place, {})
        self._scopes[place] = attended.scopes
        self._left_s.pop(place, None)
        before = people.pop(attended.user_id, None)
        if attended.doing is not None:
            people[attended.user_id] = attended.doing, self._clock_s() + PRESENT_S
        if not people:
            self._forget(place)
        return (before[0] if before else None) is not attended.doing

    def expire(self) -> list[Place]:
        """Forget who is gone; return where somebody was."""
        now_s = self._clock_s()
        for place, left_s in list(self._left_s.items()):
            if left_s + PRESENT_S <= now_s:
                del self._left_s[place], self._scopes[place]
        changed = []
        for place, people in list(self._people.items()):
            left = {user_id: one for user_id, one in people.items() if one[1] > now_s}
            if len(left) < len(people):
                changed.append(place)
                self._people[place] = left
                if not left:
                    self._forget(place)
        return changed

    def _forget(self, place: Place) -> None:
        self._people.pop(place, None)
        self._left_s[place] = self._clock_s()

    def tickets(self, space_id: SpaceId) -> set[RecordId]:
        """Return the tickets of a space at which somebody is."""
        return {ticket_id for space, ticket_id in self._people if space == space_id}

    def told(self, space_id: SpaceId, ticket_id: RecordId, seen: frozenset[Scope]) -> Presence | None:
        """Return who is at a ticket; None for somebody who does not see it through any of these scopes."""
        place = space_id, ticket_id
        if seen.isdisjoint(self._scopes.get(place, frozenset())):
            return None
        people = sorted(self._people.get(place, {}).items())
        return Presence(
            ticket_id=ticket_id, people=tuple(Present(user_id=user_id, doing=doing) for user_id, (doing, _) in people)
        )
