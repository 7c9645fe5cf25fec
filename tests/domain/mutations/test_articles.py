"""Articles are written, published, archived and judged without any text being lost."""

import pytest

from domain.access import sees
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.records import Article, ArticleRevision
from tests.support.franchise import Franchise


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


def test_an_edit_on_top_of_an_older_text_is_a_conflict(franchise: Franchise) -> None:
    article_id = write(franchise)
    base = article(franchise, article_id).revision_id
    franchise.act("leo", "article.edit", article_id=article_id, base_revision_id=base, title="Till", body="Wait.")
    with pytest.raises(MutationRejected) as refused:
        franchise.act("ada", "article.edit", article_id=article_id, base_revision_id=base, title="T", body="Call us.")
    assert refused.value.code is RejectCode.CONFLICT
    assert article(franchise, article_id).body == "Wait."


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
