"""Words that are one slip of the finger away from what was typed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
MIN_LENGTH: Final = 4
"""Shorter words have too many neighbours for any of them to be meant."""


def one_edit(form: str) -> Iterator[str]:
    """Yield every text one swap, omission, insertion or replacement away from a folded word; some come twice."""
    for place in range(len(form) + 1):
        yield from _edits_at(form[:place], form[place:])


def _edits_at(head: str, tail: str) -> Iterator[str]:
    """Yield what becomes of a word if the slip is right after `head`."""
    if len(tail) > 1 and tail[0] != tail[1]:
        yield head + tail[1] + tail[0] + tail[2:]
    if tail:
        yield head + tail[1:]
    for letter in _LETTERS:
        yield head + letter + tail
        if tail and letter != tail[0]:
            yield head + letter + tail[1:]


def neighbours(form: str, lexicon: Sequence[str], *, unfinished: bool = False) -> list[str]:
    """Return the words of a sorted `lexicon` one edit away from `form`, without `form` itself.

    With `unfinished`, the beginnings of words count as well: `inpre` finds `impre` where `impresora` is known.
    """
    if len(form) < MIN_LENGTH:
        return []
    found: dict[str, None] = {}
    first, end = 0, len(lexicon)
    for place in range(len(form) + 1):
        # A slip after letters with which no word begins leads nowhere; the others are looked for among those that do.
        first = bisect_left(lexicon, form[:place], first, end)
        end = bisect_left(lexicon, form[:place] + "\U0010ffff", first, end)
        if first == end:
            break
        for candidate in _edits_at(form[:place], form[place:]):
            i = bisect_left(lexicon, candidate, first, end)
            if i < end and (lexicon[i] == candidate or (unfinished and lexicon[i].startswith(candidate))):
                found[candidate] = None
    found.pop(form, None)
    return list(found)
