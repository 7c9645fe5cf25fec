"""What stands beside a new ticket: guides, solved tickets, one that is there already; and what was tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.features.filing import operations
from desktop.features.filing.view import FilingView
from desktop.shell import names
from desktop.widgets.text import Text
from domain.ids import RecordId
from sync.replica.reading import forms, labels, waiting
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer


def control(view: FilingView, name: str) -> Any:
    found = view.findChild(QWidget, name)
    assert found is not None, name
    return found


def said(within: QWidget) -> str:
    return " ".join(text.text() for text in within.findChildren(Text) if not text.isHidden())


@pytest.fixture
def there(server: ModelServer) -> RecordId:
    """A ticket about the till that Olga has filed for the store."""
    return file_ticket(server, "olga", title="Till 1 is frozen", topic_id=named("till"))


@pytest.fixture
def view(qtbot: QtBot, server: ModelServer, there: RecordId, desk_of: Callable[[str], Desk]) -> FilingView:
    """Sam begins to write; a ticket like it was solved before."""
    before = file_ticket(server, "olga", title="Receipt printer prints nothing", body="The receipts stay white.")
    args = {"ticket_id": before, "message_id": server.franchise.id(), "body": "Put the roll in the other way."}
    server.act("ana", "ticket.reply", **args)
    server.act("ana", "ticket.set_status", ticket_id=before, status="resolved")
    view = FilingView(desk_of("sam").work)
    qtbot.addWidget(view)
    view.resize(1300, 900)
    view.show()
    view.begin()
    return view


def count(view: FilingView) -> int:
    return int(view._work.reader.value("SELECT count(*) FROM ticket"))


def test_a_solved_ticket_is_read_beside_the_form_and_whoever_it_helps_ends_without_one(
    qtbot: QtBot, view: FilingView
) -> None:
    before = count(view)
    view.title.setText("Printer prints white receipts")
    card = control(view, f"{names.FILING_SUGGESTION}.solved0")
    qtbot.waitUntil(lambda: not card.isHidden())
    assert "Put the roll in the other way." in said(card)
    control(view, f"{names.FILING_SUGGESTION}.solved0.do").click()
    reader = control(view, names.FILING_READER)
    qtbot.waitUntil(lambda: "The receipts stay white." in reader.text.toPlainText())
    assert view.title.text() == "Printer prints white receipts"
    with qtbot.waitSignal(view.spared) as signal:
        control(view, names.FILING_READER_SOLVED).click()
    assert view.title.text() == ""
    qtbot.waitUntil(lambda: operations.kept_draft(view._work).is_empty)
    assert count(view) == before
    signal.args[1]()
    assert view.title.text() == "Printer prints white receipts"


def test_esc_leads_from_what_is_read_back_to_the_list_and_not_out_of_the_form(qtbot: QtBot, view: FilingView) -> None:
    left: list[None] = []
    view.left.connect(lambda: left.append(None))
    view.title.setText("Printer prints white receipts")
    button = control(view, f"{names.FILING_SUGGESTION}.solved0.do")
    qtbot.waitUntil(lambda: button.isVisible())
    button.click()
    reader = control(view, names.FILING_READER)
    QTest.keyClick(reader.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: button.isVisible())
    assert not left


def test_following_what_is_reported_already_takes_the_words_along(
    qtbot: QtBot, view: FilingView, there: RecordId
) -> None:
    before = count(view)
    view.title.setText("Till 1 again")
    view.body.setPlainText("It froze at nine, too.")
    control(view, f"{names.FILING_TOPIC}.till").click()
    card = control(view, f"{names.FILING_SUGGESTION}.reported0")
    qtbot.waitUntil(lambda: not card.isHidden())
    assert "Till 1 is frozen" in said(card)
    with qtbot.waitSignal(view.joined) as signal:
        control(view, f"{names.FILING_SUGGESTION}.reported0.do").click()
    assert signal.args == [there]
    assert labels.follows(view._work.reader, there, named("sam"))
    draft = waiting.draft(view._work.reader, f"reply:{there}")
    assert draft is not None
    assert draft.body == "Till 1 again\n\nIt froze at nine, too."
    assert operations.kept_draft(view._work).is_empty
    assert count(view) == before


def test_what_was_tried_is_noted_step_by_step_and_goes_with_the_ticket(qtbot: QtBot, view: FilingView) -> None:
    view.title.setText("Till 2 is frozen")
    view.body.setPlainText("It shows a clock.")
    text = control(view, names.FILING_TRIED_TEXT)
    for step in ("Restarted it", "Another cable", "Wrong one"):
        text.setText(step)
        QTest.keyClick(text, Qt.Key.Key_Return)
    assert "2. Another cable" in said(control(view, names.FILING_TRIED))
    view._tried._buttons[2].click()
    text.setText("Called a colleague")
    view.flush()
    steps = ("Restarted it", "Another cable", "Called a colleague")
    qtbot.waitUntil(lambda: operations.kept_draft(view._work).steps == steps)
    with qtbot.waitSignal(view.filed) as signal:
        view.send()
    assert [row.text for row in forms.steps(view._work.reader, signal.args[0])] == list(steps)
