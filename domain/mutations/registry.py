"""What a mutation is, what it runs with, and the table of all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import msgspec

from domain.access import Action, Actor, may, sees
from domain.errors import MutationRejected, RejectCode, UnknownMutation
from domain.ids import RecordId, derived_id
from domain.records import R, Record
from domain.words import Origin

NESTED_MOST = 32
"""How deep arguments may be nested; a view's conditions are three deep."""


class RecordStore(Protocol):
    """The records a mutation reads and writes: the cache on a client, the database on the server."""

    def get(self, record_type: type[R], record_id: RecordId) -> R | None:
        """Return the record as the mutation sees it, its own writes included."""

    def put(self, record: Record) -> None:
        """Insert or replace a record."""

    def is_free(self, record_type: type[Record], record_id: RecordId) -> bool:
        """Tell whether the mutation may give that id to a record of its own."""


class Args(msgspec.Struct, frozen=True, kw_only=True):
    """Arguments of a mutation, as they travel.

    Attributes:
        GUARDS: Names of those that `seen` gives.
    """

    GUARDS: ClassVar[tuple[str, ...]] = ()

    def subject(self) -> RecordId:
        """Return the id of the record the mutation is about; what depends on its creation shares it."""
        raise NotImplementedError

    def seen(self, _store: RecordStore) -> dict[str, Any]:
        """Return what the author has before their eyes, for the server to hold against what is there then.

        Asked of the author's own cache, at the gesture and whenever they do it again.
        """
        return {}


A = TypeVar("A", bound=Args)
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
"""Makes arguments of one version those of the next; what it is given stays as it is."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """What surrounds one run of a mutation.

    Attributes:
        actor: Who acts.
        now: The server's time on the server; the corrected local one for the optimistic run.
        written_at: The author's clock at the gesture; only ever shown.
        mutation_id: The mutation's UUIDv7: ids of records that follow from it derive from it.
        next_ticket_number: Gives the next human number; None on a client.
        origin: From where the change comes.
        cause: What it is a part of, for the history: the name of a macro.
        checked: Whether the server itself has made sure of what its arguments say; never on a client.
    """

    actor: Actor
    now: datetime
    written_at: datetime
    mutation_id: RecordId
    next_ticket_number: Callable[[], int] | None = None
    origin: Origin = Origin.DESKTOP
    cause: str = ""
    checked: bool = False

    def derived_id(self, label: str) -> RecordId:
        """Return the id of a record that follows from this mutation."""
        # The actor goes in: whoever sends another one's mutation id makes no record of theirs.
        return derived_id(self.mutation_id, f"{self.actor.user_id}/{label}")

    def require(self, action: Action, record: Record | None = None, parent: Record | None = None) -> None:
        """Raise `MutationRejected` unless the actor may do `action`.

        FORBIDDEN with what they see. What they do not see is GONE, as what was never there: nobody learns that it is.
        """
        if may(self.actor, action, record, parent):
            return
        if record is not None and action is not Action.CREATE_TICKET and not sees(self.actor, record, parent):
            raise MutationRejected(RejectCode.GONE, kind=record.KIND, id=record.id)
        raise MutationRejected(RejectCode.FORBIDDEN, action=str(action))


@dataclass(frozen=True)
class Mutation(Generic[A]):
    """A named intent with its arguments' type and its one implementation.

    Attributes:
        creates: Whether it makes the record its arguments' `subject` names; later mutations on that subject
            depend on it and fall with it.
        upgrades: Step by step, what makes the arguments of each version those of the next: of the first, the second, …
            What an older client has queued is still understood after its update, and by every newer server.
    """

    name: str
    version: int
    args: type[A]
    run: Callable[[RecordStore, Context, A], None]
    creates: bool = False
    upgrades: tuple[Upgrade, ...] = ()

    def upgraded(self, data: dict[str, Any], version: int) -> dict[str, Any]:
        """Return arguments of an older version in today's form."""
        for upgrade in self.upgrades[max(0, version - 1) :]:
            data = upgrade(data)
        return data

    def decode(self, data: dict[str, Any], version: int | None = None) -> A:
        """Return the arguments that `data` holds, of today's version if none is named.

        Raises:
            MutationRejected: INVALID, if they are not of the declared form.
        """
        if _is_nested(data, NESTED_MOST):
            raise MutationRejected(RejectCode.INVALID, field="args", problem=f"nested more than {NESTED_MOST} deep")
        try:
            return msgspec.convert(data if version is None else self.upgraded(data, version), self.args)
        except msgspec.ValidationError as error:
            raise MutationRejected(RejectCode.INVALID, field="args", problem=str(error)) from error


def _is_nested(data: dict[str, Any], most: int) -> bool:
    """Tell whether lists and objects in `data` are more than `most` deep: nobody is to run out of stack over it."""
    level: list[Any] = [data]
    for _ in range(most):
        children = [child for one in level for child in (one.values() if isinstance(one, dict) else one)]
        level = [child for child in children if isinstance(child, dict | list | tuple)]
        if not level:
            return False
    return True


_MUTATIONS: dict[str, Mutation[Any]] = {}


def mutation(
    name: str, *, upgrades: Sequence[Upgrade] = (), creates: bool = False
) -> Callable[[Callable[[RecordStore, Context, A], None]], Callable[[RecordStore, Context, A], None]]:
    """Register the decorated function as the mutation `name`; its last parameter's type is the arguments' type.

    Its version is 1, and one more for every upgrade.
    """

    def register(run: Callable[[RecordStore, Context, A], None]) -> Callable[[RecordStore, Context, A], None]:
        args = run.__annotations__["args"]
        args_type = run.__globals__[args] if isinstance(args, str) else args
        _MUTATIONS[name] = Mutation(name, len(upgrades) + 1, args_type, run, creates, tuple(upgrades))
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
    if not store.is_free(record_type, record_id):
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
