"""The filters in force as chips, each opening its values; and the list of values itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.background.operations import Latest
from desktop.features.queue import filters, operations
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.entries import Entry
from desktop.shell.picker import Picker
from desktop.shell.workspace import Workspace
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from sync.replica.reading.list_query import Choice, Field, Filter, ListQuery

GAP = 4
SIDE = 16
BELOW = 8
NAMED_MOST = 2
"""So many values a chip names; of more it says how many."""


class FilterChip(Button):
    """One filter.

    Signals:
        removed: its cross was clicked, or Delete pressed on it.
    """

    removed = Signal()

    def __init__(self, theme: Theme, text: str, name: str, parent: QWidget) -> None:
        super().__init__(theme, text, kind="chip", name=name, height=24, trailing_icon="close", parent=parent)
        self.setCheckable(True)
        self.setChecked(True)

    def nextCheckState(self) -> None:
        """Override QAbstractButton.nextCheckState: it always looks active."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QAbstractButton.mouseReleaseEvent."""
        if event.position().x() > self.width() - self._pad() - self._trailing_size() - GAP:
            self.setDown(False)
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QAbstractButton.keyPressEvent."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(Retranslated, QWidget):
    """Shows and changes the filters of a list.

    Signals:
        changed: (filters) these are in force now.
        save_wanted: what is shown is to be kept as a view.
    """

    changed = Signal(object)
    save_wanted = Signal()

    def __init__(self, work: Workspace, asked: Callable[[], ListQuery], parent: QWidget | None = None) -> None:
        """Makes it; `asked` says what the list shows."""
        QWidget.__init__(self, parent)
        self.setObjectName(names.QUEUE_FILTERS)
        self._work, self._asked = work, asked
        self._reading = Latest()
        self._filters: tuple[Filter, ...] = ()
        self._names: dict[tuple[Field, str], str] = {}
        self._chips: list[FilterChip] = []
        self._save = Button(work.theme, kind="quiet", name=names.QUEUE_SAVE_VIEW, height=24, parent=self)
        self._save.setVisible(work.me.works)
        self._save.clicked.connect(self.save_wanted)
        self.hide()

    def show_filters(self, given: Sequence[Filter]) -> None:
        """Shows these."""
        if tuple(given) == self._filters:
            return
        self._filters = tuple(given)
        self._show_chips()

    def _show_chips(self) -> None:
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(one) for one in self._filters]
        self._save.setText(self.tr("Save as a view"))
        self._save.setToolTip(self._work.keys.first_of("save_view"))
        if self._chips:
            QWidget.setTabOrder(self._chips[-1], self._save)
        self.setVisible(bool(self._chips))
        self._place()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._show_chips()

    def _chip(self, one: Filter) -> FilterChip:
        chip = FilterChip(self._work.theme, self._words(one), f"{names.QUEUE_FILTER_CHIP}{one.field}", self)
        chip.setAccessibleName(self.tr("Filter: {0}").format(chip.text()))
        chip.setToolTip(self.tr("Change it by a click, take it away by its cross or Del."))
        chip.clicked.connect(partial(self.open_values, one.field))
        chip.removed.connect(partial(self._set, one.field, ()))
        chip.show()
        return chip

    def _words(self, one: Filter) -> str:
        called = [self._value(one.field, value, self._names.get((one.field, value), "")) for value in one.values]
        shown = ", ".join(called) if len(called) <= NAMED_MOST else self.tr("%n values", "", len(called))
        return f"{filters.field_name(one.field)}: {shown}"

    def open_values(self, field: Field, below: QWidget | None = None) -> None:
        """Opens the values of a field, below a button or below its chip."""
        anchor = below or next((chip for chip in self._chips if chip.objectName().endswith(f".{field}")), self)
        if field in filters.FIXED:
            self._open(field, anchor, [Choice(value, "", -1) for value in filters.FIXED[field]])
            return
        asked = operations.choices(self._work, self, self._asked(), field)
        self._reading.run(asked.success(partial(self._open, field, anchor)))

    def _open(self, field: Field, anchor: QWidget, choices: Sequence[Choice]) -> None:
        present = next((one.values for one in self._filters if one.field is field), ())
        self._names.update(((field, one.value), one.name) for one in choices)
        gone = [value for value in present if value not in {one.value for one in choices}]
        every = [*choices, *(Choice(value, self._names.get((field, value), ""), 0) for value in gone)]
        entries = [self._entry(field, one, ticked=one.value in present) for one in every]
        picker = Picker(anchor, self._work.theme, filters.field_name(field), entries, several=True)
        picker.picked.connect(partial(self._turn, field))
        picker.open()

    def _value(self, field: Field, value: str, name: str) -> str:
        return filters.value_name(field, value, name, sentences=not self._work.me.works)

    def _entry(self, field: Field, one: Choice, *, ticked: bool) -> Entry:
        icon, color = filters.value_icon(field, one.value)
        called = self._value(field, one.value, one.name)
        beside = str(one.count) if one.count >= 0 else ""
        return Entry("value", one.value, called, icon, color, beside=beside, ticked=ticked)

    def _turn(self, field: Field, value: str) -> None:
        """Takes a value in, or leaves it out."""
        present = next((one.values for one in self._filters if one.field is field), ())
        kept = tuple(one for one in present if one != value)
        self._set(field, kept if len(kept) < len(present) else (*present, value))

    def _set(self, field: Field, values: tuple[str, ...]) -> None:
        """Puts other values in the place of a field's, or takes the filter away."""
        kept = {one.field: one.values for one in self._filters} | {field: values}
        self.show_filters([Filter(one, its) for one, its in kept.items() if its])
        self.changed.emit(self._filters)

    def _place(self) -> None:
        """Chips side by side, as many lines as they need."""
        left, top, line = SIDE, 0, 0
        for chip in (*self._chips, *([self._save] if self._work.me.works else [])):
            size = chip.sizeHint()
            if left > SIDE and left + size.width() > self.width() - SIDE:
                left, top = SIDE, top + line + GAP
            chip.setGeometry(left, top, min(size.width(), self.width() - 2 * SIDE), size.height())
            left, line = left + size.width() + GAP, size.height()
        self.setFixedHeight(top + line + BELOW if self._chips else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._place()
