"""Paints the blocks of a conversation and knows how high each is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QPainter, QPalette, QTextCursor, QTextDocument

from desktop.features.conversation.file_tiles import FileTiles, Tile
from desktop.features.conversation.finding import occurrences
from desktop.features.conversation.model import (
    Block,
    BlockRole,
    ConversationModel,
    DayBlock,
    EventsBlock,
    MessageBlock,
    NewBlock,
)
from desktop.features.conversation.typesetting import Typesetter
from desktop.shell import moments, wording
from desktop.shell.virtual_list import RowState
from desktop.theme.theme import Theme
from desktop.widgets.painting import fill, paint_avatar

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
EDGE = 16
AVATAR = 28
TEXT_LEFT = EDGE + AVATAR + 12
NAME = 20
GAP = 12
NOTE_PAD = 12
LINE_ROW = 28
TIME_ROOM = 60
"""Beside a message without a name of its own: the time, and by its glyph how far one's own has come."""


class ConversationPainter(QObject):
    """One block of a conversation."""

    def __init__(self, theme: Theme, model: ConversationModel, tiles: FileTiles) -> None:
        super().__init__()
        self._tiles = tiles
        self._theme = theme
        self._model = model
        self.typesetter = Typesetter(theme, self._fold_words)
        self.present: datetime = moments.now()
        self.selection: tuple[str, int, int] | None = None
        """Message id, anchor and position of the selected text; the caret stands at the position."""
        self.seconds_left: Callable[[str], int] = lambda _message_id: 0
        """How long a message that is about to be sent still waits."""
        self.sought = ""
        """What is looked for: lit wherever it stands."""
        self.sought_id: str | None = None
        """The message one has gone to for it."""

    def height_of(self, block: Block, width: int) -> int:
        """How high a block is in a view of that width."""
        match block:
            case MessageBlock(message):
                text = self._text_height(block, width) + self._tiles.height(block.files, self._text_width(block, width))
                if message.internal:
                    return GAP + 8 + NAME + text + 8
                return (GAP + NAME if block.named else 4) + text
            case EventsBlock(events, folded):
                return GAP // 2 + LINE_ROW + (0 if folded else 20 * len(events))
            case _:
                return GAP + LINE_ROW

    def _fold_words(self, lines: int) -> str:
        return self.tr("%n quoted lines", "", lines) if lines else self.tr("Hide what is quoted")

    def text_rect(self, block: MessageBlock, rect: QRect) -> QRect:
        """Where the text of a message stands within its block."""
        if block.message.internal:
            left, top = EDGE + NOTE_PAD, GAP + 8 + NAME
        else:
            left, top = TEXT_LEFT, GAP + NAME if block.named else 4
        return QRect(rect.left() + left, rect.top() + top, self._text_width(block, rect.width()), rect.height() - top)

    def tiles_of(self, block: MessageBlock, rect: QRect) -> list[Tile]:
        """Where the files of a message stand within its block."""
        place = self.text_rect(block, rect)
        corner = place.topLeft() + QPoint(0, self._text_height(block, rect.width()))
        return list(self._tiles.tiles(block.files, corner, self._text_width(block, rect.width())))

    def _text_height(self, block: MessageBlock, width: int) -> int:
        if not block.message.body:
            return 0
        return int(self._document(block, width).size().height() + 0.999)

    def document(self, block: MessageBlock, width: int) -> QTextDocument:
        """The laid-out text of a message in a view of that width."""
        return self._document(block, width)

    def _text_width(self, block: MessageBlock, width: int) -> int:
        if block.message.internal:
            return max(120, width - 2 * EDGE - 2 * NOTE_PAD)
        beside = 0 if block.named else TIME_ROOM + self._words_width(self._state_words(block))
        room = width - TEXT_LEFT - EDGE - beside
        return max(120, min(room, self._theme.tokens.width.reading_max))

    def _document(self, block: MessageBlock, width: int) -> QTextDocument:
        message = block.message
        role = "note_text" if message.internal else "text"
        unfolded = message.id in self._model.unfolded
        width = self._text_width(block, width)
        return self.typesetter.document(message.id, message.body, width, role, message.mentions, unfolded=unfolded)

    def paint(self, painter: QPainter, rect: QRect, index: Index, state: RowState) -> None:
        """Paint one block."""
        block = index.data(BlockRole)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(block, MessageBlock):
            self._paint_note(painter, rect, block) if block.message.internal else self._paint_message(
                painter, rect, block
            )
            self._paint_text(painter, rect, block, caret=state.focused)
            for tile in self.tiles_of(block, rect):
                self._tiles.paint(painter, tile)
        elif isinstance(block, EventsBlock):
            self._paint_events(painter, rect, block)
        elif isinstance(block, DayBlock):
            self._paint_line(painter, rect, block.label, self._theme.colors.border, self._theme.colors.text_muted)
        elif isinstance(block, NewBlock):
            color = self._theme.colors.accent_text
            self._paint_line(painter, rect, self._model.spoken(block), color, color)
        if state.focused:
            painter.setPen(self._theme.colors.focus_ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(4.5, 2.5, -4.5, 1.5), 4, 4)

    def _paint_message(self, painter: QPainter, rect: QRect, block: MessageBlock) -> None:
        theme, message = self._theme, block.message
        when = moments.clock(moments.moment_of(message.created_at))
        line = self._head_line(block, rect)
        left = self._paint_time(painter, line, when, block)
        if not block.named:
            return
        paint_avatar(
            painter, theme, QRect(rect.left() + EDGE, line.top(), AVATAR, AVATAR), message.author_id, message.author
        )
        painter.setFont(theme.font("body", 600))
        painter.setPen(theme.colors.text)
        name = theme.metrics("body", 600).elidedText(
            message.author, Qt.TextElideMode.ElideRight, left - line.left() - 8
        )
        painter.drawText(line, LEFT, name)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colors.text_secondary)
        start = line.left() + theme.metrics("body", 600).horizontalAdvance(name) + 6
        who = self.tr("You") if block.mine else wording.title_of(message.author_role, message.author_title)
        room = left - start - 8
        if room > 20:
            text = theme.metrics("caption").elidedText(who, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(start, line.top() + 1, room, NAME), LEFT, text)

    def _head_line(self, block: MessageBlock, rect: QRect) -> QRect:
        """The line with the name, or that of the label of a note; the time stands at its end."""
        if block.message.internal:
            pad = EDGE + NOTE_PAD
            return QRect(rect.left() + pad, rect.top() + GAP + 8, rect.width() - 2 * pad, NAME)
        top = rect.top() + (GAP if block.named else 4)
        return QRect(rect.left() + TEXT_LEFT, top, rect.width() - TEXT_LEFT - EDGE, NAME)

    def undo_rect(self, block: MessageBlock, rect: QRect) -> QRect:
        """Where the word stands that takes back what is about to be sent; empty for any other message."""
        if block.state != "held":
            return QRect()
        line = self._head_line(block, rect)
        return line.adjusted(
            line.width() - self._theme.metrics("caption", 600).horizontalAdvance(self._undo()), 0, 0, 0
        )

    def _undo(self) -> str:
        return self.tr("Undo")

    def _paint_time(self, painter: QPainter, line: QRect, when: str, block: MessageBlock) -> int:
        """Paints the time and the state of what was written here at the line's end; returns where they begin."""
        theme = self._theme
        held = block.state == "held"
        painter.setFont(theme.font("caption", 600) if held else theme.font("caption", tabular=True))
        painter.setPen(
            theme.colors.link if held else theme.colors["note_label" if block.message.internal else "text_secondary"]
        )
        painter.drawText(line, RIGHT, self._undo() if held else when)
        painter.setFont(theme.font("caption", tabular=True))
        left = line.right() - (
            theme.metrics("caption", 600).horizontalAdvance(self._undo())
            if held
            else theme.metrics("caption", tabular=True).horizontalAdvance(when)
        )
        state = block.state
        if state is None:
            return left
        role = wording.ITEM_STATE_ROLE[state]
        text = self._state_words(block)
        painter.setPen(theme.colors[role])
        width = self._words_width(text)
        painter.drawText(QRect(left - width, line.top(), width + 4, line.height()), LEFT, text)
        left -= width + 18
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(left, line.center().y() - 6, theme.pixmap(wording.ITEM_STATE_ICON[state], role, 14, ratio))
        return left

    def _state_words(self, block: MessageBlock) -> str:
        """What stands before the time; below a name, what has been sent is told by its glyph alone."""
        if block.state is None or (block.state == "sent" and not block.named):
            return ""
        if block.state == "held":
            return self.tr("Sending in {0} s").format(self.seconds_left(block.message.id)) + " · "
        return wording.word(wording.ITEM_STATE, block.state) + " · "

    def _words_width(self, words: str) -> int:
        return self._theme.metrics("caption", tabular=True).horizontalAdvance(words)

    def _paint_note(self, painter: QPainter, rect: QRect, block: MessageBlock) -> None:
        theme, colors = self._theme, self._theme.colors
        # The last row is higher than its block: it holds the room at the foot of the list.
        box = QRectF(rect.left(), rect.top(), rect.width(), self.height_of(block, rect.width()))
        box.adjust(EDGE + 0.5, GAP + 0.5, -EDGE - 0.5, -0.5)
        painter.setPen(colors.note_border)
        painter.setBrush(colors.note_bg)
        painter.drawRoundedRect(box, theme.tokens.radius.card, theme.tokens.radius.card)
        line = self._head_line(block, rect)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(line.left(), line.center().y() - 6, theme.pixmap("note", "note_label", 14, ratio))
        painter.setFont(theme.font("caption", 600))
        painter.setPen(colors.note_label)
        painter.drawText(line.adjusted(20, 0, 0, 0), LEFT, self.tr("Internal note, team only"))
        when = f"{block.message.author}, {moments.clock(moments.moment_of(block.message.created_at))}"
        self._paint_time(painter, line, when, block)

    def _paint_text(self, painter: QPainter, rect: QRect, block: MessageBlock, *, caret: bool) -> None:
        place = self.text_rect(block, rect)
        document = self._document(block, rect.width())
        context = QAbstractTextDocumentLayout.PaintContext()
        role = "note_text" if block.message.internal else "text"
        context.palette.setColor(QPalette.ColorRole.Text, self._theme.colors[role])
        colors = self._theme.colors
        if self.sought:
            lit = colors.text_selection if block.message.id == self.sought_id else colors.highlight
            spans = occurrences(document.toPlainText(), self.sought)
            context.selections = [_lit(document, start, end, lit) for start, end in spans]
        if self.selection and self.selection[0] == block.message.id:
            chosen = _lit(document, self.selection[1], self.selection[2], colors.text_selection)
            context.selections = [*context.selections, chosen]
            if caret:
                context.cursorPosition = self.selection[2]
        painter.save()
        painter.translate(QPointF(place.topLeft()))
        document.documentLayout().draw(painter, context)
        painter.restore()

    def _paint_events(self, painter: QPainter, rect: QRect, block: EventsBlock) -> None:
        theme = self._theme
        ratio = painter.device().devicePixelRatioF()
        line = QRect(
            rect.left() + TEXT_LEFT - 12, rect.top() + GAP // 2, rect.width() - TEXT_LEFT - EDGE + 12, LINE_ROW
        )
        glyph = "chevron-right" if block.folded else "chevron-down"
        painter.drawPixmap(rect.left() + EDGE + 8, line.center().y() - 6, theme.pixmap(glyph, "text_muted", 14, ratio))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colors.text_secondary)
        title = self._model.telling.title(block.events)
        painter.drawText(
            line, LEFT, theme.metrics("caption").elidedText(title, Qt.TextElideMode.ElideRight, line.width())
        )
        if block.folded:
            return
        for number, event in enumerate(block.events):
            place = QRect(line.left(), line.bottom() + 1 + 20 * number, line.width(), 20)
            when = moments.clock(moments.moment_of(event.at))
            text = self._model.telling.line(event)
            painter.setPen(theme.colors.text_secondary)
            painter.drawText(
                place, LEFT, theme.metrics("caption").elidedText(text, Qt.TextElideMode.ElideRight, place.width() - 48)
            )
            painter.drawText(place, RIGHT, when)

    def _paint_line(self, painter: QPainter, rect: QRect, label: str, line: QColor, text: QColor) -> None:
        theme = self._theme
        middle = rect.top() + GAP + LINE_ROW // 2
        width = theme.metrics("caption", 600).horizontalAdvance(label) + 24
        start = rect.left() + (rect.width() - width) // 2
        fill(painter, QRect(rect.left() + EDGE, middle, start - rect.left() - EDGE, 1), line)
        fill(painter, QRect(start + width, middle, rect.right() - EDGE - start - width + 1, 1), line)
        painter.setFont(theme.font("caption", 600))
        painter.setPen(text)
        painter.drawText(QRect(start, middle - LINE_ROW // 2, width, LINE_ROW), Qt.AlignmentFlag.AlignCenter, label)


def _lit(document: QTextDocument, start: int, end: int, color: QColor) -> QAbstractTextDocumentLayout.Selection:
    """A part of a text with another background."""
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    lit = QAbstractTextDocumentLayout.Selection()
    form = cursor.charFormat()
    form.setBackground(color)
    lit.cursor, lit.format = cursor, form
    return lit
