"""Two people changed the same lines of an article: both texts side by side, and what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.background.operations import Latest
from desktop.background.throttle import Throttle
from desktop.features.attention.cards import Card
from desktop.features.attention.merging import Marks, Merging, Place, Take, differing
from desktop.features.attention.operations import merge_draft
from desktop.shell import moments, names
from desktop.shell.workspace import Workspace
from desktop.theme.stylesheet import css
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.fields import text_field
from desktop.widgets.flow import FlowRow
from desktop.widgets.marks import Chip
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text
from domain.merge import HunkKind
from sync.replica.reading import conflicts, waiting
from sync.replica.reading.conflicts import ConflictRow
from sync.replica.reading.reader import Reader

AROUND = 2
"""Lines of everybody's that are shown beside a change."""
LONG_LINES, LONG_CHARS = 40, 3_000
"""A cell with more scrolls by itself: as one label it would take longer than a frame to lay out."""
LONG_HEIGHT = 320
KEEP_MS = 250


class MarkedText(Text):
    """Words of which some stand out."""

    def __init__(self, theme: Theme, text: str, marks: Marks) -> None:
        self._words, self._marks = text, marks
        super().__init__(theme, wraps=True, selectable=True)
        self.setTextFormat(Qt.TextFormat.RichText)

    def restyle(self) -> None:
        """Override Text.restyle."""
        super().restyle()
        shade = css(self._theme.colors.highlight)
        parts: list[str] = []
        at = 0
        for start, end in self._marks:
            parts += escape(self._words[at:start]), f'<span style="background-color: {shade}">'
            parts += escape(self._words[start:end]), "</span>"
            at = end
        parts.append(escape(self._words[at:]))
        self.setText(f'<span style="white-space: pre-wrap">{"".join(parts)}</span>')


class Cell(Panel):
    """Lines of one text; `marks` stand out, unless there is more than a look takes in."""

    def __init__(self, theme: Theme, lines: Sequence[str], fill: str = "", marks: Marks = ()) -> None:
        super().__init__(theme, fill, edges="r")
        text = "\n".join(lines)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 4, 12, 4)
        if len(lines) > LONG_LINES or len(text) > LONG_CHARS:
            frame, field = text_field(theme, "")
            field.setReadOnly(True)
            field.setPlainText(text)
            field.setFixedHeight(LONG_HEIGHT)
            box.addWidget(frame)
        else:
            label = MarkedText(theme, text, marks) if marks else Text(theme, text, wraps=True, selectable=True)
            box.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        box.addStretch(1)


