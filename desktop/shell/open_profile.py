"""An open profile at work: its store, its engine, its index. Starts after the first paint, off the GUI thread."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.background.background import Background
from desktop.background.changes import Changes
from desktop.background.tasks import SYNC, Task
from desktop.settings.settings import Settings
from desktop.shell import moments
from desktop.shell.errors import Overtaken
from desktop.shell.index_keeper import IndexKeeper
from desktop.shell.known_errors import words_of
from desktop.shell.line import LineState, LineStatus
from desktop.shell.profile_files import Card, ProfileLock
from desktop.shell.store_door import StoreDoor
from desktop.shell.workspace import OUTBOX, Workspace, announced
from desktop.theme.theme import Theme
from sync.errors import CacheDamaged, CacheUnwritable
from sync.replica.reading import conflicts, waiting
from sync.replica.reading.remembered import Remembered

if TYPE_CHECKING:
    from desktop.shell.files.carrying import Carrying
    from sync.engine.runner import SyncRunner
    from sync.engine.status import Status
    from sync.protocol.accounts import Session
    from sync.protocol.presence import Presence
    from sync.replica.changes import Changes as ReplicaChanges
    from sync.replica.store_thread import StoreThread
    from sync.replica.writer import Begun

WATCH_MS = 1_500
CONTACT_EVERY = timedelta(minutes=30)
MET = ("article_revision", "notification")
"""Kinds by which others' changes reach *Needs attention*."""


