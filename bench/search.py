"""How long article search takes, from query to hits, beside SQLite's FTS5 over the same text in the same run.

Ten thousand and fifty thousand real articles, encrypted, with stemming in two languages; 318 queries of one to three
words, phrases, prefixes and misspellings, each as it stands when the last key has been pressed. The peer lies in
memory, is not encrypted and does not stem: it has the easier task.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from bench import knowledge_base
from bench.figures import Figure, of_runs, percentile, write
from bench.knowledge_base import Articles, SpeedQuery
from domain.text import markdown
from domain.text.analysis import words
from sync.search import ArticleChanges, ArticleIndex, IndexedArticle

_KEY: Final = bytes(range(32))
_RUNS: Final = 5
_EDITS: Final = 40


def run(*, json_lines: bool) -> int:
    """Measure and print; return an exit code."""
    if not knowledge_base.is_here():
        sys.stderr.write(knowledge_base.MISSING)
        return 1

    def tell(figure: Figure) -> None:
        write(figure, json_lines=json_lines)

    with tempfile.TemporaryDirectory() as folder:
        _ten_thousand(Path(folder) / "10k.db", tell)
    with tempfile.TemporaryDirectory() as folder:
        _fifty_thousand(Path(folder) / "50k.db", tell)
    return 0


def _ten_thousand(path: Path, tell: Callable[[Figure], None]) -> None:
    articles = knowledge_base.ten_thousand()
    source = Articles(articles)
    queries = knowledge_base.speed_queries()
    index, seconds = _built(path, source)
    tell(Figure("search", "index_10k", "s", seconds, seconds, seconds))
    peer = Fts5(articles)
    tell(of_runs("search", "first_touch_10k_p95", "ms", _first_touches(index, queries)))
    _keystrokes(index, peer, queries, tell)
    _snippets(index, source, queries, tell)
    tell(of_runs("search", "edit_to_searchable", "ms", _edits(index, articles)))
    index.close()
    tell(of_runs("search", "cold_first_answer", "ms", _cold_answers(path, queries)))


def _fifty_thousand(path: Path, tell: Callable[[Figure], None]) -> None:
    articles = knowledge_base.fifty_thousand()
    queries = knowledge_base.speed_queries()
    index, seconds = _built(path, Articles(articles))
    tell(Figure("search", "index_50k", "s", seconds, seconds, seconds))
    peer = Fts5(articles)
    ours, theirs = _side_by_side(index, peer, queries)
    _tell_percentile("keystroke_50k_p95", 0.95, ours, theirs, tell)
    index.close()


def _built(path: Path, source: Articles) -> tuple[ArticleIndex, float]:
    index = ArticleIndex.open(path, _KEY)
    start = time.perf_counter()
    index.follow(source)
    return index, time.perf_counter() - start


def _keystrokes(index: ArticleIndex, peer: Fts5, queries: Sequence[SpeedQuery], tell: Callable[[Figure], None]) -> None:
    """Time all queries warm, some kinds apart."""
    ours, theirs = _side_by_side(index, peer, queries)
    _tell_percentile("keystroke_10k_p50", 0.5, ours, theirs, tell)
    _tell_percentile("keystroke_10k_p95", 0.95, ours, theirs, tell)
    peers = [percentile(its, 0.95) for its in theirs]
    mine = [percentile(run, 0.95) for run in ours]
    tell(of_runs("search", "keystroke_10k_p95_vs_fts5", "x", mine, peer=peers, peer_name="FTS5"))
    for kind, metric in (("phrase", "phrase_10k_p95"), ("prefix", "prefix_10k_p95"), ("typo", "typo_10k_p95")):
        some = [query for query in queries if query.kind == kind]
        ours, theirs = _side_by_side(index, peer, some)
        _tell_percentile(metric, 0.95, ours, theirs, tell)


def _side_by_side(
    index: ArticleIndex, peer: Fts5, queries: Sequence[SpeedQuery]
) -> tuple[list[list[float]], list[list[float]]]:
    """Return the times in ms of each query in each of several warm runs, ours and the peer's."""
    ours: list[list[float]] = []
    theirs: list[list[float]] = []
    for warm in range(-1, _RUNS):
        mine = [_timed(partial(_search, index, query)) for query in queries]
        its = [_timed(partial(peer.find, query)) for query in queries]
        if warm >= 0:
            ours.append(mine)
            theirs.append(its)
    return ours, theirs


def _tell_percentile(
    metric: str, share: float, ours: list[list[float]], theirs: list[list[float]], tell: Callable[[Figure], None]
) -> None:
    mine = [percentile(run, share) for run in ours]
    its = [percentile(run, share) for run in theirs]
    tell(of_runs("search", metric, "ms", mine, peer=its, peer_name="FTS5"))


