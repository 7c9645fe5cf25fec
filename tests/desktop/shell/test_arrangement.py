"""A window comes back where it was left, with its panes as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from desktop.settings.declared import WINDOW
from desktop.settings.settings import Settings
from desktop.shell.arrangement import Arrangement
from desktop.shell.window import MainWindow
from desktop.theme.theme import Theme
from desktop.widgets.panels import PaneSplitter
from tests.desktop.features.conftest import desk_of, server, ticket_id
from tests.support.desk import Desk

__all__ = ["desk_of", "server", "ticket_id"]


@pytest.fixture
def settings(tmp_path: Path, qapp: object) -> Settings:
    made = Settings(tmp_path / "config")
    made.open_profile("leo")
    return made


@pytest.fixture
def arranged(desk_of: Callable[[str], Desk], settings: Settings) -> Iterator[Callable[[], MainWindow]]:
    """Opens Leo's window as his settings have it."""
    desk = desk_of("leo")
    windows: list[MainWindow] = []

    def show() -> MainWindow:
        window = MainWindow(desk.work)
        Arrangement(window, settings)
        window.show()
        windows.append(window)
        return window

    yield show
    for window in windows:
        window.close()
        shiboken6.delete(window)


def panes(window: MainWindow, page: str) -> PaneSplitter:
    splitter = window.page(page).splitter  # type: ignore[attr-defined]
    assert isinstance(splitter, PaneSplitter)
    return splitter


def forget_geometry(settings: Settings) -> None:
    """The screen that these tests have is smaller than a window with panes that can be moved."""
    settings.set(WINDOW, {"panes": settings.get(WINDOW)["panes"]})


def drag(splitter: PaneSplitter, by: int) -> None:
    splitter.moveSplitter(splitter.handle(1).pos().x() + by, 1)


def test_a_window_comes_back_where_it_was(
    qtbot: QtBot, theme: Theme, arranged: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Here the screen is smaller than the smallest window that is designed for.
    monkeypatch.setattr(theme, "tokens", theme.tokens._replace(window_min=(300, 300)))
    first = arranged()
    first.setGeometry(60, 40, 640, 500)
    left = first.geometry()
    first.close()

    assert left == QRect(60, 40, 640, 500)
    assert arranged().geometry() == left


def test_panes_come_back_as_they_were_also_of_a_page_that_is_opened_later(
    qtbot: QtBot, arranged: Callable[[], MainWindow], settings: Settings
) -> None:
    first = arranged()
    first.show_page("tickets")
    drag(panes(first, "tickets"), 60)
    first.show_page("knowledge")
    drag(panes(first, "knowledge"), 40)
    widths = {page: panes(first, page).sizes() for page in ("tickets", "knowledge")}
    first.close()
    forget_geometry(settings)

    second = arranged()
    for page, sizes in widths.items():
        second.show_page(page)
        assert panes(second, page).sizes() == sizes


def test_a_change_is_kept_before_the_window_is_closed(
    qtbot: QtBot, arranged: Callable[[], MainWindow], settings: Settings
) -> None:
    window = arranged()
    window.show_page("tickets")
    drag(panes(window, "tickets"), 60)

    qtbot.waitUntil(lambda: settings.get(WINDOW).get("panes") == {"tickets": panes(window, "tickets").sizes()})


@pytest.mark.parametrize(
    "kept", [{"geometry": "no geometry", "panes": {"tickets": [1]}}, {"panes": 7}, {"geometry": 3}]
)
def test_what_cannot_be_used_leaves_the_window_as_designed(
    qtbot: QtBot, arranged: Callable[[], MainWindow], settings: Settings, kept: dict[str, object]
) -> None:
    designed = panes(arranged(), "tickets").sizes()
    settings.set(WINDOW, kept)

    assert panes(arranged(), "tickets").sizes() == designed
