"""Whoever does not see the screen is told all of it: names, roles, rows, and a way through it by Tab."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.background.background import Background
from desktop.i18n.languages import Languages
from desktop.theme.theme import Mode, Theme
from tests.support.gallery import WHO, Visit, assert_none, sign_in, walk
from tests.support.readers import tab_stops, top_left, unspoken

LINE_PX = 24
"""Stops whose tops are so close stand on one line."""


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """Light, applied; English."""
    Languages().choose("en")
    return Theme(Mode.LIGHT).applied_to(qapp)


@pytest.mark.parametrize("who", WHO)
def test_everything_that_takes_the_focus_says_what_it_is(qtbot: QtBot, theme: Theme, tmp_path: Path, who: str) -> None:
    name, scenes = WHO[who]
    found: dict[str, list[str]] = {}
    visit = Visit(qtbot, name, tmp_path, theme, (1440, 900))
    for scene, window in walk(visit, scenes):
        for complaint in unspoken(window):
            found.setdefault(complaint, []).append(scene)
    visit.close()

    assert_none(f"{complaint} ({', '.join(scenes)})" for complaint, scenes in found.items())


def test_the_screens_before_signing_in_say_what_they_are(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    background = Background()
    found = [
        f"{scene}: {complaint}" for scene, view in sign_in(theme, background, tmp_path) for complaint in unspoken(view)
    ]
    background.close()

    assert_none(found)


def backward(stops: list[QWidget], window: QWidget) -> list[str]:
    """Steps of Tab that lead up, or to the left on the same line, within the same pane."""
    wrong = []
    for before, after in zip(stops, stops[1:], strict=False):
        one, other = top_left(before, window), top_left(after, window)
        if before.parentWidget() is not after.parentWidget():
            continue
        level = abs(one.y() - other.y()) < LINE_PX
        if (level and other.x() < one.x()) or (not level and other.y() < one.y()):
            wrong.append(f"Tab leads from {name_of(before)} back to {name_of(after)}")
    return wrong


def name_of(widget: QWidget) -> str:
    return widget.objectName() or widget.accessibleName() or type(widget).__name__


@pytest.mark.parametrize("who", WHO)
def test_tab_goes_through_a_pane_as_one_reads_it(qtbot: QtBot, theme: Theme, tmp_path: Path, who: str) -> None:
    name, scenes = WHO[who]
    found: dict[str, list[str]] = {}
    visit = Visit(qtbot, name, tmp_path, theme, (1440, 900))
    for scene, window in walk(visit, scenes):
        stops = tab_stops(window)
        assert len(stops) == len(set(stops))
        for complaint in backward(stops, window):
            found.setdefault(complaint, []).append(scene)
    visit.close()

    assert_none(f"{complaint} ({', '.join(scenes)})" for complaint, scenes in found.items())


def test_a_row_that_is_chosen_is_said(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    visit = Visit(qtbot, "leo", tmp_path, theme, (1440, 900))
    visit.window.show_page("tickets")
    queue = visit.window.tickets.queue

    visit.window.run_action("next")
    said = queue.list.accessibleDescription()
    visit.close()

    assert "frozen" in said or "printer" in said


def test_a_store_hears_how_its_tickets_stand_in_the_words_it_sees(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    visit = Visit(qtbot, "sam", tmp_path, theme, (1440, 900))
    visit.window.show_page("tickets")
    model = visit.window.tickets.queue.model
    visit.until(model.rowCount)
    said = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    visit.close()

    assert all("We have it" in one for one in said if "frozen" in one or "printer" in one)
    assert not any(", New" in one for one in said)
