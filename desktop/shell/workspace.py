"""An open profile as the features see it: what they read, and the one door through which they write."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.background.background import Background
from desktop.background.changes import Changes, Written
from desktop.background.operations import Cancelled, ReadOp, WriteOp
from desktop.shell import moments
from desktop.shell.errors import NotAllowed
from desktop.theme.theme import Theme
from sync.replica.reading import directory
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import Me

if TYPE_CHECKING:
    from sync.replica.changes import Changes as ReplicaChanges
    from sync.replica.writer import Replica
    from sync.search import ArticleIndex

T = TypeVar("T")

OUTBOX = "outbox"
"""Stands among the kinds of `Changes` for the user's own changes and how far they have come."""
ACCESS = ("user_card", "role", "grant", "team", "space")


def announced(changes: ReplicaChanges) -> Changes:
    """The replica's word for what changed in the words of the interface."""
    ids: dict[str, set[str]] = {}
    for kind, record_id in changes.records:
        ids.setdefault(kind, set()).add(record_id)
    if changes.outbox:
        ids[OUTBOX] = {"*"}
    return Changes({kind: frozenset(found) for kind, found in ids.items()}, changes.everything)


class Workspace(QObject):
    """Made once per open profile.

    Signals:
        me_changed: who this is, or what they may do, is known or another now.
        articles_changed: the article index opened, or has taken in changes.
    """

    me_changed = Signal()
    articles_changed = Signal()

    def __init__(
        self, *, path: Path, key: bytes, user_id: str, locale: str, theme: Theme, background: Background,
        replica: Callable[[], Replica],
    ) -> None:  # fmt: skip
        """Opens the cache for reading; `replica` gives the writing end and is called in the store thread only."""
        super().__init__()
        self._path, self._key, self._replica = path, key, replica
        self.user_id = user_id
        self.locale = locale
        self.theme = theme
        self.background = background
        self.hub = background.hub
        self.reader = Reader(path, key)
        self._further: dict[int, Reader] = {}
        self._index: ArticleIndex | None = None
        self.on_local_change: Callable[[], None] | None = None
        """Told after each change of the user's own, in the store thread."""
        self._me = directory.me(self.reader, user_id)
        self.hub.changes_committed.connect(self._on_changes)

    @property
    def me(self) -> Me:
        """Whose profile this is; before the first page has come, somebody who may do nothing."""
        return self._me or Me(self.user_id, "", "", "", frozenset(), (), (), "", "", "")

    @property
    def is_filled(self) -> bool:
        """Whether the first page has come."""
        return self._me is not None

    @property
    def index(self) -> ArticleIndex | None:
        """The index of articles, once it is open; used in the search thread."""
        return self._index

    def use_index(self, index: ArticleIndex) -> None:
        """Takes over the opened index."""
        self._index = index
        self.articles_changed.emit()

    def new_id(self) -> str:
        """An id for a record that is made here."""
        from domain.ids import new_id

        return new_id(moments.now(), os.urandom)

    def read(self, parent: QObject, fn: Callable[[Reader], T]) -> ReadOp[T]:
        """A query too slow for the GUI thread."""
        return self.background.read(parent, lambda: fn(self._own_reader()))

    def search(self, parent: QObject, fn: Callable[[Reader, Cancelled], T]) -> ReadOp[T]:
        """A search in the thread that owns the article index."""
        return self.background.search(parent, lambda cancelled: fn(self._own_reader(), cancelled))

    def mutate(self, parent: QObject, name: str, args: Mapping[str, Any], *, draft: str | None = None) -> WriteOp[None]:
        """Do something to a record: here at once, at the server when there is a line. `draft` is sent with it."""
        given = dict(args)
        return self._write(parent, lambda replica: replica.mutate(name, given, draft=draft))

    def mutate_all(
        self, parent: QObject, steps: list[tuple[str, dict[str, Any]]], *, draft: str | None = None
    ) -> WriteOp[None]:
        """Do several things: all of them, or none if one is refused."""
        return self._write(parent, lambda replica: replica.mutate_all(steps, draft=draft))

    def save_draft(
        self, key: str, body: str, seen_message_id: str | None = None, *, saved: Callable[[], object] | None = None
    ) -> None:
        """Keep text as it was typed, or forget it if it is empty; `saved` is told once it is on the disk."""

        def run(replica: Replica) -> ReplicaChanges:
            from sync.replica.changes import NOTHING

            replica.save_draft(key, body, seen_message_id)  # type: ignore[arg-type]
            return NOTHING

        op = self._write(self, run)
        if saved is not None:
            op.success(lambda _nothing: saved())
        op.run()

    def mark_read(self, ticket_id: str, at: datetime) -> None:
        """Note that a ticket was read up to a time."""
        self._write(self, lambda replica: replica.mark_read(ticket_id, at)).run()  # type: ignore[arg-type]

    def discard_refused(self, parent: QObject, n: int, *, draft: str | None = None, body: str = "") -> WriteOp[None]:
        """Give up a refused change and what hangs on it; `body` goes into a draft, below what stands there."""
        return self._write(parent, lambda replica: replica.discard_rejected(n, draft=draft, body=body))

    def retry_refused(self, parent: QObject, n: int, amended: Mapping[str, Any] | None = None) -> WriteOp[None]:
        """Do a refused change again, with these of its arguments changed."""
        return self._write(parent, lambda replica: replica.retry_rejected(n, amended))

    def _write(self, parent: QObject, fn: Callable[[Replica], ReplicaChanges]) -> WriteOp[None]:
        def run() -> Written[None]:
            from domain.errors import MutationRejected

            try:
                changes = fn(self._replica())
            except MutationRejected as rejected:
                raise NotAllowed(str(rejected.code)) from rejected
            if changes.outbox and self.on_local_change is not None:
                self.on_local_change()
            return Written(announced(changes), None)

        return self.background.write(parent, run)

    def _own_reader(self) -> Reader:
        """The calling thread's own connection."""
        thread = threading.get_ident()
        if thread not in self._further:
            self._further[thread] = Reader(self._path, self._key)
        return self._further[thread]

    def _on_changes(self, changes: Changes, _initiator: QObject | None) -> None:
        if not changes.touches(*ACCESS):
            return
        before = self._me
        self._me = directory.me(self.reader, self.user_id)
        if self._me != before:
            self.me_changed.emit()

    def close(self) -> None:
        """Closes what reads; the background must have been closed before."""
        for reader in (self.reader, *self._further.values()):
            reader.close()
        if self._index is not None:
            self._index.close()
