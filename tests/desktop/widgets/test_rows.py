"""A row shows what matters at a glance, at any resolution and size of text."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.theme.theme import Theme
from desktop.widgets.painting import avatar_colors, initials
from desktop.widgets.rows import GroupRow, Person, Row, RowPainter, RowState

WIDTH = 380
PLAIN = Row("Till 2 frozen", "Bristol, Harbourside · Hannah Price")
FULL = Row(
    "Card terminal declines every contactless payment since the update of this morning",
    "Dublin, Rathmines · Aoife Brennan, who owns two stores and writes in English",
    unread=True, glyph="status-open", glyph_color="status_open", flag="flag", flag_color="priority_urgent",
    end="13 min", end_color="warning", viewers=(Person("tom", "Tom Okafor"),), count=2,
)  # fmt: skip


def painted(theme: Theme, row: Row | GroupRow, state: RowState | None = None, ratio: float = 1.0) -> QImage:
    """The row as pixels."""
    size = QSize(WIDTH, theme.tokens.height.ticket_row)
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.colors.surface)
    painter = QPainter(image)
    rows, rect = RowPainter(theme), QRect(0, 0, size.width(), size.height())
    if isinstance(row, GroupRow):
        rows.paint_group(painter, rect, row)
    else:
        rows.paint_row(painter, rect, row, state or RowState())
    painter.end()
    return image


def has(image: QImage, color: QColor, left: int = 0, right: int = WIDTH) -> bool:
    """Whether a pixel of exactly this colour stands between two columns."""
    columns = range(left, min(right, image.width()))
    return any(image.pixelColor(x, y) == color for x in columns for y in range(image.height()))


def test_an_unread_row_has_a_dot_and_a_read_one_has_not(theme: Theme) -> None:
    dot = theme.colors.accent_text

    assert has(painted(theme, replace(PLAIN, unread=True)), dot, right=18)
    assert not has(painted(theme, PLAIN), dot, right=18)


def test_a_selected_row_has_a_bar_and_says_whether_its_window_is_active(theme: Theme) -> None:
    colors = theme.colors
    active = painted(theme, PLAIN, RowState(selected=True))
    away = painted(theme, PLAIN, RowState(selected=True, active=False))

    assert active.pixelColor(1, 20) == away.pixelColor(1, 20) == colors.accent_text
    assert active.pixelColor(200, 3) == colors.selection
    assert away.pixelColor(200, 3) == colors.selection_inactive


def test_a_ring_lies_within_its_row(theme: Theme) -> None:
    image = painted(theme, PLAIN, RowState(ringed=True))

    assert image.pixelColor(200, 0) == theme.colors.focus_ring
    assert image.pixelColor(200, image.height() - 1) == theme.colors.focus_ring


@pytest.mark.parametrize("zoom", [0.9, 1.0, 1.5])
def test_a_long_subject_never_runs_into_what_stands_behind_it(theme: Theme, zoom: float) -> None:
    theme.set_zoom(zoom)
    short, long = painted(theme, replace(FULL, subject="x", second="")), painted(theme, FULL)
    end_left = WIDTH - theme.scaled(16) - theme.metrics("caption", 600, tabular=True).horizontalAdvance("13 min")

    right_part = QRect(end_left, 0, WIDTH - end_left, long.height())
    assert short.copy(right_part) == long.copy(right_part)


def test_one_unread_message_needs_no_number(theme: Theme) -> None:
    fill = theme.colors.accent

    assert has(painted(theme, replace(PLAIN, count=2)), fill)
    assert not has(painted(theme, replace(PLAIN, count=1)), fill)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_rows_are_sharp_at_every_resolution(theme: Theme, ratio: float) -> None:
    image = painted(theme, FULL, RowState(selected=True), ratio)

    assert image.width() == round(WIDTH * ratio)
    assert has(image, theme.colors.status_open, right=image.width())


def test_a_group_says_its_name_in_its_colour(theme: Theme) -> None:
    image = painted(theme, GroupRow("Overdue", 3, "danger"))

    assert image.pixelColor(2, 2) == theme.colors.sunken
    assert has(image, theme.colors.danger)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Nuria Vidal", "NV"), ("Rosa María de la Torre", "RT"), ("Ana", "A"), ("", ""), ("íñigo (turno) Ruiz", "ÍR")],
)
def test_initials_are_those_of_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_person_has_the_same_colour_everywhere(theme: Theme) -> None:
    ids = [f"user-{number}" for number in range(60)]

    chosen = [theme.colors.avatar.index(avatar_colors(theme.colors, each)) for each in ids]

    assert chosen == [theme.colors.avatar.index(avatar_colors(theme.colors, each)) for each in ids]
    assert set(chosen) == set(range(6))
