"""How this program is started again: by the system at login, by a link, by a menu."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop.settings.places import HOME_VARIABLE


def launch_command() -> list[str]:
    """The words that start the client: the bundle's program, the installed script, or the module with this Python."""
    home = os.environ.get(HOME_VARIABLE, "")
    # A copy that keeps its files elsewhere finds them again however it is started.
    moved = ["env", f"{HOME_VARIABLE}={home}"] if home and sys.platform.startswith("linux") else []
    return [*moved, *_program()]


def _program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    script = Path(sys.executable).with_name("mostrador.exe" if sys.platform == "win32" else "mostrador")
    return [str(script)] if script.exists() else [sys.executable, "-m", "desktop.command"]


def windows_line(words: Sequence[str]) -> str:
    """The words as one command line of Windows."""
    from subprocess import list2cmdline

    return list2cmdline(words)
