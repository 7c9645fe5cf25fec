"""Finds text that needs more room than it has, on a screen that is shown in the pseudo language.

Texts of ours stand in brackets there, so that what people wrote, which lists may cut, is told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QLabel, QLineEdit, QWidget

from desktop.theme.fonts import Fonts
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Check
from desktop.widgets.text import ElidedLabel

SLACK = 1
"""Rounding may cost a pixel."""


class Witness:
    """Keeps every text of ours that was cut while it was painted: `cut`, with the room that it had."""

    def __init__(self) -> None:
        self.cut: dict[str, int] = {}

    def metrics(self, metrics: QFontMetrics) -> QFontMetrics:
        """The metrics, watched."""
        witness = self

        class Watched(QFontMetrics):
            def elidedText(self, text: str, mode: Any, width: int, flags: int | None = 0) -> str:
                shown = super().elidedText(text, mode, width, flags)
                if shown != text and text.startswith("["):
                    witness.cut[text] = width
                return shown

        return Watched(metrics)


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Witness]:
    """Watches every font that is measured through the theme."""
    witness, plain = Witness(), Fonts.metrics

    def metrics(fonts: Fonts, role: str, weight: int = 400, *, tabular: bool = False) -> QFontMetrics:
        return witness.metrics(plain(fonts, role, weight, tabular=tabular))

    with monkeypatch.context() as patch:
        patch.setattr(Fonts, "metrics", metrics)
        yield witness


def clipped(window: QWidget, witness: Witness) -> Iterator[str]:
    """A sentence for each text that does not fit; paints the window."""
    witness.cut.clear()
    window.grab()
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisibleTo(window)]
    told = {widget.toolTip() for widget in shown}
    for text, room in witness.cut.items():
        if not any(text in tip for tip in told):
            yield f"{text!r} was cut to {room} px"
    for widget in shown:
        for complaint in _of_widget(widget):
            yield f"{_name(widget)}: {complaint}"
    yield from standing_out(window)


def standing_out(window: QWidget) -> Iterator[str]:
    """A sentence for each widget with words that is cut off by what holds it."""
    for widget in window.findChildren(QWidget):
        if _has_words(widget) and widget.isVisibleTo(window) and (cut := _cut_by_ancestors(widget, window)):
            yield f"{_name(widget)}: {cut}"


def _name(widget: QWidget) -> str:
    words = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} {widget.objectName() or words!r}"


def _has_words(widget: QWidget) -> bool:
    return isinstance(widget, QLabel | Button | QLineEdit | QComboBox | Check)


def _of_widget(widget: QWidget) -> Iterator[str]:
    match widget:
        case ElidedLabel():
            return
        case QLabel() if widget.text():
            yield from _of_label(widget)
        case Button() | Check():
            if widget.width() + SLACK < widget.sizeHint().width() and widget.text() not in widget.toolTip():
                yield f"{widget.text()!r} needs {widget.sizeHint().width()} px and has {widget.width()}"
        case QLineEdit() if not widget.text():
            need = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
            if widget.width() < need and widget.placeholderText() not in widget.toolTip():
                yield f"{widget.placeholderText()!r} needs {need} px and has {widget.width()}"
        case _:
            return


def _of_label(label: QLabel) -> Iterator[str]:
    room = label.contentsRect()
    if label.wordWrap():
        need = label.heightForWidth(label.width())
        if label.height() + SLACK < need:
            yield f"{label.text()!r} needs {need} px of height and has {label.height()}"
        if label.textFormat() is Qt.TextFormat.RichText:
            return
        longest = max((label.fontMetrics().horizontalAdvance(word) for word in label.text().split()), default=0)
        if room.width() + SLACK < longest:
            yield f"a word of {label.text()!r} needs {longest} px and has {room.width()}"
        return
    need = max(label.fontMetrics().horizontalAdvance(line) for line in label.text().split("\n"))
    if room.width() + SLACK < need:
        yield f"{label.text()!r} needs {need} px and has {room.width()}"
    if room.height() + 2 * SLACK < label.fontMetrics().height():
        yield f"{label.text()!r} needs {label.fontMetrics().height()} px of height and has {room.height()}"


def _cut_by_ancestors(widget: QWidget, window: QWidget) -> str:
    """What is cut off by what holds it; a scrolled page may go on below."""
    rect = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    place = widget.parentWidget()
    scrolled = False
    while place is not None and place is not window:
        holder = QRect(place.mapTo(window, QPoint(0, 0)), place.size())
        if isinstance(place.parentWidget(), QAbstractScrollArea):
            scrolled = True
        if rect.left() < holder.left() - SLACK or rect.right() > holder.right() + SLACK:
            return f"stands out of its {type(place).__name__} sideways"
        if not scrolled and (rect.top() < holder.top() - SLACK or rect.bottom() > holder.bottom() + SLACK):
            return f"stands out of its {type(place).__name__}"
        place = place.parentWidget()
    if scrolled:
        return ""
    return "" if window.rect().adjusted(-1, -1, 1, 1).contains(rect) else "stands out of the window"
