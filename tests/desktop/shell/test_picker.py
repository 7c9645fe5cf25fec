"""A picker that is told its rows later takes Return for what was typed, never for a row of the words before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.entries import Entry
from desktop.shell.picker import Picker
from desktop.theme.theme import Theme

JORDI, JORGE = Entry("person", "jordi", "Jordi Camps"), Entry("person", "jorge", "Jorge Téllez")
Take = Callable[[list[Entry]], None]


class Late:
    """Finds rows when it is told to."""

    def __init__(self) -> None:
        self.asked: dict[str, Take] = {}

    def __call__(self, _parent: QObject, typed: str, take: Take) -> None:
        self.asked[typed] = take


@pytest.fixture
def late() -> Late:
    return Late()


@pytest.fixture
def picker(qtbot: QtBot, theme: Theme, late: Late) -> Picker:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    made = Picker(window, theme, "Who gets a copy", (), seek=late)
    made.open()
    late.asked[""]([JORDI, JORGE])
    return made


def test_return_waits_for_the_rows_of_what_was_typed(picker: Picker, late: Late) -> None:
    picked: list[str] = []
    picker.picked.connect(picked.append)
    QTest.keyClicks(picker.field, "jorg")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert picked == []

    late.asked["jor"]([JORDI, JORGE])
    assert picked == []
    late.asked["jorg"]([JORGE])

    assert picked == ["jorge"]


def test_whoever_moves_among_the_rows_means_those_that_stand_there(picker: Picker) -> None:
    picked: list[str] = []
    picker.picked.connect(picked.append)
    QTest.keyClicks(picker.field, "jor")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(picker.field, key)

    assert picked == ["jorge"]


def test_more_that_is_typed_takes_return_back(picker: Picker, late: Late) -> None:
    picked: list[str] = []
    picker.picked.connect(picked.append)
    QTest.keyClick(picker.field, Qt.Key.Key_J)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    QTest.keyClick(picker.field, Qt.Key.Key_O)
    late.asked["jo"]([JORDI, JORGE])

    assert picked == []
