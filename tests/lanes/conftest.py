"""The sizes of the lanes, and the line each closes with."""

from __future__ import annotations

import faulthandler
import time

import pytest

LINES = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the big sizes."""
    lanes = parser.getgroup("lanes")
    lanes.addoption("--lane-rows", type=int, default=200_000, help="rows of the feed in the lane of the writers")
    lanes.addoption("--lane-runs", type=int, default=4, help="runs of the lane of client processes")
    lanes.addoption("--lane-seed", type=int, default=None, help="seed of the first run; another each time if left out")


def pytest_configure(config: pytest.Config) -> None:
    """Make room for the closing lines."""
    config.stash[LINES] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print them."""
    for line in config.stash.get(LINES, []):
        terminalreporter.write_line(line)


@pytest.fixture(autouse=True)
def no_alarm() -> None:
    """Take back the alarm that ends a test after five minutes: a lane takes as long as it is large."""
    faulthandler.cancel_dump_traceback_later()


@pytest.fixture
def first_seed(request: pytest.FixtureRequest) -> int:
    """The seed of this run's first draw."""
    given: int | None = request.config.getoption("--lane-seed")
    return int(time.time()) if given is None else given


class ClosingLine:
    """What a lane says at its end."""

    def __init__(self, config: pytest.Config, name: str) -> None:
        self._config = config
        self._name = name
        self._began_s = time.monotonic()

    def say(self, text: str) -> None:
        """Say it."""
        took_s = time.monotonic() - self._began_s
        self._config.stash[LINES].append(f"lane {self._name}: {text}, {took_s:.0f} s")


@pytest.fixture
def closing(request: pytest.FixtureRequest) -> ClosingLine:
    """Where the lane's closing line goes."""
    return ClosingLine(request.config, request.node.name.removeprefix("test_").replace("_", " "))
