"""What pickers call: a macro is shown before it is run, related tickets are named, a snooze has times to choose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.features.conversation import macros, operations, relations
from desktop.features.conversation.context import ContextPanel
from desktop.features.conversation.macros import MacroPreview
from desktop.features.conversation.model import EventsBlock
from desktop.features.conversation.view import ConversationView
from desktop.widgets.buttons import Button
from desktop.widgets.text import Text
from domain.ids import RecordId
from sync.replica.reading import tickets
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer

STEPS: list[dict[str, Any]] = [
    {"name": "ticket.reply", "args": {"texts": {"en": "Hi {{requester.name}}", "es": "Hola, {{requester.name}}"}}},
    {"name": "ticket.set_status", "args": {"status": "pending"}},
]


def preview_of(qtbot: QtBot, desk: Desk, parent: QObject, ticket_id: RecordId) -> MacroPreview:
    told: list[MacroPreview] = []
    [macro] = macros.macros(desk.work)
    macros.preview_macro(desk.work, parent, ticket_id, macro, told.append).run()
    qtbot.waitUntil(lambda: bool(told))
    return told[0]


@pytest.fixture
def keeper(server: ModelServer) -> ModelServer:
    """The server, with a macro of the team's."""
    args = {"macro_id": named("macro"), "titles": {"en": "Ask"}, "steps": STEPS, "team_id": named("support")}
    server.act("leo", "macro.create", **args)
    return server


def test_a_macro_says_what_it_would_do_before_it_does_that(
    qtbot: QtBot, desk_of: Callable[[str], Desk], keeper: ModelServer, ticket_id: RecordId
) -> None:
    desk, parent = desk_of("ana"), QObject()
    preview = preview_of(qtbot, desk, parent, ticket_id)
    assert (preview.code, preview.gaps) == ("", ())
    assert preview.messages == ((False, "Hi Sam"),)
    assert {(event.field, event.after) for event in preview.events} >= {("status", "pending")}
    before = tickets.head(desk.work.reader, ticket_id)
    assert before is not None
    assert before.status == "new"

    macros.run_macro(desk.work, parent, ticket_id, preview).run()

    def status() -> str:
        head = tickets.head(desk.work.reader, ticket_id)
        return head.status if head else ""

    qtbot.waitUntil(lambda: status() == "pending")


def test_a_macro_that_a_rule_forbids_says_why_and_where(
    qtbot: QtBot, desk_of: Callable[[str], Desk], keeper: ModelServer, ticket_id: RecordId
) -> None:
    keeper.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved")
    preview = preview_of(qtbot, desk_of("ana"), QObject(), ticket_id)
    assert (preview.code, preview.step, preview.events) == ("illegal_transition", 1, ())


def test_tickets_are_merged_linked_and_solved_together_and_the_history_says_so(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    merged, incident = file_ticket(server), file_ticket(server, "sue", store_id=named("rathmines"))
    server.act("ana", "ticket.set_type", ticket_id=ticket_id, type="problem")
    desk, parent = desk_of("ana"), QObject()
    head = tickets.head(desk.work.reader, merged)
    assert head is not None
    relations.join(desk.work, parent, head, relations.MERGE, ticket_id).run()
    other = tickets.head(desk.work.reader, incident)
    assert other is not None
    relations.join(desk.work, parent, other, relations.PROBLEM, ticket_id).run()
    qtbot.waitUntil(lambda: bool(relations.relations(desk.work, ticket_id).unsolved))
    found = relations.relations(desk.work, ticket_id)
    assert [one.id for one in found.merged] == [merged]

    relations.solve_all(desk.work, parent, ticket_id, found.unsolved, "It works again, {{requester.name}}").run()
    qtbot.waitUntil(lambda: not relations.relations(desk.work, ticket_id).unsolved)
    said = desk.work.reader.value("SELECT body FROM message WHERE ticket_id = ? AND author_id = ?",
                                  (incident, named("ana")))  # fmt: skip
    assert said == "It works again, Sue"

    view = ConversationView(desk.work)
    qtbot.addWidget(view)
    assert view.open_ticket(ticket_id)
    blocks = view.messages.blocks
    events = " ".join(blocks.spoken(block) for block in blocks.blocks if isinstance(block, EventsBlock))
    for words in ("was merged into this one", "is an incident of it", "status set to Resolved"):
        assert words in events


def test_what_belongs_together_is_a_click_away(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    merged = file_ticket(server, title="No paper")
    server.act("ana", "ticket.merge", ticket_id=merged, into_id=ticket_id)
    server.act("ana", "ticket.snooze", ticket_id=ticket_id, reason="On holiday")
    desk = desk_of("ana")
    panel = ContextPanel(desk.work)
    qtbot.addWidget(panel)
    wanted: list[str] = []
    panel.ticket_wanted.connect(wanted.append)
    for shown, other, words in ((ticket_id, merged, "No paper"), (merged, ticket_id, "Caja 2 bloqueada")):
        head = tickets.head(desk.work.reader, shown)
        assert head is not None
        panel.show_head(head)
        (link,) = [button for button in panel.findChildren(Button) if words in button.text()]
        link.click()
        assert wanted[-1] == other
    texts = " ".join(text.text() for text in panel.findChildren(Text))
    assert "On holiday" not in texts, "that is the other ticket's"


def test_the_times_to_snooze_to_are_mornings_and_evenings_of_this_computers_zone() -> None:
    for hour in (8, 17, 23):
        present = datetime(2026, 11, 27, hour, 30).astimezone()
        choices = dict(operations.snooze_choices(present))
        assert choices["answer"] is None
        assert choices["hour"] == present + timedelta(hours=1)
        assert ("evening" in choices) == (hour == 8)
        times = {key: until.astimezone() for key, until in choices.items() if until is not None and key != "hour"}
        assert all(until > present for until in times.values())
        assert [(times[key].weekday(), times[key].hour) for key in ("tomorrow", "monday", "week")] == [
            (5, 9), (0, 9), (4, 9),
        ]  # fmt: skip


def test_no_time_to_snooze_to_is_offered_twice() -> None:
    for day in range(16, 30):
        present = datetime(2026, 11, day, 8, 30).astimezone()
        times = [until for _, until in operations.snooze_choices(present)]
        assert len(set(times)) == len(times)
