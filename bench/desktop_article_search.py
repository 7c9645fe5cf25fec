"""Searching 10,000 articles while typing, in the field of the knowledge screen: words, prefixes, phrases, slips."""

from __future__ import annotations

import json
import random
from contextlib import closing
from typing import TYPE_CHECKING, Any

from bench.desktop_data import Prepared, prepared
from bench.figures import of_p95
from bench.groups import Tell
from bench.knowledge_base import speed_queries
from bench.measured import KEY, lines
from bench.sample_cache import SEED

if TYPE_CHECKING:
    from bench.gestures import Scenario
    from desktop.shell.client import Client

QUERIES = 24
HIT_ROLE = 257
"""`HitRole` of the knowledge screen's list."""
LANGUAGE = "en"


class WrongHits(Exception):
    """What was listed is not what the index answers: the figure does not count."""


def measure(tell: Tell) -> None:
    """Measure and tell."""
    plain = [query.text for query in speed_queries() if query.text.isascii()]
    queries = random.Random(SEED).sample(plain, QUERIES)
    with prepared() as copy:
        arguments = ["bench.desktop_client", "bench.desktop_article_search", copy.profile.name, json.dumps(queries)]
        said = lines(arguments, copy.home)
        _check(copy, queries, [each for each in said if "answer" in each])
    keys = [each["key_ms"] for each in said if "key_ms" in each]
    tell(of_p95("desktop", "article_search_keystroke_p95", "ms", keys))


def scenario(client: Client, queries: str) -> Scenario:
    """Type into the field of the knowledge screen."""
    from PySide6.QtWidgets import QAbstractItemView, QWidget

    from bench.gestures import VIEW_MS, Pause, at_the_queue, child, click
    from bench.typing import type_all
    from desktop.shell import names

    window, _ = yield from at_the_queue(client)
    click(window, names.RAIL_KNOWLEDGE)
    yield Pause(VIEW_MS)
    rows = child(window, QAbstractItemView, names.KNOWLEDGE_HITS)
    model = rows.model()

    def read() -> object:
        shown = [model.index(row, 0).data(HIT_ROLE) for row in range(model.rowCount())]
        return [row.id for row in shown if getattr(row, "kind", "") == "article"]

    yield from type_all(child(window, QWidget, names.KNOWLEDGE_FIELD), rows, json.loads(queries), read)


def _check(copy: Prepared, queries: list[str], answers: list[dict[str, Any]]) -> None:
    """Compare what stood there with what the index answers when it is asked at leisure."""
    from sync.search import ArticleIndex

    if [answer["query"] for answer in answers] != queries:
        raise WrongHits(f"{len(answers)} of {len(queries)} queries were answered")
    with closing(ArticleIndex.open(copy.profile / "articles.idx", KEY)) as index:
        for answer in answers:
            found = index.search(answer["query"], language=LANGUAGE, limit=max(1, len(answer["answer"])))
            if [hit.article_id for hit in found.hits] != answer["answer"]:
                raise WrongHits(f"{answer['query']!r} brought {answer['answer']}")
