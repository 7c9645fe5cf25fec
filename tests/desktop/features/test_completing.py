"""Signs in a text: saved replies, guides and colleagues put in by keyboard, from what is on this computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.features.conversation.operations import NOTE, mentioned
from desktop.features.conversation.typesetting import message_html
from desktop.features.conversation.view import ConversationView
from desktop.shell import names
from domain.ids import RecordId
from domain.records import Message, Ticket
from sync.replica.reading.reader import Reader
from sync.search import ArticleIndex
from sync.search.replica_articles import ReplicaArticles
from tests.desktop.features.test_sending import opened
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import KEY, ModelServer

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ana(server: ModelServer, desk_of: Callable[[str], Desk]) -> Desk:
    """Ana's desk, with two saved replies."""
    for title, text, shortcut in (
        ("Restart the till", "Hello {{requester.first_name}}, hold the **red** key.", "restart"),
        ("Outage notice", "{{brand.phone|Call us}}. The code is {{store.code}}.", "outage"),
    ):
        reply = {"titles": {"en": title}, "texts": {"en": text}, "shortcut": shortcut}
        server.act("ana", "saved_reply.create", saved_reply_id=server.franchise.id(), **reply)
    return desk_of("ana")


@pytest.fixture
def view(qtbot: QtBot, ana: Desk, ticket_id: RecordId) -> ConversationView:
    view = opened(qtbot, ana, ticket_id)
    begin(qtbot, view)
    return view


def begin(qtbot: QtBot, view: ConversationView) -> None:
    """Puts the cursor into the composer."""
    view.activateWindow()
    view.composer.text.setFocus()
    qtbot.waitUntil(view.composer.text.hasFocus)


def offered(view: ConversationView) -> list[str]:
    popup = view.composer.completion.popup
    return [entry.text for entry in popup.list.entry_model.entries] if popup.isVisible() else []


def chosen(view: ConversationView) -> str:
    current = view.composer.completion.popup.list.current()
    return current.text if current else ""


def type_in(view: ConversationView, text: str) -> None:
    QTest.keyClicks(view.composer.text, text)


def press(view: ConversationView, key: Qt.Key) -> None:
    QTest.keyClick(view.composer.text, key)


def test_a_slash_offers_saved_replies_and_follows_what_is_typed(view: ConversationView) -> None:
    type_in(view, "/")
    assert sorted(offered(view)) == ["Outage notice", "Restart the till"]
    type_in(view, "rest")
    assert offered(view) == ["Restart the till"]
    press(view, Qt.Key.Key_Return)
    assert view.composer.text.toPlainText() == "Hello Sam, hold the **red** key."
    assert offered(view) == []


def test_what_a_saved_reply_leaves_open_is_chosen_and_asked_about_before_it_goes(
    qtbot: QtBot, view: ConversationView, ana: Desk, server: ModelServer
) -> None:
    of_no_store = file_ticket(server, "cora", store_id=None)
    ana.sync()
    assert view.open_ticket(of_no_store)
    begin(qtbot, view)
    type_in(view, "/outage")
    press(view, Qt.Key.Key_Tab)
    assert view.composer.text.textCursor().selectedText() == "{{store.code}}"
    view.composer.text.moveCursor(view.composer.text.textCursor().MoveOperation.End)
    QTest.keyClick(view.composer.text, Qt.Key.Key_Return, CTRL)
    assert view.composer.text.textCursor().selectedText() == "{{store.code}}", "nothing is sent with a gap unseen"
    type_in(view, "05")
    assert "The code is 05." in view.composer.text.toPlainText()
    QTest.keyClick(view.composer.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: view.composer.text.toPlainText() == "")


