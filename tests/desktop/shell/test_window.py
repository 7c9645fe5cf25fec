"""The window leads from one screen to another, in the language that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.features.attention.cards import RefusedCard
from desktop.features.attention.view import AttentionView
from desktop.features.filing import operations
from desktop.features.filing.view import FilingView
from desktop.i18n.languages import Languages
from desktop.shell import names
from desktop.shell.line import LineState, LineStatus
from desktop.shell.window import MainWindow
from desktop.widgets.text import Text
from desktop.widgets.toast import Toast
from domain.ids import RecordId
from domain.records import Grant
from sync.replica.reading import waiting
from tests.desktop.features.conftest import desk_of, server, ticket_id
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.model import ModelServer

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


@pytest.mark.parametrize("status", [LineStatus.SIGN_IN, LineStatus.UPGRADE, LineStatus.SERVER_OLD])
def test_what_only_somebody_can_mend_is_said_at_the_desk_too(
    window_of: Callable[[str], MainWindow], status: LineStatus
) -> None:
    window = window_of("ana")

    window.show_line(LineState(status, None))

    strip = window.findChild(QWidget, names.OFFLINE_STRIP)
    assert strip is not None
    assert strip.isVisible()


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


def test_a_ticket_that_was_not_accepted_stands_in_the_form_again(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer
) -> None:
    sam = desk_of("sam")
    window = MainWindow(sam.work)
    window.show()
    args = {
        "ticket_id": sam.work.new_id(), "message_id": sam.work.new_id(), "title": "No paper", "body": "All rolls gone.",
        "space_id": named("space"), "store_id": named("triana"), "files": [
            {"id": sam.work.new_id(), "name": "roll.jpg", "media_type": "image/jpeg", "size_bytes": 4,
             "sha256": "0" * 64},
        ],
    }  # fmt: skip
    sam.work.mutate(sam.work, "ticket.create", args).run()
    qtbot.waitUntil(lambda: waiting.unsent_count(sam.work.reader) > 0)
    for grant in [one for one in server.franchise.store.all(Grant) if one.user_id == named("sam")]:
        server.delete("grant", grant.id)
    sam.push_alone()
    qtbot.waitUntil(lambda: len(waiting.refused(sam.work.reader)) == 1)

    window.show_page("attention")
    attention = window.page("attention")
    assert isinstance(attention, AttentionView)
    card = attention.cards[0]
    assert isinstance(card, RefusedCard)
    card.edit.click()

    filing = window.page("filing")
    assert isinstance(filing, FilingView)
    assert (filing.isVisible(), filing.title.text()) == (True, "No paper")
    assert filing.body.toPlainText() == "All rolls gone."
    qtbot.waitUntil(lambda: len(waiting.refused(sam.work.reader)) == 0)
    kept = waiting.draft(sam.work.reader, "new-ticket")
    assert kept is not None
    assert "All rolls gone." in kept.body
    qtbot.waitUntil(lambda: [file["name"] for file in filing.files.attached()] == ["roll.jpg"])
    window.close()
    shiboken6.delete(window)


def test_what_begins_to_need_attention_is_told_once(
    qtbot: QtBot,
    languages: Languages,
    window_of: Callable[[str], MainWindow],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = window_of("ana")
    told: list[str] = []
    monkeypatch.setattr(window, "say", told.append)

    for attention in (2, 2, 3, 1):
        window.show_line(LineState(LineStatus.ONLINE, None, 0, attention))
    assert told == ["Something waits for your decision under Needs attention (G, A)."]

    window.show_page("attention")
    window.show_line(LineState(LineStatus.ONLINE, None, 0, 5))
    assert len(told) == 1


def test_esc_leaves_the_form_of_a_new_ticket_and_what_was_typed_is_there_again(
    qtbot: QtBot, window_of: Callable[[str], MainWindow]
) -> None:
    window = window_of("sam")
    window.activateWindow()
    window.show_page("knowledge")
    window.ways.new_ticket()
    filing = window.pages.filing
    filing.title.setText("The oven is cold")
    filing.body.setPlainText("Since this morning.")

    QTest.keyClick(filing.body, Qt.Key.Key_Escape)

    assert window.shown_page == "knowledge", "one is where one came from"
    said = [text.text() for toast in window.findChildren(Toast) for text in toast.findChildren(Text)]
    assert "Your draft is kept" in " ".join(said)
    qtbot.waitUntil(lambda: not operations.kept_draft(window.work).is_empty)
    window.pages.forget_role()
    window.ways.new_ticket()
    again = window.pages.filing
    assert (again.title.text(), again.body.toPlainText()) == ("The oven is cold", "Since this morning.")

    again.title.clear()
    again.body.clear()
    for focused in (again.title, again._topics.buttons()[0], again._send):
        QTest.keyClick(focused, Qt.Key.Key_Escape)
        assert window.shown_page == "knowledge"
        window.ways.new_ticket()
