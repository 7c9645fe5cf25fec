"""A ticket goes up and down by key, and whoever asked is promised a word: each in one panel that loses nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.features.conversation.form_panel import FormPanel
from desktop.features.conversation.handing import handing
from desktop.shell import names
from desktop.shell.window import MainWindow
from desktop.widgets.text import Text
from domain.ids import RecordId
from domain.records import Message, Ticket, TicketDesk
from sync.replica.reading import conversation, waiting
from tests.desktop.shell.test_keys import ana, desk_of, head, press, server, ticket_id, window, window_of
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.model import ModelServer

__all__ = ["ana", "desk_of", "server", "ticket_id", "window", "window_of"]

NOTE = "Tried twice with the new profile."


def panel_of(qtbot: QtBot, window: QWidget) -> FormPanel:
    def shown() -> list[FormPanel]:
        return [child for child in window.findChildren(FormPanel) if child.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    return shown()[0]


def write(panel: FormPanel, **values: str) -> None:
    for key, value in values.items():
        editor = panel.fields[key].editor
        assert isinstance(editor, QLineEdit | QPlainTextEdit)
        editor.setFocus()
        QTest.keyClicks(editor, value)


def run(panel: FormPanel) -> None:
    holder = panel.window().focusWidget()
    assert holder is not None
    QTest.keyClick(holder, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def said(widget: QWidget | None) -> str:
    assert widget is not None
    return " ".join(text.text() for text in widget.findChildren(Text))


def notes(desk: Desk, ticket_id: RecordId) -> list[str]:
    return [one.body for one in conversation.every(desk.work.reader, ticket_id) if one.internal]


def test_it_goes_to_the_team_above_with_its_note_and_the_other_side_has_it(
    qtbot: QtBot, window: MainWindow, ana: Desk, server: ModelServer, ticket_id: RecordId
) -> None:
    press(window, "Shift+G")
    panel = panel_of(qtbot, window)
    write(panel, reason="Hardware", note=NOTE)
    run(panel)

    qtbot.waitUntil(lambda: head(ana, ticket_id).team_id == named("technical"))
    assert notes(ana, ticket_id) == [NOTE]
    found = handing(ana.work, ticket_id)
    assert found is not None
    assert [(step.team, step.by, step.reason) for step in found.steps] == [("Support", "Ana", "Hardware")]
    ana.sync()
    there = server.rows["ticket", ticket_id]
    assert isinstance(there, Ticket)
    assert there.team_id == named("technical")
    assert named("ana") in there.follower_ids
    qtbot.waitUntil(lambda: "Escalated from Support · Ana · Hardware" in said(window.tickets.context))


def test_without_a_reason_it_stays_and_says_what_is_missing(
    qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId
) -> None:
    press(window, "Shift+G")
    panel = panel_of(qtbot, window)
    write(panel, note=NOTE)
    run(panel)

    assert panel.isVisible()
    assert "Say in a few words why it goes up." in said(panel)
    assert head(ana, ticket_id).team_id == named("support")


def test_what_was_half_written_is_there_again(qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId) -> None:
    press(window, "Shift+G")
    write(panel_of(qtbot, window), reason="Hardware")
    QTest.keyClick(panel_of(qtbot, window), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: waiting.draft(ana.work.reader, f"escalate:{ticket_id}") is not None)

    press(window, "Shift+G")
    panel = panel_of(qtbot, window)
    assert panel.value("reason") == "Hardware"
    write(panel, note=NOTE)
    run(panel)
    qtbot.waitUntil(lambda: head(ana, ticket_id).team_id == named("technical"))
    assert waiting.draft(ana.work.reader, f"escalate:{ticket_id}") is None


def test_a_third_party_is_asked_about_only_where_it_is_one_and_comes_back_with_an_answer(
    qtbot: QtBot, window: MainWindow, ana: Desk, server: ModelServer, ticket_id: RecordId
) -> None:
    press(window, "Shift+G")
    panel = panel_of(qtbot, window)
    assert not panel.fields["vendor"].isVisible()
    to = panel.fields["to"].editor
    assert isinstance(to, QComboBox)
    to.setCurrentIndex(to.count() - 1)
    assert panel.fields["vendor"].isVisible()
    again = panel.fields["follow_up"].editor
    assert isinstance(again, QComboBox)
    again.setCurrentIndex(1)
    write(panel, vendor="Redwire", reference="RW-1", reason="Their server", note=NOTE)
    run(panel)
    qtbot.waitUntil(lambda: head(ana, ticket_id).status == "on_hold")
    ana.sync()
    desk = server.rows["ticket_desk", ticket_id]
    assert isinstance(desk, TicketDesk)
    assert (desk.vendor, desk.vendor_reference) == ("Redwire", "RW-1")
    assert desk.remind_at == desk.follow_up_at is not None
    qtbot.waitUntil(lambda: "With Redwire · RW-1 · ask again on" in said(window.tickets.context))

    press(window, "Shift+E")
    panel = panel_of(qtbot, window)
    write(panel, note="Fixed on their side.")
    run(panel)
    qtbot.waitUntil(lambda: head(ana, ticket_id).status == "open")
    assert notes(ana, ticket_id) == [NOTE, "Fixed on their side."]


def test_what_never_went_up_cannot_come_back(qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId) -> None:
    press(window, "Shift+E")
    qtbot.wait(50)
    assert not [child for child in window.findChildren(FormPanel) if child.isVisible()]
    assert head(ana, ticket_id).status == "new"


def test_whoever_asked_is_told_that_it_takes_longer_and_sees_by_when(
    qtbot: QtBot, window: MainWindow, ana: Desk, server: ModelServer, ticket_id: RecordId,
    desk_of: Callable[[str], Desk], window_of: Callable[..., MainWindow],
) -> None:  # fmt: skip
    sam = desk_of("sam")
    press(window, "Shift+H")
    panel = panel_of(qtbot, window)
    run(panel)
    assert "Choose a day, so that they know when to expect you." in said(panel)
    expected = panel.fields["expected"].editor
    assert isinstance(expected, QComboBox)
    expected.setCurrentIndex(5)
    every = panel.fields["every"].editor
    assert isinstance(every, QComboBox)
    every.setCurrentIndex(2)
    write(panel, word="The maker has to look at it.")
    run(panel)
    qtbot.waitUntil(lambda: head(ana, ticket_id).expected_at is not None)
    bar = window.findChild(QWidget, names.PROMISE_BAR)
    qtbot.waitUntil(lambda: "next word due by" in said(bar))

    ana.sync()
    sam.sync()
    store = window_of(sam)
    there = store.findChild(QWidget, names.PROMISE_BAR)
    qtbot.waitUntil(lambda: "you hear from us by" in said(there))
    told = [one for one in server.rows.values() if isinstance(one, Message) and one.author_id == named("ana")]
    assert [one.body for one in told] == ["The maker has to look at it."]


def test_the_menu_offers_by_mouse_what_keys_do(
    qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId
) -> None:
    more = window.findChild(QWidget, names.CONVERSATION_MORE)
    assert more is not None
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    menu = window.findChild(QMenu, names.TICKET_MENU)
    assert menu is not None
    offered = {action.objectName().removeprefix(f"{names.TICKET_MENU}."): action for action in menu.actions()}
    assert {"escalate", "hand_back", "promise", "merge", "snooze", "link"} <= offered.keys()
    offered["escalate"].trigger()
    assert panel_of(qtbot, window).value("to") == f"team:{named('technical')}"
    menu.close()


def test_who_only_writes_notes_is_offered_nothing_that_would_be_refused(
    qtbot: QtBot, desk_of: Callable[[str], Desk], window_of: Callable[..., MainWindow]
) -> None:
    window = window_of(desk_of("liz"))
    more = window.findChild(QWidget, names.CONVERSATION_MORE)
    assert more is not None
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    menu = window.findChild(QMenu, names.TICKET_MENU)
    assert menu is not None
    offered = {action.objectName().removeprefix(f"{names.TICKET_MENU}.") for action in menu.actions()}
    assert {"follow", "unread", "link", "detach"} <= offered
    assert offered.isdisjoint(
        {"assign", "snooze", "macro", "merge", "escalate", "promise", "checklist", "split", "copies"}
    )
    menu.close()
    press(window, "Shift+G")
    qtbot.wait(50)
    assert not [child for child in window.findChildren(FormPanel) if child.isVisible()]
