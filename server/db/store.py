"""The server's `RecordStore`: an overlay of what a transaction has written, over what the database holds.

Nothing is written before the transaction's sequence is known. Until then a mutation's writes are held here, where
taking them back costs nothing; what was read is remembered with it, so that it can be asked whether it still holds.
"""

from __future__ import annotations

import typing
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from domain.access import Actor
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId, SpaceId, is_record_id
from domain.records import BY_KIND, R, Record
from server.db.reading import STRUCTURE, RecordReader, actor_in
from server.db.tables import CHILD_KINDS
from sync.protocol.tables import field_types

Key = tuple[str, RecordId]
"""Kind and id."""


class Touched(NamedTuple):
    """A record that a transaction changed: as it was, and as it is to be."""

    key: Key
    before: Record | None
    after: Record | None


class Write(NamedTuple):
    """One write: of what, and what the overlay held before; `first` if it held nothing."""

    key: Key
    before: Record | None
    first: bool


class Mark(NamedTuple):
    """A state of the overlay to come back to: so many writes ago."""

    writes: int
    ticket_number: int | None


class ServerStore(RecordReader):
    """Reads through to the database; writes stay in memory until the session flushes them."""

    def __init__(self, connection: Connection, space_id: SpaceId) -> None:
        super().__init__(connection, space_id)
        self._read: dict[Key, Record | None] = {}
        self._written: dict[Key, Record | None] = {}
        self._writes: list[Write] = []
        self._actors: dict[RecordId, Actor | None] = {}
        self._shared_actors: dict[RecordId, Actor | None] = {}
        self._adds_actors = False
        self.ticket_number: int | None = None

    def share_actors(self, known: dict[RecordId, Actor | None], *, adding: bool) -> None:
        """Take over what other transactions know of actors at this one's head; `adding` what this one reads."""
        self._shared_actors, self._adds_actors = known, adding

    def get(self, record_type: type[R], record_id: RecordId) -> R | None:
        """Return the record as this transaction sees it, its own writes included."""
        key = (record_type.KIND, record_id)
        if key in self._written:
            return self._written[key]  # type: ignore[return-value]  # the key names the type
        if key not in self._read:
            self._read[key] = super().get(record_type, record_id)
        return self._read[key]  # type: ignore[return-value]

    def find(self, record_type: type[R], **equal: Any) -> list[R]:
        """Return the records whose fields equal the given values, this transaction's writes included."""
        kind = record_type.KIND
        found: dict[RecordId, R] = {record.id: record for record in super().find(record_type, **equal)}
        for written_kind, record_id in self._written:
            if written_kind == kind:
                found.pop(record_id, None)
        found |= {record.id: record for record in self.written(record_type, **equal)}
        return [found[record_id] for record_id in sorted(found)]

    def written(self, record_type: type[R], **equal: Any) -> list[R]:
        """Return those of this transaction's own writes whose fields equal the given values."""
        return [
            record
            for (kind, _), record in self._written.items()
            if kind == record_type.KIND
            and isinstance(record, record_type)
            and all(getattr(record, name) == value for name, value in equal.items())
        ]

    def prefetch(self, record_type: type[R], record_ids: Sequence[RecordId]) -> None:
        """Read many records at once, so that getting or putting each costs no query."""
        missing = [record_id for record_id in record_ids if (record_type.KIND, record_id) not in self._read]
        found = self.get_many(record_type, missing)
        self._read.update({(record_type.KIND, record_id): found.get(record_id) for record_id in missing})

    def put(self, record: Record) -> None:
        """Insert or replace a record; what was there before is read with that of the others, when all are written.

        Raises:
            MutationRejected: INVALID, if a text cannot be stored.
        """
        check_storable(record)
        self._write((record.KIND, record.id), record)

    def is_free(self, record_type: type[Record], record_id: RecordId) -> bool:
        """Tell whether there is no record of that id."""
        return self.get(record_type, record_id) is None

    def delete(self, record: Record) -> None:
        """Delete a record, with its children."""
        self.get(type(record), record.id)
        self._write((record.KIND, record.id), None)
        for child_type in CHILD_KINDS.get(record.KIND, ()):
            assert child_type.PARENT is not None  # noqa: S101  # CHILD_KINDS lists only those that have one
            for child in self.find(child_type, **{child_type.PARENT[0]: record.id}):
                self.delete(child)

    def actor(self, user_id: RecordId) -> Actor | None:
        """Return what the user may see and do, after what this transaction has written so far."""
        if user_id not in self._actors:
            self._actors[user_id] = self._found_actor(user_id)
        return self._actors[user_id]

    def seen(self, record_id: RecordId) -> Record | None:
        """Return the record of that id that this transaction has come across, children aside."""
        for (_, known_id), record in (self._read | self._written).items():
            if known_id == record_id and record is not None and record.PARENT is None:
                return record
        return None

    def touched(self) -> list[Touched]:
        """Return what really changed, in the order of the first write."""
        self._read_before()
        changes = (Touched(key, self._read.get(key), after) for key, after in self._written.items())
        return [change for change in changes if change.before != change.after]

    def touched_since(self, mark: Mark) -> list[Touched]:
        """Return what changed after `mark` was set, against the state then; what nobody has read counts as new."""
        before: dict[Key, Record | None] = {}
        for write in self._writes[mark.writes :]:
            before.setdefault(write.key, self._read.get(write.key) if write.first else write.before)
        changes = (Touched(key, known, self._written[key]) for key, known in before.items())
        return [change for change in changes if change.before != change.after]

    def asked_nothing(self) -> bool:
        """Tell whether nothing has been looked at yet."""
        return not self._read and not self._actors

    def keys_read(self) -> set[Key]:
        """Return the keys of all that was looked at, found or not."""
        return set(self._read)

    def mark(self) -> Mark:
        """Return the state as it is, for `restore`."""
        return Mark(len(self._writes), self.ticket_number)

    def restore(self, mark: Mark) -> None:
        """Take back every write since `mark`."""
        while len(self._writes) > mark.writes:
            key, before, first = self._writes.pop()
            if first:
                del self._written[key]
            else:
                self._written[key] = before
        self.ticket_number = mark.ticket_number
        self._actors.clear()

    def forget(self) -> None:
        """Drop every write and all that was read."""
        self._read.clear()
        self.restore(Mark(0, None))

    def flushed(self) -> None:
        """Take what was written for what the database holds."""
        self._read.update(self._written)
        self._written = {}
        self._writes = []

    def _read_before(self) -> None:
        """Read what stands where something was written that nobody had looked at."""
        unread: dict[str, list[RecordId]] = defaultdict(list)
        for kind, record_id in self._written:
            if (kind, record_id) not in self._read:
                unread[kind].append(record_id)
        for kind, record_ids in unread.items():
            self.prefetch(BY_KIND[kind], record_ids)

    def _found_actor(self, user_id: RecordId) -> Actor | None:
        if any(kind in STRUCTURE for kind, _ in self._written):
            return actor_in(self, user_id)
        if user_id not in self._shared_actors:
            actor = actor_in(self, user_id)
            if not self._adds_actors:
                return actor
            self._shared_actors[user_id] = actor
        return self._shared_actors[user_id]

    def _write(self, key: Key, record: Record | None) -> None:
        self._writes.append(Write(key, self._written.get(key), key not in self._written))
        self._written[key] = record
        if key[0] in STRUCTURE:
            self._actors.clear()


