"""Writing one view: its name by language, what it asks, how it is ordered and shown, and for whom it is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.views.conditions import PAGE, Conditions, Test
from desktop.i18n.retranslated import Retranslated
from desktop.shell.entries import Entry
from desktop.shell.kept.form import KeptForm
from desktop.shell.kept.languages import LANGUAGES, not_blank
from desktop.shell.kept.variables import first_unknown
from desktop.shell.picker import Picker
from desktop.shell.view_words import NOTHING, field_title, translated
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Check, Select
from desktop.widgets.flow import FlowRow
from desktop.widgets.text import Text
from domain.mutations.kept import TITLE_LONGEST
from domain.plain import Plain
from domain.views import GROUPINGS, ORDERS, Query, Unreadable, query_of
from sync.replica.reading.views import ViewRow

DEADLINE = "deadline"


class ViewState(Plain):
    """All that is written of a view; its names by language."""

    names: dict[str, str]
    match: str
    tests: list[Test]
    order: str
    descending: bool
    grouping: str
    columns: list[str]


class Arranging(Retranslated, QWidget):
    """How the tickets of a view stand in its list."""

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        theme = self._theme = work.theme
        self._columns: list[str] = []
        self._head = Text(theme, weight=600)
        self.order = Select(theme, f"{PAGE}.order")
        self.descending = Check(theme, name=f"{PAGE}.descending")
        self._group_label = Text(theme, color="text_secondary")
        self.grouping = Select(theme, f"{PAGE}.grouping")
        self.columns = Button(theme, name=f"{PAGE}.columns", height=32)
        self._group_label.setBuddy(self.grouping)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(FlowRow(self.order, self.descending))
        column.addWidget(FlowRow(self._group_label, self.grouping))
        column.addWidget(self.columns, 0, Qt.AlignmentFlag.AlignLeft)
        self.columns.clicked.connect(self._offer)
        self.retranslate()

    def show_state(self, state: ViewState) -> None:
        """Shows what is written."""
        self.order.choose(state.order)
        self.descending.setChecked(state.descending)
        self.grouping.choose(state.grouping)
        self._columns = [column for column in state.columns if column in ORDERS]
        self.retranslate()

    def content(self) -> dict[str, Any]:
        """What is written now."""
        return {
            "order": str(self.order.currentData()), "descending": self.descending.isChecked(),
            "grouping": str(self.grouping.currentData()), "columns": list(self._columns),
        }  # fmt: skip

    def _offer(self) -> None:
        entries = [Entry("column", one, field_title(one), ticked=one in self._columns) for one in ORDERS]
        picker = Picker(
            self.columns, self._theme, self.tr("Columns of its table, in the order chosen"), entries, several=True
        )
        picker.picked.connect(self._turn)
        picker.open()

    def _turn(self, column: str) -> None:
        if column in self._columns:
            self._columns.remove(column)
        else:
            self._columns.append(column)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._head.setText(self.tr("Ordered by"))
        self.descending.setText(self.tr("From the end"))
        self._group_label.setText(self.tr("Under"))
        groups = [("", translated(NOTHING))]
        groups += [(one, field_title("due" if one == DEADLINE else one)) for one in GROUPINGS]
        for select, values in ((self.order, [(one, field_title(one)) for one in ORDERS]), (self.grouping, groups)):
            before = select.currentData()
            select.clear()
            for value, words in values:
                select.addItem(words, value)
            select.choose(before if before is not None else values[0][0])
        self.order.setAccessibleName(self.tr("Ordered by"))
        self.grouping.setAccessibleName(self.tr("Grouped under"))
        shown = ", ".join(field_title(one) for one in self._columns) or self.tr("as everybody has them")
        self.columns.setText(self.tr("Columns: {0}").format(shown))


class ViewForm(KeptForm[ViewRow, ViewState]):
    """One view."""

    def __init__(self, work: Workspace) -> None:
        super().__init__(work, PAGE)
        self._names: dict[str, str] = {}
        self.title.setMaxLength(TITLE_LONGEST)
        self.conditions = Conditions(work)
        self.conditions.field_made.connect(self.heed)
        self.arranging = Arranging(work)
        self.lay_out(self.conditions, self.arranging)
        self.retranslate()

    def state_of(self, kept: ViewRow | None) -> ViewState:
        """Override KeptForm.state_of."""
        if kept is None:
            return ViewState({}, "all", [], "due", descending=False, grouping="", columns=[])
        try:
            query = query_of(kept.conditions)
        except Unreadable:
            # Of a newer version: whoever saves it here writes it anew.
            query = Query()
        asked = query.kept()
        tests = [{**test, "values": list(test["values"])} for test in asked["tests"]]
        return ViewState(
            kept.names, asked["match"], tests, kept.order, descending=kept.descending, grouping=kept.grouping,
            columns=list(kept.columns),
        )  # fmt: skip

    def written_in(self, state: ViewState) -> set[str]:
        """Override KeptForm.written_in."""
        return set(state.names)

    def show_state(self, state: ViewState) -> None:
        """Override KeptForm.show_state."""
        self._names = dict(state.names)
        self.conditions.show_query(state.match, state.tests)
        self.arranging.show_state(state)

    def state(self) -> ViewState:
        """Override KeptForm.state."""
        match = str(self.conditions.match.currentData())
        return ViewState(not_blank(self._names), match, self.conditions.tests(), **self.arranging.content())

    def note_language(self) -> None:
        """Override KeptForm.note_language."""
        self._names[self.tabs.language] = self.title.text().strip()

    def show_language(self, locale: str) -> None:
        """Override KeptForm.show_language."""
        self.title.setText(self._names.get(locale, ""))
        self.title_field.set_wrong("")

    def content(self, kept: ViewRow | None) -> dict[str, Any] | None:
        """Override KeptForm.content."""
        wrong = self._name_wrong()
        self.title_field.set_wrong(wrong)
        if wrong:
            self.title.setFocus()
            return None
        if self.conditions.complain():
            return None
        # A language that is blank now is taken away.
        blank = dict.fromkeys(LANGUAGES if kept is not None else [], "")
        state = self.state()
        asked = {"match": state.match, "tests": state.tests}
        return {"names": blank | state.names, "conditions": asked, **self.arranging.content()}

    def _name_wrong(self) -> str:
        names = not_blank(self._names)
        if not names:
            return self.tr("Give it a name.")
        if any(first_unknown(name) for name in names.values()):
            return self.tr("A name has no variables.")
        return ""

    def begin_with(self, content: dict[str, Any]) -> None:
        """Begins a new one with what a list shows: `match`, `tests`, `order`, `descending`, `grouping`."""
        self.begin(None)
        blank = self.state_of(None)
        fields = dict(zip(blank.fields, blank.contents(), strict=True))
        self.resume(None, ViewState(**(fields | content)))

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        super().retranslate()
        self.title_field.set_words(self.tr("Name"))
        self.head.setText(self.tr("New view") if self.is_new else self.tr("Change a view"))
