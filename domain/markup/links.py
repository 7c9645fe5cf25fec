"""Where a link of an article leads: another article by its slug, a safe address, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final
from urllib.parse import quote, unquote

from domain.ids import RecordId

SAFE_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "mostrador"})

FindArticle = Callable[[str], RecordId | None]
"""Returns the article of a slug in the reader's language (or the best there is), upper and lower case alike."""

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BLANKS: Final = re.compile(r"[\x00-\x20]+")
_SUFFIX: Final = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)


def link_target(slug: str, href: str) -> tuple[str, str] | None:
    """Return the slug and the anchor that a relative link names, or None if it is none to an article.

    Args:
        slug: Path of the article the link stands in: `sales/orders` for `sales/orders.md`.
        href: The link as written: `../setup.md#first`. The part after `?` is left aside.
    """
    if _SCHEME.match(href) or href.startswith(("/", "#", "\\")):
        return None
    path, _, anchor = href.partition("#")
    path = unquote(path.partition("?")[0]).replace("\\", "/").strip()
    steps = slug.split("/")[:-1]
    for step in _SUFFIX.sub("", path).split("/"):
        if step == "..":
            if not steps:
                return None
            steps.pop()
        elif step not in {"", "."}:
            steps.append(step)
    return ("/".join(steps), unquote(anchor)) if path and steps else None


class ArticlePaths:
    """The articles of a knowledge base by slug, whatever its case, the reader's language first."""

    def __init__(self, articles: Iterable[tuple[RecordId, str, str]]) -> None:
        """Take `(id, locale, slug)` of each."""
        self._by_slug: dict[str, dict[str, RecordId]] = {}
        for article_id, locale, slug in articles:
            self._by_slug.setdefault(slug.casefold(), {})[locale] = article_id

    def find(self, locale: str, slug: str) -> RecordId | None:
        """Return the article of that slug in that language, else in another, else None."""
        found = self._by_slug.get(slug.casefold(), {})
        return found.get(locale) or found.get("en") or next(iter(found.values()), None)

    def in_language(self, locale: str) -> FindArticle:
        """Return what the renderer asks."""
        return partial(self.find, locale)


def anchor_of(href: str) -> str:
    """Return the anchor of a link, empty without one."""
    return unquote(href.partition("#")[2])


def safe_href(slug: str, href: str, find_article: FindArticle) -> str | None:
    """Return the address a reader may follow for `href`, or None: then it is words and no link."""
    href = _BLANKS.sub("", href) if _SCHEME.match(_BLANKS.sub("", href)) else href.strip()
    if href.startswith("#"):
        return href
    scheme = _SCHEME.match(href)
    if scheme:
        return href if scheme[1].lower() in SAFE_SCHEMES else None
    target = link_target(slug, href)
    if target is None:
        return None
    article_id = find_article(target[0])
    if article_id is None:
        return None
    return f"mostrador://article/{article_id}" + (f"#{quote(target[1], safe='-._~:')}" if target[1] else "")
