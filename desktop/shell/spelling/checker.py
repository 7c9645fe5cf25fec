"""What is wrong among the words one types: known at once or soon, never waited for."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from desktop.settings.declared import SPELLING
from desktop.shell.spelling.dictionaries import find, folders
from desktop.shell.spelling.speller import HunspellProcess, Speller
from sync.replica.reading.remembered import Remembered, remembered

if TYPE_CHECKING:
    from desktop.shell.workspace import Workspace

ASK_MS = 80
"""So long words are gathered before they are asked about in one go."""
SHORTEST = 2

Places = Callable[[], Iterable[Path]]


class SpellChecker(QObject):
    """Made once per open profile, when something is first written; used in the GUI thread.

    Signals:
        changed: more is known about words, or another dictionary is in use.
        suggested: (word, words that may have been meant)
    """

    changed = Signal()
    suggested = Signal(str, list)

    def __init__(self, work: Workspace, places: Places = lambda: folders(os.environ)) -> None:
        super().__init__(work)
        self._work, self._places = work, places
        self._spellers: dict[str, Speller | None] = {}
        self._known: dict[str, dict[str, bool]] = {}
        self._asked: dict[str, set[str]] = {}
        self._own: set[str] = set(json.loads(remembered(work.reader, Remembered.WORDS) or "[]"))
        self._ask_soon = QTimer(self, singleShot=True, interval=ASK_MS)
        self._ask_soon.timeout.connect(self._ask)

    def language_for(self, locale: str) -> str:
        """In which language a text for somebody of `locale` is checked; empty for none."""
        chosen = self._work.settings.get(SPELLING)
        language = (locale or self._work.locale)[:2] if chosen == "auto" else chosen
        return language if self._speller(language) is not None else ""

    def is_wrong(self, word: str, language: str) -> bool:
        """Whether a word is known to be wrong; one that is not known yet is asked about."""
        if len(word) < SHORTEST or word.isupper() or word.casefold() in self._own:
            return False
        known = self._known.setdefault(language, {})
        if word not in known:
            known[word] = False
            self._asked.setdefault(language, set()).add(word)
            self._ask_soon.start()
        return known[word]

    def suggest(self, word: str, language: str) -> None:
        """Asks what may have been meant; `suggested` answers, within a second or two."""
        speller = self._speller(language)
        if speller is not None:
            speller.suggest(word)

    def add(self, word: str) -> None:
        """Takes a word into the user's own dictionary."""
        self._own.add(word.casefold())
        self._work.remember(Remembered.WORDS, json.dumps(sorted(self._own)))
        self.changed.emit()

    def close(self) -> None:
        """Ends its processes."""
        for speller in self._spellers.values():
            if speller is not None:
                speller.close()
        self._spellers = dict.fromkeys(self._spellers)

    def _speller(self, language: str) -> Speller | None:
        if language not in self._spellers:
            path = find(language, QLocale.system().name(), self._places()) if language in ("en", "es") else None
            self._spellers[language] = self._made(language, path) if path is not None else None
        return self._spellers[language]

    def _made(self, language: str, path: Path) -> Speller:
        speller = HunspellProcess(path, self)
        speller.checked.connect(lambda words: self._on_checked(language, words))
        speller.suggested.connect(self.suggested)
        speller.failed.connect(lambda: self._on_failed(language))
        return speller

    def _ask(self) -> None:
        asked, self._asked = self._asked, {}
        for language, words in asked.items():
            speller = self._speller(language)
            if speller is not None:
                speller.check(words)

    def _on_checked(self, language: str, words: dict[str, bool]) -> None:
        self._known[language] |= words
        if any(words.values()):
            self.changed.emit()

    def _on_failed(self, language: str) -> None:
        """Nothing is underlined any more: no word is called wrong by somebody who cannot say so."""
        self._spellers[language] = None
        self._known.pop(language, None)
        self.changed.emit()
