"""Keys do what the table says, leave fields alone, and may be others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.features.conversation import macros, operations
from desktop.features.conversation.macro_panel import MacroPanel
from desktop.features.macros import operations as making
from desktop.features.queue.model import RowRole
from desktop.shell import keys, names
from desktop.shell.kept import whom
from desktop.shell.key_map import KeyMap
from desktop.shell.keys_overlay import KeysOverlay, columns_for
from desktop.shell.picker import Picker
from desktop.shell.window import MainWindow
from desktop.widgets.buttons import Button
from desktop.widgets.text import Text
from desktop.widgets.toast import Toast
from domain.ids import RecordId
from sync.replica.reading import labels, tickets
from sync.replica.reading.rows import TicketHead
from sync.replica.reading.tickets import ViewKey
from tests.desktop.features.conftest import desk_of, server, ticket_id
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer

__all__ = ["desk_of", "server", "ticket_id"]


@pytest.fixture
def ana(desk_of: Callable[[str], Desk]) -> Desk:
    return desk_of("ana")


@pytest.fixture
def window_of(qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId) -> Iterator[Callable[..., MainWindow]]:
    """Somebody's window with a ticket open and the keyboard on the list."""
    windows: list[MainWindow] = []

    def show(desk: Desk) -> MainWindow:
        made = MainWindow(desk.work)
        windows.append(made)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(lambda: made.isActiveWindow())
        qtbot.wait(50)
        made.open_ticket(ticket_id)
        made.tickets.queue.list.setFocus()
        return made

    yield show
    for made in windows:
        made.close()
        shiboken6.delete(made)


@pytest.fixture
def window(window_of: Callable[..., MainWindow], ana: Desk) -> MainWindow:
    """An agent's."""
    return window_of(ana)


def press(window: QWidget, key: str) -> None:
    """Types a key, step by step, where the keyboard is."""
    for step in key.split(", "):
        combined = QKeySequence(step)[0]  # type: ignore[index]
        holder: QWidget | None = window.window().focusWidget()
        target = window if holder is None else holder
        QTest.keyClick(target, combined.key(), combined.keyboardModifiers())


def picker_of(window: QWidget) -> Picker:
    found = [child for child in window.window().findChildren(Picker) if child.isVisible()]
    assert len(found) == 1
    return found[0]


def choose(window: QWidget, typed: str) -> None:
    picker = picker_of(window)
    picker.field.clear()
    QTest.keyClicks(picker.field, typed)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)


def head(desk: Desk, ticket_id: RecordId) -> TicketHead:
    found = tickets.head(desk.work.reader, ticket_id)
    assert found is not None
    return found


def test_no_two_actions_have_one_key(ana: Desk) -> None:
    every = [key for action in keys.ACTIONS for key in action.keys]

    assert len(every) == len(set(every))
    assert all(ana.work.keys.meeting(action.name, action.keys) == [] for action in keys.ACTIONS)


def test_a_key_takes_the_ticket_and_a_word_takes_it_back(
    qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId
) -> None:
    press(window, "A")

    qtbot.waitUntil(lambda: head(ana, ticket_id).assignee_id == named("ana"))
    qtbot.waitUntil(lambda: window.findChild(Toast, names.TOAST) is not None)
    qtbot.waitUntil(window.toasts.undo)
    qtbot.waitUntil(lambda: head(ana, ticket_id).assignee_id is None)


def test_giving_to_another_team_is_taken_back_with_whoever_worked_on_it(
    qtbot: QtBot, window_of: Callable[..., MainWindow], desk_of: Callable[[str], Desk], ticket_id: RecordId
) -> None:
    leo = desk_of("leo")
    window = window_of(leo)
    press(window, "A")
    qtbot.waitUntil(lambda: head(leo, ticket_id).assignee_id == named("leo"))
    press(window, "T")
    choose(window, "tech")
    qtbot.waitUntil(lambda: head(leo, ticket_id).team_id == named("technical"))
    assert head(leo, ticket_id).assignee_id is None

    qtbot.waitUntil(lambda: "technical" in said(window).lower())
    press(window, "Ctrl+Z")
    qtbot.waitUntil(lambda: head(leo, ticket_id).assignee_id == named("leo"))
    assert head(leo, ticket_id).team_id == named("support")


@pytest.fixture
def others(server: ModelServer, ticket_id: RecordId) -> list[RecordId]:
    """Two more tickets, which are there before anybody looks: a list that changes takes questions about it back."""
    return [file_ticket(server, title=title) for title in ("Till", "Safe")]


