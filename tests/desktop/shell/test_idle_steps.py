"""What is made ahead is made when there is nothing else to do."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.shell.idle_steps import PUT_OFF_MOST, IdleSteps


class Worked:
    """Asked when a turn is begun to be waited for, and when it comes: so much was worked in between."""

    def __init__(self, worked_s: float) -> None:
        self.looks = 0
        self._worked_s = worked_s

    def __call__(self) -> float:
        self.looks += 1
        return self._worked_s if self.looks % 2 == 0 else 0.0


@pytest.mark.parametrize(("worked_s", "turns_each"), [(0.0, 1), (0.02, PUT_OFF_MOST + 1)])
def test_steps_wait_for_a_quiet_turn_but_not_for_ever(qtbot: QtBot, worked_s: float, turns_each: int) -> None:
    taken: list[str] = []
    worked, parent = Worked(worked_s), QObject()
    steps = IdleSteps([lambda: taken.append("first"), lambda: taken.append("second")], parent, worked)
    with qtbot.waitSignal(steps.done):
        pass
    assert taken == ["first", "second"]
    assert worked.looks == 2 * turns_each * (len(taken) + 1)


def test_one_that_stumbles_holds_up_no_other(qtbot: QtBot) -> None:
    taken: list[str] = []

    def stumble() -> None:
        raise KeyError("nobody foresaw this")

    parent = QObject()
    steps = IdleSteps([stumble, lambda: taken.append("second")], parent)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(steps.done):
        pass
    assert [kind for kind, _, _ in caught] == [KeyError]
    assert taken == ["second"]
