"""The page of keys: the new keys are pressed, what they did before is said, and every way back is there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.features.shortcuts.recorder import KeyRecorder
from desktop.features.shortcuts.row import KeyRow
from desktop.features.shortcuts.view import KeysPage
from desktop.shell.key_map import KeyMap
from tests.support.desk import Desk

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> KeysPage:
    made = KeysPage(desk_of("ana").work)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def keys(page: KeysPage) -> KeyMap:
    return page._work.keys


def recording(qtbot: QtBot, page: KeysPage, name: str) -> tuple[KeyRow, KeyRecorder]:
    row = page.rows[name]
    row.change.click()
    recorder = row.findChild(KeyRecorder)
    assert recorder is not None
    qtbot.waitUntil(recorder.hasFocus)
    return row, recorder


def test_the_keys_that_are_pressed_hold(qtbot: QtBot, page: KeysPage, keys: KeyMap) -> None:
    row, recorder = recording(qtbot, page, "assign")
    assert not row.change.isVisible()

    QTest.keyClick(recorder, Qt.Key.Key_M, CONTROL)

    assert keys.keys_of("assign") == ("Ctrl+M",)
    assert row.change.isVisible()
    row.back.click()
    assert keys.keys_of("assign") == ("A",)


def test_two_steps_are_one_choice(qtbot: QtBot, page: KeysPage, keys: KeyMap) -> None:
    _, recorder = recording(qtbot, page, "assign")

    QTest.keyClick(recorder, Qt.Key.Key_G)
    QTest.keyClick(recorder, Qt.Key.Key_M)

    assert keys.keys_of("assign") == ("G, M",)


def test_keys_that_are_taken_are_asked_about(qtbot: QtBot, page: KeysPage, keys: KeyMap) -> None:
    told: list[str] = []
    page.told.connect(told.append)
    row, recorder = recording(qtbot, page, "assign")
    QTest.keyClick(recorder, Qt.Key.Key_J)
    qtbot.waitUntil(row.take.isVisible, timeout=2000)
    assert "Next ticket" in row._said.text()
    assert keys.keys_of("assign") == ("A",)

    row.take.click()

    assert (keys.keys_of("assign"), keys.keys_of("next")) == (("J",), ())
    assert told == ["No key leads to these any more: Next ticket."]
    page.reset_all.click()
    assert (keys.keys_of("assign"), keys.keys_of("next")) == (("A",), ("J",))


def test_keys_of_fields_are_refused(qtbot: QtBot, page: KeysPage, keys: KeyMap) -> None:
    row, recorder = recording(qtbot, page, "assign")

    QTest.keyClick(recorder, Qt.Key.Key_Return, CONTROL)

    assert keys.keys_of("assign") == ("A",)
    assert "needed" in row._said.text()


def test_signs_are_taken_as_they_are_typed(qtbot: QtBot, page: KeysPage, keys: KeyMap) -> None:
    _, recorder = recording(qtbot, page, "assign")

    QTest.keyClicks(recorder, "!", SHIFT)

    qtbot.waitUntil(lambda: keys.keys_of("assign") == ("!",), timeout=2000)


def test_esc_leaves_and_backspace_takes_away(qtbot: QtBot, page: KeysPage, keys: KeyMap) -> None:
    row, recorder = recording(qtbot, page, "assign")
    QTest.keyClick(recorder, Qt.Key.Key_Escape)
    assert (keys.keys_of("assign"), row.change.isVisible()) == (("A",), True)

    _, recorder = recording(qtbot, page, "assign")
    QTest.keyClick(recorder, Qt.Key.Key_Backspace)
    assert keys.keys_of("assign") == ()
