"""A topic's form is filled in with a new ticket, asked for again, and corrected beside the conversation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.background.changes import Changes, Written
from desktop.features.conversation import details
from desktop.features.conversation.context import ContextPanel
from desktop.features.conversation.details_panels import AskDetailsPanel, FillPanel
from desktop.features.conversation.view import ConversationView
from desktop.features.filing import operations as filing
from desktop.features.filing.view import FilingView
from desktop.shell import moments, names
from desktop.shell.details.lines import Line
from desktop.widgets.text import Text
from domain.forms import version_of
from domain.ids import RecordId
from domain.records import FormField, Ticket, Topic, to_wire
from domain.words import FieldKind
from sync.replica.reading import tickets
from tests.support.desk import Desk
from tests.support.franchise import FORM, named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer

VERSION = version_of(FORM)
ANSWERS = {"which": ["front"], "serial": ["T-4411"]}


def control(within: QObject, name: str) -> QWidget:
    found = within.findChild(QWidget, name)
    assert found is not None, name
    return found


def shown(within: QObject, page: str) -> list[str]:
    """The keys of the lines that are asked."""
    return [
        one.field.key for one in within.findChildren(Line) if not one.isHidden() and one.objectName().startswith(page)
    ]


def said(within: QObject) -> str:
    return " ".join(text.text() for text in within.findChildren(Text) if not text.isHidden())


@pytest.fixture
def form(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> FilingView:
    """Sam begins a ticket about a till."""
    view = FilingView(desk_of("sam").work)
    qtbot.addWidget(view)
    view.resize(1200, 900)
    view.show()
    view.begin()
    view.title.setText("Till 2 is frozen")
    view.body.setPlainText("It shows a clock.")
    control(view, f"{names.FILING_TOPIC}.till").click()  # type: ignore[attr-defined]
    return view


def filed(qtbot: QtBot, view: FilingView) -> Ticket:
    with qtbot.waitSignal(view.filed) as signal:
        view.send()
    found: list[Ticket] = []

    def read() -> Written[None]:
        found.extend(replica().cache.every(Ticket, "id = ?", (signal.args[0],)))
        return Written(Changes(), None)

    replica = view._work._replica
    view._work.background.write(view, read).run()
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_the_form_asks_what_the_topic_asks_and_nothing_only_the_desk_answers(form: FilingView) -> None:
    assert shown(form, names.FILING_DETAILS) == ["which", "serial", "since"]
    control(form, f"{names.FILING_TOPIC}.other").click()  # type: ignore[attr-defined]
    assert shown(form, names.FILING_DETAILS) == []


def test_a_line_comes_with_the_answer_it_hangs_on_and_goes_without_losing_its_own(form: FilingView) -> None:
    which = control(form, f"{names.FILING_DETAILS}.which.field")
    which.choose("back")  # type: ignore[attr-defined]
    assert shown(form, names.FILING_DETAILS) == ["which", "stairs", "serial", "since"]
    control(form, f"{names.FILING_DETAILS}.stairs.no").click()  # type: ignore[attr-defined]
    which.choose("front")  # type: ignore[attr-defined]
    assert "stairs" not in shown(form, names.FILING_DETAILS)
    assert form.details.given() == {"which": ("front",)}
    which.choose("back")  # type: ignore[attr-defined]
    assert form.details.given() == {"which": ("back",), "stairs": ("no",)}


def test_what_is_needed_is_said_where_it_is_and_nothing_is_sent_without_it(qtbot: QtBot, form: FilingView) -> None:
    since = control(form, f"{names.FILING_DETAILS}.since.field")
    since.setText("soon")  # type: ignore[attr-defined]
    form.send()
    assert "This is needed" in said(control(form, f"{names.FILING_DETAILS}.which"))
    assert "Write a day" in said(control(form, f"{names.FILING_DETAILS}.since"))
    assert form.title.text() == "Till 2 is frozen"
    control(form, f"{names.FILING_DETAILS}.which.field").choose("front")  # type: ignore[attr-defined]
    since.setText("20/11/2026")  # type: ignore[attr-defined]
    assert "Fri 20 Nov 2026" in said(control(form, f"{names.FILING_DETAILS}.since"))
    assert filed(qtbot, form).answers == {"since": ("2026-11-20",), "which": ("front",)}
    assert form.details.answers() == {}


def test_today_is_one_click(form: FilingView) -> None:
    control(form, f"{names.FILING_DETAILS}.since.today").click()  # type: ignore[attr-defined]
    assert form.details.given() == {"since": (moments.local_day(moments.now()).isoformat(),)}


def test_a_half_filled_form_is_there_after_a_restart(
    qtbot: QtBot, desk_of: Callable[[str], Desk], form: FilingView
) -> None:
    control(form, f"{names.FILING_DETAILS}.which.field").choose("back")  # type: ignore[attr-defined]
    control(form, f"{names.FILING_DETAILS}.serial.field").setText("T-4411")  # type: ignore[attr-defined]
    form.flush()
    work = form._work
    qtbot.waitUntil(lambda: filing.kept_draft(work).answers == {"which": ("back",), "serial": ("T-4411",)})
    again = FilingView(work)
    qtbot.addWidget(again)
    again.begin()
    assert again.details.given() == {"which": ("back",), "serial": ("T-4411",)}
    assert shown(again, names.FILING_DETAILS) == ["which", "stairs", "serial", "since"]


def test_a_form_that_changes_while_somebody_writes_loses_nothing(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer
) -> None:
    desk = desk_of("sam")
    view = FilingView(desk.work)
    qtbot.addWidget(view)
    view.begin()
    view.title.setText("Till 2 is frozen")
    view.body.setPlainText("It shows a clock.")
    control(view, f"{names.FILING_TOPIC}.till").click()  # type: ignore[attr-defined]
    control(view, f"{names.FILING_DETAILS}.which.field").choose("back")  # type: ignore[attr-defined]
    control(view, f"{names.FILING_DETAILS}.serial.field").setText("T-4411")  # type: ignore[attr-defined]
    topic = server.franchise.store.get(Topic, named("till"))
    assert topic is not None
    colour = FormField(key="colour", kind=FieldKind.TEXT, names={"en": "Colour"})
    kept = replace(FORM[0], options=FORM[0].options[:1])
    server.act("ada", "structure.save", topic=to_wire(replace(topic, form=(kept, colour))))
    desk.sync()
    qtbot.waitUntil(lambda: shown(view, names.FILING_DETAILS) == ["which", "colour"])
    assert "T-4411" in view._changed.text()
    view.send()
    assert "Choose one of what is offered now" in said(control(view, f"{names.FILING_DETAILS}.which"))
    control(view, f"{names.FILING_DETAILS}.which.field").choose("front")  # type: ignore[attr-defined]
    ticket = filed(qtbot, view)
    assert ticket.answers == {"which": ("front",)}
    body = desk.work.reader.value("SELECT body FROM message WHERE ticket_id = ?", (ticket.id,))
    assert "T-4411" in body


def opened(qtbot: QtBot, desk: Desk, ticket_id: RecordId) -> ConversationView:
    view = ConversationView(desk.work)
    qtbot.addWidget(view)
    view.resize(900, 800)
    view.show()
    assert view.open_ticket(ticket_id)
    return view


@pytest.fixture
def about_a_till(server: ModelServer) -> RecordId:
    """A ticket of Sam's about a till."""
    return file_ticket(server, topic_id=named("till"), answers=ANSWERS, form=VERSION)


