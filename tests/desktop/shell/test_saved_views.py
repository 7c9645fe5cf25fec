"""Saved views stand in the rail with their counts, show their tickets, and follow what happens to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from desktop.features.queue.model import IdRole
from desktop.features.views.view import ViewsPage
from desktop.shell.window import MainWindow
from domain.ids import RecordId
from domain.records import Topic
from sync.replica.reading.list_query import Field, Filter
from sync.replica.reading.tickets import ViewKey
from tests.desktop.features.conftest import desk_of, server, ticket_id
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket

__all__ = ["desk_of", "server", "ticket_id"]

URGENT = {"match": "all", "tests": [{"field": "priority", "op": "any", "values": ["urgent"]}]}


@pytest.fixture
def ana(desk_of: Callable[[str], Desk]) -> Desk:
    return desk_of("ana")


@pytest.fixture
def window(qtbot: QtBot, ana: Desk) -> Iterator[MainWindow]:
    made = MainWindow(ana.work)
    made.show()
    made.count_now()
    qtbot.waitUntil(lambda: bool(ana.work.views.counts))
    yield made
    made.close()
    shiboken6.delete(made)


def make(qtbot: QtBot, desk: Desk, view: str, conditions: dict[str, Any], **further: Any) -> str:
    args = {"view_id": named(view), "names": {"en": view}, "conditions": conditions}
    desk.work.mutate(desk.work, "view.create", args | further).run()
    qtbot.waitUntil(lambda: desk.work.views.row(named(view)) is not None)
    return named(view)


def count_of(window: MainWindow, view: str) -> int:
    return window.rail.views[view]._count


def shown(window: MainWindow) -> set[str]:
    model = window.tickets.queue.model
    found = (model.index(row).data(IdRole) for row in range(model.rowCount()))
    return {ticket for ticket in found if ticket is not None}


def test_a_view_is_counted_listed_and_follows_a_change_of_a_ticket(
    qtbot: QtBot, ana: Desk, window: MainWindow, ticket_id: RecordId
) -> None:
    view = make(qtbot, ana, "Urgent", URGENT)
    assert window.rail.views[view].text() == "Urgent"
    qtbot.waitUntil(lambda: view in ana.work.views.counts)
    assert count_of(window, view) == 0
    window.rail.views[view].click()
    assert window.tickets.queue.title.text() == "Urgent"
    ana.work.mutate(window, "ticket.set_priority", {"ticket_id": ticket_id, "priority": "urgent"}).run()
    qtbot.waitUntil(lambda: count_of(window, view) == 1)
    qtbot.waitUntil(lambda: shown(window) == {ticket_id})


def test_what_another_one_does_is_counted_when_it_comes(
    qtbot: QtBot, ana: Desk, window: MainWindow, ticket_id: RecordId
) -> None:
    view = make(qtbot, ana, "Urgent", URGENT)
    ana.client.server.act("leo", "ticket.set_priority", ticket_id=ticket_id, priority="urgent")
    other = file_ticket(ana.client.server, priority="urgent")
    ana.sync()
    qtbot.waitUntil(lambda: count_of(window, view) == 2)
    window.show_view(view)
    qtbot.waitUntil(lambda: shown(window) == {ticket_id, other})


def test_a_view_that_is_shown_before_it_is_counted_shows_its_tickets_then(
    qtbot: QtBot, ana: Desk, window: MainWindow, ticket_id: RecordId
) -> None:
    every = {"match": "all", "tests": [{"field": "subject", "op": "set"}]}
    view = make(qtbot, ana, "Every", every)
    window.show_view(view)
    qtbot.waitUntil(lambda: shown(window) == {ticket_id})


def test_the_time_alone_moves_a_ticket_to_another_view(
    qtbot: QtBot, ana: Desk, window: MainWindow, ticket_id: RecordId
) -> None:
    assert count_of(window, ViewKey.BREACHED) == 0
    ana.client.server.franchise.now += timedelta(hours=30)
    ana.work.views._on_turn()
    qtbot.waitUntil(lambda: count_of(window, ViewKey.BREACHED) == 1)
    window.rail.views[ViewKey.BREACHED].click()
    qtbot.waitUntil(lambda: shown(window) == {ticket_id})


def test_a_view_that_somebody_deletes_gives_way_and_says_so(qtbot: QtBot, ana: Desk, window: MainWindow) -> None:
    server = ana.client.server
    args = {"names": {"en": "Shared"}, "conditions": URGENT, "team_id": named("support")}
    server.act("leo", "view.create", view_id=named("shared"), **args)
    ana.sync()
    qtbot.waitUntil(lambda: ana.work.views.is_there(named("shared")))
    window.show_view(named("shared"))
    server.act("leo", "view.edit", view_id=named("shared"), names={"en": "Called otherwise"})
    ana.sync()
    qtbot.waitUntil(lambda: window.tickets.queue.title.text() == "Called otherwise")
    assert window.rail.views[named("shared")].text() == "Called otherwise"
    server.act("leo", "view.delete", view_id=named("shared"))
    ana.sync()
    qtbot.waitUntil(lambda: window.tickets.queue.view == ViewKey.TEAM)
    assert named("shared") not in window.rail.views
    window.show_page("home")
    window.travel.step(-1)
    assert window.tickets.queue.view == ViewKey.TEAM


def test_a_view_that_asks_otherwise_shows_other_tickets(
    qtbot: QtBot, ana: Desk, window: MainWindow, ticket_id: RecordId
) -> None:
    view = make(qtbot, ana, "Urgent", URGENT)
    window.show_view(view)
    every = {"match": "all", "tests": []}
    ana.work.mutate(window, "view.edit", {"view_id": view, "conditions": every, "order": "created"}).run()
    qtbot.waitUntil(lambda: shown(window) == {ticket_id})
    qtbot.waitUntil(lambda: count_of(window, view) == 1)


def test_a_view_that_asks_for_what_is_gone_says_so_above_its_list(qtbot: QtBot, ana: Desk, window: MainWindow) -> None:
    server = ana.client.server
    topic = Topic(id=named("oven"), key="oven", names={"en": "Oven"}, team_id=named("support"))
    server.save(topic)
    ana.sync()
    tests = [{"field": "topic", "op": "any", "values": [named("oven")]}]
    view = make(qtbot, ana, "Ovens", {"match": "all", "tests": tests})
    window.show_view(view)
    note = window.tickets.queue.shown
    assert note.isHidden()
    server.delete("topic", named("oven"))
    ana.sync()
    qtbot.waitUntil(lambda: not note.isHidden())
    assert note._text is not None
    assert "Topic" in note._text.text()


def test_a_view_has_its_own_order_groups_and_columns(qtbot: QtBot, ana: Desk, window: MainWindow) -> None:
    arranged = {"order": "created", "descending": True, "grouping": "status", "columns": ["subject", "store"]}
    view = make(qtbot, ana, "Arranged", {}, **arranged)
    queue = window.tickets.queue
    queue.toggle_table()
    own = queue.modes._made().layout.shown
    window.show_view(view)
    assert (str(queue.order.sort), queue.order.descending, str(queue.order.group)) == ("created", True, "status")
    assert [str(one) for one in queue.modes._made().layout.shown] == ["subject", "store"]
    window.show_view(ViewKey.TEAM)
    assert queue.modes._made().layout.shown == own


def test_what_a_list_shows_becomes_a_view(qtbot: QtBot, ana: Desk, window: MainWindow) -> None:
    window.show_view(ViewKey.MINE)
    queue = window.tickets.queue
    queue.narrow([Filter(Field.PRIORITY, ("urgent", "high")), Filter(Field.CREATED, ("week",)),
                  Filter(Field.READING, ("unread",))])  # fmt: skip
    window.run_action("save_view")
    assert window.shown_page == "settings"
    page = window.pages.settings.page_of("views")
    assert isinstance(page, ViewsPage)
    asked = [(one["field"], one["op"], one["values"]) for one in page.form.conditions.tests()]
    assert asked[-2:] == [("priority", "any", ["urgent", "high"]), ("created", "last", ["7", "days"])]
    assert ("assignee", "any", ["@me"]) in asked
    assert "reading" not in {field for field, _, _ in asked}
    page.form.title.setText("Mine and hot")
    page.form.keep()
    qtbot.waitUntil(lambda: len(ana.work.views.rows) == 1)
    assert ana.work.views.rows[0].id in window.rail.views


def test_views_scroll_where_the_window_is_low(qtbot: QtBot, ana: Desk, window: MainWindow) -> None:
    for number in range(25):
        make(qtbot, ana, f"View {number}", {})
    window.resize(1200, 620)
    qtbot.wait(20)
    scroll = window.rail._views
    assert scroll.verticalScrollBar().maximum() > 0
    assert window.rail.user.geometry().bottom() <= window.rail.height()
    last = list(window.rail.views.values())[-1]
    last.setFocus()
    assert not last.visibleRegion().isEmpty()
