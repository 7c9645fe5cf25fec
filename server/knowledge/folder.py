"""Reads a knowledge base from a folder: one folder per language, one Markdown file per article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from domain.mutations.articles import BODY_LONGEST, TITLE_LONGEST
from domain.words import Visibility
from server.accounts.naming import LOCALES
from server.knowledge import front_matter
from server.knowledge.contents import Shelf, Shelves
from server.knowledge.dialect import plain_markdown, without_title
from server.knowledge.errors import NotAKnowledgeBase, UnreadableFile
from server.knowledge.fragments import Fragments

CONTENTS: Final = "TOC.md"
FRAGMENTS: Final = "includes"
_LANGUAGE: Final = re.compile(rf"(?:{'|'.join(LOCALES)})(?:-[A-Za-z]{{2,4}})?")
_US_DATE: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as a file has it. `digest` changes when anything of it does."""

    path: str
    locale: str
    slug: str
    title: str
    body: str
    summary: str
    category: str
    visibility: Visibility
    tags: tuple[str, ...]
    review_at: datetime | None
    updated_at: datetime | None

    @property
    def digest(self) -> str:
        """Return a digest of everything that goes into the article."""
        parts = (self.title, self.body, self.summary, self.category, self.visibility, *self.tags, str(self.review_at))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds: articles, the shelves they stand on, files left out and fragments missed, with reasons."""

    drafts: list[Draft] = field(default_factory=list)
    shelves: dict[str, Shelf] = field(default_factory=dict)
    unreadable: list[UnreadableFile] = field(default_factory=list)
    missing: dict[str, set[str]] = field(default_factory=dict)


def read_folder(root: Path, *, visibility: Visibility = Visibility.FRANCHISE) -> Folder:
    """Return everything that can be read below `root`.

    Args:
        root: Holds a folder per language, named by its code: `en`, `es`.
        visibility: Of articles whose head does not say it.

    Raises:
        NotAKnowledgeBase: There is no such folder, or no language in it.
    """
    if root.is_file():
        raise NotAKnowledgeBase(f"{root} is a file, a folder is wanted: give the one that holds `en`, `es`, …")
    if not root.is_dir():
        raise NotAKnowledgeBase(f"There is no folder {root}. Give the folder that holds `en`, `es`, …")
    folders = sorted(p for p in root.iterdir() if p.is_dir() and not p.name.startswith("."))
    languages = [p for p in folders if _LANGUAGE.fullmatch(p.name)]
    if not languages:
        hint = "Put the articles of each language into a folder named by its code: en/opening.md, es/opening.md."
        raise NotAKnowledgeBase(f"{root} has no folder of a language. {hint}")
    found = Folder()
    for place in folders:
        if place not in languages and next(place.rglob("*.md"), None) is not None:
            reason = f"its articles were left out, {place.name} is no language: use {' or '.join(LOCALES)}."
            found.unreadable.append(UnreadableFile(f"{place.name}/", reason))
    shelves = Shelves()
    for place in languages:
        _Language(place, found, shelves, visibility).read()
    found.shelves.update(shelves.all)
    return found


class _Language:
    """Reads the folder of one language into `found`."""

    def __init__(self, place: Path, found: Folder, shelves: Shelves, visibility: Visibility) -> None:
        self._place = place
        self._found = found
        self._shelves = shelves
        self._visibility = visibility

    def read(self) -> None:
        texts = {path: text for path in self._paths() if (text := self._attempt(path, self._text)) is not None}
        contents = texts.pop(CONTENTS, None)
        if contents:
            self._shelves.add_contents(self._place.name, contents)
        articles = {path: text for path, text in texts.items() if FRAGMENTS not in path.split("/")[:-1]}
        fragments = Fragments({p: t for p, t in texts.items() if p not in articles}, frozenset(articles))
        taken: dict[str, str] = {}
        for path, text in articles.items():
            draft = self._attempt(path, partial(self._draft, text=text, fragments=fragments))
            if draft is not None and (other := taken.setdefault(draft.slug.casefold(), draft.path)) != draft.path:
                reason = f"it has the same slug as {other}: give one of them another."
                self._found.unreadable.append(UnreadableFile(draft.path, reason))
            elif draft is not None:
                self._found.drafts.append(draft)
        for name, askers in fragments.missing.items():
            self._found.missing.setdefault(name, set()).update(f"{self._place.name}/{asker}" for asker in askers)

    def _paths(self) -> Iterator[str]:
        """Yield what is named like an article, with `/` between folders; links out of the folder are left aside."""
        root = self._place.resolve()
        for path in sorted(self._place.rglob("*")):
            relative = path.relative_to(self._place)
            if path.suffix.lower() != ".md" or any(part.startswith(".") for part in relative.parts):
                continue
            try:
                inside = path.resolve().is_relative_to(root)
            except (OSError, RuntimeError):
                reason = "it is a link that leads back to itself: put the file itself here."
            else:
                if inside and front_matter.is_text(str(relative)):
                    yield relative.as_posix()
                    continue
                reason = "it is a link to a file outside this folder: put the file itself here."
                if inside:
                    reason = "its name is not UTF-8: rename it."
            self._found.unreadable.append(UnreadableFile(self._name(relative.as_posix()), reason))

    def _attempt(self, path: str, act: Callable[[str], Any]) -> Any:
        """Return what `act` makes of a file, or None after noting why it cannot."""
        try:
            return act(path)
        except UnreadableFile as error:
            self._found.unreadable.append(error)
            return None

    def _name(self, path: str) -> str:
        return f"{self._place.name}/{path}".encode(errors="replace").decode()

    def _text(self, path: str) -> str:
        """Return a file's text.

        Raises:
            UnreadableFile: It is no file, may not be read, or is not UTF-8.
        """
        name = self._name(path)
        file = self._place / path
        if file.is_dir():
            raise UnreadableFile(name, "it is a folder, not a file: rename it without `.md`.")
        try:
            # A pipe or a device would never come to its end.
            if file.exists() and not file.is_file():
                raise UnreadableFile(name, "it is no ordinary file: put a text in its place, or remove it.")
            text = file.read_bytes().decode("utf-8-sig")
        except PermissionError as error:
            raise UnreadableFile(name, "it may not be read: allow the server's user to read it.") from error
        except UnicodeDecodeError as error:
            reason = f"it is not UTF-8 (first at byte {error.start}): save it in that encoding."
            raise UnreadableFile(name, reason) from error
        except OSError as error:
            raise UnreadableFile(name, f"it cannot be read ({error.strerror}): check the disk.") from error
        if "\0" in text:
            raise UnreadableFile(name, "it is not a text: remove it from the folder, or its zero bytes.")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _draft(self, path: str, text: str, fragments: Fragments) -> Draft:
        """Return the article in a file.

        Raises:
            UnreadableFile: It is empty, its head is broken, or it is too long.
        """
        name, locale = self._name(path), self._place.name
        if not text.strip():
            raise UnreadableFile(name, "it is empty: write the article, or remove the file.")
        head, body = front_matter.split(name, text)
        slug = str(head.get("slug") or path[: -len(".md")])
        title = front_matter.title_of(head, body, slug)
        body = without_title(plain_markdown(fragments.expand(path, body)), title).strip()
        if len(body) > BODY_LONGEST or len(title) > TITLE_LONGEST:
            reason = f"it is too long: {BODY_LONGEST} characters of text and {TITLE_LONGEST} of title are the most."
            raise UnreadableFile(name, reason)
        draft = Draft(
            path=name,
            locale=locale,
            slug=slug,
            title=title,
            body=body or title,
            summary=str(head.get("summary") or head.get("description") or "").strip(),
            category=self._shelves.place(slug, locale, str(head.get("category") or "")),
            visibility=front_matter.visibility(name, head.get("visibility"), self._visibility),
            tags=front_matter.texts(head.get("tags") or head.get("keywords") or head.get("ms.search.keywords")),
            review_at=front_matter.moment(name, "review_at", head.get("review_at")),
            updated_at=_written_at(name, head),
        )
        if not front_matter.is_text("".join((slug, title, draft.summary, draft.category, *draft.tags))):
            raise UnreadableFile(name, "the front matter has half a character: write it out instead of as `\\ud800`.")
        return draft


def _written_at(name: str, head: dict[str, Any]) -> datetime | None:
    """Return when the text was last changed, if the head tells."""
    if (given := head.get("updated_at")) is not None:
        return front_matter.moment(name, "updated_at", given)
    found = _US_DATE.fullmatch(str(head.get("ms.date") or ""))
    try:
        return datetime(int(found[3]), int(found[1]), int(found[2]), tzinfo=UTC) if found else None
    except ValueError:
        return None
