"""Highlighted excerpts, cut by one regular expression over plain text; nothing is analysed again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snippet:
    """An excerpt of plain text. `marks` are `(start, end)` offsets into `text` of the words that matched."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    section_anchor: str | None = None
