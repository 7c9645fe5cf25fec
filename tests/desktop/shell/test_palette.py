"""The palette finds tickets, people and everything that can be done, by their words and by slips of the finger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bench.sample_cache import make_cache
from desktop.shell.entries import HEADING, Entry, fitting
from desktop.shell.fitting import fit
from desktop.shell.jump_index import PIECES
from desktop.shell.name_index import NameIndex
from desktop.shell.palette import Palette
from desktop.shell.window import MainWindow
from domain.ids import RecordId
from sync.replica.reading import jumping, tickets
from sync.replica.reading.lines import TicketLines
from sync.replica.reading.reader import Reader
from tests.desktop.features.conftest import desk_of, server, ticket_id
from tests.support.desk import Desk
from tests.sync.replica.model import KEY

__all__ = ["desk_of", "server", "ticket_id"]

ENTRIES = [
    Entry("action", name, name, "check")
    for name in ("Go to settings", "Go to tickets", "New ticket", "Ir a Configuración")
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Go to settings", "Go to tickets", "New ticket", "Ir a Configuración"]),
        ("settings", ["Go to settings"]),
        ("go tick", ["Go to tickets"]),
        ("setings", ["Go to settings"]),
        ("sttings", ["Go to settings"]),
        ("new tikcet", ["New ticket"]),
        ("configuracion", ["Ir a Configuración"]),
        ("gts", ["Go to settings"]),
        ("ticket", ["Go to tickets", "New ticket"]),
        ("new", ["New ticket"]),
        ("zzzz", []),
    ],
)
def test_what_fits(typed: str, found: list[str]) -> None:
    assert [entry.text for entry in fitting(typed.split(), ENTRIES)] == found


def test_what_was_typed_is_marked_where_it_stands_in_what_is_shown() -> None:
    text = "Ir a Configuración"
    hit = fit(["configuracion"], text)

    assert hit is not None
    assert [text[start:end] for start, end in hit.marks] == ["Configuración"]


def test_names_are_found_by_the_beginnings_of_their_words() -> None:
    index = NameIndex(["Ana Núñez", "Aoife Brennan", "Nuria Vidal"])

    assert index.find(["nu"], 9) == [0, 2]
    assert index.find(["nun", "ana"], 9) == [0]
    assert index.find(["ennan"], 9) == []
    assert index.find(["bernnan"], 9) == [1]
    assert index.find(["a"], 1) == [0]


@pytest.fixture
def window(qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId) -> Iterator[MainWindow]:
    made = MainWindow(desk_of("ana").work)
    made.show()
    qtbot.wait(30)
    yield made
    made.close()
    shiboken6.delete(made)


@pytest.fixture
def palette(window: MainWindow) -> Palette:
    window.open_palette()
    found = window.findChild(Palette)
    assert found is not None
    return found


def rows(palette: Palette) -> list[str]:
    return [entry.text for entry in palette.list.entry_model.entries if entry.kind != HEADING]


def subject_of(window: MainWindow, ticket_id: RecordId) -> str:
    head = tickets.head(window.work.reader, ticket_id)
    assert head is not None
    return head.subject


def test_a_ticket_is_opened_without_the_mouse(
    qtbot: QtBot, window: MainWindow, palette: Palette, ticket_id: RecordId
) -> None:
    subject = subject_of(window, ticket_id)
    QTest.keyClicks(palette.field, subject.split()[0].lower())
    qtbot.waitUntil(lambda: subject in rows(palette))
    while (entry := palette.list.current()) is None or entry.text != subject:
        QTest.keyClick(palette.field, Qt.Key.Key_Down)

    QTest.keyClick(palette.field, Qt.Key.Key_Return)

    assert window.tickets.ticket_id == ticket_id


def test_return_means_what_was_typed_however_fast(
    qtbot: QtBot, window: MainWindow, palette: Palette, ticket_id: RecordId
) -> None:
    QTest.keyClicks(palette.field, subject_of(window, ticket_id))
    QTest.keyClick(palette.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: window.tickets.ticket_id == ticket_id)


def test_what_was_opened_last_stands_first(qtbot: QtBot, window: MainWindow, ticket_id: RecordId) -> None:
    window.open_ticket(ticket_id)
    window.show_page("home")

    window.open_palette()

    palette = window.findChild(Palette)
    assert palette is not None
    assert rows(palette)[0] == subject_of(window, ticket_id)


def test_somebodys_tickets_are_two_steps_away(
    qtbot: QtBot, window: MainWindow, palette: Palette, ticket_id: RecordId
) -> None:
    qtbot.waitUntil(lambda: bool(palette._index.cards.rows))
    QTest.keyClicks(palette.field, "@sam")
    qtbot.waitUntil(lambda: any(row.startswith("Sam") for row in rows(palette)))
    QTest.keyClick(palette.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: rows(palette) == [subject_of(window, ticket_id)])
    QTest.keyClick(palette.field, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: len(rows(palette)) > 3)


class Paintings(QObject):
    """Counts how often a widget is painted."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_a_key_paints_nothing_of_the_window_below(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, palette: Palette
) -> None:
    # A style sheet takes away the grounds of what it knows.
    window.work.theme.applied_to(qapp)
    QTest.keyClicks(palette.field, "se")
    qtbot.waitUntil(lambda: bool(rows(palette)))
    qtbot.wait(50)
    paintings = Paintings(palette)
    window.installEventFilter(paintings)
    palette.list.viewport().installEventFilter(shown := Paintings(palette))
    QTest.keyClicks(palette.field, "t")
    qtbot.waitUntil(lambda: shown.count > 0)
    qtbot.wait(50)

    assert paintings.count == 0