def _first_touches(index: ArticleIndex, queries: Sequence[SpeedQuery]) -> list[float]:
    """Return the 95th percentile of queries whose terms have not been used, of three runs."""
    runs = []
    for _ in range(3):
        times = []
        for query in queries:
            index.forget_decoded()
            times.append(_timed(partial(_search, index, query)))
        runs.append(percentile(times, 0.95))
    return runs


def _snippets(
    index: ArticleIndex, source: Articles, queries: Sequence[SpeedQuery], tell: Callable[[Figure], None]
) -> None:
    """Time hits and snippets of the top ten together, as a list that fills for the first time."""

    def both(query: SpeedQuery) -> None:
        language = knowledge_base.language_of(query.text)
        hits = index.search(_typed(query), language=language, limit=10).hits
        index.snippets(hits, _typed(query), language=language, read_body=source.body)

    runs = [[_timed(partial(both, query)) for query in queries] for _ in range(3)]
    tell(of_runs("search", "snippets_top10_p95", "ms", [percentile(times, 0.95) for times in runs]))


def _edits(index: ArticleIndex, articles: Sequence[IndexedArticle]) -> list[float]:
    """Return for edited articles the time in ms until a search finds the new word."""
    times = []
    for n, article in enumerate(articles[:: len(articles) // _EDITS]):
        word = f"zyx{n}qwv"
        edited = msgspec.structs.replace(article, rev=2, body_markdown=f"{article.body_markdown}\n\n{word}\n")
        start = time.perf_counter()
        index.apply(ArticleChanges(upserted=[edited]))
        found = index.search(word, language=article.locale).hits
        times.append((time.perf_counter() - start) * 1000)
        assert [hit.article_id for hit in found] == [article.id]
    return times


def _cold_answers(path: Path, queries: Sequence[SpeedQuery]) -> list[float]:
    """Return the time in ms from a closed index to its first answer, in a running process."""
    times = []
    for query in queries[:: len(queries) // 9]:
        start = time.perf_counter()
        index = ArticleIndex.open(path, _KEY)
        _search(index, query)
        times.append((time.perf_counter() - start) * 1000)
        index.close()
    return times


def _search(index: ArticleIndex, query: SpeedQuery) -> None:
    index.search(_typed(query), language=knowledge_base.language_of(query.text), limit=10)


def _typed(query: SpeedQuery) -> str:
    return f'"{query.text}"' if query.kind == "phrase" else query.text


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


class Fts5:
    """The peer: SQLite's own index with prefix tables, and trigrams for what it does not find."""

    def __init__(self, articles: Sequence[IndexedArticle]) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.executescript(
            "CREATE VIRTUAL TABLE article USING fts5(title, body,"
            " tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');"
            "CREATE VIRTUAL TABLE terms USING fts5vocab(article, row);"
        )
        self._db.executemany("INSERT INTO article VALUES (?, ?)", map(_title_and_text, articles))
        self._db.executescript(
            "CREATE VIRTUAL TABLE spelling USING fts5(term, tokenize = 'trigram');"
            "INSERT INTO spelling SELECT term FROM terms WHERE length(term) > 3;"
        )

    def find(self, query: SpeedQuery) -> list[int]:
        """Return the best ten; an unknown word is replaced by the known one that shares most trigrams."""
        if query.kind == "phrase":
            return self._match(f'"{query.text}"')
        terms = words(query.text)
        found = self._match(_expression(terms))
        if not found:
            found = self._match(_expression([self._corrected(term) for term in terms]))
        return found

    def _match(self, expression: str) -> list[int]:
        rows = self._db.execute(
            "SELECT rowid FROM article WHERE article MATCH ? ORDER BY bm25(article, 6, 1) LIMIT 10", (expression,)
        )
        return [row for (row,) in rows]

    def _corrected(self, term: str) -> str:
        pieces = [f'"{term[i : i + 3]}"' for i in range(len(term) - 2)]
        if not pieces:
            return term
        row = self._db.execute(
            "SELECT term FROM spelling WHERE spelling MATCH ? ORDER BY rank LIMIT 1", (" OR ".join(pieces),)
        ).fetchone()
        return str(row[0]) if row else term


def _expression(terms: Sequence[str]) -> str:
    return " AND ".join(f'"{term}"' for term in terms) + "*"


def _title_and_text(article: IndexedArticle) -> tuple[str, str]:
    sections = markdown.sections(article.body_markdown)
    return article.title, "\n".join(f"{section.heading}\n{section.text}" for section in sections)
