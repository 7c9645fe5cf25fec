"""Undo send: a message waits some seconds, nothing leaves before, and it is there once, whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.features.conversation.model import MessageBlock
from desktop.features.conversation.operations import REPLY
from desktop.features.conversation.view import ConversationView
from desktop.settings.declared import UNDO_SEND_S
from desktop.shell import names
from desktop.shell.errors import Overtaken
from desktop.shell.waiting_words import waiting_words
from desktop.shell.window import MainWindow
from desktop.widgets.buttons import Button
from desktop.widgets.toast import Toast
from domain.ids import RecordId
from domain.records import Message
from sync.errors import DiskFull
from sync.replica.reading import waiting
from tests.desktop.features.test_sending import draft, full_disk, opened, written
from tests.support.desk import Desk
from tests.sync.replica.model import ModelServer

CTRL = Qt.KeyboardModifier.ControlModifier
TEXT = "Restart it."


@pytest.fixture
def desk(desk_of: Callable[[str], Desk]) -> Desk:
    """Ana at a desk where messages wait."""
    desk = desk_of("ana")
    desk.work.settings.set(UNDO_SEND_S, 30)
    return desk


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, ticket_id: RecordId) -> ConversationView:
    view = opened(qtbot, desk, ticket_id)
    QTest.keyClicks(view.composer.text, TEXT)
    QTest.keyClick(view.composer.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: states(view) == ["held"])
    return view


def states(view: ConversationView) -> list[str | None]:
    return [b.state for b in view.messages.blocks.blocks if isinstance(b, MessageBlock) and b.mine]


def unsent(desk: Desk) -> int:
    return waiting.unsent_count(desk.work.reader)


def test_a_message_that_waits_is_shown_and_nothing_of_it_leaves(
    desk: Desk, view: ConversationView, server: ModelServer, ticket_id: RecordId
) -> None:
    desk.in_store(desk.client.catch_up)
    assert unsent(desk) == 0
    # It is no draft any more, and not sent either: whoever asks is told that it is still to go.
    assert waiting_words(desk.work.reader) == "1 to send"
    assert TEXT not in [row.body for row in server.rows.values() if isinstance(row, Message)]
    assert view.composer.text.toPlainText() == ""
    last = view.messages.blocks.blocks[-1]
    assert isinstance(last, MessageBlock)
    assert "About to be sent" in view.messages.blocks.spoken(last)


def test_a_click_on_undo_makes_it_a_draft_again_in_front_of_what_was_typed_since(
    qtbot: QtBot, desk: Desk, view: ConversationView, ticket_id: RecordId
) -> None:
    QTest.keyClicks(view.composer.text, "And then")
    row = len(view.messages.blocks.blocks) - 1
    block = view.messages.blocks.blocks[row]
    assert isinstance(block, MessageBlock)
    place = view.messages.painter.undo_rect(block, view.messages.rect_of(row)).center()
    QTest.mouseClick(view.messages.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    qtbot.waitUntil(lambda: view.composer.text.toPlainText() == f"{TEXT}\n\nAnd then")
    assert states(view) == []
    assert written(desk, TEXT) == 0
    desk.in_store(lambda: None)
    assert draft(desk, ticket_id) == f"{TEXT}\n\nAnd then"


def test_the_undo_key_in_the_empty_field_takes_it_back(qtbot: QtBot, view: ConversationView) -> None:
    QTest.keyClick(view.composer.text, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: view.composer.text.toPlainText() == TEXT)


def test_it_goes_out_by_itself_when_its_time_is_over(qtbot: QtBot, desk: Desk, ticket_id: RecordId) -> None:
    desk.work.settings.set(UNDO_SEND_S, 1)
    view = opened(qtbot, desk, ticket_id)
    view.composer.text.setPlainText(TEXT)
    view.composer.send()
    qtbot.waitUntil(lambda: states(view) == ["held"])
    qtbot.waitUntil(lambda: states(view) == ["saved"], timeout=5000)
    assert written(desk, TEXT) == 1
    assert draft(desk, ticket_id) == ""


def test_the_next_message_lets_the_one_before_go(
    qtbot: QtBot, desk: Desk, view: ConversationView, ticket_id: RecordId
) -> None:
    view.composer.text.setPlainText("And then this.")
    view.composer.send()
    qtbot.waitUntil(lambda: states(view) == ["saved", "held"])
    assert written(desk, TEXT) == 1
    assert written(desk, "And then this.") == 0
    assert draft(desk, ticket_id) == ""


def test_closing_sends_what_waits_once(desk: Desk, view: ConversationView, ticket_id: RecordId) -> None:
    desk.work.send_held()
    desk.work.send_held()
    desk.in_store(lambda: None)
    assert written(desk, TEXT) == 1
    assert (draft(desk, ticket_id), unsent(desk)) == ("", 1)


def test_what_cannot_be_sent_after_all_is_a_draft_again_and_the_author_is_told(
    qtbot: QtBot, desk: Desk, view: ConversationView
) -> None:
    told: list[type[Exception]] = []
    desk.background.failed.connect(lambda error: told.append(type(error)))
    long = "The display shows minus four, and the alarm is quiet. " * 900
    view.composer.text.setPlainText(long)
    with full_disk(desk):
        view.composer.send()
        qtbot.waitUntil(lambda: DiskFull in told)
        qtbot.waitUntil(lambda: long.strip() in view.composer.text.toPlainText())
    assert written(desk, long.strip()) == 0


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, ticket_id: RecordId) -> MainWindow:
    """Ana's window, in which she has just sent the text."""
    window = MainWindow(desk.work)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.open_ticket(ticket_id)
    window.tickets.write(REPLY)
    composer = window.tickets.conversation.composer
    composer.text.setPlainText(TEXT)
    composer.send()
    qtbot.waitUntil(toast_of(window).isVisible)
    return window


