"""What fields and panels need cannot be given away, and what stands on the screen is the key that holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.features.queue.view import QueueView
from desktop.shell.key_map import is_fixed
from desktop.shell.keys import ACTIONS, ELSEWHERE
from desktop.shell.keys_overlay import KeysOverlay
from desktop.widgets.text import Text
from domain.ids import RecordId
from sync.replica.reading.tickets import ViewKey
from tests.desktop.features.conftest import desk_of, server, ticket_id
from tests.support.desk import Desk

__all__ = ["desk_of", "server", "ticket_id"]


@pytest.mark.parametrize("key", ["F3", "Shift+F3", "Alt+1", "Alt+9", "Ctrl+I", "Ctrl+Shift+8", "Del", "Esc", "Ctrl+F"])
def test_no_action_takes_a_key_of_a_field_or_panel(key: str) -> None:
    assert is_fixed(key, "assign")
    assert is_fixed(f"G, {key}", "assign")


def test_every_action_may_have_its_own_keys_back() -> None:
    assert [one.name for one in ACTIONS for key in one.keys if is_fixed(key, one.name)] == []
    assert is_fixed("Ctrl+K", "assign")


def test_fixed_keys_are_written_as_they_are_pressed() -> None:
    assert [key for row in ELSEWHERE for key in row.keys if QKeySequence(key).toString() != key] == []


@pytest.mark.parametrize(("name", "marks"), [("ana", True), ("sam", False)])
def test_only_whoever_can_do_something_with_marked_tickets_marks_them(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId, name: str, marks: bool
) -> None:
    work = desk_of(name).work
    view = QueueView(work)
    qtbot.addWidget(view)
    view.show_view(ViewKey.ALL if marks else ViewKey.STORE_ALL)
    view.show()
    qtbot.waitUntil(lambda: bool(view.model.ticket_count))
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Down)
    QTest.keyClick(view.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert bool(view.list.marks) is marks
    view.list.mark(())
    view.mark_current()
    assert bool(view.list.marks) is marks


@pytest.mark.parametrize(("name", "shown"), [("ana", True), ("sam", False)])
def test_the_overlay_shows_a_store_only_what_it_has(
    qtbot: QtBot, desk_of: Callable[[str], Desk], name: str, shown: bool
) -> None:
    work = desk_of(name).work
    view = QueueView(work)
    qtbot.addWidget(view)
    overlay = KeysOverlay(view, work, works=work.me.works)
    words = " ".join(text.text() for text in overlay.findChildren(Text))
    for desk_only in ("Mark the ticket", "mark several", "mark all", "saved reply"):
        assert (desk_only in words) is shown
    assert "Put in a guide" in words


def test_the_screen_says_the_key_that_holds(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> None:
    work = desk_of("sam").work
    view = QueueView(work)
    qtbot.addWidget(view)
    work.keys.choose("create", ("Shift+N",))
    assert view._empty_words()[1] == "Press Shift+N to tell us what is wrong."
    work.keys.choose("create", ())
    assert view._empty_words()[1] == "Tell us with New ticket."
    work.keys.choose("table", ("Ctrl+T",))
    assert view.controls.table_button.toolTip() == "Show as a table (Ctrl+T)"
