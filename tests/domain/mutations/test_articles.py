"""Articles are written, published, archived and judged without any text being lost."""

from __future__ import annotations

from typing import Any

import pytest

from domain.access import sees
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.records import Article, ArticleRevision
from domain.words import RevisionState, Visibility
from tests.support.franchise import Franchise, named


@pytest.fixture
def franchise() -> Franchise:
    return Franchise()


def write(franchise: Franchise, who: str = "leo") -> RecordId:
    article_id = franchise.id()
    franchise.act(
        who, "article.create", article_id=article_id, slug="till", locale="en", title="Till frozen", body="Restart."
    )
    return article_id


def article(franchise: Franchise, article_id: RecordId) -> Article:
    found = franchise.store.get(Article, article_id)
    assert found is not None
    return found


def test_a_draft_is_seen_by_editors_only_until_it_is_published(franchise: Franchise) -> None:
    article_id = write(franchise)
    assert not sees(franchise.actor("sam"), article(franchise, article_id))
    assert sees(franchise.actor("leo"), article(franchise, article_id))
    franchise.act("leo", "article.publish", article_id=article_id)
    assert sees(franchise.actor("sam"), article(franchise, article_id))
    assert not sees(franchise.actor("cora"), article(franchise, article_id))
    franchise.act("leo", "article.archive", article_id=article_id)
    assert not sees(franchise.actor("sam"), article(franchise, article_id))


def test_every_text_is_kept_as_a_revision(franchise: Franchise) -> None:
    article_id = write(franchise)
    base = article(franchise, article_id).revision_id
    franchise.act("leo", "article.edit", article_id=article_id, base_revision_id=base, title="Till", body="Wait.")
    assert [revision.body for revision in franchise.store.all(ArticleRevision)] == ["Restart.", "Wait."]
    assert franchise.store.all(ArticleRevision)[1].previous_id == base


STEPS = "Restart it.\n\nWait.\n\nCall us."


def edit(franchise: Franchise, who: str, article_id: RecordId, base: RecordId | None, body: str, **more: Any) -> None:
    args = {"article_id": article_id, "base_revision_id": base, "title": "Till frozen", "body": body} | more
    franchise.act(who, "article.edit", **args)


def revisions(franchise: Franchise) -> list[tuple[str, RevisionState]]:
    return [(revision.body, revision.state) for revision in franchise.store.all(ArticleRevision)]


def newest(franchise: Franchise, state: RevisionState) -> ArticleRevision:
    return [one for one in franchise.store.all(ArticleRevision) if one.state is state][-1]


@pytest.fixture
def steps(franchise: Franchise) -> RecordId:
    """An article of three steps."""
    article_id = write(franchise)
    edit(franchise, "leo", article_id, article(franchise, article_id).revision_id, STEPS)
    return article_id


def test_changes_of_different_lines_are_merged_and_both_texts_stay(franchise: Franchise, steps: RecordId) -> None:
    base = article(franchise, steps).revision_id
    theirs = STEPS.replace("Wait.", "Wait a minute.")
    mine = STEPS.replace("Call us.", "Write to us.")
    edit(franchise, "leo", steps, base, theirs)
    between = article(franchise, steps).revision_id
    edit(franchise, "ada", steps, base, mine)

    after = article(franchise, steps)
    merged = "Restart it.\n\nWait a minute.\n\nWrite to us."
    assert after.body == merged
    assert {(mine, RevisionState.MERGED), (theirs, RevisionState.APPLIED)} <= set(revisions(franchise))
    both = franchise.store.get(ArticleRevision, after.revision_id) if after.revision_id else None
    assert both is not None
    assert (both.previous_id, both.merged_id) == (between, newest(franchise, RevisionState.MERGED).id)


def test_changes_of_one_line_leave_the_article_and_keep_a_draft(franchise: Franchise, steps: RecordId) -> None:
    base = article(franchise, steps).revision_id
    edit(franchise, "leo", steps, base, "Call us.")
    edit(franchise, "ada", steps, base, "Write to us.", visibility="internal")

    after = article(franchise, steps)
    assert after.body == "Call us."
    assert after.visibility is Visibility.INTERNAL
    draft = newest(franchise, RevisionState.CONFLICT)
    assert (draft.body, draft.previous_id, draft.author_id) == ("Write to us.", base, named("ada"))


