"""The form for a new ticket: what it is about, what happens; guides that may solve it stand beside it as one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.background.errors import KnownError
from desktop.background.operations import Latest
from desktop.background.throttle import Throttle
from desktop.features.filing import operations
from desktop.features.filing.operations import Draft, Suggestion
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names, wording
from desktop.shell.choice import Choice
from desktop.shell.workspace import Workspace
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Field, Frame, line_field, text_field
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text

DRAFT_MS = 250
SUGGEST_MS = 200
TITLE_LONGEST = 200
TOPICS_A_ROW = 3
NARROW = 1000
SIDE = 48
BESIDE, BESIDE_NARROW = 384, 272
TOPIC_ICONS = {
    "card": "card",
    "payment": "card",
    "till": "device",
    "printer": "printer",
    "deliver": "truck",
    "sign": "key",
    "account": "key",
    "access": "key",
    "stock": "box",
    "order": "box",
    "network": "globe",
    "online": "globe",
    "loyal": "star",
    "kitchen": "bolt",
    "equipment": "bolt",
    "oven": "bolt",
    "food": "clipboard",
    "training": "clipboard",
    "staff": "team",
    "cash": "cash",
    "refund": "cash",
    "invoice": "cash",
    "price": "tag",
    "menu": "tag",
}
"""Part of a topic's key to its icon."""


def topic_icon(key: str) -> str:
    """The icon of a topic."""
    return next((icon for part, icon in TOPIC_ICONS.items() if part in key), "help")


class SuggestionCard(Panel):
    """A guide that may solve it.

    Signals: read it, or it solved the matter.
    """

    read_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "raised", card="border_strong")
        self._id = ""
        self._title = Text(theme, weight=600, wraps=True)
        self._summary = Text(theme, color="text_secondary", wraps=True)
        self._helped = Text(theme, role="caption", color="text_secondary")
        self._read = Button(theme, height=24)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(Glyph(theme, "book", "accent_text", 14), 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._title, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._helped, 1)
        foot.addWidget(self._read)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._summary)
        column.addLayout(foot)
        self._read.clicked.connect(lambda: self.read_wanted.emit(self._id))

    def show_suggestion(self, found: Suggestion) -> None:
        """Shows a guide."""
        self._id = found.article_id
        self._title.setText(found.title)
        self._summary.setText(found.summary)
        self._summary.setVisible(bool(found.summary) and not self._brief)
        self._helped.setText(self.tr("helped {0} of {1}").format(found.helped, found.asked) if found.asked else "")
        self._read.setText(self.tr("Read"))
        self.setAccessibleName(found.title)

    def set_brief(self, *, brief: bool) -> None:
        """Shows the title alone where there is little room."""
        self._brief = brief
        self._summary.setVisible(bool(self._summary.text()) and not brief)

    _brief = False


