"""What Qt's rich text does not take from a style sheet: sizes of headings, room around tables, their hairlines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

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
    QTextTableCellFormat,
)

from desktop.theme.theme import Theme

LINE = QTextFrameFormat.BorderStyle.BorderStyle_Solid
NO_LINE = QTextFrameFormat.BorderStyle.BorderStyle_None
CELLS = 64
"""Cells that are set in one go: about 3 ms."""


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


def set_tables(document: QTextDocument, theme: Theme, done: int = 0) -> Iterator[None]:
    """Sets tables apart from what stands above them, with a hairline below each row and headings at the left.

    Yields after every few cells: somebody may be waiting for the GUI thread.

    Args:
        document: what was just set.
        theme: the theme in force.
        done: how many frames of it were there before; they are left as they are.
    """
    for frame in document.rootFrame().childFrames()[done:]:
        if isinstance(frame, QTextTable):
            form = frame.format()
            form.setTopMargin(theme.scaled(6))
            form.setBottomMargin(theme.scaled(12))
            # A frame around a note is a table of one cell; any other has rows to tell apart.
            if frame.columns() > 1 or frame.rows() > 1:
                form.setBorder(0)
                form.setBorderCollapse(True)
                form.setCellPadding(0)
                form.setCellSpacing(0)
                yield from _rule(frame, theme)
            frame.setFormat(form)
            yield


def _rule(table: QTextTable, theme: Theme) -> Iterator[None]:
    first, further = _cell_look(theme, lined_above=False), _cell_look(theme, lined_above=True)
    for row, column in product(range(table.rows()), range(table.columns())):
        cell = table.cellAt(row, column)
        if (cell.row(), cell.column()) != (row, column):
            continue
        look = cell.format()
        look.merge(further if row else first)
        cell.setFormat(look)
        if row == 0 and look.fontWeight() >= QFont.Weight.DemiBold:
            cursor = cell.firstCursorPosition()
            block = cursor.blockFormat()
            block.setAlignment(Qt.AlignmentFlag.AlignLeft)
            cursor.setBlockFormat(block)
        if (row * table.columns() + column) % CELLS == CELLS - 1:
            yield


def _cell_look(theme: Theme, *, lined_above: bool) -> QTextTableCellFormat:
    """What the cells of a row have in common: made once, as each property that Python sets takes its time."""
    line, look = QBrush(theme.colors.border), QTextTableCellFormat()
    look.setBorderStyle(NO_LINE)
    look.setBorder(0)
    if lined_above:
        look.setTopBorderStyle(LINE)
        look.setTopBorder(1)
        look.setTopBorderBrush(line)
    look.setBottomBorderStyle(LINE)
    look.setBottomBorder(1)
    look.setBottomBorderBrush(line)
    look.setLeftPadding(0)
    look.setRightPadding(theme.scaled(16))
    look.setTopPadding(theme.scaled(5))
    look.setBottomPadding(theme.scaled(5))
    return look
