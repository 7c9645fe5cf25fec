"""A ticket's whole history is shown and narrowed down, and says why the ticket is in its state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from desktop.features.conversation import why
from desktop.features.conversation.timeline import TimelinePanel
from desktop.features.conversation.why import Facts
from desktop.features.conversation.why_panel import WhyPanel
from desktop.shell import names
from desktop.shell.tickets_page import TicketsPage
from desktop.widgets.buttons import Button
from domain.ids import RecordId
from sync.replica.reading import history, tickets
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer


@pytest.fixture
def page_of(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId
) -> Iterator[Callable[[Desk], TicketsPage]]:
    made: list[TicketsPage] = []

    def show(desk: Desk) -> TicketsPage:
        page = TicketsPage(desk.work)
        made.append(page)
        page.resize(1300, 800)
        page.show()
        page.open_ticket(ticket_id)
        return page

    yield show
    for page in made:
        page.close()
        shiboken6.delete(page)


def reasons(desk: Desk, ticket_id: RecordId) -> str:
    reader = desk.work.reader
    head = tickets.head(reader, ticket_id)
    assert head is not None
    changes = tuple(history.history(reader, ticket_id))
    facts = Facts(changes, history.asked_at(reader, ticket_id), history.team_of_topic(reader, head.topic_id))
    return why.sentences(why.Why(desk.work, head, facts).reasons())


def act(server: ModelServer, who: str, name: str, ticket_id: RecordId, **args: object) -> None:
    server.franchise.now += timedelta(minutes=7)
    server.act(who, f"ticket.{name}", ticket_id=ticket_id, **args)


def message(server: ModelServer) -> dict[str, object]:
    return {"message_id": server.franchise.id(), "body": "Hm."}


def test_a_new_ticket_says_that_nobody_has_done_anything(desk_of: Callable[[str], Desk], ticket_id: RecordId) -> None:
    said = reasons(desk_of("ana"), ticket_id)
    assert "New: since it was filed" in said
    assert "nobody has taken it yet" in said
    assert "where it came when it was filed" in said
    assert "Priority Normal, as it was filed." in said
    assert "The first answer is due" in said
    assert "allows 24 h" in said


def test_each_part_names_the_change_that_led_to_it(
    desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    act(server, "alex", "reply", ticket_id, **message(server))
    act(server, "leo", "set_priority", ticket_id, priority="urgent")
    act(server, "sam", "reply", ticket_id, **message(server))
    desk.sync()
    said = reasons(desk, ticket_id)
    assert "Open, because Alex answered" in said
    assert "Alex works on it: they answered it first" in said
    assert "Priority Urgent, because Leo set it" in said
    assert "An answer is due" in said
    assert "allows 1 h" in said

    act(server, "leo", "set_team", ticket_id, team_id=named("technical"))
    act(server, "leo", "set_status", ticket_id, status="pending")
    act(server, "leo", "snooze", ticket_id, reason="The part comes on Monday")
    leo = desk_of("leo")
    said = reasons(leo, ticket_id)
    assert "Pending, because Leo set it so" in said
    assert "It waits for whoever asked since" in said
    assert "Leo snoozed it" in said
    assert "“The part comes on Monday”" in said
    assert "its assignee stayed behind when Leo moved it" in said
    assert "With Technical support, because Leo moved it there" in said
    assert "No deadline runs while it waits" in said


def test_a_reopened_and_a_merged_ticket_say_by_whom(
    desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    act(server, "ana", "set_status", ticket_id, status="resolved")
    act(server, "sam", "reply", ticket_id, **message(server))
    other = file_ticket(server)
    desk = desk_of("ana")
    said = reasons(desk, ticket_id)
    assert "opened again 1×" in said
    assert "by Sam" in said
    act(server, "ana", "merge", ticket_id, into_id=other)
    desk.sync()
    assert "Closed, because Ana merged it into" in reasons(desk, ticket_id)


def test_a_store_is_told_how_it_stands_and_not_who_works_there(
    desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    act(server, "ana", "set_assignee", ticket_id, assignee_id=named("ana"))
    said = reasons(desk_of("sam"), ticket_id)
    assert "We are looking into it" in said
    assert "works on it" not in said
    assert "Priority" not in said


def test_the_history_shows_every_change_and_is_narrowed_down(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId,
    page_of: Callable[[Desk], TicketsPage],
) -> None:  # fmt: skip
    act(server, "leo", "set_priority", ticket_id, priority="urgent")
    act(server, "ana", "tag", ticket_id, add=["till"])
    act(server, "ana", "set_assignee", ticket_id, assignee_id=named("alex"))
    page = page_of(desk_of("ana"))
    page.act("history")
    qtbot.waitUntil(lambda: page.findChild(TimelinePanel) is not None)
    panel = page.findChild(TimelinePanel)
    assert panel is not None
    words = [line.words for line in panel.shown]
    assert words[0].startswith("Ana: status set to Open") or words[0].startswith("Ana: assigned to Alex")
    assert words[-1] == "Sam: filed it"
    assert len(words) == 5
    assert "before: Normal" in panel.text.toPlainText()
    panel.field.setText("LEO")
    assert [line.field for line in panel.shown] == ["priority"]
    panel.field.clear()
    panel.kinds.choose("people")
    assert [line.field for line in panel.shown] == ["assignee"]
    panel.field.setText("nothing at all")
    assert "No change is like this." in panel.text.toPlainText()
    panel.leave()


def test_the_panel_beside_the_ticket_and_the_key_lead_to_the_answer(
    qtbot: QtBot, desk_of: Callable[[str], Desk], page_of: Callable[[Desk], TicketsPage]
) -> None:
    page = page_of(desk_of("ana"))
    page.prepare()
    button = page.context.findChild(Button, names.CONTEXT_WHY)
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: page.findChild(WhyPanel) is not None)
    panel = page.findChild(WhyPanel)
    assert panel is not None
    assert "nobody has taken it yet" in panel.accessibleDescription()
    history_button = panel.findChild(Button, names.WHY_HISTORY)
    assert history_button is not None
    history_button.click()
    qtbot.waitUntil(lambda: page.findChild(TimelinePanel) is not None)
    timeline = page.findChild(TimelinePanel)
    assert timeline is not None
    timeline.leave()
