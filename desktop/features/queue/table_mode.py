"""The list as a table: its painter, the header above it, the choice of columns."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.features.queue.column_picker import ColumnPicker
from desktop.features.queue.columns import TableLayout
from desktop.features.queue.controls import columns_for
from desktop.features.queue.table_header import TableHeader
from desktop.features.queue.table_painter import TablePainter
from desktop.features.queue.ticket_list import TicketList
from desktop.shell import names, wording
from desktop.shell.workspace import Workspace
from sync.replica.reading import directory


class TableMode(QObject):
    """Made when somebody first wants a table.

    Signals:
        laid_out: columns are others now, elsewhere, or wider.
    """

    laid_out = Signal()

    def __init__(self, work: Workspace, tickets: TicketList, layout: TableLayout) -> None:
        super().__init__(tickets)
        self._work, self._tickets = work, tickets
        self.painter = TablePainter(work.theme, work.user_id)
        self.header = TableHeader(work.theme, self.painter, tickets)
        self.header.setObjectName(names.QUEUE_HEADER)
        self.header.laid_out.connect(self.lay_out)
        work.theme.theme_changed.connect(self._on_theme_changed)
        tickets.resized.connect(self.fit)
        self.take_names()
        self.lay_out(layout, tell=False)

    @property
    def layout(self) -> TableLayout:
        """The columns in force."""
        return self.painter.layout

    def take_names(self) -> None:
        """Reads what teams and topics are called."""
        work, words = self._work, self.painter.words
        words.teams = dict(directory.teams(work.reader))
        words.topics = {one.id: wording.named(one.names, work.locale) for one in directory.topics(work.reader)}

    def lay_out(self, layout: TableLayout, *, tell: bool = True) -> None:
        """Shows these columns."""
        if tell and layout == self.painter.layout:
            return
        self.painter.layout = layout
        self.fit()
        if tell:
            self.laid_out.emit()

    def fit(self) -> None:
        """Takes over how wide the list is."""
        if self.header.isHidden():
            return
        self._tickets.set_content_width(self.painter.spans(self._tickets.viewport().width()).whole)
        self.header.update()

    def show(self, *, shown: bool) -> None:
        """Puts the header there, or takes it away."""
        self.header.setVisible(shown)
        if shown:
            self.fit()
        else:
            self._tickets.set_content_width(0)

    def choose_columns(self, below: QWidget) -> None:
        """Opens the columns: which are shown, in what order, how wide."""
        picker = ColumnPicker(below, self._work.theme, self.layout, columns_for(works=self._work.me.works))
        picker.laid_out.connect(self.lay_out)
        picker.open()

    def _on_theme_changed(self) -> None:
        self.fit()
