"""Where systems and office programs keep Hunspell dictionaries, and which one is for a language."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

LINUX = (
    *("/usr/share/hunspell", "/usr/local/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts"),
    *("/usr/lib/libreoffice/share/extensions/dict-*", "/opt/libreoffice*/share/extensions/dict-*"),
    *("/run/host/usr/share/hunspell", "/snap/libreoffice/current/lib/libreoffice/share/extensions/dict-*"),
)
MACOS = ("/Library/Spelling", "/Applications/LibreOffice.app/Contents/Resources/extensions/dict-*")
"""macOS keeps its own dictionaries to itself; these are where people put Hunspell's, and where an office has them."""
WINDOWS = ("LibreOffice*/share/extensions/dict-*", "OpenOffice*/share/extensions/dict-*")
FIRST = {"en": ("en_US", "en_GB"), "es": ("es_ES", "es_MX")}
"""Of several for a language, the ones most people write; before them comes the system's own country."""


def folders(environment: Mapping[str, str], platform: str = sys.platform) -> Iterator[Path]:
    """Every folder that may have some: the one the user names by Hunspell's own variable, the user's, the system's."""
    yield from map(Path, filter(None, environment.get("DICPATH", "").split(os.pathsep)))
    if platform == "win32":
        for root in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if root in environment:
                for pattern in WINDOWS:
                    yield from sorted(Path(environment[root]).glob(pattern))
        return
    home = Path(environment.get("HOME", "/nowhere"))
    own = ("Library/Spelling",) if platform == "darwin" else (".local/share/hunspell", ".hunspell")
    yield from (home / place for place in own)
    for pattern in MACOS if platform == "darwin" else LINUX:
        yield from sorted(Path("/").glob(pattern.lstrip("/")))


def find(language: str, country: str, places: Iterable[Path]) -> Path | None:
    """Return the dictionary of a language without its ending, or None if there is none here.

    Args:
        language: `en` or `es`.
        country: the system's locale, such as `es_AR`: its own dictionary goes before the others.
        places: where to look; earlier ones go before later ones.
    """
    found: dict[str, Path] = {}
    for place in places:
        if not place.is_dir():
            continue
        for words in sorted(place.glob(f"{language}*.dic")):
            name = words.stem.replace("-", "_")
            if name.partition("_")[0] == language and words.with_suffix(".aff").is_file():
                found.setdefault(name, words.with_suffix(""))
    wanted = [country.replace("-", "_"), *FIRST.get(language, ()), language, *sorted(found)]
    return next((found[name] for name in wanted if name in found), None)
