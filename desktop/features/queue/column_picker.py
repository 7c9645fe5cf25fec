"""The choice of columns: Return shows or hides one, Alt with the arrows moves it and makes it wider or narrower."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.features.queue import columns
from desktop.features.queue.columns import TableLayout
from desktop.shell.entries import Entry
from desktop.shell.picker import Picker
from desktop.theme.theme import Theme
from desktop.widgets.text import Text
from sync.replica.reading.list_query import Column

MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
WIDENS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ColumnPicker(Picker):
    """Shows every change at once.

    Signals:
        laid_out: (TableLayout) the columns are others now.
    """

    laid_out = Signal(object)

    def __init__(self, anchor: QWidget, theme: Theme, layout: TableLayout, offered: Sequence[Column]) -> None:
        """Makes it; `offered` are all columns there are for this person."""
        self._layout, self._offered = layout, offered
        super().__init__(anchor, theme, "", _entries(layout, offered), several=True)
        title = self.tr("Columns")
        self.setAccessibleName(title)
        self.field.setPlaceholderText(title)
        self.field.setAccessibleName(title)
        hint = Text(theme, self.tr("Alt ↑ ↓ moves, Alt ← → makes narrower or wider."), "caption", 400, "text_secondary")
        hint.setContentsMargins(16, 4, 16, 6)
        column = self.panel.layout()
        assert column is not None  # noqa: S101 - made in Picker
        column.addWidget(hint)
        self.foot_px = hint.sizeHint().height()
        self.picked.connect(self._on_picked)
        # After the list's own: the last filter is asked first.
        self.field.installEventFilter(self)

    def _on_picked(self, key: str) -> None:
        column, shown = Column(key), self._layout.shown
        if column is Column.SUBJECT:
            self._show_again()
            return
        wanted = tuple(one for one in shown if one is not column) if column in shown else (*shown, column)
        self._lay_out_as(self._layout.with_shown(wanted))

    def _lay_out_as(self, layout: TableLayout) -> None:
        self._layout = layout
        self._show_again()
        self.laid_out.emit(layout)

    def _show_again(self) -> None:
        self._entries = _entries(self._layout, self._offered)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override Over.eventFilter: Alt with an arrow arranges."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            current = self.list.current()
            if event.modifiers() & Qt.KeyboardModifier.AltModifier and current is not None:
                return self._arrange(Column(current.key), Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _arrange(self, column: Column, key: Qt.Key) -> bool:
        shown = self._layout.shown
        if column not in shown or (key not in MOVES and key not in WIDENS):
            return False
        if key in WIDENS:
            self._lay_out_as(self._layout.widened(column, WIDENS[key]))
        else:
            place = min(max(0, shown.index(column) + MOVES[key]), len(shown) - 1)
            self._lay_out_as(self._layout.moved(column, place))
        return True


def _entries(layout: TableLayout, offered: Sequence[Column]) -> list[Entry]:
    """Those that are shown, in their order, then the others."""
    shown = layout.shown
    ticked = [Entry("column", str(one), columns.title(one), ticked=True) for one in shown]
    return ticked + [Entry("column", str(one), columns.title(one)) for one in offered if one not in shown]
