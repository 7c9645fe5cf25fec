"""Real articles and queries for the benches of search, read where they lie beside the project; none of it is copied."""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from domain.ids import RecordId
from sync.search import IndexedArticle

DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "data"
MISSING: Final = f"The real articles are not here ({DATA}): nothing to measure.\n"

_LONGEST: Final = 20_000
"""Characters a body is capped at, as in the measurements the targets come from."""
_TITLE: Final = re.compile(r"^title:[ \t]*[\"']?(.+?)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)
_HEADING: Final = re.compile(r"^#[ \t]+(.+)$", re.MULTILINE)


class LabelledQuery(NamedTuple):
    """A query and the article its author meant, as `language/path`."""

    kind: str
    language: str
    text: str
    target: str


class SpeedQuery(NamedTuple):
    """A query of which only the time matters: kinds w1, w2, w3, phrase, prefix, typo."""

    kind: str
    text: str


def is_here() -> bool:
    """Tell whether the data lies beside the project."""
    return (DATA / "kb").is_dir() and (DATA / "corpus").is_dir()


def kb() -> list[IndexedArticle]:
    """Return the help articles of one product, English and Spanish, with `language/path` as their ids."""
    return [article for language in ("en", "es") for article in _kb(language)]


def ten_thousand() -> list[IndexedArticle]:
    """Return 10,000 real articles: the help articles, then documentation pages."""
    articles = kb()
    with gzip.open(DATA / "corpus" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if len(articles) == 10_000:
                break
            page = json.loads(line)
            articles.append(_article(page["id"], page["lang"], page["title"], page["body"]))
    return articles


def fifty_thousand(seed: int = 42) -> list[IndexedArticle]:
    """Return 50,000 articles made of pairs of sections of the ten thousand, each pair of one language."""
    chance = random.Random(seed)
    sections: dict[str, list[tuple[str, str]]] = {"en": [], "es": []}
    for article in ten_thousand():
        paragraphs = [p for p in article.body_markdown.split("\n\n") if len(p) > 40] or [article.body_markdown]
        for start in range(0, len(paragraphs), 4):
            sections[article.locale].append((article.title, "\n\n".join(paragraphs[start : start + 4])[:2_500]))
    made = []
    for n in range(50_000):
        language = "en" if n % 2 else "es"
        (title, first), (other, second) = chance.choice(sections[language]), chance.choice(sections[language])
        made.append(_article(f"pair-{n}", language, f"{title} / {other}", f"{first}\n\n## {other}\n\n{second}"))
    return made


def labelled_queries() -> list[LabelledQuery]:
    """Return the queries whose right article is known."""
    with (DATA / "kb-queries.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [LabelledQuery(r["kind"], r["query_lang"], r["query"], f"{r['set'][-2:]}/{r['target']}") for r in rows]


def speed_queries() -> list[SpeedQuery]:
    """Return words, phrases, prefixes and misspellings to take the time of."""
    with (DATA / "corpus" / "queries.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [SpeedQuery(r["kind"], r["query"]) for r in rows]


def language_of(text: str) -> str:
    """Return the language a person typing `text` is likely to read, well enough to take times."""
    spanish = re.search(r"[áéíóúñ¿¡]|\b(?:de|del|el|la|los|las|en|un|una|que|para|por|con|y)\b", text.lower())
    return "es" if spanish else "en"


def misspelt(text: str, chance: random.Random) -> str:
    """Return `text` with one edit (swap, omission, doubling, replacement) in its longest word."""
    longest = max(re.findall(r"\w+", text), key=len)
    at = chance.randrange(max(1, len(longest) - 1))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    slips = (
        longest[:at] + longest[at + 1 : at + 2] + longest[at : at + 1] + longest[at + 2 :],
        longest[:at] + longest[at + 1 :],
        longest[:at] + longest[at : at + 1] * 2 + longest[at + 1 :],
        longest[:at] + letter + longest[at + 1 :],
    )
    return text.replace(longest, chance.choice(slips), 1)


class Articles:
    """Articles in memory as the index's source."""

    def __init__(self, articles: Sequence[IndexedArticle]) -> None:
        self._articles = {article.id: article for article in articles}

    def revisions(self) -> list[tuple[RecordId, int]]:
        return [(article.id, article.rev) for article in self._articles.values()]

    def articles(self, ids: Sequence[RecordId]) -> Iterator[IndexedArticle]:
        return (self._articles[i] for i in ids if i in self._articles)

    def body(self, article: RecordId) -> str | None:
        """Return the Markdown of one article."""
        found = self._articles.get(article)
        return found.body_markdown if found else None


def _kb(language: str) -> Iterator[IndexedArticle]:
    root = DATA / "kb" / language
    for path in sorted(root.rglob("*.md")):
        inside = path.relative_to(root)
        if "includes" in inside.parts or inside.name == "TOC.md":
            continue
        text = path.read_text(encoding="utf-8")
        title = _TITLE.search(text) or _HEADING.search(text)
        yield _article(f"{language}/{inside.as_posix()}", language, title[1] if title else inside.stem, text)


def _article(name: str, language: str, title: str, body: str) -> IndexedArticle:
    return IndexedArticle(
        id=RecordId(name),
        rev=1,
        locale=language,
        title=title,
        body_markdown=body[:_LONGEST],
        updated_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
