"""An open profile as the features see it: what they read, and the one door through which they write."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.background.background import Background
from desktop.background.changes import Changes, Written
from desktop.background.operations import Cancelled, ReadOp, WriteOp
from desktop.background.tasks import Tasks
from desktop.settings.settings import Settings
from desktop.shell import moments
from desktop.shell.errors import NotAllowed
from desktop.shell.key_map import KeyMap
from desktop.shell.line_history import LineHistory
from desktop.shell.people_present import PeoplePresent
from desktop.theme.theme import Theme
from sync.replica.reading import directory
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import Me

if TYPE_CHECKING:
    from desktop.shell.files.desk import FileDesk
    from desktop.shell.held import HeldMessages
    from desktop.shell.index_keeper import IndexKeeper
    from desktop.shell.saved_views import SavedViews
    from desktop.shell.spelling.checker import SpellChecker
    from sync.replica.changes import Changes as ReplicaChanges
    from sync.replica.reading.lines import TicketLines
    from sync.replica.reading.remembered import Remembered
    from sync.replica.trial import Trial
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


def _held_or_not(call: Callable[..., None], *arguments: object) -> ReplicaChanges:
    """Take a message aside or give it back: another number waits to be sent."""
    from sync.replica import changes

    call(*arguments)
    return changes.Changes(outbox=True)


def _silently(call: Callable[..., None], *arguments: object) -> ReplicaChanges:
    """Do what changes no record: nobody else need look."""
    from sync.replica.changes import NOTHING

    call(*arguments)
    return NOTHING


class Workspace(QObject):
    """Made once per open profile.

    Signals:
        me_changed: who this is, or what they may do, is known or another now.
        articles_changed: the article index opened, or has taken in changes.
        left: the account leaves the screen, behind its lock or for good: nothing of it stays outside.
        message_back: (ticket's id, `reply` or `note`) a message about to be sent was taken back: it is a draft again.
        draft_grown: (draft's key) something that was written elsewhere stands below it now.
    """

    me_changed = Signal()
    articles_changed = Signal()
    left = Signal()
    message_back = Signal(str, str)
    draft_grown = Signal(str)

    def __init__(
        self, *, path: Path, key: bytes, user_id: str, locale: str, theme: Theme, settings: Settings,
        background: Background, replica: Callable[[], Replica], permissions: Collection[str] = (),
    ) -> None:  # fmt: skip
        """Opens the cache for reading.

        Args:
            path: where the cache is.
            key: opens it.
            user_id: whose it is.
            locale: what the program speaks.
            theme: what it looks like.
            settings: the profile's.
            background: the threads.
            replica: gives the writing end; called in the store thread only.
            permissions: what the user may do as the sign-in said it, for as long as the cache does not.
        """
        super().__init__()
        self._path, self._key, self._replica = path, key, replica
        self.user_id = user_id
        self.locale = locale
        self.theme = theme
        self.settings = settings
        self.keys = KeyMap(settings)
        self.tasks = Tasks()
        self.background = background
        self.hub = background.hub
        self.reader = Reader(path, key)
        self._lines: TicketLines | None = None
        self.present = PeoplePresent(self.reader, user_id)
        self._further: dict[int, Reader] = {}
        self._index: ArticleIndex | None = None
        self.keeper: IndexKeeper | None = None
        """What keeps the article index in step, once the profile is at work."""
        self.history = LineHistory()
        self._files: FileDesk | None = None
        self._held: HeldMessages | None = None
        self._views: SavedViews | None = None
        self._spelling: SpellChecker | None = None
        self.on_local_change: Callable[[], None] | None = None
        """Told after each change of the user's own, in the store thread."""
        self.session_at: Callable[[], tuple[str, str] | None] | None = None
        """Gives the server's address and the token of now, None without a session; may wait for the store thread."""
        self._unfilled = Me(user_id, "", "", "", frozenset(permissions), (), (), "", "", "")
        self._me = directory.me(self.reader, user_id)
        self.hub.changes_committed.connect(self._on_changes)

    @property
    def me(self) -> Me:
        """Whose profile this is; before the first page has come, somebody of no team and no store."""
        return self._me or self._unfilled

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

    @property
    def lines(self) -> TicketLines:
        """What lists are ordered and filtered by; loaded when the first whole list is read."""
        if self._lines is None:
            from sync.replica.reading.lines import TicketLines

            self._lines = TicketLines(self.user_id, self.locale)
        return self._lines

    @property
    def files(self) -> FileDesk:
        """The profile's files; what it needs is loaded when somebody first asks."""
        if self._files is None:
            from desktop.shell.files.desk import FileDesk

            folder = self._path.parent / "files"
            self._files = FileDesk(
                self.background, self.reader, folder, self._key, self.user_id, self._replica, self.new_id
            )
        return self._files

    @property
    def folder(self) -> Path:
        """Where everything of this profile lies."""
        return self._path.parent

    def inspect(self, parent: QObject, fn: Callable[[Reader, Cancelled], T]) -> ReadOp[T]:
        """Long reading, such as going through the whole cache, with a connection of its own."""

        def run(cancelled: Cancelled) -> T:
            reader = Reader(self._path, self._key)
            try:
                return fn(reader, cancelled)
            finally:
                reader.close()

        return self.background.lasting(parent, run)

    def check_soon(self, parent: QObject) -> WriteOp[None]:
        """Have the next contact compare everything with the server and mend what differs."""
        return self._write(parent, lambda replica: replica.begin_check())

    def index_text(self, parent: QObject, *, anew: bool) -> WriteOp[bool]:
        """Make a piece of the tickets' full text again, from its beginning with `anew`; tells if more is to do."""

        def run() -> Written[bool]:
            segments = self._replica().segments
            if anew:
                segments.begin_text_anew()
            return Written(Changes(), segments.index_more())

        return self.background.write(parent, run)

    @property
    def views(self) -> SavedViews:
        """The views of tickets, and how many each holds."""
        if self._views is None:
            from desktop.shell.saved_views import SavedViews

            self._views = SavedViews(self)
        return self._views

    def count_views(self, parent: QObject) -> WriteOp[bool]:
        """Have some more tickets asked what a new view asks; tells if more are to be asked."""
        return self.background.write(parent, lambda: Written(Changes(), self._replica().count_views()))

    def turn_views(self, parent: QObject) -> WriteOp[None]:
        """Bring the views up to what only the time has changed."""
        return self._write(parent, lambda replica: replica.turn_views())

    @property
    def held(self) -> HeldMessages:
        """What waits a few seconds before it goes out."""
        if self._held is None:
            from desktop.shell.held import HeldMessages

            self._held = HeldMessages(self)
        return self._held

    @property
    def spelling(self) -> SpellChecker:
        """What knows the words of this computer's dictionaries."""
        if self._spelling is None:
            from desktop.shell.spelling.checker import SpellChecker

            self._spelling = SpellChecker(self)
        return self._spelling

    def send_held(self) -> None:
        """Send what waits, now: the window is being closed, or the account is."""
        if self._held is not None:
            self._held.send_all()

    def new_id(self) -> str:
        """An id for a record that is made here."""
        from domain.ids import new_id

        return new_id(moments.now(), os.urandom)

    def read(self, parent: QObject, fn: Callable[[Reader], T]) -> ReadOp[T]:
        """A query too slow for the GUI thread."""
        return self.background.read(parent, lambda _cancelled: fn(self._own_reader()))

    def sift(self, parent: QObject, fn: Callable[[Reader, Cancelled], T]) -> ReadOp[T]:
        """The same, going through what is read for so long that it asks now and then whether it is still wanted."""
        return self.background.read(parent, lambda cancelled: fn(self._own_reader(), cancelled))

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

    def ask_server(self, parent: QObject, ask: Callable[[str, str], T]) -> ReadOp[T]:
        """Ask the server for something that needs its answer, on a thread of its own.

        Args:
            parent: for whom.
            ask: is given the server's address and the session's token; fails as a known error without a line.
        """

        def run() -> T:
            from sync.errors import ServerUnreachable

            found = self.session_at() if self.session_at is not None else None
            if found is None:
                raise ServerUnreachable("no session")
            return ask(*found)

        return self.background.request(parent, run)

    def try_out(self, parent: QObject, name: str, args: Mapping[str, Any]) -> WriteOp[Trial]:
        """What a mutation would change here. In the store thread, which has all that rules ask for; nothing changes."""
        given = dict(args)

        def run() -> Written[Trial]:
            return Written(Changes({}), self._replica().try_out(name, given))

        return self.background.write(parent, run)

    def save_draft(
        self, key: str, body: str, seen_message_id: str | None = None, *, saved: Callable[[], object] | None = None,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        """Keep text as it was typed, or forget it if it is empty; `saved` is told, as long as `parent` is there."""
        op = self._write(parent or self, lambda replica: _silently(replica.save_draft, key, body, seen_message_id))
        if saved is not None:
            op.success(lambda _nothing: saved())
        op.run()

    def add_to_draft(self, parent: QObject, key: str, body: str, seen_message_id: str | None) -> WriteOp[None]:
        """Put text below what a draft has already, with what is just being typed there; then tell by `draft_grown`."""
        self.held.undoing.emit(key)
        return self._write(parent, lambda replica: _silently(replica.drafts.add, key, body, seen_message_id))

    def move_draft(
        self, parent: QObject, key: str, target: str, body: str, seen_message_id: str | None
    ) -> WriteOp[None]:
        """Make `body`, and the files of one draft, a part of another one; then tell by `draft_grown`."""
        self.held.undoing.emit(target)
        return self._write(parent, lambda replica: _silently(replica.drafts.move, key, target, body, seen_message_id))

    def drop_draft(self, parent: QObject, key: str) -> WriteOp[None]:
        """Forget a draft with its files."""
        return self._write(parent, lambda replica: _silently(replica.drafts.drop, key))

    def hold_draft(
        self, parent: QObject, key: str, body: str, steps: list[tuple[str, dict[str, Any]]], seen_message_id: str | None
    ) -> WriteOp[None]:
        """Take a draft aside that is to be sent in a moment, by `steps`."""
        return self._write(parent, lambda replica: _held_or_not(replica.drafts.hold, key, body, steps, seen_message_id))

    def release_draft(self, parent: QObject, key: str) -> WriteOp[None]:
        """Make what was taken aside a draft again."""
        return self._write(parent, lambda replica: _held_or_not(replica.drafts.release, key))

    def remember(self, what: Remembered, value: str) -> None:
        """Keep a single value of this device's inside the encrypted cache."""
        self._write(self, lambda replica: _silently(replica.remember, what, value)).run()

    def mark_read(self, ticket_id: str, at: datetime) -> None:
        """Note that a ticket was read up to a time."""
        self._write(self, lambda replica: replica.mark_read(ticket_id, at)).run()  # type: ignore[arg-type]

    def mark_unread(self, ticket_id: str, at: datetime) -> None:
        """Note that a ticket was read no further than up to a time."""
        self._write(self, lambda replica: replica.mark_unread(ticket_id, at)).run()  # type: ignore[arg-type]

    def when_written(self, parent: QObject, then: Callable[[], object]) -> None:
        """Call `then` once everything that was written until now is on the disk."""
        self.background.write(parent, lambda: Written(Changes(), None)).success(lambda _none: then()).run()

    def discard_refused(
        self, parent: QObject, n: int, *, draft: str | None = None, body: str = "", seen: str | None = None
    ) -> WriteOp[None]:
        """Give up a refused change and what hangs on it; `body` goes into a draft, below what stands there."""
        seen_id: Any = seen
        return self._write(parent, lambda replica: replica.discard_rejected(n, draft=draft, body=body, seen=seen_id))

    def retry_refused(self, parent: QObject, n: int) -> WriteOp[None]:
        """Do a refused change again, knowing what has come in meanwhile."""
        return self._write(parent, lambda replica: replica.retry_rejected(n))

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
        self._note_lines(changes)
        if not changes.touches(*ACCESS):
            return
        before = self._me
        self._me = directory.me(self.reader, self.user_id)
        if self._me != before:
            self.me_changed.emit()

    def _note_lines(self, changes: Changes) -> None:
        if self._lines is None:
            # The first question reads everything.
            return
        none: frozenset[str] = frozenset()
        tickets = changes.ids.get("ticket", none) | changes.ids.get("ticket_desk", none)
        names = changes.everything or changes.touches("store", "team", "topic")
        self._lines.note(tickets, changes.ids.get("user_card", none), everything=names)

    def close(self) -> None:
        """Closes what reads; the background must have been closed before."""
        if self._spelling is not None:
            self._spelling.close()
        if self._held is not None:
            self._held.close()
        if self._views is not None:
            self._views.close()
        for reader in (self.reader, *self._further.values()):
            reader.close()
        if self._index is not None:
            self._index.close()
