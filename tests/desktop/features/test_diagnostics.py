"""The diagnostics page says what is so, looks through everything without stopping work, and mends what it can."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
import shiboken6
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.features.diagnostics.operations import Checkup
from desktop.features.diagnostics.view import DiagnosticsView
from desktop.i18n.languages import Languages
from desktop.shell import logbook, moments
from desktop.shell.index_keeper import IndexKeeper
from desktop.shell.line import LineStatus
from domain.ids import RecordId
from sync.errors import CacheDamaged
from sync.replica.reading import waiting
from sync.replica.reading.reader import Reader
from sync.search import ArticleIndex
from sync.search.replica_articles import ReplicaArticles
from sync.search.storage import connect
from tests.desktop.i18n.test_languages import languages
from tests.support.desk import Desk
from tests.sync.replica.model import KEY, ModelServer

__all__ = ["languages"]

WAIT_MS = 15_000


@pytest.fixture
def desk(desk_of: Callable[[str], Desk]) -> Desk:
    """Ana at her screen, with the article index open."""
    made = desk_of("ana")
    path = made.work.folder / "articles.idx"
    made.work.keeper = IndexKeeper(made.work, path, KEY, made.client.path)
    return made


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[DiagnosticsView]:
    made = DiagnosticsView(desk.work)
    made.show()
    qtbot.waitUntil(lambda: made._found is not None, timeout=WAIT_MS)
    yield made
    made.hide()
    shiboken6.delete(made)


def texts(view: DiagnosticsView) -> dict[str, str]:
    return {
        label.text(): value.text() for panel in view._panels for label, value in panel._lines if not label.isHidden()
    }


def finished(qtbot: QtBot, checkup: Checkup, begin: Callable[[], object]) -> str:
    """What is said last."""
    said: list[tuple[str, bool]] = []
    checkup.said.connect(lambda sentence, busy: said.append((sentence, busy)))
    begin()
    qtbot.waitUntil(lambda: bool(said) and not said[-1][1], timeout=WAIT_MS)
    return said[-1][0]


def test_the_page_says_where_the_replica_stands_and_how_the_line_was(
    languages: Languages, view: DiagnosticsView, desk: Desk, qtbot: QtBot
) -> None:
    desk.work.history.note(LineStatus.ONLINE, moments.now())
    desk.work.history.note(LineStatus.ONLINE, moments.now())
    desk.work.history.note(LineStatus.OFFLINE, moments.now())
    view._show()

    shown = texts(view)
    cursor = desk.client.replica.cursor()
    assert shown["Position"] == f"{cursor.epoch[:8]} : {cursor.seq}"
    assert shown["Held here"].startswith("1 ticket, 1 message, ")
    assert shown["SQLCipher"].startswith("4.")
    assert shown["Profile folder"] == str(desk.work.folder)
    assert [value.text() for _, value in view._panels[2]._lines] == ["Offline", "Online, everything sent"]


def test_what_is_copied_for_support_holds_no_text_of_anybodys(
    view: DiagnosticsView, desk: Desk, ticket_id: RecordId, qtbot: QtBot
) -> None:
    view.copy.click()

    copied = QGuiApplication.clipboard().text()
    assert "SQLCipher" in copied
    assert not re.search("bloqueada|reloj|Ana|Sam|token", copied)
    assert KEY.hex() not in copied


def test_everything_in_order_is_said_in_a_sentence_and_the_server_is_asked_next(
    view: DiagnosticsView, desk: Desk, qtbot: QtBot
) -> None:
    sentence = finished(qtbot, view._checkup, view.verify.click)

    assert sentence.startswith("All of it is whole: ")
    qtbot.waitUntil(lambda: desk.client.replica.cache.meta("repair") == "differs", timeout=WAIT_MS)
    desk.sync()
    assert desk.client.replica.cache.meta("repair") == ""


def test_full_text_that_differs_is_made_again_while_work_goes_on(
    view: DiagnosticsView, desk: Desk, qtbot: QtBot
) -> None:
    cache = desk.client.replica.cache
    desk.in_store(lambda: cache.execute("DELETE FROM ticket_text_docsize"))

    sentence = finished(qtbot, view._checkup, view.verify.click)

    assert "The full text differs for 1 of them and is being made again." in sentence
    found = "SELECT count(*) FROM ticket_text WHERE ticket_text MATCH 'bloqueada'"
    qtbot.waitUntil(lambda: desk.work.reader.value(found) == 1, timeout=WAIT_MS)
    assert waiting.unsent_count(desk.work.reader) == 0


def test_damage_is_said_first_and_repaired_only_when_asked(view: DiagnosticsView, desk: Desk, qtbot: QtBot) -> None:
    told: list[object] = []
    view.unusable.connect(told.append)
    desk.in_store(lambda: desk.client.replica.cache.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())
    content = bytearray(desk.client.path.read_bytes())
    whole = bytes(content)
    content[len(content) // 2 : len(content) // 2 + 32] = bytes(32)
    desk.client.path.write_bytes(bytes(content))

    sentence = finished(qtbot, view._checkup, view.verify.click)
    desk.client.path.write_bytes(whole)

    assert sentence.startswith("The file is damaged in ")
    assert (view.repair.isVisible(), told) == (True, [])
    view.repair.click()
    assert isinstance(told[0], CacheDamaged)


def test_the_search_index_is_made_again_and_its_guides_counted(view: DiagnosticsView, desk: Desk, qtbot: QtBot) -> None:
    assert desk.work.keeper is not None
    desk.work.keeper.open()
    qtbot.waitUntil(lambda: desk.work.index is not None, timeout=WAIT_MS)

    sentence = finished(qtbot, view._checkup, view.rebuild.click)

    assert sentence.startswith("The search index was made again: it holds ")


def test_a_search_index_whose_damage_a_search_finds_is_built_again_by_itself(
    desk: Desk, server: ModelServer, qtbot: QtBot
) -> None:
    guide = server.franchise.id()
    server.act("ada", "article.create", article_id=guide, slug="till", locale="en", title="Till", body="Restart.")
    server.act("ada", "article.publish", article_id=guide)
    desk.sync()
    path = desk.work.folder / "articles.idx"
    with closing(ArticleIndex.open(path, KEY)) as built, closing(Reader(desk.client.path, KEY)) as reader:
        built.follow(ReplicaArticles(reader))
    with closing(connect(path, KEY).connection) as beside:
        beside.execute("UPDATE chunk SET data = substr(data, 1, length(data) / 2)")

    keeper = desk.work.keeper
    assert keeper is not None
    keeper.open()
    qtbot.waitUntil(lambda: desk.work.index is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: hits(desk, "till ") > 0, timeout=WAIT_MS)
    keeper.close()


def hits(desk: Desk, words: str) -> int:
    index = desk.work.index
    return index.search(words, language="en").total if index is not None else 0


@pytest.mark.expects_log("ValueError at", "mostrador")
def test_the_log_keeps_places_and_ids_but_no_messages_of_errors(qtbot: QtBot) -> None:
    before = logbook.log.handlers[:]
    try:
        logbook.begin_log()
        logbook.log.info("ticket %s opened", "0190")
        try:
            raise ValueError("Caja 2 bloqueada")
        except ValueError as error:
            logbook.note_bug(type(error), error.__traceback__)
        lines = logbook.last_lines(10)
    finally:
        for handler in logbook.log.handlers[:]:
            if handler not in before:
                logbook.log.removeHandler(handler)
                handler.close()

    assert lines[0].endswith("ticket 0190 opened")
    assert "ValueError at test_diagnostics.py:" in lines[-1]
    assert "bloqueada" not in "".join(lines)


def test_a_log_that_has_grown_begins_anew(qtbot: QtBot) -> None:
    path = logbook.log_path()
    path.parent.mkdir(parents=True)
    path.write_text("x" * (logbook.LOG_MOST_BYTES + 1))
    before = logbook.log.handlers[:]
    try:
        logbook.begin_log()
    finally:
        for handler in logbook.log.handlers[:]:
            if handler not in before:
                logbook.log.removeHandler(handler)
                handler.close()

    assert path.with_suffix(".old.log").stat().st_size > logbook.LOG_MOST_BYTES
    assert logbook.last_lines(5) == []
