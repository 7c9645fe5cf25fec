"""Where one reads from right to left the screens are mirrored, and nothing lies over anything else, as in the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n.languages import Languages
from desktop.theme.theme import Mode, Theme
from desktop.widgets.painting import visual
from tests.support.clipping import standing_out
from tests.support.gallery import WHO, Visit, assert_none, walk

Direction = Qt.LayoutDirection
SAYING = (QLabel, QAbstractButton, QLineEdit, QComboBox)


@pytest.fixture(params=[Direction.RightToLeft, Direction.LeftToRight], ids=["right to left", "left to right"])
def direction(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Qt.LayoutDirection]:
    """How everybody reads."""
    Languages().choose("en")
    qapp.setLayoutDirection(request.param)
    yield request.param
    qapp.setLayoutDirection(Direction.LeftToRight)


def overlapping(window: QWidget) -> Iterator[str]:
    """Widgets with words that lie over their neighbours."""
    for parent in (window, *window.findChildren(QWidget)):
        shown = [child for child in parent.children() if isinstance(child, SAYING) and child.isVisibleTo(window)]
        for one, other in combinations(shown, 2):
            common = one.geometry().intersected(other.geometry())
            if common.width() > 1 and common.height() > 1 and parent is not window:
                yield f"{said(one)} lies over {said(other)}"


def said(widget: QWidget) -> str:
    words = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} {widget.objectName() or words!r}"


@pytest.mark.parametrize("who", WHO)
def test_screens_are_mirrored_and_nothing_overlaps(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, direction: Qt.LayoutDirection, who: str
) -> None:
    theme = Theme(Mode.LIGHT).applied_to(qapp)
    name, scenes = WHO[who]
    found: dict[str, list[str]] = {}
    visit = Visit(qtbot, name, tmp_path, theme, (1440, 900))
    for scene, window in walk(visit, scenes):
        at_the_end = visit.window.rail.x() > visit.window.pages.x()
        assert at_the_end is (direction is Direction.RightToLeft)
        for complaint in (*overlapping(window), *standing_out(window)):
            found.setdefault(complaint, []).append(scene)
    visit.close()

    assert_none(f"{complaint} ({', '.join(scenes)})" for complaint, scenes in found.items())


def test_what_is_painted_by_hand_is_mirrored_within_its_widget(qtbot: QtBot) -> None:
    ground = QPixmap(100, 20)
    painter = QPainter(ground)
    painter.setLayoutDirection(Direction.RightToLeft)
    mirrored = visual(painter, QRect(8, 2, 16, 16))
    painter.end()

    assert mirrored == QRect(76, 2, 16, 16)
