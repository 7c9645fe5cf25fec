"""The list of a ticket's messages: newest at the bottom, earlier pages as one scrolls up, text that can be copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from desktop.features.conversation import caret
from desktop.features.conversation.file_tiles import FileTiles, Tile
from desktop.features.conversation.model import Block, BlockRole, ConversationModel, EventsBlock, MessageBlock
from desktop.features.conversation.painter import ConversationPainter
from desktop.features.conversation.typesetting import QUOTE_LINK, has_folds
from desktop.shell import names
from desktop.shell.virtual_list import RowTops, VirtualListView
from desktop.theme.theme import Theme
from desktop.widgets.focus import PaneRing
from sync.replica.reading.files import FileRow

QUOTE_KEY = "Ctrl+Shift+C"
NEAR_PX = 400
NEAR_END_PX = 24
REVEALED_TOP = 80
NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate
FOOT = 56
"""Room below the last message: what was just sent is not covered by the word that says so."""


class MessageList(VirtualListView):
    """Shows the blocks of one ticket.

    Signals:
        oldest_wanted: the beginning of the conversation is wanted.
        newest_wanted: its end is wanted.
        link_clicked: (address) of a link in a message.
        file_clicked: (FileRow) a file of a message.
        menu_asked: (MessageBlock, files, links, place on the screen) what can be done with a message or a part of it.
        undo_clicked: (message's id) what is about to be sent is wanted back.
        end_reached: the last message shown is visible.
    """

    oldest_wanted = Signal()
    newest_wanted = Signal()
    link_clicked = Signal(str)
    file_clicked = Signal(object)
    menu_asked = Signal(object, object, object, QPoint)
    undo_clicked = Signal(str)
    end_reached = Signal()

    def __init__(self, theme: Theme, tiles: FileTiles, parent: QWidget | None = None) -> None:
        self._tops = RowTops(theme.scaled(FOOT))
        self._theme = theme
        self._blocks = ConversationModel()
        self._blocks.say_file = tiles.spoken
        self._painter = ConversationPainter(theme, self._blocks, tiles)
        super().__init__(self._tops, self._painter, parent)
        PaneRing(self, theme)
        self._blocks.setParent(self)
        self.setObjectName(names.CONVERSATION_LIST)
        self._width = 0
        self._anchor: tuple[str, int] | None = None
        self._pressed_link = ""
        self.setModel(self._blocks)
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_activated)
        self.scrolled.connect(self._on_moved)
        theme.theme_changed.connect(self._on_theme_changed)

    @property
    def blocks(self) -> ConversationModel:
        """The model."""
        return self._blocks

    @property
    def painter(self) -> ConversationPainter:
        """What paints them."""
        return self._painter

    def show_blocks(self, blocks: list[Block], *, stay: bool, follow: bool = True) -> None:
        """Shows these, at the last one or where one was.

        Args:
            blocks: what is shown.
            stay: what is in view stays where it is.
            follow: unless the last one is in view: then the new last one is.
        """
        kept = self._first_visible() if stay and not (follow and self.is_at_end()) else None
        current = self.currentIndex().data(BlockRole)
        self._blocks.show(blocks)
        if isinstance(current, MessageBlock) and (row := self._blocks.row_of_message(current.message.id)) >= 0:
            self.selectionModel().setCurrentIndex(self._blocks.index(row), NO_UPDATE)
        if kept is not None and (row := self._blocks.row_of_message(kept[0])) >= 0:
            self.verticalScrollBar().setValue(self._tops.top_of(row) - kept[1])
        else:
            self.to_newest()

    def reveal(self, message_id: str) -> bool:
        """Scrolls a message into view, a little below the top, unless all of it is there; tells whether it is shown."""
        row = self._blocks.row_of_message(message_id)
        if row < 0:
            return False
        rect = self.rect_of(row)
        if rect.top() < 0 or rect.bottom() > self.viewport().height():
            self.verticalScrollBar().setValue(max(0, self._tops.top_of(row) - REVEALED_TOP))
        return True

    def last_visible_id(self) -> str | None:
        """The last message of which something is in view."""
        blocks = (self._blocks.blocks[row] for row in reversed(self.visible_rows()))
        return next((block.message.id for block in blocks if isinstance(block, MessageBlock)), None)

    def new_is_below(self) -> bool:
        """Whether the mark before what is new stands below what is in view."""
        row = self._blocks.row_of_new()
        return row >= 0 and self.rect_of(row).top() > self.viewport().height()

    def to_newest(self) -> None:
        """Scrolls to the end."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def to_new(self) -> None:
        """Scrolls to the mark before what is new, if there is one, else to the end."""
        row = self._blocks.row_of_new()
        if row < 0:
            self.to_newest()
        else:
            self.verticalScrollBar().setValue(max(0, self._tops.top_of(row) - REVEALED_TOP))

    def is_at_end(self) -> bool:
        """Whether the newest message is in view."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - NEAR_END_PX

    def is_near_top(self) -> bool:
        """Whether little of what is shown stands above what is in view."""
        return self.verticalScrollBar().value() < NEAR_PX

    def is_near_bottom(self) -> bool:
        """Whether little of what is shown stands below what is in view."""
        bar = self.verticalScrollBar()
        return bar.value() > bar.maximum() - NEAR_PX

    def anchor(self) -> tuple[str, int] | None:
        """The first message in view and how far its top is below the view's; None while the newest is in view."""
        return None if self.is_at_end() else self._first_visible()

    def go_to(self, message_id: str, below: int) -> bool:
        """Scrolls until the message's top is that far below the view's; tells whether it is among those shown."""
        row = self._blocks.row_of_message(message_id)
        if row >= 0:
            self.verticalScrollBar().setValue(self._tops.top_of(row) - below)
        return row >= 0

    def relayout(self) -> None:
        """Override VirtualListView.relayout: measures first."""
        width = self.viewport().width()
        self._width = width
        self._tops.measure(self._blocks.blocks, lambda block: self._painter.height_of(block, width))
        super().relayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        if self.viewport().width() != self._width:
            at_end, kept = self.is_at_end(), self._first_visible()
            self.relayout()
            super().resizeEvent(event)
            if at_end:
                self.to_newest()
            elif kept is not None and (row := self._blocks.row_of_message(kept[0])) >= 0:
                self.verticalScrollBar().setValue(self._tops.top_of(row) - kept[1])
            return
        at_end = self.is_at_end()
        super().resizeEvent(event)
        if at_end:
            self.to_newest()

    def _first_visible(self) -> tuple[str, int] | None:
        """The first message in view and how far its top is below the view's."""
        for row in self.visible_rows():
            block = self._blocks.blocks[row]
            if isinstance(block, MessageBlock):
                return block.message.id, self.rect_of(row).top()
        return None

    def _on_moved(self) -> None:
        if self.is_at_end():
            self.end_reached.emit()

    def _on_theme_changed(self) -> None:
        self._painter.typesetter.clear()
        self._tops.foot = self._theme.scaled(FOOT)
        self.relayout()

    def _on_clicked(self, index: QModelIndex) -> None:
        if isinstance(index.data(BlockRole), EventsBlock):
            self._blocks.fold(index.row())

    def _on_activated(self, index: QModelIndex) -> None:
        """By the keyboard: unfolds changes or quotations, opens a message's file or link, or asks which of them."""
        block = index.data(BlockRole)
        if not isinstance(block, MessageBlock):
            self._on_clicked(index)
            return
        links, folds = self.links_of(block), has_folds(block.message.body)
        if len(links) + len(block.files) + folds > 1:
            self._ask(block, block.files, links, self.visualRect(index).center())
        elif folds:
            self._blocks.unfold_quotes(block.message.id)
        elif block.files:
            self.file_clicked.emit(block.files[0])
        elif links:
            self.link_clicked.emit(links[0])

    def links_of(self, block: MessageBlock) -> tuple[str, ...]:
        """Where the links in a message lead, in their order, each once."""
        if not block.message.body:
            return ()
        document, found = self._painter.document(block, self.viewport().width()), list[str]()
        part = document.begin()
        while part.isValid():
            at = part.begin()
            while not at.atEnd():
                address = at.fragment().charFormat().anchorHref()
                if address and address != QUOTE_LINK and address not in found:
                    found.append(address)
                at += 1
            part = part.next()
        return tuple(found)

    def _ask(self, block: MessageBlock, files: Sequence[FileRow], links: Sequence[str], place: QPoint) -> None:
        self.menu_asked.emit(block, files, links, self.viewport().mapToGlobal(place))

    def _tile_at(self, point: QPoint) -> Tile | None:
        index = self.indexAt(point)
        block = index.data(BlockRole) if index.isValid() else None
        if not isinstance(block, MessageBlock):
            return None
        tiles = self._painter.tiles_of(block, self.visualRect(index))
        return next((tile for tile in tiles if tile.rect.contains(point)), None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Override QWidget.contextMenuEvent: what can be done with what is under the pointer, or with the message."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            block = self.currentIndex().data(BlockRole)
            if isinstance(block, MessageBlock):
                self._ask(block, block.files, self.links_of(block), self.visualRect(self.currentIndex()).center())
            return
        index, tile, hit = self.indexAt(event.pos()), self._tile_at(event.pos()), self._hit(event.pos())
        block = index.data(BlockRole) if index.isValid() else None
        if isinstance(block, MessageBlock):
            links = (hit[2],) if hit and hit[2] and hit[2] != QUOTE_LINK else ()
            self._ask(block, (tile.file,) if tile else (), links, event.pos())

    # Text: found by what is under the pointer, chosen by dragging or with a caret, copied by the usual key.

    def _hit(self, point: QPoint) -> tuple[MessageBlock, int, str] | None:
        """The message under a point, the position in its text, and the link there."""
        index = self.indexAt(point)
        block = index.data(BlockRole) if index.isValid() else None
        if not isinstance(block, MessageBlock):
            return None
        place = self._painter.text_rect(block, self.visualRect(index))
        layout = self._painter.document(block, self.viewport().width()).documentLayout()
        inside = QPointF(point - place.topLeft())
        return block, layout.hitTest(inside, Qt.HitTestAccuracy.FuzzyHit), layout.anchorAt(inside)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent."""
        super().mousePressEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        hit = self._hit(event.position().toPoint())
        self._pressed_link = hit[2] if hit else ""
        self._anchor = (hit[0].message.id, hit[1]) if hit else None
        self._painter.selection = None
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseMoveEvent."""
        hit = self._hit(event.position().toPoint())
        if event.buttons() & Qt.MouseButton.LeftButton and self._anchor:
            if hit and hit[0].message.id == self._anchor[0] and hit[1] >= 0:
                self._painter.selection = (*self._anchor, hit[1])
                self.viewport().update()
            return
        over = (hit and hit[2]) or self._tile_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseReleaseEvent."""
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton or self.selected_text():
            return
        point = event.position().toPoint()
        hit, tile = self._hit(point), self._tile_at(point)
        if hit and self._painter.undo_rect(hit[0], self.visualRect(self.indexAt(point))).contains(point):
            self.undo_clicked.emit(hit[0].message.id)
        elif tile is not None:
            self.file_clicked.emit(tile.file)
        elif hit and hit[2] == QUOTE_LINK == self._pressed_link:
            self._blocks.unfold_quotes(hit[0].message.id)
        elif hit and hit[2] and hit[2] == self._pressed_link:
            self.link_clicked.emit(hit[2])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseDoubleClickEvent: chooses a word."""
        hit = self._hit(event.position().toPoint())
        if hit is None or hit[1] < 0:
            super().mouseDoubleClickEvent(event)
            return
        cursor = QTextCursor(self._painter.document(hit[0], self.viewport().width()))
        cursor.setPosition(hit[1])
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        self._painter.selection = (hit[0].message.id, cursor.selectionStart(), cursor.selectionEnd())
        self.viewport().update()

    def selected_text(self) -> str:
        """The text that is chosen."""
        chosen = self._painter.selection
        row = self._blocks.row_of_message(chosen[0]) if chosen else -1
        block = self._blocks.blocks[row] if row >= 0 else None
        if chosen is None or not isinstance(block, MessageBlock):
            return ""
        cursor = QTextCursor(self._painter.document(block, self.viewport().width()))
        cursor.setPosition(chosen[1])
        cursor.setPosition(chosen[2], QTextCursor.MoveMode.KeepAnchor)
        return cursor.selection().toPlainText()

    def text_of(self, block: MessageBlock) -> str:
        """What is chosen in a message, or all of it."""
        chosen = self._painter.selection
        return (self.selected_text() if chosen and chosen[0] == block.message.id else "") or block.message.body

    def chosen_block(self) -> MessageBlock | None:
        """The message in which text is chosen, or on which the keyboard is."""
        chosen = self._painter.selection
        row = self._blocks.row_of_message(chosen[0]) if chosen and self.selected_text() else self.currentIndex().row()
        block = self._blocks.blocks[row] if row >= 0 else None
        return block if isinstance(block, MessageBlock) else None

    @property
    def chosen_id(self) -> str:
        """The message that is chosen; empty for none."""
        block = self.chosen_block()
        return block.message.id if block is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: copies what is chosen, or the message the keyboard is on; moves a caret."""
        pressed = QKeySequence(event.keyCombination())
        block = self.chosen_block()
        if event.matches(QKeySequence.StandardKey.Copy):
            if block is not None:
                QGuiApplication.clipboard().setText(self.text_of(block))
        elif pressed == QKeySequence(QUOTE_KEY):
            if block is not None:
                copy_as_quotation(self.text_of(block), block.message.author)
        elif self._move_caret(event):
            event.accept()
        elif event.key() == Qt.Key.Key_Home:
            self.oldest_wanted.emit()
        elif event.key() == Qt.Key.Key_End:
            self.newest_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _move_caret(self, event: QKeyEvent) -> bool:
        """Moves the caret in the message the keyboard is on; tells whether the key is one of its."""
        index = self.currentIndex()
        block = index.data(BlockRole)
        if not isinstance(block, MessageBlock) or not block.message.body:
            return False
        chosen = self._painter.selection
        anchor, position = chosen[1:] if chosen and chosen[0] == block.message.id else (0, 0)
        cursor = QTextCursor(self._painter.document(block, self.viewport().width()))
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        if not caret.moved(cursor, event):
            return False
        self._painter.selection = (block.message.id, cursor.anchor(), cursor.position())
        line = caret.line_of(cursor).translated(self._painter.text_rect(block, self.visualRect(index)).topLeft())
        bar, below = self.verticalScrollBar(), line.bottom() + 1 - self.viewport().height()
        bar.setValue(bar.value() + min(0, line.top()) + max(0, below))
        self.viewport().update()
        return True


def copy_as_quotation(text: str, author: str) -> None:
    """Puts text on the clipboard as Markdown quotes it."""
    from domain.markup import as_quotation

    QGuiApplication.clipboard().setText(as_quotation(text, author))
