"""A computer that woke up, or has its network again, tries at once instead of sitting out its pause."""

from __future__ import annotations

import pytest
from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from desktop.background.reachability import LOOK_MS, Reachability

State = QNetworkInformation.Reachability


class Clocks:
    """Both clocks, in seconds."""

    def __init__(self) -> None:
        self.awake = self.wall = 1_000.0

    def pass_by(self, awake: float, wall: float) -> None:
        self.awake += awake
        self.wall += wall


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watched(qtbot: QtBot, clocks: Clocks) -> tuple[Reachability, list[bool]]:
    told: list[bool] = []
    made = Reachability(awake_s=lambda: clocks.awake, wall_s=lambda: clocks.wall)
    made.came_back.connect(lambda: told.append(True))
    return made, told


@pytest.mark.parametrize(
    ("awake", "wall", "woke"),
    [
        (LOOK_MS / 1000, LOOK_MS / 1000, False),
        (LOOK_MS / 1000 + 3, LOOK_MS / 1000 + 3, False),
        (LOOK_MS / 1000, 3_600, True),
        (3_600, 3_600, True),
        (LOOK_MS / 1000, -7_200, False),
    ],
    ids=["in time", "a little late", "slept, own clock stood still", "slept, own clock went on", "clock set back"],
)
def test_a_gap_between_the_clocks_is_a_sleep(
    watched: tuple[Reachability, list[bool]], clocks: Clocks, awake: float, wall: float, woke: bool
) -> None:
    reachability, told = watched
    clocks.pass_by(awake, wall)
    reachability.look()
    assert bool(told) is woke
    clocks.pass_by(LOOK_MS / 1000, LOOK_MS / 1000)
    reachability.look()
    assert len(told) == woke


def test_a_network_that_comes_back_is_told_once(watched: tuple[Reachability, list[bool]]) -> None:
    _, told = watched
    system = QNetworkInformation.instance()
    if system is None:
        pytest.skip("this system tells nobody about its network")
    for state in (State.Disconnected, State.Local, State.Online):
        system.reachabilityChanged.emit(state)
    assert told == [True]
