"""What is made ahead is made when there is nothing else to do."""

import subprocess
import sys

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


WHAT_COMES_TOGETHER = """
import importlib._bootstrap as bootstrap
from desktop.shell import idle_steps, tickets_page, window

loaded, load = [], bootstrap._load_unlocked

def noting(spec):
    module = load(spec)
    if spec.name.startswith("desktop.") and spec.submodule_search_locations is None:
        loaded.append(spec.name)
    return module

bootstrap._load_unlocked = noting
for step in idle_steps.loading():
    before = len(loaded)
    step()
    if len(loaded) > before + 1:
        print(*loaded[before:])
before = len(loaded)
import desktop.features.conversation.context, desktop.features.conversation.view
if len(loaded) > before:
    print("afterwards", *loaded[before:])
"""


def test_each_step_loads_one_module_of_ours_and_none_is_left_for_the_first_ticket() -> None:
    # In a process of its own: here, everything is loaded.
    told = subprocess.run([sys.executable, "-c", WHAT_COMES_TOGETHER], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines() == []
