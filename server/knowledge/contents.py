"""Shelves: where an article stands, by the folder's table of contents (`TOC.md`) or by its folder."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from domain.text.markdown import plain, slug

DEEPEST: Final = 2
"""Levels of shelves: a reader browses two, what is below is found by searching."""

_LINE: Final = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*$", re.MULTILINE)
_LINK: Final = re.compile(r"\[(?P<words>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<path>[^)\s#?]*)[^)]*\)")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category by its key; a shelf inside another has a key that begins with the other's: `sales/orders`."""

    key: str
    names: dict[str, str] = field(default_factory=dict)
    guesses: dict[str, str] = field(default_factory=dict)
    """Names made from the key, where nobody has given one."""

    @property
    def parent_key(self) -> str:
        """Return the key of the shelf around this one, empty for an outermost."""
        return self.key.rpartition("/")[0]


class Shelves:
    """The shelves of all languages: keys from the first language's words, names in each language's own."""

    def __init__(self) -> None:
        self.all: dict[str, Shelf] = {}
        self._place: dict[str, str] = {}

    def add_contents(self, locale: str, text: str) -> None:
        """Take in a language's table of contents; begin with the language whose words make the keys."""
        places = _places(text)
        same = {names: key for path, names in places.items() if (key := self._place.get(path))}
        for path, names in places.items():
            key = self._place.get(path) or same.get(names) or "/".join(slug(name) for name in names)
            self._place[path] = key
            steps = key.split("/")
            if len(steps) != len(names):
                continue  # this language's table puts it elsewhere: the first one's order holds
            for depth, name in enumerate(names, 1):
                shelf = self.all.setdefault("/".join(steps[:depth]), Shelf("/".join(steps[:depth])))
                shelf.names.setdefault(locale, name)

    def place(self, article_slug: str, locale: str, given: str = "") -> str:
        """Return the key of the shelf of an article: as its head says, as the table says, or its folder's."""
        folder = posixpath.dirname(article_slug).split("/")[:DEEPEST]
        key = slug_path(given) or self._place.get(article_slug.casefold(), "") or slug_path("/".join(folder))
        steps = key.split("/") if key else []
        for depth in range(1, len(steps) + 1):
            part = "/".join(steps[:depth])
            self.all.setdefault(part, Shelf(part)).guesses.setdefault(locale, _words(steps[depth - 1]))
        return key


def slug_path(given: str) -> str:
    """Return the key for a category as written in an article's head: a key as it is, words as a slug."""
    return "/".join(slug(step) for step in given.split("/") if step.strip())


def _words(step: str) -> str:
    return step.replace("-", " ").replace("_", " ").capitalize()


def _places(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return article slug, case-folded, to the names of the shelves it stands on."""
    found: dict[str, tuple[str, ...]] = {}
    lines = [(len(m[1]), *_entry(m[2])) for m in _LINE.finditer(_COMMENT.sub("", text))]
    path: list[tuple[int, str]] = []
    for i, (level, name, target) in enumerate(lines):
        path = [step for step in path if step[0] < level]
        opens = i + 1 < len(lines) and lines[i + 1][0] > level
        shelves = _shelves([*path, (level, name)] if opens or not target else path)
        if target and shelves:
            found.setdefault(target, shelves)
        path.append((level, name))
    return found


def _shelves(path: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(name for _, name in path)[:DEEPEST]


def _entry(raw: str) -> tuple[str, str]:
    """Return the words of a line of the table and the slug it links, empty without a link to an article."""
    link = _LINK.search(raw)
    if link is None:
        return plain(raw), ""
    path = posixpath.normpath(link["path"])
    is_article = path.lower().endswith(".md") and not path.startswith(("/", ".."))
    return plain(link["words"]), path[:-3].casefold() if is_article else ""
