"""The views of a profile: the saved ones, and of all of them how many tickets each holds.

The counts are kept with the tickets; here they are read, and what only the time changes is asked for at its time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.background.changes import Changes
from desktop.background.throttle import Throttle
from desktop.shell import moments, wording
from sync.replica.reading import views as reading
from sync.replica.reading.tickets import DESK_VIEWS, STORE_VIEWS
from sync.replica.reading.views import ViewRow

if TYPE_CHECKING:
    from desktop.shell.workspace import Workspace

COUNT_MS = 150
LONGEST_MS = 60_000
"""Between two looks at whether the time has changed something: the clock itself may be set."""
SHORTEST_MS = 1_000
KINDS = ("view", "ticket", "ticket_desk", "team", "user_card", "role", "grant")


class SavedViews(QObject):
    """Made once per open profile.

    Signals:
        changed: there are other views, or other things are known of them.
        counted: the counts are others, or may be.
    """

    changed = Signal()
    counted = Signal()

    def __init__(self, work: Workspace) -> None:
        super().__init__(work)
        self._work = work
        self._rows: dict[str, ViewRow] = {}
        self._counts: Mapping[str, int] = {}
        self._is_counting = False
        self._begun = False
        self._count_soon = Throttle(COUNT_MS, self._count, self, leading=False)
        self._turn = QTimer(self, singleShot=True)
        self._turn.timeout.connect(self._on_turn)
        work.hub.changes_committed.connect(self._on_changes)
        work.me_changed.connect(self._count_soon)
        self._read()

    def begin(self) -> None:
        """Begins to count what is not counted yet, and to look at the clock: nothing of it is in the first picture."""
        self._begun = True
        self._count()

    @property
    def rows(self) -> Sequence[ViewRow]:
        """The saved ones, in their order."""
        return list(self._rows.values())

    def row(self, view: str) -> ViewRow | None:
        """A saved one; None for one that everybody begins with, or that is gone."""
        return self._rows.get(view)

    def is_there(self, view: str) -> bool:
        """Whether there is such a view for this person."""
        ready = DESK_VIEWS if self._work.me.works else STORE_VIEWS
        return view in ready or view in self._rows

    def name(self, view: str) -> str:
        """What a view is called in the language in force."""
        row = self._rows.get(view)
        return row.name(self._work.locale) if row is not None else wording.word(wording.VIEW, view)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many tickets each view holds, by key or id; one that is still being counted is left out."""
        return self._counts

    def _read(self) -> None:
        self._rows = {row.id: row for row in reading.views(self._work.reader, self._work.locale)}
        self._counts = reading.counts(self._work.reader)

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("view"):
            before = self._rows
            self._read()
            if self._rows != before:
                self.changed.emit()
        if changes.touches(*KINDS):
            self._count_soon()

    def _count(self) -> None:
        self._counts = reading.counts(self._work.reader)
        self.counted.emit()
        if self._begun:
            if not reading.is_settled(self._work.reader):
                self._count_more()
            self._wait_for_turn()

    def _count_more(self) -> None:
        """Has some more tickets counted; the user's own changes get their turn in between."""
        if self._is_counting:
            return
        self._is_counting = True

        def counted(more: bool) -> None:  # noqa: FBT001 - an answer
            self._is_counting = False
            if not self._begun:
                return
            if more:
                self._count_more()
            else:
                # Not all yet, if a first sync is still to bring them: its last piece is a change as any other.
                self._counts = reading.counts(self._work.reader)
                self.counted.emit()

        def failed(error: BaseException) -> None:
            self._is_counting = False
            self._work.background.failed.emit(error)

        self._work.count_views(self).success(counted).failure(failed).run()

    def _wait_for_turn(self, least_ms: int = 0) -> None:
        if not self._begun:
            return
        at = reading.next_turn(self._work.reader)
        left_ms = LONGEST_MS
        if at is not None:
            left_ms = round((moments.moment_of(at) - moments.now()).total_seconds() * 1000)
        self._turn.start(min(max(left_ms, least_ms), LONGEST_MS))

    def _on_turn(self) -> None:
        # The clock of the server may be a little behind: then nothing has changed yet.
        self._work.turn_views(self).success(lambda _none: self._wait_for_turn(SHORTEST_MS)).run()

    def close(self) -> None:
        """Looks at nothing any more: the cache is being closed."""
        self._begun = False
        self._turn.stop()
        self._count_soon.cancel()
