"""The columns of the table: what each says of a ticket, which are shown, in what order and how wide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.features.queue.ticket_words import deadline_of
from desktop.shell import moments, wording
from domain.plain import Plain
from sync.replica.reading.list_query import Column
from sync.replica.reading.rows import TicketRow

LEAST = 48
MOST = 800
STEP = 16
"""By how much a key widens a column."""


class ColumnKind(Plain):
    """What is declared of a column. `right` is where its text ends."""

    column: Column
    title: object
    width: int
    right: bool = False


KINDS = {
    kind.column: kind
    for kind in (
        ColumnKind(Column.SUBJECT, QT_TRANSLATE_NOOP("columns", "Subject"), 340),
        ColumnKind(Column.NUMBER, QT_TRANSLATE_NOOP("columns", "Number"), 80, right=True),
        ColumnKind(Column.STATUS, QT_TRANSLATE_NOOP("columns", "Status"), 96),
        ColumnKind(Column.PRIORITY, QT_TRANSLATE_NOOP("columns", "Priority"), 88),
        ColumnKind(Column.REQUESTER, QT_TRANSLATE_NOOP("columns", "Requester"), 136),
        ColumnKind(Column.STORE, QT_TRANSLATE_NOOP("columns", "Store"), 144),
        ColumnKind(Column.ASSIGNEE, QT_TRANSLATE_NOOP("columns", "Assignee"), 128),
        ColumnKind(Column.TEAM, QT_TRANSLATE_NOOP("columns", "Team"), 112),
        ColumnKind(Column.TOPIC, QT_TRANSLATE_NOOP("columns", "Topic"), 128),
        ColumnKind(Column.CREATED, QT_TRANSLATE_NOOP("columns", "Created"), 96, right=True),
        ColumnKind(Column.UPDATED, QT_TRANSLATE_NOOP("columns", "Changed"), 96, right=True),
        ColumnKind(Column.DUE, QT_TRANSLATE_NOOP("columns", "Deadline"), 104, right=True),
        ColumnKind(Column.MESSAGES, QT_TRANSLATE_NOOP("columns", "Messages"), 88, right=True),
    )
}
"""In the order in which those that are not shown are offered."""
SHOWN_FIRST = (
    Column.SUBJECT, Column.STATUS, Column.PRIORITY, Column.REQUESTER, Column.STORE, Column.ASSIGNEE, Column.UPDATED,
    Column.DUE,
)  # fmt: skip


def title(column: Column) -> str:
    """A column's title in the language in force."""
    return QCoreApplication.translate("columns", str(KINDS[column].title))


class TableLayout(Plain):
    """The columns that are shown, in order, each with its width as designed, in pixels."""

    columns: tuple[tuple[Column, int], ...]

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns alone."""
        return tuple(column for column, _ in self.columns)

    def with_shown(self, wanted: tuple[Column, ...]) -> TableLayout:
        """The layout with these columns in this order; the subject stays in any case."""
        widths = dict(self.columns)
        if Column.SUBJECT not in wanted:
            wanted = (Column.SUBJECT, *wanted)
        return TableLayout(tuple((column, widths.get(column, KINDS[column].width)) for column in wanted))

    def with_width(self, column: Column, width: int) -> TableLayout:
        """The layout with another width of one column."""
        width = min(max(LEAST, width), MOST)
        return TableLayout(tuple((one, width if one == column else its) for one, its in self.columns))

    def widened(self, column: Column, steps: int) -> TableLayout:
        """The layout with a column some steps wider, or narrower."""
        return self.with_width(column, dict(self.columns).get(column, 0) + steps * STEP)

    def moved(self, column: Column, to: int) -> TableLayout:
        """The layout with a column at another place."""
        columns = [one for one in self.columns if one[0] != column]
        columns.insert(to, (column, dict(self.columns)[column]))
        return TableLayout(tuple(columns))

    def kept(self) -> list[list[object]]:
        """The form in which settings hold it."""
        return [[str(column), width] for column, width in self.columns]


FIRST_LAYOUT = TableLayout(tuple((column, KINDS[column].width) for column in SHOWN_FIRST))


def layout_of(kept: object) -> TableLayout:
    """The layout that settings hold; what this version does not know is left out, and nothing is the first layout."""
    if not isinstance(kept, list):
        return FIRST_LAYOUT
    found: dict[Column, int] = {}
    for one in kept:
        match one:
            case [str() as name, int() as width] if name in set(Column):
                found[Column(name)] = min(max(LEAST, width), MOST)
            case _:
                continue
    return TableLayout(tuple(found.items())).with_shown(tuple(found)) if found else FIRST_LAYOUT


class CellWords:
    """What the cells say, all but the deadline in plain words.

    Attributes:
        teams: names by id.
        topics: names by id, in the reader's language.
    """

    def __init__(self) -> None:
        self.teams: Mapping[str, str] = {}
        self.topics: Mapping[str, str] = {}

    def of(self, column: Column, row: TicketRow, present: datetime, *, sentences: bool) -> str:
        """The text of a cell; empty for nothing. A store's people read statuses as sentences."""
        match column:
            case Column.SUBJECT:
                return row.subject
            case Column.NUMBER:
                return f"#{row.number}" if row.number is not None else ""
            case Column.STATUS:
                return wording.status_word(row.status, sentences=sentences)
            case Column.PRIORITY:
                return "" if row.priority == "normal" else wording.word(wording.PRIORITY, row.priority)
            case Column.STORE:
                return row.store
            case Column.REQUESTER:
                return row.requester
            case Column.ASSIGNEE:
                return row.assignee
            case Column.TEAM:
                return self.teams.get(row.team_id or "", "")
            case Column.TOPIC:
                return self.topics.get(row.topic_id or "", "")
            case Column.CREATED:
                return moments.short_day(moments.moment_of(row.created_at), present)
            case Column.UPDATED:
                return moments.short_day(moments.moment_of(row.updated_at), present)
            case Column.MESSAGES:
                return str(row.messages)
            case Column.DUE:
                due = deadline_of(row, present)
                return due.text if due else ""
