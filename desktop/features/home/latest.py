"""The latest tickets of the home screen, a row each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.shell import moments, names, wording
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.focus import KeyboardFocus
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel, Text
from sync.replica.reading.rows import TicketRow

ROW_HEIGHT = 56
ROW_END = 200


class LatestRow(KeyboardFocus, Panel):
    """A ticket: what it is about, how it stands in a sentence, what one can do; Enter opens it, as a click does.

    Signals: what the user wants.
    """

    opened = Signal(str)
    reply_wanted = Signal(str)
    works = Signal(str)
    works_not = Signal(str)

    def __init__(self, theme: Theme, *, last: bool) -> None:
        super().__init__(theme, "surface", edges="" if last else "b")
        self._ring_theme = theme
        self._id = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(theme.scaled(ROW_HEIGHT))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._glyph = Glyph(theme, "status-open", size=12)
        self._subject = ElidedLabel(theme, weight=500)
        self._number = ElidedLabel(theme, role="caption", color="text_secondary")
        self._state = ElidedLabel(theme)
        self._when = ElidedLabel(theme, role="caption", color="text_secondary")
        self._mark = Glyph(theme, "saved-here", "text_muted", 14)
        self._sent = Text(theme, role="caption", color="text_muted")
        self.reply = Button(theme, icon="reply", name=names.HOME_REPLY, height=28)
        self.yes = Button(theme, name=names.HOME_YES, height=28)
        self.not_yet = Button(theme, name=names.HOME_NOT_YET, height=28)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self._glyph)
        row.addLayout(self._lines(self._subject, self._number), 5)
        row.addLayout(self._lines(self._state, self._when), 5)
        end = QWidget()
        end.setMinimumWidth(theme.scaled(ROW_END))
        actions = QHBoxLayout(end)
        actions.setContentsMargins(0, 0, 0, 0)
        actions.setSpacing(8)
        actions.addStretch(1)
        for part in (self._mark, self._sent, self.reply, self.yes, self.not_yet):
            actions.addWidget(part)
        row.addWidget(end)
        row.setSpacing(8)
        self.reply.clicked.connect(lambda: self.reply_wanted.emit(self._id))
        self.yes.clicked.connect(lambda: self.works.emit(self._id))
        self.not_yet.clicked.connect(lambda: self.works_not.emit(self._id))

    def _lines(self, first: QWidget, second: QWidget) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.setContentsMargins(0, 8, 0, 8)
        lines.addWidget(first)
        lines.addWidget(second)
        return lines

    def show_ticket(self, row: TicketRow, topic: str, *, asks: bool) -> None:
        """Shows a ticket; `asks` offers what a store answers."""
        self._id = row.id
        number = f"#{row.number}" if row.number is not None else wording.word(wording.NUMBER, "none")
        self._glyph.show_icon(wording.STATUS_ICON[row.status], f"status_{row.status}")
        self._subject.setText(row.subject)
        self._number.setText(", ".join(part for part in (number, topic) if part))
        state = "refused" if row.refused else "saved" if row.waits else ""
        fresh = row.number is None and state == "saved"
        sentence, role, _ = wording.standing(row.status, row.number, waits=fresh)
        if not asks and not fresh:
            sentence, role = wording.word(wording.STATUS, row.status), "text"
        self._state.setText(sentence)
        self._state.set_color(role)
        when = moments.short_day(moments.moment_of(row.updated_at), moments.now())
        self._when.setText(
            wording.word(wording.GOES_OUT, "saved") if fresh else self.tr("Last change {0}").format(when)
        )
        self._mark.setVisible(bool(state))
        self._sent.setVisible(bool(state))
        if state:
            role = wording.ITEM_STATE_ROLE[state]
            self._mark.show_icon(wording.ITEM_STATE_ICON[state], role)
            self._sent.setText(wording.word(wording.ITEM_STATE, state))
            self._sent.set_color(role)
        self.reply.setText(self.tr("Reply"))
        self.yes.setText(self.tr("Yes"))
        self.not_yet.setText(self.tr("Not yet"))
        self.reply.setVisible(asks and row.status == "pending")
        self.yes.setVisible(asks and row.status == "resolved")
        self.not_yet.setVisible(asks and row.status == "resolved")
        self.setAccessibleName(f"{row.subject}, {number}, {sentence}")

    def mouseReleaseEvent(self, event: object) -> None:
        """Override QWidget.mouseReleaseEvent."""
        self.opened.emit(self._id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._id)
        else:
            super().keyPressEvent(event)
