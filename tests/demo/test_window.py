"""The demo's two windows do not hide each other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize

from demo.window import geometry_of

LEAST, WANTED = QSize(900, 600), QSize(1440, 900)


@pytest.mark.parametrize("screen", [QRect(0, 0, 1920, 1040), QRect(1920, 30, 2560, 1400)])
def test_where_two_fit_they_stand_side_by_side(screen: QRect) -> None:
    first, second = (geometry_of(place, screen, LEAST, WANTED) for place in (0, 1))

    assert not first.intersects(second)
    assert screen.contains(first)
    assert screen.contains(second)


def test_on_a_small_screen_one_stands_a_step_below_the_other() -> None:
    screen = QRect(0, 0, 1366, 768)

    first, second = (geometry_of(place, screen, LEAST, WANTED) for place in (0, 1))

    assert screen.contains(first)
    assert screen.contains(second)
    assert first.topLeft() != second.topLeft()
