"""Words that are one slip of the finger away from what was typed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
MIN_LENGTH: Final = 4
"""Shorter words have too many neighbours for any of them to be meant."""


def one_edit(form: str) -> Iterator[str]:
    """Yield every text one swap, omission, insertion or replacement away from a folded word; some come twice."""
    splits = [(form[:i], form[i:]) for i in range(len(form) + 1)]
    for head, tail in splits:
        if len(tail) > 1 and tail[0] != tail[1]:
            yield head + tail[1] + tail[0] + tail[2:]
        if tail:
            yield head + tail[1:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail and letter != tail[0]:
                yield head + letter + tail[1:]


@lru_cache(maxsize=64)
def _edits(form: str) -> tuple[str, ...]:
    """Return the same, each once: what one types is compared with several vocabularies."""
    return tuple(dict.fromkeys(one_edit(form)))


def neighbours(form: str, lexicon: Sequence[str], *, unfinished: bool = False) -> list[str]:
    """Return the words of a sorted `lexicon` one edit away from `form`, without `form` itself.

    With `unfinished`, the beginnings of words count as well: `inpre` finds `impre` where `impresora` is known.
    """
    if len(form) < MIN_LENGTH:
        return []
    found: dict[str, None] = {}
    size = len(lexicon)
    for candidate in _edits(form):
        i = bisect_left(lexicon, candidate)
        if i < size and (lexicon[i] == candidate or (unfinished and lexicon[i].startswith(candidate))):
            found[candidate] = None
    found.pop(form, None)
    return list(found)
