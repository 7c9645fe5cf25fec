"""An open profile at work: its store, its engine, its index. Starts after the first paint, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.background.background import Background
from desktop.background.changes import Changes
from desktop.background.throttle import Throttle
from desktop.shell.known_errors import words_of
from desktop.shell.line import LineState, LineStatus
from desktop.shell.profile_files import Card, ProfileLock
from desktop.shell.store_door import StoreDoor
from desktop.shell.workspace import OUTBOX, Workspace, announced
from desktop.theme.theme import Theme
from sync.replica.reading import waiting
from sync.replica.reading.reader import Reader

if TYPE_CHECKING:
    from sync.engine.runner import SyncRunner
    from sync.engine.status import Status
    from sync.protocol.accounts import Session
    from sync.replica.changes import Changes as ReplicaChanges
    from sync.replica.store_thread import StoreThread

INDEX_MS = 400
FEW_ARTICLES = 50
"""Up to so many are taken in one by one; more, and the index compares itself with the cache."""


class OpenProfile(QObject):
    """One profile from its opening to its closing.

    Signals:
        line_changed: (LineState) the connection, or what waits, is another.
        failed: (title, message) something could not be stored.
        unusable: (error) the store cannot be opened.
        revoked: this device was taken its access; the cache has to go.
    """

    line_changed = Signal(object)
    failed = Signal(str, str)
    unusable = Signal(object)
    revoked = Signal()

    def __init__(self, card: Card, key: bytes, theme: Theme, locale: str, lock: ProfileLock) -> None:
        super().__init__()
        self.card = card
        self.key = key
        self._lock = lock
        self._door = StoreDoor()
        self._runner: SyncRunner | None = None
        self._indexing = False
        self._index_again = False
        self._unindexed = Changes(everything=True)
        self._state = LineState()
        self.background = Background(store=self._door)
        self.work = Workspace(
            path=card.cache_path,
            key=key,
            user_id=card.user_id,
            locale=locale,
            theme=theme,
            background=self.background,
            replica=lambda: self._door.replica,
        )
        self._index_soon = Throttle(INDEX_MS, self._follow, self, leading=False)
        self.work.hub.changes_committed.connect(self._on_changes)

    def start(self, session: Session | None = None) -> None:
        """Begin to sync; what that needs is imported away from the GUI thread."""
        self.background.request(self, lambda: self._started(session)).success(self._on_started).failure(
            self._on_failed
        ).run()
        self._open_index()

    def _started(self, session: Session | None) -> tuple[StoreThread, SyncRunner]:
        """Open store and engine; on a worker thread."""
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
            session=session,
        )
        _warm_up()
        return store, runner

    def _on_started(self, made: tuple[StoreThread, SyncRunner]) -> None:
        store, self._runner = made
        self._door.attach(store)
        self.work.on_local_change = self._runner.kick
        self._runner.start()

    def _on_failed(self, error: Any) -> None:
        self.unusable.emit(error)

    # From the engine's thread.

    def _on_remote_changes(self, changes: ReplicaChanges) -> None:
        self.background.announce(announced(changes))

    def _on_status(self, status: Status) -> None:
        self.background.bridge.post(lambda: self._take_status(status))

    def _on_revoked(self) -> None:
        self.background.bridge.post(self.revoked.emit)

    # In the GUI thread.

    def _take_status(self, status: Status) -> None:
        line = LineStatus(str(status.line))
        if line is LineStatus.SYNCING and self.work.is_filled and not status.total:
            line = LineStatus.ONLINE
        if status.trouble is not None and status.trouble is not self._told:
            self._told = status.trouble
            self.failed.emit(*words_of(status.trouble))
        self._state = LineState(line, status.offline_since)
        self._tell_line()

    _told: object = None

    def _tell_line(self) -> None:
        reader = self.work.reader
        state = LineState(
            self._state.status, self._state.since, waiting.unsent_count(reader), waiting.refused_count(reader)
        )
        self.line_changed.emit(state)

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(OUTBOX):
            self._tell_line()
        if changes.touches("article"):
            self._unindexed = Changes.merged((self._unindexed, changes))
            self._index_soon()

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

    # The index of articles follows the replica.

    def _open_index(self) -> None:
        path, key = self.card.index_path, self.key

        def opened(_reader: Reader, _cancelled: object) -> Any:
            from sync.search import ArticleIndex

            return ArticleIndex.open(path, key)

        self.work.search(self, opened).success(self._on_index_opened).run()

    def _on_index_opened(self, index: Any) -> None:
        self.work.use_index(index)
        self._follow()

    def _follow(self) -> None:
        index = self.work.index
        if index is None:
            return
        if self._indexing:
            self._index_again = True
            return
        self._indexing, self._index_again = True, False
        unindexed, self._unindexed = self._unindexed, Changes()

        def follow() -> int:
            from sync.search.replica_articles import ReplicaArticles

            reader = Reader(self.card.cache_path, self.key)
            try:
                source = ReplicaArticles(reader)
                touched = article_changes(unindexed)
                few = index.state == "ready" and len(touched.records) <= FEW_ARTICLES
                changed = source.changed_by(touched) if few else None
                if changed is None:
                    return index.follow(source, cancelled=lambda: self._closing)
                index.apply(changed)
                return len(changed.upserted) + len(changed.deleted)
            finally:
                reader.close()

        self.background.request(self, follow).success(self._on_followed).failure(self._on_not_followed).run()

    _closing = False
    _opening: StoreThread | None = None
    """Opened, perhaps after the profile was closed: then it is closed by whoever comes second."""

    def _on_followed(self, taken: int) -> None:
        self._indexing = False
        if taken:
            self.work.articles_changed.emit()
        if self._index_again:
            self._follow()

    def _on_not_followed(self, error: object) -> None:
        self._indexing = False
        self._unindexed = Changes(everything=True)
        if not self._told_of_index:
            self._told_of_index = True
            self.failed.emit(*words_of(error))

    _told_of_index = False

    def close(self, window: QObject | None = None) -> None:
        """Save what is under way and stop every thread; what `window` still reads, it may until it is gone."""
        self._closing = True
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


def article_changes(changes: Changes) -> ReplicaChanges:
    """Which articles changed, in the words of the replica."""
    from sync.replica.changes import Changes as ReplicaChanges

    touched = changes.ids.get("article", frozenset())
    return ReplicaChanges(frozenset(("article", record_id) for record_id in touched), changes.everything)  # type: ignore[misc]


def _warm_up() -> None:
    """Load what the first opened ticket needs, so that the GUI thread finds it there."""
    import domain.tickets
    from domain.markup import render_article, render_message

    del domain
    render_message("*1*")
    render_article("*1*")