def test_what_is_written_on_a_merged_text_loses_nothing_of_the_merge(franchise: Franchise, steps: RecordId) -> None:
    base = article(franchise, steps).revision_id
    edit(franchise, "leo", steps, base, STEPS.replace("Wait.", "Wait a minute."))
    mine = STEPS.replace("Call us.", "Write to us.")
    edit(franchise, "ada", steps, base, mine)
    own = newest(franchise, RevisionState.MERGED).id
    edit(franchise, "ada", steps, own, f"Breathe.\n\n{mine}")

    assert article(franchise, steps).body == "Breathe.\n\nRestart it.\n\nWait a minute.\n\nWrite to us."


def test_what_is_written_on_a_draft_in_conflict_takes_its_place(franchise: Franchise, steps: RecordId) -> None:
    base = article(franchise, steps).revision_id
    edit(franchise, "leo", steps, base, "Call us.")
    edit(franchise, "ada", steps, base, "Write to us.")
    first = newest(franchise, RevisionState.CONFLICT)
    edit(franchise, "ada", steps, first.id, "Write to us at once.")

    assert article(franchise, steps).body == "Call us."
    assert revisions(franchise).count(("Write to us.", RevisionState.SETTLED)) == 1
    draft = newest(franchise, RevisionState.CONFLICT)
    assert (draft.body, draft.previous_id) == ("Write to us at once.", base)


@pytest.mark.parametrize("how", ["article.edit", "article.drop_draft"])
def test_whoever_decides_settles_the_draft(franchise: Franchise, steps: RecordId, how: str) -> None:
    base = article(franchise, steps).revision_id
    edit(franchise, "leo", steps, base, "Call us.")
    edit(franchise, "ada", steps, base, "Write to us.")
    draft = newest(franchise, RevisionState.CONFLICT)
    if how == "article.edit":
        current = article(franchise, steps).revision_id
        edit(franchise, "ada", steps, current, "Call or write to us.", settles_id=draft.id)
        assert article(franchise, steps).body == "Call or write to us."
    else:
        franchise.act("ada", how, article_id=steps, revision_id=draft.id)
        assert article(franchise, steps).body == "Call us."

    settled = franchise.store.get(ArticleRevision, draft.id)
    assert settled is not None
    assert (settled.state, settled.body) == (RevisionState.SETTLED, "Write to us.")


def test_an_edit_on_another_articles_text_is_refused(franchise: Franchise, steps: RecordId) -> None:
    foreign = article(franchise, write(franchise)).revision_id
    with pytest.raises(MutationRejected) as refused:
        edit(franchise, "ada", steps, foreign, "Call us.")
    assert refused.value.code is RejectCode.CONFLICT


def test_what_an_edit_does_not_name_stays_and_a_shelf_can_be_emptied(franchise: Franchise, steps: RecordId) -> None:
    edit(
        franchise,
        "leo",
        steps,
        article(franchise, steps).revision_id,
        STEPS,
        category_id=named("shelf"),
        tags=["b", "a"],
    )
    edit(franchise, "leo", steps, article(franchise, steps).revision_id, STEPS)
    assert (article(franchise, steps).category_id, article(franchise, steps).tags) == (named("shelf"), ("a", "b"))
    edit(franchise, "leo", steps, article(franchise, steps).revision_id, STEPS, category_id=None)
    assert article(franchise, steps).category_id is None


def test_a_later_word_of_the_same_reader_replaces_the_earlier(franchise: Franchise) -> None:
    article_id = write(franchise)
    franchise.act("leo", "article.publish", article_id=article_id)
    franchise.act("sam", "article.feedback", article_id=article_id, helpful=True)
    franchise.act("sue", "article.feedback", article_id=article_id, helpful=False)
    franchise.act("sam", "article.feedback", article_id=article_id, helpful=False, comment="Too short")
    after = article(franchise, article_id)
    assert (after.helpful_count, after.unhelpful_count) == (0, 2)


@pytest.mark.parametrize("who", ["sam", "ana", "liz", "cora"])
def test_who_may_not_edit_is_refused(franchise: Franchise, who: str) -> None:
    with pytest.raises(MutationRejected) as refused:
        write(franchise, who)
    assert refused.value.code is RejectCode.FORBIDDEN
