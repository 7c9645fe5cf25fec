"""What the diagnostics page says, gathered away from the GUI thread; ids and figures, never what people wrote."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QLocale, QObject, qVersion

from desktop.shell import moments
from desktop.shell.line import LineState, rail_text
from desktop.shell.line_history import LineHistory
from desktop.shell.logbook import last_lines
from desktop.shell.profile_files import read_card
from desktop.shell.version import VERSION
from domain.plain import Plain
from sync.replica.reading.health import SyncState, sync_state
from sync.replica.reading.reader import Reader

NONE = "—"
HISTORY_LINES = 12
LOG_LINES = 200


class Fact(Plain):
    """A label and what it says."""

    label: str
    value: str


class Chapter(Plain):
    """What belongs together."""

    title: str
    facts: tuple[Fact, ...]


class Gathered(Plain):
    """What was read on the worker thread."""

    state: SyncState
    versions: tuple[tuple[str, str], ...]
    sizes: tuple[int, int, int, int]
    """Bytes: the cache, the article index, the shelf of files, what is free on the disk."""
    log: tuple[str, ...]


def gathered(reader: Reader, folder: Path) -> Gathered:
    """Read what changes; on the read thread."""
    return Gathered(sync_state(reader), _versions(reader), _sizes(folder), tuple(last_lines(LOG_LINES)))


def _versions(reader: Reader) -> tuple[tuple[str, str], ...]:
    return (
        ("Mostrador", VERSION),
        ("Qt", f"{qVersion()} (PySide6 {pyside_version})"),
        ("Python", platform.python_version()),
        ("SQLite", str(reader.value("SELECT sqlite_version()"))),
        ("SQLCipher", str(reader.value("PRAGMA cipher_version"))),
        ("Whoosh", version_of("Whoosh")),
    )


def version_of(package: str) -> str:
    """The version of an installed package; a dash where the bundle does not say."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return NONE


def _sizes(folder: Path) -> tuple[int, int, int, int]:
    def together(*patterns: str) -> int:
        return sum(path.stat().st_size for pattern in patterns for path in folder.glob(pattern) if path.is_file())

    return together("cache.db*"), together("articles.idx*"), together("files/**/*"), shutil.disk_usage(folder).free


class Telling(QObject):
    """Says what was gathered, in the language in force; in the GUI thread."""

    def chapters(self, found: Gathered, history: LineHistory, folder: Path) -> list[Chapter]:
        """The page."""
        versions = (*(Fact(*pair) for pair in found.versions), Fact(self.tr("System"), _system()))
        return [
            Chapter(self.tr("Versions"), versions),
            Chapter(self.tr("Server and account"), self._account(folder)),
            Chapter(self.tr("Line"), self._line(history)),
            Chapter(self.tr("Sync"), self._sync(found.state)),
            Chapter(self.tr("Cache"), self._cache(found)),
        ]

    def report(self, content: list[Chapter], log_lines: Iterable[str]) -> str:
        """The page as text for support."""
        lines: list[str] = []
        for chapter in content:
            lines += [chapter.title, *(f"  {fact.label}: {fact.value}" for fact in chapter.facts), ""]
        return "\n".join([*lines, self.tr("Log"), *(f"  {line}" for line in log_lines)]) + "\n"

    def _account(self, folder: Path) -> tuple[Fact, ...]:
        card = read_card(folder)
        server, account, device = (card.server_url, card.user_id, card.device) if card is not None else (NONE,) * 3
        return (
            Fact(self.tr("Server"), server),
            Fact(self.tr("Account"), account),
            Fact(self.tr("Device"), device),
            Fact(self.tr("Profile folder"), str(folder)),
        )

    def _line(self, history: LineHistory) -> tuple[Fact, ...]:
        facts = [Fact(when(each.at), rail_text(LineState(each.status))) for each in history]
        return tuple(facts[:HISTORY_LINES]) or (Fact(self.tr("Since the start"), rail_text(LineState())),)

    def _sync(self, state: SyncState) -> tuple[Fact, ...]:
        number, coming = QLocale().toString, state.fills + state.segments
        content = self.tr("%n parts are still coming in", "", coming) if coming else self.tr("complete")
        return (
            Fact(self.tr("Position"), f"{state.epoch[:8]} : {number(state.seq)}" if state.epoch else NONE),
            Fact(self.tr("Last news from the server"), when_stored(state.heard_at)),
            Fact(self.tr("Last compared with the server"), when_stored(state.checked_at)),
            Fact(self.tr("Content"), self.tr("being compared with the server") if state.repairing else content),
            Fact(self.tr("Waiting to be sent"), number(state.unsent)),
            Fact(self.tr("Needs attention"), number(state.refused)),
            Fact(self.tr("Only for a newer program"), number(state.unknown)),
        )

    def _cache(self, found: Gathered) -> tuple[Fact, ...]:
        records = found.state.records
        held = (
            self.tr("%n tickets", "", records["ticket"]),
            self.tr("%n messages", "", records["message"]),
            self.tr("%n guides", "", records["article"]),
        )
        cache, index, files, free = (QLocale().formattedDataSize(size) for size in found.sizes)
        return (
            Fact(self.tr("Held here"), ", ".join(held)),
            Fact(self.tr("Cache"), cache),
            Fact(self.tr("Search index"), index),
            Fact(self.tr("Files"), files),
            Fact(self.tr("Free on this disk"), free),
        )


def _system() -> str:
    return f"{platform.system()} {platform.release()} ({platform.machine()})"


def when(moment: datetime) -> str:
    """A moment to the second, with its day unless that is today."""
    second = f"{moments.clock(moment)}:{moment.astimezone():%S}"
    day = moments.short_day(moment, moments.now())
    return second if day == moments.clock(moment) else f"{day} {second}"


def when_stored(text: str) -> str:
    """A moment of the cache; a dash for never."""
    return moments.absolute(moments.moment_of(text)) if text else NONE
