"""Where a link from one article to another leads."""

from __future__ import annotations

from domain.ids import RecordId
from domain.markup.links import ArticlePaths
from sync.replica.reading.reader import Reader, marks

EXACT = "SELECT id FROM article WHERE slug = ? AND locale = ? ORDER BY status = 'published' DESC"
# Both read the index on slugs alone. SQLite folds the case of ASCII only: the few other slugs are compared here.
ALIKE = "SELECT row_id, slug FROM article WHERE slug = ? COLLATE NOCASE OR slug GLOB '*[^ -~]*'"
BY_ROW = "SELECT id, locale, slug FROM article WHERE row_id IN ({}) ORDER BY status = 'published'"


def linked(reader: Reader, slug: str, locale: str) -> RecordId | None:
    """Return the article of this path: in this language if there is one, else in another; whatever its case."""
    exact: RecordId | None = reader.value(EXACT, (slug, locale))
    if exact is not None:
        return exact
    wanted = slug.casefold()
    rows = [row_id for row_id, other in reader.all(ALIKE, (slug,)) if other.casefold() == wanted]
    # Of several in one language the last one counts: the published.
    return ArticlePaths(reader.all(BY_ROW.format(marks(rows)), rows)).find(locale, slug) if rows else None
