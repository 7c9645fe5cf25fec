"""What can be done with a message: copied, quoted, its link and its files."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.features.conversation.files import ConversationFiles
from desktop.features.conversation.messages import QUOTE_KEY, MessageList, copy_as_quotation
from desktop.features.conversation.model import MessageBlock
from desktop.features.conversation.typesetting import QUOTE_LINK
from desktop.shell import names
from desktop.theme.theme import Theme
from sync.replica.reading.files import FileRow


class MessageMenu(QObject):
    """Makes and opens the menu of a message.

    Signals:
        quote_wanted: (text, author) an answer that quotes it is wanted.
    """

    quote_wanted = Signal(str, str)

    def __init__(self, theme: Theme, messages: MessageList, files: ConversationFiles) -> None:
        super().__init__(messages)
        self._theme, self._messages, self._files = theme, messages, files
        messages.menu_asked.connect(self.open)

    def open(self, block: MessageBlock, files: Sequence[FileRow], link: str, place: QPoint) -> None:
        """Opens it; text and link are those under the pointer."""
        menu = QMenu(self._messages)
        menu.setObjectName(names.MESSAGE_MENU)
        text, author = self._messages.text_of(block), block.message.author
        self._files.add_to(menu, files)
        if files:
            menu.addSeparator()
        if text:
            self._add(menu, self.tr("Copy"), "clipboard", names.MESSAGE_COPY, QKeySequence("Ctrl+C")).triggered.connect(
                lambda: QGuiApplication.clipboard().setText(text)
            )
            quote = self._add(menu, self.tr("Copy as quote"), "chat", names.MESSAGE_COPY_QUOTE, QKeySequence(QUOTE_KEY))
            quote.triggered.connect(lambda: copy_as_quotation(text, author))
            answer = self._add(menu, self.tr("Quote in the answer"), "reply", names.MESSAGE_QUOTE)
            answer.triggered.connect(lambda: self.quote_wanted.emit(text, author))
        if link and link != QUOTE_LINK:
            copy = self._add(menu, self.tr("Copy link"), "link", names.MESSAGE_COPY_LINK)
            copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(link))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _add(self, menu: QMenu, words: str, icon: str, name: str, key: QKeySequence | None = None) -> QAction:
        action = QAction(self._theme.icon(icon, "text_secondary"), words, menu)
        action.setObjectName(name)
        if key is not None:
            action.setShortcut(key)
        menu.addAction(action)
        return action
