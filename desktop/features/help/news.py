"""What is new, version by version: a resource in each language, the latest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from domain.plain import Plain

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "news"
HEADING = "## "
POINT = "- "
MARKS = re.compile(r"\*\*|`")


class Release(Plain):
    """What a version brought, in the order of its weight."""

    version: str
    points: tuple[str, ...]


def releases(language: str, folder: Path = FOLDER) -> list[Release]:
    """Every version there is something to tell of; in English where a language has no file."""
    path = folder / f"{language}.md"
    if not path.is_file():
        path = folder / "en.md"
    return list(parsed(path.read_text(encoding="utf-8").splitlines()))


def parsed(lines: Iterable[str]) -> Iterable[Release]:
    """The versions of a file."""
    version, points = "", list[str]()
    for line in lines:
        if line.startswith(HEADING):
            if version:
                yield Release(version, tuple(points))
            version, points = line.removeprefix(HEADING).strip(), []
        elif version and line.startswith(POINT):
            points.append(MARKS.sub("", line.removeprefix(POINT)).strip())
    if version:
        yield Release(version, tuple(points))
