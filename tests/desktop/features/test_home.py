"""The home screen: the latest tickets are reached and opened without a mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.features.home.latest import LatestRow
from desktop.features.home.view import HomeView
from domain.ids import RecordId
from tests.support.desk import Desk


def test_tab_reaches_a_ticket_and_enter_opens_it(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId
) -> None:
    home = HomeView(desk_of("sam").work)
    qtbot.addWidget(home)
    home.resize(1100, 800)
    home.show()
    home.activateWindow()
    qtbot.waitUntil(home.isActiveWindow)
    qtbot.waitUntil(lambda: any(row.isVisible() for row in home.findChildren(LatestRow)))
    home.field.setFocus()
    for _ in range(20):
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(focused, LatestRow):
            break
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert isinstance(focused, LatestRow)
    assert focused.accessibleName()
    with qtbot.waitSignal(home.ticket_wanted) as opened:
        QTest.keyClick(focused, Qt.Key.Key_Return)
    assert opened.args == [ticket_id]