class TextFields(NamedTuple):
    """The fields of a record that hold texts.

    Attributes:
        plain: Those of one text or a tuple of texts, and whether they are ids.
        nested: Those of lists and objects.
    """

    plain: tuple[tuple[str, bool], ...]
    nested: tuple[str, ...]


_TEXT_FIELDS: dict[type[Record], TextFields] = {}


def check_storable(record: Record) -> None:
    """Raise `MutationRejected(INVALID)` for an id that is none, or text with a NUL, which no PostgreSQL text holds."""
    fields = _TEXT_FIELDS.get(type(record))
    if fields is None:
        fields = _TEXT_FIELDS[type(record)] = _text_fields(type(record))
    for name, is_id in fields.plain:
        value = getattr(record, name)
        if value is None:
            continue
        values = value if isinstance(value, tuple) else (value,)
        for text in values:
            if (is_id and not is_record_id(text)) or "\0" in text:
                raise MutationRejected(RejectCode.INVALID, field=name, problem="not an id" if is_id else "NUL")
    for name in fields.nested:
        if _has_nul(msgspec.to_builtins(getattr(record, name))):
            raise MutationRejected(RejectCode.INVALID, field=name, problem="NUL")


def _has_nul(value: Any) -> bool:
    """Tell whether a text in a list or an object has a NUL; arguments are nested a few levels only."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_has_nul(each) for pair in value.items() for each in pair)
    return isinstance(value, list | tuple) and any(map(_has_nul, value))


def _text_fields(record_type: type[Record]) -> TextFields:
    plain, nested = [], []
    for name, (field_type, _) in field_types(record_type).items():
        inner = getattr(field_type, "__args__", (field_type,))[0] if "tuple" in str(field_type) else field_type
        is_id = getattr(inner, "__name__", "") == "RecordId"
        if is_id or inner is str or getattr(inner, "__supertype__", None) is str:
            plain.append((name, is_id))
        elif typing.get_origin(field_type) in {dict, tuple}:
            nested.append(name)
    return TextFields(tuple(plain), tuple(nested))
