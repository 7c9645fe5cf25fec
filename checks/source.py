"""The files the lints read, and what they find in them."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

TEXT_SUFFIXES = frozenset(
    {".py", ".toml", ".md", ".txt", ".lock", ".spec", ".cfg", ".ini", ".json", ".yml", ".yaml", ".ts", ".svg", ".qss"}
    | {".css", ".html", ".js", ".mako", ".sh", ".tsv", ""}
)
SKIPPED_FOLDERS = frozenset({".git", ".venv", "build", "dist", "__pycache__"})


@dataclass(frozen=True)
class Finding:
    """A place that breaks a rule, and what to do about it."""

    path: PurePosixPath
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


@dataclass(frozen=True)
class Source:
    """One text file of the project; `path` is relative to its root."""

    path: PurePosixPath
    text: str

    @property
    def is_python(self) -> bool:
        """Whether this is a Python file, whose `tree` may be asked for."""
        return self.path.suffix == ".py"

    @functools.cached_property
    def tree(self) -> ast.Module:
        """The parsed file. Raises SyntaxError as Python would."""
        return ast.parse(self.text, filename=str(self.path))

    def below(self, *folders: str) -> bool:
        """Whether the file lies in one of these folders (or is one of these files)."""
        return any(self.path.is_relative_to(folder) for folder in folders)

    def finding(self, line: int, rule: str, message: str) -> Finding:
        """A finding in this file."""
        return Finding(self.path, line, rule, message)


def listed_by_git(root: Path) -> list[str] | None:
    """What git tracks or would track below root; None where there is no git or no repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=True)  # noqa: S607 - git is on the path
    except (OSError, subprocess.CalledProcessError):
        return None
    return [name for name in done.stdout.decode().split("\0") if name]


def walked(root: Path) -> Iterator[str]:
    """Every file below root but what is built, for an unpacked archive."""
    for path in root.rglob("*"):
        below = path.relative_to(root)
        if path.is_file() and not SKIPPED_FOLDERS.intersection(below.parts):
            yield below.as_posix()


def read_sources(root: Path) -> list[Source]:
    """Every text file of the project, in the order of their paths."""
    names = listed_by_git(root)
    sources = []
    for name in sorted(set(walked(root) if names is None else names)):
        path = root / name
        if path.suffix in TEXT_SUFFIXES and path.is_file():
            sources.append(Source(PurePosixPath(name), path.read_text(encoding="utf-8")))
    return sources
