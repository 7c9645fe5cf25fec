"""Qt's own programs for translations, as PySide6 brings them along."""

import sys
from collections.abc import Sequence
from pathlib import Path

import PySide6

from desktop.i18n.errors import TranslationError

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "i18n"
SPOKEN = {"en": "English", "es": "Español"}
"""The languages of the client, each by its own name. English needs its file for plurals only."""


def program(name: str) -> Path:
    """Where `lupdate` or `lrelease` is."""
    return Path(PySide6.__path__[0]) / (f"{name}.exe" if sys.platform == "win32" else name)


def run(name: str, arguments: Sequence[str | Path]) -> str:
    """What the program prints.

    Raises:
        TranslationError: it is not there, or it failed.
    """
    # Imported late: an installed client has its translations made already.
    import subprocess

    try:
        done = subprocess.run(
            [program(name), *arguments], capture_output=True, text=True, encoding="utf-8", check=True, timeout=120
        )
    except subprocess.CalledProcessError as error:
        raise TranslationError(f"{name} failed: {(error.stderr or error.stdout).strip()}") from error
    except OSError as error:
        raise TranslationError(f"{name} of PySide6 cannot be run ({error.strerror}); install PySide6 again.") from error
    return done.stdout


def compile_ts(source: Path, target: Path) -> None:
    """Makes the .qm that Qt reads from a .ts; an unfinished text stays in English.

    Raises:
        TranslationError: the .ts is not well-formed, or the folder cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TranslationError(f"{target.parent} cannot be made ({error.strerror}).") from error
    run("lrelease", ["-silent", source, "-qm", target])
