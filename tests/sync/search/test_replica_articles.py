"""The index follows what is published in the cache, waiting edits included."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.ids import RecordId
from domain.records import Article
from domain.words import ArticleStatus
from sync.replica.cache import Cache
from sync.replica.changes import Changes
from sync.replica.columns import COLUMNS
from sync.replica.reading.reader import Reader
from sync.search import ArticleIndex
from sync.search.replica_articles import ReplicaArticles
from tests.sync.search.shelf import KEY

NOW = datetime(2026, 5, 1, tzinfo=UTC)
TILL = RecordId("01970000-0000-7000-8000-000000000001")


def record(**fields: object) -> Article:
    given = {
        "id": TILL,
        "slug": "till",
        "locale": "en",
        "translation_key": "till",
        "title": "Open the till",
        "body": "Count the cash.",
        "status": ArticleStatus.PUBLISHED,
        "tags": ("cash",),
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Article(**(given | fields))  # type: ignore[arg-type]


class Desk:
    """A cache with an index that follows it."""

    def __init__(self, folder: Path) -> None:
        self.cache = Cache.open(folder / "cache.db", KEY)
        self.source = ReplicaArticles(Reader(folder / "cache.db", KEY))
        self.index = ArticleIndex.open(folder / "search.db", KEY)

    def write(self, article: Article) -> None:
        with self.cache.transaction(durable=False):
            self.cache.connection.execute(COLUMNS["article"].upsert_fields, COLUMNS["article"].row_of(article))

    def found(self, query: str) -> list[str]:
        return [hit.title for hit in self.index.search(query, language="en").hits]

    def close(self) -> None:
        self.index.close()
        self.source._reader.close()
        self.cache.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    desk.write(record())
    desk.index.follow(desk.source)
    yield desk
    desk.close()


def test_a_published_article_is_found_by_its_text_and_tags(desk: Desk) -> None:
    assert desk.found("count") == ["Open the till"]
    assert desk.found("cash ") == ["Open the till"]


def test_a_draft_is_not_found(desk: Desk) -> None:
    desk.write(record(status=ArticleStatus.DRAFT))
    assert desk.index.follow(desk.source) == 1
    assert desk.found("till ") == []


def test_an_edit_that_waits_to_be_sent_is_noticed_after_a_restart(desk: Desk) -> None:
    desk.write(record(body="Use the drawer.", updated_at=NOW.replace(hour=1)))
    assert desk.index.follow(desk.source) == 1
    assert desk.found("drawer ") == ["Open the till"]
    assert desk.index.follow(desk.source) == 0


def test_a_commit_tells_which_articles_to_take_in_and_out(desk: Desk) -> None:
    desk.write(record(title="Open the drawer"))
    gone = RecordId("01970000-0000-7000-8000-000000000002")
    changes = desk.source.changed_by(Changes(frozenset({("article", TILL), ("article", gone), ("ticket", gone)})))
    assert changes is not None
    assert [article.title for article in changes.upserted] == ["Open the drawer"]
    assert changes.deleted == [gone]
    desk.index.apply(changes)
    assert desk.found("drawer ") == ["Open the drawer"]
    assert desk.index.follow(desk.source) == 0


def test_when_everything_may_have_changed_the_index_looks_for_itself(desk: Desk) -> None:
    assert desk.source.changed_by(Changes(everything=True)) is None
