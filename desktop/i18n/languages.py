"""The language in force, switched at run time."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from desktop.i18n.errors import TranslationError
from desktop.i18n.tools import FOLDER, SPOKEN, compile_ts
from desktop.settings.places import cache_folder

log = logging.getLogger("mostrador.i18n")

PSEUDO = "pseudo"
"""Names the language that nobody speaks."""
HOME_TERRITORIES = {"en": QLocale.Country.UnitedKingdom, "es": QLocale.Country.Spain}


def system_language() -> str:
    """The first of the system's languages that the client speaks; English if there is none."""
    for tag in QLocale.system().uiLanguages():
        language = tag.replace("_", "-").split("-")[0].lower()
        if language in SPOKEN:
            return language
    return "en"


def locale_for(language: str) -> QLocale:
    """Numbers and dates of a language: as the system writes them if it speaks it, else as in its home country."""
    system = QLocale.system()
    spoken = QLocale(language).language()
    if system.language() == spoken and system.territory() != QLocale.Country.AnyCountry:
        return system
    return QLocale(spoken, HOME_TERRITORIES.get(language, QLocale.Country.UnitedKingdom))


def compiled(language: str, folder: Path = FOLDER) -> Path:
    """The .qm of a language: the bundle's own, or, in a checkout, one compiled once into the cache folder.

    Raises:
        TranslationError: there is none and none can be made.
    """
    source, bundled = folder / f"{language}.ts", folder / f"{language}.qm"
    if not source.is_file():
        if bundled.is_file():
            return bundled
        raise TranslationError(f"There is no translation for {language!r} in {folder.name}.")
    # Not its digest: that would read the whole text at every start.
    state = source.stat()
    cached = cache_folder() / "i18n" / f"{language}-{state.st_size:x}-{state.st_mtime_ns:x}.qm"
    if not cached.is_file():
        compile_ts(source, cached)
    return cached


def desk_file(language: str, folder: Path = FOLDER) -> Path:
    """Where a language keeps the words that the desk uses in place of the stores'; most have none."""
    source = folder / f"{language}_desk.ts"
    return source if source.is_file() else source.with_suffix(".qm")


def _loaded(name: str) -> QTranslator | None:
    try:
        path = compiled(name)
    except TranslationError as error:
        log.warning("%s", error.message)
        return None
    translator = QTranslator()
    return translator if translator.load(str(path)) else None


class Languages(QObject):
    """Speaks one language at a time; made once, before the first window.

    Widgets hear of a change as Qt's own LanguageChange event (`Retranslated`); dates and numbers follow `QLocale()`.

    Attributes:
        language: `en`, `es`, or `pseudo` for finding clipped texts.

    Signals:
        language_changed: texts that are kept rather than asked for must be made again.
    """

    language_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.language = "en"
        self._installed: list[QTranslator] = []
        self._desk = False

    def speak_as(self, *, desk: bool) -> None:
        """Uses the desk's own words where a language has some beside those of the stores."""
        if desk != self._desk:
            self._desk = desk
            if desk_file(self.language).is_file():
                self.choose(self.language)

    def choose(self, language: str) -> None:
        """Speaks this language from now on; empty means the system's. English stays if it cannot be loaded."""
        chosen = language or system_language()
        for old in self._installed:
            QCoreApplication.removeTranslator(old)
        self.language = chosen
        QLocale.setDefault(locale_for(chosen))
        self._installed = self._translators(chosen)
        for new in self._installed:
            QCoreApplication.installTranslator(new)
        self.language_changed.emit()

    def _translators(self, language: str) -> list[QTranslator]:
        if language == PSEUDO:
            from desktop.i18n.pseudo import PseudoTranslator

            return [PseudoTranslator()]
        found = []
        qt_own = QTranslator()
        if qt_own.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            found.append(qt_own)
        wanted = [language]
        if self._desk and desk_file(language).is_file():
            wanted.append(desk_file(language).stem)
        for name in wanted:
            translator = _loaded(name)
            if translator is not None:
                found.append(translator)
        return found
