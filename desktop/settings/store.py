"""The settings' files: one JSON file a scope, written whole and swapped in."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
from enum import Enum
from pathlib import Path
from typing import Any

from desktop.settings.errors import NotSavedError
from desktop.settings.migrations import VERSION, migrated

log = logging.getLogger("mostrador.settings")


class Found(Enum):
    """In what state a file was at opening, where the user has to know of it."""

    DAMAGED = "damaged"
    """Put aside; the defaults hold."""
    NEWER = "newer"
    """A newer program wrote it: what this one understands holds, and the file stays as it is."""


class SettingsFile:
    """One file of settings.

    What it cannot read it keeps aside, and starts from the defaults. What an older program wrote it keeps as a backup
    and brings up to date. What a newer one wrote it reads but never writes.

    Attributes:
        values: what is chosen, by name.
        found: what the user has to know of the file; None if all was well.
        aside: where a damaged file was moved.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: Found | None = None
        self.aside: Path | None = None
        self.values: dict[str, Any] = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            version, values = content["version"], content["values"]
            if not isinstance(version, int) or not isinstance(values, dict):
                raise TypeError("version and values are of other types")
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError) as error:
            self._put_aside(error)
            return {}
        if version > VERSION:
            self.found = Found.NEWER
        elif version < VERSION:
            self._back_up(version)
        return migrated(values, version)

    def _put_aside(self, error: Exception) -> None:
        self.aside = self.path.with_name(f"{self.path.stem}.damaged.json")
        os.replace(self.path, self.aside)
        self.found = Found.DAMAGED
        log.warning("%s could not be read (%r): kept as %s, starting with defaults", self.path, error, self.aside.name)

    def _back_up(self, version: int) -> None:
        # A disk that is full refuses the next save as well, and is told of then.
        with contextlib.suppress(OSError):
            shutil.copy2(self.path, self.path.with_name(f"{self.path.stem}.v{version}.json"))

    def save(self) -> None:
        """Writes the file; the old one stays whole until the new one is complete.

        Raises:
            NotSavedError: the folder or the disk refused.
        """
        if self.found is Found.NEWER:
            return
        partial = self.path.with_suffix(".new")
        content = {"version": VERSION, "values": self.values}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True), encoding="utf-8")
            os.replace(partial, self.path)
        except OSError as error:
            raise NotSavedError(self.path, error.strerror or str(error)) from error
