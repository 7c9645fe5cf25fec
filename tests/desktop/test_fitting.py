"""Every text has the room it needs, a third longer than English, at 100 % and at 150 % text, in every state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.background.background import Background
from desktop.i18n.languages import PSEUDO, Languages
from desktop.theme.theme import Mode, Theme
from tests.support.clipping import clipped, watched
from tests.support.gallery import WHO, Visit, assert_none, sign_in, walk

WINDOW = (1440, 900)
LEAST = (960, 600)


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    """The language that nobody speaks."""
    languages = Languages()
    languages.choose(PSEUDO)
    yield
    languages.choose("en")


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("zoom", "size"), [(1.0, WINDOW), (1.0, LEAST), (1.5, WINDOW)], ids=str)
def test_no_text_is_clipped(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str, zoom: float,
    size: tuple[int, int],
) -> None:  # fmt: skip
    theme = Theme(Mode.LIGHT, zoom=zoom).applied_to(qapp)
    name, scenes = WHO[who]
    found: dict[str, list[str]] = {}
    with watched(monkeypatch) as witness:
        visit = Visit(qtbot, name, tmp_path, theme, size)
        for scene, window in walk(visit, scenes):
            for complaint in clipped(window, witness):
                found.setdefault(complaint, []).append(scene)
        visit.close()

    assert_none(f"{complaint} ({', '.join(scenes)})" for complaint, scenes in found.items())


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("zoom", [1.0, 1.5])
def test_no_text_is_clipped_before_signing_in(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zoom: float
) -> None:
    theme = Theme(Mode.LIGHT, zoom=zoom).applied_to(qapp)
    background = Background()
    with watched(monkeypatch) as witness:
        found = [
            f"{scene}: {complaint}"
            for scene, view in sign_in(theme, background, tmp_path)
            for complaint in clipped(view, witness)
        ]
    background.close()

    assert_none(found)
