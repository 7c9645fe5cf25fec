"""The head of an article's file: YAML between two lines of dashes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any, Final

import yaml

from domain.words import Visibility
from server.knowledge.errors import UnreadableFile

_HEAD: Final = re.compile(r"---[ \t]*\r?\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIRST_HEADING: Final = re.compile(r"^ {0,3}#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


def split(path: str, text: str) -> tuple[dict[str, Any], str]:
    """Return the head as a dictionary, empty without one, and the body.

    Raises:
        UnreadableFile: The head is not closed or not YAML.
    """
    if not re.match(r"---[ \t]*\r?\n", text):
        return {}, text
    found = _HEAD.match(text)
    if found is None:
        raise UnreadableFile(path, "the front matter is not closed: end it with a line of three dashes.")
    try:
        head = yaml.safe_load(found[1]) or {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f" in line {line + 2}" if line is not None else ""
        reason = f"the front matter is not valid YAML{where}: put values that hold a colon or a quote into quotes."
        raise UnreadableFile(path, reason) from error
    if not isinstance(head, dict):
        raise UnreadableFile(path, "the front matter must be lines of `name: value`.")
    return {str(name): value for name, value in head.items()}, text[found.end() :]


def is_text(text: str) -> bool:
    """Return whether every character is a whole one; YAML and file systems know halves, which nothing can store."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def title_of(head: dict[str, Any], body: str, slug: str) -> str:
    """Return the title: the head's, else the first heading, else words from the file's name."""
    given = str(head.get("title") or "").strip()
    if given:
        return given
    heading = _FIRST_HEADING.search(body)
    return heading[1] if heading else slug.rpartition("/")[2].replace("-", " ").replace("_", " ").capitalize()


def texts(value: Any) -> tuple[str, ...]:
    """Return a list written as YAML list or with commas."""
    items = value if isinstance(value, list) else str(value or "").split(",")
    return tuple(dict.fromkeys(text for item in items if (text := str(item).strip())))


def moment(path: str, name: str, value: Any) -> datetime | None:
    """Return a date of the head as the beginning of that day in UTC.

    Raises:
        UnreadableFile: It is neither empty nor a date.
    """
    if value is None or value == "":
        return None
    try:
        found = value if isinstance(value, date) else datetime.fromisoformat(str(value))
    except ValueError as error:
        raise UnreadableFile(path, f"`{name}` is not a date: write it as 2026-11-22.") from error
    if isinstance(found, datetime):
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return datetime(found.year, found.month, found.day, tzinfo=UTC)


def visibility(path: str, value: Any, default: Visibility) -> Visibility:
    """Return who may read the article.

    Raises:
        UnreadableFile: It is none of the known words: to guess could show an internal article to everybody.
    """
    if value is None or value == "":
        return default
    try:
        return Visibility(str(value).strip().lower())
    except ValueError as error:
        words = ", ".join(Visibility)
        raise UnreadableFile(path, f"`visibility` must be one of {words}, not {str(value)!r}.") from error
