"""What ticket lists read."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import QObject

from desktop.background.operations import ReadOp
from desktop.shell import moments
from desktop.shell.workspace import Workspace
from sync.replica.reading import tickets
from sync.replica.reading.list_query import Choice, Field, Grouping, GroupRow, Listed, ListQuery
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import TicketRow
from sync.replica.reading.tickets import BY_DEADLINE


class CacheRows:
    """Reads rows in the GUI thread: by their numbers, a page at a time."""

    def __init__(self, work: Workspace) -> None:
        self._work = work

    def rows(self, numbers: Sequence[int]) -> Mapping[int, TicketRow]:
        """Return those of the rows that there are, by their number in the cache."""
        return tickets.rows_at(self._work.reader, self._work.user_id, numbers)

    def number_of(self, ticket_id: str) -> int | None:
        """Return the number of a ticket's row."""
        return tickets.row_of(self._work.reader, ticket_id)


def beginning(work: Workspace, view: str, most: int) -> Listed:
    """Read the beginning of a view at once, in the GUI thread: in its own order, each group as far as it is read.

    Nothing where that would take long: `listed` brings it.
    """
    if not tickets.is_in_order(work.reader, view):
        return Listed(array("q"), 0)
    present = moments.now()
    keys = tickets.keys(work.reader, view, work.me, moments.start_of_week(present), moments.stored(present), most)
    named = [(moments.deadline_group(key.due_at, present, paused=key.paused)) for key in keys]
    grouped = view in BY_DEADLINE
    groups = [GroupRow(Grouping.DEADLINE, key, len(list(run))) for key, run in groupby(named)] if grouped else ()
    return Listed(array("q", [key.row for key in keys]), len(keys), tuple(groups))


def has_beginning(view: str) -> bool:
    """Tell whether the beginning of a view can be read at once."""
    return view in tickets.INDEXED


def listed(work: Workspace, parent: QObject, query: ListQuery, most: int = -1) -> ReadOp[Listed]:
    """Read what a list shows, the first rows of it or all."""
    me, present, lines = work.me, moments.now(), work.lines
    lines.speak(work.locale)

    def read(reader: Reader) -> Listed:
        # Imported late: the first paint does without.
        from sync.replica.reading import lists

        return lists.listed(reader, lines, query, me, present, most)

    return work.read(parent, read)


def choices(work: Workspace, parent: QObject, query: ListQuery, field: Field) -> ReadOp[list[Choice]]:
    """Read by what values of a field a list can be filtered."""
    me, present, lines = work.me, moments.now(), work.lines

    def read(reader: Reader) -> list[Choice]:
        from sync.replica.reading import lists

        return lists.choices(reader, lines, query, field, me, present)

    return work.read(parent, read)
