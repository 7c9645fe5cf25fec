"""Tickets are brought together by key: found by typing, said before it is done, taken back afterwards."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.features.conversation import relations
from desktop.features.conversation.ask_panel import AskPanel
from desktop.features.conversation.solve_panel import SolvePanel
from desktop.shell import names
from desktop.shell.picker import Picker
from desktop.shell.window import MainWindow
from desktop.widgets.buttons import Button
from desktop.widgets.text import Text
from domain.ids import RecordId
from tests.desktop.shell.test_keys import ana, choose, desk_of, head, press, server, ticket_id, window, window_of
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer

__all__ = ["ana", "desk_of", "server", "ticket_id", "window", "window_of"]


def held(desk: Desk, ticket_id: RecordId) -> bool:
    return relations.related(desk.work, ticket_id) is not None


def offered(qtbot: QtBot, window: MainWindow, typed: str) -> list[str]:
    """What the list that is open offers for these words."""
    picker = window.findChild(Picker)
    assert picker is not None
    picker.field.clear()
    picker.field.setText(typed)
    qtbot.wait(150)
    return [entry.key for entry in picker.list.entry_model.entries]


def said(widget: QWidget) -> str:
    return " ".join(text.text() for text in widget.findChildren(Text))


def test_a_ticket_is_merged_with_one_that_is_found_by_typing_and_taken_back(
    qtbot: QtBot, window: MainWindow, ana: Desk, server: ModelServer, ticket_id: RecordId
) -> None:
    same, strange = file_ticket(server, title="Sin papel"), file_ticket(server, "sue", store_id=named("rathmines"))
    ana.sync()
    qtbot.waitUntil(lambda: held(ana, same))
    number = head(ana, same).number

    press(window, "Shift+M")
    qtbot.waitUntil(lambda: same in offered(qtbot, window, ""))
    assert strange not in offered(qtbot, window, ""), "of another requester and another store"
    assert offered(qtbot, window, str(number)) == [same]
    choose(window, "papel")
    qtbot.waitUntil(lambda: window.findChild(AskPanel) is not None)
    panel = window.findChild(AskPanel)
    assert panel is not None
    assert f"goes to #{number}" in said(panel)
    assert head(ana, ticket_id).status == "new", "nothing is done yet"

    QTest.keyClick(panel, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: head(ana, ticket_id).merged_into_id == same)
    bar = window.findChild(QWidget, names.MERGED_BAR)
    send = window.findChild(Button, names.COMPOSER_SEND)
    assert bar is not None
    assert send is not None
    qtbot.waitUntil(bar.isVisible)
    assert f"Merged into #{number} · Sin papel" in said(bar)
    assert send.text() == f"Send to #{number}"

    qtbot.waitUntil(window.toasts.undo)
    qtbot.waitUntil(lambda: head(ana, ticket_id).merged_into_id is None)
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_the_bar_of_a_merged_ticket_leads_to_the_other_one(
    qtbot: QtBot, window: MainWindow, ana: Desk, server: ModelServer, ticket_id: RecordId
) -> None:
    other = file_ticket(server, title="Sin papel")
    server.act("ana", "ticket.merge", ticket_id=ticket_id, into_id=other)
    ana.sync()
    there = window.findChild(Button, names.MERGED_OPEN)
    assert there is not None
    qtbot.waitUntil(there.isVisible)

    there.click()

    qtbot.waitUntil(lambda: window.tickets.ticket_id == other)
    assert not there.isVisible()


def test_a_problem_is_solved_with_its_incidents_from_one_panel(
    qtbot: QtBot, window: MainWindow, ana: Desk, server: ModelServer, ticket_id: RecordId
) -> None:
    problem = file_ticket(server, "sue", title="No line", store_id=named("rathmines"))
    server.act("ana", "ticket.set_type", ticket_id=problem, type="problem")
    ana.sync()
    qtbot.waitUntil(lambda: held(ana, problem))
    press(window, "I")
    qtbot.waitUntil(lambda: offered(qtbot, window, "line") == [problem])
    choose(window, "line")
    qtbot.waitUntil(lambda: window.findChild(AskPanel) is not None)
    panel = window.findChild(AskPanel)
    assert panel is not None
    QTest.keyClick(panel, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(relations.relations(ana.work, problem).unsolved))

    window.open_ticket(problem)
    press(window, "Shift+S")
    qtbot.waitUntil(lambda: window.findChild(SolvePanel) is not None)
    solving = window.findChild(SolvePanel)
    assert solving is not None
    solving.field.setPlainText("It works again, {{requester.name}}")
    QTest.keyClick(solving.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: head(ana, ticket_id).status == "resolved")
    assert head(ana, problem).status == "resolved"


def test_an_ordinary_ticket_has_no_incidents_to_solve(
    qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId
) -> None:
    press(window, "Shift+S")

    qtbot.wait(50)
    assert window.findChild(SolvePanel) is None
    press(window, "Shift+T")
    choose(window, "problem")
    qtbot.waitUntil(lambda: head(ana, ticket_id).type == "problem")
