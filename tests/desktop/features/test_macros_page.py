"""Macros are made, changed, shared by right, deleted and brought back on a page of the settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.features.macros import operations
from desktop.features.macros.editors import (
    ChoiceEditor,
    SnoozeEditor,
    StatusEditor,
    StrangeEditor,
    TagEditor,
    TextEditor,
)
from desktop.features.macros.steps import KINDS
from desktop.features.macros.view import MacrosPage
from desktop.shell.kept import whom
from desktop.shell.names import MACROS_PAGE as PAGE
from desktop.widgets.buttons import Button
from desktop.widgets.text import Text
from domain.macros import ALLOWED, ME, STEPS_MOST
from sync.replica.reading import waiting
from sync.replica.reading.macros import MacroRow
from tests.support.desk import Desk
from tests.support.franchise import named

Seat = Callable[[str], MacrosPage]
HIGH = {"name": "ticket.set_priority", "args": {"priority": "high"}, "v": 1}


@pytest.fixture
def page_of(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> Seat:
    def seat(name: str) -> MacrosPage:
        page = MacrosPage(desk_of(name).work)
        qtbot.addWidget(page)
        page.show()
        page.activateWindow()
        return page

    return seat


def said(page: MacrosPage) -> str:
    return " ".join(text.text() for text in page.findChildren(Text) if text.isVisibleTo(page))


def button(page: MacrosPage, name: str) -> Button:
    found = page.findChild(Button, f"{PAGE}.{name}")
    assert found is not None, name
    return found


def kept(qtbot: QtBot, page: MacrosPage) -> MacroRow:
    """The one macro there is, once it is kept and listed."""
    qtbot.waitUntil(lambda: len(operations.macros(page._work)) == 1 and not page.form.isVisible())
    qtbot.waitUntil(lambda: page.findChild(Button, f"{PAGE}.row.0") is not None)
    return operations.macros(page._work)[0]


def add(page: MacrosPage, kind: str) -> Any:
    return page.form.steps.add(f"ticket.{kind}").editor


def steps_of(macro: MacroRow) -> list[tuple[str, dict[str, Any]]]:
    return [(step["name"].removeprefix("ticket."), step["args"]) for step in macro.steps]


def test_a_macro_of_every_kind_of_step_is_made_by_plain_controls(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ana")
    page.new.click()
    page.form.turn_to("en")
    page.form.title.setText("Hand over")
    reply, note = add(page, "reply"), add(page, "note")
    assert isinstance(reply, TextEditor)
    reply.text.setPlainText("Thank you, {{requester.first_name}}.")
    note.text.setPlainText("Seen.")
    page.form.turn_to("es")
    page.form.title.setText("Pasar")
    reply.text.setPlainText("Gracias, {{requester.first_name}}.")
    status = add(page, "set_status")
    assert isinstance(status, StatusEditor)
    status.select.choose("on_hold")
    status.vendor.setText("Redwire")
    for kind, value in (
        ("set_priority", "urgent"), ("set_type", "incident"), ("set_assignee", ME), ("set_team", named("support")),
        ("set_topic", None),
    ):  # fmt: skip
        editor = add(page, kind)
        assert isinstance(editor, ChoiceEditor)
        assert editor.select.choose(value)
    tags = add(page, "tag")
    assert isinstance(tags, TagEditor)
    tags.add.setText("Spare,  two words")
    tags.remove.setText("new")
    snooze = add(page, "snooze")
    assert isinstance(snooze, SnoozeEditor)
    snooze.select.choose(72)

    QTest.keyClick(tags.add, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    macro = kept(qtbot, page)
    assert macro.titles == {"en": "Hand over", "es": "Pasar"}
    assert macro.owner_id == named("ana")
    assert steps_of(macro) == [
        (
            "reply",
            {"texts": {"en": "Thank you, {{requester.first_name}}.", "es": "Gracias, {{requester.first_name}}."}},
        ),
        ("note", {"texts": {"en": "Seen."}}),
        ("set_status", {"status": "on_hold", "vendor": "Redwire"}),
        ("set_priority", {"priority": "urgent"}),
        ("set_type", {"type": "incident"}),
        ("set_assignee", {"assignee_id": "me"}),
        ("set_team", {"team_id": named("support")}),
        ("set_topic", {"topic_id": None}),
        ("tag", {"add": ["spare", "two words"], "remove": ["new"]}),
        ("snooze", {"hours": 72}),
    ]


def test_every_kind_of_step_that_the_rules_allow_can_be_chosen() -> None:
    assert KINDS.keys() == ALLOWED


def test_what_is_wrong_is_said_where_it_is_and_nothing_is_lost(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ana")
    page.new.click()
    page.form.turn_to("en")
    page.form.save.click()
    assert "Give it a title." in said(page)

    page.form.title.setText("Thanks")
    page.form.save.click()
    assert page.focusWidget() is page.form.steps.more, "without a step there is nothing to be done"

    tag, reply = add(page, "tag"), add(page, "reply")
    assert page.focusWidget() == reply.text, "one goes on writing"
    tag.add.setText("thanks")
    page.form.save.click()
    assert "Write its text" in said(page)
    reply.text.setPlainText("Thank you, {{requester.nickname}}")
    page.form.turn_to("es")
    page.form.save.click()
    assert "There is no variable {{requester.nickname}}" in said(page)
    assert page.form.title.text() == "Thanks", "the language in which it is wrong is shown"

    reply.text.setPlainText("Thank you")
    tag.add.clear()
    page.form.save.click()
    assert "Name a tag" in said(page)
    tag.add.setText("x" * 41)
    page.form.save.click()
    assert "40 letters at most" in said(page)
    assert operations.macros(page._work) == []


def test_a_macro_is_changed_deleted_and_brought_back(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ana")
    undo: list[Callable[[], object]] = []
    page.undo_offered.connect(lambda _sentence, way_back: undo.append(way_back))
    operations.create(page._work, page, {"en": "High", "es": "Alta"}, [HIGH]).run()
    kept(qtbot, page)

    button(page, "row.0").click()
    page.form.turn_to("es")
    page.form.title.clear()
    page.form.sensitive.setChecked(True)
    add(page, "tag").add.setText("seen")
    button(page, "step1.up").click()
    page.form.save.click()
    macro = kept(qtbot, page)
    assert (macro.titles, macro.sensitive) == ({"en": "High"}, True)
    assert steps_of(macro) == [("tag", {"add": ["seen"]}), ("set_priority", {"priority": "high"})]

    button(page, "row.0").click()
    button(page, "delete").click()
    qtbot.waitUntil(lambda: operations.macros(page._work) == [] and bool(undo))
    undo[0]()
    assert kept(qtbot, page) == macro


def test_steps_are_moved_and_taken_out_without_losing_the_keyboard(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ana")
    page.new.click()
    for kind in ("set_priority", "set_type", "tag"):
        add(page, kind)
    steps = page.form.steps

    steps.cards[0].down.click()
    assert page.focusWidget() is steps.cards[1].down
    steps.cards[1].down.click()
    assert [card.step()["name"] for card in steps.cards] == ["ticket.set_type", "ticket.tag", "ticket.set_priority"]
    assert page.focusWidget() is steps.cards[2].up, "the last goes no further down"

    steps.cards[2].remove.click()
    assert page.focusWidget() is steps.cards[1].remove
    for _ in range(STEPS_MOST):
        if steps.more.isEnabled():
            add(page, "set_priority")
    assert len(steps.cards) == STEPS_MOST


def test_what_was_written_is_still_there_after_esc(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ana")
    undo: list[Callable[[], object]] = []
    page.undo_offered.connect(lambda _sentence, way_back: undo.append(way_back))
    page.new.click()
    QTest.keyClick(page.form.title, Qt.Key.Key_Escape)
    assert not page.form.isVisible()
    assert not undo, "nothing was written"

    page.new.click()
    page.form.turn_to("en")
    page.form.title.setText("Half a macro")
    add(page, "note").text.setPlainText("Half a note")
    QTest.keyClick(page.form.steps.cards[0].editor.fields[0], Qt.Key.Key_Escape)
    assert not page.form.isVisible()
    [back] = undo
    back()

    assert page.form.title.text() == "Half a macro"
    page.form.save.click()
    assert steps_of(kept(qtbot, page)) == [("note", {"texts": {"en": "Half a note"}})]


def test_what_this_version_does_not_know_stays_as_it_is(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ana")
    on_hold = {"status": "on_hold", "vendor": "Redwire", "vendor_reference": "RW-1"}
    strange = {"name": "ticket.set_priority", "args": {"priority": "high", "reason": "later"}, "v": 2}
    page.new.click()
    page.form.steps.show_steps([{"name": "ticket.set_status", "args": on_hold, "v": 1}, strange])

    assert isinstance(page.form.steps.cards[1].editor, StrangeEditor)
    assert page.form.state().steps == [{"name": "ticket.set_status", "args": on_hold, "v": 1}, strange]


def test_a_team_that_is_gone_is_said_to_be(page_of: Seat) -> None:
    page = page_of("ana")
    page.new.click()
    page.form.steps.show_steps([{"name": "ticket.set_team", "args": {"team_id": "gone"}, "v": 1}])
    editor = page.form.steps.cards[0].editor
    assert isinstance(editor, ChoiceEditor)

    assert editor.select.currentText() == "No longer here"
    assert editor.args() == {"team_id": "gone"}


def test_only_those_who_may_share_with_the_whole_desk_are_offered_it(page_of: Seat) -> None:
    offered = {}
    for name in ("ana", "leo"):
        page = page_of(name)
        page.new.click()
        select = page.form.whom.select
        offered[name] = [select.itemData(place) for place in range(select.count())]
        page.form.hide()

    assert whom.SHARED not in offered["ana"]
    assert {whom.OWN, named("support")} <= set(offered["ana"])
    assert whom.SHARED in offered["leo"]


def test_a_macro_of_the_whole_desk_is_seen_and_not_changed_by_an_agent(
    qtbot: QtBot, server: Any, desk_of: Callable[[str], Desk]
) -> None:
    server.act("leo", "macro.create", macro_id=server.franchise.id(), titles={"en": "High"}, steps=[HIGH], shared=True)
    rows = {}
    for name in ("ana", "leo"):
        page = MacrosPage(desk_of(name).work)
        qtbot.addWidget(page)
        page.show()
        assert "High" in said(page)
        rows[name] = page.findChild(Button, f"{PAGE}.row.0")

    assert rows["ana"] is None
    assert rows["leo"] is not None


def test_a_half_written_change_is_there_again_after_a_kill(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ana")
    operations.create(page._work, page, {"en": "Urgent"}, [HIGH]).run()
    before = kept(qtbot, page)
    button(page, "row.0").click()
    reply = add(page, "reply")
    reply.text.setPlainText("We are on it.")
    page.flush()

    again = MacrosPage(page._work)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(again.form.isVisible)
    again.form.save.click()
    qtbot.waitUntil(lambda: len(operations.macros(page._work)[0].steps) == 2)
    [after] = operations.macros(page._work)
    assert after.id == before.id
    assert [list(args.values())[0] for _, args in steps_of(after)] == ["high", {"en": "We are on it."}]
    qtbot.waitUntil(lambda: waiting.draft_count(page._work.reader) == 0)