def test_the_arrows_move_and_esc_leaves_the_sign_as_it_was_typed(view: ConversationView) -> None:
    type_in(view, "/")
    first, second = offered(view)
    press(view, Qt.Key.Key_Down)
    assert chosen(view) == second
    press(view, Qt.Key.Key_Down)
    assert chosen(view) == first
    press(view, Qt.Key.Key_Escape)
    assert offered(view) == []
    assert view.composer.text.hasFocus()
    type_in(view, "x")
    assert offered(view) == [], "one has said that it is a slash"
    assert view.composer.text.toPlainText() == "/x"


def test_the_popup_is_a_child_of_the_window_and_within_it(view: ConversationView) -> None:
    type_in(view, "/")
    popup = view.composer.completion.popup
    assert popup.parentWidget() is view.window()
    assert not popup.isWindow()
    assert view.window().rect().contains(popup.geometry())
    assert popup.objectName() == names.COMPLETION


def test_a_colleague_is_called_in_a_note_and_follows_from_then_on(
    qtbot: QtBot, view: ConversationView, ana: Desk, server: ModelServer, ticket_id: RecordId
) -> None:
    view.composer.write(NOTE)
    type_in(view, "@ti")
    assert offered(view) == ["Tim"]
    press(view, Qt.Key.Key_Return)
    type_in(view, "knows this till.")
    assert view.composer.text.toPlainText() == "@Tim knows this till."
    QTest.keyClick(view.composer.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: view.composer.text.toPlainText() == "")
    ana.sync()
    note = next(r for r in server.rows.values() if isinstance(r, Message) and r.body == "@Tim knows this till.")
    ticket = server.rows["ticket", ticket_id]
    assert note.mention_ids == (named("tim"),)
    assert isinstance(ticket, Ticket)
    assert named("tim") in ticket.follower_ids
    qtbot.waitUntil(lambda: "<strong>@Tim</strong>" in shown_html(view))


def shown_html(view: ConversationView) -> str:
    """The last message as it is set."""
    message = list(view.messages.blocks.messages())[-1][1]
    return message_html(message.body, message.mentions)


def test_nobody_of_a_store_is_offered_and_a_store_is_offered_nobody(
    qtbot: QtBot, view: ConversationView, desk_of: Callable[[str], Desk], ticket_id: RecordId
) -> None:
    type_in(view, "@sa")
    assert offered(view) == []
    store = opened(qtbot, desk_of("sam"), ticket_id)
    begin(qtbot, store)
    type_in(store, "@an")
    assert offered(store) == []
    assert not store.composer._replies.isVisible()


def test_two_question_marks_put_in_a_link_to_a_guide(
    qtbot: QtBot, view: ConversationView, ana: Desk, server: ModelServer, tmp_path: Path
) -> None:
    article_id = server.franchise.id()
    article = {"slug": "till/red-key", "locale": "en", "title": "The [red] key", "body": "Hold it for five seconds."}
    server.act("ada", "article.create", article_id=article_id, revision_id=server.franchise.id(), **article)
    server.act("ada", "article.publish", article_id=article_id)
    ana.sync()
    index = ArticleIndex.open(tmp_path / "index.db", KEY)
    reader = Reader(ana.client.path, KEY)
    index.follow(ReplicaArticles(reader))
    reader.close()
    ana.work.use_index(index)
    type_in(view, "See ??red ke")
    qtbot.waitUntil(lambda: offered(view) == ["The [red] key"], timeout=10_000)
    press(view, Qt.Key.Key_Return)
    assert view.composer.text.toPlainText() == f"See [The (red) key](mostrador://article/{article_id})"


def test_a_button_types_the_sign_for_whoever_does_not_know_it(view: ConversationView) -> None:
    type_in(view, "Hola")
    view.composer._replies.click()
    assert view.composer.text.toPlainText() == "Hola /"
    assert len(offered(view)) == 2


def test_only_those_are_called_whose_whole_name_stands_there(view: ConversationView, ana: Desk) -> None:
    assert mentioned(ana.work, "@Leo and @Liz") == [named("leo"), named("liz")]
    assert mentioned(ana.work, "mail leo@example.org") == []
