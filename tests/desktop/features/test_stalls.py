"""The GUI thread with 10,000 tickets and 1,728 articles: searching, reading and choosing never keep it for 50 ms."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea
from pytestqt.qtbot import QtBot

from bench.sample_cache import AGENT_ID, make_cache, named
from desktop.background.background import Background
from desktop.features.knowledge.view import KnowledgeView
from desktop.settings.settings import Settings
from desktop.shell.store_door import StoreDoor
from desktop.shell.tickets_page import TicketsPage
from desktop.shell.workspace import Workspace
from desktop.theme.theme import Theme
from domain.records import Article, Record
from domain.words import ArticleStatus
from sync.replica.reading.reader import Reader
from sync.replica.store_thread import StoreThread
from sync.replica.writer import Replica
from sync.search import ArticleIndex
from sync.search.replica_articles import ReplicaArticles
from tests.support.stall import StallWatch

KNOWLEDGE = Path(__file__).parents[4] / "shared" / "data" / "kb"
KEY = b"k" * 32
TICKETS = 10_000
MADE = 400
KEY_MS = 40
QUERIES = ("create purchase order", "inventory adjustment", "paymnt")
WORDS = "order inventory payment terminal return create purchase adjustment shelf printer location discount".split()
PRESENT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def article(locale: str, slug: str, title: str, body: str) -> Article:
    return Article(
        id=named(f"article/{locale}/{slug}"),
        slug=slug,
        locale=locale,
        translation_key=slug,
        title=title[:200],
        body=body,
        status=ArticleStatus.PUBLISHED,
        created_at=PRESENT,
        updated_at=PRESENT,
        published_at=PRESENT,
    )


def read_articles() -> Iterator[Record]:
    """The files of a real product's help, as they are; the importer's own reading has its own tests."""
    for path in sorted(KNOWLEDGE.glob("[a-z][a-z]/**/*.md")):
        body = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        heading = re.search(r"^#+ (.+)$", body, re.MULTILINE)
        title = heading[1] if heading else path.stem
        locale = path.relative_to(KNOWLEDGE).parts[0]
        yield article(locale, path.relative_to(KNOWLEDGE / locale).with_suffix("").as_posix(), title, body)


def made_articles() -> Iterator[Record]:
    noise = random.Random(7)
    for number in range(MADE):
        sections = [
            f"## {' '.join(noise.choices(WORDS, k=3))}\n\n"
            + "\n\n".join(" ".join(noise.choices(WORDS, k=80)) for _ in range(4))
            + "\n\n| Field | Meaning |\n| --- | --- |\n"
            + "\n".join(f"| {noise.choice(WORDS)} | {noise.choice(WORDS)} |" for _ in range(12))
            for _ in range(noise.choice((2, 4, 20)))
        ]
        yield article("en", f"made/{number}", f"Create purchase order {number}", "\n\n".join(sections))


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a full cache and the index of its articles, made once."""
    folder = tmp_path_factory.mktemp("full")
    make_cache(folder / "cache.db", KEY, TICKETS, 1, read_articles() if KNOWLEDGE.is_dir() else made_articles())
    index = ArticleIndex.open(folder / "index.db", KEY)
    reader = Reader(folder / "cache.db", KEY)
    index.follow(ReplicaArticles(reader))
    reader.close()
    index.close()
    return folder


@pytest.fixture
def work(furnished: Path, theme: Theme) -> Iterator[Workspace]:
    """An agent's workspace over it, with the threads of the client."""
    door = StoreDoor()
    store = StoreThread(lambda: Replica.open(furnished / "cache.db", KEY, AGENT_ID))
    store.start().result()
    door.attach(store)
    background = Background(store=door)
    work = Workspace(
        path=furnished / "cache.db",
        key=KEY,
        user_id=AGENT_ID,
        locale="en",
        theme=theme,
        settings=Settings(furnished / "config"),
        background=background,
        replica=lambda: door.replica,
    )
    work.use_index(ArticleIndex.open(furnished / "index.db", KEY))
    yield work
    background.close()
    door.close()
    work.close()


def answers(view: KnowledgeView, query: str) -> bool:
    """Whether what is listed answers this query."""
    return view._found is not None and view._found.asked == query and bool(view.model.rows)


def scroll(qtbot: QtBot, area: QAbstractScrollArea) -> None:
    """Scrolls to the end in steps, as a wheel does."""
    bar = area.verticalScrollBar()
    for step in range(1, 11):
        bar.setValue(bar.maximum() * step // 10)
        qtbot.wait(20)


def test_searching_and_reading_the_knowledge_base_never_keeps_the_gui_thread(
    work: Workspace, qtbot: QtBot, stall_watch: Callable[[], StallWatch], record_property: Callable[[str, object], None]
) -> None:
    tickets = TicketsPage(work)
    qtbot.addWidget(tickets)
    view = KnowledgeView(work)
    qtbot.addWidget(view)
    view.resize(1200, 800)
    view.show()
    qtbot.waitExposed(view)
    with stall_watch() as watch:
        qtbot.waitUntil(lambda: view.article.article_id is not None, timeout=20_000)
        # As the client does in its first second, whatever screen it begins with.
        tickets.prepare_idly()
        qtbot.waitUntil(lambda: tickets.is_prepared, timeout=10_000)
        for query in QUERIES:
            view.field.clear()
            QTest.keyClicks(view.field, query, Qt.KeyboardModifier.NoModifier, KEY_MS)
            qtbot.waitUntil(partial(answers, view, query), timeout=20_000)
            for _ in range(3):
                QTest.keyClick(view.hits, Qt.Key.Key_Down)
                qtbot.wait(150)
                scroll(qtbot, view.article.text)
            scroll(qtbot, view.hits)
    record_property("longest_stall_ms", round(watch.longest_ms))
    record_property("longest_work_ms", round(watch.longest_cpu_ms))
    print(f"knowledge: longest without an event {watch.longest_ms:.0f} ms, {watch.longest_cpu_ms:.0f} ms at work")


def test_choosing_tickets_in_a_long_list_never_keeps_the_gui_thread(
    work: Workspace, qtbot: QtBot, stall_watch: Callable[[], StallWatch], record_property: Callable[[str, object], None]
) -> None:
    page = TicketsPage(work)
    qtbot.addWidget(page)
    page.resize(1400, 800)
    page.show()
    qtbot.waitExposed(page)
    with stall_watch() as watch:
        page.prepare_idly()
        qtbot.waitUntil(lambda: page.is_prepared, timeout=10_000)
        qtbot.wait(200)
        for _ in range(6):
            QTest.keyClick(page.queue.list, Qt.Key.Key_Down)
            qtbot.wait(150)
        qtbot.wait(1_500)  # Long enough to have been read, and for the list to take note of it.
        scroll(qtbot, page.queue.list)
    record_property("longest_stall_ms", round(watch.longest_ms))
    record_property("longest_work_ms", round(watch.longest_cpu_ms))
    print(f"tickets: longest without an event {watch.longest_ms:.0f} ms, {watch.longest_cpu_ms:.0f} ms at work")
