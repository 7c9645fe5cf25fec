"""The two kinds of a list: rows of two lines, and a table, which is made when somebody first wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.features.queue.controls import ListControls
from desktop.features.queue.order import Order
from desktop.features.queue.painter import ListPainter
from desktop.features.queue.ticket_list import TicketList
from desktop.shell import moments
from desktop.shell.workspace import Workspace
from sync.replica.reading.tickets import STORE_VIEWS

if TYPE_CHECKING:
    from desktop.features.queue.columns import TableLayout
    from desktop.features.queue.table_mode import TableMode


class ListModes(QObject):
    """Signals: the kind is another now; the table's columns are."""

    mode_changed = Signal()
    laid_out = Signal()

    def __init__(
        self, work: Workspace, tickets: TicketList, two_lines: ListPainter, controls: ListControls, column: QVBoxLayout
    ) -> None:
        """Begins with rows of two lines; `column` holds the list, and the table's header above it."""
        super().__init__(tickets)
        self._work, self._tickets, self._two_lines, self._controls = work, tickets, two_lines, controls
        self._column = column
        self._table: TableMode | None = None
        self._kept_columns: object = None
        self._of_view: tuple[str, ...] = ()
        """The columns that the view has of its own; the reader's are kept meanwhile."""
        controls.columns_asked.connect(self.choose_columns)

    @property
    def is_table(self) -> bool:
        """Whether it is a table now."""
        return self._tickets.heights.table

    @property
    def rows(self) -> ListPainter:
        """What paints the rows now."""
        return self._table.painter if self._table is not None and self.is_table else self._two_lines

    def show_state(self, view: str, order: Order, columns: tuple[str, ...] = ()) -> None:
        """Takes over what is shown, by what it is ordered, and the columns that a view has of its own."""
        self._show_columns(columns)
        for painter in (self._two_lines, self._table.painter if self._table is not None else self._two_lines):
            painter.sentences = view in STORE_VIEWS
        if self._table is not None:
            self._table.header.show_order(order)

    def _show_columns(self, columns: tuple[str, ...]) -> None:
        if columns == self._of_view:
            return
        if self._table is not None and not self._of_view:
            self._kept_columns = self._table.layout.kept()
        self._of_view = columns
        if self._table is not None:
            self._table.lay_out(self._layout(), tell=False)

    def _layout(self) -> TableLayout:
        # Imported late: most never want a table.
        from desktop.features.queue.columns import layout_of
        from sync.replica.reading.list_query import Column

        own = layout_of(self._kept_columns)
        columns = tuple(Column(one) for one in self._of_view if one in set(Column))
        return own.with_shown(columns) if columns else own

    def toggle(self) -> None:
        """Shows the other kind."""
        self.show(table=not self.is_table)

    def show(self, *, table: bool) -> None:
        """Shows a table, or rows of two lines."""
        if table == self.is_table:
            return
        made = self._made()
        painter = made.painter if table else self._two_lines
        painter.present = moments.now()
        self._tickets.show_as(painter, table=table)
        made.show(shown=table)
        self.mode_changed.emit()

    def _made(self) -> TableMode:
        if self._table is None:
            from desktop.features.queue.table_mode import TableMode

            self._table = TableMode(self._work, self._tickets, self._layout())
            self._table.laid_out.connect(self._on_laid_out)
            self._table.header.sort_asked.connect(self._controls.sort_by)
            self._column.insertWidget(self._column.indexOf(self._tickets), self._table.header)
        return self._table

    def choose_columns(self) -> None:
        """Opens the choice of columns."""
        self._made().choose_columns(self._controls.table_button)

    def take_names(self) -> None:
        """Reads again what teams and topics are called."""
        if self._table is not None:
            self._table.take_names()

    def _on_laid_out(self) -> None:
        self._tickets.viewport().update()
        self.laid_out.emit()

    def kept(self) -> dict[str, object]:
        """The form in which settings hold it."""
        own = self._table is not None and not self._of_view
        columns = self._table.layout.kept() if own and self._table is not None else self._kept_columns
        return {"table": self.is_table, "columns": columns}

    def take(self, kept: dict[str, object]) -> None:
        """Goes on as it was kept."""
        self._kept_columns = kept.get("columns")
        self.show(table=kept.get("table") is True)
