"""Writing to a ticket: nothing typed is lost, nothing is sent over what others wrote meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from desktop.features.conversation.model import MessageBlock
from desktop.features.conversation.operations import NOTE
from desktop.features.conversation.view import ConversationView
from domain.ids import RecordId
from sync.replica.reading import tickets, waiting
from tests.support.desk import Desk
from tests.sync.replica.model import ModelServer


def opened(qtbot: QtBot, desk: Desk, ticket_id: RecordId) -> ConversationView:
    view = ConversationView(desk.work)
    qtbot.addWidget(view)
    view.resize(700, 800)
    view.show()
    assert view.open_ticket(ticket_id)
    return view


def bodies(view: ConversationView) -> list[str]:
    return [block.message.body for block in view.messages.blocks.blocks if isinstance(block, MessageBlock)]


def test_a_reply_stands_in_the_conversation_at_once_and_says_how_far_it_is(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)

    view.composer.text.setPlainText("Reinicia la caja con el botón de atrás.")
    view.composer.send()

    qtbot.waitUntil(lambda: "Reinicia la caja con el botón de atrás." in bodies(view))
    states = [b.state for b in view.messages.blocks.blocks if isinstance(b, MessageBlock) and b.mine]
    assert states == ["saved"]
    assert view.composer.text.toPlainText() == ""


def test_what_is_typed_is_kept_within_moments_and_comes_back(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)

    view.composer.text.setPlainText("Hola, Sam")
    qtbot.waitUntil(lambda: waiting.draft(desk.work.reader, f"reply:{ticket_id}") is not None, timeout=1000)

    again = opened(qtbot, desk, ticket_id)
    assert again.composer.text.toPlainText() == "Hola, Sam"


def test_a_note_has_its_own_draft(qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    view.composer.text.setPlainText("Para Sam")
    view.composer.write(NOTE)
    view.composer.text.setPlainText("Para el equipo")
    view.composer.flush()

    qtbot.waitUntil(lambda: waiting.draft(desk.work.reader, f"note:{ticket_id}") is not None)
    kept = waiting.draft(desk.work.reader, f"reply:{ticket_id}")
    assert kept is not None
    assert kept.body == "Para Sam"


def test_sending_waits_for_a_decision_when_others_wrote_since_the_draft_was_begun(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    view.composer.text.setPlainText("Prueba a reiniciar.")
    server.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=server.franchise.id(), body="Ya funciona sola.")
    desk.sync()
    qtbot.waitUntil(lambda: "Ya funciona sola." in bodies(view))

    view.composer.send()

    assert view.composer.check_gate() == 1
    assert view.composer.text.toPlainText() == "Prueba a reiniciar."
    view.composer._gate.send_anyway.emit()
    qtbot.waitUntil(lambda: "Prueba a reiniciar." in bodies(view))


def test_reading_first_lets_the_reply_through_afterwards(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    view.composer.text.setPlainText("Prueba a reiniciar.")
    server.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=server.franchise.id(), body="Ya funciona sola.")
    desk.sync()
    qtbot.waitUntil(lambda: "Ya funciona sola." in bodies(view))
    view.composer.send()

    view.composer._gate.read_first.emit()

    assert view.composer.check_gate() == 0
    view.composer.send()
    qtbot.waitUntil(lambda: "Prueba a reiniciar." in bodies(view))


def test_a_reply_that_resolves_takes_both_steps(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    view.composer.text.setPlainText("Hecho.")

    view.composer.send_as("resolved")

    qtbot.waitUntil(
        lambda: (head := tickets.head(desk.work.reader, ticket_id)) is not None and head.status == "resolved"
    )


def test_a_store_says_that_a_solution_works(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    server.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved")
    desk = desk_of("sam")
    view = opened(qtbot, desk, ticket_id)

    view._solved.works.emit()

    qtbot.waitUntil(lambda: (head := tickets.head(desk.work.reader, ticket_id)) is not None and head.status == "closed")
