"""The settings' files: one JSON file a scope, written whole and swapped in."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import Any

from desktop.settings.errors import NotSavedError
from desktop.settings.migrations import VERSION, migrated

log = logging.getLogger("mostrador.settings")


class SettingsFile:
    """One file of settings. What it cannot read it keeps aside, and starts from the defaults.

    Attributes:
        set_aside: where a damaged file was moved at opening; None if all was well.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.set_aside: Path | None = None
        # A newer program's file keeps its version: going back and forth between two versions loses nothing.
        self._version = VERSION
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
        self._version = max(version, VERSION)
        return migrated(values, version)

    def _put_aside(self, error: Exception) -> None:
        aside = self.path.with_name(f"{self.path.stem}.damaged.json")
        os.replace(self.path, aside)
        self.set_aside = aside
        log.warning("%s could not be read (%r): kept as %s, starting with defaults", self.path, error, aside.name)

    def save(self) -> None:
        """Writes the file; the old one stays whole until the new one is complete.

        Raises:
            NotSavedError: the folder or the disk refused.
        """
        partial = self.path.with_suffix(".new")
        content = {"version": self._version, "values": self.values}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True), encoding="utf-8")
            os.replace(partial, self.path)
        except OSError as error:
            raise NotSavedError(self.path, error.strerror or str(error)) from error
