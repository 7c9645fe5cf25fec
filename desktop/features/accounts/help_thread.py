"""How far the question of somebody without a session is: where it stands, what was answered, a word to add."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.features.accounts.asked import Asked
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Field, text_field
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text

WORD_HIGH = 64
WORDS_HIGH = 220
WORD_LONGEST = 5_000


class HelpThreadView(Retranslated, QWidget):
    """Shows a question.

    Signals:
        word_wanted: (text) shall be added.
        look_wanted: whether there is an answer by now.
        anew_wanted: something else is to be asked.
    """

    word_wanted = Signal(str)
    look_wanted = Signal()
    anew_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(names.HELP_THREAD)
        self._theme = theme
        self._asked: Asked | None = None
        self._lasts = True
        self._heading = Text(theme, role="title", weight=600, wraps=True)
        self._state = Text(theme, wraps=True)
        self._state.setObjectName(names.HELP_STATE)
        self._kept = Text(theme, role="caption", color="text_secondary", wraps=True)
        self._words = QVBoxLayout()
        self._words.setContentsMargins(0, 0, 0, 0)
        self._words.setSpacing(8)
        frame, self.word = text_field(theme, names.HELP_WORD)
        self.word.setFixedHeight(theme.scaled(WORD_HIGH))
        self._word = Field(theme, frame, self.word)
        self._add = Button(theme, kind="primary", icon="send", name=names.HELP_ADD)
        self._look = Button(theme, icon="sync", name=names.HELP_LOOK)
        self._copy = Button(theme, kind="link", name=names.HELP_COPY)
        self._anew = Button(theme, kind="link", name=names.HELP_ANEW)
        self._lay_out()
        self._add.clicked.connect(self.submit)
        self._look.clicked.connect(self.look_wanted)
        self._anew.clicked.connect(self.anew_wanted)
        self._copy.clicked.connect(self._on_copy)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.submit)
        self.retranslate()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setLayout(self._words)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self._scroll.setMinimumHeight(self._theme.scaled(WORDS_HIGH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self._heading, self._state, self._kept):
            column.addWidget(part)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._word)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._look)
        foot.addStretch(1)
        foot.addWidget(self._add)
        column.addLayout(foot)
        links = QHBoxLayout()
        links.setSpacing(16)
        links.addWidget(self._copy)
        links.addWidget(self._anew)
        links.addStretch(1)
        column.addLayout(links)

    def show_asked(self, asked: Asked, *, lasts: bool) -> None:
        """Shows a question; `lasts`: what waits is kept when the program ends."""
        self._asked, self._lasts = asked, lasts
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._word.set_words(self.tr("Add a word"), self.tr("Never write a password here."))
        self._add.setText(self.tr("Send"))
        self._copy.setText(self.tr("Copy link"))
        self._anew.setText(self.tr("Ask something else"))
        asked = self._asked
        if asked is None:
            return
        thread = asked.thread
        self._heading.setText(
            self.tr("Your request #{0}").format(thread.number) if thread and thread.number else self.tr("Your request")
        )
        self._state.setText(self._where_it_stands(asked))
        self._kept.setText(self._what_is_kept(asked))
        self._kept.setVisible(bool(self._kept.text()))
        goes_on = thread is None or thread.goes_on
        for part in (self._word, self._add):
            part.setVisible(goes_on)
        self._copy.setVisible(asked.has_left)
        self._look.setText(self.tr("Any answer yet?") if asked.has_left else self.tr("Try now"))
        self._show_words(asked)

    def _where_it_stands(self, asked: Asked) -> str:
        if not asked.has_left:
            return self.tr("Saved here. It is sent as soon as there is a line to the server.")
        thread = asked.thread
        if thread is None:
            return self.tr("Sent.")
        if not thread.goes_on:
            return self.tr("The support desk goes on with this elsewhere. Please call: they tell you there.")
        words = {
            "new": self.tr("Sent. Nobody has answered yet."),
            "open": self.tr("Somebody at the support desk is working on it."),
            "pending": self.tr("We wait for you: please answer below, or call."),
            "on_hold": self.tr("We wait for somebody else, and come back to you."),
            "resolved": self.tr("We think it is solved. If it is not, write below: it opens again."),
            "closed": self.tr("It is closed. If something is left, write below: it opens again."),
        }
        sentence = words.get(thread.status, words["open"])
        if thread.answer_by is not None and thread.status in ("new", "open"):
            by = moments.short_day(thread.answer_by, moments.now())
            sentence += " " + self.tr("You have a first answer by {0} at the latest.").format(by)
        return sentence

    def _what_is_kept(self, asked: Asked) -> str:
        if asked.waits and not self._lasts:
            return self.tr("This computer has no safe place for it: leave Mostrador open until it is sent.")
        if not asked.has_left:
            return self.tr("It is kept encrypted; you may close Mostrador.")
        if not self._lasts:
            return self.tr("Copy the link before you close Mostrador: this computer has no safe place for it.")
        return ""

    def _show_words(self, asked: Asked) -> None:
        while (item := self._words.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        thread = asked.thread
        if thread is None:
            self._add_word(self.tr("You"), "", asked.request.body, mine=True)
        else:
            for message in thread.messages:
                who = self.tr("You") if message.mine else message.author or self.tr("The help desk")
                at = moments.short_day(message.at, moments.now())
                self._add_word(who, at, message.body, mine=message.mine)
        for word in asked.words:
            self._add_word(self.tr("You"), self.tr("Saved here"), word.body, mine=True)
        self._words.addStretch(1)

    def _add_word(self, who: str, at: str, body: str, *, mine: bool) -> None:
        box = Panel(self._theme, "accent_soft" if mine else "sunken", card="border")
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        top = " · ".join(part for part in (who, at) if part)
        column.addWidget(Text(self._theme, top, role="caption", weight=600, color="text_secondary"))
        column.addWidget(Text(self._theme, body, wraps=True, selectable=True))
        self._words.addWidget(box)

    def submit(self) -> None:
        """Adds the word that was written."""
        text = self.word.toPlainText().strip()[:WORD_LONGEST]
        self._word.set_wrong("" if text else self.tr("Write something first."))
        if text:
            self.word.clear()
            self.word_wanted.emit(text)

    def _on_copy(self) -> None:
        if self._asked is not None:
            QGuiApplication.clipboard().setText(self._asked.url)
            self._kept.setText(self.tr("The link is on the clipboard. Whoever has it can read this."))
            self._kept.show()
