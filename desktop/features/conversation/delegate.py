"""Paints the blocks of a conversation and knows how high each is."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QPainter, QPalette, QTextCursor, QTextDocument
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.features.conversation.model import (
    Block,
    BlockRole,
    ConversationModel,
    DayBlock,
    EventsBlock,
    MessageBlock,
    NewBlock,
    event_text,
    events_title,
)
from desktop.features.conversation.typesetting import Typesetter
from desktop.shell import moments, wording
from desktop.theme.theme import Theme
from desktop.widgets.painting import paint_avatar

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
TIME_ROOM = 44


class ConversationDelegate(QStyledItemDelegate):
    """One block of a conversation."""

    def __init__(self, theme: Theme, model: ConversationModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.typesetter = Typesetter(theme)
        self.present: datetime = moments.now()
        self.selection: tuple[str, int, int] | None = None
        """Message id, anchor and position of the selected text."""

    def height_of(self, block: Block, width: int) -> int:
        """How high a block is in a view of that width."""
        match block:
            case MessageBlock(message):
                text = int(self._document(block, width).size().height() + 0.999)
                if message.internal:
                    return GAP + 8 + NAME + text + 8
                return (GAP + NAME if block.named else 4) + text
            case EventsBlock(events, folded):
                return GAP // 2 + LINE_ROW + (0 if folded else 20 * len(events))
            case _:
                return GAP + LINE_ROW

    def text_rect(self, block: MessageBlock, rect: QRect) -> QRect:
        """Where the text of a message stands within its block."""
        if block.message.internal:
            left, top = EDGE + NOTE_PAD, GAP + 8 + NAME
        else:
            left, top = TEXT_LEFT, GAP + NAME if block.named else 4
        return QRect(rect.left() + left, rect.top() + top, self._text_width(block, rect.width()), rect.height() - top)

    def document(self, block: MessageBlock, width: int) -> QTextDocument:
        """The laid-out text of a message in a view of that width."""
        return self._document(block, width)

    def _text_width(self, block: MessageBlock, width: int) -> int:
        if block.message.internal:
            return max(120, width - 2 * EDGE - 2 * NOTE_PAD)
        room = width - TEXT_LEFT - EDGE - (0 if block.named else TIME_ROOM)
        return max(120, min(room, self._theme.tokens.width.reading_max))

    def _document(self, block: MessageBlock, width: int) -> QTextDocument:
        message = block.message
        role = "note_text" if message.internal else "text"
        return self.typesetter.document(message.id, message.body, self._text_width(block, width), role)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        block, rect = index.data(BlockRole), option.rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(block, MessageBlock):
            self._paint_note(painter, rect, block) if block.message.internal else self._paint_message(
                painter, rect, block
            )
            self._paint_text(painter, rect, block)
        elif isinstance(block, EventsBlock):
            self._paint_events(painter, rect, block)
        elif isinstance(block, DayBlock):
            self._paint_line(painter, rect, block.label, self._theme.colors.border, self._theme.colors.text_muted)
        elif isinstance(block, NewBlock):
            color = self._theme.colors.accent_text
            self._paint_line(painter, rect, self._model.spoken(block), color, color)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._theme.colors.focus_ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(4.5, 2.5, -4.5, 1.5), 4, 4)

    def _paint_message(self, painter: QPainter, rect: QRect, block: MessageBlock) -> None:
        theme, message = self._theme, block.message
        when = moments.clock(moments.moment_of(message.created_at))
        line = QRect(
            rect.left() + TEXT_LEFT, rect.top() + (GAP if block.named else 4), rect.width() - TEXT_LEFT - EDGE, NAME
        )
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

    def _paint_time(self, painter: QPainter, line: QRect, when: str, block: MessageBlock) -> int:
        """Paints the time and the state of what was written here at the line's end; returns where they begin."""
        theme = self._theme
        painter.setFont(theme.font("caption", tabular=True))
        painter.setPen(theme.colors.note_label if block.message.internal else theme.colors.text_secondary)
        painter.drawText(line, RIGHT, when)
        left = line.right() - theme.metrics("caption", tabular=True).horizontalAdvance(when)
        state = block.state or ("sent" if block.mine else None)
        if state is None or (state == "sent" and not block.named):
            return left
        role = wording.ITEM_STATE_ROLE[state]
        text = wording.word(wording.ITEM_STATE, state) + " · "
        painter.setPen(theme.colors[role])
        width = theme.metrics("caption", tabular=True).horizontalAdvance(text)
        painter.drawText(QRect(left - width, line.top(), width + 4, line.height()), LEFT, text)
        left -= width + 18
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(left, line.center().y() - 6, theme.pixmap(wording.ITEM_STATE_ICON[state], role, 14, ratio))
        return left

    def _paint_note(self, painter: QPainter, rect: QRect, block: MessageBlock) -> None:
        theme, colors = self._theme, self._theme.colors
        # The last row is higher than its block: it holds the room at the foot of the list.
        box = QRectF(rect.left(), rect.top(), rect.width(), self.height_of(block, rect.width()))
        box.adjust(EDGE + 0.5, GAP + 0.5, -EDGE - 0.5, -0.5)
        painter.setPen(colors.note_border)
        painter.setBrush(colors.note_bg)
        painter.drawRoundedRect(box, theme.tokens.radius.card, theme.tokens.radius.card)
        line = QRect(rect.left() + EDGE + NOTE_PAD, rect.top() + GAP + 8, rect.width() - 2 * (EDGE + NOTE_PAD), NAME)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(line.left(), line.center().y() - 6, theme.pixmap("note", "note_label", 14, ratio))
        painter.setFont(theme.font("caption", 600))
        painter.setPen(colors.note_label)
        painter.drawText(line.adjusted(20, 0, 0, 0), LEFT, self.tr("Internal note, team only"))
        when = f"{block.message.author}, {moments.clock(moments.moment_of(block.message.created_at))}"
        self._paint_time(painter, line, when, block)

    def _paint_text(self, painter: QPainter, rect: QRect, block: MessageBlock) -> None:
        place = self.text_rect(block, rect)
        document = self._document(block, rect.width())
        context = QAbstractTextDocumentLayout.PaintContext()
        role = "note_text" if block.message.internal else "text"
        context.palette.setColor(QPalette.ColorRole.Text, self._theme.colors[role])
        if self.selection and self.selection[0] == block.message.id:
            cursor = QTextCursor(document)
            cursor.setPosition(self.selection[1])
            cursor.setPosition(self.selection[2], QTextCursor.MoveMode.KeepAnchor)
            chosen = QAbstractTextDocumentLayout.Selection()
            chosen.cursor = cursor
            form = cursor.charFormat()
            form.setBackground(self._theme.colors.text_selection)
            chosen.format = form
            context.selections = [chosen]
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
        title = events_title(block, self._model.names)
        painter.drawText(
            line, LEFT, theme.metrics("caption").elidedText(title, Qt.TextElideMode.ElideRight, line.width())
        )
        if block.folded:
            return
        for number, event in enumerate(block.events):
            place = QRect(line.left(), line.bottom() + 1 + 20 * number, line.width(), 20)
            when = moments.clock(moments.moment_of(event.at))
            text = f"{event.actor}: {event_text(event, self._model.names)}"
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
        painter.fillRect(rect.left() + EDGE, middle, start - rect.left() - EDGE, 1, line)
        painter.fillRect(start + width, middle, rect.right() - EDGE - start - width + 1, 1, line)
        painter.setFont(theme.font("caption", 600))
        painter.setPen(text)
        painter.drawText(QRect(start, middle - LINE_ROW // 2, width, LINE_ROW), Qt.AlignmentFlag.AlignCenter, label)