class FilingView(Retranslated, QWidget):
    """Signals: it was filed, the user leaves, a guide is wanted."""

    filed = Signal(str)
    left = Signal()
    article_wanted = Signal(str)

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(names.FILING_PAGE)
        self._work = work
        self._article_id = ""
        self._loading = False
        self._begun = False
        self._sending = False
        self._suggesting = Latest()
        self._suggestions: list[Suggestion] = []
        theme = work.theme
        self._heading = Text(theme, role="display", weight=600)
        self._below = Text(theme, color="text_secondary")
        self._topic_label = Text(theme, weight=600)
        self._topics = QButtonGroup(self)
        self._topics.setExclusive(True)
        self._topic_grid = QGridLayout()
        self._topic_grid.setSpacing(8)
        self.store = Choice(theme, names.FILING_STORE)
        self._store = Field(theme, Frame(theme, self.store, height=32), self.store)
        title_frame, self.title = line_field(theme, names.FILING_TITLE)
        self.title.setMaxLength(TITLE_LONGEST)
        self._title = Field(theme, title_frame, self.title)
        body_frame, self.body = text_field(theme, names.FILING_BODY)
        self.body.setFixedHeight(132)
        self._body = Field(theme, body_frame, self.body)
        self._state = Text(theme, role="caption", color="text_muted")
        self._cancel = Button(theme, name=names.FILING_CANCEL)
        self._send = Button(theme, kind="primary", icon="send", name=names.FILING_SEND)
        self._beside = Panel(theme, "sunken", edges="l")
        self._beside.setObjectName(names.FILING_SUGGESTIONS)
        self._beside_title = Text(theme, role="caption", weight=600, color="text_secondary")
        self._cards = [SuggestionCard(theme) for _ in range(operations.SUGGESTIONS)]
        self._next_title = Text(theme, role="caption", weight=600, color="text_secondary")
        self._next = [
            (
                Glyph(theme, icon, size=18),
                Text(theme, weight=500, wraps=True),
                Text(theme, role="caption", color="text_secondary", wraps=True),
            )
            for icon in ("saved-here", "send", "clock")
        ]
        self._lay_out(theme)
        self._save_soon = Throttle(DRAFT_MS, self._save_draft, self, leading=False)
        self._suggest_soon = Throttle(SUGGEST_MS, self._suggest, self, leading=False)
        self._connect()
        self._fill_choices()
        self.retranslate()

    def _lay_out(self, theme: Theme) -> None:
        form = QVBoxLayout()
        self._form = form
        form.setSpacing(16)
        top = QVBoxLayout()
        top.setSpacing(2)
        top.addWidget(self._heading)
        top.addWidget(self._below)
        form.addLayout(top)
        topic = QVBoxLayout()
        topic.setSpacing(6)
        topic.addWidget(self._topic_label)
        topic.addLayout(self._topic_grid)
        form.addLayout(topic)
        for part in (self._store, self._title):
            form.addWidget(part)
        form.addWidget(self._body)
        form.addStretch(1)
        rule = Panel(theme, "border")
        rule.setFixedHeight(1)
        form.addWidget(rule)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._state, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._send)
        form.addLayout(foot)
        inner = QWidget()
        inner.setLayout(form)
        inner.setMaximumWidth(theme.tokens.width.form + 96)
        page = Panel(theme)
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(inner, 1)
        across.addStretch(0)
        scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._lay_out_beside()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scroll, 1)
        row.addWidget(self._beside)

    def _lay_out_beside(self) -> None:
        column = QVBoxLayout(self._beside)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._beside_title)
        for card in self._cards:
            card.hide()
            column.addWidget(card)
        column.addSpacing(8)
        column.addWidget(self._next_title)
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

    def _connect(self) -> None:
        self.title.textChanged.connect(self._on_typed)
        self.body.textChanged.connect(self._on_typed)
        self.store.currentIndexChanged.connect(self._on_typed)
        self._topics.buttonClicked.connect(self._on_typed)
        self._cancel.clicked.connect(self._on_cancel)
        self._send.clicked.connect(self.send)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.send)
        for card in self._cards:
            card.read_wanted.connect(self.article_wanted)
        self._work.me_changed.connect(self._fill_choices)

    def _fill_choices(self) -> None:
        stores = operations.stores(self._work)
        self._loading = True
        self.store.clear()
        if self._work.me.can("ticket.work"):
            self.store.addItem("", "")
        for store in stores:
            self.store.addItem(f"{store.name} ({store.code})", store.id)
        self._store.setVisible(len(stores) > 1 or self._work.me.can("ticket.work"))
        for button in self._topics.buttons():
            self._topics.removeButton(button)
            button.deleteLater()
        for topic in operations.topics(self._work):
            button = Button(
                self._work.theme,
                kind="card",
                icon=topic_icon(topic.key),
                name=f"{names.FILING_TOPIC}.{topic.key}",
                height=36,
            )
            button.setCheckable(True)
            button.setProperty("topic", topic.id)
            button.setProperty("names", topic.names)
            button.setText(wording.named(topic.names, self._work.locale))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._topics.addButton(button)
        self._place_topics()
        self._loading = False

    def _place_topics(self) -> None:
        columns = TOPICS_A_ROW if self.width() >= NARROW else TOPICS_A_ROW - 1
        for number, button in enumerate(self._topics.buttons()):
            self._topic_grid.addWidget(button, number // columns, number % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: less room for the margins and what stands beside."""
        super().resizeEvent(event)
        wide = self.width() >= NARROW
        side = SIDE if wide else SIDE // 2
        self._form.setContentsMargins(side, 24, side, 16)
        self._beside.setFixedWidth(BESIDE if wide else BESIDE_NARROW)
        for card in self._cards:
            card.set_brief(brief=not wide)
        self._place_topics()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._heading.setText(self.tr("New ticket"))
        self._below.setText(self.tr("Two minutes. Only the starred lines are needed."))
        self._topic_label.setText(self.tr("What is it about?"))
        self._store.set_words(self.tr("Store"))
        self._title.set_words(self.tr("In a few words *"))
        self._body.set_words(
            self.tr("What happens? *"),
            self.tr("Say what you see and since when. Please leave out card numbers and passwords."),
        )
        self._cancel.setText(self.tr("Keep as draft"))
        self._send.setText(self.tr("Save and send when online") if self._down else self.tr("Send"))
        self._beside_title.setText(self.tr("These may solve it now") if self._suggestions else "")
        self._next_title.setText(self.tr("What happens next"))
        steps = (
            (self.tr("Now: kept on this PC"), self.tr("You can close the program or change user")),
            (
                self.tr("When the line is back: sent") if self._down else self.tr("With a line: sent by itself"),
                self.tr("It gets a number, and you see it here"),
            ),
            (self.tr("Within 24 hours: first answer"), self.tr("Nights and Sundays included; urgent ones in 1 h")),
        )
        for (_, first, second), words in zip(self._next, steps, strict=True):
            first.setText(words[0])
            second.setText(words[1])
        for button in self._topics.buttons():
            button.setText(wording.named(dict(button.property("names")), self._work.locale))
        for card, found in zip(self._cards, self._suggestions, strict=False):
            card.show_suggestion(found)

    def show_line(self, *, down: bool) -> None:
        """Says what sending does while there is no line."""
        if down != self._down:
            self._down = down
            self._send.set_icon("saved-here" if down else "send")
            self.retranslate()

    _down = False

    def begin(self, words: str = "", article_id: str = "") -> None:
        """Begins a ticket, or goes on with the one that was begun; `words` are what was searched for before."""
        # Once begun, the form itself is what was typed: the disk may still be on its way there.
        kept = self.draft() if self._begun else operations.kept_draft(self._work)
        self._begun = True
        if words and kept.is_empty:
            kept = Draft(title=words[:1].upper() + words[1:], article_id=article_id)
        elif article_id:
            kept = Draft(kept.title, kept.body, kept.store_id, kept.topic_id, article_id)
        self._fill(kept)
        self._state.setText(self.tr("Draft saved here") if not kept.is_empty and not words else "")
        self._title.set_wrong("")
        self._body.set_wrong("")
        (self.body if kept.title else self.title).setFocus()
        self._suggest()

    def _fill(self, kept: Draft) -> None:
        self._loading = True
        self.title.setText(kept.title)
        self.body.setPlainText(kept.body)
        self._article_id = kept.article_id
        if kept.store_id:
            self.store.setCurrentIndex(max(0, self.store.findData(kept.store_id)))
        self._topics.setExclusive(False)
        for button in self._topics.buttons():
            button.setChecked(button.property("topic") == kept.topic_id)
        self._topics.setExclusive(True)
        self._loading = False

    def draft(self) -> Draft:
        """What is typed."""
        chosen = self._topics.checkedButton()
        topic = str(chosen.property("topic")) if chosen is not None else ""
        return Draft(
            self.title.text(), self.body.toPlainText(), str(self.store.currentData() or ""), topic, self._article_id
        )

    def _on_typed(self, *_what: object) -> None:
        if self._loading:
            return
        self._title.set_wrong("")
        self._body.set_wrong("")
        self._state.setText("")
        self._save_soon()
        self._suggest_soon()

    def _save_draft(self) -> None:
        operations.keep_draft(self._work, self.draft())
        self._state.setText("" if self.draft().is_empty else self.tr("Draft saved here"))

    def flush(self) -> None:
        """Saves what was just typed."""
        self._save_soon.flush()

    def _suggest(self) -> None:
        typed = f"{self.title.text()} {self.body.toPlainText()[:120]}".strip()
        if not typed:
            self._on_suggested([])
        else:
            self._suggesting.run(operations.suggestions(self._work, self, typed + " ").success(self._on_suggested))

    def _on_suggested(self, found: list[Suggestion]) -> None:
        self._suggestions = found
        for number, card in enumerate(self._cards):
            card.setVisible(number < len(found))
        self.retranslate()

    def _on_cancel(self) -> None:
        self.flush()
        self.left.emit()

    def send(self) -> None:
        """Files the ticket, if it says what happens, and empties the form at once."""
        if self._sending:
            return
        draft = self.draft()
        if not draft.title.strip():
            self._title.set_wrong(self.tr("Say in a few words what it is about."))
            self.title.setFocus()
            return
        if not draft.body.strip():
            self._body.set_wrong(self.tr("Say what happens, so that we can start at once."))
            self.body.setFocus()
            return
        self._save_soon.cancel()
        ticket_id = self._work.new_id()
        op = operations.file(self._work, self, ticket_id, draft, self._work.locale)
        self._set_sending(sending=True)
        self._fill(Draft())
        op.success(lambda _done: self._on_filed(ticket_id)).failure(lambda e: self._on_refused(draft, e)).run()

    def _set_sending(self, *, sending: bool) -> None:
        self._sending = sending
        self._send.setEnabled(not sending)

    def _on_filed(self, ticket_id: str) -> None:
        self._set_sending(sending=False)
        # The change is announced after this call: the ticket can be opened then.
        self.filed.emit(ticket_id)

    def _on_refused(self, sent: Draft, error: KnownError) -> None:
        """Gives the form back, what was typed since below it, and says why."""
        self._set_sending(sending=False)
        self._save_soon.cancel()
        since = self.draft()
        self._fill(sent if since.is_empty else operations.joined(sent, since))
        self._title.set_wrong(error.message)
        self._save_draft()
