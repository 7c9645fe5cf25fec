"""Whoever cannot sign in asks from the sign-in screen: with a line at once, without one as soon as there is one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.background.background import Background
from desktop.features.accounts import asked
from desktop.features.accounts.asked import Draft
from desktop.features.accounts.help_line import HelpLine
from desktop.features.accounts.help_view import HelpView
from desktop.features.accounts.reset_view import ResetView
from desktop.settings.places import HOME_VARIABLE
from desktop.shell.known_errors import words_of
from desktop.theme.theme import Theme
from desktop.widgets.text import Text
from domain.ids import RecordId
from domain.records import Message, Ticket, UserCard
from domain.words import Audience
from server.app import Parts, create_app
from server.commands.init import First, create_space
from server.db.database import Database, utc_now
from server.settings import Settings
from sync.errors import ServerUnreachable
from sync.keys import KeyStore, MemoryKeyStore
from tests.e2e.proxy import Foreign, web_server
from tests.support.counter import Ring, ring_in_use
from tests.support.server import free_port, running

WAIT_MS = 15_000
SECRET_WORDS = "The manager's dog is called Rufus"
FILLED = {"name": "Marta Soler", "store": "Store 1", "body": SECRET_WORDS, "contact": "600 123 123"}


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    """A server that does not run yet."""
    made = create_app(Settings(data_path=tmp_path))
    parts: Parts = made.state.parts
    parts.database.create_tables()
    create_space(parts.database, First(password="correct horse"), utc_now())  # noqa: S106 - a test's own
    return made


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Background]:
    """A computer, and its threads."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    background = Background()
    yield background
    background.close()


@pytest.fixture
def ring() -> Iterator[Ring]:
    """Gives it a keyring."""
    with ring_in_use() as made:
        yield made


def line_of(qtbot: QtBot, computer: Background, keys: KeyStore | None = None) -> HelpLine:
    """The program's line, ready."""
    line = HelpLine(computer, keys)
    qtbot.waitUntil(lambda: line.is_ready, timeout=WAIT_MS)
    return line


def settled(line: HelpLine) -> bool:
    """Whether it has done all that it was asked."""
    return not line._busy and not line._queue


def tickets(app: FastAPI) -> list[Ticket]:
    """What arrived."""
    database: Database = app.state.parts.database
    (space_id,) = database.heads()
    with database.read(space_id) as reader:
        return reader.find(Ticket)


@contextmanager
def at(app: FastAPI, port: int = 0) -> Iterator[str]:
    """Run the server."""
    with running(app, port) as server:
        yield server.address()


def texts(view: HelpView) -> str:
    return " | ".join(text.text() for text in view.findChildren(Text) if text.isVisibleTo(view))


def test_a_question_arrives_and_its_answer_is_read_here(qtbot: QtBot, computer: Background, app: FastAPI) -> None:
    line = line_of(qtbot, computer, MemoryKeyStore())
    with at(app) as url:
        line.ask(Draft(server=url, **FILLED), "es")
        qtbot.waitUntil(lambda: bool(line.noted.last and line.noted.last.thread), timeout=WAIT_MS)
        (ticket,) = tickets(app)
        last = line.noted.last
        assert last is not None
        assert last.thread is not None
        assert (last.thread.number, last.thread.status) == (ticket.number, "new")
        database: Database = app.state.parts.database
        (space_id,) = database.heads()
        with database.write(space_id) as session:
            session.store.put(
                Message(
                    id=RecordId("01890a5d-ac96-774b-bcce-b302099a8051"), ticket_id=ticket.id, audience=Audience.PUBLIC,
                    author_id=next(card.id for card in session.store.find(UserCard) if card.id != ticket.requester_id),
                    body="Which till?", created_at=utc_now(), written_at=utc_now(),
                )
            )  # fmt: skip
        line.add("The left one")
        qtbot.waitUntil(lambda: "The left one" in _said(line) and "Which till?" in _said(line), timeout=WAIT_MS)
        assert not line.noted.waits


def _said(line: HelpLine) -> list[str]:
    last = line.noted.last
    return [said.body for said in last.thread.messages] if last is not None and last.thread is not None else []


def test_without_a_line_it_is_kept_sealed_and_leaves_after_a_restart(
    qtbot: QtBot, computer: Background, app: FastAPI, ring: Ring
) -> None:
    port = free_port()
    line = line_of(qtbot, computer)
    failures: list[object] = []
    line.failed.connect(failures.append)
    line.ask(Draft(server=f"http://127.0.0.1:{port}", **FILLED), "en")
    qtbot.waitUntil(lambda: settled(line) and bool(failures), timeout=WAIT_MS)
    assert isinstance(failures[0], ServerUnreachable)
    assert line.lasts
    line.add("It is urgent")
    qtbot.waitUntil(lambda: settled(line), timeout=WAIT_MS)
    sealed = asked.place().read_bytes()
    for word in (SECRET_WORDS, "Marta", "600 123", "Store 1", "urgent"):
        assert word.encode() not in sealed
    line.deleteLater()

    with at(app, port):
        again = line_of(qtbot, computer)
        assert again.noted.last is not None
        qtbot.waitUntil(lambda: not again.noted.waits, timeout=WAIT_MS)
        (ticket,) = tickets(app)
        assert ticket.message_count == 2
        assert _said(again) == [SECRET_WORDS, "It is urgent"]
        qtbot.waitUntil(lambda: settled(again), timeout=WAIT_MS)
        third = line_of(qtbot, computer)
        assert third.noted.last is not None
        assert third.noted.last.has_left
    assert len(tickets(app)) == 1