def toast_of(window: MainWindow) -> Toast:
    toast = window.findChild(Toast, names.TOAST)
    assert isinstance(toast, Toast)
    return toast


def test_what_is_said_stands_above_what_is_asked_before_sending(qtbot: QtBot, window: MainWindow) -> None:
    window.say("It is open again.")
    composer = window.tickets.conversation.composer
    composer._gate.ask(1)

    qtbot.waitUntil(lambda: composer._gate.height() > 0 and composer._gate.isVisible())
    gate_top = composer._gate.mapTo(window, QPoint(0, 0)).y()
    qtbot.waitUntil(lambda: toast_of(window).geometry().bottom() < gate_top)


def test_what_has_left_is_not_offered_back(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    desk.work.held.send_all()
    qtbot.waitUntil(lambda: written(desk, TEXT) == 1)
    qtbot.waitUntil(lambda: not toast_of(window).isVisible())
    assert not window.toasts.undo()


def test_what_has_left_takes_no_other_word_along(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    taken_back: list[bool] = []
    window.toasts.offer_undo("Status set to Resolved.", lambda: taken_back.append(True))
    with qtbot.waitSignal(desk.work.held.gone):
        desk.work.held.send_all()
    assert toast_of(window).isVisible()
    assert window.toasts.undo()
    assert taken_back == [True]


def overtake(desk: Desk, server: ModelServer, ticket_id: RecordId) -> None:
    """Sam writes while Ana's answer waits."""
    server.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=server.franchise.id(), body="It works again.")
    desk.sync()


def test_what_others_overtook_while_it_waited_is_a_draft_again_and_asked_about(
    qtbot: QtBot, desk: Desk, view: ConversationView, server: ModelServer, ticket_id: RecordId
) -> None:
    told: list[type[Exception]] = []
    desk.background.failed.connect(lambda error: told.append(type(error)))
    overtake(desk, server, ticket_id)
    [held] = desk.work.held.of_ticket(ticket_id)
    desk.work.held.send(held.message_id)

    qtbot.waitUntil(lambda: view.composer.text.toPlainText() == TEXT)
    assert told == [Overtaken]
    assert view.composer._gate.isVisible()
    assert written(desk, TEXT) == 0

    view.composer._gate.send_anyway.emit()
    [held] = desk.work.held.of_ticket(ticket_id)
    desk.work.held.send(held.message_id)
    qtbot.waitUntil(lambda: states(view) == ["saved"])
    assert written(desk, TEXT) == 1


def test_writing_on_after_others_wrote_loses_neither_message(
    qtbot: QtBot, desk: Desk, view: ConversationView, server: ModelServer, ticket_id: RecordId
) -> None:
    overtake(desk, server, ticket_id)
    view.composer.text.setPlainText("And then this.")
    view.composer.send()
    qtbot.waitUntil(lambda: states(view) == ["saved", "held"])
    assert written(desk, TEXT) == 1


def test_what_others_overtook_is_not_sent_by_closing(
    desk: Desk, view: ConversationView, server: ModelServer, ticket_id: RecordId
) -> None:
    overtake(desk, server, ticket_id)
    desk.work.send_held()
    desk.in_store(lambda: None)
    assert written(desk, TEXT) == 0
    assert waiting.held_count(desk.work.reader) == 1


def test_the_window_counts_down_and_takes_it_back(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    toast, composer = toast_of(window), window.tickets.conversation.composer
    assert toast.accessibleName() == "Sending in 30 s"
    window.show_page("settings")
    toast.findChildren(Button)[0].click()
    qtbot.waitUntil(lambda: composer.text.toPlainText() == TEXT)
    assert composer.isVisible(), "one sees what one has taken back"
    assert written(desk, TEXT) == 0
