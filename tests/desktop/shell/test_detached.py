"""A conversation in a window of its own loses nothing, and everything comes back where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.features.conversation.model import MessageBlock
from desktop.shell import names
from desktop.shell.arrangement import Arrangement
from desktop.shell.detached import DetachedWindow
from desktop.shell.window import MainWindow
from desktop.widgets.buttons import Button
from domain.ids import RecordId
from sync.replica.reading import tickets
from tests.desktop.features.conftest import desk_of, server, ticket_id
from tests.support.desk import Desk
from tests.support.franchise import named

__all__ = ["desk_of", "server", "ticket_id"]


@pytest.fixture
def ana(desk_of: Callable[[str], Desk]) -> Desk:
    return desk_of("ana")


@pytest.fixture
def opened(qtbot: QtBot, ana: Desk) -> Iterator[Callable[[], MainWindow]]:
    """Opens Ana's window as she left it."""
    windows: list[MainWindow] = []

    def show() -> MainWindow:
        window = MainWindow(ana.work)
        Arrangement(window, ana.work.settings)
        windows.append(window)
        window.show()
        window.activateWindow()
        with qtbot.waitSignal(window.tickets.prepared, timeout=5000):
            window.tickets.prepare_idly()
        return window

    yield show
    for window in windows:
        window.close()
        shiboken6.delete(window)


def detach(qtbot: QtBot, window: MainWindow, ticket_id: RecordId) -> DetachedWindow:
    window.open_ticket(ticket_id)
    window.run_action("detach")
    qtbot.waitUntil(lambda: window.tickets.detached.holds(ticket_id))
    found = window.tickets.detached.window_of(ticket_id)
    assert found is not None
    return found


def bodies(view: QWidget) -> list[str]:
    blocks = view.messages.blocks.blocks  # type: ignore[attr-defined]
    return [block.message.body for block in blocks if isinstance(block, MessageBlock)]


def test_what_was_begun_goes_along_and_comes_back(
    qtbot: QtBot, opened: Callable[[], MainWindow], ticket_id: RecordId
) -> None:
    window = opened()
    window.open_ticket(ticket_id)
    window.tickets.conversation.composer.text.setPlainText("Half a sen")

    apart = detach(qtbot, window, ticket_id)
    assert apart.conversation.composer.text.toPlainText() == "Half a sen"
    apart.conversation.composer.text.setPlainText("Half a sentence, and the rest.")
    apart.close()

    qtbot.waitUntil(lambda: window.tickets.shows_ticket)
    assert window.tickets.conversation.composer.text.toPlainText() == "Half a sentence, and the rest."


def test_its_place_in_the_main_window_says_where_it_is_and_brings_it_back(
    qtbot: QtBot, opened: Callable[[], MainWindow], ticket_id: RecordId
) -> None:
    window = opened()
    detach(qtbot, window, ticket_id)
    back = window.findChild(Button, names.DETACHED_BACK)
    assert back is not None
    qtbot.waitUntil(back.isVisible)
    assert (window.tickets.ticket_id, window.tickets.shows_ticket) == (ticket_id, False)

    back.click()

    qtbot.waitUntil(lambda: window.tickets.shows_ticket)
    assert not window.tickets.detached.holds(ticket_id)


def test_keys_and_answers_work_in_a_window_of_its_own(
    qtbot: QtBot, opened: Callable[[], MainWindow], ana: Desk, ticket_id: RecordId
) -> None:
    apart = detach(qtbot, opened(), ticket_id)
    apart.activateWindow()
    qtbot.waitUntil(apart.isActiveWindow)
    apart.setFocus()
    QTest.keyClick(apart, Qt.Key.Key_A)

    def assignee() -> str | None:
        head = tickets.head(ana.work.reader, ticket_id)
        assert head is not None
        return head.assignee_id

    qtbot.waitUntil(lambda: assignee() == named("ana"))
    QTest.keyClick(apart, Qt.Key.Key_R)
    qtbot.waitUntil(apart.conversation.composer.text.hasFocus)


def test_everything_is_there_again_after_a_restart(
    qtbot: QtBot, opened: Callable[[], MainWindow], ticket_id: RecordId
) -> None:
    window = opened()
    detach(qtbot, window, ticket_id)
    window.show_page("knowledge")
    window.fold_rail()
    window.show_page("settings")
    window.close()

    again = opened()

    qtbot.waitUntil(lambda: again.shown_page == "settings")
    assert again.rail.is_folded
    assert again.tickets.detached.holds(ticket_id)
    again.run_action("back")
    assert again.shown_page == "knowledge"


def test_who_has_gone_elsewhere_already_is_not_called_back(
    qtbot: QtBot, opened: Callable[[], MainWindow], ana: Desk
) -> None:
    window = opened()
    window.show_page("settings")
    window.close()

    again = MainWindow(ana.work)
    Arrangement(again, ana.work.settings)
    again.show()
    again.show_page("home")
    with qtbot.waitSignal(again.tickets.prepared, timeout=5000):
        again.tickets.prepare_idly()

    assert again.shown_page == "home"
    again.run_action("back")
    assert again.shown_page == "settings"
    again.close()
    shiboken6.delete(again)


def test_closed_to_the_tray_with_the_main_window_they_come_back_with_it(
    qtbot: QtBot, opened: Callable[[], MainWindow], ticket_id: RecordId
) -> None:
    window = opened()
    apart = detach(qtbot, window, ticket_id)
    apart.conversation.composer.text.setPlainText("Half a sen")
    window.close()
    assert [row[0] for row in window.tickets.detached.kept()] == [ticket_id]

    window.come_forward()

    qtbot.waitUntil(lambda: window.tickets.detached.holds(ticket_id))
    again = window.tickets.detached.window_of(ticket_id)
    assert again is not None
    assert again.conversation.composer.text.toPlainText() == "Half a sen"
    back = window.findChild(Button, names.DETACHED_BACK)
    assert back is not None
    back.click()
    qtbot.waitUntil(lambda: window.tickets.shows_ticket)
    assert window.tickets.conversation.composer.text.toPlainText() == "Half a sen"


def test_one_that_is_gone_meanwhile_is_not_pointed_at_any_more(
    qtbot: QtBot, opened: Callable[[], MainWindow], ticket_id: RecordId, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened()
    detach(qtbot, window, ticket_id)
    window.close()
    changed: list[str] = []
    window.tickets.detached.changed.connect(changed.append)
    monkeypatch.setattr(DetachedWindow, "show_ticket", lambda _self: False)

    window.come_forward()

    qtbot.waitUntil(lambda: changed == [ticket_id])
    assert window.tickets.detached.kept() == []


def test_the_keys_of_the_main_window_act_on_the_ticket_that_has_a_window_of_its_own(
    qtbot: QtBot, opened: Callable[[], MainWindow], ana: Desk, ticket_id: RecordId
) -> None:
    window = opened()
    apart = detach(qtbot, window, ticket_id)
    window.activateWindow()
    window.run_action("assign")

    def assignee() -> str | None:
        head = tickets.head(ana.work.reader, ticket_id)
        return head.assignee_id if head is not None else None

    qtbot.waitUntil(lambda: assignee() == named("ana"))
    qtbot.waitUntil(lambda: apart.toasts.offers_undo)
    QTest.keyClick(apart, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: assignee() is None)
