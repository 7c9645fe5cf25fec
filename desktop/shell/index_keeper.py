"""The article index follows the replica: at its opening, at every change, and anew when somebody asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.background.changes import Changes
from desktop.background.tasks import Task
from desktop.background.throttle import Throttle
from desktop.shell.workspace import Workspace
from sync.replica.reading.reader import Reader

if TYPE_CHECKING:
    from sync.replica.changes import Changes as ReplicaChanges
    from sync.search.results import IndexProgress

INDEX_MS = 400
AGAIN_MS = 30_000
"""From a failure to the next try: a full disk may have room by then."""
TASK = "index"
"""Its name among what goes on in the background."""
FEW_ARTICLES = 50
"""Up to so many are taken in one by one; more, and the index compares itself with the cache."""


class IndexKeeper(QObject):
    """Does one thing at a time: what comes meanwhile is done afterwards.

    Signals:
        failed: (error) the index could not be written; told once.
        rebuilt: (count) everything was indexed anew, so many articles.
    """

    failed = Signal(object)
    rebuilt = Signal(int)

    def __init__(self, work: Workspace, path: Path, key: bytes, cache: Path) -> None:
        super().__init__()
        self._work, self._path, self._key, self._cache = work, path, key, cache
        self._busy = False
        self._again = False
        self._anew = False
        self._closing = False
        self._told = False
        self._unindexed = Changes(everything=True)
        self._soon = Throttle(INDEX_MS, self._follow, self, leading=False)

    def open(self) -> None:
        """Opens the index and brings it up to date."""
        path, key = self._path, self._key

        def opened(_reader: Reader, _cancelled: object) -> Any:
            from sync.search import ArticleIndex

            return ArticleIndex.open(path, key)

        self._work.search(self, opened).success(self._on_opened).run()

    def take(self, changes: Changes) -> None:
        """Notes which articles changed; they are taken in soon."""
        if changes.touches("article"):
            self._unindexed = Changes.merged((self._unindexed, changes))
            self._soon()

    def rebuild(self) -> None:
        """Makes the index again from the cache; the present one answers meanwhile."""
        self._anew = True
        self._follow()

    @property
    def is_rebuilding(self) -> bool:
        """Whether it is being made again, or is about to."""
        return self._anew

    def close(self) -> None:
        """Stops after the article under way."""
        self._closing = True

    def _on_opened(self, index: Any) -> None:
        bridge = self._work.background.bridge
        index.tell_of_damage(lambda: bridge.post(self._follow))
        self._work.use_index(index)
        self._follow()

    def _follow(self) -> None:
        if self._work.index is None:
            return
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        unindexed, self._unindexed = self._unindexed, Changes()
        anew = self._anew

        def work() -> int:
            return self._brought_up(unindexed, anew=anew)

        op = self._work.background.request(self, work)
        op.success(lambda taken: self._on_followed(taken, anew=anew)).failure(self._on_failed).run()

    def _brought_up(self, unindexed: Changes, *, anew: bool) -> int:
        """How many articles were taken in or out; on a worker thread."""
        from sync.search.replica_articles import ReplicaArticles

        index = self._work.index
        if index is None:
            return 0
        reader = Reader(self._cache, self._key)
        try:
            source = ReplicaArticles(reader)
            if anew:
                return index.rebuild(source, cancelled=lambda: self._closing, on_progress=self._on_progress)
            touched = article_changes(unindexed)
            few = index.state == "ready" and len(touched.records) <= FEW_ARTICLES
            changed = source.changed_by(touched) if few else None
            if changed is None:
                return index.follow(source, cancelled=lambda: self._closing, on_progress=self._on_progress)
            index.apply(changed)
            return len(changed.upserted) + len(changed.deleted)
        finally:
            reader.close()

    def _on_progress(self, progress: IndexProgress) -> None:
        self._work.background.bridge.post(lambda: self._tell(progress))

    def _tell(self, progress: IndexProgress) -> None:
        if self._busy and progress.total > FEW_ARTICLES:
            title = lambda: self.tr("Making the guides searchable")  # noqa: E731 - said anew in another language
            self._work.tasks.put(Task(TASK, "book", title, progress.done, progress.total))

    def _on_followed(self, taken: int, *, anew: bool) -> None:
        self._busy = False
        self._work.tasks.end(TASK)
        if taken:
            self._work.articles_changed.emit()
        if anew:
            self._anew = False
            self.rebuilt.emit(taken)
        if self._again or self._anew:
            self._follow()

    def _try_again(self) -> None:
        if not self._closing:
            self._follow()

    def _on_failed(self, error: object) -> None:
        self._busy, self._anew = False, False
        self._work.tasks.end(TASK)
        self._unindexed = Changes(everything=True)
        QTimer.singleShot(AGAIN_MS, self, self._try_again)
        if not self._told:
            self._told = True
            self.failed.emit(error)


def article_changes(changes: Changes) -> ReplicaChanges:
    """Which articles changed, in the words of the replica."""
    from sync.replica.changes import Changes as ReplicaChanges

    touched = changes.ids.get("article", frozenset())
    return ReplicaChanges(frozenset(("article", record_id) for record_id in touched), changes.everything)  # type: ignore[misc]
