"""Lines break where room ends, from either side, and words with actions go below one another when it is narrow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.flow import Beside, FlowRow


class Block(QWidget):
    """So wide and 20 high."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._hint = QSize(width, 20)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return self._hint


@pytest.mark.parametrize(
    ("direction", "lefts"),
    [(Qt.LayoutDirection.LeftToRight, [0, 108, 0]), (Qt.LayoutDirection.RightToLeft, [150, 42, 150])],
)
def test_what_has_no_room_goes_to_the_next_line(qtbot: QtBot, direction: Qt.LayoutDirection, lefts: list[int]) -> None:
    blocks = [Block(100) for _ in range(3)]
    row = FlowRow(*blocks)
    qtbot.addWidget(row)
    row.setLayoutDirection(direction)
    row.resize(250, row.heightForWidth(250))
    row.show()

    assert [block.x() for block in blocks] == lefts
    assert [block.y() for block in blocks] == [0, 0, 28]
    assert row.heightForWidth(320) == 20


def test_what_is_hidden_takes_no_room(qtbot: QtBot) -> None:
    blocks = [Block(100) for _ in range(3)]
    row = FlowRow(*blocks)
    qtbot.addWidget(row)
    blocks[0].hide()

    assert row.heightForWidth(210) == 20


def test_actions_stand_at_the_end_and_below_where_it_is_narrow(qtbot: QtBot) -> None:
    words, action = QLabel("Did this solve it?"), Block(80)
    both = Beside(words, action)
    qtbot.addWidget(both)
    both.resize(400, 20)
    both.show()
    assert (action.x(), action.y()) == (320, 0)

    both.resize(100, both.heightForWidth(100))

    assert action.y() >= words.height()
    assert both.rect().contains(action.geometry())