def test_a_sign_asks_for_commands_only(qtbot: QtBot, window: MainWindow, palette: Palette) -> None:
    QTest.keyClicks(palette.field, ">settings")

    qtbot.waitUntil(lambda: rows(palette) == ["Go to settings"])
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.shown_page == "settings"


def test_what_is_done_at_a_ticket_is_offered_only_there(qtbot: QtBot, window: MainWindow, ticket_id: RecordId) -> None:
    window.open_palette()
    palette = window.findChild(Palette)
    assert palette is not None
    assert "Set the status" not in rows(palette)
    palette.leave()
    qtbot.waitUntil(lambda: window.findChild(Palette) is None)

    window.open_ticket(ticket_id)
    window.open_palette()
    palette = window.findChild(Palette)
    assert palette is not None
    assert "Set the status" in rows(palette)


def test_tickets_are_found_by_rare_and_by_common_words_and_by_numbers(
    desk_of: Callable[[str], Desk], ticket_id: RecordId
) -> None:
    work = desk_of("ana").work
    head = tickets.head(work.reader, ticket_id)
    assert head is not None
    lines = TicketLines(work.user_id, "en")
    words = head.subject.lower().split()

    for typed in ([[words[0]]], [[words[0][:2]]], [[words[0]], ["zzzz", words[1]]]):
        assert [row.id for row in jumping.tickets(work.reader, lines, typed, 6)] == [ticket_id]
    assert jumping.tickets(work.reader, lines, [["zzzz"]], 6) == []
    assert [row.id for row in jumping.by_number(work.reader, str(head.number)[:1], 6)] == [ticket_id]


def test_no_word_of_subjects_is_lost_between_the_pieces(tmp_path: Path) -> None:
    make_cache(tmp_path / "cache.db", KEY, 60)
    with closing(Reader(tmp_path / "cache.db", KEY)) as reader:
        subjects = [subject for (subject,) in reader.all("SELECT subject FROM ticket")]
        read = [word for piece in PIECES for word in jumping.subject_words(reader, *piece)]

    assert {word.lower() for subject in subjects for word in subject.split()} <= set(read)
    assert len(read) == len(set(read))


def test_numbers_are_found_by_how_they_begin_the_latest_first(tmp_path: Path) -> None:
    make_cache(tmp_path / "cache.db", KEY, 1_200)
    with closing(Reader(tmp_path / "cache.db", KEY)) as reader:
        numbers = [number for (number,) in reader.all("SELECT number FROM ticket WHERE number IS NOT NULL")]
        one = str(numbers[7])
        for typed in (*(one[:length] for length in range(1, len(one) + 1)), "0", "12345"):
            begin = [each for each in numbers if str(each).startswith(typed)]
            wanted = sorted(begin, key=lambda each: (each != int(typed), -each))
            assert [row.number for row in jumping.by_number(reader, typed, 6)] == wanted[:6]
