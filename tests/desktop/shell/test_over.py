"""The keyboard stays within what lies over a window, and Esc closes it wherever the keyboard is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.keys_overlay import KeysOverlay
from desktop.shell.over import Over
from desktop.shell.palette import Palette
from desktop.shell.picker import Picker
from desktop.shell.window import MainWindow
from desktop.widgets.buttons import Button
from domain.ids import RecordId
from tests.desktop.features.conftest import desk_of, server, ticket_id
from tests.support.desk import Desk

__all__ = ["desk_of", "server", "ticket_id"]

TABS = 12
"""More than any of these has stops."""


@pytest.fixture
def window(qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId) -> Iterator[MainWindow]:
    """An agent's window with a ticket open and the keyboard on the list."""
    made = MainWindow(desk_of("ana").work)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.wait(50)
    made.open_ticket(ticket_id)
    made.tickets.queue.list.setFocus()
    yield made
    made.close()
    shiboken6.delete(made)


def open_palette(window: MainWindow) -> None:
    window.open_palette()


def open_keys(window: MainWindow) -> None:
    window.show_keys()


def open_picker(window: MainWindow) -> None:
    window.run_action("status")


OPENED = {Palette: open_palette, KeysOverlay: open_keys, Picker: open_picker}


def has_keyboard(over: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is over or (focus is not None and over.isAncestorOf(focus))


def tab(window: MainWindow, key: Qt.Key = Qt.Key.Key_Tab) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if key == Qt.Key.Key_Backtab else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


@pytest.mark.parametrize("kind", OPENED, ids=lambda kind: str(kind.__name__))
@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab], ids=["tab", "back"])
def test_tab_stays_within_and_esc_closes(window: MainWindow, kind: type[Over], key: Qt.Key) -> None:
    OPENED[kind](window)
    over = window.findChild(kind)
    assert over is not None
    for _ in range(TABS):
        tab(window, key)
        assert has_keyboard(over)

    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)

    assert not over.isVisible()
    assert QApplication.focusWidget() is window.tickets.queue.list


def test_tab_goes_round_what_a_panel_holds_in_both_directions(window: MainWindow) -> None:
    over = Over(window, window.work.theme)
    first, second = (Button(window.work.theme, word, parent=over.panel) for word in ("One", "Two"))
    over.open()
    seen = []
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Backtab):
        tab(window, key)
        seen.append(QApplication.focusWidget())
    assert seen == [first, second, first, second, first]


def test_what_lies_under_a_panel_cannot_take_the_keyboard(window: MainWindow) -> None:
    window.open_palette()
    over = window.findChild(Palette)
    assert over is not None

    window.tickets.queue.filter.setFocus()

    assert over.field.hasFocus()
    QTest.keyClick(over.field, Qt.Key.Key_Escape)
    assert not over.isVisible()
