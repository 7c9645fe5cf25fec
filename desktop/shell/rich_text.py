"""What Qt's rich text does not take from a style sheet: sizes of headings, room around tables, their hairlines."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)

from desktop.theme.theme import Theme

LINE = QTextFrameFormat.BorderStyle.BorderStyle_Solid
NO_LINE = QTextFrameFormat.BorderStyle.BorderStyle_None


def set_headings(document: QTextDocument, theme: Theme, roles: Mapping[int, str]) -> None:
    """Gives headings the sizes of the scale: Qt enlarges them by their level on top of what a style sheet says.

    Args:
        document: what was just set.
        theme: the theme in force.
        roles: level of heading to size; the others are as large as the text.
    """
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level:
            for start, length, form in _fragments(block):
                form.clearProperty(QTextFormat.Property.FontSizeAdjustment)
                form.setProperty(QTextFormat.Property.FontPixelSize, theme.fonts.step(roles.get(level, "body")).size)
                form.setFontWeight(QFont.Weight.DemiBold)
                cursor = QTextCursor(document)
                cursor.setPosition(start)
                cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(form)
        block = block.next()


def _fragments(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """Where the pieces of a block begin, how long they are, and how each is set."""
    found = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        found.append((fragment.position(), fragment.length(), fragment.charFormat()))
        iterator += 1
    return found


def set_tables(document: QTextDocument, theme: Theme, done: int = 0) -> int:
    """Sets tables apart from what stands above them, with a hairline below each row and headings at the left.

    Args:
        document: what was just set.
        theme: the theme in force.
        done: how many frames were there when this was last called; they are left as they are.

    Returns:
        How many there are now.
    """
    frames = document.rootFrame().childFrames()
    for frame in frames[done:]:
        if isinstance(frame, QTextTable):
            form = frame.format()
            form.setTopMargin(theme.scaled(6))
            form.setBottomMargin(theme.scaled(12))
            frame.setFormat(form)
            # A frame around a note is a table of one cell; any other has rows to tell apart.
            if frame.columns() > 1 or frame.rows() > 1:
                _rule(frame, theme)
    return len(frames)


def _rule(table: QTextTable, theme: Theme) -> None:
    line = QBrush(theme.colors.border)
    form = table.format()
    form.setBorder(0)
    form.setBorderCollapse(True)
    form.setCellPadding(0)
    form.setCellSpacing(0)
    table.setFormat(form)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            if cell.row() != row or cell.column() != column:
                continue
            look = cell.format().toTableCellFormat()
            for set_style, set_width in (
                (look.setLeftBorderStyle, look.setLeftBorder),
                (look.setRightBorderStyle, look.setRightBorder),
            ):
                set_style(NO_LINE)
                set_width(0)
            look.setTopBorderStyle(LINE if row else NO_LINE)
            look.setTopBorder(1 if row else 0)
            look.setTopBorderBrush(line)
            look.setBottomBorderStyle(LINE)
            look.setBottomBorder(1)
            look.setBottomBorderBrush(line)
            look.setLeftPadding(0)
            look.setRightPadding(theme.scaled(16))
            look.setTopPadding(theme.scaled(5))
            look.setBottomPadding(theme.scaled(5))
            cell.setFormat(look)
            if row == 0 and look.fontWeight() >= QFont.Weight.DemiBold:
                cursor = cell.firstCursorPosition()
                block = cursor.blockFormat()
                block.setAlignment(Qt.AlignmentFlag.AlignLeft)
                cursor.setBlockFormat(block)
