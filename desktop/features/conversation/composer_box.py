"""What a composer looks like: one frame with tabs, field, files and buttons in it, above it what is asked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.features.conversation.completing import ComposerCompletion
from desktop.features.conversation.gate import Gate
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.files.bar import AttachBar
from desktop.shell.workspace import Workspace
from desktop.shell.writing.editor import markdown_field
from desktop.shell.writing.spelling import EditorSpelling
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.text import ElidedLabel, Text

KEY_FROM = 480
"""From this width on, there is room for the key that sends."""
TEXT_LEAST = 92


class ComposerBox(Retranslated, QWidget):
    """The parts and their places; what they do is the composer's.

    Signals:
        resized: it is higher or lower now.
    """

    resized = Signal()

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(names.COMPOSER)
        self._work = work
        theme = work.theme
        self._reply_tab = Button(theme, kind="tab", icon="reply", name=names.COMPOSER_REPLY, height=28)
        self._note_tab = Button(theme, kind="tab", icon="note", name=names.COMPOSER_NOTE, height=28)
        self._to = Text(theme, role="caption", color="text_secondary")
        self._frame, self.text = markdown_field(theme, names.COMPOSER_TEXT)
        self.completion = ComposerCompletion(work, self.text)
        self.spelling = EditorSpelling(work, self.text)
        self._replies = icon_button(theme, "bolt", "", names.COMPOSER_REPLIES)
        self._guides = icon_button(theme, "book", "", names.COMPOSER_GUIDES)
        self.state = ElidedLabel(theme, role="caption", color="text_muted")
        self.state.setObjectName(names.COMPOSER_STATE)
        self.send_button = Button(theme, kind="primary", name=names.COMPOSER_SEND, height=28)
        self._more = Button(theme, kind="primary", icon="chevron-down", name=names.COMPOSER_MORE, height=28)
        self._gate = Gate(work, self)
        self.files = AttachBar(work)
        self._lay_out()
        self._tabs = QButtonGroup(self)
        for tab in (self._reply_tab, self._note_tab):
            tab.setCheckable(True)
            self._tabs.addButton(tab)
        self.text.document().documentLayout().documentSizeChanged.connect(self._fit)

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
        # The icons have air in their buttons: they begin where the text does.
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(4)
        foot.addWidget(self.files.attach_button)
        for button in (self.files.shot_button, self.files.diagnostics_button, self._guides, self._replies):
            foot.addWidget(button)
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
        box.addWidget(self.files)
        box.addLayout(foot)
        inner.addLayout(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._gate)
        column.addWidget(self._frame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

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

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._reply_tab.setText(self.tr("Reply"))
        self._note_tab.setText(self.tr("Internal note"))
        self._more.setAccessibleName(self.tr("Send and set the status"))
        self._more.setToolTip(self.tr("Send and set the status"))
        self.text.setAccessibleName(self.tr("Your message"))
        self._guides.set_words(self.tr("Put in a guide"), "??")
        self._replies.set_words(self.tr("Put in a saved reply"), "/")
        self.completion.popup.set_words(self.tr("What can be put in"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: where room is scarce the buttons have it, not the key that does the same."""
        super().resizeEvent(event)
        self.resized.emit()
        self.send_button.set_key("Ctrl ↵" if self.width() >= KEY_FROM else "")
