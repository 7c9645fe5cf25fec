"""A ticket of 10,000 messages: opened, walked through and searched like one of ten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.features.conversation.finding import occurrences
from desktop.features.conversation.model import MessageBlock, NewBlock
from desktop.features.conversation.stretch import MOST
from desktop.features.conversation.view import ConversationView
from desktop.theme.theme import Theme
from domain.ids import RecordId
from domain.markup import render_message
from domain.records import Message
from domain.words import Audience
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.support.stall import StallWatch
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer

MESSAGES = 10_000
BEGAN = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
BODIES = (
    "The **front** terminal declines every card.",
    "Hold the red key and # for five seconds:\n\n1. it restarts\n2. it fetches the profile\n\nThen try again.",
    "Done twice, same result. It says “Profile OK” and then declines again, and people walk to the cash machine.",
)


def body_of(number: int) -> str:
    return "La impresión sale en blanco." if number in (40, 5_000, 9_990) else BODIES[number % 3]


@pytest.fixture(scope="module")
def furnished() -> tuple[ModelServer, RecordId]:
    """A server with one very long ticket."""
    server = ModelServer()
    ticket_id = file_ticket(server)
    server.save(
        *(
            Message(
                id=server.franchise.id(),
                ticket_id=ticket_id,
                audience=Audience.PUBLIC,
                author_id=named("sam" if number % 2 else "ana"),
                body=body_of(number),
                created_at=BEGAN + timedelta(minutes=7 * number),
                written_at=BEGAN + timedelta(minutes=7 * number),
            )
            for number in range(MESSAGES)
        )
    )
    return server, ticket_id


@pytest.fixture(scope="module")
def desk(furnished: tuple[ModelServer, RecordId], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    # As the client does while it starts: the first text with marks loads a parser.
    render_message("*1*")
    desk = Desk(furnished[0], "ana", tmp_path_factory.mktemp("long") / "ana", Theme())
    # Its thread lives as long as the desk, not as long as the first test that reads with it.
    desk.background.read(desk.work, lambda _cancelled: None).run()
    yield desk
    desk.close()


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[ConversationView]:
    view = ConversationView(desk.work)
    qtbot.addWidget(view)
    view.resize(700, 800)
    view.show()
    qtbot.waitExposed(view)
    yield view
    qtbot.wait(200)


def shown(view: ConversationView) -> list[str]:
    """The bodies of the messages in view."""
    blocks = (view.messages.blocks.blocks[row] for row in view.messages.visible_rows())
    return [block.message.body for block in blocks if isinstance(block, MessageBlock)]


def test_it_opens_at_its_end_with_a_few_messages_only(
    view: ConversationView, furnished: tuple[ModelServer, RecordId], stall_watch: Callable[[], StallWatch]
) -> None:
    with stall_watch() as watch:
        assert view.open_ticket(furnished[1])
    assert body_of(MESSAGES - 1) in shown(view)
    assert sum(isinstance(block, MessageBlock) for block in view.messages.blocks.blocks) < MOST
    print(f"opening 10,000 messages: {watch.longest_cpu_ms:.0f} ms at work")


def test_scrolling_far_up_and_down_again_never_keeps_the_gui_thread(
    qtbot: QtBot,
    view: ConversationView,
    furnished: tuple[ModelServer, RecordId],
    stall_watch: Callable[[], StallWatch],
) -> None:
    assert view.open_ticket(furnished[1])
    bar = view.messages.verticalScrollBar()
    with stall_watch() as watch:
        for _ in range(14):
            bar.setValue(0)
            qtbot.wait(30)
        assert not view.messages.is_at_end() or view._stretch.later
        for _ in range(14):
            bar.setValue(bar.maximum())
            qtbot.wait(30)
        view.resize(640, 780)
        qtbot.wait(50)
    held = [block for block in view.messages.blocks.blocks if isinstance(block, MessageBlock)]
    assert len(held) <= MOST
    assert held[-1].message.body == body_of(MESSAGES - 1)
    print(f"scrolling: longest {watch.longest_cpu_ms:.0f} ms at work")


def test_home_and_end_lead_to_the_first_and_the_last_message(
    view: ConversationView, furnished: tuple[ModelServer, RecordId]
) -> None:
    assert view.open_ticket(furnished[1])
    QTest.keyClick(view.messages, Qt.Key.Key_Home)
    assert view._stretch.messages[0].body == "Muestra un reloj y nada más."
    assert view.messages.verticalScrollBar().value() == 0
    QTest.keyClick(view.messages, Qt.Key.Key_End)
    assert body_of(MESSAGES - 1) in shown(view)


def test_finding_goes_through_the_whole_conversation_whatever_the_accents(
    qtbot: QtBot,
    view: ConversationView,
    furnished: tuple[ModelServer, RecordId],
    stall_watch: Callable[[], StallWatch],
) -> None:
    assert view.open_ticket(furnished[1])
    with stall_watch():
        QTest.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(view.find_bar.field, "IMPRESION", delay=20)
        qtbot.waitUntil(lambda: (view.finder.typed, view.finder.count) == ("IMPRESION", 3), timeout=20_000)
        assert view.find_bar._told.text() == "3 of 3", "one begins where one is: at the end"
        assert body_of(9_990) in shown(view)
        QTest.keyClick(view.find_bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier, 1)
        assert view.find_bar._told.text() == "2 of 3"
        assert body_of(5_000) in shown(view)
        QTest.keyClick(view.find_bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, 1)
        QTest.keyClick(view.find_bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, 1)
        assert view.find_bar._told.text() == "1 of 3", "behind the last comes the first"
    QTest.keyClick(view.find_bar.field, Qt.Key.Key_Escape)
    assert not view.find_bar.isVisible()
    assert view.messages.painter.sought == ""


def test_what_is_nowhere_is_said_to_be_nowhere(
    qtbot: QtBot, view: ConversationView, furnished: tuple[ModelServer, RecordId]
) -> None:
    assert view.open_ticket(furnished[1])
    view.begin_finding()
    QTest.keyClicks(view.find_bar.field, "xyzzy")
    qtbot.waitUntil(lambda: view.find_bar._told.text() == "Not found")
    assert not view.find_bar.next.isEnabled()


def test_it_opens_at_what_is_new_however_far_back_that_is(
    qtbot: QtBot, view: ConversationView, desk: Desk, furnished: tuple[ModelServer, RecordId]
) -> None:
    _, ticket_id = furnished
    at = BEGAN + timedelta(minutes=7 * 9_000)
    desk.in_store(
        lambda: desk.client.replica.cache.execute(
            "INSERT OR REPLACE INTO read_mark (ticket_id, at) VALUES (?, ?)",
            (ticket_id, at.strftime("%Y-%m-%dT%H:%M:%S.000000Z")),
        )
    )
    assert view.open_ticket(ticket_id)
    marks = [block for block in view.messages.blocks.blocks if isinstance(block, NewBlock)]
    assert [mark.count for mark in marks] == [500]
    row = view.messages.blocks.row_of_new()
    assert row in view.messages.visible_rows()
    view.to_oldest()
    assert view._pill.isVisible()
    view._pill.click()
    assert view.messages.blocks.row_of_new() in view.messages.visible_rows()
    assert not view._pill.isVisible()


def test_a_place_is_found_whatever_capitals_and_accents() -> None:
    assert occurrences("Impresión: impresion", "IMPRESION") == [(0, 9), (11, 20)]
    assert occurrences("aaa", "aa") == [(0, 2)]
    assert occurrences("text", " ") == []
