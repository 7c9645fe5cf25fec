"""What can be seen of a window: its pixels, compared before and after something."""

from __future__ import annotations

from collections.abc import Iterator
from operator import ne

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.shell import names
from desktop.shell.over import Over
from tests.support.readers import called, tab_stops

AROUND_PX = 20
"""A ring, the frame of a field or the rule below it stand outside of what has the keyboard."""
SETTLED_MS = 300
TOAST_MOST_MS = 15_000
SEEN_PX = 24
"""So many pixels have to differ: a hairline around the smallest control has more, a blinking cursor less."""


def picture(widget: QWidget) -> QImage:
    """The part of its window that a widget and what may stand around it take."""
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    around = place.adjusted(-AROUND_PX, -AROUND_PX, AROUND_PX, AROUND_PX).intersected(window.rect())
    return window.grab(around).toImage().convertToFormat(QImage.Format.Format_RGB32)


def differing(one: QImage, other: QImage) -> int:
    """How many pixels are others."""
    if one.size() != other.size():
        return one.width() * one.height()
    before, after, row = bytes(one.constBits()), bytes(other.constBits()), one.bytesPerLine()
    rows = ((before[at : at + row], after[at : at + row]) for at in range(0, len(before), row))
    return sum(sum(map(ne, memoryview(was).cast("I"), memoryview(now).cast("I"))) for was, now in rows if was != now)


def unseen_focus(window: QWidget) -> Iterator[str]:
    """A sentence for every control that looks the same with the keyboard as without it."""
    for stop in reachable(window):
        if not _shows_focus(stop):
            _let_settle(window)
            if not _shows_focus(stop):
                yield f"{called(stop)} looks the same with the keyboard as without it"


def _let_settle(window: QWidget) -> None:
    """Wait for what is made anew in a turn of its own, and until no word at the foot of the window covers anything."""
    QTest.qWait(SETTLED_MS)
    for _ in range(TOAST_MOST_MS // SETTLED_MS):
        if not any(toast.isVisible() for toast in window.findChildren(QWidget, names.TOAST)):
            return
        QTest.qWait(SETTLED_MS)


def _shows_focus(stop: QWidget) -> bool:
    _bring_into_sight(stop)
    QApplication.processEvents()
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    before = picture(stop)
    stop.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return differing(before, picture(stop)) >= SEEN_PX


def reachable(window: QWidget) -> list[QWidget]:
    """Where Tab leads to what is not covered: within what lies over a window, else anywhere."""
    over = next((child for child in window.children() if isinstance(child, Over) and child.isVisible()), None)
    return [stop for stop in tab_stops(window) if over is None or over.isAncestorOf(stop)]


def _bring_into_sight(widget: QWidget) -> None:
    place = widget.parentWidget()
    while place is not None:
        if isinstance(place, QScrollArea):
            place.ensureWidgetVisible(widget, AROUND_PX, AROUND_PX)
        place = place.parentWidget()
