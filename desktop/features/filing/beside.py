"""What stands beside the form for a new ticket: what may spare it, to be read there, and what happens next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from desktop.features.filing import suggesting
from desktop.features.filing.beside_reader import BesideReader
from desktop.features.filing.suggesting import Found
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names, wording
from desktop.shell.workspace import Workspace
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text
from sync.replica.reading.similar import ReportedRow, SolvedRow

WIDTH, WIDTH_NARROW = 384, 272


class SuggestionCard(Panel):
    """Something that may spare the ticket.

    Signals:
        wanted: (its id) it is to be read, or followed.
    """

    wanted = Signal(str)

    def __init__(self, theme: Theme, icon: str, name: str) -> None:
        super().__init__(theme, "raised", card="border_strong")
        self.setObjectName(name)
        self._id, self._brief = "", False
        self._title = Text(theme, weight=600, wraps=True)
        self._summary = Text(theme, color="text_secondary", wraps=True)
        self._beside = Text(theme, role="caption", color="text_secondary", wraps=True)
        self._do = Button(theme, height=24, name=f"{name}.do")
        foot = QHBoxLayout()
        foot.addWidget(self._beside, 1)
        foot.addWidget(self._do, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._summary)
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(8)
        row.addWidget(Glyph(theme, icon, "accent_text", 14), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self._do.clicked.connect(lambda: self.wanted.emit(self._id))
        self.hide()

    @property
    def button(self) -> Button:
        """What Tab stops at."""
        return self._do

    def say(self, key: str, title: str, summary: str, beside: str, verb: str) -> None:
        """Shows one."""
        self._id = key
        self._title.setText(title)
        self._summary.setText(summary)
        self._summary.setVisible(bool(summary) and not self._brief)
        self._beside.setText(beside)
        self._do.setText(verb)
        self._do.setAccessibleName(f"{verb}: {title}")
        self.setAccessibleName(title)

    def set_brief(self, *, brief: bool) -> None:
        """Shows the title alone where there is little room."""
        self._brief = brief
        self._summary.setVisible(bool(self._summary.text()) and not brief)


class Beside(Retranslated, Panel):
    """The list, or what is read of it.

    Signals:
        follow_wanted: (ticket id) a ticket that is there already will do.
        solved: (guide's id, empty for a ticket) what was read has solved it.
        link_clicked: (address) a link in what is read.
        stops_changed: Tab goes another way.
    """

    follow_wanted = Signal(str)
    solved = Signal(str)
    link_clicked = Signal(str)
    stops_changed = Signal()

    def __init__(self, work: Workspace) -> None:
        Panel.__init__(self, work.theme, "sunken", edges="l")
        theme = work.theme
        self._work, self._down, self._found = work, False, Found()
        kind = names.FILING_SUGGESTION
        self._reported = [SuggestionCard(theme, "store", f"{kind}.reported{n}") for n in range(suggesting.REPORTED)]
        self._guides = [SuggestionCard(theme, "book", f"{kind}.guide{n}") for n in range(suggesting.GUIDES)]
        self._solved = [SuggestionCard(theme, "check-double", f"{kind}.solved{n}") for n in range(suggesting.SOLVED)]
        self._titles = [Text(theme, role="caption", weight=600, color="text_secondary", wraps=True) for _ in range(4)]
        self._next = [
            (
                Glyph(theme, icon, size=18),
                Text(theme, weight=500, wraps=True),
                Text(theme, role="caption", color="text_secondary", wraps=True),
            )
            for icon in ("saved-here", "send", "clock")
        ]
        self.reader = BesideReader(work)
        self._lay_out()
        for card in self._reported:
            card.wanted.connect(self.follow_wanted)
        for card in self._guides:
            card.wanted.connect(self._read_guide)
        for card in self._solved:
            card.wanted.connect(self._read_ticket)
        self.reader.left.connect(self._show_list)
        self.reader.solved.connect(self.solved)
        self.reader.link_clicked.connect(self._on_link)

    def _lay_out(self) -> None:
        self._list = QWidget()
        self._list.setObjectName(names.FILING_SUGGESTIONS)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for title, cards in zip(self._titles, (self._reported, self._guides, self._solved, []), strict=True):
            column.addWidget(title)
            for card in cards:
                column.addWidget(card)
        for glyph, first, second in self._next:
            line = QHBoxLayout()
            line.setSpacing(12)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(first)
            words.addWidget(second)
            line.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(words, 1)
            column.addLayout(line)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(self._list)
        # Qt fills what is set with the colour of windows.
        self._list.setAutoFillBackground(False)
        self._scroll = scroll
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(1, 0, 0, 0)
        self._stack.addWidget(scroll)
        self._stack.addWidget(self.reader)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        found = self._found
        said = (
            self.tr("Already reported at your store") if found.reported else "",
            self.tr("These may solve it now") if found.guides else "",
            self.tr("Solved before") if found.solved else "",
            self.tr("What happens next"),
        )
        for title, words in zip(self._titles, said, strict=True):
            title.setText(words)
            title.setVisible(bool(words))
        steps = (
            (self.tr("Now: kept on this PC"), self.tr("You can close the program or change user")),
            (
                self.tr("When the line is back: sent") if self._down else self.tr("With a line: sent by itself"),
                self.tr("It gets a number, and you see it here"),
            ),
            (self.tr("Within 24 hours: first answer"), self.tr("Nights and Sundays included; urgent ones in 1 h")),
        )
        for (_, first, second), step in zip(self._next, steps, strict=True):
            first.setText(step[0])
            second.setText(step[1])
        self._say_found()

    def _say_found(self) -> None:
        for card, row in zip(self._reported, self._found.reported, strict=False):
            card.say(row.id, _numbered(row), "", self._standing(row), self._verb(row))
        for card, guide in zip(self._guides, self._found.guides, strict=False):
            helped = self.tr("helped {0} of {1}").format(guide.helped, guide.asked) if guide.helped else ""
            card.say(guide.id, guide.title, guide.summary, helped, self.tr("Read"))
        for card, solved in zip(self._solved, self._found.solved, strict=False):
            when = moments.short_day(moments.moment_of(solved.solved_at), moments.now())
            beside = " · ".join(filter(None, (solved.store, when)))
            card.say(solved.id, _numbered(solved), suggesting.cut_short(solved.answer), beside, self.tr("Read"))

    def _standing(self, row: ReportedRow) -> str:
        stands = wording.status_word(row.status, sentences=not self._work.me.works)
        when = moments.short_day(moments.moment_of(row.created_at), moments.now())
        return " · ".join(filter(None, (row.requester, when, stands)))

    def _verb(self, row: ReportedRow) -> str:
        return self.tr("Open it") if row.follows else self.tr("Follow it instead")

    def show_line(self, *, down: bool) -> None:
        """Says what sending does while there is no line."""
        self._down = down
        self.retranslate()

    def show_found(self, found: Found) -> None:
        """Shows what may spare the ticket."""
        self._found = found
        for cards, rows in (
            (self._reported, found.reported), (self._guides, found.guides), (self._solved, found.solved),
        ):  # fmt: skip
            _show_some(cards, rows)
        self.retranslate()
        self.stops_changed.emit()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        if self._stack.currentWidget() is self.reader:
            return self.reader.stops()
        cards = (*self._reported, *self._guides, *self._solved)
        return [card.button for card in cards if not card.isHidden()]

    def set_narrow(self, *, narrow: bool) -> None:
        """Takes less room, and says less of each."""
        self.setFixedWidth(WIDTH_NARROW if narrow else WIDTH)
        for card in (*self._reported, *self._guides, *self._solved):
            card.set_brief(brief=narrow)

    # Reading beside the form.

    def show_list(self) -> None:
        """Back to the list, whatever is read."""
        self._stack.setCurrentWidget(self._scroll)
        self.stops_changed.emit()

    def _show_list(self) -> None:
        self.show_list()
        for stop in self.stops()[:1]:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_guide(self, article_id: str) -> None:
        self.reader.read_guide(article_id)
        self._show_reader()

    def _read_ticket(self, ticket_id: str) -> None:
        self.reader.read_ticket(ticket_id)
        self._show_reader()

    def _show_reader(self) -> None:
        self._stack.setCurrentWidget(self.reader)
        self.stops_changed.emit()
        self.reader.take_keyboard()

    def _on_link(self, address: str) -> None:
        """A guide opens where the other one was; anything else leads away, and the draft is kept."""
        from desktop.system.links import ARTICLE, is_ours, link_of

        link = link_of(address) if is_ours(address) else None
        if link is not None and link.kind == ARTICLE:
            self._read_guide(link.id)
        else:
            self.link_clicked.emit(address)


def _show_some(cards: Sequence[SuggestionCard], rows: Sequence[object]) -> None:
    for number, card in enumerate(cards):
        card.setVisible(number < len(rows))


def _numbered(row: SolvedRow | ReportedRow) -> str:
    return f"#{row.number} · {row.subject}" if row.number is not None else row.subject
