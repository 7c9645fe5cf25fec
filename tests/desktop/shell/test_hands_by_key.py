"""A checklist, a split, copies, and what a store passes on and back: by key and mouse, with the effect elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.features.conversation.checklist import Checklist, ChecklistPanel, tasks
from desktop.features.conversation.split_panel import SplitPanel
from desktop.features.conversation.two_stages import AskSupportPanel, BackPanel
from desktop.shell import names
from desktop.shell.window import MainWindow
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Check
from domain.ids import RecordId
from domain.records import Message, Ticket, TicketDesk, UserCard
from domain.words import Status
from sync.replica.reading import labels, waiting
from tests.desktop.shell.test_handing_by_key import panel_of, run, said, write
from tests.desktop.shell.test_keys import (
    ana,
    choose,
    desk_of,
    head,
    picker_of,
    press,
    server,
    ticket_id,
    window,
    window_of,
)
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer

__all__ = ["ana", "desk_of", "server", "ticket_id", "window", "window_of"]


def child(window: QWidget, name: str) -> QWidget:
    found = [one for one in window.findChildren(QWidget, name) if one.isVisible()]
    assert found, name
    return found[0]


def click(window: QWidget, name: str) -> None:
    QTest.mouseClick(child(window, name), Qt.MouseButton.LeftButton)


def test_a_checklist_is_written_ticked_and_given_to_somebody(
    qtbot: QtBot, window: MainWindow, ana: Desk, server: ModelServer, ticket_id: RecordId
) -> None:
    press(window, "Shift+L")
    panel = window.findChild(ChecklistPanel)
    assert panel is not None
    for place, title in enumerate(("Call the store", "Send a profile"), 1):
        QTest.keyClicks(panel.list.field, title)
        QTest.keyClick(panel.list.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda place=place: len(tasks(ana.work, ticket_id)) == place)  # type: ignore[misc]
    assert panel.isVisible(), "Return adds, and closes nothing"
    qtbot.waitUntil(lambda: bool(panel.findChildren(Check)))
    click(window, f"{names.CHECKLIST_PANEL}.0")
    qtbot.waitUntil(lambda: tasks(ana.work, ticket_id)[0].done)
    click(window, f"{names.CHECKLIST_PANEL}.1.who")
    choose(window, "Leo")
    qtbot.waitUntil(lambda: tasks(ana.work, ticket_id)[1].assignee == "Leo")
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    ana.sync()
    desk = server.rows["ticket_desk", ticket_id]
    assert isinstance(desk, TicketDesk)
    assert [(one.title, one.done_by_id, one.assignee_id) for one in desk.tasks] == [
        ("Call the store", named("ana"), None),
        ("Send a profile", None, named("leo")),
    ]
    qtbot.waitUntil(lambda: window.tickets.context.checklist.done_count == 1)


def test_what_was_begun_in_the_line_of_a_checklist_is_there_again(
    qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId
) -> None:
    press(window, "Shift+L")
    panel = window.findChild(ChecklistPanel)
    assert panel is not None
    QTest.keyClicks(panel.list.field, "Call")
    qtbot.waitUntil(lambda: waiting.draft(ana.work.reader, f"task:{ticket_id}") is not None)
    again = Checklist(ana.work, "again")
    qtbot.addWidget(again)
    again.show_ticket(head(ana, ticket_id))
    assert again.field.text() == "Call"


def test_messages_that_are_ticked_begin_a_ticket_of_their_own(
    qtbot: QtBot, window: MainWindow, ana: Desk, server: ModelServer, ticket_id: RecordId
) -> None:
    said_id = server.franchise.id()
    server.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=said_id, body="And the **printer** is stuck.")
    ana.sync()
    qtbot.waitUntil(lambda: head(ana, ticket_id).message_count == 2)
    qtbot.waitUntil(lambda: len(window.tickets.conversation.shown_messages()) == 2)
    press(window, "Shift+B")
    panel = panel_of(qtbot, window)
    assert isinstance(panel, SplitPanel)
    checks = panel.findChildren(Check)
    assert checks[1].text().endswith("And the printer is stuck.")
    for check in checks:
        check.setChecked(False)
    run_in(panel)
    assert panel.isVisible()
    assert "Tick at least one message" in said(panel)
    checks[1].click()
    title = panel.fields["title"].editor
    assert isinstance(title, QLineEdit)
    title.setText("The printer")
    run_in(panel)
    qtbot.waitUntil(lambda: bool(new_tickets(server, ana, ticket_id)))
    [new] = new_tickets(server, ana, ticket_id)
    assert new.subject == "The printer"
    copies = [one for one in server.rows.values() if isinstance(one, Message) and one.ticket_id == new.id]
    assert [(one.body, one.split_from_id) for one in copies] == [("And the **printer** is stuck.", said_id)]
    assert head(ana, ticket_id).message_count == 2


def run_in(panel: QWidget) -> None:
    button = child(panel, f"{names.SPLIT}.run")
    assert isinstance(button, Button)
    button.click()


def new_tickets(server: ModelServer, desk: Desk, ticket_id: RecordId) -> list[Ticket]:
    desk.sync()
    return [one for one in server.rows.values() if isinstance(one, Ticket) and one.id != ticket_id]


def test_somebody_gets_a_copy_and_gets_none_any_more(
    qtbot: QtBot, window: MainWindow, ana: Desk, server: ModelServer, ticket_id: RecordId
) -> None:
    press(window, "Shift+P")
    qtbot.wait(150)
    choose_when_found(qtbot, window, "Sue")
    qtbot.waitUntil(lambda: labels.follows(ana.work.reader, ticket_id, named("sue")))
    ana.sync()
    assert {ticket_id} <= {key[1] for key in server.seen_by("sue")}
    assert ("ticket_desk", ticket_id) not in server.seen_by("sue")
    window.tickets.context.follower_removed.emit(named("sue"))
    qtbot.waitUntil(lambda: not labels.follows(ana.work.reader, ticket_id, named("sue")))


def choose_when_found(qtbot: QtBot, window: QWidget, typed: str) -> None:
    picker = picker_of(window)
    picker.field.setText(typed)
    qtbot.waitUntil(lambda: [entry.text for entry in picker.list.entry_model.entries] == [typed])
    QTest.keyClick(picker.field, Qt.Key.Key_Return)


@pytest.fixture
def asked(server: ModelServer, ticket_id: RecordId) -> RecordId:
    """What Cora asks the store of Sam."""
    card = server.rows["user_card", named("cora")]
    assert isinstance(card, UserCard)
    customer = {"id": card.id, "name": card.name, "role_id": card.role_id, "store_ids": [named("triana")]}
    server.act("ada", "structure.save", user_card=customer)
    return file_ticket(server, "cora", title="My points are gone", body="I had forty.")


def test_a_store_asks_support_for_a_customer_and_passes_the_answer_back(
    qtbot: QtBot, asked: RecordId, server: ModelServer, desk_of: Callable[[str], Desk],
    window_of: Callable[..., MainWindow],
) -> None:  # fmt: skip
    sam = desk_of("sam")
    window = window_of(sam)
    window.open_ticket(asked)
    bar = child(window, names.STORE_BAR)
    assert "A customer asks your store" in said(bar)
    click(window, f"{names.STORE_BAR}.ask")
    panel = panel_of(qtbot, window)
    assert isinstance(panel, AskSupportPanel)
    assert panel.value("body") == "I had forty."
    write(panel, title=" (customer)")
    run(panel)
    sam.in_store(lambda: None)
    sam.sync()
    [desks] = [one for one in server.rows.values() if isinstance(one, Ticket) and one.for_id == asked]
    assert desks.team_id == named("support")
    assert ("ticket", asked) not in server.seen_by("ana")
    assert ("ticket", desks.id) not in server.seen_by("cora")

    answer = {"ticket_id": desks.id, "message_id": server.franchise.id(), "body": "Sync the till."}
    server.act("ana", "ticket.reply", **answer)
    sam.sync()
    qtbot.waitUntil(lambda: f"Support has it as #{desks.number}" in said(bar))
    click(window, f"{names.STORE_BAR}.back")
    back = panel_of(qtbot, window)
    assert isinstance(back, BackPanel)
    assert back.value("body") == "Sync the till."
    run(back)
    qtbot.waitUntil(lambda: head(sam, asked).status == "resolved")
    sam.sync()
    told = [one for one in server.rows.values() if isinstance(one, Message) and one.ticket_id == asked]
    assert [(one.body, one.author_id) for one in told] == [
        ("I had forty.", named("cora")), ("Sync the till.", named("sam")),
    ]  # fmt: skip
    ticket = server.rows["ticket", asked]
    assert isinstance(ticket, Ticket)
    assert ticket.status is Status.RESOLVED
