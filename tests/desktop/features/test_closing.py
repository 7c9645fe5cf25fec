"""The end of a ticket at both screens: what comes is said before it comes, and either side does its part."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.features.conversation import closing, coming
from desktop.features.conversation.ask_panel import AskPanel
from desktop.features.conversation.closing_facts import ClosingFacts
from desktop.features.conversation.view import ConversationView
from desktop.shell import moments, names
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Check
from desktop.widgets.text import Text
from domain.ids import RecordId
from sync.replica.reading import tickets
from sync.replica.reading.rows import TicketHead
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.model import ModelServer

SeatOf = Callable[[str], Desk]


@pytest.fixture(autouse=True)
def today(server: ModelServer) -> None:
    """It is today at the server, too: what may be rated until when is a matter of days."""
    server.franchise.now = moments.now() - timedelta(minutes=30)


def head(desk: Desk, ticket_id: RecordId) -> TicketHead:
    found = tickets.head(desk.work.reader, ticket_id)
    assert found is not None
    return found


def opened(qtbot: QtBot, desk: Desk, ticket_id: RecordId) -> ConversationView:
    view = ConversationView(desk.work)
    qtbot.addWidget(view)
    view.resize(900, 800)
    view.show()
    assert view.open_ticket(ticket_id)
    return view


def button(view: QWidget, name: str) -> Button:
    found = view.findChild(Button, name)
    assert found is not None
    return found


def panel_of(qtbot: QtBot, view: QWidget, name: str) -> AskPanel:
    qtbot.waitUntil(lambda: view.window().findChild(AskPanel, name) is not None)
    found = view.window().findChild(AskPanel, name)
    assert found is not None
    return found


def typed(panel: AskPanel, name: str, words: str) -> QPlainTextEdit:
    field = panel.findChild(QPlainTextEdit, name)
    assert field is not None
    QTest.keyClicks(field, words)
    return field


def said(view: QWidget) -> str:
    return " ".join(text.text() for text in view.findChildren(Text) if text.isVisibleTo(view))


def run(field: QWidget) -> None:
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_new_ticket_has_a_number_and_says_what_happens_and_by_when(
    qtbot: QtBot, desk_of: SeatOf, server: ModelServer, ticket_id: RecordId
) -> None:
    sam = desk_of("sam")
    view = opened(qtbot, sam, ticket_id)
    due = head(sam, ticket_id).first_response_due_at
    assert due is not None
    assert f"#{head(sam, ticket_id).number}" in said(view)
    assert f"answers you by {coming.day_of(due)}" in said(view)


def test_without_a_line_it_says_that_it_waits_here(qtbot: QtBot, desk_of: SeatOf, ticket_id: RecordId) -> None:
    sam = desk_of("sam")
    ids = {"ticket_id": sam.work.new_id(), "message_id": sam.work.new_id(), "space_id": str(named("space"))}
    place = {"store_id": str(named("triana"))}
    sam.in_store(lambda: sam.client.replica.mutate("ticket.create", ids | place | {"title": "Oven", "body": "Cold"}))
    view = opened(qtbot, sam, RecordId(ids["ticket_id"]))
    assert "Then it has a number" in said(view)


def test_both_sides_read_when_it_closes_before_it_does(
    qtbot: QtBot, desk_of: SeatOf, server: ModelServer, ticket_id: RecordId
) -> None:
    server.act("ana", "ticket.set_status", ticket_id=ticket_id, status="pending")
    sam, ana = desk_of("sam"), desk_of("ana")
    due = head(sam, ticket_id)
    assert due.closes_at is not None
    assert due.reminder_at is not None
    store_side = said(opened(qtbot, sam, ticket_id))
    assert f"closes by itself on {coming.day_of(due.closes_at)}" in store_side
    assert f"We remind you on {coming.day_of(due.reminder_at)}" in store_side
    facts = ClosingFacts(ana.work)
    qtbot.addWidget(facts)
    assert facts.show_head(head(ana, ticket_id))
    assert f"{coming.day_of(due.closes_at)}, by itself" in said(facts)
    server.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=server.franchise.id(), body="The second")
    ana.sync()
    assert not facts.show_head(head(ana, ticket_id))


def test_the_desk_solves_with_an_explanation_and_asks_later_without_a_line(
    qtbot: QtBot, desk_of: SeatOf, server: ModelServer, ticket_id: RecordId
) -> None:
    ana, sam = desk_of("ana"), desk_of("sam")
    view = opened(qtbot, ana, ticket_id)
    view.acting.run("resolve")
    panel = panel_of(qtbot, view, names.RESOLVE_PANEL)
    field = typed(panel, names.RESOLVE_TEXT, "New profile: switch it off and on.")
    asks = panel.findChild(QComboBox, names.RESOLVE_CHECK_BACK)
    assert asks is not None
    asks.setCurrentIndex(asks.findData(3))
    run(field)
    qtbot.waitUntil(lambda: head(ana, ticket_id).status == "resolved")
    assert head(ana, ticket_id).check_back_at is not None
    ana.sync()
    sam.sync()
    store_side = opened(qtbot, sam, ticket_id)
    assert "Does it work now?" in said(store_side)
    closes_at, asked_at = head(sam, ticket_id).closes_at, head(sam, ticket_id).check_back_at
    assert closes_at is not None
    assert asked_at is not None
    assert f"closes by itself on {coming.day_of(closes_at)}" in said(store_side)
    assert f"On {coming.day_of(asked_at)} we ask" in said(store_side)
    words = sam.work.reader.value("SELECT body FROM message WHERE ticket_id = ? AND author_id = ?",
                                  (ticket_id, named("ana")))  # fmt: skip
    assert words == "New profile: switch it off and on."


def test_yes_confirms_and_then_it_is_asked_how_it_was(
    qtbot: QtBot, desk_of: SeatOf, server: ModelServer, ticket_id: RecordId
) -> None:
    server.act("ana", "ticket.set_assignee", ticket_id=ticket_id, assignee_id=named("ana"))
    server.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved")
    sam, ana = desk_of("sam"), desk_of("ana")
    view = opened(qtbot, sam, ticket_id)
    button(view, names.CONVERSATION_YES).click()
    qtbot.waitUntil(lambda: head(sam, ticket_id).close_reason == "confirmed")
    view.open_ticket(ticket_id)
    assert "Solved and closed" in said(view)

    button(view, f"{names.RATING_BAR}.2").click()
    panel = panel_of(qtbot, view, names.RATE_PANEL)
    assert button(panel, f"{names.RATE_SCORE}.2").isChecked()
    button(panel, f"{names.RATE_REASON}.slow").click()
    run(typed(panel, names.RATE_TEXT, "Three weeks"))
    qtbot.waitUntil(lambda: closing.rating(sam.work, ticket_id) is not None)
    sam.sync()
    ana.sync()
    view.open_ticket(ticket_id)
    assert "Rated 2 of 5: Bad" in said(view)
    assert button(view, names.RATING_CHANGE).isVisible()
    facts = ClosingFacts(ana.work)
    qtbot.addWidget(facts)
    assert facts.show_head(head(ana, ticket_id))
    for words in ("2 of 5 · Bad", "It took too long", "Three weeks"):
        assert words in said(facts)


def test_a_rating_is_changed_with_what_was_said_before_it(
    qtbot: QtBot, desk_of: SeatOf, server: ModelServer, ticket_id: RecordId
) -> None:
    server.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved")
    server.act("sam", "ticket.rate", ticket_id=ticket_id, score=2, reasons=["slow"], comment="Long")
    sam = desk_of("sam")
    view = opened(qtbot, sam, ticket_id)
    button(view, names.RATING_CHANGE).click()
    panel = panel_of(qtbot, view, names.RATE_PANEL)
    field = panel.findChild(QPlainTextEdit, names.RATE_TEXT)
    assert field is not None
    assert (field.toPlainText(), button(panel, f"{names.RATE_REASON}.slow").isChecked()) == ("Long", True)
    QTest.keyClick(panel, Qt.Key.Key_5)
    run(field)
    qtbot.waitUntil(lambda: (found := closing.rating(sam.work, ticket_id)) is not None and found.score == 5)


def test_not_yet_asks_why_and_tells_the_lead_if_that_is_wanted(
    qtbot: QtBot, desk_of: SeatOf, server: ModelServer, ticket_id: RecordId
) -> None:
    server.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved")
    sam, leo = desk_of("sam"), desk_of("leo")
    view = opened(qtbot, sam, ticket_id)
    button(view, names.CONVERSATION_NOT_YET).click()
    panel = panel_of(qtbot, view, names.NOT_SOLVED_PANEL)
    assert not button(panel, names.NOT_SOLVED_RUN).isEnabled(), "without a why"
    field = typed(panel, names.NOT_SOLVED_TEXT, "It froze again")
    check = panel.findChild(Check, names.NOT_SOLVED_LEAD)
    assert check is not None
    check.setChecked(True)
    run(field)
    qtbot.waitUntil(lambda: head(sam, ticket_id).status == "open")
    assert head(sam, ticket_id).assignee_id is None, "who gets it is the server's to say"
    sam.sync()
    leo.sync()
    assert head(leo, ticket_id).assignee_id == named("leo")


def test_half_a_why_is_there_again_after_the_panel_was_closed(
    qtbot: QtBot, desk_of: SeatOf, server: ModelServer, ticket_id: RecordId
) -> None:
    server.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved")
    sam = desk_of("sam")
    view = opened(qtbot, sam, ticket_id)
    for expected in ("", "It fro"):
        button(view, names.CONVERSATION_NOT_YET).click()
        panel = panel_of(qtbot, view, names.NOT_SOLVED_PANEL)
        field = panel.findChild(QPlainTextEdit, names.NOT_SOLVED_TEXT)
        assert field is not None
        assert field.toPlainText() == expected
        field.setPlainText("It fro")
        panel.leave()
        sam.in_store(lambda: None)
        qtbot.waitUntil(lambda: view.window().findChild(AskPanel, names.NOT_SOLVED_PANEL) is None)


def test_asked_whether_one_can_work_again_both_answers_are_a_click(
    qtbot: QtBot, desk_of: SeatOf, server: ModelServer, ticket_id: RecordId
) -> None:
    server.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved", check_back_days=1)
    asked = server.rows["ticket", ticket_id]
    server.save(replace(asked, check_back="asked", check_back_at=None))
    sam = desk_of("sam")
    view = opened(qtbot, sam, ticket_id)
    assert "Can you work again?" in said(view)
    assert button(view, names.CONVERSATION_YES).text() == "Yes"
    button(view, names.CONVERSATION_YES).click()
    qtbot.waitUntil(lambda: head(sam, ticket_id).check_back == "works")
    assert head(sam, ticket_id).status == "closed"


def test_whoever_asked_withdraws_it_and_nobody_else(
    qtbot: QtBot, desk_of: SeatOf, server: ModelServer, ticket_id: RecordId
) -> None:
    sam, olga = desk_of("sam"), desk_of("olga")
    assert not button(opened(qtbot, olga, ticket_id), names.CONVERSATION_WITHDRAW).isVisible()
    view = opened(qtbot, sam, ticket_id)
    button(view, names.CONVERSATION_WITHDRAW).click()
    panel = panel_of(qtbot, view, names.WITHDRAW_PANEL)
    run(typed(panel, names.WITHDRAW_TEXT, "The cable was loose"))
    qtbot.waitUntil(lambda: head(sam, ticket_id).close_reason == "withdrawn")
    view.open_ticket(ticket_id)
    assert "Withdrawn" in said(view)
    assert "How did we do?" not in said(view)
    sam.sync()
    assert server.rows["ticket", ticket_id].close_reason == "withdrawn"  # type: ignore[attr-defined]  # a ticket


def test_keys_that_have_nothing_to_do_say_why(qtbot: QtBot, desk_of: SeatOf, ticket_id: RecordId) -> None:
    sam, ana = desk_of("sam"), desk_of("ana")
    for desk, key, words in (
        (sam, "works", "It is not solved yet."),
        (sam, "rate", "for some days after it was solved"),
        (ana, "works_not", "Whoever asked says whether it works."),
        (ana, "withdraw", "Only whoever asked"),
        (ana, "remind", "set it to Pending first"),
    ):
        view = opened(qtbot, desk, ticket_id)
        with qtbot.waitSignal(view.acting.told) as told:
            view.acting.run(key)
        assert words in told.args[0]
