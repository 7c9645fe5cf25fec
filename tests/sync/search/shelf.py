"""A shelf of articles for the index to follow, and a way to put some on it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from domain.ids import RecordId
from domain.words import Visibility
from sync.search import ArticleIndex, IndexedArticle, IndexState

KEY = bytes(range(32))
UPDATED_AT = datetime(2026, 1, 1, tzinfo=UTC)


def article(
    name: str,
    title: str,
    body: str = "",
    *,
    rev: int = 1,
    locale: str = "en",
    tags: tuple[str, ...] = (),
    visibility: Visibility = Visibility.FRANCHISE,
    category: str | None = None,
) -> IndexedArticle:
    return IndexedArticle(
        id=RecordId(name),
        rev=rev,
        locale=locale,
        title=title,
        body_markdown=body,
        tags=tags,
        visibility=visibility,
        category=RecordId(category) if category else None,
        updated_at=UPDATED_AT,
    )


def state(index: ArticleIndex) -> IndexState:
    """Ask anew, which a type checker does not expect of a property."""
    return index.state


class Shelf:
    """Articles in memory, as the replica would give them."""

    def __init__(self, *articles: IndexedArticle) -> None:
        self.by_id = {each.id: each for each in articles}
        self.asked_for = 0

    def revisions(self) -> list[tuple[RecordId, int]]:
        return [(each.id, each.rev) for each in self.by_id.values()]

    def articles(self, ids: Sequence[RecordId]) -> Iterator[IndexedArticle]:
        self.asked_for += len(ids)
        return (self.by_id[i] for i in ids if i in self.by_id)

    def put(self, *articles: IndexedArticle) -> None:
        for each in articles:
            self.by_id[each.id] = each

    def body(self, article: RecordId) -> str | None:
        found = self.by_id.get(article)
        return found.body_markdown if found else None