def test_where_there_is_no_safe_place_nothing_is_written_and_that_is_said(
    qtbot: QtBot, computer: Background, theme: Theme
) -> None:
    line = line_of(qtbot, computer)
    draft = Draft(server=f"http://127.0.0.1:{free_port()}", **FILLED)
    view = HelpView(theme, line, draft, "en", phone="900 1", asks_server=False)
    qtbot.addWidget(view)
    view.show()
    view.form.submit()
    qtbot.waitUntil(lambda: settled(line), timeout=WAIT_MS)
    assert not asked.place().exists()
    assert "leave Mostrador open" in texts(view)
    assert "900 1" in texts(view)


def test_a_half_filled_form_survives_the_program(qtbot: QtBot, computer: Background, theme: Theme, ring: Ring) -> None:
    line = line_of(qtbot, computer)
    view = HelpView(theme, line, Draft(server="http://127.0.0.1:9"), "en", phone="", asks_server=False)
    qtbot.addWidget(view)
    QTest.keyClicks(view.form.name, "Marta")
    view.form.body.setPlainText(SECRET_WORDS)
    qtbot.waitUntil(lambda: asked.place().exists() and settled(line) and line.noted.draft.body != "", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: settled(line), timeout=WAIT_MS)
    assert SECRET_WORDS.encode() not in asked.place().read_bytes()

    again = HelpView(theme, line_of(qtbot, computer), Draft(server="x"), "en", phone="", asks_server=False)
    qtbot.addWidget(again)
    assert (again.form.name.text(), again.form.body.toPlainText()) == ("Marta", SECRET_WORDS)


def test_what_is_missing_is_said_where_it_is(qtbot: QtBot, computer: Background, theme: Theme) -> None:
    line = line_of(qtbot, computer, MemoryKeyStore())
    view = HelpView(theme, line, Draft(server="http://127.0.0.1:9"), "en", phone="", asks_server=False)
    qtbot.addWidget(view)
    view.show()
    view.form.submit()
    assert texts(view).count("Please fill this in.") == 4
    assert line.noted.last is None


def test_without_a_server_it_is_asked_for(qtbot: QtBot, computer: Background, theme: Theme) -> None:
    line = line_of(qtbot, computer, MemoryKeyStore())
    view = HelpView(theme, line, Draft(), "en", phone="", asks_server=True)
    qtbot.addWidget(view)
    view.show()
    assert view.form.server.isVisible()
    with web_server(Foreign) as address:
        view.form.show_draft(Draft(server=address, **FILLED), asks_server=True)
        view.form.submit()
        qtbot.waitUntil(lambda: line.noted.last is None and view.form.isVisible(), timeout=WAIT_MS)
    assert "Check the address" in texts(view)
    assert view.form.body.toPlainText() == SECRET_WORDS


def test_the_server_keeps_what_it_does_not_take(qtbot: QtBot, computer: Background, app: FastAPI) -> None:
    line = line_of(qtbot, computer, MemoryKeyStore())
    failures: list[object] = []
    line.failed.connect(failures.append)
    with at(app) as url:
        line.ask(Draft(server=url, **FILLED | {"name": "x" * 121}), "en")
        qtbot.waitUntil(lambda: bool(failures), timeout=WAIT_MS)
    assert words_of(failures[0])[0] == "The server did not take it"
    assert line.noted.last is not None
    assert line.noted.last.request.body == SECRET_WORDS


def test_a_link_for_a_new_password_is_asked_for(
    qtbot: QtBot, computer: Background, theme: Theme, app: FastAPI, tmp_path: Path
) -> None:
    with at(app) as url:
        view = ResetView(theme, computer, server=url, account="admin")
        qtbot.addWidget(view)
        view.show()
        view.submit()
        qtbot.waitUntil(lambda: "a link is on its way" in _words(view), timeout=WAIT_MS)
        view.account.setText("nobody at all")
        view.submit()
        qtbot.waitUntil(lambda: not view._busy, timeout=WAIT_MS)
        assert "a link is on its way" in _words(view)
    view.submit()
    qtbot.waitUntil(lambda: "does not answer" in _words(view), timeout=WAIT_MS)


def _words(view: ResetView) -> str:
    return view._said_words.text()
