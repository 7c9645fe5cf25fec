"""The driver of the tour and of the end-to-end tests clicks what it was told to click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from demo.drive.client import Driver
from demo.drive.orders import Click


def test_a_row_that_moves_before_the_click_is_the_row_that_is_clicked(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Driver, "_listen", lambda _self: None)
    driver, rows = Driver(), QListView()
    qtbot.addWidget(rows)
    model = QStringListModel(["printer", "terminal", "oven"])
    rows.setModel(model)
    rows.setObjectName("rows")
    rows.show()
    clicked: list[str] = []
    rows.clicked.connect(lambda index: clicked.append(index.data()))

    assert driver._click(Click(name="rows", text="terminal")) is None
    model.setStringList(["terminal", "printer", "oven"])
    qtbot.waitUntil(lambda: bool(clicked))

    assert clicked == ["terminal"]
    driver.deleteLater()
