"""The language is switched while the program runs, and every widget follows."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n.errors import TranslationError
from desktop.i18n.languages import PSEUDO, Languages, compiled, system_language
from desktop.i18n.pseudo import pseudo
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
        self.setText(QCoreApplication.translate("moments", "Today"))


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
    def said(count: int) -> str:
        return QCoreApplication.translate("KnowledgeView", "%n guides, the latest first", "", count)

    assert [said(count) for count in (1, 2)] == ["1 guide", "2 guides, the latest first"]

    languages.choose("es")

    assert [said(count) for count in (1, 2)] == ["1 guía", "2 guías, las más nuevas primero"]


def test_the_pseudo_language_lengthens_every_text_and_keeps_its_places(languages: Languages) -> None:
    languages.choose(PSEUDO)

    assert QCoreApplication.translate("moments", "Today") == "[Tödày~~]"
    assert pseudo("%1 late, press {next} or {0}").startswith("[%1 làté, préss {next} ör {0}")


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

    assert QCoreApplication.translate("moments", "Today") == "Today"


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


def messages_of(name: str) -> dict[tuple[str, str], str]:
    """Context and source to translation, plurals and all, of one file."""
    root = ElementTree.parse(FOLDER / f"{name}.ts").getroot()  # noqa: S314 - the project's own files
    return {
        (str(context.findtext("name")), str(message.findtext("source"))): "".join(
            text for translation in message.iter("translation") for text in translation.itertext()
        )
        for context in root.iter("context")
        for message in context.iter("message")
    }


def test_the_desk_has_its_own_word_for_tickets_in_spanish_and_stores_theirs(languages: Languages) -> None:
    languages.choose("es")
    said = [QCoreApplication.translate("keys", "New ticket")]
    for desk in (True, False):
        languages.speak_as(desk=desk)
        said.append(QCoreApplication.translate("keys", "New ticket"))

    assert said == ["Nueva incidencia", "Nuevo ticket", "Nueva incidencia"]
    languages.speak_as(desk=True)
    assert QCoreApplication.translate("moments", "Today") == "Hoy"
    languages.choose("en")
    assert QCoreApplication.translate("keys", "New ticket") == "New ticket"


def test_every_text_with_the_stores_word_has_the_desks_and_no_other() -> None:
    stores, desk = messages_of("es"), messages_of("es_desk")

    assert {key for key, text in stores.items() if "incidencia" in text.lower()} == set(desk)
    assert not [text for text in desk.values() if "incidencia" in text.lower()]
