"""A small list beside what it belongs to: one types to narrow it, Return takes one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.shell import names
from desktop.shell.entries import Entry, EntryList, fitting
from desktop.shell.entry_painter import EntryPainter
from desktop.shell.over import Over
from desktop.theme.theme import Theme
from desktop.widgets.fields import FieldRule, bare_line
from desktop.widgets.text import Text

WIDTH, WIDTH_MOST, ROWS_MOST, FIELD, NOTE = 300, 420, 9, 40, 32
EDGE = 8

Offer = Callable[[str], Entry | None]
"""What may be made of the words that were typed where nothing like it is there yet."""
Seek = Callable[[QObject, str, Callable[[list[Entry]], None]], object]
"""Finds the rows for what was typed, and tells them later, in the GUI thread, as long as the parent lives."""


class Picker(Over):
    """Lies over its window without a scrim, its panel below `anchor`; gone with Esc, a click beside it, a choice.

    Signals:
        picked: (key) of the entry that was taken; with `several`, it stays open for the next.
    """

    picked = Signal(str)
    foot_px = 0
    """How much its panel holds below the rows."""

    def __init__(
        self, anchor: QWidget, theme: Theme, title: str, entries: Sequence[Entry], *, several: bool = False,
        offer: Offer | None = None, seek: Seek | None = None, width: int = WIDTH,
    ) -> None:  # fmt: skip
        """Makes it, over the window of `anchor`; `title` says what is chosen.

        With `seek`, it finds the rows, and `entries` are those that stand before anything is typed.
        """
        super().__init__(anchor.window(), theme)
        self.setObjectName(names.PICKER)
        self.setAccessibleName(title)
        self._anchor, self._entries, self._several, self._offer = anchor, list(entries), several, offer
        self._seek, self._width = seek, width
        painter = EntryPainter(theme)
        self._widest = max((painter.width_of(entry) for entry in self._entries), default=0)
        self.field = bare_line(names.PICKER_FIELD, title)
        self.field.setAccessibleName(title)
        self.list = EntryList(theme, names.PICKER_LIST, theme.tokens.height.palette_row)
        self._none = Text(theme, self.tr("Nothing like this."), role="caption", color="text_secondary")
        self._lay_out(theme)
        self.list.follow(self.field)
        self.list.chosen.connect(self._on_chosen)
        self.list.left.connect(self.leave)
        self.field.textChanged.connect(lambda _typed: self._show())
        self._show()

    def _lay_out(self, theme: Theme) -> None:
        top = FieldRule(theme, self.field)
        row = QVBoxLayout(top)
        row.setContentsMargins(14, 0, 14, 0)
        row.addWidget(self.field)
        top.setFixedHeight(theme.scaled(FIELD))
        palette = self.field.palette()
        palette.setColor(palette.ColorRole.Base, theme.colors.raised)
        palette.setColor(palette.ColorRole.Text, theme.colors.text)
        palette.setColor(palette.ColorRole.PlaceholderText, theme.colors.text_muted)
        self.field.setPalette(palette)
        self.field.setFont(theme.font("body"))
        self._none.setContentsMargins(16, 0, 16, 0)
        self._none.setFixedHeight(theme.scaled(NOTE))
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 5)
        column.setSpacing(4)
        column.addWidget(top)
        column.addWidget(self.list, 1)
        column.addWidget(self._none)

    def open(self) -> None:
        """Override Over.open: the field takes the keyboard."""
        super().open()
        self.field.setFocus()

    def place(self) -> None:
        """Override Over.place: below its anchor, or above it where there is no room."""
        theme = self._theme
        count = max(1, min(self.list.entry_model.rowCount(), ROWS_MOST))
        height = theme.scaled(FIELD) + count * theme.tokens.height.palette_row + 12 + self.foot_px
        wide = max(theme.scaled(self._width), min(self._widest, theme.scaled(WIDTH_MOST)))
        width = min(wide, self.width() - 2 * EDGE)
        corner = self._anchor.mapTo(self._anchor.window(), QPoint(0, self._anchor.height() + 4))
        left = max(EDGE, min(corner.x(), self.width() - width - EDGE))
        top = corner.y()
        if top + height > self.height() - EDGE:
            top = max(EDGE, corner.y() - self._anchor.height() - 8 - height)
        self.panel.setGeometry(QRect(left, top, width, min(height, self.height() - 2 * EDGE)))

    def _show(self) -> None:
        typed = self.field.text().strip()
        if self._seek is not None:
            self.list.expect()
            self._seek(self, typed, partial(self._take, typed))
            return
        found = fitting(typed.split(), self._entries)
        made = self._offer(typed) if self._offer is not None and typed else None
        if made is not None and not any(entry.key == made.key for entry in self._entries):
            found.append(made)
        self._take(typed, found)

    def _take(self, typed: str, found: list[Entry]) -> None:
        if typed != self.field.text().strip():
            # More was typed meanwhile, and is being looked for.
            return
        self.list.show_entries(found, stay=self._several and not typed)
        self.list.setVisible(bool(found))
        self._none.setVisible(not found)
        self.place()

    def _on_chosen(self, entry: Entry) -> None:
        if not self._several:
            self.leave()
            self.picked.emit(entry.key)
            return
        self._tick(entry)
        self.field.clear()
        self._show()
        self.picked.emit(entry.key)

    def _tick(self, entry: Entry) -> None:
        """What held holds no more, and the other way round."""
        turned = replace(entry, ticked=not entry.ticked, marks=())
        known = [one.key for one in self._entries]
        if entry.key in known:
            self._entries[known.index(entry.key)] = turned
        else:
            # What was offered for the words that were typed is called by them from now on.
            self._entries.insert(0, replace(turned, text=entry.key))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override Over.paintEvent: what lies under it stays in full light."""
