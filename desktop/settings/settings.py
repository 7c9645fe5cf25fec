"""The settings in force, for this machine and for the profile that is open."""

from __future__ import annotations

import copy
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.background.throttle import Throttle
from desktop.settings.errors import NotSavedError, WrongValueError
from desktop.settings.places import config_folder
from desktop.settings.setting import Scope, Setting
from desktop.settings.store import Found, SettingsFile

log = logging.getLogger("mostrador.settings")
T = TypeVar("T")

SAVE_DELAY_MS = 300
"""Dragging a pane changes a setting at every step: only where it comes to rest is written."""


class Settings(QObject):
    """Reads and changes settings, typed by their declaration; made once, with the profile changing under it.

    Signals:
        setting_changed: name of a setting that has another value now.
        save_failed: (title, message) when a file could not be written; the values hold until the program ends.
    """

    setting_changed = Signal(str)
    save_failed = Signal(str, str)

    def __init__(self, folder: Path | None = None, machine: SettingsFile | None = None) -> None:
        """Opens the machine's settings.

        Args:
            folder: where the files are; None for the platform's place.
            machine: the machine's settings, where they are open already.
        """
        super().__init__()
        self._folder = folder or config_folder()
        self._files = {Scope.MACHINE: machine or SettingsFile(self._folder / "machine.json")}
        self._save_soon = Throttle(SAVE_DELAY_MS, self.save, self, leading=False)
        self._unsaved: set[Scope] = set()
        self._machine_changed: Callable[[str], None] = lambda _name: None

    def open_profile(self, profile: str) -> None:
        """Takes the settings of a profile (its folder's name) in place of those of the one before."""
        self.save()
        self._files[Scope.PROFILE] = SettingsFile(self._folder / "profiles" / f"{profile}.json")

    def of_profile(self, profile: str) -> Settings:
        """Settings of a profile (its folder's name) over this machine's: several profiles may be open at once."""
        other = Settings(self._folder, self._files[Scope.MACHINE])
        other.open_profile(profile)
        # Whoever listens to the machine's settings hears of a change that was made beside a profile's, too.
        other._machine_changed = self.setting_changed.emit
        return other

    def damaged_files(self) -> list[Path]:
        """Where files that could not be read were put aside at opening, to tell the user once."""
        return [file.aside for file in self._files.values() if file.aside is not None]

    @property
    def is_of_newer_program(self) -> bool:
        """Whether a newer program wrote a file: it is read and left as it is, so changes end with the program."""
        return any(file.found is Found.NEWER for file in self._files.values())

    def get(self, setting: Setting[T]) -> T:
        """The value in force; the default where none, or none that this version can use, was chosen."""
        file = self._files.get(setting.scope)
        if file is None or setting.name not in file.values:
            return copy.copy(setting.default)
        try:
            return setting.checked(file.values[setting.name])
        except WrongValueError as error:
            log.info("%s", error.message)
            return copy.copy(setting.default)

    def set(self, setting: Setting[T], value: T) -> None:
        """Changes a setting now and writes it soon. A profile's settings cannot be changed before one is open.

        Raises:
            WrongValueError: it cannot have this value.
        """
        checked = setting.checked(value)
        if checked == self.get(setting):
            return
        self._files[setting.scope].values[setting.name] = checked
        self._tell(setting)

    def is_chosen(self, setting: Setting[T]) -> bool:
        """Whether it has another value than its default."""
        return self.get(setting) != setting.default

    def reset(self, setting: Setting[T]) -> None:
        """Goes back to the default, which a later version of the program may change."""
        file = self._files[setting.scope]
        if file.values.pop(setting.name, None) is not None:
            self._tell(setting)

    def _tell(self, setting: Setting[T]) -> None:
        self._unsaved.add(setting.scope)
        self._save_soon()
        self.setting_changed.emit(setting.name)
        if setting.scope is Scope.MACHINE:
            self._machine_changed(setting.name)

    def save(self) -> None:
        """Writes what has not been written; call it at the end of the program."""
        self._save_soon.cancel()
        for scope in sorted(self._unsaved, key=lambda each: each.value):
            try:
                self._files[scope].save()
            except NotSavedError as error:
                self.save_failed.emit(error.title, error.message)
        self._unsaved.clear()
