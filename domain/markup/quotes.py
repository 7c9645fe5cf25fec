"""Quoted lines of a message: found, to be folded; made, to answer a part of what somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.plain import Plain

SHOWN_LINES: Final = 3
"""A quotation up to this long is read with the answer; a longer one is what everybody has read already."""

_QUOTED: Final = re.compile(r" {0,3}>")
_ALERT: Final = re.compile(r" {0,3}>\s*\[!\w+\]")
_FENCE: Final = re.compile(r" {0,3}(```|~~~)")


class Part(Plain):
    """Lines of a body that belong together. `lines` counts them where they are a quotation that is folded, else 0."""

    text: str
    lines: int = 0


def parts_of(body: str) -> list[Part]:
    """Return a Markdown body as what is shown and the long quotations in it, in order; joined they are the body."""
    found: list[Part] = []
    for quoted, text in _runs(body.splitlines(keepends=True)):
        lines = text.count("\n") + (not text.endswith("\n"))
        folds = quoted and lines > SHOWN_LINES and not _ALERT.match(text)
        if folds or not found or found[-1].lines:
            found.append(Part(text, lines if folds else 0))
        else:
            found[-1] = Part(found[-1].text + text)
    return found


def _runs(lines: list[str]) -> Iterator[tuple[bool, str]]:
    """Yield whether they are quoted, and the text, of the lines that follow one another."""
    run: list[str] = []
    quoted_before = fenced = False
    for line in lines:
        quoted = not fenced and bool(_QUOTED.match(line))
        if not quoted and _FENCE.match(line):
            fenced = not fenced
        if run and quoted != quoted_before:
            yield quoted_before, "".join(run)
            run = []
        run.append(line)
        quoted_before = quoted
    if run:
        yield quoted_before, "".join(run)


def as_quotation(text: str, author: str = "") -> str:
    """Return text as Markdown quotes it, with a line that says whose it is."""
    lines = text.strip().splitlines()
    said = [f"**{author}:**", *lines] if author else lines
    return "\n".join(f"> {line}".rstrip() for line in said) + "\n\n"
