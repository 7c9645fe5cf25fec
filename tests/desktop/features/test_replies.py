"""Saved replies are written, changed, shared by right, deleted and brought back on a page of the settings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.features.replies import operations
from desktop.features.replies.view import RepliesPage
from desktop.shell.kept import whom
from desktop.shell.names import REPLIES_PAGE as PAGE
from desktop.widgets.buttons import Button
from desktop.widgets.text import Text
from sync.replica.reading import waiting
from tests.support.desk import Desk
from tests.support.franchise import named

Seat = Callable[[str], RepliesPage]


@pytest.fixture
def page_of(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> Seat:
    def seat(name: str) -> RepliesPage:
        page = RepliesPage(desk_of(name).work)
        qtbot.addWidget(page)
        page.show()
        return page

    return seat


def said(page: RepliesPage) -> str:
    return " ".join(text.text() for text in page.findChildren(Text) if text.isVisibleTo(page))


def write(page: RepliesPage, title: str, text: str) -> None:
    page.form.title.setText(title)
    page.form.text.setPlainText(text)


def tab(page: RepliesPage, locale: str) -> None:
    found = page.findChild(Button, f"{PAGE}.{locale}")
    assert found is not None
    found.click()


def row(page: RepliesPage, place: int) -> Button | None:
    return page.findChild(Button, f"{PAGE}.row.{place}")


def test_a_reply_is_written_in_both_languages_and_its_example_read_meanwhile(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ana")
    page.new.click()
    tab(page, "en")
    write(page, "Thanks", "Thank you, {{requester.first_name}}.")
    assert "Thank you, Aoife." in said(page)
    tab(page, "es")
    write(page, "Gracias", "Gracias, {{requester.first_name}}.")
    assert "Gracias, Lucía." in said(page)
    page.form.shortcut.setText("/Thanks")

    QTest.keyClick(page.form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: row(page, 0) is not None)
    [reply] = operations.saved_replies(page._work)
    assert (reply.titles, reply.shortcut) == ({"en": "Thanks", "es": "Gracias"}, "thanks")
    assert reply.owner_id == named("ana")
    assert not page.form.isVisible()


def test_what_is_wrong_is_said_where_it_is_and_nothing_is_lost(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ana")
    page.new.click()
    tab(page, "en")
    write(page, "Thanks", "Thank you, {{requester.nickname}}")
    tab(page, "es")
    page.form.save.click()
    assert "There is no variable {{requester.nickname}}" in said(page)
    assert page.form.title.text() == "Thanks", "the language in which it is wrong is shown"

    write(page, "", "Thank you")
    page.form.save.click()
    assert "Give it a title." in said(page)
    write(page, "Thanks", "Thank you")
    page.form.shortcut.setText("two words")
    page.form.save.click()
    assert "Letters, digits and hyphens only" in said(page)
    assert operations.saved_replies(page._work) == []


def test_a_reply_is_changed_deleted_and_brought_back(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ana")
    undo: list[Callable[[], object]] = []
    page.undo_offered.connect(lambda _sentence, way_back: undo.append(way_back))
    content = {"titles": {"en": "Thanks", "es": "Gracias"}, "texts": {"en": "Thanks", "es": "Gracias"}, "shortcut": ""}
    operations.save(page._work, page, None, whom.OWN, content).run()
    qtbot.waitUntil(lambda: row(page, 0) is not None)

    change = row(page, 0)
    assert change is not None
    change.click()
    tab(page, "es")
    write(page, "", "")
    page.form.save.click()
    qtbot.waitUntil(lambda: [list(one.texts) for one in operations.saved_replies(page._work)] == [["en"]])

    qtbot.waitUntil(lambda: not page.form.isVisible())
    change = row(page, 0)
    assert change is not None
    change.click()
    page.form.delete.click()
    qtbot.waitUntil(lambda: operations.saved_replies(page._work) == [])
    qtbot.waitUntil(lambda: bool(undo))
    undo[0]()
    qtbot.waitUntil(lambda: [one.titles for one in operations.saved_replies(page._work)] == [{"en": "Thanks"}])


def test_what_is_half_written_is_there_again_after_a_kill(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ana")
    page.new.click()
    tab(page, "en")
    write(page, "Thanks", "Thank you, {{requester.first_name}}.")
    page.form.shortcut.setText("thanks")
    page.form.whom.select.choose(named("support"))
    page.flush()

    again = RepliesPage(page._work)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(again.form.isVisible)
    assert again.form.title.text() == "Thanks"
    again.form.save.click()
    qtbot.waitUntil(lambda: row(again, 0) is not None)
    [reply] = operations.saved_replies(page._work)
    assert (reply.texts, reply.shortcut, reply.team_id) == (
        {"en": "Thank you, {{requester.first_name}}."}, "thanks", named("support"),
    )  # fmt: skip
    assert waiting.draft_count(page._work.reader) == 0


def test_what_is_left_or_saved_is_not_offered_again(qtbot: QtBot, page_of: Seat) -> None:
    page = page_of("ana")
    page.new.click()
    write(page, "Thanks", "Thank you.")
    qtbot.waitUntil(lambda: waiting.draft_count(page._work.reader) == 1)
    page.form.cancel.click()
    qtbot.waitUntil(lambda: waiting.draft_count(page._work.reader) == 0)


def test_only_those_who_may_share_with_the_whole_desk_are_offered_it(qtbot: QtBot, page_of: Seat) -> None:
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


def test_a_reply_of_the_whole_desk_is_not_changed_by_an_agent(qtbot: QtBot, page_of: Seat) -> None:
    lead, agent = page_of("leo"), page_of("ana")
    content = {"titles": {"en": "Hello"}, "texts": {"en": "Hello"}, "shortcut": ""}
    operations.save(lead._work, lead, None, whom.SHARED, content).run()
    qtbot.waitUntil(lambda: row(lead, 0) is not None)

    assert not whom.may_keep_for(agent._work.me, whom.SHARED)
    assert whom.may_keep_for(lead._work.me, whom.SHARED)
