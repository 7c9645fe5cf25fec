"""What the server has committed, kept apart from it in plain dictionaries, for every sequence it ever had."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from typing import Any

import msgspec

from domain.access import Actor, actor_of
from domain.ids import RecordId, Scope
from domain.records import Grant, Message, Record, Role, Team, Ticket, TicketDesk, UserCard, to_wire
from domain.words import Audience
from server.db.store import Touched
from tests.simulation.trace import Violation
from tests.support.sight import PARENTS, eyes_of, visible

Key = tuple[str, RecordId]
DECIDING = frozenset({Role.KIND, Grant.KIND, Team.KIND})
"""What decides, beside their own card, what somebody may see."""
Shown = dict[Key, tuple[dict[str, Any], frozenset[Scope]]]


class Truth:
    """Records by key, with every version each has had."""

    def __init__(self) -> None:
        self.seq = 0
        self._widths: dict[int, int] = {}
        """Sequence to the number of records it touched."""
        self._versions: dict[Key, list[tuple[int, Record | None]]] = defaultdict(list)
        self._staged: list[Touched] = []
        self._wire: dict[Record, dict[str, Any]] = {}
        self._shown: dict[tuple[RecordId, int], tuple[dict[Scope, int], Shown]] = {}

    def stage(self, touched: Sequence[Touched]) -> None:
        """Take note of what a transaction writes, before it is known whether it will be committed."""
        self._staged = list(touched)

    def commit(self, seq: int) -> None:
        """The transaction was committed.

        Raises:
            Violation: S1 or S11.
        """
        if seq != self.seq + 1:
            raise Violation("S1", f"sequence {seq} follows {self.seq}")
        self.seq = seq
        self._widths[seq] = len(self._staged)
        for (kind, record_id), before, after in self._staged:
            versions = self._versions[kind, record_id]
            if kind == Message.KIND and before is None and any(record for _, record in versions):
                raise Violation("S11", f"message {record_id} is made twice")
            versions.append((seq, after))
        self._staged = []

    def copied(self) -> Truth:
        """Return the truth as it is, for a backup."""
        other = Truth()
        other.seq = self.seq
        other._widths = dict(self._widths)
        other._versions = defaultdict(list, {key: list(versions) for key, versions in self._versions.items()})
        other._wire = copy.copy(self._wire)
        return other

    def records(self, seq: int) -> dict[Key, Record]:
        """Return everything there was after `seq`."""
        return self._some(self._versions, seq)

    def sight(self, user_id: RecordId, keys: Set[Key], seq: int) -> dict[Key, frozenset[Scope]]:
        """Return which of some records a user may see after `seq`, and through which scopes."""
        deciding = {key for key in self._versions if key[0] in DECIDING or key == (UserCard.KIND, user_id)}
        records = self._some(keys | deciding, seq)
        parents = {
            (kind, getattr(record, field))
            for key, record in records.items()
            if key[0] in PARENTS
            for kind, field in (PARENTS[key[0]],)
        }
        records |= self._some(parents, seq)
        return visible(eyes_of(user_id, records), records)

    def _some(self, keys: Iterable[Key], seq: int) -> dict[Key, Record]:
        found = {}
        for key in keys:
            for at, record in reversed(self._versions.get(key, ())):
                if at <= seq:
                    if record is not None:
                        found[key] = record
                    break
        return found

    def widest(self, start: int, end: int) -> int:
        """Return how many records the largest transaction after `start`, up to `end`, touched."""
        return max((self._widths[seq] for seq in range(start + 1, end + 1)), default=0)

    def record(self, kind: str, record_id: RecordId) -> Record | None:
        """Return a record as it is now."""
        versions = self._versions.get((kind, record_id))
        return versions[-1][1] if versions else None

    def versions(self, kind: str, record_id: RecordId) -> list[tuple[int, Record | None]]:
        """Return what a record has been, with the sequences since which."""
        return self._versions.get((kind, record_id), [])

    def of(self, kind: str) -> list[Record]:
        """Return the records of a kind, by id."""
        keys = sorted(key for key in self._versions if key[0] == kind)
        return [record for key in keys if (record := self._versions[key][-1][1]) is not None]

    def made_ever(self, kind: str) -> list[Record]:
        """Return every record of a kind that there ever was, as it was made."""
        return [versions[0][1] for key, versions in self._versions.items() if key[0] == kind and versions[0][1]]

    def requesters(self) -> dict[RecordId, RecordId]:
        """Return who asked in every ticket there ever was."""
        found = {}
        for (kind, record_id), versions in self._versions.items():
            for _, record in versions:
                if kind == Ticket.KIND and isinstance(record, Ticket):
                    found[record_id] = record.requester_id
        return found

    def actor(self, user_id: RecordId, records: dict[Key, Record]) -> Actor:
        """Return what a user might see and do when these were the records."""
        card = records["user_card", user_id]
        assert isinstance(card, UserCard)
        role = records["role", card.role_id]
        assert isinstance(role, Role)
        grants = [r for r in records.values() if isinstance(r, Grant) and r.user_id == user_id]
        return actor_of(card, role, grants, [r.id for r in records.values() if isinstance(r, Team)])

    def shown(self, user_id: RecordId, seq: int) -> tuple[dict[Scope, int], Shown]:
        """Return a user's scopes after `seq`, and what they must hold then, by the tests' own oracle."""
        known = self._shown.get((user_id, seq))
        if known is None:
            records = self.records(seq)
            actor = self.actor(user_id, records)
            seen = visible(eyes_of(user_id, records), records)
            if len(self._shown) > 16:
                self._shown.clear()
            known = self._shown[user_id, seq] = (
                dict(actor.scopes),
                {key: (self.wire(records[key]), scopes) for key, scopes in seen.items()},
            )
        return known

    def shows_the_same(self, user_id: RecordId, seq: int, later: int) -> bool:
        """Tell whether nothing after `seq`, up to `later`, has changed what a user may see."""
        return 0 < seq and self.shown(user_id, seq) == self.shown(user_id, later)

    def wire(self, record: Record) -> dict[str, Any]:
        """Return the record as it travels."""
        key = record
        try:
            found = self._wire.get(key)
        except TypeError:
            # A record with a dictionary in it.
            return _as_sent(record)
        if found is None:
            found = self._wire[key] = _as_sent(record)
        return found

    def check_counts(self) -> None:
        """Raise S4 or S11 unless every counter says how many there are and nothing was said twice."""
        public: dict[RecordId, int] = defaultdict(int)
        internal: dict[RecordId, int] = defaultdict(int)
        said: set[tuple[str, RecordId | None, RecordId | None]] = set()
        for message in self.of(Message.KIND):
            assert isinstance(message, Message)
            # A ticket that was split off begins with copies, of each message one.
            copied = message.split_from_id
            one = (message.body, copied, message.ticket_id if copied else None)
            if one in said:
                raise Violation("S11", f"two messages say {message.body!r}")
            said.add(one)
            (public if message.audience is Audience.PUBLIC else internal)[message.ticket_id] += 1
        for ticket in self.of(Ticket.KIND):
            assert isinstance(ticket, Ticket)
            if ticket.message_count != public[ticket.id]:
                raise Violation("S4", f"{ticket.subject}: counts {ticket.message_count}, has {public[ticket.id]}")
            desk = self.record(TicketDesk.KIND, ticket.id)
            if isinstance(desk, TicketDesk) and desk.note_count != internal[ticket.id]:
                raise Violation("S4", f"{ticket.subject}: notes {desk.note_count}, has {internal[ticket.id]}")


def _as_sent(record: Record) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(to_wire(record)))
    return data
