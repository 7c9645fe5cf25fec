"""What the program says by itself can be taken back in time, and is said to screen readers as well."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.notices import EmptyState, LineStrip
from desktop.widgets.text import Text
from desktop.widgets.toast import Toast


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(800, 600)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def toast(theme: Theme, window: QWidget) -> Toast:
    theme.set_motion("none")
    return Toast(theme, window)


def words(widget: QWidget) -> list[str]:
    """The texts in sight."""
    return [label.text() for label in widget.findChildren(Text) if not label.isHidden() and label.text()]


def test_what_was_done_can_be_undone_once(toast: Toast, qtbot: QtBot) -> None:
    told: list[str] = []
    toast.undo_asked.connect(lambda: told.append("undo"))
    toast.expired.connect(lambda: told.append("expired"))
    toast.show_message("Resolved", undo="Undo")

    [undo] = toast.findChildren(Button)
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)

    assert told == ["undo"]
    assert toast.isHidden()


def test_it_stands_clear_of_every_button(toast: Toast, theme: Theme, window: QWidget) -> None:
    ways = [Button(theme, "Save"), Button(theme, "Delete"), Button(theme, "Elsewhere")]
    for way, place in zip(ways, ((360, 550), (380, 500), (20, 440)), strict=True):
        way.setParent(window)
        way.move(*place)
        way.show()

    toast.show_message("Priority set to High.")

    assert not any(toast.geometry().intersects(way.geometry()) for way in ways)
    assert 440 < toast.geometry().bottom() < 500
    ways[1].hide()
    toast.settle()
    assert 500 < toast.geometry().bottom() < 550


def test_the_seconds_left_are_counted_down_and_then_it_holds(toast: Toast, qtbot: QtBot) -> None:
    told: list[str] = []
    toast.expired.connect(lambda: told.append("expired"))
    toast.show_message(lambda left_s: f"Sending in {left_s} s", undo="Undo", seconds=2)
    assert words(toast) == ["Sending in 2 s"]

    toast.on_second_passed()
    assert words(toast) == ["Sending in 1 s"]
    toast.on_second_passed()

    assert told == ["expired"]
    assert toast.isHidden()


def test_the_next_word_takes_the_place_of_the_one_before_which_holds(toast: Toast) -> None:
    told: list[str] = []
    toast.expired.connect(lambda: told.append("expired"))
    toast.show_message("Resolved", undo="Undo")

    toast.show_message("Copied")

    assert told == ["expired"]
    assert words(toast) == ["Copied"]
    assert all(button.isHidden() for button in toast.findChildren(Button))


def test_a_toast_stays_at_the_foot_of_its_window(toast: Toast, window: QWidget) -> None:
    toast.show_message("Copied")
    window.resize(1000, 900)

    assert toast.geometry().bottom() < 900
    assert toast.geometry().bottom() > 900 - 2 * toast.height() - 24
    assert abs(toast.geometry().center().x() - 500) <= 1


def test_the_strip_says_everything_in_one_breath(theme: Theme, qtbot: QtBot) -> None:
    strip = LineStrip(theme)
    qtbot.addWidget(strip)

    strip.say("No connection since 10:12.", "Carry on: it goes out by itself.", "2 changes to send")

    assert strip.accessibleName() == "No connection since 10:12. Carry on: it goes out by itself. 2 changes to send"
    assert strip.height() == theme.tokens.height.offline_strip


def test_the_strip_offers_what_helps(theme: Theme, qtbot: QtBot) -> None:
    strip = LineStrip(theme)
    qtbot.addWidget(strip)
    strip.say("Sign in again.", "What you wrote is kept.", action="Sign in", icon="key")
    strip.show()

    [action] = strip.findChildren(Button)
    with qtbot.waitSignal(strip.action_asked):
        QTest.mouseClick(action, Qt.MouseButton.LeftButton)


def test_an_empty_place_says_why_and_what_next(theme: Theme, qtbot: QtBot) -> None:
    empty = EmptyState(theme)
    qtbot.addWidget(empty)

    empty.say("Nothing due. Well done.", "Press N to write a ticket.")

    assert words(empty) == ["Nothing due. Well done.", "Press N to write a ticket."]
    assert empty.accessibleDescription() == "Press N to write a ticket."
