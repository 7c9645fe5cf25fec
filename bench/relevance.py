"""How often the article somebody meant is among the first hits, beside SQLite's FTS5 in the same run.

The queries are what authors wrote when they linked one article from another (`anchor`), headings and keywords; every
query goes to one index of both languages. FTS5 gets the same plain text in title, headings and body, folded, with
column weights and the reader's language preferred; it is asked for all words first, then for any.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import knowledge_base
from bench.figures import Figure, write
from bench.knowledge_base import LabelledQuery
from domain.text import markdown
from domain.text.analysis import words
from sync.search import ArticleIndex, IndexedArticle

_KEY = bytes(range(32))
_SEED = 42
Find = Callable[[str, str], Sequence[str]]
"""`(query, language)` to the ids of the first ten hits."""


class Fts5:
    """The peer: one FTS5 table of both languages."""

    def __init__(self, articles: Sequence[IndexedArticle]) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.execute(
            "CREATE VIRTUAL TABLE article USING fts5(id UNINDEXED, locale UNINDEXED, title, headings, body,"
            " tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
        )
        self._db.executemany("INSERT INTO article VALUES (?, ?, ?, ?, ?)", map(_columns, articles))

    def find(self, query: str, language: str) -> list[str]:
        """Return the best ten, those in `language` first."""
        terms = [f'"{word}"' for word in words(query)]
        hits: list[str] = []
        for joint in (" AND ", " OR "):
            rows = self._db.execute(
                "SELECT id FROM article WHERE article MATCH ?"
                " ORDER BY locale != ?, bm25(article, 0, 0, 6, 2, 1) LIMIT 10",
                (joint.join(terms), language),
            )
            hits += [i for (i,) in rows if i not in hits]
            if len(hits) >= 10:
                break
        return hits[:10]


def run(*, json_lines: bool) -> int:
    """Measure and print; return an exit code."""
    if not knowledge_base.is_here():
        sys.stderr.write(knowledge_base.MISSING)
        return 1
    articles = knowledge_base.kb()
    queries = knowledge_base.labelled_queries()
    peer = Fts5(articles)
    with tempfile.TemporaryDirectory() as folder:
        index = ArticleIndex.open(Path(folder) / "search.db", _KEY)
        index.follow(knowledge_base.Articles(articles))

        def find(query: str, language: str) -> list[str]:
            # A finished query: the space tells the search box that the last word is complete.
            return [hit.article_id for hit in index.search(query + " ", language=language, limit=10).hits]

        _by_kind(queries, find, peer.find, json_lines=json_lines)
        _with_typos(queries, find, peer.find, json_lines=json_lines)
        index.close()
    return 0


def _by_kind(queries: Sequence[LabelledQuery], ours: Find, peers: Find, *, json_lines: bool) -> None:
    groups: dict[tuple[str, str], list[LabelledQuery]] = defaultdict(list)
    for query in queries:
        groups[query.kind, query.language].append(query)
    for (kind, language), members in sorted(groups.items()):
        mine, theirs = _ranks(members, ours), _ranks(members, peers)
        for at in (1, 5, 10):
            _tell(f"{kind}_{language}_hit{at}", _hit(mine, at), _hit(theirs, at), len(members), json_lines)
        _tell(f"{kind}_{language}_mrr", _mrr(mine), _mrr(theirs), len(members), json_lines)


def _with_typos(queries: Sequence[LabelledQuery], ours: Find, peers: Find, *, json_lines: bool) -> None:
    chance = random.Random(_SEED)
    anchors = [query for query in queries if query.kind == "anchor"]
    slips = [query._replace(text=knowledge_base.misspelt(query.text, chance)) for query in anchors]
    kept = []
    for find in (ours, peers):
        kept.append(_hit(_ranks(slips, find), 5) / _hit(_ranks(anchors, find), 5))
    _tell("typo_hit5_kept", kept[0], kept[1], len(slips), json_lines)


def _ranks(queries: Sequence[LabelledQuery], find: Find) -> list[int]:
    """Return for each query the place of its article from 1, 0 for none."""
    ranks = []
    for query in queries:
        hits = list(find(query.text, query.language))
        ranks.append(hits.index(query.target) + 1 if query.target in hits else 0)
    return ranks


def _hit(ranks: Sequence[int], at: int) -> float:
    return sum(0 < rank <= at for rank in ranks) / len(ranks)


def _mrr(ranks: Sequence[int]) -> float:
    return sum(1 / rank for rank in ranks if rank) / len(ranks)


def _tell(metric: str, ours: float, peer: float, n: int, json_lines: bool) -> None:  # noqa: FBT001
    write(Figure("relevance", metric, "share", ours, ours, ours, n, peer, "FTS5"), json_lines=json_lines)


def _columns(article: IndexedArticle) -> tuple[str, str, str, str, str]:
    sections = markdown.sections(article.body_markdown)
    headings = "\n".join(section.heading for section in sections)
    return article.id, article.locale, article.title, headings, "\n".join(section.text for section in sections)
