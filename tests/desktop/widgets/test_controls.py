"""Controls say what they do to the eye, the keyboard and a screen reader alike."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme.theme import Mode, Theme
from desktop.widgets.buttons import KINDS, Button, icon_button
from desktop.widgets.fields import Field, line_field
from desktop.widgets.focus import FocusRing
from desktop.widgets.panels import GRAB_AFTER, GRAB_BEFORE, PaneSplitter
from desktop.widgets.rail import RailItem
from desktop.widgets.text import ElidedLabel, Text


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    QVBoxLayout(window)
    window.resize(400, 300)
    qtbot.addWidget(window)
    return window


def put(window: QWidget, *widgets: QWidget) -> None:
    """Lays the widgets out below one another and shows the window."""
    layout = window.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    window.show()
    window.activateWindow()


def accessible_name(widget: QWidget) -> str:
    """What a screen reader says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(QAccessible.Text.Name)


def visible_rings(window: QWidget) -> list[FocusRing]:
    return [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]


def test_the_ring_is_for_the_keyboard_only(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    first, second = Button(theme, "Send", kind="primary"), Button(theme, "Cancel")
    put(window, first, second)
    assert QTest.qWaitForWindowActive(window)

    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert visible_rings(window) == []

    QTest.keyClick(first, Qt.Key.Key_Tab)
    [ring] = visible_rings(window)
    assert ring.geometry().contains(second.geometry())
    assert ring.geometry().width() == second.width() + 8


def test_the_ring_stays_within_what_holds_its_widget(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    first, second = Button(theme, "Send"), Button(theme, "Cancel")
    put(window, first, second)
    layout = window.layout()
    assert layout is not None
    layout.setContentsMargins(0, 0, 0, 0)
    layout.activate()
    assert QTest.qWaitForWindowActive(window)
    first.setFocus(Qt.FocusReason.MouseFocusReason)

    QTest.keyClick(first, Qt.Key.Key_Tab)

    [ring] = visible_rings(window)
    assert window.rect().contains(ring.geometry())


def test_the_ring_goes_with_the_focus(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    first, second = Button(theme, "Send"), Button(theme, "Cancel")
    put(window, first, second)
    assert QTest.qWaitForWindowActive(window)
    first.setFocus(Qt.FocusReason.TabFocusReason)

    QTest.mouseClick(second, Qt.MouseButton.LeftButton)

    assert visible_rings(window) == []


def test_a_button_is_pressed_by_space(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    button = Button(theme, "Send")
    put(window, button)

    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Space)


def test_an_icon_alone_has_a_name_and_a_tooltip_with_its_key(theme: Theme, qtbot: QtBot) -> None:
    button = icon_button(theme, "filter", "Filter", key="F")
    qtbot.addWidget(button)

    assert accessible_name(button) == "Filter"
    assert button.toolTip() == "Filter (F)"


@pytest.mark.parametrize("size", [24, 28, 32])
def test_an_icon_alone_stands_in_the_middle_of_its_button(theme: Theme, qtbot: QtBot, size: int) -> None:
    button = icon_button(theme, "plus", "New ticket", size=size)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())

    picture = button.grab().toImage()
    ground = picture.pixel(0, 0)
    places = [(x, y) for x in range(size) for y in range(size) if picture.pixel(x, y) != ground]
    for along in zip(*places, strict=True):
        assert abs(min(along) - (size - 1 - max(along))) <= 1


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_room_for_its_words_and_icons(theme: Theme, qtbot: QtBot, kind: str) -> None:
    plain, full = Button(theme, "Enviar", kind=kind), Button(theme, "Enviar", kind=kind, icon="send", key="Ctrl ↵")
    for button in (plain, full):
        qtbot.addWidget(button)

    words = theme.metrics("body", KINDS[kind].weight).horizontalAdvance("Enviar")
    assert plain.sizeHint().width() >= words
    assert full.sizeHint().width() >= plain.sizeHint().width() + 24


def test_larger_text_makes_a_button_larger(qtbot: QtBot, theme: Theme) -> None:
    button = Button(theme, "Send")
    qtbot.addWidget(button)
    before = button.sizeHint()

    theme.set_zoom(1.5)

    assert button.sizeHint().height() == 48
    assert button.sizeHint().width() > before.width()


def test_a_disabled_button_looks_disabled_in_both_themes(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Send", kind="primary")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    button.setEnabled(False)
    for mode in (Mode.LIGHT, Mode.DARK):
        theme.set_mode(mode)
        assert button.grab().toImage().pixelColor(6, 16) == theme.colors.sunken


def test_a_field_says_what_is_wrong_where_it_is_wrong(theme: Theme, window: QWidget) -> None:
    frame, editor = line_field(theme, "subject")
    field = Field(theme, frame, editor, "What happens?", "Say what you see.")
    put(window, field)

    field.set_wrong("Too short: one sentence is enough.")
    labels = [label.text() for label in field.findChildren(Text) if label.isVisible()]
    assert labels == ["What happens?", "Too short: one sentence is enough."]
    assert editor.accessibleDescription() == "Too short: one sentence is enough."

    field.set_wrong("")
    assert editor.accessibleDescription() == "Say what you see."
    assert accessible_name(editor) == "What happens?"


def test_a_label_never_interprets_what_people_typed(theme: Theme, qtbot: QtBot) -> None:
    label = Text(theme, "<b>bold</b>")
    qtbot.addWidget(label)

    assert label.sizeHint().width() >= theme.metrics("body", tabular=True).horizontalAdvance("<b>bold</b>")


def test_a_cut_line_shows_the_whole_on_hover_and_an_uncut_one_nothing(theme: Theme, window: QWidget) -> None:
    label = ElidedLabel(theme, "Card terminal declines every contactless payment")
    put(window, label)
    label.setFixedWidth(80)
    label.grab()
    assert label.toolTip() == label.text()

    label.setFixedWidth(380)
    label.grab()
    assert label.toolTip() == ""


def test_the_rail_says_its_counts(theme: Theme, window: QWidget) -> None:
    item = RailItem(theme, "Chat", "chat")
    put(window, item)

    item.set_count(3, "strong")

    assert accessible_name(item) == "Chat, 3"
    assert item.height() == theme.tokens.height.rail_item


def test_a_hairline_between_panes_is_easy_to_take_hold_of(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    splitter = PaneSplitter(theme)
    panes = [QWidget(), QWidget()]
    for pane in panes:
        pane.setMinimumWidth(20)
        splitter.addWidget(pane)
    put(window, splitter)
    handle = splitter.handle(1)

    assert handle.width() == 1 + GRAB_BEFORE + GRAB_AFTER == 8
    assert panes[1].x() - (panes[0].x() + panes[0].width()) == 1

    before = panes[0].width()
    grip = QPoint(0, 20)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=grip)
    QTest.mouseMove(handle, grip + QPoint(30, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=grip + QPoint(30, 0))
    assert panes[0].width() > before
