"""The list of a ticket's messages: newest at the bottom, earlier pages as one scrolls up, text that can be copied."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from desktop.features.conversation.delegate import ConversationDelegate
from desktop.features.conversation.model import Block, BlockRole, ConversationModel, EventsBlock, MessageBlock
from desktop.shell import names
from desktop.shell.virtual_list import VirtualListView
from desktop.theme.theme import Theme

NEAR_TOP_PX = 400
NEAR_END_PX = 24
FOOT = 16


class BlockHeights:
    """Where the blocks of a conversation begin, for the width of the view."""

    def __init__(self) -> None:
        self._tops = [0]

    def measure(self, blocks: Sequence[Block], height_of: Callable[[Block], int]) -> None:
        """Measures every block."""
        self._tops = [0]
        for block in blocks:
            self._tops.append(self._tops[-1] + height_of(block))

    def top_of(self, row: int) -> int:
        """Where a row begins; after the last one comes a little room."""
        last = len(self._tops) - 1
        return self._tops[row] + (FOOT if row == last and last else 0) if row <= last else self._tops[-1]

    def row_at(self, y: int) -> int:
        """The row at `y`."""
        rows = len(self._tops) - 1
        return max(-1, min(rows - 1, bisect.bisect_right(self._tops, y) - 1))


class MessageList(VirtualListView):
    """Shows the blocks of one ticket.

    Signals:
        earlier_wanted: the top is near; the page before the oldest message shown is wanted.
        link_clicked: (address) of a link in a message.
        end_reached: the newest message is visible.
    """

    earlier_wanted = Signal()
    link_clicked = Signal(str)
    end_reached = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._tops = BlockHeights()
        super().__init__(self._tops, parent)
        self.setObjectName(names.CONVERSATION_LIST)
        self.setAccessibleName(self.tr("Messages"))
        self._theme = theme
        self._blocks = ConversationModel(self)
        self._painter = ConversationDelegate(theme, self._blocks, self)
        self._width = 0
        self._anchor: tuple[str, int] | None = None
        self._pressed_link = ""
        self.setItemDelegate(self._painter)
        self.setModel(self._blocks)
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_clicked)
        self.scrolled.connect(self._on_moved)
        theme.theme_changed.connect(self._on_theme_changed)

    @property
    def blocks(self) -> ConversationModel:
        """The model."""
        return self._blocks

    def show_blocks(self, blocks: list[Block], *, stay: bool) -> None:
        """Shows these; with `stay` what is in view stays where it is, unless the newest one is in view."""
        at_end = self.is_at_end()
        kept = self._first_visible() if stay and not at_end else None
        self._blocks.show(blocks)
        if kept is not None and (row := self._blocks.row_of_message(kept[0])) >= 0:
            self.verticalScrollBar().setValue(self._tops.top_of(row) - kept[1])
        else:
            self.to_newest()

    def to_newest(self) -> None:
        """Scrolls to the end."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def to_new(self) -> None:
        """Scrolls to the mark before what is new, if there is one, else to the end."""
        row = self._blocks.row_of_new()
        if row < 0:
            self.to_newest()
        else:
            self.verticalScrollBar().setValue(max(0, self._tops.top_of(row) - 80))

    def is_at_end(self) -> bool:
        """Whether the newest message is in view."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - NEAR_END_PX

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
        if self.verticalScrollBar().value() < NEAR_TOP_PX:
            self.earlier_wanted.emit()
        if self.is_at_end():
            self.end_reached.emit()

    def _on_theme_changed(self) -> None:
        self._painter.typesetter.clear()
        self.relayout()

    def _on_clicked(self, index: QModelIndex) -> None:
        if isinstance(index.data(BlockRole), EventsBlock):
            self._blocks.fold(index.row())

    # Text: found by what is under the pointer, chosen by dragging, copied by the usual key.

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
        shape = Qt.CursorShape.PointingHandCursor if hit and hit[2] else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseReleaseEvent."""
        super().mouseReleaseEvent(event)
        hit = self._hit(event.position().toPoint())
        if hit and hit[2] and hit[2] == self._pressed_link and not self.selected_text():
            self.link_clicked.emit(hit[2])

    def selected_text(self) -> str:
        """The text chosen with the pointer."""
        chosen = self._painter.selection
        row = self._blocks.row_of_message(chosen[0]) if chosen else -1
        block = self._blocks.blocks[row] if row >= 0 else None
        if chosen is None or not isinstance(block, MessageBlock):
            return ""
        cursor = QTextCursor(self._painter.document(block, self.viewport().width()))
        cursor.setPosition(chosen[1])
        cursor.setPosition(chosen[2], QTextCursor.MoveMode.KeepAnchor)
        return cursor.selection().toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: copies what is chosen, or the whole message the keyboard is on."""
        if event.matches(QKeySequence.StandardKey.Copy):
            block = self.currentIndex().data(BlockRole)
            whole = block.message.body if isinstance(block, MessageBlock) else ""
            text = self.selected_text() or whole
            if text:
                QGuiApplication.clipboard().setText(text)
            return
        super().keyPressEvent(event)
