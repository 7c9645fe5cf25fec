"""Writing an article: what is typed is kept, with the text it was begun on, and nothing goes by one click."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from desktop.features.attention import operations
from desktop.features.knowledge.editor import ArticleEditor
from domain.ids import RecordId
from domain.records import Article, UserCard
from domain.words import Visibility
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.model import ModelServer

STEPS = "Restart it.\n\nWait.\n\nCall us."


@pytest.fixture
def article_id(server: ModelServer) -> RecordId:
    """An article of three steps."""
    made = server.franchise.id()
    server.act("ada", "article.create", article_id=made, slug="till", locale="en", title="Till", body=STEPS)
    return made


@pytest.fixture
def leo(desk_of: Callable[[str], Desk], article_id: RecordId) -> Desk:
    """Leads support, and edits articles."""
    return desk_of("leo")


def editor_of(qtbot: QtBot, desk: Desk) -> ArticleEditor:
    editor = ArticleEditor(desk.work)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def kept_drafts(desk: Desk) -> int:
    return int(desk.work.reader.value("SELECT count(*) FROM draft WHERE body <> ''"))


def stored(server: ModelServer, article_id: RecordId) -> Article:
    found = server.rows["article", article_id]
    assert isinstance(found, Article)
    return found


def edited_by_ada(server: ModelServer, article_id: RecordId, **more: object) -> None:
    """Ada changes the second step, where Leo does not see it yet."""
    base, body = stored(server, article_id).revision_id, STEPS.replace("Wait.", "Wait a minute.")
    args = {"article_id": article_id, "base_revision_id": base, "title": "Till", "body": body}
    server.act("ada", "article.edit", **args | more)


def test_a_draft_that_is_taken_up_again_is_merged_with_what_others_wrote_meanwhile(
    qtbot: QtBot, leo: Desk, server: ModelServer, article_id: RecordId
) -> None:
    first = editor_of(qtbot, leo)
    first.edit(article_id)
    first.body.setPlainText(STEPS.replace("Call us.", "Write to us."))
    first.flush()
    assert not first._meanwhile.isVisible()
    qtbot.waitUntil(lambda: kept_drafts(leo) == 1)
    edited_by_ada(server, article_id)
    leo.sync()

    again = editor_of(qtbot, leo)
    again.edit(article_id)
    assert again._meanwhile.isVisible()
    with qtbot.waitSignal(again.left):
        again._save.click()
    leo.sync()

    assert stored(server, article_id).body == "Restart it.\n\nWait a minute.\n\nWrite to us."


def test_what_was_not_touched_overwrites_nobody(
    qtbot: QtBot, leo: Desk, server: ModelServer, article_id: RecordId
) -> None:
    editor = editor_of(qtbot, leo)
    editor.edit(article_id)
    edited_by_ada(server, article_id, visibility="internal")
    editor.body.setPlainText(STEPS.replace("Call us.", "Write to us."))
    with qtbot.waitSignal(editor.left):
        editor._save.click()
    leo.sync()

    assert stored(server, article_id).visibility is Visibility.INTERNAL


def test_turning_to_another_article_and_back_loses_nothing(qtbot: QtBot, leo: Desk, article_id: RecordId) -> None:
    editor = editor_of(qtbot, leo)
    editor.edit(article_id)
    editor.body.setPlainText("All anew.")
    editor.begin("en")
    assert editor.body.toPlainText() == ""
    editor.edit(article_id)
    assert editor.body.toPlainText() == "All anew."


def choose(editor: ArticleEditor, visibility: str) -> None:
    editor._visibility.setCurrentIndex(editor._visibility.findData(visibility))


def test_whom_a_new_article_is_for_is_kept_with_its_text(qtbot: QtBot, leo: Desk, server: ModelServer) -> None:
    first = editor_of(qtbot, leo)
    first.begin("en")
    first.title.setText("The safe")
    first.body.setPlainText("Its code is 4711.")
    choose(first, "internal")
    first.flush()
    qtbot.waitUntil(lambda: kept_drafts(leo) == 1)

    again = editor_of(qtbot, leo)
    again.begin("en")
    assert again.title.text() == "The safe"
    with qtbot.waitSignal(again.left):
        again._save.click()
    leo.sync()
    [made] = [row for row in server.rows.values() if isinstance(row, Article) and row.title == "The safe"]
    assert (made.visibility, made.body) == (Visibility.INTERNAL, "Its code is 4711.")


def test_a_refused_article_comes_back_for_those_that_it_was_for(
    qtbot: QtBot, leo: Desk, server: ModelServer, article_id: RecordId
) -> None:
    editor = editor_of(qtbot, leo)
    editor.edit(article_id)
    editor.body.setPlainText("Its code is 4711.")
    choose(editor, "internal")
    with qtbot.waitSignal(editor.left):
        editor._save.click()
    leos = server.rows["user_card", named("leo")]
    assert isinstance(leos, UserCard)
    server.save(replace(leos, active=False))
    leo.push_alone()
    [group] = operations.groups(leo.work)
    done: list[None] = []
    operations.write_again(leo.work, leo.work, group).success(done.append).run()
    qtbot.waitUntil(lambda: bool(done))

    editor.edit(article_id)
    assert editor.body.toPlainText() == "Its code is 4711."
    assert editor._visibility.currentData() == "internal"


def test_choosing_whom_it_is_for_alone_is_kept_and_asked_about(qtbot: QtBot, leo: Desk, article_id: RecordId) -> None:
    editor = editor_of(qtbot, leo)
    editor.edit(article_id)
    choose(editor, "internal")
    editor._cancel.click()
    with qtbot.waitSignal(editor.left):
        editor._leave.click()
    editor.edit(article_id)
    assert editor._visibility.currentData() == "internal"


def test_cancelling_asks_before_it_drops_what_was_written(qtbot: QtBot, leo: Desk, article_id: RecordId) -> None:
    editor = editor_of(qtbot, leo)
    editor.edit(article_id)
    editor.body.setPlainText("All anew.")
    editor._cancel.click()
    with qtbot.waitSignal(editor.left):
        editor._leave.click()
    editor.edit(article_id)
    assert editor.body.toPlainText() == "All anew."

    editor._cancel.click()
    with qtbot.waitSignal(editor.left):
        editor._drop.click()
    editor.edit(article_id)
    assert editor.body.toPlainText() == STEPS
    qtbot.waitUntil(lambda: kept_drafts(leo) == 0)


def test_cancelling_without_a_change_just_leaves(qtbot: QtBot, leo: Desk, article_id: RecordId) -> None:
    editor = editor_of(qtbot, leo)
    editor.edit(article_id)
    with qtbot.waitSignal(editor.left):
        editor._cancel.click()
