"""What the server refused waits with its content and its reason until its author decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.features.attention import operations
from desktop.features.attention.view import AttentionView
from domain.ids import RecordId
from sync.replica.reading import waiting
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.model import ModelServer


@pytest.fixture
def refused(qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId) -> Desk:
    """Ana resolved a ticket offline, while it went to another team."""
    desk = desk_of("ana")
    args = {"ticket_id": ticket_id, "message_id": desk.work.new_id(), "body": "Reinicia la caja."}
    done: list[None] = []
    desk.work.mutate(desk.work, "ticket.reply", args).success(done.append).run()
    qtbot.waitUntil(lambda: bool(done))
    server.act("ada", "ticket.set_team", ticket_id=ticket_id, team_id=named("technical"))
    desk.push_alone()
    return desk


def test_a_refused_reply_is_shown_with_its_text_and_a_reason(qtbot: QtBot, refused: Desk) -> None:
    view = AttentionView(refused.work)
    qtbot.addWidget(view)

    assert len(view._cards) == 1
    assert "Reinicia la caja." in view._cards[0]._content.text()
    assert view._cards[0]._why.text()


def test_discarding_asks_once_and_then_forgets(qtbot: QtBot, refused: Desk) -> None:
    view = AttentionView(refused.work)
    qtbot.addWidget(view)
    view.show()
    card = view._cards[0]

    card._discard.click()
    assert waiting.refused_count(refused.work.reader) == 1
    card._confirm.click()

    qtbot.waitUntil(lambda: waiting.refused_count(refused.work.reader) == 0)
    qtbot.waitUntil(lambda: not view._cards)


def test_writing_again_puts_the_text_back_into_the_draft(qtbot: QtBot, refused: Desk, ticket_id: RecordId) -> None:
    [group] = operations.groups(refused.work)
    done: list[None] = []

    if group.ticket_id is None:
        pytest.skip("the ticket left with its team: there is nothing to write into")
    operations.write_again(refused.work, refused.work, group).success(done.append).run()

    qtbot.waitUntil(lambda: bool(done))
    kept = waiting.draft(refused.work.reader, f"reply:{ticket_id}")
    assert kept is not None
    assert kept.body == "Reinicia la caja."
    assert waiting.refused_count(refused.work.reader) == 0
