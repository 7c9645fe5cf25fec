"""Spelling while one writes: a wave under what is wrong, suggestions and the own dictionary in the menu."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.features.conversation.view import ConversationView
from desktop.settings.declared import SPELLING
from desktop.shell import names
from domain.ids import RecordId
from sync.replica.reading.remembered import Remembered, remembered
from tests.desktop.features.conftest import SETTLE_MS
from tests.support.desk import Desk
from tests.support.stall import StallWatch
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer

WAVE = QTextCharFormat.UnderlineStyle.SpellCheckUnderline
WORDS = {"en_US": "hold the red key receive till", "es_ES": "mantén pulsada la tecla roja caja"}


@pytest.fixture
def dictionaries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small dictionary of either language, where Hunspell's own variable says."""
    folder = tmp_path / "hunspell"
    folder.mkdir()
    for name, words in WORDS.items():
        listed = words.split()
        (folder / f"{name}.dic").write_text("\n".join([str(len(listed)), *listed]) + "\n", encoding="utf-8")
        (folder / f"{name}.aff").write_text("SET UTF-8\nTRY esianrtolcdugmphbyfvkwz\n", encoding="utf-8")
    monkeypatch.setenv("DICPATH", str(folder))
    return folder


@pytest.fixture
def desk(qtbot: QtBot, dictionaries: Path, tmp_path: Path, theme: object) -> Iterator[tuple[Desk, RecordId]]:
    server = ModelServer()
    ticket_id = file_ticket(server)
    desk = Desk(server, "ana", tmp_path / "ana", theme)  # type: ignore[arg-type]
    desk.work.settings.set(SPELLING, "en")
    yield desk, ticket_id
    qtbot.wait(SETTLE_MS)
    desk.close()


@pytest.fixture
def view(qtbot: QtBot, desk: tuple[Desk, RecordId]) -> ConversationView:
    view = ConversationView(desk[0].work)
    qtbot.addWidget(view)
    view.resize(700, 800)
    view.show()
    assert view.open_ticket(desk[1])
    view.activateWindow()
    view.composer.text.setFocus()
    qtbot.waitUntil(view.composer.text.hasFocus)
    return view


def waved(view: ConversationView) -> list[str]:
    """The words with a wave under them."""
    block = view.composer.text.document().begin()
    found = []
    while block.isValid():
        for span in block.layout().formats():
            if span.format.underlineStyle() == WAVE:
                found.append(block.text()[span.start : span.start + span.length])
        block = block.next()
    return found


def menu_at_cursor(view: ConversationView) -> QMenu:
    editor = view.composer.text
    place = editor.cursorRect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, editor.mapToGlobal(place))
    QApplication.sendEvent(editor.viewport(), event)
    menus = [menu for menu in editor.findChildren(QMenu) if menu.isVisible()]
    return menus[0]


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def test_what_is_wrong_has_a_wave_once_the_word_is_finished(qtbot: QtBot, view: ConversationView) -> None:
    QTest.keyClicks(view.composer.text, "hold the redd")
    qtbot.wait(1500)
    assert waved(view) == [], "nobody is corrected in the middle of a word"
    QTest.keyClicks(view.composer.text, " key")
    qtbot.waitUntil(lambda: waved(view) == ["redd"], timeout=20_000)


def test_code_addresses_and_names_that_are_called_are_no_words(qtbot: QtBot, view: ConversationView) -> None:
    QTest.keyClicks(view.composer.text, "recieve `xyzzy` https://xyzzy.example/plugh @Tim the ")
    qtbot.waitUntil(lambda: waved(view) == ["recieve"], timeout=20_000)


def test_the_menu_suggests_and_what_is_chosen_takes_the_words_place(qtbot: QtBot, view: ConversationView) -> None:
    QTest.keyClicks(view.composer.text, "recieve the key")
    qtbot.waitUntil(lambda: waved(view) == ["recieve"], timeout=20_000)
    view.composer.text.moveCursor(view.composer.text.textCursor().MoveOperation.Start)
    menu = menu_at_cursor(view)
    assert "Looking for suggestions" in texts(menu)
    qtbot.waitUntil(lambda: "receive" in texts(menu), timeout=20_000)
    next(action for action in menu.actions() if action.text() == "receive").trigger()
    menu.close()
    assert view.composer.text.toPlainText() == "receive the key"
    qtbot.waitUntil(lambda: waved(view) == [])


def test_a_word_of_ones_own_is_right_from_then_on_and_after_a_restart(
    qtbot: QtBot, view: ConversationView, desk: tuple[Desk, RecordId]
) -> None:
    QTest.keyClicks(view.composer.text, "Xanadu till ")
    qtbot.waitUntil(lambda: waved(view) == ["Xanadu"], timeout=20_000)
    view.composer.text.moveCursor(view.composer.text.textCursor().MoveOperation.Start)
    menu = menu_at_cursor(view)
    next(action for action in menu.actions() if action.objectName() == names.SPELLING_ADD).trigger()
    menu.close()
    qtbot.waitUntil(lambda: waved(view) == [])
    desk[0].in_store(lambda: None)
    assert "xanadu" in remembered(desk[0].work.reader, Remembered.WORDS)


def test_each_language_has_its_dictionary_and_off_is_off(
    qtbot: QtBot, view: ConversationView, desk: tuple[Desk, RecordId]
) -> None:
    QTest.keyClicks(view.composer.text, "la tecla key ")
    qtbot.waitUntil(lambda: waved(view) == ["la", "tecla"], timeout=20_000)
    view.composer.spelling._take_language("es")
    qtbot.waitUntil(lambda: waved(view) == ["key"], timeout=20_000)
    view.composer.spelling._take_language("off")
    assert waved(view) == []


def test_the_names_of_those_concerned_are_right(qtbot: QtBot, view: ConversationView) -> None:
    QTest.keyClicks(view.composer.text, "Sam Ana Molino Azul redd ")
    qtbot.waitUntil(lambda: waved(view) == ["redd"], timeout=20_000)


def test_a_wave_is_no_typing(qtbot: QtBot, view: ConversationView, desk: tuple[Desk, RecordId]) -> None:
    QTest.keyClicks(view.composer.text, "redd key ")
    qtbot.waitUntil(lambda: view.composer.state.text() == "Draft saved here")
    qtbot.waitUntil(lambda: waved(view) == ["redd"], timeout=20_000)
    assert view.composer.state.text() == "Draft saved here"


@pytest.mark.expects_log("the spelling process ended with 1")
def test_a_dictionary_that_cannot_be_read_leaves_the_text_in_peace(
    qtbot: QtBot, dictionaries: Path, view: ConversationView
) -> None:
    (dictionaries / "en_US.aff").write_bytes(b"SET no-such-encoding\n")
    QTest.keyClicks(view.composer.text, "redd key ")
    qtbot.waitUntil(lambda: view._work.spelling._spellers["en"] is None, timeout=20_000)
    assert waved(view) == []
    assert view.composer.text.toPlainText() == "redd key "


def test_typing_beside_a_dictionary_that_is_being_read_never_keeps_the_gui_thread(
    qtbot: QtBot, view: ConversationView, stall_watch: Callable[[], StallWatch]
) -> None:
    with stall_watch():
        QTest.keyClicks(view.composer.text, "hold the redd key ", Qt.KeyboardModifier.NoModifier, 15)
        qtbot.waitUntil(lambda: waved(view) == ["redd"], timeout=20_000)