def beside(qtbot: QtBot, desk: Desk, ticket_id: RecordId) -> str:
    """What the panel says of the details."""
    panel = ContextPanel(desk.work)
    qtbot.addWidget(panel)
    panel.show()
    head = tickets.head(desk.work.reader, ticket_id)
    assert head is not None
    panel.show_head(head)
    # A layout shows what comes into it with the next turn of events.
    qtbot.waitUntil(lambda: "Serial number" in said(control(panel, names.CONTEXT_DETAILS)))
    return said(control(panel, names.CONTEXT_DETAILS))


def test_the_panel_shows_the_answers_in_words(
    qtbot: QtBot, desk_of: Callable[[str], Desk], about_a_till: RecordId
) -> None:
    text = beside(qtbot, desk_of("tim"), about_a_till)
    assert "Which till Front" in text
    assert "Serial number T-4411" in text


def test_the_desk_asks_again_by_name_and_the_requester_fills_it_in(
    qtbot: QtBot, desk_of: Callable[[str], Desk], about_a_till: RecordId
) -> None:
    tim, sam = desk_of("tim"), desk_of("sam")
    view = opened(qtbot, tim, about_a_till)
    view.acting.run("ask_details")
    panel = view.window().findChild(AskDetailsPanel)
    assert panel is not None
    assert "Tick what you need" in said(panel)
    assert panel.findChild(QScrollArea).verticalScrollBar().maximum() == 0, "a line is out of sight"  # type: ignore[union-attr]
    control(panel, f"{names.ASK_DETAILS}.since").click()  # type: ignore[attr-defined]
    with qtbot.waitSignal(view.acting.told):
        control(panel, names.ASK_DETAILS_RUN).click()  # type: ignore[attr-defined]
    tim.sync()
    sam.sync()
    head = tickets.head(sam.work.reader, about_a_till)
    assert head is not None
    assert head.status == "pending"

    store = opened(qtbot, sam, about_a_till)
    assert control(store, names.ASKED_BAR).isVisible()
    control(store, names.ASKED_FILL).click()  # type: ignore[attr-defined]
    fill = store.window().findChild(FillPanel)
    assert fill is not None
    assert shown(fill, names.DETAILS_FORM) == ["since"]
    control(fill, names.DETAILS_RUN).click()  # type: ignore[attr-defined]
    assert "This is needed" in said(fill)
    control(fill, f"{names.DETAILS_FORM}.since.today").click()  # type: ignore[attr-defined]
    with qtbot.waitSignal(store.acting.told):
        control(fill, names.DETAILS_RUN).click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not control(store, names.ASKED_BAR).isVisible())
    sam.sync()
    tim.sync()
    after = details.details(tim.work, about_a_till, desk=True)
    assert after is not None
    assert (after.asked, after.answers["since"]) == ((), (moments.local_day(moments.now()).isoformat(),))
    assert tickets.head(tim.work.reader, about_a_till).status == "open"  # type: ignore[union-attr]


