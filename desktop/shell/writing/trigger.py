"""The signs in a text that ask for something in their place: `/` a saved reply, `??` a guide, `@` a person."""

from __future__ import annotations

import re

from domain.plain import Plain

REPLY, ARTICLE, PERSON = "/", "??", "@"
PATTERNS = {
    ARTICLE: re.compile(r"(?:^|(?<=[\s(]))\?\?([^?\n]{0,60})$"),
    PERSON: re.compile(r"(?:^|(?<=[\s(]))@([\w.'’-]*(?: [\w.'’-]*)?)$"),
    REPLY: re.compile(r"(?:^|(?<=\s))/((?! )[^/\n]{0,40})$"),
}


class Trigger(Plain):
    """A sign and what was typed behind it; `start` is the sign's place in the line."""

    kind: str
    typed: str
    start: int


def trigger_in(line: str) -> Trigger | None:
    """Return the sign that a line, up to the cursor, ends with and what follows it."""
    for kind, pattern in PATTERNS.items():
        if found := pattern.search(line):
            return Trigger(kind, found[1], found.start())
    return None
