"""What is made ahead is made when there is nothing else to do."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.shell.idle_steps import PUT_OFF_MOST, IdleSteps


class Clock:
    """Asked when a turn is begun to be waited for, and when it comes: then it is late by so much."""

    def __init__(self, late_s: float) -> None:
        self.looks = 0
        self._late_s = late_s

    def __call__(self) -> float:
        self.looks += 1
        return 0.015 + self._late_s if self.looks % 2 == 0 else 0.0


@pytest.mark.parametrize(("late_s", "turns_each"), [(0.0, 1), (0.03, PUT_OFF_MOST + 1)])
def test_steps_wait_for_a_quiet_turn_but_not_for_ever(qtbot: QtBot, late_s: float, turns_each: int) -> None:
    taken: list[str] = []
    clock, parent = Clock(late_s), QObject()
    steps = IdleSteps([lambda: taken.append("first"), lambda: taken.append("second")], parent, clock)
    with qtbot.waitSignal(steps.done):
        pass
    assert taken == ["first", "second"]
    assert clock.looks == 2 * turns_each * (len(taken) + 1)
