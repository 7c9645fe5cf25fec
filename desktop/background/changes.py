"""What a committed change touched, and the one signal that tells whoever cares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from domain.plain import Plain

T = TypeVar("T")


class Changes(Plain):
    """The records that a commit created, changed or removed, by kind.

    Attributes:
        ids: kind of record to the ids touched.
        everything: too much to list (a first sync, a repair): every view reads again.
    """

    ids: Mapping[str, frozenset[str]] = MappingProxyType({})
    everything: bool = False

    @classmethod
    def of(cls, kind: str, *ids: str) -> Changes:
        """Changes to a few records of one kind."""
        return cls({kind: frozenset(ids)})

    @classmethod
    def merged(cls, parts: Iterable[Changes]) -> Changes:
        """Everything that any of the parts touched."""
        total: dict[str, frozenset[str]] = {}
        everything = False
        for part in parts:
            everything = everything or part.everything
            for kind, ids in part.ids.items():
                total[kind] = total.get(kind, frozenset()) | ids
        return cls(total, everything)

    def touches(self, *kinds: str) -> bool:
        """Whether a record of any of these kinds changed."""
        return self.everything or any(self.ids.get(kind) for kind in kinds)

    def touches_record(self, kind: str, record_id: str) -> bool:
        """Whether this one record may have changed."""
        return self.everything or record_id in self.ids.get(kind, ())

    def __bool__(self) -> bool:
        return self.everything or any(self.ids.values())


class Written(Plain, Generic[T]):
    """What a write hands back: what it changed, and a value for who asked (a new ticket's id, say)."""

    changes: Changes
    value: T


class ChangesHub(QObject):
    """Where local writes and pages from the server are announced alike.

    Signals:
        changes_committed: (Changes, initiator) after the commit, in the GUI thread. The initiator is the widget that
            asked for the write, so that it may skip itself; None for what came from the server.
    """

    changes_committed = Signal(object, object)

    def announce(self, changes: Changes, initiator: QObject | None = None) -> None:
        """Tells everyone, unless nothing changed; GUI thread only."""
        if changes:
            self.changes_committed.emit(changes, initiator)
