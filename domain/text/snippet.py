"""Highlighted excerpts, cut by one regular expression over plain text; nothing is analysed again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from domain.text.markdown import Section

WIDTH: Final = 180
"""Characters of an excerpt: two lines of a result row."""

_LOOK_AT: Final = 300
"""Matches considered in one section; a word that occurs more often is near the beginning anyway."""
_ACCENTED: Final = {
    "a": "aàáâãäå",
    "c": "cç",
    "e": "eèéêë",
    "i": "iìíîï",
    "n": "nñ",
    "o": "oòóôõö",
    "u": "uùúûü",
    "y": "yýÿ",
}


@dataclass(frozen=True, slots=True)
class Snippet:
    """An excerpt of plain text. `marks` are `(start, end)` offsets into `text` of the words that matched."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    section_anchor: str | None = None


@dataclass(frozen=True, slots=True)
class _Window:
    """A run of matches that fits into one excerpt."""

    section: Section
    start: int
    spans: tuple[tuple[int, int], ...]
    distinct: int


def cut(
    sections: Sequence[Section], beginnings: Iterable[str], *, width: int = WIDTH, prefer: str | None = None
) -> Snippet:
    """Return the excerpt with most different words that begin with one of the folded `beginnings`.

    Args:
        sections: the article, as `markdown.sections` gives it.
        beginnings: stems and typed words; `impres` marks the whole of *Impresión*.
        width: length of the excerpt in characters, about.
        prefer: anchor of the section that won the search: others are looked at only if it has none of the words.
    """
    needles = tuple(sorted({b for b in beginnings if b}, key=len, reverse=True))
    best: _Window | None = None
    if needles:
        pattern = _pattern(needles)
        best = _best_of([s for s in sections if s.anchor == prefer], pattern, width)
        if best is None:
            best = _best_of(sections, pattern, width)
    if best is None:
        first = next((s for s in sections if s.text), None)
        return Snippet(_clip(first.text, 0, width)[0] if first else "")
    text, offset = _clip(best.section.text, best.start, width)
    marks = tuple((s - offset, e - offset) for s, e in best.spans if s >= offset and e - offset <= len(text))
    shift = 1 if offset else 0
    text = ("…" if offset else "") + text + ("…" if offset + len(text) < len(best.section.text) else "")
    return Snippet(text, tuple((s + shift, e + shift) for s, e in marks), best.section.anchor)


def _best_of(sections: Iterable[Section], pattern: re.Pattern[str], width: int) -> _Window | None:
    """Return the window with most different matches of all `sections`, the first of equals."""
    windows = filter(None, (_best_window(section, pattern, width) for section in sections))
    return max(windows, key=lambda window: (window.distinct, min(len(window.spans), 6)), default=None)


@lru_cache(maxsize=64)
def _pattern(needles: tuple[str, ...]) -> re.Pattern[str]:
    """Return one expression for whole words beginning with any of `needles`, accents or not."""
    choices = "|".join(
        "".join(f"[{_ACCENTED[c]}]" if c in _ACCENTED else re.escape(c) for c in needle) for needle in needles
    )
    return re.compile(rf"\b({choices})[^\W_]*", re.IGNORECASE)


def _best_window(section: Section, pattern: re.Pattern[str], width: int) -> _Window | None:
    """Return the stretch of `section` with most different matches, or None without any."""
    matches = []
    for match in pattern.finditer(section.text):
        matches.append((match.start(), match.end(), match[1].lower()))
        if len(matches) == _LOOK_AT:
            break
    best: _Window | None = None
    last = 0
    for first, (start, _, _) in enumerate(matches):
        last = max(last, first)
        while last < len(matches) and matches[last][1] - start <= width * 3 // 4:
            last += 1
        inside = matches[first:last] or matches[first : first + 1]
        distinct = len({word for _, _, word in inside})
        if best is None or (distinct, len(inside)) > (best.distinct, len(best.spans)):
            best = _Window(section, start, tuple((s, e) for s, e, _ in inside), distinct)
    return best


def _clip(text: str, at: int, width: int) -> tuple[str, int]:
    """Return about `width` characters of `text` around offset `at`, cut between words, and where they begin."""
    start = max(0, min(at - width // 4, len(text) - width))
    if start:
        space = text.find(" ", start, at)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + width)
    if end < len(text):
        space = text.rfind(" ", start + width // 2, end)
        end = space if space > 0 else end
    return text[start:end], start
