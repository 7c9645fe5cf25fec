"""Whether the system asks programs not to move: each desktop keeps that in a place of its own."""

from __future__ import annotations

import configparser
import os
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

OFF = frozenset({"0", "false", "no", "off"})


def system_stands_still() -> bool:
    """What the user has chosen in the system's own settings.

    Windows: *Animation effects*, which Qt reads. macOS: *Reduce motion*. KDE, and what reads GTK's settings: their
    files. Only the last two are tested.
    """
    if sys.platform == "win32":
        return not QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
    if sys.platform == "darwin":
        return bool(QSettings("com.apple", "universalaccess").value("reduceMotion", False, bool))
    return sys.platform.startswith("linux") and (_plasma_stands_still() or _gtk_stands_still())


def _config() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def _value(path: Path, section: str, key: str) -> str:
    file = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        file.read(path, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError):
        return ""
    return file.get(section, key, fallback="").strip().lower()


def _plasma_stands_still() -> bool:
    factor = _value(_config() / "kdeglobals", "KDE", "AnimationDurationFactor")
    return factor.replace(".", "", 1).isdigit() and float(factor) == 0


def _gtk_stands_still() -> bool:
    versions = ("gtk-4.0", "gtk-3.0")
    return any(_value(_config() / v / "settings.ini", "Settings", "gtk-enable-animations") in OFF for v in versions)
