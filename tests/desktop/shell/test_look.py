"""What the settings say of movement and of the size of text happens on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractAnimation
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.features.replies.view import RepliesPage
from desktop.i18n.languages import Languages
from desktop.settings.declared import MOTION, TEXT_ZOOM
from desktop.shell.look import Look
from desktop.theme.theme import Mode, Theme
from desktop.widgets.text import Text
from desktop.widgets.toast import Toast
from tests.support.gallery import BOTH, Visit, assert_none, walk

SIZE = (1440, 900)
LARGE = 1.5


@pytest.fixture
def languages(qapp: QApplication) -> Languages:
    made = Languages()
    made.choose("en")
    return made


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """Light, applied."""
    return Theme(Mode.LIGHT).applied_to(qapp)


def moving(visit: Visit) -> list[QAbstractAnimation]:
    running = QAbstractAnimation.State.Running
    return [one for one in visit.window.findChildren(QAbstractAnimation) if one.state() is running]


def test_nothing_moves_for_whoever_wants_it_so(
    qtbot: QtBot, theme: Theme, languages: Languages, tmp_path: Path
) -> None:
    visit = Visit(qtbot, "leo", tmp_path, theme, SIZE)
    settings = visit.desk.work.settings
    look = Look(theme, languages, settings)
    look.take_over(settings, "en")

    settings.set(MOTION, "full")
    visit.window.say("Saved.")
    toast = visit.window.findChild(Toast)
    assert toast is not None
    begins = toast.y()
    assert moving(visit), "as designed it slides in"
    qtbot.waitUntil(lambda: not moving(visit))
    assert toast.y() < begins
    there = toast.y()

    settings.set(MOTION, "none")
    visit.window.say("Saved again.")
    assert (moving(visit), toast.y()) == ([], there)
    found = [f"{scene}: {len(moving(visit))} things move" for scene, _ in walk(visit, BOTH) if moving(visit)]
    visit.close()

    assert_none(found)


def test_larger_text_is_larger_on_every_screen_and_in_every_row(
    qtbot: QtBot, theme: Theme, languages: Languages, tmp_path: Path
) -> None:
    visit = Visit(qtbot, "leo", tmp_path, theme, SIZE)
    settings = visit.desk.work.settings
    look = Look(theme, languages, settings)
    look.take_over(settings, "en")
    visit.window.show_page("tickets")
    before = theme.fonts.step("caption").size
    high = visit.window.tickets.queue.list.heights.top_of(2) - visit.window.tickets.queue.list.heights.top_of(1)

    settings.set(TEXT_ZOOM, LARGE)
    qtbot.wait(100)

    queue = visit.window.tickets.queue.list
    assert queue.heights.top_of(2) - queue.heights.top_of(1) == pytest.approx(high * LARGE, abs=2)
    least = before * LARGE - 1
    found: list[str] = []
    for scene, window in walk(visit, BOTH):
        for text in window.findChildren(Text):
            if text.isVisible() and text.text() and text.font().pixelSize() < least:
                found.append(f"{scene}: {text.text()!r} is {text.font().pixelSize()} px high")
    visit.close()

    assert_none(found)


def test_what_is_half_written_stays_when_text_gets_larger(
    qtbot: QtBot, theme: Theme, languages: Languages, tmp_path: Path
) -> None:
    visit = Visit(qtbot, "leo", tmp_path, theme, SIZE)
    settings = visit.desk.work.settings
    look = Look(theme, languages, settings)
    look.take_over(settings, "en")

    def page() -> RepliesPage:
        found = visit.window.pages.settings.findChild(RepliesPage)
        assert isinstance(found, RepliesPage)
        return found

    visit.window.show_settings("replies")
    page().new.click()
    page().form.title.setText("Thanks")
    settings.set(TEXT_ZOOM, LARGE)
    qtbot.wait(100)

    qtbot.waitUntil(lambda: page().form.isVisible() and page().form.title.text() == "Thanks")
    visit.close()
