"""Choices are made with mouse or keyboard, and show themselves by shape as well as colour."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme.theme import Theme
from desktop.widgets.choices import Check, Select


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.resize(300, 200)
    return window


def put(window: QWidget, *widgets: QWidget) -> None:
    """Lays the widgets out below one another."""
    layout = window.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)


def test_a_click_on_the_words_ticks_the_box(theme: Theme, window: QWidget) -> None:
    check = Check(theme, "Diagnostics of this store PC")
    put(window, check)

    QTest.mouseClick(check, Qt.MouseButton.LeftButton, pos=QPoint(120, check.height() // 2))

    assert check.isChecked()


def test_a_list_is_changed_by_typing_its_first_letters(theme: Theme, window: QWidget) -> None:
    select = Select(theme)
    select.addItems(["Kitchen", "Counter", "Terrace"])
    put(window, select)
    select.setFocus()

    QTest.keyClicks(select, "te")

    assert select.currentText() == "Terrace"


def test_a_list_has_room_for_its_longest_entry(theme: Theme, window: QWidget) -> None:
    select = Select(theme)
    select.addItems(["Bar", "Kitchen printer by the pass"])

    longest = theme.metrics("body").horizontalAdvance("Kitchen printer by the pass")
    assert select.sizeHint().width() >= longest + 30


def test_a_ticked_box_looks_other_than_an_empty_one_without_colour(theme: Theme, window: QWidget) -> None:
    check = Check(theme, "")
    put(window, check)
    check.setFixedSize(16, 24)
    empty = check.grab().toImage().pixelColor(8, 7)
    check.setChecked(True)
    ticked = check.grab().toImage().pixelColor(8, 7)

    assert empty.lightness() - ticked.lightness() > 60
