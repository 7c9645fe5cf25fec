"""What a mutation is, what it runs with, and the table of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from domain.access import Action, Actor, may
from domain.errors import MutationRejected, RejectCode, UnknownMutation
from domain.ids import RecordId, derived_id
from domain.records import R, Record


class RecordStore(Protocol):
    """The records a mutation reads and writes: the cache on a client, the database on the server."""

    def get(self, record_type: type[R], record_id: RecordId) -> R | None:
        """Return the record as the mutation sees it, its own writes included."""

    def put(self, record: Record) -> None:
        """Insert or replace a record."""


class Args(msgspec.Struct, frozen=True, kw_only=True):
    """Arguments of a mutation, as they travel."""

    def subject(self) -> RecordId:
        """Return the id of the record the mutation is about; what depends on its creation shares it."""
        raise NotImplementedError


A = TypeVar("A", bound=Args)


@dataclass(frozen=True, kw_only=True)
class Context:
    """What surrounds one run of a mutation.

    Attributes:
        actor: Who acts.
        now: The server's time on the server; the corrected local one for the optimistic run.
        written_at: The author's clock at the gesture; only ever shown.
        mutation_id: The mutation's UUIDv7: ids of records that follow from it derive from it.
        next_ticket_number: Gives the next human number; None on a client.
    """

    actor: Actor
    now: datetime
    written_at: datetime
    mutation_id: RecordId
    next_ticket_number: Callable[[], int] | None = None

    def derived_id(self, label: str) -> RecordId:
        """Return the id of a record that follows from this mutation."""
        return derived_id(self.mutation_id, label)

    def require(self, action: Action, record: Record | None = None, parent: Record | None = None) -> None:
        """Raise `MutationRejected(FORBIDDEN)` unless the actor may do `action`."""
        if not may(self.actor, action, record, parent):
            raise MutationRejected(RejectCode.FORBIDDEN, action=str(action))


@dataclass(frozen=True)
class Mutation(Generic[A]):
    """A named intent with its arguments' type and its one implementation.

    Attributes:
        creates: Whether it makes the record its arguments' `subject` names; later mutations on that subject
            depend on it and fall with it.
    """

    name: str
    version: int
    args: type[A]
    run: Callable[[RecordStore, Context, A], None]
    creates: bool = False

    def decode(self, data: dict[str, Any]) -> A:
        """Return the arguments that `data` holds.

        Raises:
            MutationRejected: INVALID, if they are not of the declared form.
        """
        try:
            return msgspec.convert(data, self.args)
        except msgspec.ValidationError as error:
            raise MutationRejected(RejectCode.INVALID, field="args", problem=str(error)) from error


_MUTATIONS: dict[str, Mutation[Any]] = {}


def mutation(
    name: str, *, version: int = 1, creates: bool = False
) -> Callable[[Callable[[RecordStore, Context, A], None]], Callable[[RecordStore, Context, A], None]]:
    """Register the decorated function as the mutation `name`; its last parameter's type is the arguments' type."""

    def register(run: Callable[[RecordStore, Context, A], None]) -> Callable[[RecordStore, Context, A], None]:
        args = run.__annotations__["args"]
        args_type = run.__globals__[args] if isinstance(args, str) else args
        _MUTATIONS[name] = Mutation(name, version, args_type, run, creates)
        return run

    return register


def mutation_named(name: str, version: int) -> Mutation[Any]:
    """Return the mutation of that name.

    Raises:
        UnknownMutation: No such name, or a version newer than this end knows.
    """
    found = _MUTATIONS.get(name)
    if found is None or version > found.version:
        raise UnknownMutation(name, version)
    return found


def mutation_names() -> tuple[str, ...]:
    """Return every name, sorted."""
    return tuple(sorted(_MUTATIONS))


def must_get(store: RecordStore, record_type: type[R], record_id: RecordId) -> R:
    """Return the record.

    Raises:
        MutationRejected: GONE, if there is none.
    """
    record = store.get(record_type, record_id)
    if record is None:
        raise MutationRejected(RejectCode.GONE, kind=record_type.KIND, id=record_id)
    return record


def must_be_new(store: RecordStore, record_type: type[Record], record_id: RecordId) -> None:
    """Raise `MutationRejected(EXISTS)` if a record of that id is there already."""
    if store.get(record_type, record_id) is not None:
        raise MutationRejected(RejectCode.EXISTS, kind=record_type.KIND, id=record_id)


def checked_text(text: str, field: str, *, longest: int) -> str:
    """Return `text` without surrounding blanks.

    Raises:
        MutationRejected: INVALID, if it is empty or longer than `longest` characters.
    """
    text = text.strip()
    if not text or len(text) > longest:
        raise MutationRejected(RejectCode.INVALID, field=field, longest=longest, length=len(text))
    return text
