"""Registration on Linux: desktop entries in the user's own folders, as freedesktop.org describes them."""

from __future__ import annotations

import configparser
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.shell.requests import LOCK, NEW_TICKET
from desktop.system.errors import NotRegistered
from desktop.system.links import SCHEME

ENTRY = "mostrador.desktop"
MIME_TYPE = f"x-scheme-handler/{SCHEME}"
DEFAULTS = "Default Applications"
ACTIONS = (
    (NEW_TICKET, QT_TRANSLATE_NOOP("registration", "New ticket")),
    (LOCK, QT_TRANSLATE_NOOP("registration", "Lock")),
)
"""What the program's icon in a dock or a menu offers besides starting it."""
LANGUAGES = ("es",)
QUOTED = '"`$\\'


class FreedesktopRegistration:
    """A `Registration` made of files; https://specifications.freedesktop.org/desktop-entry-spec."""

    def __init__(self, command: Sequence[str], config: Path | None = None, data: Path | None = None) -> None:
        """Makes it; `config` and `data` are XDG_CONFIG_HOME and XDG_DATA_HOME where not given."""
        self._command = list(command)
        self._config = config or _folder("XDG_CONFIG_HOME", ".config")
        self._data = data or _folder("XDG_DATA_HOME", ".local/share")

    @property
    def _autostart(self) -> Path:
        return self._config / "autostart" / ENTRY

    def starts_with_system(self) -> bool:
        """Whether there is an entry, and none that only hides one."""
        try:
            return "Hidden=true" not in self._autostart.read_text(encoding="utf-8").splitlines()
        except OSError:
            return False

    def start_with_system(self, *, wanted: bool) -> None:
        """Write the entry, or take it away."""
        try:
            if wanted:
                _write(self._autostart, self._entry([], "X-GNOME-Autostart-enabled=true"))
            else:
                self._autostart.unlink(missing_ok=True)
        except OSError as error:
            raise NotRegistered(error.strerror or str(error)) from error

    def claim_links(self) -> None:
        """Write the entry of the menus, which says that links are ours, and make it the one that opens them."""
        names = ";".join(name for name, _ in ACTIONS)
        head = self._entry(["%u"], f"MimeType={MIME_TYPE};", "Categories=Office;", f"Actions={names};")
        try:
            actions = [self._action(name, title) for name, title in ACTIONS]
            _write(self._data / "applications" / ENTRY, "\n".join([head, *actions]))
            self._make_default()
        except (OSError, configparser.Error) as error:
            raise NotRegistered(getattr(error, "strerror", None) or str(error)) from error

    def _make_default(self) -> None:
        place = self._config / "mimeapps.list"
        known = configparser.RawConfigParser(delimiters=("=",), strict=False)
        known.optionxform = str  # type: ignore[method-assign,assignment]
        known.read(place, encoding="utf-8")
        if not known.has_section(DEFAULTS):
            known.add_section(DEFAULTS)
        known.set(DEFAULTS, MIME_TYPE, ENTRY)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("w", encoding="utf-8") as file:
            known.write(file, space_around_delimiters=False)

    def _entry(self, arguments: Sequence[str], *lines: str) -> str:
        comment = QT_TRANSLATE_NOOP("registration", "The help desk of your franchise, with or without a line")
        fixed = [
            "[Desktop Entry]", "Type=Application", "Name=Mostrador", *_localised("Comment", str(comment)),
            f"Exec={self._exec(arguments)}", "Icon=mostrador", "Terminal=false", "StartupWMClass=mostrador",
        ]  # fmt: skip
        return "\n".join([*fixed, *lines, ""])

    def _action(self, name: str, title: object) -> str:
        words = [f"[Desktop Action {name}]", *_localised("Name", str(title)), f"Exec={self._exec([f'--{name}'])}", ""]
        return "\n".join(words)

    def _exec(self, arguments: Sequence[str]) -> str:
        return " ".join([*map(quoted, self._command), *arguments])


def quoted(word: str) -> str:
    """One word of an Exec line, as the specification wants it: in quotes, then as any string of an entry."""
    plain = "".join(f"\\{letter}" if letter in QUOTED else letter for letter in word).replace("%", "%%")
    return f'"{plain}"'.replace("\\", "\\\\")


def _localised(key: str, text: str) -> list[str]:
    """The line in English, which every desktop falls back to, and in the language in force."""
    here = QCoreApplication.translate("registration", text)
    language = next((each for each in LANGUAGES if here != text), "")
    return [f"{key}={text}", *([f"{key}[{language}]={here}"] if language else [])]


def _write(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(".new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(place)


def _folder(variable: str, below_home: str) -> Path:
    named = os.environ.get(variable, "")
    return Path(named) if named.startswith("/") else Path.home() / below_home
