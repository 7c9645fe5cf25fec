"""The window leads from one screen to another, in the language that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n.languages import Languages
from desktop.shell import names
from desktop.shell.line import LineState, LineStatus
from desktop.shell.window import MainWindow
from domain.ids import RecordId
from tests.desktop.features.conftest import desk_of, server, ticket_id
from tests.support.desk import Desk

__all__ = ["desk_of", "server", "ticket_id"]


@pytest.fixture
def languages(qapp: object) -> Iterator[Languages]:
    """English, whatever a test chose."""
    made = Languages()
    made.choose("en")
    yield made
    made.choose("en")


@pytest.fixture
def window_of(desk_of: Callable[[str], Desk]) -> Iterator[Callable[[str], MainWindow]]:
    """Opens somebody's window; it is gone before the cache is."""
    windows: list[MainWindow] = []

    def show(name: str) -> MainWindow:
        windows.append(MainWindow(desk_of(name).work))
        windows[-1].show()
        return windows[-1]

    yield show
    for window in windows:
        window.close()
        shiboken6.delete(window)


def test_every_screen_of_an_agent_opens(qtbot: QtBot, window_of: Callable[[str], MainWindow]) -> None:
    window = window_of("leo")

    for page in ("home", "tickets", "knowledge", "attention", "settings", "filing"):
        window.show_page(page)
        assert window.page(page).isVisible()


def test_every_screen_of_a_store_opens(qtbot: QtBot, window_of: Callable[[str], MainWindow]) -> None:
    window = window_of("sam")

    for page in ("home", "tickets", "knowledge", "attention", "settings", "filing"):
        window.show_page(page)
        assert window.page(page).isVisible()


def test_the_language_changes_on_the_screens_that_are_open(
    qtbot: QtBot, window_of: Callable[[str], MainWindow], languages: Languages
) -> None:
    window = window_of("ana")
    assert window.rail.settings.text() == "Settings"

    languages.choose("es")
    qtbot.waitUntil(lambda: window.rail.settings.text() == "Ajustes")
    languages.choose("en")
    qtbot.waitUntil(lambda: window.rail.settings.text() == "Settings")


def test_a_store_sees_that_the_line_is_down_and_what_waits(
    qtbot: QtBot, window_of: Callable[[str], MainWindow]
) -> None:
    window = window_of("sam")

    window.show_line(LineState(LineStatus.OFFLINE, None, waiting=2))

    strip = window.findChild(QWidget, names.OFFLINE_STRIP)
    assert strip is not None
    assert strip.isVisible()
    assert "2" in window.rail.line.text()


def test_keys_step_through_the_list_and_open_tickets(
    qtbot: QtBot, window_of: Callable[[str], MainWindow], ticket_id: RecordId
) -> None:
    window = window_of("ana")

    window.run_action("next")

    assert window.tickets.conversation.ticket_id == ticket_id


def test_showing_the_list_opens_nothing_by_itself(qtbot: QtBot, window_of: Callable[[str], MainWindow]) -> None:
    window = window_of("ana")
    window.activateWindow()

    window.show_page("home")
    window.show_page("tickets")
    window.tickets.queue.list.setFocus()

    assert not window.tickets.shows_ticket
