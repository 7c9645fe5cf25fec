"""Links between articles lead where the check of an import says they lead, at once."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from domain.ids import RecordId
from sync.replica.reading.article_links import linked
from sync.replica.reading.reader import Reader
from tests.support.franchise import named
from tests.sync.replica.model import KEY, ModelClient, ModelServer

FRAME_MS = 4
MANY = 300


def publish(server: ModelServer, name: str, slug: str, locale: str) -> RecordId:
    """Publish an article; returns its id."""
    article_id = named(name)
    words = {"slug": slug, "locale": locale, "title": name, "body": f"Words of {name}. " * 200}
    server.act("leo", "article.create", article_id=article_id, **words)
    server.act("leo", "article.publish", article_id=article_id)
    return article_id


@pytest.mark.parametrize(
    ("slug", "locale", "name"),
    [
        ("sales/orders", "en", "orders"),
        ("sales/orders", "es", "pedidos"),
        ("Sales/ORDERS", "es", "pedidos"),
        ("sales/orders", "de", "orders"),
        ("till/setup", "es", "setup"),
        ("cajas/ÍNDICE", "es", "indice"),
        ("nowhere", "en", None),
    ],
)
def test_a_link_finds_its_article_in_any_case_and_else_in_another_language(
    server: ModelServer, client_of: Callable[[str], ModelClient], slug: str, locale: str, name: str | None
) -> None:
    publish(server, "orders", "sales/orders", "en")
    publish(server, "pedidos", "sales/orders", "es")
    publish(server, "setup", "Till/Setup", "en")
    publish(server, "indice", "Cajas/Índice", "es")
    reader = Reader(client_of("ana").path, KEY)

    assert linked(reader, slug, locale) == (None if name is None else named(name))
    reader.close()


def test_a_link_to_nowhere_among_many_articles_costs_less_than_a_frame(
    server: ModelServer, client_of: Callable[[str], ModelClient]
) -> None:
    for number in range(MANY):
        publish(server, f"guide {number}", f"shelf-{number % 20}/guide-{number}", "en")
    reader = Reader(client_of("ana").path, KEY)
    took_ms = []
    for _ in range(9):
        began_s = time.perf_counter()
        assert linked(reader, "shelf-3/nowhere", "en") is None
        took_ms.append((time.perf_counter() - began_s) * 1000)
    reader.close()

    assert min(took_ms) < FRAME_MS
