"""Reads the sample guides, one Markdown file with front matter per article and language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from domain.words import Visibility

CONTENT = Path(__file__).resolve().parents[2] / "resources" / "content"
"""The folder of the data files: beside the packages in a checkout, in an installation and in a bundle alike."""

LOCALES = ("en", "es")


@dataclass(frozen=True)
class SampleArticle:
    """A guide in one language; the same `slug` in the other one is its translation."""

    slug: str
    locale: str
    title: str
    category: str
    visibility: Visibility
    tags: tuple[str, ...]
    owner: str
    updated_at: date
    review_at: date
    body: str


def read_articles(locale: str) -> tuple[SampleArticle, ...]:
    """All guides of a language, by slug.

    Raises:
        ValueError: a file has no front matter.
        KeyError: a line of the front matter is missing.
    """
    folder = CONTENT / "articles" / locale
    return tuple(_read(path, locale) for path in sorted(folder.glob("*.md")))


def all_articles() -> tuple[SampleArticle, ...]:
    return tuple(article for locale in LOCALES for article in read_articles(locale))


def _read(path: Path, locale: str) -> SampleArticle:
    opening, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    if opening:
        raise ValueError(f"{path.name} does not begin with front matter")
    fields = yaml.safe_load(front)
    return SampleArticle(
        slug=fields["slug"],
        locale=locale,
        title=fields["title"],
        category=fields["category"],
        visibility=Visibility(fields["visibility"]),
        tags=tuple(fields["tags"]),
        owner=fields["owner"],
        updated_at=fields["updated_at"],
        review_at=fields["review_at"],
        body=body.strip() + "\n",
    )