def test_with_marks_a_key_means_all_of_them_or_says_that_it_means_one(
    qtbot: QtBot, others: list[RecordId], window: MainWindow, ana: Desk, ticket_id: RecordId
) -> None:
    queue = window.tickets.queue
    window.show_view(ViewKey.ALL)
    qtbot.waitUntil(lambda: queue.list.model().rowCount() == 3)
    queue.list.setFocus()
    for place in range(3):
        if queue.list.model().index(place, 0).data(RowRole).id in others:
            queue.list.toggle_mark(place)
    for key in ("Z", "M", "F", "O", "Shift+T"):
        press(window, key)
        assert "one ticket at a time" in said(window)
        assert not [one for one in window.findChildren(Picker) if one.isVisible()]

    press(window, "A")
    apply = window.findChild(Button, f"{names.QUEUE_BULK_ACTION}apply")
    assert apply is not None
    qtbot.waitUntil(apply.isVisible)
    apply.click()
    qtbot.waitUntil(lambda: [head(ana, one).assignee_id for one in others] == [named("ana")] * 2)
    assert head(ana, ticket_id).assignee_id is None


def test_what_leaves_ones_teams_is_not_offered_back(
    qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId
) -> None:
    press(window, "T")
    choose(window, "tech")
    qtbot.waitUntil(lambda: "cannot be undone" in said(window))
    assert not window.toasts.undo()


def said(window: MainWindow) -> str:
    toast = window.findChild(Toast, names.TOAST)
    return toast.accessibleName() if toast is not None and toast.isVisible() else ""


def test_another_word_does_not_end_what_can_be_taken_back(
    qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId
) -> None:
    press(window, "A")
    qtbot.waitUntil(lambda: said(window) == "It is yours now.")
    press(window, "Y")
    assert "clipboard" in said(window)

    toast = window.findChild(Toast, names.TOAST)
    assert toast is not None
    while "clipboard" in said(window):
        toast.on_second_passed()
    assert said(window) == "It is yours now.", "its time is not over"
    press(window, "Y")
    press(window, "Ctrl+Z")
    qtbot.waitUntil(lambda: head(ana, ticket_id).assignee_id is None)
    assert "clipboard" in said(window)


@pytest.mark.parametrize(
    ("key", "typed", "column", "value"),
    [
        ("P", "urg", "priority", "urgent"),
        ("S", "pend", "status", "pending"),
        ("Shift+A", "leo", "assignee_id", named("leo")),
    ],
)
def test_a_picker_opens_at_the_ticket_and_is_narrowed_by_typing(
    qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId, key: str, typed: str, column: str, value: str
) -> None:
    press(window, key)
    choose(window, typed)

    qtbot.waitUntil(lambda: getattr(head(ana, ticket_id), column) == value)


def test_tags_are_put_on_and_taken_off_one_after_the_other(
    qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId
) -> None:
    press(window, "L")
    choose(window, "Printer")
    choose(window, "urgent call")
    qtbot.waitUntil(lambda: labels.tags(ana.work.reader, ticket_id) == ("printer", "urgent call"))

    choose(window, "print")
    qtbot.waitUntil(lambda: labels.tags(ana.work.reader, ticket_id) == ("urgent call",))
    QTest.keyClick(picker_of(window).field, Qt.Key.Key_Escape)
    assert not [one for one in window.findChildren(Picker) if one.isVisible()]


def test_follow_and_unread(qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId) -> None:
    press(window, "F")
    qtbot.waitUntil(lambda: labels.follows(ana.work.reader, ticket_id, named("ana")))

    press(window, "Shift+U")
    qtbot.waitUntil(lambda: window.tickets.conversation.head is not None)
    window.show_page("home")
    window.run_action("next_unread")
    assert window.tickets.ticket_id == ticket_id


def test_what_is_typed_into_a_field_stays_there(
    qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId
) -> None:
    press(window, "R")
    field = window.tickets.conversation.composer.text
    qtbot.waitUntil(field.hasFocus)

    QTest.keyClicks(field, "jasnwgt?")

    assert field.toPlainText() == "jasnwgt?"
    assert head(ana, ticket_id).assignee_id is None
    assert not window.findChildren(Picker)


def test_keys_rest_while_something_lies_over_the_window(
    qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId
) -> None:
    press(window, "?")
    assert window.findChild(KeysOverlay) is not None

    press(window, "A")
    qtbot.wait(50)
    assert head(ana, ticket_id).assignee_id is None


def test_two_steps_lead_to_a_screen_and_back(qtbot: QtBot, window: MainWindow, ticket_id: RecordId) -> None:
    press(window, "G, S")
    assert window.shown_page == "settings"

    press(window, "Alt+Left")
    assert (window.shown_page, window.tickets.ticket_id) == ("tickets", ticket_id)

    press(window, "Alt+Right")
    assert window.shown_page == "settings"


def test_a_mouse_goes_back_from_wherever_the_pointer_is(qtbot: QtBot, window: MainWindow, ticket_id: RecordId) -> None:
    window.show_page("home")
    window.open_ticket(ticket_id)

    QTest.mouseClick(window.tickets.conversation.messages.viewport(), Qt.MouseButton.BackButton)

    assert window.shown_page == "home"
    QTest.mouseClick(window, Qt.MouseButton.ForwardButton)
    assert window.tickets.ticket_id == ticket_id


