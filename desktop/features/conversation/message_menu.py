"""What can be done with a message: copied, quoted, its link and its files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.features.conversation.files import ConversationFiles
from desktop.features.conversation.messages import QUOTE_KEY, MessageList, copy_as_quotation
from desktop.features.conversation.model import MessageBlock
from desktop.features.conversation.typesetting import has_folds
from desktop.shell import names
from desktop.theme.theme import Theme
from sync.replica.reading.files import FileRow

SHOWN_PX = 320
"""So much of an address is read in the menu."""


class MessageMenu(QObject):
    """Makes and opens the menu of a message.

    Signals:
        quote_wanted: (text, author) an answer that quotes it is wanted.
        split_wanted: (message's id) a new ticket that begins with it is wanted.
    """

    quote_wanted = Signal(str, str)
    split_wanted = Signal(str)
    may_split: Callable[[], bool] = staticmethod(lambda: False)
    """Whether a new ticket can be made of the message."""

    def __init__(self, theme: Theme, messages: MessageList, files: ConversationFiles) -> None:
        super().__init__(messages)
        self._theme, self._messages, self._files = theme, messages, files
        messages.menu_asked.connect(self.open)

    def open(self, block: MessageBlock, files: Sequence[FileRow], links: Sequence[str], place: QPoint) -> None:
        """Opens it; files and links are those under the pointer, or for the keyboard all of the message."""
        menu = QMenu(self._messages)
        menu.setObjectName(names.MESSAGE_MENU)
        text, author = self._messages.text_of(block), block.message.author
        self._files.add_to(menu, files)
        self._add_links(menu, links)
        if files or links:
            menu.addSeparator()
        if has_folds(block.message.body):
            shown = block.message.id in self._messages.blocks.unfolded
            words = self.tr("Hide what is quoted") if shown else self.tr("Show what is quoted")
            fold = self._add(menu, words, "chevron-up" if shown else "chevron-down", names.MESSAGE_FOLD)
            fold.triggered.connect(lambda: self._messages.blocks.unfold_quotes(block.message.id))
        if text:
            self._add(menu, self.tr("Copy"), "clipboard", names.MESSAGE_COPY, QKeySequence("Ctrl+C")).triggered.connect(
                lambda: QGuiApplication.clipboard().setText(text)
            )
            quote = self._add(menu, self.tr("Copy as quote"), "chat", names.MESSAGE_COPY_QUOTE, QKeySequence(QUOTE_KEY))
            quote.triggered.connect(lambda: copy_as_quotation(text, author))
            answer = self._add(menu, self.tr("Quote in the answer"), "reply", names.MESSAGE_QUOTE)
            answer.triggered.connect(lambda: self.quote_wanted.emit(text, author))
        if self.may_split():
            split = self._add(menu, self.tr("Split into a new ticket…"), "split", names.MESSAGE_SPLIT)
            split.triggered.connect(lambda: self.split_wanted.emit(block.message.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _add_links(self, menu: QMenu, links: Sequence[str]) -> None:
        for link in links:
            # An ampersand would be taken for the mark of a letter; an address may be wider than the screen.
            shown = (
                self._messages.fontMetrics().elidedText(link, Qt.TextElideMode.ElideMiddle, SHOWN_PX).replace("&", "&&")
            )
            follow = self._add(menu, self.tr("Open {0}").format(shown), "external", names.MESSAGE_OPEN_LINK)
            follow.triggered.connect(lambda _checked, link=link: self._messages.link_clicked.emit(link))
            copy = self._add(menu, self.tr("Copy link"), "link", names.MESSAGE_COPY_LINK)
            copy.triggered.connect(lambda _checked, link=link: QGuiApplication.clipboard().setText(link))

    def _add(self, menu: QMenu, words: str, icon: str, name: str, key: QKeySequence | None = None) -> QAction:
        action = QAction(self._theme.icon(icon, "text_secondary"), words, menu)
        action.setObjectName(name)
        if key is not None:
            action.setShortcut(key)
        menu.addAction(action)
        return action
