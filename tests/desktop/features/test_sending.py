"""Sending while the store is busy or the disk is full: every text arrives once, and none is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pytestqt.qtbot import QtBot

from desktop.features.attention import operations as attention
from desktop.features.conversation.operations import REPLY
from desktop.features.conversation.view import ConversationView
from desktop.features.filing.view import FilingView
from domain.ids import RecordId
from domain.records import Message, Ticket
from sync.errors import DiskFull
from sync.replica.reading import waiting
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer

LONG = "The display shows minus four, and the alarm is quiet. " * 900


def opened(qtbot: QtBot, desk: Desk, ticket_id: RecordId) -> ConversationView:
    view = ConversationView(desk.work)
    qtbot.addWidget(view)
    view.resize(700, 800)
    view.show()
    assert view.open_ticket(ticket_id)
    return view


@contextmanager
def busy(desk: Desk) -> Iterator[None]:
    """Keep the store thread at something else for the length of the block."""
    free, begun = threading.Event(), threading.Event()

    def wait() -> None:
        begun.set()
        free.wait(10)

    desk._store.submit(lambda _replica: wait())
    assert begun.wait(10)
    try:
        yield
    finally:
        free.set()


@contextmanager
def full_disk(desk: Desk) -> Iterator[None]:
    """Let the cache grow no further for the length of the block."""
    cache = desk.client.replica.cache
    desk.in_store(lambda: cache.execute(f"PRAGMA max_page_count = {cache.value('PRAGMA page_count')}").fetchall())
    try:
        yield
    finally:
        desk.in_store(lambda: cache.execute("PRAGMA max_page_count = 1000000").fetchall())


def written(desk: Desk, body: str) -> int:
    """How many messages of that text there are."""
    found: list[int] = []
    desk.in_store(lambda: found.append(sum(m.body == body for m in desk.client.replica.cache.every(Message))))
    return found[0]


def draft(desk: Desk, ticket_id: RecordId) -> str:
    kept = waiting.draft(desk.work.reader, f"reply:{ticket_id}")
    return kept.body if kept else ""


def test_asking_twice_to_send_sends_once(qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    view.composer.text.setPlainText("Restart it.")
    with busy(desk):
        view.composer.send()
        view.composer.send()
        assert view.composer.text.toPlainText() == ""
    with qtbot.waitSignal(view.composer.sent):
        pass
    assert written(desk, "Restart it.") == 1
    assert draft(desk, ticket_id) == ""


def test_what_is_typed_after_sending_stays(qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    view.composer.text.setPlainText("Restart it.")
    with busy(desk):
        view.composer.send()
        view.composer.text.setPlainText("And then")
        view.composer.flush()
    with qtbot.waitSignal(view.composer.sent):
        pass
    assert view.composer.text.toPlainText() == "And then"
    desk.in_store(lambda: None)
    assert draft(desk, ticket_id) == "And then"
    assert view.composer.send_button.isEnabled()


def test_what_is_typed_into_another_ticket_after_sending_stays(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    other_id = file_ticket(server)
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    view.composer.text.setPlainText("Restart it.")
    view.composer.flush()
    with busy(desk):
        view.composer.send()
        assert view.open_ticket(other_id)
        view.composer.text.setPlainText("For the other")
        assert view.open_ticket(ticket_id)
        assert view.composer.text.toPlainText() == "", "what is on its way is no draft any more"
        assert view.open_ticket(other_id)
        assert view.composer.text.toPlainText() == "For the other"
    qtbot.waitUntil(lambda: not view.composer._sending)
    assert view.composer.text.toPlainText() == "For the other"
    desk.in_store(lambda: None)
    assert (draft(desk, ticket_id), draft(desk, other_id)) == ("", "For the other")
    assert written(desk, "Restart it.") == 1


def test_a_full_disk_gives_the_text_back_in_front_of_what_was_typed_since(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    told: list[type[Exception]] = []
    desk.background.failed.connect(lambda error: told.append(type(error)))
    view.composer.text.setPlainText(LONG)
    with full_disk(desk):
        with busy(desk):
            view.composer.send()
            view.composer.text.setPlainText("And then")
        qtbot.waitUntil(lambda: DiskFull in told)
        assert view.composer.text.toPlainText() == f"{LONG.strip()}\n\nAnd then"
        assert view.composer.send_button.isEnabled()
        assert written(desk, LONG.strip()) == 0
    with qtbot.waitSignal(view.composer.sent):
        view.composer.send()
    assert written(desk, f"{LONG.strip()}\n\nAnd then") == 1


def test_a_text_that_could_not_be_sent_goes_back_into_its_own_tickets_draft(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    other_id = file_ticket(server)
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    view.composer.text.setPlainText(LONG)
    with full_disk(desk):
        with busy(desk):
            view.composer.send()
            assert view.open_ticket(other_id)
            view.composer.text.setPlainText("Hi")
        qtbot.waitUntil(lambda: not view.composer._sending)
        assert view.composer.text.toPlainText() == "Hi"
    assert view.open_ticket(ticket_id)
    assert view.composer.text.toPlainText() == LONG.strip()


def test_a_reply_whose_status_is_refused_is_not_sent_either(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    view.composer.text.setPlainText("Done.")
    view.composer.send_as("new")
    qtbot.waitUntil(lambda: view.composer.text.toPlainText() == "Done.")
    assert written(desk, "Done.") == 0


def test_asking_twice_to_file_files_one_ticket(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> None:
    desk = desk_of("sam")
    view = FilingView(desk.work)
    qtbot.addWidget(view)
    view.begin()
    view.title.setText("Freezer two is warm")
    view.body.setPlainText("Since six.")
    view.flush()
    with busy(desk):
        view.send()
        view.send()
        view.begin()
        assert view.title.text() == "", "what is on its way is no draft any more"
        view.title.setText("Another thing")
        view.send()
        view.flush()
    with qtbot.waitSignal(view.filed):
        pass
    found: list[Ticket] = []
    desk.in_store(lambda: found.extend(desk.client.replica.cache.every(Ticket)))
    assert sum(ticket.subject == "Freezer two is warm" for ticket in found) == 1
    assert view.title.text() == "Another thing"


def test_a_full_disk_gives_the_form_back(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> None:
    desk = desk_of("sam")
    view = FilingView(desk.work)
    qtbot.addWidget(view)
    view.begin()
    view.title.setText("Freezer two is warm")
    view.body.setPlainText(LONG)
    with full_disk(desk):
        with busy(desk):
            view.send()
            view.title.setText("Also the door")
        qtbot.waitUntil(lambda: view.title.text() == "Freezer two is warm")
        assert view.body.toPlainText() == f"{LONG.rstrip()}\n\nAlso the door"
        assert view._send.isEnabled()
    with qtbot.waitSignal(view.filed):
        view.send()


def test_writing_again_keeps_what_was_begun_since(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    server.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved")
    args = {"ticket_id": ticket_id, "message_id": desk.work.new_id(), "body": "Restart it."}
    desk.in_store(lambda: desk.client.replica.mutate("ticket.reply", args))
    server.act("ada", "ticket.set_team", ticket_id=ticket_id, team_id=named("technical"))
    desk.push_alone()
    [group] = attention.groups(desk.work)
    view.composer.text.setPlainText("Newer words")
    view.composer.flush()

    done: list[None] = []
    attention.write_again(desk.work, desk.work, group).success(done.append).run()
    qtbot.waitUntil(lambda: bool(done))

    assert draft(desk, ticket_id) == "Newer words\n\nRestart it."
    view.composer.write(REPLY)
    assert view.composer.text.toPlainText() == "Newer words\n\nRestart it."
