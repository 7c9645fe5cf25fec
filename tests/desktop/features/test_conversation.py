"""Writing to a ticket: nothing typed is lost, nothing is sent over what others wrote meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.background.changes import Changes
from desktop.features.conversation.messages import FOOT
from desktop.features.conversation.model import EventsBlock, MessageBlock
from desktop.features.conversation.operations import NOTE
from desktop.features.conversation.view import REFRESH_MS, ConversationView
from desktop.shell import names
from domain.ids import RecordId
from sync.replica.reading import tickets, waiting
from tests.support.desk import Desk
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer


def opened(qtbot: QtBot, desk: Desk, ticket_id: RecordId) -> ConversationView:
    view = ConversationView(desk.work)
    qtbot.addWidget(view)
    view.resize(700, 800)
    view.show()
    assert view.open_ticket(ticket_id)
    return view


def spoken_of(view: ConversationView, body: str) -> str:
    """What a screen reader says of a message."""
    blocks = view.messages.blocks
    return next(blocks.spoken(b) for b in blocks.blocks if isinstance(b, MessageBlock) and b.message.body == body)


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

    desk.sync()
    own = [b for b in view.messages.blocks.blocks if isinstance(b, MessageBlock) and b.mine]
    qtbot.waitUntil(lambda: "Sent" in spoken_of(view, own[0].message.body))


def test_what_is_written_on_other_tickets_has_this_one_read_nothing_again(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    other = file_ticket(server)
    desk.sync()
    view = opened(qtbot, desk, ticket_id)
    qtbot.wait(REFRESH_MS * 3)
    refreshed: list[str] = []
    view.opened.connect(lambda head: refreshed.append(head.id))

    for ticket, body in ((other, "Elsewhere."), (ticket_id, "Here.")):
        message_id = server.franchise.id()
        server.act("leo", "ticket.note", ticket_id=ticket, message_id=message_id, body=body)
        desk.in_store(desk.client.catch_up)
        desk.background.announce(Changes.of("message", message_id))
        qtbot.wait(REFRESH_MS * 3)
        assert refreshed == ([] if ticket == other else [ticket_id])
    assert "Here." in bodies(view)


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


def test_an_empty_field_is_no_draft_that_others_could_overtake(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    for text in ("Prueba a reiniciar.", " "):
        view.composer.text.setPlainText(text)
        view.composer.flush()
    server.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=server.franchise.id(), body="Ya funciona sola.")
    desk.sync()
    qtbot.waitUntil(lambda: "Ya funciona sola." in bodies(view))

    for shown in (view, opened(qtbot, desk, ticket_id)):
        shown.composer.text.setPlainText("Me alegro.")
        assert shown.composer.check_gate() == 0


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


QUOTED = "Ya está.\n\n> Uno\n> dos\n> tres\n> cuatro con impresora\n> cinco"


def wrote(server: ModelServer, name: str, ticket_id: RecordId, body: str) -> None:
    server.act(name, "ticket.reply", ticket_id=ticket_id, message_id=server.franchise.id(), body=body)


def shown_text(view: ConversationView, row: int) -> str:
    block = view.messages.blocks.blocks[row]
    assert isinstance(block, MessageBlock)
    return view.messages.painter.document(block, view.messages.viewport().width()).toPlainText()


def last_message_row(view: ConversationView) -> int:
    return max(row for row, _ in view.messages.blocks.messages())


def test_what_somebody_quotes_at_length_is_folded_until_one_asks_for_it(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    wrote(server, "sam", ticket_id, QUOTED)
    view = opened(qtbot, desk_of("ana"), ticket_id)
    row = last_message_row(view)
    assert "5 quoted lines" in shown_text(view, row)
    assert "cinco" not in shown_text(view, row)
    before = view.messages.rect_of(row).height()

    view.messages.setCurrentIndex(view.messages.blocks.index(row))
    QTest.keyClick(view.messages, Qt.Key.Key_Return)

    assert "cinco" in shown_text(view, row)
    assert view.messages.rect_of(row).height() > before
    link = view.messages.painter.text_rect(view.messages.blocks.blocks[row], view.messages.rect_of(row))  # type: ignore[arg-type]
    QTest.mouseClick(view.messages.viewport(), Qt.MouseButton.LeftButton, pos=link.topLeft() + QPoint(20, 34))
    assert "cinco" not in shown_text(view, row), "a click on the line folds it again"


def test_what_is_found_in_a_folded_quotation_is_unfolded(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    wrote(server, "sam", ticket_id, QUOTED)
    view = opened(qtbot, desk_of("ana"), ticket_id)
    view.begin_finding()
    QTest.keyClicks(view.find_bar.field, "impresora")
    qtbot.waitUntil(lambda: view.finder.count == 1)
    assert "cuatro con impresora" in shown_text(view, last_message_row(view))


def test_changes_of_a_ticket_are_one_line_that_enter_unfolds(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    server.act("ana", "ticket.set_priority", ticket_id=ticket_id, priority="high")
    server.act("ana", "ticket.set_type", ticket_id=ticket_id, type="incident")
    view = opened(qtbot, desk_of("ana"), ticket_id)
    row = next(r for r, b in enumerate(view.messages.blocks.blocks) if isinstance(b, EventsBlock))
    assert view.messages.rect_of(row).height() <= 28 + 6 + FOOT
    folded = view.messages.rect_of(row).height()
    view.messages.setCurrentIndex(view.messages.blocks.index(row))
    QTest.keyClick(view.messages, Qt.Key.Key_Return)
    assert view.messages.rect_of(row).height() == folded + 2 * 20


def test_a_message_is_copied_and_quoted_by_key(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    wrote(server, "sam", ticket_id, "Sigue **igual**.")
    view = opened(qtbot, desk_of("ana"), ticket_id)
    view.messages.setCurrentIndex(view.messages.blocks.index(last_message_row(view)))
    QTest.keyClick(view.messages, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Sigue **igual**."
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(view.messages, Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().text() == "> **Sam:**\n> Sigue **igual**.\n\n"


def test_text_that_is_dragged_over_is_what_is_copied(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    wrote(server, "sam", ticket_id, "Sigue igual que ayer")
    view = opened(qtbot, desk_of("ana"), ticket_id)
    row = last_message_row(view)
    block = view.messages.blocks.blocks[row]
    assert isinstance(block, MessageBlock)
    place = view.messages.painter.text_rect(block, view.messages.rect_of(row))
    QTest.mouseDClick(view.messages.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(8, 8))
    QTest.keyClick(view.messages, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Sigue"


def test_a_part_of_a_message_is_chosen_by_keys_and_copied(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    wrote(server, "sam", ticket_id, "Sigue **igual** que ayer")
    view = opened(qtbot, desk_of("ana"), ticket_id)
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    view.messages.setCurrentIndex(view.messages.blocks.index(last_message_row(view)))

    QTest.keyClick(view.messages, Qt.Key.Key_Right, ctrl)
    QTest.keyClick(view.messages, Qt.Key.Key_Right, ctrl | shift)
    QTest.keyClick(view.messages, Qt.Key.Key_C, ctrl)
    assert QGuiApplication.clipboard().text() == "igual "
    QTest.keyClick(view.messages, Qt.Key.Key_Left, shift)
    QTest.keyClick(view.messages, Qt.Key.Key_C, ctrl)
    assert QGuiApplication.clipboard().text() == "igual"
    QTest.keyClick(view.messages, Qt.Key.Key_A, ctrl)
    QTest.keyClick(view.messages, Qt.Key.Key_C, ctrl)
    assert QGuiApplication.clipboard().text() == "Sigue igual que ayer"


def test_the_caret_stays_in_view_in_a_message_longer_than_the_window(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    wrote(server, "sam", ticket_id, "\n\n".join(f"Línea {number}" for number in range(120)))
    view = opened(qtbot, desk_of("ana"), ticket_id)
    row = last_message_row(view)
    view.messages.setCurrentIndex(view.messages.blocks.index(row))
    bar = view.messages.verticalScrollBar()
    QTest.keyClick(view.messages, Qt.Key.Key_Right)
    assert bar.value() < bar.maximum() / 4, "the caret begins at the message's beginning"
    shift = Qt.KeyboardModifier.ShiftModifier
    for _ in range(60):
        QTest.keyClick(view.messages, Qt.Key.Key_Down, shift)
    assert len(view.messages.selected_text().splitlines()) == 61
    assert bar.value() > bar.maximum() / 4


def menu_of(view: ConversationView) -> QMenu:
    menu = view.findChild(QMenu, names.MESSAGE_MENU)
    assert isinstance(menu, QMenu)
    return menu


def test_links_are_followed_by_key(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    wrote(server, "sam", ticket_id, "Como en https://example.org/a?b=1&c=2")
    view = opened(qtbot, desk_of("ana"), ticket_id)
    view.messages.setCurrentIndex(view.messages.blocks.index(last_message_row(view)))
    with qtbot.waitSignal(view.link_clicked) as followed:
        QTest.keyClick(view.messages, Qt.Key.Key_Return)
    assert followed.args == ["https://example.org/a?b=1&c=2"]


def test_where_there_are_several_links_enter_asks_which(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    wrote(server, "sam", ticket_id, f"[Uno](https://example.org/1), [dos](https://example.org/2)\n\n{QUOTED}")
    view = opened(qtbot, desk_of("ana"), ticket_id)
    row = last_message_row(view)
    view.messages.setCurrentIndex(view.messages.blocks.index(row))
    QTest.keyClick(view.messages, Qt.Key.Key_Return)
    menu = menu_of(view)
    opening = [action for action in menu.actions() if action.objectName() == names.MESSAGE_OPEN_LINK]
    assert [action.text() for action in opening] == ["Open https://example.org/1", "Open https://example.org/2"]
    with qtbot.waitSignal(view.link_clicked) as followed:
        opening[1].trigger()
    assert followed.args == ["https://example.org/2"]
    next(action for action in menu.actions() if action.objectName() == names.MESSAGE_FOLD).trigger()
    assert "cinco" in shown_text(view, row)
    menu.close()


def test_a_quotation_goes_into_the_answer(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    wrote(server, "sam", ticket_id, "Sigue igual.")
    view = opened(qtbot, desk_of("ana"), ticket_id)
    block = view.messages.blocks.blocks[last_message_row(view)]
    assert isinstance(block, MessageBlock)
    view._menu.open(block, (), (), view.mapToGlobal(QPoint(50, 50)))
    menu = view.findChild(QMenu, names.MESSAGE_MENU)
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.objectName() == names.MESSAGE_QUOTE).trigger()
    menu.close()
    assert view.composer.text.toPlainText() == "> **Sam:**\n> Sigue igual.\n\n"