class Decision(Panel):
    """The result where both changed the same lines: first a choice, then text that can be changed.

    Signals:
        decided: something was decided, or taken back.
    """

    decided = Signal()

    def __init__(self, place: Place, theme: Theme) -> None:
        super().__init__(theme, "warning_soft")
        self.place = place
        self._buttons = {take: Button(theme, name=f"{names.MERGE_TAKE}.{take}", height=24) for take in Take}
        self._choices = FlowRow(*self._buttons.values())
        for take, button in self._buttons.items():
            button.clicked.connect(lambda _on=False, take=take: self._on_taken(take))
        self._frame, self.field = text_field(theme, names.MERGE_TEXT)
        self._again = Button(theme, kind="link", height=24)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 4, 12, 4)
        for part in (self._choices, self._frame, self._again):
            box.addWidget(part)
        box.addStretch(1)
        self._again.clicked.connect(self._on_again)
        self.field.textChanged.connect(self._on_typed)
        self._show()

    def set_words(self, words: dict[Take, str], again: str, name: str) -> None:
        """Sets the words of the buttons."""
        for take, button in self._buttons.items():
            button.setText(words[take])
        self._again.setText(again)
        self.field.setAccessibleName(name)

    def first_button(self) -> Button:
        """The first of the choices."""
        return self._buttons[Take.MINE]

    def _show(self) -> None:
        decided = self.place.decided
        self._choices.setVisible(decided is None)
        self._frame.setVisible(decided is not None)
        self._again.setVisible(decided is not None)
        if decided is not None:
            self._loading = True
            self.field.setPlainText("\n".join(decided))
            self._loading = False
            lines = min(max(2, sum(1 + len(line) // 48 for line in decided)), 14)
            self.field.setFixedHeight(lines * self.field.fontMetrics().lineSpacing() + 12)

    _loading = False

    def _on_taken(self, take: Take) -> None:
        self.place.take(take)
        self._show()
        self.field.setFocus()
        self.decided.emit()

    def _on_again(self) -> None:
        self.place.decided = None
        self._show()
        self.first_button().setFocus()
        self.decided.emit()

    def _on_typed(self) -> None:
        if not self._loading:
            self.place.write(self.field.toPlainText())
            self.decided.emit()


class MergeCard(Card):
    """A text of one's own beside the article as it is: it decides `merge`, `open` or `discard`."""

    def __init__(self, work: Workspace, row: ConflictRow) -> None:
        super().__init__(work, row, "merge", "warning")
        theme = work.theme
        self.merging: Merging | None = None
        self.decisions: list[Decision] = []
        self._reading = Latest()
        self._missing = False
        self._to_decide, self._together = Chip(theme, tone="warning"), Chip(theme, tone="success")
        self._previous = icon_button(theme, "chevron-up", "", names.MERGE_PREVIOUS)
        self._next = icon_button(theme, "chevron-down", "", names.MERGE_NEXT)
        for part in (self._to_decide, self._together, self._previous, self._next):
            self.head.addWidget(part)
            part.hide()
        self._previous.clicked.connect(lambda: self._go(-1))
        self._next.clicked.connect(lambda: self._go(1))
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        for column in range(3):
            self._grid.setColumnStretch(column, 1)
        self._heads = [Text(theme, role="caption", weight=600, color="text_secondary", wraps=True) for _ in range(3)]
        self.body.setContentsMargins(0, 0, 0, 0)
        self.why.setContentsMargins(16, 12, 16, 4)
        self.body.addLayout(self._grid)
        self.save = self.add_action(Button(theme, kind="primary", name=names.MERGE_SAVE, height=28), "merge")
        self.save.setEnabled(False)
        self._hint = Text(theme, role="caption", color="text_secondary")
        self.actions_row.addWidget(self._hint)
        self._keep_soon = Throttle(KEEP_MS, self._keep_decisions, self, leading=False)
        self.retranslate()
        self._reading.run(work.read(self, self._read).success(self._on_read))

    def _read(self, reader: Reader) -> Merging | None:
        found = conflicts.texts(reader, self.item.revision_id)
        kept = waiting.draft(reader, merge_draft(self.item))
        return Merging(*found, kept.body if kept else "") if found else None

    def _on_read(self, merging: Merging | None) -> None:
        self.merging, self._missing = merging, merging is None
        if merging is not None:
            self._show_texts(merging)
        self.retranslate()

    def _show_texts(self, merging: Merging) -> None:
        theme = self._work.theme
        for column, head in enumerate(self._heads):
            cell = Panel(theme, "sunken", edges="rb")
            box = QVBoxLayout(cell)
            box.setContentsMargins(16, 6, 12, 6)
            box.addWidget(head)
            self._grid.addWidget(cell, 0, column)
        for number, place in enumerate(merging.places, 1):
            self._add_row(number, place)
        for part in (self._to_decide, self._together, self._previous, self._next):
            part.show()

    def _add_row(self, row: int, place: Place) -> None:
        theme, hunk = self._work.theme, place.hunk
        if hunk.kind is HunkKind.SAME:
            lines = hunk.base
            if len(lines) > 2 * AROUND + 1:
                lines = (*lines[:AROUND], "…", *lines[-AROUND:])
            for column in range(3):
                self._grid.addWidget(Cell(theme, lines), row, column)
            return
        tone = "warning_soft" if place.is_conflict else "success_soft"
        mine = tone if hunk.kind is not HunkKind.THEIRS else ""
        theirs = tone if hunk.kind is not HunkKind.OURS else ""
        marks: tuple[Marks, Marks] = ((), ())
        if place.is_conflict and sum(map(len, (*hunk.ours, *hunk.theirs))) <= LONG_CHARS:
            marks = differing("\n".join(hunk.ours), "\n".join(hunk.theirs))
        self._grid.addWidget(Cell(theme, hunk.ours, mine, marks[0]), row, 0)
        self._grid.addWidget(Cell(theme, hunk.theirs, theirs, marks[1]), row, 1)
        if place.is_conflict:
            decision = Decision(place, theme)
            decision.decided.connect(self._on_decided)
            self.decisions.append(decision)
            self._grid.addWidget(decision, row, 2)
        else:
            self._grid.addWidget(Cell(theme, hunk.merged or (), tone), row, 2)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        row, merging = self.item, self.merging
        when = moments.short_day(moments.moment_of(row.at), moments.now())
        why = self.tr("Its earlier text is still on its way to this computer.") if self._missing else ""
        self.say(self.tr("Two people changed this article"), f"{row.title} · {when}", why)
        self.open.setText(self.tr("Open article"))
        self.save.setText(self.tr("Save the result"))
        for button, words in ((self._previous, self.tr("Place before")), (self._next, self.tr("Next place"))):
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.say_giving_up(
            self.tr("Leave theirs"), self.tr("The article stays as it is. Your text stays in its history."),
            self.tr("Leave theirs"), self.tr("Go on deciding"),
        )  # fmt: skip
        if merging is None:
            return
        by = [f"{text.author}, {moments.short_day(moments.moment_of(text.at), moments.now())}"
              for text in (merging.mine, merging.theirs)]  # fmt: skip
        heads = (self.tr("Yours · {0}").format(by[0]), self.tr("Theirs · {0}").format(by[1]), self.tr("Result"))
        for head, text in zip(self._heads, heads, strict=True):
            head.setText(text)
        takes = {Take.MINE: self.tr("Take mine"), Take.THEIRS: self.tr("Take theirs"), Take.BOTH: self.tr("Keep both")}
        for decision in self.decisions:
            decision.set_words(takes, self.tr("Choose again"), self.tr("Result, you can type here"))
        self._say_progress()

    def _say_progress(self) -> None:
        merging = self.merging
        if merging is None:
            return
        left = merging.undecided
        self._to_decide.setVisible(left > 0)
        self._to_decide.show_text(self.tr("%n places to decide", "", left))
        self._together.setVisible(merging.came_together > 0)
        self._together.show_text(self.tr("%n merged by themselves", "", merging.came_together))
        self._hint.setText(
            self.tr("Decide every marked place first. Both texts stay in the history.")
            if left
            else self.tr("Both texts stay in the history.")
        )
        result = merging.result()
        self.save.setEnabled(result is not None and bool(result[0].strip() and result[1].strip()))

    def _on_decided(self) -> None:
        self._say_progress()
        self._keep_soon()

    def _keep_decisions(self) -> None:
        if self.merging is not None:
            self._work.save_draft(merge_draft(self.item), self.merging.decisions())

    def flush(self) -> None:
        """Saves what was just decided."""
        self._keep_soon.flush()

    def stop_keeping(self) -> None:
        """The decisions go out: they are no draft any more."""
        self._keep_soon.cancel()

    def _go(self, by: int) -> None:
        """Moves to the next place that is undecided, or to any if all are."""
        places = [one for one in self.decisions if one.place.decided is None] or self.decisions
        if not places:
            return
        here = next((n for n, one in enumerate(places) if any(p.hasFocus() for p in one.findChildren(QWidget))), -1)
        target = places[(here + by) % len(places) if here >= 0 else 0 if by > 0 else -1]
        field: QPlainTextEdit | Button = target.field if target.place.decided is not None else target.first_button()
        field.setFocus(Qt.FocusReason.TabFocusReason)
