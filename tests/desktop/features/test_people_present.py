"""Others at the same ticket are seen in its row and above the answer, and hear where one is oneself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.features.conversation.collision import CollisionLine
from desktop.shell.people_present import REPLYING, VIEWING
from desktop.shell.tickets_page import TicketsPage
from domain.ids import RecordId
from tests.support.desk import Desk
from tests.support.franchise import named


def page_of(qtbot: QtBot, desk: Desk, ticket_id: RecordId) -> TicketsPage:
    """The tickets of somebody who reads that one."""
    page = TicketsPage(desk.work)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.open_ticket(ticket_id)
    return page


def test_a_colleague_at_the_ticket_is_said_in_its_row_and_above_the_answer(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    page = page_of(qtbot, desk, ticket_id)
    line = page.findChild(CollisionLine)
    assert line is not None
    assert line.isHidden()

    desk.work.present.take(ticket_id, [(named("leo"), VIEWING), (named("ana"), VIEWING)])
    assert "Leo" in line.accessibleName()
    row = page.queue.model.index_of(ticket_id)
    assert "Leo" in str(row.data(Qt.ItemDataRole.AccessibleTextRole))

    desk.work.present.take(ticket_id, [(named("leo"), REPLYING)])
    assert "answer" in line.accessibleName()

    desk.work.present.forget()
    assert line.isHidden()
    assert "Leo" not in str(row.data(Qt.ItemDataRole.AccessibleTextRole))


def test_the_others_hear_that_one_has_come_writes_and_has_gone(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    said: list[tuple[str, str | None]] = []
    desk.work.present.say = lambda ticket, doing: said.append((ticket, doing))
    page = page_of(qtbot, desk, ticket_id)
    assert said[-1] == (ticket_id, VIEWING)

    with qtbot.waitActive(page):
        page.activateWindow()
    page.conversation.composer.text.setFocus()
    page.conversation.composer.text.insertPlainText("Hola")
    assert said[-1] == (ticket_id, REPLYING)

    page.hide()
    assert said[-1][1] is None


def test_a_new_line_hears_again_where_one_is(qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId) -> None:
    desk = desk_of("ana")
    said: list[tuple[str, str | None]] = []
    desk.work.present.say = lambda ticket, doing: said.append((ticket, doing))
    desk.work.present.attend(ticket_id)

    desk.work.present.forget()

    assert said == [(ticket_id, VIEWING), (ticket_id, VIEWING)]
    desk.work.present.attend(None)


def test_a_store_tells_nobody_where_it_is(qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId) -> None:
    desk = desk_of("sam")
    said: list[tuple[str, str | None]] = []
    desk.work.present.say = lambda ticket, doing: said.append((ticket, doing))

    page_of(qtbot, desk, ticket_id)

    assert said == []


def test_whoever_touches_nothing_for_a_while_has_left_and_is_there_again_with_the_first_touch(
    desk_of: Callable[[str], Desk], ticket_id: RecordId
) -> None:
    present = desk_of("ana").work.present
    said: list[tuple[str, str | None]] = []
    present.say = lambda ticket, doing: said.append((ticket, doing))
    present.attend(ticket_id, replies=True)

    present.on_idled()
    present.forget()
    assert said[1:] == [(ticket_id, None)]

    present.on_returned()
    assert said[2:] == [(ticket_id, REPLYING)]
    present.attend(None)
