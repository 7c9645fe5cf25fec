"""Bursts are thinned out, and their last call is never lost."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.background.throttle import Throttle


def test_the_first_goes_through_at_once_and_the_last_of_a_burst_follows(qtbot: QtBot) -> None:
    seen: list[str] = []
    throttle = Throttle(20, seen.append)

    for typed in ("p", "pr", "pri"):
        throttle(typed)
    assert seen == ["p"]
    qtbot.waitUntil(lambda: len(seen) == 2)

    assert seen == ["p", "pri"]


def test_saving_waits_for_the_burst_to_end(qtbot: QtBot) -> None:
    seen: list[str] = []
    throttle = Throttle(1000, seen.append, leading=False)

    throttle("a")
    throttle("b")
    assert seen == []
    throttle.flush()

    assert seen == ["b"]


def test_a_cancelled_call_is_not_made(qtbot: QtBot) -> None:
    seen: list[str] = []
    throttle = Throttle(10, seen.append, leading=False)

    throttle("a")
    throttle.cancel()
    throttle.flush()

    assert seen == []


def test_a_throttle_ends_with_its_parent(qtbot: QtBot) -> None:
    seen: list[str] = []
    parent = QObject()
    Throttle(5, seen.append, parent, leading=False)("a")

    parent.deleteLater()
    qtbot.wait(20)

    assert seen == []
