"""The form for a new ticket: what it is about, what happens; guides that may solve it stand beside it as one types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.background.changes import Changes
from desktop.background.operations import Latest
from desktop.background.throttle import Throttle
from desktop.features.filing import operations, suggesting
from desktop.features.filing.beside import Beside
from desktop.features.filing.operations import Draft
from desktop.features.filing.topics import TopicPicker
from desktop.features.filing.tried import TriedSteps
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.choice import Choice
from desktop.shell.details.form import DetailsForm
from desktop.shell.files.bar import AttachBar
from desktop.shell.known_errors import words_of
from desktop.shell.workspace import Workspace
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Field, Frame, line_field, text_field
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text
from domain.errors import KnownError
from domain.ids import RecordId

DRAFT_MS = 250
SUGGEST_MS = 200
TITLE_LONGEST = 200
NARROW = 1000
SIDE = 48


class FilingView(Retranslated, QWidget):
    """Esc leaves it.

    Signals:
        filed: (ticket id) it is on its way.
        left: the user leaves; what was typed is kept.
        joined: (ticket id) another ticket does in its place.
        link_clicked: (address) a link in what is read beside it.
        spared: (sentence, undo) what was read solved it: there is no ticket.
    """

    filed = Signal(str)
    left = Signal()
    joined = Signal(str)
    link_clicked = Signal(str)
    spared = Signal(str, object)

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(names.FILING_PAGE)
        self._work = work
        self._article_id = ""
        self._loading = False
        self._begun = False
        self._sending = False
        self._suggesting = Latest()
        theme = work.theme
        self._heading = Text(theme, role="display", weight=600)
        self._below = Text(theme, color="text_secondary")
        self._topic_label = Text(theme, weight=600)
        self._topics = TopicPicker(work)
        self.store = Choice(theme, names.FILING_STORE)
        self._store = Field(theme, Frame(theme, self.store, height=32), self.store)
        title_frame, self.title = line_field(theme, names.FILING_TITLE)
        self.title.setMaxLength(TITLE_LONGEST)
        self._title = Field(theme, title_frame, self.title)
        body_frame, self.body = text_field(theme, names.FILING_BODY)
        self.body.setFixedHeight(132)
        self._body = Field(theme, body_frame, self.body)
        self.details = DetailsForm(work, names.FILING_DETAILS)
        self._tried = TriedSteps(theme)
        self._changed = Text(theme, role="caption", color="text_secondary", wraps=True)
        self._changed.hide()
        self.files = AttachBar(work)
        self._files_hint = Text(theme, role="caption", color="text_secondary", wraps=True)
        self._state = Text(theme, role="caption", color="text_muted")
        self._cancel = Button(theme, name=names.FILING_CANCEL)
        self._send = Button(theme, kind="primary", icon="send", name=names.FILING_SEND)
        self._beside = Beside(work)
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
        topic.addWidget(self._topics)
        form.addLayout(topic)
        for part in (self._store, self._title):
            form.addWidget(part)
        form.addWidget(self._body)
        form.addWidget(self.details)
        form.addWidget(self._changed)
        form.addWidget(self._tried)
        attaching = QHBoxLayout()
        attaching.setSpacing(4)
        attaching.addWidget(self.files.attach_button)
        attaching.addWidget(self.files.shot_button)
        attaching.addWidget(self.files.diagnostics_button)
        attaching.addSpacing(8)
        attaching.addWidget(self._files_hint, 1)
        form.addLayout(attaching)
        form.addWidget(self.files)
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
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scroll, 1)
        row.addWidget(self._beside)

    def _connect(self) -> None:
        self.title.textChanged.connect(self._on_typed)
        self.body.textChanged.connect(self._on_typed)
        self.store.currentIndexChanged.connect(self._on_typed)
        self._topics.picked.connect(self._on_topic_picked)
        self.details.changed.connect(self._on_typed)
        self.details.lines_changed.connect(self._order_tabs)
        self._tried.changed.connect(self._on_typed)
        self._tried.stops_changed.connect(self._order_tabs)
        self.body.setAcceptDrops(False)
        self.files.take_from(self)
        self.body.installEventFilter(self.files)
        self.files.not_read.connect(self._on_not_read)
        self.files.changed.connect(self._on_files_changed)
        self._cancel.clicked.connect(self.leave)
        self._send.clicked.connect(self.send)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.send)
        self._beside.follow_wanted.connect(self._on_follow_wanted)
        self._beside.solved.connect(self._on_solved)
        self._beside.link_clicked.connect(self.link_clicked)
        self._beside.stops_changed.connect(self._order_tabs)
        self._work.me_changed.connect(self._fill_choices)
        self._work.hub.changes_committed.connect(self._on_changes)

    def _fill_choices(self) -> None:
        stores = operations.stores(self._work)
        self._loading = True
        self.store.clear()
        if self._work.me.can("ticket.work"):
            self.store.addItem("", "")
        for store in stores:
            self.store.addItem(f"{store.name} ({store.code})", store.id)
        self._store.setVisible(len(stores) > 1 or self._work.me.can("ticket.work"))
        self._fill_topics()
        self._loading = False

    def _fill_topics(self) -> None:
        """Offers the topics as they are now; the chosen one stays chosen, and asks what it asks now."""
        chosen = self._topics.topic_id
        self._topics.fill()
        self._topics.choose(chosen)
        self._forms = operations.forms_of(self._work)
        self._show_form()
        self._order_tabs()

    def _show_form(self) -> None:
        self.details.show_form(operations.form_for(self._work, self._forms.get(RecordId(self._topics.topic_id))))
        gone = operations.no_longer_asked(self._work, self.details.left_over())
        self._changed.setVisible(bool(gone))
        self._changed.setText(
            self.tr("The form has changed. What you wrote goes out with your words: {0}").format("; ".join(gone))
        )

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("topic", "topic_desk"):
            self._loading = True
            self._fill_topics()
            self._loading = False

    def _on_topic_picked(self) -> None:
        self._show_form()
        self._on_typed()

    def _order_tabs(self) -> None:
        """The topics are made after the rest of the form, which comes next."""
        first = (*self._topics.buttons(), self.store, self.title, self.body, *self.details.stops())
        attaching = (self.files.attach_button, self.files.shot_button, self.files.diagnostics_button)
        rest = (*self._tried.stops(), *attaching, self._cancel, self._send)
        rest = (*rest, *self._beside.stops())
        for before, after in pairwise([*first, *rest]):
            QWidget.setTabOrder(before, after)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Esc leaves it, wherever the keyboard is, unless something else wanted it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: less room for the margins and what stands beside."""
        super().resizeEvent(event)
        wide = self.width() >= NARROW
        side = SIDE if wide else SIDE // 2
        self._form.setContentsMargins(side, 24, side, 16)
        self._beside.set_narrow(narrow=not wide)
        self._topics.set_narrow(narrow=not wide)

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
        self._files_hint.setText(self.tr("A picture helps: attach, drag or paste it. It goes out with the ticket."))
        self._cancel.setText(self.tr("Keep as draft"))
        self._send.setText(self.tr("Save and send when online") if self._down else self.tr("Send"))
        self._beside.retranslate()
        self._topics.retranslate()

    def show_line(self, *, down: bool) -> None:
        """Says what sending does while there is no line."""
        if down != self._down:
            self._down = down
            self._send.set_icon("saved-here" if down else "send")
            self._beside.show_line(down=down)
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
            kept = replace(kept, article_id=article_id)
        self._fill(kept)
        if not self.files.draft:
            self.files.show_draft(operations.DRAFT)
        self._state.setText(self.tr("Draft saved here") if not kept.is_empty and not words else "")
        self._title.set_wrong("")
        self._body.set_wrong("")
        (self.body if kept.title else self.title).setFocus()
        self._beside.show_list()
        self._suggest()

    def write_again(
        self, args: Mapping[str, Any], text: str, kept: Callable[[str, Callable[[], None]], object]
    ) -> None:
        """Takes back a ticket that was not accepted, below what was begun.

        Args:
            args: Its arguments.
            text: All that was written in it.
            kept: Told once the text is on the disk: the key of the draft that takes its files, and whom to call then.
        """
        self.begin()
        again, begun = operations.taken_back(args, text), self.draft()
        draft = again if begun.is_empty else operations.joined(begun, again)
        self._fill(draft)
        saved = partial(kept, operations.DRAFT, lambda: self.files.show_draft(operations.DRAFT))
        operations.keep_draft(self._work, self, draft, saved=saved)
        (self.body if draft.title else self.title).setFocus()
        self._suggest()

    def _fill(self, kept: Draft) -> None:
        self._loading = True
        self.title.setText(kept.title)
        self.body.setPlainText(kept.body)
        self._article_id = kept.article_id
        if kept.store_id:
            self.store.setCurrentIndex(max(0, self.store.findData(kept.store_id)))
        self._topics.choose(kept.topic_id)
        self.details.show_answers(kept.answers)
        self._tried.show_steps(kept.steps)
        self._show_form()
        self._loading = False

    def draft(self) -> Draft:
        """What is typed."""
        store_id = str(self.store.currentData() or "")
        words = self.title.text(), self.body.toPlainText()
        return Draft(
            *words, store_id, self._topics.topic_id, self._article_id, self.details.answers(), self._tried.steps()
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
        draft = self.draft()
        operations.keep_draft(self._work, self, draft, saved=lambda: self._on_kept(draft))

    def _on_kept(self, draft: Draft) -> None:
        if not draft.is_empty and draft == self.draft():
            self._state.setText(self.tr("Draft saved here"))

    def flush(self) -> None:
        """Saves what was just typed."""
        self._save_soon.flush()

    def _suggest(self) -> None:
        self._suggesting.run(suggesting.suggestions(self._work, self, self.draft()).success(self._beside.show_found))

    def _on_follow_wanted(self, ticket_id: str) -> None:
        """Another ticket is about the same: what is written goes on there."""
        self._save_soon.cancel()
        draft = self.draft()
        self._fill(Draft())
        self.files.clear()
        suggesting.follow_instead(self._work, self, ticket_id, draft, lambda: self.joined.emit(ticket_id))

    def _on_solved(self, article_id: str) -> None:
        """Ends without a ticket; what was written comes back for as long as undoing is offered."""
        self._save_soon.cancel()
        draft = self.draft()
        self._fill(Draft())
        self.files.clear()
        self._beside.show_list()

        def take_back() -> None:
            self._fill(draft)
            self._save_draft()

        def ended(_done: object) -> None:
            self.spared.emit(self.tr("Good. There is no ticket."), take_back)

        suggesting.end_without_ticket(self._work, self, article_id).success(ended).run()

    def leave(self) -> None:
        """Leaves it; what was typed is kept as a draft."""
        self.flush()
        self.left.emit()

    def send(self) -> None:
        """Files the ticket, if it says what happens, and empties the form at once."""
        self._sends_when_read = self.files.is_reading
        if self._sending or self._sends_when_read:
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
        if self.details.complain():
            return
        self._save_soon.cancel()
        ticket_id = self._work.new_id()
        gone = operations.no_longer_asked(self._work, self.details.left_over())
        filed = replace(draft, body="\n\n".join([draft.body.strip(), *gone]), answers=self.details.given())
        op = operations.file(self._work, self, ticket_id, filed, self._work.locale, self.files.attached())
        self._set_sending(sending=True)
        self._fill(Draft())
        self.files.clear()
        op.success(lambda _done: self._on_filed(ticket_id)).failure(lambda e: self._on_refused(draft, e)).run()

    def _set_sending(self, *, sending: bool) -> None:
        self._sending = sending
        self._on_files_changed()

    _sends_when_read = False

    def _on_not_read(self) -> None:
        # Whoever meant to send a file with it decides anew.
        self._sends_when_read = False

    def _on_files_changed(self) -> None:
        """A ticket that was to go out while a file was still being read goes now, with it."""
        self._send.setEnabled(not self._sending and not self.files.is_reading)
        if self._sends_when_read and not self.files.is_reading:
            self.send()

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
        self.files.show_draft(operations.DRAFT)
        self._title.set_wrong(words_of(error)[1])
        self._save_draft()
