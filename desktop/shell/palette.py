"""Ctrl+K: one field for tickets, guides, people, views and everything that can be done."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.background.operations import Latest
from desktop.shell import jumps, names
from desktop.shell.entries import HEADING, Entry, EntryList
from desktop.shell.jump_index import JumpIndex
from desktop.shell.keys import Action
from desktop.shell.over import Over
from desktop.shell.workspace import Workspace
from desktop.theme.theme import Theme
from desktop.widgets.fields import FieldRule, bare_line
from desktop.widgets.marks import Chip, Glyph, KeyCap
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text
from sync.replica.reading import jumping
from sync.replica.reading.jumping import Card

TOP, HEIGHT, FOOT = 96, 570, 36
TICKETS, GUIDES = "tickets", "guides"
AT_LATEST_MS = 25
"""What is known is shown, whatever the read thread is busy with."""
RECENT_MOST = 6
TOOK_MOST_MS = 999


class Palette(Over):
    """Over a window. `>` asks for commands only, `#` for a number, `@` for somebody.

    Signals:
        chosen: (kind, key) `ticket`, `article`, `view` or `action`, and which; `find` or `guide`, and the words.
    """

    chosen = Signal(str, str)

    def __init__(
        self,
        window: QWidget,
        work: Workspace,
        index: JumpIndex,
        is_possible: Callable[[Action], bool],
        recent: list[str],
    ) -> None:
        """Makes it; `recent` is which tickets were opened last, the latest first."""
        super().__init__(window, work.theme)
        self.setObjectName(names.PALETTE)
        self._work, self._index = work, index
        self._quick, self._searching = Latest(), Latest()
        self._recent = [jumps.ticket_entry(row) for row in jumping.some(work.reader, recent[:RECENT_MOST])]
        at_ticket = jumps.action_entries(work, is_possible, at_ticket=True)
        macros = jumps.macro_entries(work) if at_ticket and work.me.works else []
        elsewhere = jumps.action_entries(work, is_possible, at_ticket=False)
        # Made once: none of them becomes another while the palette lies over the window.
        self._at_ticket, self._elsewhere = [*at_ticket, *macros], [*jumps.view_entries(work), *elsewhere]
        self._tickets: list[Entry] = []
        self._articles: list[Entry] = []
        self._around: list[list[Entry]] = []
        """Without asking anybody: what to do at the ticket, people and stores, what to do elsewhere."""
        self._card: Card | None = None
        self._typed_s = 0.0
        self._took_words = ""
        self._awaited: set[str] = set()
        """What has been asked for and not come yet: what comes within a moment is painted together, in one frame."""
        theme = work.theme
        self.field = bare_line(names.PALETTE_FIELD)
        self.field.setAccessibleName(self.tr("Search or jump to"))
        self._scope, self._took = Chip(theme, tone="accent"), Text(theme, role="caption", color="text_muted")
        self._none = Text(theme, self.tr("Nothing like this on this computer."), color="text_secondary")
        self.list = EntryList(theme, names.PALETTE_LIST, theme.tokens.height.palette_row, ground="raised")
        self._lay_out(theme)
        self._at_latest = QTimer(self, singleShot=True, interval=AT_LATEST_MS)
        self._at_latest.timeout.connect(self._show)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list.follow(self.field)
        self.list.chosen.connect(self._on_chosen)
        self.list.left.connect(self.leave)
        index.bring_up()
        self._enter_scope(None)

    def _lay_out(self, theme: Theme) -> None:
        self._put_on_ground()
        theme.theme_changed.connect(self._put_on_ground)
        # As wide as it gets: the field beside it is not laid out anew with every answer.
        self._took.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._took.setMinimumWidth(self._took.fontMetrics().horizontalAdvance(self._took_words_for(TOOK_MOST_MS)))
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(12)
        head.addWidget(Glyph(theme, "search", "accent_text", 18))
        head.addWidget(self._scope)
        head.addWidget(self.field, 1)
        head.addWidget(self._took, 0, Qt.AlignmentFlag.AlignVCenter)
        top = FieldRule(theme, self.field)
        top.setLayout(head)
        top.setFixedHeight(theme.tokens.height.palette_input)
        self._none.setContentsMargins(16, 16, 16, 16)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(4)
        for part in (top, self._none):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addWidget(self._foot(theme))

    def _put_on_ground(self) -> None:
        """Gives what changes with every key a ground of its own: nothing below, down to the window, is painted anew."""
        theme, role = self._work.theme, QPalette.ColorRole
        self.field.setFont(theme.font("title"))
        self.field.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._took.setAutoFillBackground(True)
        for widget in (self.field, self._took):
            palette = widget.palette()
            for which in (role.Base, role.Window):
                palette.setColor(which, theme.colors.raised)
            palette.setColor(role.PlaceholderText, theme.colors.text_muted)
            palette.setColor(role.Text, theme.colors.text)
            widget.setPalette(palette)

    def _foot(self, theme: Theme) -> Panel:
        foot = Panel(theme, "", edges="t")
        foot.setFixedHeight(theme.scaled(FOOT))
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(6)
        hints = (
            (("↑", "↓"), self.tr("choose")), (("↵",), self.tr("open")), ((), ""), ((">",), self.tr("commands")),
            (("#",), self.tr("number")), (("@",), self.tr("person or store")),
        )  # fmt: skip
        for caps, words in hints:
            if not caps:
                row.addStretch(1)
                continue
            for cap in caps:
                row.addWidget(KeyCap(theme, cap))
            row.addWidget(Text(theme, words, role="caption", color="text_secondary"))
            row.addSpacing(8)
        return foot

    def place(self) -> None:
        """Override Over.place."""
        width = min(self._theme.tokens.width.palette, self.width() - 32)
        top = min(TOP, max(16, self.height() // 8))
        height = min(self._theme.scaled(HEIGHT), self.height() - top - 16)
        self.panel.setGeometry((self.width() - width) // 2, top, width, height)

    @classmethod
    def opened_over(
        cls, window: QWidget, work: Workspace, index: JumpIndex, is_possible: Callable[[Action], bool],
        recent: list[str], chosen: Callable[[str, str], None],
    ) -> Palette:  # fmt: skip
        """Shows it over a window."""
        palette = cls(window, work, index, is_possible, recent)
        palette.chosen.connect(chosen)
        palette.open()
        palette.field.setFocus()
        return palette

    def _enter_scope(self, card: Card | None) -> None:
        """Looks among somebody's tickets only, or among everything again."""
        self._card = card
        self._scope.show_text(card.name if card is not None else "")
        self._scope.setVisible(card is not None)
        everything = self.tr("Ticket, number, guide, person, command")
        self.field.setPlaceholderText(self.tr("Their tickets") if card is not None else everything)
        self.field.clear()
        self._on_typed("")

    # What was typed.

    def _on_typed(self, typed: str) -> None:
        self._typed_s = perf_counter()
        self._at_latest.start()
        self.list.expect()
        self._searching.cancel()
        self._awaited = {TICKETS}
        self._articles = []
        words, card = typed.strip(), self._card
        asks = card is None and bool(words) and words[0] not in ">@"
        if card is not None:
            op = self._work.read(self, lambda reader: jumping.of_card(reader, card, jumps.CARD_TICKETS_MOST))
            self._quick.run(op.success(lambda rows: self._on_quick([jumps.ticket_entry(row) for row in rows])))
        elif asks:
            # Asked first: the read thread looks while this one does.
            self._find(words)
        self._around = self._look_around(words)
        if card is None and not asks:
            self._quick.cancel()
            self._on_quick([])

    def _find(self, words: str) -> None:
        work, subjects = self._work, self._index.subjects
        op = work.read(self, lambda reader: jumps.quick_tickets(reader, work, subjects, words))
        self._quick.run(op.success(self._on_quick))
        if words[0] != "#":
            self._articles = jumps.titles(self._index.titles, words)
            if not self._articles:
                self._awaited.add(GUIDES)

    def _on_quick(self, found: list[Entry]) -> None:
        if GUIDES in self._awaited:
            # One after the other: at the same time each would wait for the interpreter, and this thread for both.
            words = self.field.text().strip()
            self._searching.run(jumps.articles(self._work, self, words).success(self._on_articles))
        self._tickets = found
        took_ms = max(1, round((perf_counter() - self._typed_s) * 1000))
        self._took_words = self._took_words_for(took_ms) if self.field.text().strip() else ""
        self._on_come(TICKETS, is_new=True)

    def _took_words_for(self, ms: int) -> str:
        return self.tr("{0} ms, on this PC").format(ms)

    def _on_articles(self, found: list[Entry]) -> None:
        self._articles = found
        self._on_come(GUIDES, is_new=bool(found))

    def _on_come(self, what: str, *, is_new: bool) -> None:
        self._awaited.discard(what)
        waits = self._at_latest.isActive()
        if (waits and not self._awaited) or (is_new and not waits):
            self._show()

    # What is shown.

    def _show(self) -> None:
        self._at_latest.stop()
        self._took.setText(self._took_words)
        entries: list[Entry] = []
        for label, rows in self._groups():
            if rows:
                entries += [Entry(HEADING, label, label), *rows]
        self.list.setVisible(bool(entries))
        self._none.setVisible(not entries)
        self.list.show_entries(entries, stay=self.list.is_moved, is_all=not self._awaited)

    def _groups(self) -> list[tuple[str, list[Entry]]]:
        typed = self.field.text().strip()
        if self._card is not None:
            found = jumps.fitting_others(typed, self._tickets, None)
            return [(self.tr("Tickets of {0}").format(self._card.name), found)]
        if typed.startswith("@"):
            return [(self.tr("People and stores"), jumps.cards(self._index.cards, typed[1:], jumps.CARD_TICKETS_MOST))]
        if typed.startswith("#"):
            return [(self.tr("Tickets"), self._tickets)]
        only = typed.startswith(">")
        at_ticket, cards, elsewhere = self._around
        return [
            (self.tr("Recent"), self._recent if not typed else []),
            (self.tr("This ticket"), at_ticket),
            (self.tr("Tickets"), self._tickets),
            (self.tr("Guides"), self._articles),
            (self.tr("People and stores"), cards),
            (self.tr("Go to"), elsewhere),
            (self.tr("Look further"), jumps.further(typed) if typed and not only else []),
        ]

    def _look_around(self, typed: str) -> list[list[Entry]]:
        if self._card is not None or typed[:1] in {"@", "#"}:
            return [[], [], []]
        commands, only = typed.removeprefix(">").strip(), typed.startswith(">")
        most = None if only else jumps.OTHERS_MOST
        return [
            jumps.fitting_others(commands, self._at_ticket, most),
            jumps.cards(self._index.cards, typed) if typed and not only else [],
            jumps.fitting_others(commands, self._elsewhere, most),
        ]

    def _on_chosen(self, entry: Entry) -> None:
        if entry.kind == "card":
            self._enter_scope(self._index.cards.rows[int(entry.key)])
            return
        self.leave()
        self.chosen.emit(entry.kind, entry.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: Backspace in an empty field leaves somebody's tickets."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Backspace and self._card is not None and not self.field.text():
                self._enter_scope(None)
                return True
            return False
        return super().eventFilter(watched, event)
