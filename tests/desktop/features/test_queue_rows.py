"""A ticket's row shows what matters at a glance, at any resolution."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from desktop.features.queue.model import RowRole
from desktop.features.queue.painter import TicketPainter
from desktop.shell.virtual_list import RowState, VirtualListView
from desktop.theme.theme import Theme
from sync.replica.reading.list_query import Grouping, GroupRow
from sync.replica.reading.rows import TicketRow

WIDTH = 380
PRESENT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NOW = PRESENT.isoformat()


def row(**changes: object) -> TicketRow:
    """A ticket that was read, without a deadline."""
    facts: dict[str, object] = {
        "id": "t1", "number": 4711, "subject": "Till 2 frozen", "status": "open", "priority": "normal",
        "store": "Harbourside", "requester": "Hannah Price", "requester_id": "hannah", "assignee_id": None,
        "assignee": "", "topic_id": None, "created_at": NOW, "updated_at": NOW, "due_at": None, "resolved_at": None,
        "last_message_at": NOW, "last_message_by": "me", "seen_at": NOW,
    }  # fmt: skip
    return TicketRow(**(facts | changes))  # type: ignore[arg-type]


UNREAD = {"last_message_by": "hannah", "seen_at": None}
URGENT = {"priority": "urgent", "due_at": (PRESENT + timedelta(minutes=13)).isoformat(), **UNREAD}


class One(QAbstractListModel):
    """A list of one row."""

    def __init__(self, shown: object) -> None:
        super().__init__()
        self._shown = shown

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Override QAbstractListModel.rowCount."""
        return 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractListModel.data."""
        return self._shown if role == RowRole else None


def painted(theme: Theme, shown: object, state: RowState | None = None, ratio: float = 1.0) -> QImage:
    """The row as pixels."""
    size = QSize(WIDTH, theme.tokens.height.ticket_row)
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.colors.surface)
    rows, model, painter = TicketPainter(theme, "me"), One(shown), QPainter(image)
    rows.present = PRESENT
    rows.paint(painter, QRect(0, 0, size.width(), size.height()), model.index(0, 0), state or RowState())
    painter.end()
    return image


def has(image: QImage, color: QColor, left: int = 0, right: int = WIDTH) -> bool:
    """Whether a pixel of exactly this colour stands between two columns."""
    columns = range(left, min(right, image.width()))
    return any(image.pixelColor(x, y) == color for x in columns for y in range(image.height()))


def test_an_unread_row_has_a_dot_and_a_read_one_has_not(theme: Theme) -> None:
    dot = theme.colors.accent_text

    assert has(painted(theme, row(**UNREAD)), dot, right=18)
    assert not has(painted(theme, row()), dot, right=18)


def test_a_selected_row_has_a_bar_and_says_whether_its_window_is_active(theme: Theme) -> None:
    colors = theme.colors
    active = painted(theme, row(), RowState(selected=True))
    away = painted(theme, row(), RowState(selected=True, active=False))

    assert active.pixelColor(1, 20) == away.pixelColor(1, 20) == colors.accent_text
    assert active.pixelColor(200, 3) == colors.selection
    assert away.pixelColor(200, 3) == colors.selection_inactive


def test_a_row_under_the_pointer_is_lit_unless_it_is_chosen(theme: Theme) -> None:
    assert painted(theme, row(), RowState(hovered=True)).pixelColor(200, 3) == theme.colors.hover
    both = painted(theme, row(), RowState(hovered=True, selected=True))
    assert both.pixelColor(200, 3) == theme.colors.selection


def test_the_keyboard_s_ring_lies_within_its_row(theme: Theme) -> None:
    image = painted(theme, row(), RowState(focused=True))

    assert image.pixelColor(200, 0) == theme.colors.focus_ring
    assert image.pixelColor(0, 20) == theme.colors.focus_ring
    assert image.pixelColor(WIDTH - 1, 20) == theme.colors.focus_ring


def test_a_long_subject_never_runs_into_what_stands_behind_it(theme: Theme) -> None:
    long = "Card terminal declines every contactless payment since the update of this morning, in both lanes"
    short_image, long_image = (painted(theme, row(subject=words, **URGENT)) for words in ("x", long))

    end_left = WIDTH - 16 - theme.metrics("caption", 600, tabular=True).horizontalAdvance("13 min")
    right_part = QRect(end_left, 0, WIDTH - end_left, long_image.height())
    assert short_image.copy(right_part) == long_image.copy(right_part)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_rows_are_sharp_at_every_resolution(theme: Theme, ratio: float) -> None:
    image = painted(theme, row(**URGENT), RowState(selected=True), ratio)

    assert image.width() == round(WIDTH * ratio)
    assert has(image, theme.colors.status_open, right=image.width())


def test_a_group_that_is_late_says_so_in_red(theme: Theme) -> None:
    image = painted(theme, GroupRow(Grouping.DEADLINE, "overdue", 3))

    assert image.pixelColor(2, 2) == theme.colors.sunken
    assert has(image, theme.colors.danger)


class Ten:
    """Rows of ten pixels, as heights and as a painter that notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, RowState]] = []

    def top_of(self, row: int) -> int:
        """Where a row begins."""
        return 10 * row

    def row_at(self, y: int) -> int:
        """The row there."""
        return min(y // 10, 0)

    def paint(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, state: RowState
    ) -> None:
        """Note it."""
        self.asked.append((index.row(), state))


def test_a_list_tells_its_painter_which_row_is_chosen(qtbot: QtBot) -> None:
    ten = Ten()
    view = VirtualListView(ten, ten)
    qtbot.addWidget(view)
    view.setModel(One("only"))
    view.show()
    qtbot.waitExposed(view)
    qtbot.waitUntil(lambda: bool(ten.asked))
    assert not ten.asked[-1][1].selected

    view.setCurrentIndex(view.model().index(0, 0))

    qtbot.waitUntil(lambda: ten.asked[-1] == (0, RowState(selected=True, active=True, focused=True)))


def test_a_list_that_shows_others_is_painted_once(qtbot: QtBot) -> None:
    ten, model = Ten(), One("only")
    view = VirtualListView(ten, ten)
    qtbot.addWidget(view)
    view.setModel(model)
    view.show()
    qtbot.waitExposed(view)
    qtbot.waitUntil(lambda: bool(ten.asked))
    qtbot.wait(50)
    ten.asked.clear()

    model.layoutAboutToBeChanged.emit()
    model.layoutChanged.emit()

    qtbot.waitUntil(lambda: bool(ten.asked))
    qtbot.wait(50)
    assert len(ten.asked) == 1
