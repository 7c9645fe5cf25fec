"""Writing to a ticket: a reply or an internal note, kept as typed, asked about when others wrote meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.background.throttle import Throttle
from desktop.features.conversation import composer_words as words
from desktop.features.conversation import operations
from desktop.features.conversation.composer_box import ComposerBox
from desktop.features.conversation.operations import NOTE, REPLY, Kept
from desktop.features.conversation.send_menu import open_send_menu
from desktop.shell.workspace import Workspace
from desktop.shell.writing.trigger import ARTICLE
from desktop.shell.writing.trigger import REPLY as SAVED
from desktop.widgets.buttons import Button
from domain.errors import KnownError
from sync.replica.reading.rows import TicketHead

DRAFT_MS = 250


class Composer(ComposerBox):
    """The field at a conversation's foot.

    Signals:
        sent: something was sent, or is about to be.
        held: (message's id) it can be taken back for some seconds.
        read_wanted: the user wants to read what is new first.
    """

    sent = Signal()
    held = Signal(str)
    read_wanted = Signal()

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(work, parent)
        self._head: TicketHead | None = None
        self._desk = False
        self._requester = ""
        self._step: str | None = None
        self._kind = REPLY
        self._seen_message_id: str | None = None
        self._loading = False
        self._unsaved: dict[str, Kept] = {}
        """Drafts by key whose way to the disk is not over: newer than what can be read there."""
        self._sending: dict[str, Kept] = {}
        self._save_soon = Throttle(DRAFT_MS, self._save_draft, self, leading=False)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self._tabs.buttonClicked.connect(self._on_tab)
        self.text.textChanged.connect(self._on_typed)
        self.text.installEventFilter(self)
        self.send_button.clicked.connect(self.send)
        self._more.clicked.connect(self._choose_status)
        self._guides.clicked.connect(lambda: self.completion.popup.ask(ARTICLE))
        self._replies.clicked.connect(lambda: self.completion.popup.ask(SAVED))
        self.completion.gap_left.connect(self._on_gap_left)
        self._work.held.undoing.connect(self._on_undoing)
        self._work.message_back.connect(self._on_message_back)
        self._work.draft_grown.connect(self._on_draft_grown)
        # What is dropped on the text goes to the whole field, which takes files.
        self.text.setAcceptDrops(False)
        self.files.take_from(self._frame)
        self.text.installEventFilter(self.files)
        self.files.not_read.connect(self._on_not_read)
        self.files.changed.connect(self._on_files_changed)
        self._gate.send_anyway.connect(self._send_now)
        self._gate.read_first.connect(self._on_read_first)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        super().retranslate()
        if self.state.text():
            self._say_kept(self._kept())
        self._show_mode()

    def open_ticket(self, head: TicketHead, requester: str, *, desk: bool, other_number: int | None = None) -> None:
        """Turns to a ticket: what was typed there before stands in the field again.

        `other_number` is that of the ticket it was merged into, where what is written goes.
        """
        self._other = f"#{other_number}" if other_number is not None else ""
        same = self._head is not None and self._head.id == head.id
        if not same:
            self._save_soon.flush()
        self._head, self._desk, self._requester = head, desk, requester
        self.completion.open_ticket(head, desk=self._work.me.works)
        self._replies.setVisible(self._work.me.works)
        # The desk's own computers are not what it is about.
        self.files.diagnostics_button.setVisible(not self._work.me.works)
        me = self._work.me
        may_note, may_reply = me.can("ticket.note"), desk or me.can("ticket.reply")
        self._note_tab.setVisible(may_note)
        self._reply_tab.setVisible(may_note and may_reply)
        self._bar.setVisible(may_note)
        if not same:
            self._choose(REPLY if may_reply else NOTE)
        self._show_mode()
        self.check_gate()

    def leave_ticket(self) -> None:
        """Lets go of the ticket; what was typed is kept."""
        self._save_soon.flush()
        self._head = None

    def _choose(self, kind: str) -> None:
        self._kind = kind
        (self._reply_tab if kind == REPLY else self._note_tab).setChecked(True)
        self._load_draft()
        self._show_mode()

    def write(self, kind: str) -> None:
        """Puts the cursor into a reply or a note."""
        tab = self._reply_tab if kind == REPLY else self._note_tab
        self._save_soon.flush()
        if kind != self._kind and not tab.isHidden():
            self._choose(kind)
        elif self._is_another_draft():
            # Another part of the client has put text or files back into it.
            self._load_draft()
            self._show_mode()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def quote(self, text: str, author: str) -> None:
        """Puts what somebody wrote into the answer, as a quotation, where the cursor is."""
        from domain.markup import as_quotation

        cursor = self.text.textCursor()
        before = "" if cursor.atBlockStart() else "\n\n"
        cursor.insertText(before + as_quotation(text, author))
        self.text.setTextCursor(cursor)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_another_draft(self) -> bool:
        """Whether what is kept is not what is shown."""
        kept = self._kept()
        if kept is not None and kept.body != self.text.toPlainText():
            return True
        return self._key not in self._sending and not self.files.is_reading and self.files.is_outdated()

    @property
    def _key(self) -> str:
        """Of the draft in the field; empty without a ticket."""
        return "" if self._head is None else operations.draft_key(self._head.id, self._kind)

    def _kept(self) -> Kept | None:
        """The draft as it will be on the disk."""
        if self._head is None:
            return None
        return self._unsaved.get(self._key) or operations.kept(self._work, self._head.id, self._kind)

    def _load_draft(self) -> None:
        if self._head is None:
            return
        kept = self._kept()
        self._fill(kept.body if kept else "")
        self._seen_message_id = kept.seen_message_id if kept else None
        self._say_kept(kept)
        self._sends_when_read = False
        # What is on its way is no draft any more.
        self.files.show_draft(self._key, empty=self._key in self._sending)

    def _say_kept(self, kept: Kept | None) -> None:
        self.state.setText(self.tr("Draft saved here") if kept and kept.body else "")

    def _fill(self, body: str) -> None:
        self._loading = True
        self.text.setPlainText(body)
        self._loading = False
        self._typed = body
        cursor = self.text.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.text.setTextCursor(cursor)

    def _show_mode(self) -> None:
        note = self._kind == NOTE
        self.send_button.setText(words.send_text(self._head, self._kind, desk=self._desk, other=self._other))
        something = bool(self.text.toPlainText().strip()) or bool(self.files.attached())
        self.send_button.setEnabled(something and not self.files.is_reading and self._key not in self._sending)
        self._more.setVisible(self._desk and not note and self._head is not None and not self._head.merged_into_id)
        self._more.setEnabled(self.send_button.isEnabled())
        self.text.setPlaceholderText(
            words.invitation(self._head, self._kind, works=self._work.me.works, other=self._other)
        )
        if self._head is not None:
            locale = self._work.locale if note else operations.answer_locale(self._work, self._head.id)
            self.spelling.set_reader(locale, self._requester, self._work.me.name, self._work.me.space)
        to = self._requester if self._head is not None and self._desk else ""
        self._to.setText(words.reader(self._kind, to))

    _other = ""
    """The number of the ticket that this one was merged into."""

    def _on_tab(self, tab: Button) -> None:
        kind = REPLY if tab is self._reply_tab else NOTE
        if kind != self._kind:
            self._save_soon.flush()
            self._choose(kind)
        self.text.setFocus()

    def _on_typed(self) -> None:
        # Underlining a word changes the text for Qt, but not for whoever writes it.
        if self._loading or self._head is None or self.text.toPlainText() == self._typed:
            return
        self._typed = self.text.toPlainText()
        self._sends_when_read = False
        if self._seen_message_id is None and self._typed.strip():
            self._seen_message_id = operations.newest_message_id(self._work, self._head.id)
        self.state.setText("")
        self._show_mode()
        self._save_soon()

    _typed = ""

    def _save_draft(self) -> None:
        if self._head is None:
            return
        body = self.text.toPlainText()
        if not body.strip():
            # Blanks are no draft: what is written from now on is begun anew, knowing what stands there.
            body = ""
            self._seen_message_id = None
            self._gate.ask(0)
        self._keep(self._key, Kept(body, self._seen_message_id))

    def _keep(self, key: str, kept: Kept) -> None:
        self._unsaved[key] = kept
        self._work.save_draft(key, kept.body, kept.seen_message_id, saved=lambda: self._on_kept(key, kept), parent=self)

    def _on_kept(self, key: str, kept: Kept) -> None:
        if self._unsaved.get(key) is kept:
            del self._unsaved[key]
        if kept.body and key == self._key and kept.body == self.text.toPlainText():
            self._say_kept(kept)

    def flush(self) -> None:
        """Saves what was just typed."""
        self._save_soon.flush()

    def check_gate(self) -> int:
        """Says how many messages of others came since the draft was begun, and returns it."""
        if self._head is None or not self.text.toPlainText().strip() or self._kind == NOTE:
            self._gate.ask(0)
            return 0
        count = operations.newer_count(self._work, self._head.id, self._seen_message_id)
        self._gate.ask(count)
        return count

    def _on_read_first(self) -> None:
        """The user reads them: what is written from now on is written knowing them."""
        self._gate.ask(0)
        if self._head is not None:
            self._save_soon.cancel()
            self._work.save_draft(self._key, "")
            self._seen_message_id = operations.newest_message_id(self._work, self._head.id)
            self._keep(self._key, Kept(self.text.toPlainText(), self._seen_message_id))
        self.read_wanted.emit()

    def send(self) -> None:
        """Sends, unless others wrote since or a gap is left; a file that is still being read goes along."""
        self._step = None
        self._sends_when_read = self.files.is_reading
        if not self._sends_when_read and self._may_go():
            self._send_now()

    def _may_go(self) -> bool:
        """Whether nothing speaks against sending; else the user is asked."""
        return self._is_filled_in() and (self._kind == NOTE or not self.check_gate())

    def _is_filled_in(self) -> bool:
        """Whether no variable of a saved reply is left in the text, or the user has seen that one is."""
        body = self.text.toPlainText()
        if "{{" not in body or body == self._gaps_seen:
            return True
        from domain.placeholders import expand

        gaps = expand(body, {}).gaps
        if not gaps:
            return True
        self._gaps_seen = body
        self.completion.choose_gap(gaps[0].start, gaps[0].end)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_gap_left(gaps[0].name)
        return False

    _gaps_seen = ""
    """The text as it was when the user was last told that something in it is to be filled in."""

    def _on_gap_left(self, _name: str) -> None:
        self.state.setText(self.tr("Fill this in. Sending once more sends it as it is."))

    def _on_undoing(self, draft: str) -> None:
        """What was typed here since goes to the disk before what was sent comes back in front of it."""
        if draft == self._key:
            self._save_soon.flush()

    def _on_message_back(self, ticket_id: str, kind: str) -> None:
        if self._head is not None and self._head.id == ticket_id and kind == self._kind:
            self._on_draft_grown(self._key)
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_draft_grown(self, draft: str) -> None:
        if draft == self._key:
            self._load_draft()
            self._show_mode()
            self.check_gate()

    _sends_when_read = False

    def _on_not_read(self) -> None:
        # Whoever meant to send a file with it decides anew.
        self._sends_when_read = False

    def _on_files_changed(self) -> None:
        self._show_mode()
        if self._sends_when_read and not self.files.is_reading:
            self.send()

    def send_as(self, status: str) -> None:
        """Sends and sets a status, unless others wrote since."""
        self._step = status
        if self._may_go():
            self._send_now()

    def _send_now(self) -> None:
        """Sends and empties the field at once: what is typed from now on is another message."""
        body, status, key = self.text.toPlainText().strip(), self._step, self._key
        files = self.files.attached()
        if self._head is None or not (body or files) or self.files.is_reading or key in self._sending:
            return
        self._save_soon.cancel()
        reached = "open" if self._head.status == "new" else self._head.status
        step = status if status != reached else None
        self._sending[key] = Kept(body, self._seen_message_id)
        gone = self._unsaved[key] = Kept("", None)
        self._fill("")
        self.files.clear()
        self._seen_message_id = None
        self._gate.ask(0)
        self.state.setText("")
        message = operations.outgoing(self._work, self._head.id, self._kind, body, step, files)
        op = operations.send(self._work, self, message)
        op.success(lambda _done: self._on_sent(key, gone))
        op.failure(lambda error: self._on_not_sent(key, message.message_id, error)).run()
        if self._work.held.of_draft(key) is not None:
            self.held.emit(message.message_id)
        self._show_mode()

    def _on_sent(self, key: str, gone: Kept) -> None:
        del self._sending[key]
        self._on_kept(key, gone)
        self._show_mode()
        if key == self._key:
            self.sent.emit()

    def _on_not_sent(self, key: str, message_id: str, error: KnownError) -> None:
        """Gives the text back, in front of what was typed since, and says why."""
        self._work.held.drop(message_id)
        given = self._sending.pop(key)
        here = key == self._key
        if here:
            self._save_soon.cancel()
        since = self.text.toPlainText() if here else self._unsaved[key].body
        kept = Kept(f"{given.body}\n\n{since}" if since.strip() else given.body, given.seen_message_id)
        if here:
            self._fill(kept.body)
            self.files.show_draft(key)
            self._seen_message_id = kept.seen_message_id
        self._show_mode()
        self._work.background.failed.emit(error)
        self._keep(key, kept)

    def _choose_status(self) -> None:
        if self._head is not None:
            open_send_menu(self._more, self._work, self._head, self.send_as)

    def _undo_sending(self) -> bool:
        """Takes back what was this draft and is about to be sent; tells whether there was something."""
        held = self._work.held.of_draft(self._key)
        if held is not None:
            self._work.held.undo(held.message_id)
        return held is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: Ctrl+Enter sends."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.send()
                return True
            if event.matches(QKeySequence.StandardKey.Undo) and self.text.document().isEmpty():
                return self._undo_sending()
            if event.key() == Qt.Key.Key_Escape and not self.completion.popup.isVisible():
                self.text.clearFocus()
                return True
        return super().eventFilter(watched, event)