class OpenProfile(QObject):
    """One profile from its opening to its closing.

    Signals:
        line_changed: (LineState) the connection, or what waits, is another.
        failed: (title, message) something could not be stored.
        unusable: (error) the store cannot be opened, or turned out to be damaged.
        revoked: this device was taken its access; the cache has to go.
    """

    line_changed = Signal(object)
    failed = Signal(str, str)
    unusable = Signal(object)
    revoked = Signal()

    def __init__(
        self, card: Card, key: bytes, theme: Theme, settings: Settings, locale: str, lock: ProfileLock
    ) -> None:
        super().__init__()
        self.card = card
        self.key = key
        self._lock = lock
        self._door = StoreDoor()
        self._runner: SyncRunner | None = None
        self._carrying: Carrying | None = None
        self._state = LineState()
        self.background = Background(store=self._door)
        self.work = Workspace(
            path=card.cache_path,
            key=key,
            user_id=card.user_id,
            permissions=card.permissions,
            locale=locale,
            theme=theme,
            settings=settings,
            background=self.background,
            replica=lambda: self._door.replica,
        )
        self.background.failed.connect(self._on_trouble)
        self.index = IndexKeeper(self.work, card.index_path, key, card.cache_path)
        self.index.failed.connect(lambda error: self.failed.emit(*words_of(error)))
        self.work.keeper = self.index
        self.work.hub.changes_committed.connect(self._on_changes)

    def start(self, session: Session | None = None) -> None:
        """Begin to sync; what that needs is imported away from the GUI thread."""
        self.background.request(self, lambda: self._started(session)).success(self._on_started).failure(
            self._on_failed
        ).run()
        self.index.open()

    def _started(self, session: Session | None) -> tuple[StoreThread, SyncRunner, Carrying, Begun]:
        """Open store and engine; on a worker thread."""
        from desktop.shell.files.carrying import Carrying
        from sync.blobs.shelf import FOLDER, Shelf
        from sync.engine.http import HttpTransport
        from sync.engine.runner import SyncRunner
        from sync.replica.store_thread import StoreThread
        from sync.replica.writer import Replica

        card = self.card
        store = StoreThread(lambda: Replica.open(card.cache_path, self.key, card.user_id))  # type: ignore[arg-type]
        store.start().result()
        self._opening = store
        if self._closing:
            store.close()
        runner = SyncRunner(
            store,
            HttpTransport(card.server_url),
            card.device,  # type: ignore[arg-type]
            on_changes=self._on_remote_changes,
            on_status=self._on_status,
            on_revoked=self._on_revoked,
            on_presence=self._on_presence,
            session=session,
        )
        begun = store.submit(lambda replica: replica.begun).result()
        kept = session or store.submit(lambda replica: replica.session()).result()
        self._keep_recovery(kept)
        self.work.session_at = lambda: _session_at(store, card.server_url)
        _warm_up()
        carrying = Carrying(self.work, store, Shelf(card.folder / FOLDER, self.key), card.server_url)
        return store, runner, carrying, begun

    def _keep_recovery(self, kept: Session | bytes | None) -> None:
        """Wrap the key by what the server said last, for profiles that were made before there was such a secret."""
        from desktop.features.accounts.operations import keep_recovery
        from sync.protocol.accounts import Session
        from sync.protocol.codec import decode
        from sync.protocol.errors import MalformedMessage

        with contextlib.suppress(MalformedMessage, CacheUnwritable):
            session = decode(kept, Session) if isinstance(kept, bytes) else kept
            if session is not None and session.recovery:
                keep_recovery(self.card, self.key, session.recovery)

    def _on_started(self, made: tuple[StoreThread, SyncRunner, Carrying, Begun]) -> None:
        store, self._runner, self._carrying, begun = made
        self._door.attach(store)
        self.work.on_local_change = self._runner.kick
        self.work.present.say = self._say_present
        self._runner.start()
        self._carrying.start()
        self._tell_of_the_start(begun)
        QTimer.singleShot(WATCH_MS, self, self._watch_network)

    def _tell_of_the_start(self, begun: Begun) -> None:
        """Shows what the client before was about to send, and gives back to its author what may not be sent by now."""
        if begun.changes:
            self.background.announce(announced(begun.changes))
        for key in (*begun.drafts, *begun.overtaken):
            kind, _, ticket_id = key.partition(":")
            self.work.message_back.emit(ticket_id, kind)
        if begun.overtaken:
            self.background.failed.emit(Overtaken())

    def _say_present(self, ticket_id: str, doing: str | None) -> None:
        from domain.ids import RecordId
        from sync.protocol.presence import Attend, Doing

        if self._runner is not None and not self._closing:
            does = Doing(doing) if doing is not None else None
            self._runner.attend(Attend(ticket_id=RecordId(ticket_id), doing=does))

    def _watch_network(self) -> None:
        # Brings Qt's network library with it, which nothing on the screen waits for.
        from desktop.background.reachability import Reachability

        if self._runner is not None and not self._closing:
            Reachability(self).came_back.connect(self._runner.network_back)

    def _on_failed(self, error: Any) -> None:
        self.unusable.emit(error)

    def _on_trouble(self, error: object) -> None:
        if isinstance(error, CacheDamaged):
            self.unusable.emit(error)

    # From the engine's thread.

    def _on_remote_changes(self, changes: ReplicaChanges) -> None:
        self.background.announce(announced(changes))
        if self._carrying is not None:
            self._carrying.look()

    def _on_status(self, status: Status) -> None:
        if self._carrying is not None:
            self._carrying.on_status(status)
        self.background.bridge.post(lambda: self._take_status(status))

    def _on_presence(self, presence: Presence | None) -> None:
        present = self.work.present
        if presence is None:
            self.background.bridge.post(present.forget)
        else:
            people = [(one.user_id, str(one.doing)) for one in presence.people]
            self.background.bridge.post(lambda: present.take(presence.ticket_id, people))

    def _on_revoked(self) -> None:
        self.background.bridge.post(self.revoked.emit)

    # In the GUI thread.

    def _take_status(self, status: Status) -> None:
        line = LineStatus(str(status.line))
        if line is LineStatus.SYNCING and self.work.is_filled and not status.total:
            line = LineStatus.ONLINE
        if status.trouble is not None and status.trouble is not self._told:
            self._told = status.trouble
            if isinstance(status.trouble, CacheDamaged):
                self.unusable.emit(status.trouble)
                return
            self.failed.emit(*words_of(status.trouble))
        self._tell_of_sync(line, status)
        if line in (LineStatus.ONLINE, LineStatus.SYNCING):
            self._note_contact()
        self._state = LineState(line, status.offline_since, done=status.done, total=status.total)
        self.work.history.note(line, moments.now())
        self._tell_line()

    def _tell_of_sync(self, line: LineStatus, status: Status) -> None:
        if line is LineStatus.SYNCING and status.total:
            self.work.tasks.put(Task(SYNC, "sync", lambda: self.tr("First sync"), status.done, status.total))
        else:
            self.work.tasks.end(SYNC)

    def _note_contact(self) -> None:
        """Writes down that the server was spoken with, now and then."""
        now = moments.now()
        if self._contact_at is None or now - self._contact_at > CONTACT_EVERY:
            self._contact_at = now
            self.work.remember(Remembered.CONTACT, moments.stored(now))

    _contact_at: datetime | None = None
    _told: object = None

    def _tell_line(self) -> None:
        reader = self.work.reader
        state = LineState(
            self._state.status,
            self._state.since,
            waiting.unsent_count(reader) + waiting.held_count(reader),
            conflicts.attention_count(reader, self.card.user_id),
            self._state.done,
            self._state.total,
        )
        self.line_changed.emit(state)

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(OUTBOX, *MET):
            self._tell_line()
        self.index.take(changes)

    def sign_in_again(self, session: Session) -> None:
        """Go on with a new session."""
        if self._runner is not None:
            self._runner.signed_in(session)

    def forget_session(self, tell_server: Callable[[bytes], object]) -> None:
        """Sign out: the next start asks for the password; `tell_server` gets the session, in the store thread."""

        def forget() -> None:
            kept = self._door.replica.session()
            self._door.replica.keep_session(None)
            if kept is not None:
                tell_server(kept)

        self._door.submit(forget)

    _closing = False
    _opening: StoreThread | None = None
    """Opened, perhaps after the profile was closed: then it is closed by whoever comes second."""

    def close(self, window: QObject | None = None) -> None:
        """Save what is under way and stop every thread; what `window` still reads, it may until it is gone."""
        self.work.send_held()
        self.work.left.emit()
        self._closing = True
        self.index.close()
        if self._carrying is not None:
            self._carrying.stop()
        if self._runner is not None:
            self._runner.stop()
        self.background.close()
        self._door.close()
        if self._opening is not None:
            self._opening.close()
        self._lock.release()
        if window is None:
            self.work.close()
        else:
            window.destroyed.connect(self.work.close)


def _session_at(store: StoreThread, server_url: str) -> tuple[str, str] | None:
    """Return where the server is and the token that the engine keeps fresh."""
    from sync.protocol.accounts import Session
    from sync.protocol.codec import decode

    kept = store.submit(lambda replica: replica.session()).result()
    return (server_url, decode(kept, Session).access_token) if kept is not None else None


def _warm_up() -> None:
    """Load what the first opened ticket needs, so that the GUI thread finds it there."""
    import domain.tickets
    from domain.markup import render_article, render_message

    del domain
    render_message("*1*")
    render_article("*1*")
