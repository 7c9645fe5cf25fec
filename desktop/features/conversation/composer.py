"""Writing to a ticket: a reply or an internal note, kept as typed, asked about when others wrote meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop.background.errors import KnownError
from desktop.background.throttle import Throttle
from desktop.features.conversation import operations
from desktop.features.conversation.operations import NOTE, REPLY, Kept
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names, wording
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.fields import text_field
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text
from sync.replica.reading.rows import TicketHead

DRAFT_MS = 250
TEXT_LEAST = 92
SEND_STEPS = ("open", "pending", "on_hold", "resolved")


class Gate(Retranslated, Panel):
    """Says that others wrote since the draft was begun, and asks what to do.

    Signals: the two answers.
    """

    send_anyway = Signal()
    read_first = Signal()

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        Panel.__init__(self, work.theme, "info_soft", card="info_soft", parent=parent)
        self.setObjectName(names.GATE)
        self._count = 0
        self._words = Text(work.theme, weight=600, color="info", wraps=True)
        self._send = Button(work.theme, name=names.GATE_SEND, height=28)
        self._read = Button(work.theme, name=names.GATE_READ, height=28)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(Glyph(work.theme, "chat", "info"))
        row.addWidget(self._words, 1)
        row.addWidget(self._read)
        row.addWidget(self._send)
        self._send.clicked.connect(self.send_anyway)
        self._read.clicked.connect(self.read_first)
        self.hide()
        self.retranslate()

    def ask(self, count: int) -> None:
        """Shows the question for so many messages; none hides it."""
        self._count = count
        self.retranslate()
        self.setVisible(count > 0)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._words.setText(self.tr("%n new messages since you wrote this", "", self._count))
        self._send.setText(self.tr("Send anyway"))
        self._read.setText(self.tr("Read first"))


class Composer(Retranslated, QWidget):
    """The field at a conversation's foot.

    Signals:
        sent: something was sent.
        read_wanted: the user wants to read what is new first.
    """

    sent = Signal()
    read_wanted = Signal()

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(names.COMPOSER)
        self._work = work
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
        theme = work.theme
        self._reply_tab = Button(theme, kind="tab", icon="reply", name=names.COMPOSER_REPLY, height=28)
        self._note_tab = Button(theme, kind="tab", icon="note", name=names.COMPOSER_NOTE, height=28)
        self._to = Text(theme, role="caption", color="text_secondary")
        self._frame, self.text = text_field(theme, names.COMPOSER_TEXT)
        self.state = Text(theme, role="caption", color="text_muted")
        self.state.setObjectName(names.COMPOSER_STATE)
        self._hint = Text(theme, role="caption", color="text_muted")
        self.send_button = Button(theme, kind="primary", name=names.COMPOSER_SEND, height=28)
        self._more = Button(theme, kind="primary", icon="chevron-down", name=names.COMPOSER_MORE, height=28)
        self._gate = Gate(work, self)
        self._lay_out()
        self._tabs = QButtonGroup(self)
        for tab in (self._reply_tab, self._note_tab):
            tab.setCheckable(True)
            self._tabs.addButton(tab)
        self._save_soon = Throttle(DRAFT_MS, self._save_draft, self, leading=False)
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self._bar = QWidget()
        tabs = QHBoxLayout(self._bar)
        tabs.setContentsMargins(0, 0, 4, 0)
        tabs.setSpacing(4)
        for tab in (self._reply_tab, self._note_tab):
            tabs.addWidget(tab)
        tabs.addStretch(1)
        tabs.addWidget(self._to)
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 0, 0, 0)
        foot.setSpacing(8)
        foot.addWidget(self._hint)
        foot.addStretch(1)
        foot.addWidget(self.state)
        send = QHBoxLayout()
        send.setSpacing(1)
        send.addWidget(self.send_button)
        send.addWidget(self._more)
        foot.addLayout(send)
        # The frame holds all of it, as one field with its tabs above and its actions below.
        field = self.text
        self.text.setFixedHeight(TEXT_LEAST)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        inner = self._frame.row
        inner.removeWidget(field)
        box.addWidget(self._bar)
        box.addWidget(field, 1)
        box.addLayout(foot)
        inner.addLayout(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._gate)
        column.addWidget(self._frame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _connect(self) -> None:
        self._tabs.buttonClicked.connect(self._on_tab)
        self.text.textChanged.connect(self._on_typed)
        self.text.installEventFilter(self)
        self.text.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.send_button.clicked.connect(self.send)
        self._more.clicked.connect(self._open_menu)
        self._gate.send_anyway.connect(self._send_now)
        self._gate.read_first.connect(self._on_read_first)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._reply_tab.setText(self.tr("Reply"))
        self._note_tab.setText(self.tr("Internal note"))
        self._more.setAccessibleName(self.tr("Send and set the status"))
        self._more.setToolTip(self.tr("Send and set the status"))
        self.text.setAccessibleName(self.tr("Your message"))
        self._show_mode()

    def open_ticket(self, head: TicketHead, requester: str, *, desk: bool) -> None:
        """Turns to a ticket: what was typed there before stands in the field again."""
        same = self._head is not None and self._head.id == head.id
        if not same:
            self._save_soon.flush()
        self._head, self._desk, self._requester = head, desk, requester
        me = self._work.me
        may_note, may_reply = me.can("ticket.note"), desk or me.can("ticket.reply")
        self._note_tab.setVisible(may_note)
        self._reply_tab.setVisible(may_note and may_reply)
        self._bar.setVisible(may_note)
        if not same:
            self._choose(REPLY if may_reply else NOTE)
        self._show_mode()
        self.check_gate()

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
        elif (kept := self._kept()) is not None and kept.body != self.text.toPlainText():
            # Another part of the client has put text back into the draft.
            self._load_draft()
            self._show_mode()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        self.state.setText(self.tr("Draft saved here") if kept and kept.body else "")

    def _fill(self, body: str) -> None:
        self._loading = True
        self.text.setPlainText(body)
        self._loading = False
        cursor = self.text.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.text.setTextCursor(cursor)

    def _show_mode(self) -> None:
        note = self._kind == NOTE
        self.send_button.setText(self._send_text())
        self.send_button.setEnabled(bool(self.text.toPlainText().strip()) and self._key not in self._sending)
        self._more.setVisible(self._desk and not note)
        self._more.setEnabled(self.send_button.isEnabled())
        self.text.setPlaceholderText(
            self.tr("Only your colleagues see this.") if note else self.tr("Write your answer. Markdown works.")
        )
        to = "" if note or self._head is None or not self._desk else self.tr("To {0}").format(self._requester)
        self._to.setText(self.tr("Team only") if note else to)
        self._hint.setText("Ctrl+↵")

    def _send_text(self) -> str:
        if self._kind == NOTE:
            return self.tr("Add note")
        if not self._desk or self._head is None:
            return self.tr("Send")
        status = "open" if self._head.status == "new" else self._head.status
        return self.tr("Send, stay {0}").format(wording.word(wording.STATUS, status))

    def _on_tab(self, tab: Button) -> None:
        kind = REPLY if tab is self._reply_tab else NOTE
        if kind != self._kind:
            self._save_soon.flush()
            self._choose(kind)
        self.text.setFocus()

    def _on_typed(self) -> None:
        if self._loading or self._head is None:
            return
        if self._seen_message_id is None and self.text.toPlainText():
            self._seen_message_id = operations.newest_message_id(self._work, self._head.id)
        self.state.setText("")
        self._show_mode()
        self._save_soon()

    def _fit(self) -> None:
        """The field grows with its text, up to a third of the conversation."""
        most = max(TEXT_LEAST, self._room // 3)
        lines = self.text.document().size().height()
        wanted = int(lines * self.text.fontMetrics().lineSpacing()) + 12
        self.text.setFixedHeight(min(max(TEXT_LEAST, wanted), most))

    _room = 780

    def set_room(self, height: int) -> None:
        """Tells how high the conversation is that it stands under."""
        self._room = height
        self._fit()

    def _save_draft(self) -> None:
        if self._head is None:
            return
        body = self.text.toPlainText()
        self._keep(self._key, Kept(body, self._seen_message_id))
        self.state.setText(self.tr("Draft saved here") if body else "")
        if not body:
            self._seen_message_id = None
            self._gate.ask(0)

    def _keep(self, key: str, kept: Kept) -> None:
        self._unsaved[key] = kept
        self._work.save_draft(key, kept.body, kept.seen_message_id, saved=lambda: self._on_kept(key, kept))

    def _on_kept(self, key: str, kept: Kept) -> None:
        if self._unsaved.get(key) is kept:
            del self._unsaved[key]

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
        """Sends, unless others wrote since."""
        self._step = None
        if self._kind == NOTE or not self.check_gate():
            self._send_now()

    def send_as(self, status: str) -> None:
        """Sends and sets a status, unless others wrote since."""
        self._step = status
        if not self.check_gate():
            self._send_now()

    def _send_now(self) -> None:
        """Sends and empties the field at once: what is typed from now on is another message."""
        body, status, key = self.text.toPlainText().strip(), self._step, self._key
        if self._head is None or not body or key in self._sending:
            return
        self._save_soon.cancel()
        reached = "open" if self._head.status == "new" else self._head.status
        step = status if status != reached else None
        self._sending[key] = Kept(body, self._seen_message_id)
        gone = self._unsaved[key] = Kept("", None)
        self._fill("")
        self._seen_message_id = None
        self._gate.ask(0)
        self.state.setText("")
        op = operations.send(self._work, self, self._head.id, self._kind, body, step)
        op.success(lambda _done: self._on_sent(key, gone)).failure(lambda error: self._on_not_sent(key, error)).run()
        self._show_mode()

    def _on_sent(self, key: str, gone: Kept) -> None:
        del self._sending[key]
        self._on_kept(key, gone)
        self._show_mode()
        if key == self._key:
            self.sent.emit()

    def _on_not_sent(self, key: str, error: KnownError) -> None:
        """Gives the text back, in front of what was typed since, and says why."""
        given = self._sending.pop(key)
        here = key == self._key
        if here:
            self._save_soon.cancel()
        since = self.text.toPlainText() if here else self._unsaved[key].body
        kept = Kept(f"{given.body}\n\n{since}" if since.strip() else given.body, given.seen_message_id)
        if here:
            self._fill(kept.body)
            self._seen_message_id = kept.seen_message_id
        self._show_mode()
        self._work.background.failed.emit(error.title, error.message)
        self._keep(key, kept)

    def _open_menu(self) -> None:
        if self._head is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        allowed = operations.allowed_steps(self._head, desk=True)
        for status in SEND_STEPS:
            if status == self._head.status or status in allowed:
                action = QAction(self.tr("Send as {0}").format(wording.word(wording.STATUS, status)), menu)
                action.setIcon(self._work.theme.icon(wording.STATUS_ICON[status], f"status_{status}"))
                action.setData(status)
                menu.addAction(action)
        menu.triggered.connect(self._on_menu)
        corner = self._more.mapToGlobal(self._more.rect().topRight())
        size = menu.sizeHint()
        menu.popup(corner - QPoint(size.width(), size.height() + 4))

    def _on_menu(self, action: QAction) -> None:
        self.send_as(str(action.data()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: Ctrl+Enter sends."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.send()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.text.clearFocus()
                return True
        return super().eventFilter(watched, event)
