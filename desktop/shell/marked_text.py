"""A line or two of text in which what matched a search stands out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption

KEPT_MOST: Final = 64


def marked_layout(
    text: str,
    marks: Sequence[tuple[int, int]],
    font: QFont,
    width: int,
    lines: int,
    background: QColor,
    line_height: int = 0,
) -> QTextLayout:
    """Return `text` laid out in at most `lines` lines of `width`, its marks on `background`, the last line cut short.

    Args:
        text: what is shown.
        marks: where what matched begins and ends.
        font: its font.
        width: how wide a line is.
        lines: how many lines there are at most.
        background: behind what matched.
        line_height: how far apart lines stand; 0 for the font's own.
    """
    layout = _laid_out(text, marks, font, width, lines, background, line_height)
    last = layout.lineAt(layout.lineCount() - 1)
    if lines > 1 and layout.lineCount() == lines and last.textStart() + last.textLength() < len(text):
        start = last.textStart()
        text = text[:start] + QFontMetrics(font).elidedText(text[start:], Qt.TextElideMode.ElideRight, width - 1)
        marks = [mark for mark in marks if mark[1] < len(text)]
        layout = _laid_out(text, marks, font, width, lines, background, line_height)
    return layout


def _laid_out(
    text: str,
    marks: Sequence[tuple[int, int]],
    font: QFont,
    width: int,
    lines: int,
    background: QColor,
    line_height: int,
) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    form = QTextCharFormat()
    form.setBackground(background)
    ranges = []
    for start, end in marks:
        found = QTextLayout.FormatRange()
        found.start, found.length, found.format = start, end - start, form
        ranges.append(found)
    layout.setFormats(ranges)
    layout.beginLayout()
    top = 0.0
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top + max(0.0, line_height - line.height()) / 2))
        top += max(line.height(), line_height)
    layout.endLayout()
    return layout


class MarkedTexts:
    """Paints such texts and keeps those laid out last: a list paints the same rows at every touch."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], QTextLayout] = OrderedDict()

    def draw(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        marks: Sequence[tuple[int, int]],
        font: QFont,
        color: QColor,
        background: QColor,
        lines: int = 1,
        line_height: int = 0,
    ) -> None:
        """Paint one at the top of `rect`; what does not fit is left out."""
        key = (text, tuple(marks), font.key(), rect.width(), background.rgba(), lines, line_height)
        layout = self._kept.pop(key, None)
        if layout is None:
            layout = marked_layout(text.replace("\n", " "), marks, font, rect.width(), lines, background, line_height)
            if len(self._kept) >= KEPT_MOST:
                self._kept.popitem(last=False)
        self._kept[key] = layout
        painter.setPen(color)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        layout.draw(painter, QPointF(rect.topLeft()))


def elided(painter: QPainter, text: str, width: int) -> str:
    """Return `text` cut to a width in the painter's font."""
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
