"""Fragments: files under `includes/` that articles pull in with `[!INCLUDE[name](path)]`."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

_INCLUDE: Final = re.compile(r"\[!INCLUDE\s*\[([^\]]*)\]\s*\(\s*([^)]*?)\s*\)\s*\]", re.IGNORECASE)
_ADDRESS: Final = re.compile(
    r"(\]\(\s*<?|^ {0,3}\[[^\]]+\]:\s*<?|\b(?:source|src|href)=\")([^)\s>\"#?]+)", re.MULTILINE
)
_HEAD: Final = re.compile(r"\A---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_DEEPEST: Final = 8
"""Fragments may pull in fragments; deeper than this they go round in circles."""


class Fragments:
    """The fragments of one language and how they are put into a text.

    Attributes:
        missing: Path of each fragment that was asked for and is not there, to the files that asked.
    """

    def __init__(self, texts: Mapping[str, str], articles: frozenset[str]) -> None:
        """Take the language's fragments as path to text, and the paths of all its articles."""
        self.missing: dict[str, set[str]] = defaultdict(set)
        self._texts = texts
        self._articles = articles
        self._by_name: dict[str, str] = {}
        for path in sorted(texts, key=lambda p: (p.count("/"), p), reverse=True):
            self._by_name[posixpath.basename(path).lower()] = path

    def expand(self, path: str, text: str) -> str:
        """Return the text of the article at `path` with its fragments in place and their links as from there."""
        return self._expand(path, posixpath.dirname(path), text, 0)

    def _expand(self, path: str, home: str, text: str, depth: int) -> str:
        """Return the text of `path` with links as from the folder `home`; what it pulls in comes so already."""
        folder = posixpath.dirname(path)
        parts, end = list[str](), 0
        for call in _INCLUDE.finditer(text):
            parts.append(self._moved(text[end : call.start()], folder, home))
            end = call.end()
            found = self._find(folder, call[2])
            if found is None or depth >= _DEEPEST:
                self.missing[call[2]].add(path)
                continue
            inner = _HEAD.sub("", self._texts[found], count=1).strip()
            parts.append(_fitted(self._expand(found, home, inner, depth + 1), text, call))
        return "".join([*parts, self._moved(text[end:], folder, home)])

    def _find(self, folder: str, wanted: str) -> str | None:
        """Return the path of a fragment: as named, else the one of that file name anywhere in the language."""
        path = posixpath.normpath(posixpath.join(folder, wanted.replace("\\", "/")))
        return path if path in self._texts else self._by_name.get(posixpath.basename(path).lower())

    def _moved(self, text: str, origin: str, home: str) -> str:
        """Return a fragment's text with relative links that are right in the folder `home`."""
        if origin == home:
            return text

        def move(link: re.Match[str]) -> str:
            if ":" in link[2] or link[2].startswith("/"):
                return link[0]
            target = posixpath.normpath(posixpath.join(origin, link[2]))
            as_written = posixpath.normpath(posixpath.join(home, link[2]))
            if as_written in self._articles and target not in self._articles:
                return link[0]
            return link[1] + posixpath.relpath(target, home or ".")

        return _ADDRESS.sub(move, text)


def _fitted(fragment: str, text: str, call: re.Match[str]) -> str:
    """Return a fragment in the form its place allows: one line inside a line, indented alone on its own."""
    start = text.rfind("\n", 0, call.start()) + 1
    end = text.find("\n", call.end())
    before, after = text[start : call.start()], text[call.end() : len(text) if end < 0 else end]
    if before.strip(" \t>") or after.strip():
        return " ".join(line.strip() for line in fragment.splitlines() if line.strip())
    return fragment.replace("\n", "\n" + before)
