"""The language is switched while the program runs, and every widget follows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n.errors import TranslationError
from desktop.i18n.languages import Languages, compiled, system_language
from desktop.i18n.pseudo import PSEUDO, pseudo
from desktop.i18n.retranslated import Retranslated
from desktop.i18n.tools import FOLDER
from desktop.i18n.update import gather


class Greeting(Retranslated, QLabel):
    """Says what day it is, in the language in force."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets the text."""
        self.setText(QCoreApplication.translate("Formats", "Today"))


@pytest.fixture
def languages(qtbot: QtBot) -> Iterator[Languages]:
    languages = Languages()
    languages.choose("en")
    yield languages
    languages.choose("en")


def test_widgets_follow_the_language_without_a_restart(languages: Languages, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    greeting = Greeting(window)
    assert greeting.text() == "Today"

    languages.choose("es")
    qtbot.waitUntil(lambda: greeting.text() == "Hoy")
    languages.choose("en")
    qtbot.waitUntil(lambda: greeting.text() == "Today")


def test_qts_own_texts_follow_too(languages: Languages) -> None:
    languages.choose("es")

    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"


def test_plurals_are_formed_in_both_languages(languages: Languages) -> None:
    assert [languages.formats.size(number) for number in (1, 2)] == ["1 byte", "2 bytes"]

    languages.choose("es")

    assert [languages.formats.size(number) for number in (1, 2)] == ["1 byte", "2 bytes"]


def test_the_pseudo_language_lengthens_every_text_and_keeps_its_places(languages: Languages) -> None:
    languages.choose(PSEUDO)

    assert QCoreApplication.translate("Formats", "Today") == "[Tödày~~]"
    assert pseudo("%1 late").count("%1") == 1


def test_the_system_decides_until_somebody_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    assert system_language() in ("en", "es")


def test_a_checkout_compiles_each_translation_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_HOME", str(tmp_path))

    first = compiled("es")
    made_at = first.stat().st_mtime_ns
    again = compiled("es")

    assert again == first
    assert again.stat().st_mtime_ns == made_at


@pytest.mark.expects_log("lrelease failed", "mostrador.i18n")
def test_a_damaged_translation_leaves_english(
    languages: Languages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "es.ts").write_text("<TS")
    monkeypatch.setattr(
        "desktop.i18n.languages.compiled", lambda language: compiled(language, tmp_path if language == "es" else FOLDER)
    )

    languages.choose("es")

    assert QCoreApplication.translate("Formats", "Today") == "Today"


def test_a_language_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TranslationError, match="fr"):
        compiled("fr", tmp_path)


def test_texts_are_gathered_from_the_code(tmp_path: Path) -> None:
    source = tmp_path / "rail.py"
    source.write_text(
        "class Rail:\n    def texts(self):\n        return self.tr('Home'), self.tr('%n to send', '', 2)\n"
    )

    gather("es", [source], tmp_path / "es.ts")

    gathered = (tmp_path / "es.ts").read_text(encoding="utf-8")
    assert "<source>Home</source>" in gathered
    assert 'numerus="yes"' in gathered