def test_what_was_typed_into_details_is_there_after_leaving_them(
    qtbot: QtBot, desk_of: Callable[[str], Desk], about_a_till: RecordId
) -> None:
    view = opened(qtbot, desk_of("tim"), about_a_till)
    view.acting.run("details")
    panel = view.window().findChild(FillPanel)
    assert panel is not None
    assert "contract" in shown(panel, names.DETAILS_FORM)
    control(panel, f"{names.DETAILS_FORM}.contract.field").setText("C-9")  # type: ignore[attr-defined]
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.window().findChild(FillPanel) is None)
    view.acting.run("details")
    panel = view.window().findChild(FillPanel)
    assert panel is not None
    assert panel.form.given()["contract"] == ("C-9",)
    with qtbot.waitSignal(view.acting.told):
        control(panel, names.DETAILS_RUN).click()  # type: ignore[attr-defined]
    assert details.details(view._work, about_a_till, desk=True).answers["contract"] == ("C-9",)  # type: ignore[union-attr]


def test_the_history_tells_an_answer_in_words(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, about_a_till: RecordId
) -> None:
    server.act("tim", "ticket.answer", ticket_id=about_a_till, answers={"which": ["back"], "serial": []})
    view = opened(qtbot, desk_of("tim"), about_a_till)
    blocks = view.messages.blocks
    told = " ".join(blocks.spoken(block) for block in blocks.blocks)
    assert "Which till: Back" in told
    assert "Serial number: no answer any more" in told


def test_the_store_sees_nothing_of_what_only_the_desk_answers(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, about_a_till: RecordId
) -> None:
    server.act("tim", "ticket.answer", ticket_id=about_a_till, answers={"contract": ["C-9"]})
    assert "C-9" in beside(qtbot, desk_of("tim"), about_a_till)
    assert "C-9" not in beside(qtbot, desk_of("sam"), about_a_till)
