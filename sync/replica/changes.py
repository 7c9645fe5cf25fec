"""What a write changed: the one thing everybody who shows data is told."""

from __future__ import annotations

from dataclasses import dataclass

from domain.ids import RecordId

RecordKey = tuple[str, RecordId]
"""A record's kind and id."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Which records may look different now.

    Attributes:
        records: Kind and id of each; possibly a few more than really differ.
        everything: A scope came or went, or the replica began anew: read all lists again.
        outbox: Some change of the user's own moved on: saved, sending, sent, confirmed, refused.
        n: The number of the mutation, for a local one.
    """

    records: frozenset[RecordKey] = frozenset()
    everything: bool = False
    outbox: bool = False
    n: int | None = None

    def __bool__(self) -> bool:
        """Tell whether anybody has to look."""
        return bool(self.records) or self.everything or self.outbox

    def __or__(self, other: Changes) -> Changes:
        """Return both together."""
        return Changes(
            self.records | other.records,
            self.everything or other.everything,
            self.outbox or other.outbox,
            self.n if other.n is None else other.n,
        )


NOTHING = Changes()
