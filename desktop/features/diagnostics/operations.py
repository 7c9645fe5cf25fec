"""What the diagnostics page does: go through the cache and mend what it can, and make the search index again."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, Signal

from desktop.background.changes import Changes
from desktop.background.operations import Cancelled, ReadOp
from desktop.shell.index_keeper import IndexKeeper
from desktop.shell.known_errors import words_of
from desktop.shell.workspace import Workspace
from domain.errors import KnownError
from domain.plain import Plain
from sync.errors import CacheDamaged
from sync.replica.reading.health import Health, examine
from sync.replica.reading.reader import Reader


class Verdict(Plain):
    """What a look at everything has found. `articles_differ`: between the search index and the cache; None unknown."""

    health: Health
    articles_differ: int | None


def look_through(work: Workspace, parent: QObject) -> ReadOp[Verdict]:
    """Go through the cache and its index, in the background."""

    def look(reader: Reader, cancelled: Cancelled) -> Verdict:
        from sync.search.replica_articles import ReplicaArticles

        health = examine(reader, cancelled)
        index = work.index
        return Verdict(health, None if index is None else index.differences(ReplicaArticles(reader)))

    return work.inspect(parent, look)


class Checkup(QObject):
    """One look at everything at a time; says in a sentence what it does, found, and does about it.

    Signals:
        said: (sentence, is_busy) whenever there is something new to say.
        damaged: (CacheDamaged) the file is broken: only the sign-in screen can begin anew.
    """

    said = Signal(str, bool)
    damaged = Signal(object)

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        self._work = work
        self._error: CacheDamaged | None = None
        self._op: ReadOp[Verdict] | None = None
        self._keeper: IndexKeeper | None = None

    # Verifying.

    def verify(self) -> None:
        """Look through everything."""
        self._error = None
        self.said.emit(self.tr("Going through everything that is kept here. You can work on meanwhile."), True)
        self._op = look_through(self._work, self).success(self._on_looked).failure(self._on_unreadable).run()

    def stop(self) -> None:
        """Nobody waits for it any more."""
        if self._op is not None:
            self._op.cancel()

    def _on_unreadable(self, error: KnownError) -> None:
        if isinstance(error, CacheDamaged):
            self._on_damaged(error, 1)
        else:
            self.said.emit(". ".join(words_of(error)), False)

    def _on_damaged(self, error: CacheDamaged, places: int) -> None:
        self._error = error
        told = self.tr("The file is damaged in %n places.", "", places)
        rest = self.tr("What was not sent yet may be lost with it: copy what you still need, then repair it.")
        self.said.emit(f"{told} {rest}", False)

    @property
    def can_repair(self) -> bool:
        """Whether damage was found, which only beginning anew mends."""
        return self._error is not None

    def repair(self) -> None:
        """Leave for the sign-in screen, which says what will be lost and begins anew."""
        if self._error is not None:
            self.damaged.emit(self._error)

    def _on_looked(self, verdict: Verdict) -> None:
        health = verdict.health
        if health.broken:
            self._on_damaged(CacheDamaged("; ".join(health.broken)), len(health.broken))
            return
        found = [self.tr("All of it is whole: {0} records.").format(QLocale().toString(health.rows))]
        if health.text_differs:
            found.append(
                self.tr("The full text differs for %n of them and is being made again.", "", health.text_differs)
            )
            self._index_text(anew=True)
        if verdict.articles_differ:
            found.append(
                self.tr("The search index lacks changes to %n guides and takes them in.", "", verdict.articles_differ)
            )
            if self._work.keeper is not None:
                self._work.keeper.take(Changes(everything=True))
        found.append(self.tr("The next contact compares it with the server and mends what differs."))
        self._work.check_soon(self).run()
        self.said.emit(" ".join(found), False)

    def _index_text(self, *, anew: bool) -> None:
        """Piece by piece, so that the user's own changes get their turn in between."""

        def go_on(more: bool) -> None:  # noqa: FBT001 - Qt hands over the result
            if more:
                self._index_text(anew=False)

        self._work.index_text(self, anew=anew).success(go_on).run()

    # The search index.

    def rebuild_index(self) -> None:
        """Make the search index again; the present one answers meanwhile."""
        keeper = self._work.keeper
        if keeper is None or self._work.index is None:
            self.said.emit(self.tr("The search is not open yet. Try again in a moment."), False)
            return
        if self._keeper is not keeper:
            self._keeper = keeper
            keeper.rebuilt.connect(self._on_rebuilt)
        self.said.emit(self.tr("Making the search index again. Searching works meanwhile."), True)
        keeper.rebuild()

    def _on_rebuilt(self, count: int) -> None:
        self.said.emit(self.tr("The search index was made again: it holds %n guides.", "", count), False)
