"""The list that lays out only what it shows: what is on the screen after scrolling is what painting all of it gives."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QStringListModel, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.shell.virtual_list import Index, RowState, VirtualListView
from desktop.theme.theme import Theme

ROWS, ROW_PX = 1_000, 37


class Heights:
    """Rows of one height."""

    def top_of(self, row: int) -> int:
        return row * ROW_PX

    def row_at(self, y: int) -> int:
        return min(ROWS - 1, y // ROW_PX)


class Rows:
    """Paints numbers and notes which."""

    def __init__(self) -> None:
        self.painted: list[int] = []

    def paint(self, painter: QPainter, rect: QRect, index: Index, state: RowState) -> None:
        self.painted.append(index.row())
        painter.drawText(rect, f"{index.row()} {state.hovered}")


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication, rows: Rows, theme: Theme) -> VirtualListView:
    theme.applied_to(qapp)
    view = VirtualListView(Heights(), rows)
    view.setModel(QStringListModel([str(row) for row in range(ROWS)], view))
    qtbot.addWidget(view)
    view.resize(300, 500)
    view.show()
    qtbot.waitExposed(view)
    qtbot.waitUntil(lambda: bool(rows.painted))
    return view


def on_screen(view: VirtualListView) -> QImage:
    QApplication.processEvents()
    return QGuiApplication.primaryScreen().grabWindow(view.winId()).toImage()


def wheel(view: VirtualListView, px: int) -> None:
    place = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        place, view.viewport().mapToGlobal(place), QPoint(0, -px), QPoint(0, -3 * px), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


@pytest.mark.parametrize("steps", [(20, 20, 20), (55, -35, 10), (20, 9_000, -40), (400, 300, -600)], ids=str)
def test_scrolling_shows_what_painting_all_of_it_would(view: VirtualListView, steps: tuple[int, ...]) -> None:
    for px in steps:
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() + px)
        scrolled = on_screen(view)
        view.viewport().update()
        assert scrolled == on_screen(view)


def test_the_wheel_paints_only_what_comes_into_sight(view: VirtualListView, rows: Rows) -> None:
    first = on_screen(view)
    counts = []
    for _ in range(10):
        rows.painted.clear()
        wheel(view, 40)
        assert on_screen(view) != first
        counts.append(len(rows.painted))
    assert max(counts) <= 6, "of the fourteen that are in sight"


def test_the_row_under_the_pointer_is_no_longer_lit_where_it_went(qtbot: QtBot, view: VirtualListView) -> None:
    plain = on_screen(view)
    QTest.mouseMove(view.viewport(), QPoint(50, 3 * ROW_PX + 5))
    assert on_screen(view) != plain
    view.verticalScrollBar().setValue(ROW_PX)
    scrolled = on_screen(view)
    view.viewport().update()
    assert scrolled == on_screen(view)
