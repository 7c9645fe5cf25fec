"""What the server refused waits with its content and its reason until its author decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import shiboken6
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.features.attention import operations
from desktop.features.attention.cards import OverwrittenCard, RefusedCard
from desktop.features.attention.merge_card import MergeCard
from desktop.features.attention.operations import Group
from desktop.features.attention.view import AttentionView
from desktop.shell import wording
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from domain.errors import RejectCode
from domain.ids import RecordId
from domain.mutations import mutation_names
from domain.records import Article, ArticleRevision, Notification, Ticket, UserCard
from domain.words import NotificationKind, RevisionState, Status
from sync.replica.reading import waiting
from sync.replica.reading.rows import RefusedRow
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.model import ModelServer


@pytest.fixture
def refused(qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId) -> Desk:
    """Ana resolved a ticket offline, while it went to another team."""
    desk = desk_of("ana")
    args = {"ticket_id": ticket_id, "message_id": desk.work.new_id(), "body": "Reinicia la caja."}
    done: list[None] = []
    desk.work.mutate(desk.work, "ticket.reply", args).success(done.append).run()
    qtbot.waitUntil(lambda: bool(done))
    server.act("ada", "ticket.set_team", ticket_id=ticket_id, team_id=named("technical"))
    desk.push_alone()
    return desk


def test_a_refused_reply_is_shown_with_its_text_and_a_reason(qtbot: QtBot, refused: Desk) -> None:
    view = AttentionView(refused.work)
    qtbot.addWidget(view)

    assert len(view.cards) == 1
    card = view.cards[0]
    assert isinstance(card, RefusedCard)
    assert "Reinicia la caja." in card.content.text()
    assert card.why.text()


def test_discarding_asks_once_and_then_forgets(qtbot: QtBot, refused: Desk) -> None:
    view = AttentionView(refused.work)
    qtbot.addWidget(view)
    view.show()
    card = view.cards[0]

    card.discard.click()
    assert len(waiting.refused(refused.work.reader)) == 1
    card.confirm.click()

    qtbot.waitUntil(lambda: len(waiting.refused(refused.work.reader)) == 0)
    qtbot.waitUntil(lambda: not view.cards)


def test_writing_again_puts_the_text_back_into_the_draft(qtbot: QtBot, refused: Desk, ticket_id: RecordId) -> None:
    [group] = operations.groups(refused.work)
    done: list[None] = []

    if group.ticket_id is None:
        pytest.skip("the ticket left with its team: there is nothing to write into")
    operations.write_again(refused.work, refused.work, group).success(done.append).run()

    qtbot.waitUntil(lambda: bool(done))
    kept = waiting.draft(refused.work.reader, f"reply:{ticket_id}")
    assert kept is not None
    assert kept.body == "Reinicia la caja."
    assert len(waiting.refused(refused.work.reader)) == 0


def do(qtbot: QtBot, desk: Desk, *steps: tuple[str, dict[str, Any]]) -> None:
    """Do something at a screen, and wait until it is saved."""
    done: list[None] = []
    desk.work.mutate_all(desk.work, list(steps)).success(done.append).run()
    qtbot.waitUntil(lambda: bool(done))


def page(qtbot: QtBot, desk: Desk) -> AttentionView:
    view = AttentionView(desk.work)
    qtbot.addWidget(view)
    view.resize(1200, 800)
    view.show()
    return view


def ticket_of(server: ModelServer, ticket_id: RecordId) -> Ticket:
    found = server.rows["ticket", ticket_id]
    assert isinstance(found, Ticket)
    return found


def test_a_step_behind_an_answer_says_what_came_in_and_is_done_all_the_same(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    ana = desk_of("ana")
    answer = {"ticket_id": ticket_id, "message_id": ana.work.new_id(), "body": "Restart it."}
    step = {"ticket_id": ticket_id, "status": "resolved"}
    do(qtbot, ana, ("ticket.reply", answer), ("ticket.set_status", step))
    for body in ("It is the other till.", "Now both."):
        server.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=server.franchise.id(), body=body)
    ana.sync()

    view = page(qtbot, ana)
    [card] = view.cards
    assert isinstance(card, RefusedCard)
    assert [row.body for row in card.item.newer] == ["It is the other till.", "Now both."]
    assert card.title.text() == "2 new messages since you wrote this"
    assert card.content.text() == "You chose: Resolved. Now it is: Open."

    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not view.cards)
    ana.sync()
    assert ticket_of(server, ticket_id).status is Status.RESOLVED


def test_a_ticket_that_was_not_accepted_keeps_all_that_was_written_in_it(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer
) -> None:
    sam = desk_of("sam")
    ticket_id = sam.work.new_id()
    filed = {
        "ticket_id": ticket_id, "message_id": sam.work.new_id(), "title": "No paper", "body": "The printer is empty.",
        "space_id": named("space"), "store_id": named("triana"),
    }  # fmt: skip
    more = {"ticket_id": ticket_id, "message_id": sam.work.new_id(), "body": "And the cupboard too."}
    do(qtbot, sam, ("ticket.create", filed), ("ticket.reply", more))
    for grant in [r for r in server.rows.values() if r.KIND == "grant" and getattr(r, "user_id", "") == named("sam")]:
        server.delete("grant", grant.id)
    sam.push_alone()

    view = page(qtbot, sam)
    [card] = view.cards
    assert isinstance(card, RefusedCard)
    assert card.content.text() == "No paper\nThe printer is empty.\n\nAnd the cupboard too."
    with qtbot.waitSignal(view.file_again_wanted) as asked:
        card.edit.click()
    assert asked.args == [card.item]


def test_a_refused_property_says_what_was_chosen_and_what_is_there_now(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    ana = desk_of("ana")
    do(qtbot, ana, ("ticket.set_assignee", {"ticket_id": ticket_id, "assignee_id": named("alex")}))
    alex = server.rows["user_card", named("alex")]
    assert isinstance(alex, UserCard)
    server.save(replace(alex, active=False))
    server.act("leo", "ticket.set_assignee", ticket_id=ticket_id, assignee_id=named("ana"))
    ana.sync()

    [card] = page(qtbot, ana).cards
    assert isinstance(card, RefusedCard)
    assert card.content.text() == "You chose: Alex. Now it is: Ana."


def test_the_files_of_a_refused_answer_are_named(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    ana = desk_of("ana")
    file = {
        "id": ana.work.new_id(),
        "name": "till.jpg",
        "media_type": "image/jpeg",
        "size_bytes": 4,
        "sha256": "0" * 64,
    }
    answer = {"ticket_id": ticket_id, "message_id": ana.work.new_id(), "body": "", "files": [file]}
    do(qtbot, ana, ("ticket.reply", answer))
    server.act("ada", "ticket.set_team", ticket_id=ticket_id, team_id=named("technical"))
    ana.push_alone()

    [card] = page(qtbot, ana).cards
    assert isinstance(card, RefusedCard)
    assert card.content.text() == "Files: till.jpg"
    assert card.again.text() == "Send as it is"


def overwritten(server: ModelServer, ticket_id: RecordId) -> None:
    """Ana had set the ticket to urgent; Leo, who had not seen that, to low."""
    server.act("ana", "ticket.set_priority", ticket_id=ticket_id, priority="urgent")
    server.act("leo", "ticket.set_priority", ticket_id=ticket_id, priority="low", expected="normal")
    server.save(
        Notification(
            id=server.franchise.id(), user_id=named("ana"), about=NotificationKind.OVERWRITTEN, actor_id=named("leo"),
            at=server.franchise.now, ticket_id=ticket_id, field="priority", before="urgent", after="low",
        )
    )  # fmt: skip


@pytest.mark.parametrize(("name", "priority"), [("put_back", "urgent"), ("let_be", "low")])
def test_what_was_overwritten_is_told_and_put_back_or_left(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId, name: str, priority: str
) -> None:
    overwritten(server, ticket_id)
    ana = desk_of("ana")
    view = page(qtbot, ana)
    [card] = view.cards
    assert isinstance(card, OverwrittenCard)
    assert card.why.text() == "You had set: Urgent. Leo, who had not seen that, set: Low."

    getattr(card, name).click()
    qtbot.waitUntil(lambda: not view.cards)
    ana.sync()
    assert ticket_of(server, ticket_id).priority == priority


STEPS = "Restart it.\n\nWait.\n\nCall us."


@pytest.fixture
def torn(qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer) -> tuple[Desk, RecordId]:
    """Leo rewrote the last step and the first without a line, while Ada rewrote the last one."""
    article_id = server.franchise.id()
    server.act("ada", "article.create", article_id=article_id, slug="till", locale="en", title="Till", body=STEPS)
    leo = desk_of("leo")
    base = article_of(server, article_id)
    text = {"article_id": article_id, "base_revision_id": base.revision_id, "title": "Till"}
    mine = STEPS.replace("Call us.", "Write to us.").replace("Restart it.", "Breathe.")
    do(qtbot, leo, ("article.edit", text | {"body": mine}))
    server.act("ada", "article.edit", **text, body=STEPS.replace("Call us.", "Ring twice."))
    leo.sync()
    return leo, article_id


def article_of(server: ModelServer, article_id: RecordId) -> Article:
    found = server.rows["article", article_id]
    assert isinstance(found, Article)
    return found


def merge_card(qtbot: QtBot, view: AttentionView) -> MergeCard:
    [card] = view.cards
    assert isinstance(card, MergeCard)
    qtbot.waitUntil(lambda: bool(card.decisions))
    return card


def test_two_texts_are_merged_side_by_side(qtbot: QtBot, torn: tuple[Desk, RecordId], server: ModelServer) -> None:
    leo, article_id = torn
    assert article_of(server, article_id).body.endswith("Ring twice.")
    view = page(qtbot, leo)
    card = merge_card(qtbot, view)
    assert not card.save.isEnabled()

    card.decisions[0].first_button().click()
    card.decisions[0].field.setPlainText("Ring twice, then write to us.")
    card.save.click()
    qtbot.waitUntil(lambda: not view.cards)
    leo.sync()

    assert article_of(server, article_id).body == "Breathe.\n\nWait.\n\nRing twice, then write to us."
    states = [r.state for r in server.rows.values() if isinstance(r, ArticleRevision)]
    assert RevisionState.CONFLICT not in states


def test_what_was_decided_survives_leaving_the_page_and_a_further_change(
    qtbot: QtBot, torn: tuple[Desk, RecordId], server: ModelServer
) -> None:
    leo, article_id = torn
    view = page(qtbot, leo)
    card = merge_card(qtbot, view)
    card.decisions[0].first_button().click()
    view.flush()
    base = article_of(server, article_id).revision_id
    body = article_of(server, article_id).body.replace("Wait.", "Wait ten seconds.")
    server.act("ada", "article.edit", article_id=article_id, base_revision_id=base, title="Till", body=body)
    leo.sync()
    qtbot.waitUntil(lambda: view.cards[0] is not card)

    card = merge_card(qtbot, view)
    assert card.merging is not None
    assert card.merging.result() == ("Till", "Breathe.\n\nWait ten seconds.\n\nWrite to us.")


def test_leaving_theirs_settles_it(qtbot: QtBot, torn: tuple[Desk, RecordId], server: ModelServer) -> None:
    leo, article_id = torn
    view = page(qtbot, leo)
    card = merge_card(qtbot, view)
    card.discard.click()
    card.confirm.click()
    qtbot.waitUntil(lambda: not view.cards)
    leo.sync()

    assert article_of(server, article_id).body.endswith("Ring twice.")
    [mine] = [r for r in server.rows.values() if isinstance(r, ArticleRevision) and r.author_id == named("leo")]
    assert (mine.state, mine.body.endswith("Write to us.")) == (RevisionState.SETTLED, True)


def test_whatever_was_refused_is_named_says_why_and_can_be_decided(
    qtbot: QtBot, desk_of: Callable[[str], Desk]
) -> None:
    work = desk_of("ana").work
    undecided = []
    for name in sorted(mutation_names()):
        for code in RejectCode:
            row = RefusedRow(1, name, "2026-03-10T10:00:00.000000Z", {}, str(code), {}, "")
            card = RefusedCard(work, Group(row, (), "", None, None))
            named_it = card.title.text() != wording.change_title("") and bool(card.why.text())
            tries_again = card.again.isHidden() is (code is RejectCode.ILLEGAL_TRANSITION)
            card.discard.click()
            if not (named_it and tries_again and not card.confirm.isHidden()):
                undecided.append((name, str(code)))
            shiboken6.delete(card)

    assert undecided == []


def test_what_nobody_looks_at_is_read_when_it_is_shown_again(
    qtbot: QtBot,
    desk_of: Callable[[str], Desk],
    server: ModelServer,
    ticket_id: RecordId,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ana = desk_of("ana")
    view = page(qtbot, ana)
    view.hide()
    read: list[Workspace] = []
    items = operations.items

    def counted(work: Workspace) -> list[operations.Item]:
        read.append(work)
        return items(work)

    monkeypatch.setattr(operations, "items", counted)
    overwritten(server, ticket_id)
    ana.sync()
    qtbot.wait(300)
    assert read == []

    view.show()
    assert len(view.cards) == 1


KEPT: dict[str, dict[str, Any]] = {
    "macro.create": {
        "titles": {"en": "Ask and wait"},
        "steps": [
            {"name": "ticket.reply", "args": {"texts": {"en": "Which till is it?"}}},
            {"name": "ticket.set_status", "args": {"status": "pending"}},
        ],
    },
    "saved_reply.create": {"titles": {"en": "Ask and wait"}, "texts": {"en": "Which till is it?"}},
}


@pytest.mark.parametrize("name", sorted(KEPT))
def test_a_refused_macro_or_saved_reply_shows_what_was_written_and_no_button_loses_it(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, name: str
) -> None:
    ana = desk_of("ana")
    do(qtbot, ana, (name, KEPT[name] | {f"{name.removesuffix('.create')}_id": ana.work.new_id()}))
    card_of_ana = server.rows["user_card", named("ana")]
    assert isinstance(card_of_ana, UserCard)
    server.save(replace(card_of_ana, active=False))
    ana.push_alone()

    view = page(qtbot, ana)
    [card] = view.cards
    assert isinstance(card, RefusedCard)
    for written in ("Ask and wait", "Which till is it?"):
        assert written in card.content.text()
    assert card.edit.isHidden()
    card.again.click()
    qtbot.waitUntil(lambda: waiting.unsent_count(ana.work.reader) + len(waiting.refused(ana.work.reader)) == 1)


def test_no_button_of_a_card_but_discarding_loses_what_was_written(
    qtbot: QtBot, desk_of: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of("ana")
    view = page(qtbot, desk)
    given: list[Group] = []

    def write_again(_work: object, _parent: object, group: Group) -> Nothing:
        given.append(group)
        return Nothing()

    monkeypatch.setattr(operations, "write_again", write_again)
    monkeypatch.setattr(operations, "try_again", lambda _work, _parent, _group: Nothing())
    monkeypatch.setattr(operations, "discard", lambda _work, _parent, _group, draft=None: Nothing())
    for name in sorted(mutation_names()):
        for ticket_id, article_id in ((None, None), ("t", None), (None, "a")):
            row = RefusedRow(1, name, "2026-03-10T10:00:00.000000Z", {"body": "Text"}, "not_permitted", {}, "")
            card = view._new_card(Group(row, (), "", ticket_id, article_id))
            for button in [card.first_action(), *card.findChildren(Button)]:
                if not button.isHidden():
                    button.click()
            shiboken6.delete(card)

    assert {group.first.name for group in given} == {"article.create", "article.edit", "ticket.note", "ticket.reply"}


class Nothing:
    """An op that does nothing."""

    def success(self, _then: Callable[[None], object]) -> Nothing:
        return self

    def run(self) -> None:
        """Does nothing."""
