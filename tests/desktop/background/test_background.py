"""Work leaves the GUI thread by one door and comes back by one signal."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop.background.background import Background
from desktop.background.changes import Changes, Written
from desktop.background.operations import Cancelled, Latest
from desktop.shell.known_errors import UNKNOWN, words_of
from domain.errors import KnownError


class NoRoomError(KnownError):
    """A known error."""


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


@pytest.fixture
def window(qtbot: QtBot) -> QObject:
    return QObject()


def put_down(notes: list[int], number: int) -> Written[None]:
    notes.append(number)
    return Written(Changes(), None)


def echoed(typed: str, _cancelled: Cancelled) -> str:
    return typed


def refuse() -> Written[None]:
    raise NoRoomError


def test_a_result_comes_back_in_the_gui_thread(background: Background, window: QObject, qtbot: QtBot) -> None:
    seen: list[tuple[str, threading.Thread]] = []

    background.read(window, lambda _cancelled: threading.current_thread().name).success(
        lambda name: seen.append((name, threading.current_thread()))
    ).run()
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen))

    [(worker, thread)] = seen
    assert worker.startswith("reader")
    assert thread is threading.main_thread()


def test_writes_are_made_in_the_order_they_were_asked_for(
    background: Background, window: QObject, qtbot: QtBot
) -> None:
    order: list[int] = []

    for number in range(50):
        background.write(window, partial(put_down, order, number)).run()
    qtbot.waitUntil(lambda: len(order) == 50)

    assert order == list(range(50))


def test_a_write_tells_every_window_what_changed_and_who_asked(
    background: Background, window: QObject, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(background.hub.changes_committed) as told:
        background.write(window, lambda: Written(Changes.of("ticket", "t1"), "t1")).run(initiator=window)

    changes, initiator = told.args
    assert changes.touches_record("ticket", "t1")
    assert initiator is window


def test_changes_of_a_window_closed_meanwhile_are_still_announced(background: Background, qtbot: QtBot) -> None:
    closed = QObject()
    seen: list[str] = []
    with qtbot.waitSignal(background.hub.changes_committed):
        background.write(closed, lambda: Written(Changes.of("ticket", "t1"), "t1")).success(seen.append).run()
        shiboken6.delete(closed)

    assert seen == []


def test_changes_from_the_server_come_by_the_same_signal(background: Background, qtbot: QtBot) -> None:
    with qtbot.waitSignal(background.hub.changes_committed) as told:
        threading.Thread(target=background.announce, args=[Changes(everything=True)]).start()

    assert told.args[0].touches("article")
    assert told.args[1] is None


def test_a_known_error_goes_to_who_asked(background: Background, window: QObject, qtbot: QtBot) -> None:
    seen: list[type[KnownError]] = []

    background.write(window, refuse).failure(lambda error: seen.append(type(error))).run()
    qtbot.waitUntil(lambda: bool(seen))

    assert seen == [NoRoomError]


def test_a_known_error_that_nobody_handles_is_shown(background: Background, window: QObject, qtbot: QtBot) -> None:
    with qtbot.waitSignal(background.failed) as shown:
        background.write(window, refuse).run()

    [error] = shown.args or []
    assert isinstance(error, NoRoomError)


def test_a_bug_is_not_swallowed_and_who_asked_does_not_wait_for_ever(
    background: Background, window: QObject, qtbot: QtBot
) -> None:
    succeeded: list[object] = []
    seen: list[KnownError] = []

    with capture_exceptions() as bugs:
        background.read(window, lambda _cancelled: 1 // 0).success(succeeded.append).failure(seen.append).run()
        qtbot.waitUntil(lambda: bool(bugs))

    assert bugs[0][0] is ZeroDivisionError
    assert succeeded == []
    assert [words_of(error) for error in seen] == [UNKNOWN]


def test_a_bug_in_work_that_nobody_looks_after_is_said(background: Background, window: QObject, qtbot: QtBot) -> None:
    with capture_exceptions() as bugs, qtbot.waitSignal(background.failed) as shown:
        background.write(window, lambda: Written(Changes(), 1 // 0)).run()
    qtbot.waitUntil(lambda: bool(bugs))

    [error] = shown.args or []
    assert words_of(error) == UNKNOWN


def test_every_search_cancels_the_one_before(background: Background, window: QObject, qtbot: QtBot) -> None:
    found: list[str] = []
    latest = Latest()
    begun = threading.Event()

    def slow(cancelled: Cancelled) -> str:
        begun.set()
        while not cancelled():
            pass
        return "slow"

    latest.run(background.search(window, slow).success(found.append))
    begun.wait(1)
    for typed in ("p", "pr", "pri"):
        latest.run(background.search(window, partial(echoed, typed)).success(found.append))
    qtbot.waitUntil(lambda: bool(found))
    qtbot.wait(20)

    assert found == ["pri"]


def test_closing_finishes_what_was_to_be_written(qtbot: QtBot, window: QObject) -> None:
    background = Background()
    written: list[int] = []
    for number in range(20):
        background.write(window, partial(put_down, written, number)).run()

    background.close()

    assert len(written) == 20
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("store")]


def test_what_is_asked_after_the_closing_is_dropped_without_a_word(qtbot: QtBot, window: QObject) -> None:
    background = Background()
    found: list[str] = []
    background.search(window, partial(echoed, "before")).run()
    background.close()

    background.search(window, partial(echoed, "after")).success(found.append).run()
    background.read(window, lambda _cancelled: "after").success(found.append).run()
    qtbot.wait(20)

    assert found == []
