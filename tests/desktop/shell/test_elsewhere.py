"""Where the system has no program for what is to be opened, a sentence says what to do instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.features.diagnostics.view import DiagnosticsView
from desktop.features.home.view import HomeView
from desktop.shell import names
from desktop.shell.window import MainWindow
from domain.ids import RecordId
from tests.desktop.features.conftest import desk_of, server, ticket_id
from tests.support.desk import Desk

__all__ = ["desk_of", "server", "ticket_id"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system was asked to open; it refuses everything."""
    made: list[str] = []

    def refuse(address: QUrl) -> bool:
        made.append(address.toString())
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", refuse)
    return made


@pytest.fixture
def window(qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId) -> Iterator[MainWindow]:
    made = MainWindow(desk_of("ana").work)
    made.show()
    qtbot.wait(30)
    yield made
    made.close()
    shiboken6.delete(made)


def said(qtbot: QtBot, window: MainWindow) -> str:
    qtbot.wait(30)
    toast = window.findChild(QWidget, names.TOAST)
    assert toast is not None
    return toast.accessibleName()


def test_a_link_that_no_browser_takes_is_said_in_full(qtbot: QtBot, window: MainWindow, asked: list[str]) -> None:
    window.ways.open_link("https://example.org/status")
    assert asked == ["https://example.org/status"]
    assert "https://example.org/status" in said(qtbot, window)


def test_a_number_that_cannot_be_called_is_said_to_be_dialled(
    qtbot: QtBot, window: MainWindow, asked: list[str]
) -> None:
    home = window.page("home")
    assert isinstance(home, HomeView)
    home._on_call()
    assert asked[0].startswith("tel:")
    assert window.work.me.phone in said(qtbot, window)


def test_a_folder_that_does_not_open_is_named(qtbot: QtBot, window: MainWindow, asked: list[str]) -> None:
    page = DiagnosticsView(window.work)
    page._on_folder()
    assert str(window.work.folder) in said(qtbot, window)
    shiboken6.delete(page)
