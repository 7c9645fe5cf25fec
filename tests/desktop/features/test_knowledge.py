"""Searching the guides: what does not fit is not shown as if it did."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from demo.drive import screen
from desktop.background.tasks import SYNC, Task
from desktop.features.knowledge.model import HitRow
from desktop.features.knowledge.nothing import NothingFound
from desktop.features.knowledge.view import PAUSE_MS
from desktop.i18n.languages import Languages
from desktop.theme.theme import Mode, Theme
from desktop.widgets.buttons import Button
from desktop.widgets.text import Text
from tests.support.gallery import Visit


@pytest.fixture
def visit(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Visit:
    """Sam of a store, with the guides open."""
    Languages().choose("en")
    made = Visit(qtbot, "sam", tmp_path, Theme(Mode.LIGHT).applied_to(qapp), (1440, 900))
    made.window.open_article(made.article_id)
    return made


def said(nothing: NothingFound) -> str:
    return " ".join(text.text() for text in nothing.findChildren(Text))


def test_a_search_without_hits_leaves_no_guide_standing_and_says_what_comes_next(visit: Visit) -> None:
    knowledge = visit.window.pages.knowledge
    assert knowledge.article.isVisible()

    knowledge.search("xyzzy")
    visit.until(knowledge.nothing.isVisible)
    assert not knowledge.article.isVisible()
    assert "No guide speaks of “xyzzy”" in said(knowledge.nothing)

    knowledge.search("till")
    visit.until(knowledge.article.isVisible)
    knowledge.search("xyzzy")
    visit.until(knowledge.nothing.isVisible)
    knowledge.search("")
    visit.until(knowledge.article.isVisible)
    visit.close()


def test_while_the_first_guides_come_in_nobody_is_told_that_there_is_none(visit: Visit) -> None:
    knowledge, tasks = visit.window.pages.knowledge, visit.window.work.tasks
    tasks.put(Task(SYNC, "sync", lambda: "First sync", 1, 2))
    knowledge.search("xyzzy")
    visit.until(lambda: "still coming in" in screen.text_of(knowledge))
    assert not knowledge.nothing.isVisible()

    visit.until(lambda: bool(tasks.shown()))
    tasks.end(SYNC)
    visit.until(knowledge.nothing.isVisible)
    visit.close()


def test_enter_is_not_forgotten_where_guides_come_in_before_the_answer(visit: Visit) -> None:
    knowledge = visit.window.pages.knowledge
    knowledge.search("till")
    QTest.keyClick(knowledge.field, Qt.Key.Key_Return)
    knowledge._list_again()

    visit.until(lambda: knowledge.hits.currentIndex().isValid())
    visit.close()


def test_what_was_searched_for_in_vain_goes_into_the_ticket(visit: Visit) -> None:
    knowledge = visit.window.pages.knowledge
    knowledge.search("xyzzy smokes")
    visit.until(knowledge.nothing.isVisible)

    ticket = knowledge.nothing.findChild(Button)
    assert ticket is not None
    ticket.click()

    assert visit.window.shown_page == "filing"
    assert visit.window.pages.filing.title.text() == "Xyzzy smokes"
    visit.close()


@pytest.mark.parametrize(("helpful", "said"), [(True, True), (False, False)])
def test_that_a_guide_helped_nobody_is_not_said(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, helpful: bool, said: bool
) -> None:
    visit = Visit(qtbot, "sam", tmp_path, Theme(Mode.LIGHT).applied_to(qapp), (1440, 900))
    visit.server.act("ana", "article.feedback", article_id=visit.article_id, helpful=helpful)
    visit.desk.sync()
    visit.window.open_article(visit.article_id)
    text = visit.window.pages.knowledge.article.text

    visit.until(lambda: "changed" in text.toPlainText())
    assert ("helped 1 of 1" in text.toPlainText()) is said
    visit.close()


def test_an_article_nobody_chose_gives_way_to_the_first_that_answers_and_a_chosen_one_stays(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    Languages().choose("en")
    visit = Visit(qtbot, "sam", tmp_path, Theme(Mode.LIGHT).applied_to(qapp), (1440, 900))
    door = visit.server.franchise.id()
    visit.server.act("ada", "article.create", article_id=door, slug="door", locale="en", title="Door", body="Push.")
    visit.server.act("ada", "article.publish", article_id=door)
    visit.desk.sync()
    visit.window.show_page("knowledge")
    knowledge = visit.window.pages.knowledge
    visit.until(lambda: knowledge.article.article_id == door)

    knowledge.search("till")
    visit.until(lambda: knowledge._found is not None)
    # As when guides come in between the answer and the rest of the hand.
    knowledge._list_again()
    visit.until(lambda: knowledge.article.article_id == visit.article_id)

    knowledge.open_article(door)
    knowledge.search("first")
    visit.until(lambda: "Till" in [row.title for row in knowledge.model.rows if isinstance(row, HitRow)])
    qtbot.wait(2 * PAUSE_MS)
    assert knowledge.article.article_id == door
    visit.close()
