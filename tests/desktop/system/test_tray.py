"""The icon in the tray: how much is new, and what can be done without the window."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.system.tray import Tray
from desktop.theme.theme import Theme
from desktop.widgets.brand import mark_pixmap


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("size", [16, 22, 32, 64])
def test_what_is_new_is_painted_over_the_mark_in_the_themes_colours(theme: Theme, size: int) -> None:
    plain, one, many = (mark_pixmap(theme, size, unread).toImage() for unread in (0, 1, 40))
    accent, danger = theme.colors.accent.name(), theme.colors.danger.name()
    assert accent in colours(plain)
    assert danger not in colours(plain)
    assert {accent, danger} <= colours(one)
    assert one != many


def test_the_menu_asks_for_what_is_chosen(qtbot: QtBot, theme: Theme) -> None:
    tray = Tray(theme)
    asked: list[object] = []
    tray.asked.connect(asked.append)
    tray.silence_wanted.connect(asked.append)
    for action in tray.menu.actions():
        if not action.isSeparator() and action.text() != "Quit":
            action.trigger()
    assert asked == ["come", "new-ticket", True, "lock"]
    tray.close()


def test_with_everything_locked_one_can_only_come_forward_or_quit(qtbot: QtBot, theme: Theme) -> None:
    tray = Tray(theme)
    tray.show_unread(3)
    tray.show_state(unlocked=False, silent_until="")
    possible = [action.text() for action in tray.menu.actions() if action.isEnabled() and not action.isSeparator()]
    assert possible == ["Open Mostrador", "Quit"]
    assert tray.tip() == "Mostrador: news in 3 tickets"
    tray.close()


def test_the_menu_says_until_when_nobody_is_disturbed(qtbot: QtBot, theme: Theme) -> None:
    tray = Tray(theme)
    tray.show_state(unlocked=True, silent_until="08:00")
    [silence] = [action for action in tray.menu.actions() if action.isCheckable()]
    assert (silence.text(), silence.isChecked()) == ("Do not disturb until 08:00", True)
    tray.show_state(unlocked=True, silent_until="")
    assert (silence.text(), silence.isChecked()) == ("Do not disturb for an hour", False)
    tray.close()
