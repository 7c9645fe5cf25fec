"""Theme and language as the settings have them, while the program runs."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.i18n.languages import Languages
from desktop.settings.declared import APPEARANCE, LANGUAGE, MOTION, TEXT_ZOOM
from desktop.settings.settings import Settings
from desktop.theme.theme import Mode, Theme


class Look(QObject):
    """Applies what a profile's settings say of the look, at its opening and at every change."""

    def __init__(self, theme: Theme, languages: Languages, settings: Settings) -> None:
        super().__init__()
        self._theme, self._languages, self._settings = theme, languages, settings
        self._account_language = ""
        self._insisted_language, self._insisted_appearance = "", ""
        settings.setting_changed.connect(self._on_setting_changed)

    def insist_on(self, language: str, appearance: str) -> None:
        """The command line chose a language or an appearance, which goes before what a profile has chosen."""
        self._insisted_language, self._insisted_appearance = language, appearance

    def take_over(self, settings: Settings, account_language: str) -> None:
        """A profile with these settings is shown, whose account has this language."""
        self._settings.setting_changed.disconnect(self._on_setting_changed)
        self._settings = settings
        settings.setting_changed.connect(self._on_setting_changed)
        self._account_language = account_language
        self._speak(self._insisted_language)
        self._theme.set_mode(Mode(self._insisted_appearance or self._settings.get(APPEARANCE)))
        self._theme.set_zoom(self._settings.get(TEXT_ZOOM))
        self._theme.set_motion(self._settings.get(MOTION))

    def _speak(self, language: str = "") -> None:
        wanted = language or self._settings.get(LANGUAGE) or self._account_language
        if wanted and wanted != self._languages.language:
            self._languages.choose(wanted)

    def _on_setting_changed(self, name: str) -> None:
        match name:
            case APPEARANCE.name:
                self._theme.set_mode(Mode(self._settings.get(APPEARANCE)))
            case TEXT_ZOOM.name:
                self._theme.set_zoom(self._settings.get(TEXT_ZOOM))
            case MOTION.name:
                self._theme.set_motion(self._settings.get(MOTION))
            case LANGUAGE.name if self._account_language:
                self._speak()
