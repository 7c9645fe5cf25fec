"""The language changes on every screen that stands there, without a restart, and leaves no word of the other behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n.languages import Languages
from desktop.theme.theme import Mode, Theme
from tests.support.gallery import WHO, Visit, assert_none, walk
from tests.support.texts import left_over, texts

SETTLE_MS = 60
PATIENCE = 40
"""What is read again for the other language comes a little later: so often is looked."""


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    """English, whatever a test chose."""
    made = Languages()
    made.choose("en")
    yield made
    made.speak_as(desk=False)
    made.choose("en")


def left_at_last(qtbot: QtBot, window: QWidget, *, spanish: bool) -> list[str]:
    """What is still said in the language before when everything has settled."""
    left: list[str] = []
    for _ in range(PATIENCE):
        qtbot.wait(SETTLE_MS)
        left = list(left_over(window, spanish=spanish))
        if not left:
            break
    return left


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("before", "after"), [("en", "es"), ("es", "en")])
def test_no_word_of_the_language_before_is_left(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, languages: Languages, who: str, before: str, after: str
) -> None:
    theme = Theme(Mode.LIGHT).applied_to(qapp)
    name, scenes = WHO[who]
    visit = Visit(qtbot, name, tmp_path, theme, (1440, 900))
    work = visit.desk.work
    languages.language_changed.connect(lambda: setattr(work, "locale", languages.language))
    languages.speak_as(desk=who == "desk")
    found: dict[str, list[str]] = {}
    for scene, window in walk(visit, scenes):
        languages.choose(before)
        qtbot.wait(SETTLE_MS)
        assert list(texts(window)), scene
        languages.choose(after)
        for complaint in left_at_last(qtbot, window, spanish=before == "es"):
            found.setdefault(complaint, []).append(scene)
        languages.choose("en")
    visit.close()

    assert_none(f"{complaint} ({', '.join(scenes)})" for complaint, scenes in found.items())