def test_views_are_stepped_through(window: MainWindow) -> None:
    views = list(window.rail.views)

    press(window, "]")
    assert window.tickets.queue.view == views[1]
    press(window, "[")
    press(window, "[")
    assert window.tickets.queue.view == views[-1]


def test_other_keys_hold_at_once_and_are_kept(qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId) -> None:
    ana.work.keys.choose("assign", ("Ctrl+1",))

    press(window, "A")
    qtbot.wait(30)
    assert head(ana, ticket_id).assignee_id is None
    press(window, "Ctrl+1")
    qtbot.waitUntil(lambda: head(ana, ticket_id).assignee_id == named("ana"))
    assert KeyMap(ana.work.settings).keys_of("assign") == ("Ctrl+1",)


def test_a_key_that_is_taken_leaves_whoever_had_it(ana: Desk) -> None:
    chosen = ana.work.keys
    assert [action.name for action in chosen.meeting("assign", ("J",))] == ["next"]
    assert {action.name for action in chosen.meeting("assign", ("G",))} >= {"home", "tickets"}

    chosen.choose("assign", ("J",))
    assert (chosen.keys_of("assign"), chosen.keys_of("next")) == (("J",), ())

    chosen.reset("next")
    assert (chosen.keys_of("assign"), chosen.keys_of("next")) == ((), ("J",))
    chosen.reset_all()
    assert chosen.keys_of("assign") == ("A",)


@pytest.mark.parametrize(("size", "whole"), [((1440, 900), True), ((1180, 900), True), ((960, 600), False)])
def test_every_key_is_in_sight_without_scrolling_where_the_width_allows_it(
    qtbot: QtBot, window: MainWindow, size: tuple[int, int], whole: bool
) -> None:
    window.resize(*size)
    window.show_keys()
    overlay = window.findChild(KeysOverlay)
    assert overlay is not None
    qtbot.wait(20)

    scrolls = overlay._scroll.verticalScrollBar().maximum() > 0
    assert scrolls is not whole
    assert overlay._scroll.horizontalScrollBar().maximum() == 0
    said = [text.text() for text in overlay.findChildren(Text)]
    shown = [action for action in keys.ACTIONS if action.keys and keys.is_for(action, window.work.me)]
    assert all(keys.title(action.title) in said for action in shown)


def test_columns_are_no_more_than_it_takes() -> None:
    groups = [QSize(200, 100)] * 4

    assert columns_for(groups, QSize(1000, 300)) == (0, 2)
    assert len(columns_for(groups, QSize(1000, 110))) == 4
    assert columns_for(groups, QSize(500, 110)) == (0, 2), "what does not fit beside is scrolled"
    assert columns_for(groups, QSize(300, 900)) == (0,)


def test_every_action_does_something(qtbot: QtBot, window: MainWindow) -> None:
    doing = window.commands._does.keys() | window.tickets.conversation.acting._does.keys()
    pages = {"home", "tickets", "knowledge", "attention", "settings"}

    assert {action.name for action in keys.ACTIONS} == doing | pages


def test_a_macro_shows_what_it_does_before_it_does_it(
    qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId
) -> None:
    steps = [{"name": "ticket.set_priority", "args": {"priority": "high"}, "v": 1}]
    making.create(ana.work, ana.work, {"en": "Make it high"}, steps).run()
    qtbot.waitUntil(lambda: bool(macros.macros(ana.work)))

    press(window, "M")
    choose(window, "high")
    qtbot.waitUntil(lambda: window.findChild(MacroPanel) is not None)
    panel = window.findChild(MacroPanel)
    assert panel is not None
    assert head(ana, ticket_id).priority == "normal"

    QTest.keyClick(panel, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: head(ana, ticket_id).priority == "high")


def test_a_macro_to_think_about_is_asked_for_twice(
    qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId
) -> None:
    steps = [{"name": "ticket.set_priority", "args": {"priority": "high"}, "v": 1}]
    content = {"titles": {"en": "Make it high"}, "steps": steps, "sensitive": True}
    making.save(ana.work, ana.work, None, whom.OWN, content).run()
    qtbot.waitUntil(lambda: bool(macros.macros(ana.work)))
    press(window, "M")
    choose(window, "high")
    qtbot.waitUntil(lambda: window.findChild(MacroPanel) is not None)
    panel = window.findChild(MacroPanel)
    assert panel is not None

    QTest.keyClick(panel, Qt.Key.Key_Return)
    qtbot.wait(50)
    assert panel.isVisible()
    assert head(ana, ticket_id).priority == "normal"
    QTest.keyClick(panel, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: head(ana, ticket_id).priority == "high")


def test_snooze_is_chosen_and_taken_back(qtbot: QtBot, window: MainWindow, ana: Desk, ticket_id: RecordId) -> None:
    press(window, "Z")
    choose(window, "week")
    qtbot.waitUntil(lambda: operations.snoozed(ana.work, ticket_id) is not None)

    qtbot.waitUntil(window.toasts.undo)
    qtbot.waitUntil(lambda: operations.snoozed(ana.work, ticket_id) is None)
