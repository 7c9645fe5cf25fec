"""The first steps are shown once and never in the way; what is new, once a version; both are there again later."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.features.help.bar import GuideBar, NewsBar, Pointer
from desktop.features.help.news import FOLDER, parsed, releases
from desktop.features.help.steps import DESK, STEPS_MOST, STORE
from desktop.i18n.tools import ROOT
from desktop.settings.declared import GUIDE_SEEN, NEWS_SEEN
from desktop.shell import names
from desktop.shell.version import VERSION
from desktop.shell.window import MainWindow
from desktop.widgets.buttons import Button
from tests.desktop.shell.test_window import languages, window_of
from tests.support.desk import Desk

__all__ = ["languages", "window_of"]


def cards(window: MainWindow, kind: type[QWidget]) -> list[QWidget]:
    return [card for card in window.findChildren(kind) if card.isVisible()]


def click(window: MainWindow, name: str) -> None:
    button = window.findChild(Button, name)
    assert button is not None
    button.click()


def test_no_role_has_more_steps_than_one_reads() -> None:
    assert len(STORE) <= STEPS_MOST
    assert len(DESK) <= STEPS_MOST


@pytest.mark.parametrize("name", ["sam", "leo"])
def test_every_step_points_at_something_that_is_there(
    qtbot: QtBot, window_of: Callable[[str], MainWindow], name: str
) -> None:
    window = window_of(name)
    window.greet()

    for _ in range(len(STORE)):
        [card] = cards(window, GuideBar)
        assert isinstance(card, GuideBar)
        [pointer] = cards(window, Pointer)
        target = window.findChild(QWidget, card.step.at)
        assert target is not None
        assert pointer.geometry().contains(target.mapTo(window, target.rect().center()))
        click(window, names.GUIDE_NEXT)

    assert cards(window, GuideBar) == []
    assert window.work.settings.get(GUIDE_SEEN)


def test_a_newcomer_whose_role_becomes_known_is_shown_the_steps_of_that_role(
    qtbot: QtBot, window_of: Callable[[str], MainWindow]
) -> None:
    window = window_of("leo")
    window.works = False  # as before the first answer of the server
    window.greet()
    [card] = cards(window, GuideBar)
    assert isinstance(card, GuideBar)
    assert card.step is STORE[0]

    window.work.me_changed.emit()

    assert card.step is DESK[0]
    assert not window.work.settings.get(GUIDE_SEEN)


def test_the_steps_take_no_focus_and_lock_nothing(qtbot: QtBot, window_of: Callable[[str], MainWindow]) -> None:
    window = window_of("leo")
    window.activateWindow()
    window.show_page("tickets")
    before = QApplication.focusWidget()

    window.greet()
    [card] = cards(window, GuideBar)

    assert QApplication.focusWidget() is before
    next_button = window.findChild(Button, names.GUIDE_NEXT)
    assert next_button is not None
    QTest.mouseClick(next_button, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is before
    window.run_action("settings")
    assert window.shown_page == "settings"
    assert card.isVisible()
    kept = QApplication.focusWidget()
    close = window.findChild(Button, f"{names.GUIDE}.close")
    assert close is not None
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is kept


def test_steps_that_were_seen_come_again_only_when_asked_for(
    qtbot: QtBot, window_of: Callable[[str], MainWindow]
) -> None:
    window = window_of("sam")
    window.greet()
    click(window, f"{names.GUIDE}.close")
    window.greet()
    assert cards(window, GuideBar) == []

    window.show_settings("help")
    click(window, names.HELP_GUIDE)

    assert len(cards(window, GuideBar)) == 1


def test_news_are_shown_once_after_an_update_and_to_no_newcomer(
    qtbot: QtBot, window_of: Callable[[str], MainWindow]
) -> None:
    window = window_of("sam")
    settings = window.work.settings
    window.greet()
    assert cards(window, NewsBar) == []
    click(window, f"{names.GUIDE}.close")
    window.greet()
    assert cards(window, NewsBar) == []

    settings.set(NEWS_SEEN, "0.0.1")
    window.greet()
    assert len(cards(window, NewsBar)) == 1
    click(window, names.NEWS_ALL)
    window.greet()

    assert cards(window, NewsBar) == []
    assert window.shown_page == "settings"
    assert window.pages.settings.place == "help"


def test_a_guide_stays_within_a_window_that_changes(qtbot: QtBot, window_of: Callable[[str], MainWindow]) -> None:
    window = window_of("sam")
    window.greet()
    [bar] = cards(window, GuideBar)

    window.resize(1000, 640)
    qtbot.waitUntil(lambda: window.rect().contains(in_window(bar)))


def in_window(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("size", [(1440, 900), (960, 600)])
@pytest.mark.parametrize("name", ["sam", "leo"])
def test_what_is_explained_covers_nothing_and_leaves_the_page_its_room(
    qtbot: QtBot, window_of: Callable[[str], MainWindow], name: str, size: tuple[int, int]
) -> None:
    window = window_of(name)
    window.resize(*size)
    window.greet()
    pages = ["home", "tickets", "knowledge", "filing", "attention", "settings"]
    for kind in (GuideBar, NewsBar):
        for page in pages:
            window.show_page(page)
            qtbot.wait(20)
            [bar] = cards(window, kind)
            assert in_window(bar).bottom() < in_window(window.pages).top()
            assert window.size().toTuple() == size
            assert window.pages.height() > 0.6 * size[1]
        if kind is GuideBar:
            click(window, f"{names.GUIDE}.close")
            window.work.settings.set(NEWS_SEEN, "0.0.1")
            window.greet()


def test_both_languages_tell_the_same_of_the_same_versions() -> None:
    english, spanish = releases("en"), releases("es")

    assert [(each.version, len(each.points)) for each in english] == [
        (each.version, len(each.points)) for each in spanish
    ]
    assert {path.stem for path in FOLDER.glob("*.md")} == {"en", "es"}
    assert all(len(each.points) >= 1 for each in english)


def test_the_present_version_has_news() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert releases("en")[0].version == project["version"] == VERSION


def test_a_language_without_news_has_the_english_ones(tmp_path: Path) -> None:
    (tmp_path / "en.md").write_text("## 1.0\n\n- **One.** Two `three`.\n", encoding="utf-8")

    [release] = releases("fr", tmp_path)

    assert (release.version, release.points) == ("1.0", ("One. Two three.",))


def test_what_stands_before_the_first_version_belongs_to_none() -> None:
    assert [each.points for each in parsed(["- nothing", "", "## 2.0", "- a", "## 1.0", "- b"])] == [("a",), ("b",)]


def test_a_window_may_be_closed_while_it_explains(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> None:
    window = MainWindow(desk_of("sam").work)
    window.show()
    window.greet()
    seen = window.work.settings
    window.close()
    shiboken6.delete(window)

    assert not seen.get(GUIDE_SEEN)
