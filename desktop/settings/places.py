"""Where the client keeps its files; MOSTRADOR_HOME moves all of them (tests, the demo, a portable copy)."""

import os
from pathlib import Path

from PySide6.QtCore import QStandardPaths

NAME = "Mostrador"
HOME_VARIABLE = "MOSTRADOR_HOME"

Location = QStandardPaths.StandardLocation


def _folder(location: Location, below_home: str) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home).expanduser().absolute() / below_home
    return Path(QStandardPaths.writableLocation(location)) / NAME


def config_folder() -> Path:
    """Settings of this machine and of every profile. The folder may not exist yet, as with the others."""
    return _folder(Location.GenericConfigLocation, "config")


def data_folder() -> Path:
    """The profiles' encrypted caches: what is not on the server yet lives here."""
    return _folder(Location.GenericDataLocation, "data")


def cache_folder() -> Path:
    """What can be made again at any time."""
    return _folder(Location.GenericCacheLocation, "cache")
