"""Whoever works by the keyboard sees where they are: every control looks another way while it has the focus."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.background.background import Background
from desktop.i18n.languages import Languages
from desktop.theme.theme import Mode, Theme
from tests.support.gallery import WHO, Visit, assert_none, sign_in, walk
from tests.support.pixels import unseen_focus


@pytest.fixture(params=[Mode.LIGHT, Mode.DARK], ids=lambda mode: mode.value)
def theme(qapp: QApplication, request: pytest.FixtureRequest) -> Theme:
    """Applied; English."""
    Languages().choose("en")
    return Theme(request.param).applied_to(qapp)


@pytest.mark.parametrize("who", WHO)
def test_every_control_shows_that_it_has_the_focus(qtbot: QtBot, theme: Theme, tmp_path: Path, who: str) -> None:
    name, scenes = WHO[who]
    found: dict[str, list[str]] = {}
    visit = Visit(qtbot, name, tmp_path, theme, (1440, 900))
    for scene, window in walk(visit, scenes):
        for complaint in unseen_focus(window):
            found.setdefault(complaint, []).append(scene)
    visit.close()

    assert_none(f"{complaint} ({', '.join(scenes)})" for complaint, scenes in found.items())


def test_the_screens_before_signing_in_show_where_the_keyboard_is(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    background = Background()
    found = []
    for scene, view in sign_in(theme, background, tmp_path):
        view.activateWindow()
        found += [f"{scene}: {complaint}" for complaint in unseen_focus(view)]
    background.close()

    assert_none(found)
