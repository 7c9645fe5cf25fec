"""The page of absences: saying it, seeing it where tickets are given, handing over, and the line of a team."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.features.absence import operations
from desktop.features.absence.view import AbsencePage
from desktop.features.conversation import choices
from desktop.shell import names
from domain.ids import RecordId
from domain.records import Absence, Team, Ticket
from sync.replica.reading import tickets
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.model import ModelServer

PAGE = names.ABSENCE_PAGE


@pytest.fixture
def ana(desk_of: Callable[[str], Desk]) -> Desk:
    return desk_of("ana")


@pytest.fixture
def page_of(qtbot: QtBot) -> Callable[[Desk], AbsencePage]:
    """Somebody's page."""

    def show(desk: Desk) -> AbsencePage:
        page = AbsencePage(desk.work)
        qtbot.addWidget(page)
        page.resize(700, 1200)
        page.show()
        return page

    return show


def click(page: QWidget, name: str) -> None:
    button = page.findChild(QWidget, f"{PAGE}.{name}")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_who_says_it_is_seen_to_be_away_by_everybody_and_names_who_stands_in(
    qtbot: QtBot, ana: Desk, page_of: Callable[[Desk], AbsencePage], server: ModelServer, ticket_id: RecordId
) -> None:
    page = page_of(ana)
    page._backup.setCurrentIndex(page._backup.findData(named("alex")))
    QTest.keyClicks(page._word, "On holiday")
    click(page, "set")
    qtbot.waitUntil(lambda: operations.mine(ana.work) is not None)
    ana.sync()
    absence = server.rows["absence", named("ana")]
    assert isinstance(absence, Absence)
    assert (absence.backup_id, absence.word, absence.active) == (named("alex"), "On holiday", True)
    assert ("absence", named("ana")) in server.seen_by("sam")
    head = tickets.head(ana.work.reader, ticket_id)
    assert head is not None
    beside = {entry.text: entry.beside for entry in choices.ASSIGNEE.entries(ana.work, head)}
    assert beside["Take it myself"] == ""
    away = operations.away(ana.work)
    assert choices.away_words(away[named("ana")]) == "Away · Alex stands in"
    qtbot.waitUntil(lambda: page.findChild(QWidget, f"{PAGE}.back.0") is not None)
    click(page, "back.0")
    qtbot.waitUntil(lambda: operations.mine(ana.work) is None)


def test_their_tickets_are_handed_over_at_once_and_taken_back_at_once(
    qtbot: QtBot, desk_of: Callable[[str], Desk], page_of: Callable[[Desk], AbsencePage], server: ModelServer,
    ticket_id: RecordId,
) -> None:  # fmt: skip
    server.act("ana", "ticket.set_assignee", ticket_id=ticket_id, assignee_id=named("ana"))
    server.act("ana", "absence.set", user_id=named("ana"), backup_id=named("alex"))
    leo = desk_of("leo")
    page = page_of(leo)
    undo: list[Callable[[], None]] = []
    page.undo_offered.connect(lambda _sentence, take_back: undo.append(take_back))
    click(page, "hand.0")

    def assignee() -> str | None:
        found = tickets.head(leo.work.reader, ticket_id)
        return found.assignee_id if found is not None else None

    qtbot.waitUntil(lambda: assignee() == named("alex"))
    leo.sync()
    there = server.rows["ticket", ticket_id]
    assert isinstance(there, Ticket)
    assert there.assignee_id == named("alex")
    qtbot.waitUntil(lambda: len(undo) == 1)
    undo[0]()
    qtbot.waitUntil(lambda: assignee() == named("ana"))


def test_a_lead_says_it_of_the_teams_people_and_orders_the_line(
    qtbot: QtBot, desk_of: Callable[[str], Desk], page_of: Callable[[Desk], AbsencePage], server: ModelServer
) -> None:
    leo = desk_of("leo")
    page = page_of(leo)
    page._whose.setCurrentIndex(page._whose.findData(named("alex")))
    click(page, "set")
    qtbot.waitUntil(lambda: named("alex") in operations.away(leo.work))
    before = [one.id for one in operations.line(leo.work, named("support"))]
    click(page, "line.0.down")
    qtbot.waitUntil(
        lambda: [one.id for one in operations.line(leo.work, named("support"))] == [before[1], before[0], *before[2:]]
    )
    leo.sync()
    team = server.rows["team", named("support")]
    assert isinstance(team, Team)
    assert team.line_ids == (before[1], before[0], *before[2:])


def test_what_was_half_written_is_there_again(qtbot: QtBot, ana: Desk, page_of: Callable[[Desk], AbsencePage]) -> None:
    page = page_of(ana)
    QTest.keyClicks(page._word, "On hol")
    qtbot.waitUntil(lambda: page_of(ana)._word.text() == "On hol")


def test_a_store_says_until_when_and_is_asked_nothing_of_the_desks(
    desk_of: Callable[[str], Desk], page_of: Callable[[Desk], AbsencePage]
) -> None:
    page = page_of(desk_of("olga"))
    assert page._until.isVisible()
    assert not page._backup.isVisible()
    assert not page._whose.isVisible()
