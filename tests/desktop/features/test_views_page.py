"""Views are made, changed, shared, deleted and brought back on a page of the settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.features.views.values import ChosenEditor, DayEditor, NumberEditor, SpanEditor, WordsEditor
from desktop.features.views.view import ViewsPage
from desktop.shell.kept import whom
from desktop.shell.names import VIEWS_PAGE as PAGE
from desktop.shell.view_words import FIELD, OP, SLA
from desktop.widgets.buttons import Button
from desktop.widgets.text import ElidedLabel, Text
from domain.views import FIELDS, ME, OPS, Op, Sla
from domain.words import Channel
from sync.replica.reading import waiting
from sync.replica.reading.views import ViewRow
from tests.support.desk import Desk
from tests.support.franchise import named

Seat = Callable[[str], ViewsPage]


@pytest.fixture
def page_of(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> Seat:
    def seat(name: str) -> ViewsPage:
        page = ViewsPage(desk_of(name).work)
        qtbot.addWidget(page)
        page.show()
        page.activateWindow()
        return page

    return seat


def said(page: ViewsPage) -> str:
    kinds = (Text, ElidedLabel)
    return " ".join(text.text() for kind in kinds for text in page.findChildren(kind) if text.isVisibleTo(page))


def button(page: ViewsPage, name: str) -> Button:
    found = page.findChild(Button, f"{PAGE}.{name}")
    assert found is not None, name
    return found


def kept(qtbot: QtBot, page: ViewsPage) -> ViewRow:
    """The one view there is, once it is kept and listed."""
    qtbot.waitUntil(lambda: len(page.kept()) == 1 and not page.form.isVisible())
    qtbot.waitUntil(lambda: page.findChild(Button, f"{PAGE}.row.0") is not None)
    return page.kept()[0]


def add(page: ViewsPage, field: str, op: Op | None = None) -> Any:
    card = page.form.conditions.add(field)
    if op is not None:
        assert card.op.choose(op)
    return card


def asked(view: ViewRow) -> list[tuple[str, str, list[str]]]:
    return [(test["field"], test["op"], test["values"]) for test in view.conditions["tests"]]


def test_every_field_and_every_way_of_asking_has_words() -> None:
    assert FIELDS.keys() <= FIELD.keys()
    assert set(OP) == set(Op)
    assert set(SLA) == set(Sla)
    from desktop.shell.view_words import CHANNEL

    assert set(CHANNEL) == set(Channel)


def test_a_view_of_every_kind_of_condition_is_made_by_plain_controls(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ana")
    page.new.click()
    page.form.turn_to("en")
    page.form.title.setText("Old and mine")
    page.form.turn_to("es")
    page.form.title.setText("Antiguas y mías")
    status = add(page, "status", Op.NONE)
    assert isinstance(status.values, ChosenEditor)
    for value in ("resolved", "closed"):
        status.values._turn(value)
    mine = add(page, "assignee")
    mine.values._turn(ME)
    mine.values._turn(named("leo"))
    span = add(page, "updated", Op.BEFORE)
    assert isinstance(span.values, SpanEditor)
    span.values.number.setText("2")
    day = add(page, "created", Op.ON)
    assert isinstance(day.values, DayEditor)
    day.values.day.choose("-1")
    number = add(page, "messages")
    assert isinstance(number.values, NumberEditor)
    number.values.number.setText("3")
    words = add(page, "subject")
    assert isinstance(words.values, WordsEditor)
    words.values.text.setText("till,  two words")
    add(page, "snoozed", Op.NO)
    add(page, "resolved", Op.UNSET)
    page.form.conditions.match.choose("any")
    page.form.arranging.order.choose("created")
    page.form.arranging.descending.setChecked(True)
    page.form.arranging.grouping.choose("store")
    for column in ("number", "subject", "due"):
        page.form.arranging._turn(column)

    QTest.keyClick(words.values.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    view = kept(qtbot, page)
    assert view.names == {"en": "Old and mine", "es": "Antiguas y mías"}
    assert view.owner_id == named("ana")
    assert view.conditions["match"] == "any"
    assert asked(view) == [
        ("status", "none", ["resolved", "closed"]), ("assignee", "any", [ME, named("leo")]),
        ("updated", "before", ["2", "days"]), ("created", "on", ["-1"]), ("messages", "least", ["3"]),
        ("subject", "contains", ["till", "two words"]), ("snoozed", "no", []), ("resolved", "unset", []),
    ]  # fmt: skip
    assert (view.order, view.descending, view.grouping) == ("created", True, "store")
    assert view.columns == ("number", "subject", "due")


@pytest.mark.parametrize("field", list(FIELDS))
def test_every_way_of_asking_has_its_controls(page_of: Seat, field: str) -> None:
    page = page_of("ana")
    page.new.click()
    for op in OPS[FIELDS[field].kind]:
        card = add(page, field, op)
        assert card.test()["op"] == op
        assert card.complain() is (card.values is not None and not card.values.values())


def test_what_lacks_a_value_or_a_name_is_said_where_it_is(page_of: Seat) -> None:
    page = page_of("ana")
    page.new.click()
    add(page, "status")
    button(page, "save").click()
    assert "Give it a name." in said(page)
    page.form.title.setText("Old")
    button(page, "save").click()
    assert "Choose something, or take this condition out." in said(page)
    assert page.form.isVisible()


def test_a_view_is_changed_handed_to_the_team_deleted_and_brought_back(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ana")
    page.new.click()
    page.form.title.setText("Old")
    button(page, "save").click()
    kept(qtbot, page)
    button(page, "row.0").click()
    page.form.whom.select.choose(named("support"))
    add(page, "reopened")
    button(page, "save").click()
    qtbot.waitUntil(lambda: kept(qtbot, page).team_id == named("support"))
    assert asked(kept(qtbot, page)) == [("reopened", "yes", [])]

    offered: list[Callable[[], object]] = []
    page.undo_offered.connect(lambda _sentence, undo: offered.append(undo))
    button(page, "row.0").click()
    button(page, "delete").click()
    qtbot.waitUntil(lambda: bool(offered) and not page.kept())
    offered[0]()
    qtbot.waitUntil(lambda: len(page.kept()) == 1)


def test_who_may_not_share_with_the_desk_is_not_offered_it(page_of: Seat) -> None:
    page = page_of("ana")
    page.new.click()
    choices = [page.form.whom.select.itemData(place) for place in range(page.form.whom.select.count())]
    assert choices == [whom.OWN, named("support")]


def test_a_half_written_view_is_there_again(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> None:
    desk = desk_of("ana")
    page = ViewsPage(desk.work)
    qtbot.addWidget(page)
    page.show()
    page.new.click()
    page.form.title.setText("Half")
    add(page, "updated", Op.LAST).values.number.setText("4")
    page.flush()
    qtbot.waitUntil(lambda: waiting.draft(desk.work.reader, page.draft) is not None)

    again = ViewsPage(desk.work)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: again.form.isVisible())
    assert again.form.title.text() == "Half"
    assert again.form.conditions.tests() == [{"field": "updated", "op": "last", "values": ["4", "days"]}]
    page.form.left.emit()
    again.form.left.emit()


def test_what_a_view_asks_for_and_is_gone_is_said(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> None:
    desk = desk_of("ana")
    tests = [{"field": "topic", "op": "any", "values": [named("gone")]}]
    conditions = {"match": "all", "tests": tests}
    args = {"view_id": named("v"), "names": {"en": "Lost"}, "conditions": conditions}
    desk.work.mutate(desk.work, "view.create", args).run()
    qtbot.waitUntil(lambda: bool(desk.work.views.rows))
    page = ViewsPage(desk.work)
    qtbot.addWidget(page)
    page.show()
    assert "no longer here: Topic" in said(page)
    button(page, "row.0").click()
    card = page.form.conditions.cards[0]
    assert isinstance(card.values, ChosenEditor)
    assert "No longer here" in card.values.button.text()
