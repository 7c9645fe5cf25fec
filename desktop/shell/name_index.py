"""Names to be found by what one types: one text with all of them, searched as fast as memory is read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from desktop.shell.fitting import Lexicon, folded


class NameIndex:
    """Made of names in their order; used in any thread. A word finds the beginnings of words."""

    def __init__(self, names: Sequence[str]) -> None:
        """Takes some milliseconds for a thousand names."""
        lines = [f"\n {folded.__wrapped__(name)}" for name in names]
        self._text = "".join(lines) + "\n"
        self._starts: list[int] = []
        at = 0
        for line in lines:
            self._starts.append(at)
            at += len(line)
        self._lexicon = Lexicon(self._text.split())

    def find(self, words: Sequence[str], most: int) -> list[int]:
        """Return the places of the first names in which every folded word, or a slip of it, begins a word."""
        meant = [self._lexicon.meant(word) or [word] for word in words]
        if not meant:
            return []
        # The word with the fewest meanings, and of those the longest, leaves the fewest lines to look at.
        rarest = min(meant, key=lambda forms: (len(forms), -len(forms[0])))
        places = sorted({place for form in rarest for place in self._with(f" {form}", meant, most)})
        return places[:most]

    def _with(self, wanted: str, meant: Sequence[Sequence[str]], most: int) -> list[int]:
        found: list[int] = []
        at = self._text.find(wanted)
        while at >= 0 and len(found) < most:
            place = bisect_right(self._starts, at) - 1
            end = self._text.index("\n", at)
            line = self._text[self._starts[place] : end]
            if all(any(f" {form}" in line for form in forms) for forms in meant):
                found.append(place)
            at = self._text.find(wanted, end)
        return found
