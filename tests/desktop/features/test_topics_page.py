"""Administrators make the forms of topics on a page of the settings, in two languages, by plain controls."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.features.topics.view import TopicsPage
from desktop.shell.names import TOPICS_PAGE as PAGE
from desktop.widgets.buttons import Button
from desktop.widgets.text import Text
from domain.records import FieldCondition, FormField, Topic, to_wire
from domain.words import Audience, FieldKind
from sync.replica.reading import forms, waiting
from tests.support.desk import Desk
from tests.support.franchise import DESK_FORM, FORM, named
from tests.sync.replica.model import ModelServer

Seat = Callable[[str], TopicsPage]


@pytest.fixture
def page_of(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> Seat:
    def seat(name: str) -> TopicsPage:
        page = TopicsPage(desk_of(name).work)
        qtbot.addWidget(page)
        page.show()
        page.activateWindow()
        return page

    return seat


def said(page: TopicsPage) -> str:
    return " ".join(text.text() for text in page.findChildren(Text) if text.isVisibleTo(page))


def button(page: TopicsPage, name: str) -> Button:
    found = page.findChild(Button, f"{PAGE}.{name}")
    assert found is not None, name
    return found


def topic(page: TopicsPage, key: str) -> Topic | None:
    return next((one.topic for one in forms.topics(page._work.reader) if one.topic.key == key), None)


def desk_form(page: TopicsPage, key: str) -> tuple[FormField, ...]:
    return next((one.desk.form for one in forms.topics(page._work.reader) if one.topic.key == key and one.desk), ())


def test_a_topic_with_a_form_is_made_by_plain_controls_in_two_languages(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ada")
    page.new.click()
    page.form.turn_to("en")
    page.form.title.setText("Coffee machine")
    page.form.team.choose(named("technical"))
    leaks = page.form.lines.add(FieldKind.YES_NO)
    leaks.name.setText("Does it leak?")
    leaks._on_named()
    where = page.form.lines.add(FieldKind.CHOICE)
    where.name.setText("Where?")
    where.required.setChecked(True)
    for place, text in enumerate(("Below", "At the back")):
        where.options.more.click()
        where.options.rows[place].editor.setText(text)
    where.when.choose(leaks.key)
    where.when.activated.emit(where.when.currentIndex())
    where.answer.choose("yes")
    where.answer.activated.emit(where.answer.currentIndex())
    cost = page.form.lines.add(FieldKind.NUMBER)
    cost.name.setText("Cost")
    cost.desk_only.setChecked(True)
    page.form.turn_to("es")
    page.form.title.setText("Cafetera")
    where.name.setText("¿Por dónde?")
    where.options.rows[0].editor.setText("Por abajo")
    page.form.keep()
    qtbot.waitUntil(lambda: topic(page, "coffee_machine") is not None)
    made = topic(page, "coffee_machine")
    assert made is not None
    assert (made.names, made.team_id) == ({"en": "Coffee machine", "es": "Cafetera"}, named("technical"))
    (first, second), (third,) = made.form, desk_form(page, "coffee_machine")
    assert (first.kind, second.kind, third.kind) == (FieldKind.YES_NO, FieldKind.CHOICE, FieldKind.NUMBER)
    assert second.names == {"en": "Where?", "es": "¿Por dónde?"}
    assert [option.names for option in second.options] == [
        {"en": "Below", "es": "Por abajo"},
        {"en": "At the back"},
    ]
    assert (second.required, second.condition) == (True, FieldCondition(field=first.key, values=("yes",)))
    assert third.audience is Audience.INTERNAL


def test_what_a_form_has_is_shown_as_it_is_and_kept_with_one_change(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ada")
    row = next(place for place, one in enumerate(page.kept()) if one.topic.key == "till")
    button(page, f"row.{row}").click()
    assert page.form.unsaved() is None
    page.form.turn_to("en")
    page.form.lines.cards[2].name.setText("Number on the back")
    page.form.keep()
    qtbot.waitUntil(lambda: not page.form.isVisible())
    changed = topic(page, "till")
    assert changed is not None
    assert changed.form[2].names == FORM[2].names | {"en": "Number on the back"}
    assert changed.form[:2] + changed.form[3:] == FORM[:2] + FORM[3:]
    assert changed.names == {"en": "Till", "es": "Caja"}
    assert desk_form(page, "till") == DESK_FORM


def test_a_line_above_what_it_hangs_on_is_said_to_be_wrong_and_nothing_is_saved(page_of: Seat) -> None:
    page = page_of("ada")
    row = next(place for place, one in enumerate(page.kept()) if one.topic.key == "till")
    button(page, f"row.{row}").click()
    page.form.lines.cards[1].up.click()
    page.form.keep()
    assert page.form.isVisible()
    assert "must stand above it" in said(page)
    assert topic(page, "till").form == FORM  # type: ignore[union-attr]


def test_a_line_goes_from_all_to_the_desk_and_back_below_and_above_the_others(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ada")
    row = next(place for place, one in enumerate(page.kept()) if one.topic.key == "till")
    button(page, f"row.{row}").click()
    serial, contract = page.form.lines.cards[2], page.form.lines.cards[4]
    serial.desk_only.setChecked(True)
    contract.desk_only.setChecked(False)
    assert [card.key for card in page.form.lines.cards] == ["which", "stairs", "since", "contract", "serial"]
    # The desk's line stays below those of all, and these above it.
    assert not serial.up.isEnabled()
    assert not contract.down.isEnabled()
    page.form.keep()
    qtbot.waitUntil(lambda: not page.form.isVisible())
    found = topic(page, "till")
    assert found is not None
    assert [line.key for line in found.form] == ["which", "stairs", "since", "contract"]
    assert [line.key for line in desk_form(page, "till")] == ["serial"]
    assert [line.key for line in page.kept()[row].form] == ["which", "stairs", "since", "contract", "serial"]


def test_what_the_page_does_not_show_of_a_topic_stays_as_it_is(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer
) -> None:
    desk = desk_of("ada")
    till = server.franchise.store.get(Topic, named("till"))
    assert till is not None
    server.act("ada", "structure.save", topic=to_wire(replace(till, protected=True, check_back_days=3)))
    desk.sync()
    page = TopicsPage(desk.work)
    qtbot.addWidget(page)
    page.show()
    row = next(place for place, one in enumerate(page.kept()) if one.topic.key == "till")
    button(page, f"row.{row}").click()
    page.form.turn_to("en")
    page.form.title.setText("Till and drawer")
    page.form.keep()
    qtbot.waitUntil(lambda: not page.form.isVisible())
    saved = topic(page, "till")
    assert saved is not None
    assert (saved.names["en"], saved.protected, saved.check_back_days) == ("Till and drawer", True, 3)


def test_a_half_written_form_survives_the_page(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> None:
    desk = desk_of("ada")
    page = TopicsPage(desk.work)
    qtbot.addWidget(page)
    page.show()
    page.new.click()
    page.form.title.setText("Coffee machine")
    page.form.lines.add(FieldKind.TEXT).name.setText("Model")
    page.flush()
    qtbot.waitUntil(lambda: waiting.draft(desk.work.reader, page.draft) is not None)
    again = TopicsPage(desk.work)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(again.form.isVisible)
    assert again.form.title.text() == "Coffee machine"
    assert again.form.lines.cards[0].name.text() == "Model"


def test_nobody_else_changes_a_topic(page_of: Seat, server: ModelServer) -> None:
    page = page_of("ana")
    assert page.findChild(Button, f"{PAGE}.row.0") is None
    QTest.qWait(0)
