"""The port behind which a dictionary stands, and its adapter for Hunspell's files."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

log = logging.getLogger("mostrador.spelling")


class Speller(QObject):
    """Knows the words of one language. Every answer comes later, in the GUI thread.

    Signals:
        checked: (word to whether it is wrong) of words that were asked about.
        suggested: (word, words that may have been meant)
        failed: nothing more will come.
    """

    checked = Signal(dict)
    suggested = Signal(str, list)
    failed = Signal()

    def check(self, words: Collection[str]) -> None:
        """Asks whether words are wrong."""
        raise NotImplementedError

    def suggest(self, word: str) -> None:
        """Asks what may have been meant."""
        raise NotImplementedError

    def close(self) -> None:
        """Ends it."""


class HunspellProcess(Speller):
    """A process of our own that reads a Hunspell dictionary; started with the first question."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.setProgram(sys.executable)
        self._process.setArguments(["-m", "desktop.shell.spelling.worker", str(path)])
        self._process.readyReadStandardOutput.connect(self._on_answered)
        self._process.errorOccurred.connect(self._on_error)
        self._process.finished.connect(self._on_finished)

    def check(self, words: Collection[str]) -> None:
        """Override Speller.check."""
        self._ask({"words": sorted(words)})

    def suggest(self, word: str) -> None:
        """Override Speller.suggest."""
        self._ask({"suggest": word})

    def close(self) -> None:
        """Override Speller.close."""
        self._process.blockSignals(True)
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.closeWriteChannel()
            self._process.kill()
            self._process.waitForFinished(1000)

    def _ask(self, question: dict[str, object]) -> None:
        if self._process.state() is QProcess.ProcessState.NotRunning:
            self._process.start()
        self._process.write(json.dumps(question).encode() + b"\n")

    def _on_answered(self) -> None:
        while self._process.canReadLine():
            answer = json.loads(bytes(self._process.readLine().data()))
            if "suggest" in answer:
                self.suggested.emit(answer["suggest"], answer["found"])
            else:
                self.checked.emit(answer["words"])

    def _on_error(self, error: QProcess.ProcessError) -> None:
        log.warning("the spelling process failed: %s", error.name)
        self.failed.emit()

    def _on_finished(self, code: int, _status: object) -> None:
        log.warning("the spelling process ended with %s", code)
        self.failed.emit()
