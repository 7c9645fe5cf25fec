"""The words people may type, per language, sorted: what a prefix stands for and what a misspelling may mean."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

import zstandard

from domain.text.typos import neighbours


@dataclass(frozen=True, slots=True)
class WordList:
    """Sorted folded words, each with the number of articles it stands in."""

    forms: Sequence[str]
    counts: Sequence[int]

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> WordList:
        forms = sorted(counts)
        return cls(forms, array("I", [counts[form] for form in forms]))

    @classmethod
    def unpack(cls, data: bytes) -> WordList:
        raw = zstandard.decompress(data)
        size = int.from_bytes(raw[:4], "little")
        counts = array("I")
        counts.frombytes(raw[4 : 4 + size * counts.itemsize])
        forms = raw[4 + size * counts.itemsize :].decode().split("\n") if size else []
        return cls(forms, counts)

    def pack(self) -> bytes:
        """Return the list as bytes for `unpack`."""
        counts = array("I", self.counts)
        raw = len(self.forms).to_bytes(4, "little") + counts.tobytes() + "\n".join(self.forms).encode()
        return zstandard.compress(raw, 3)

    def count(self, form: str) -> int:
        """Return the number of articles with `form`."""
        i = bisect_left(self.forms, form)
        return self.counts[i] if i < len(self.forms) and self.forms[i] == form else 0

    def starting_with(self, prefix: str, limit: int) -> list[tuple[int, str]]:
        """Return the `limit` most frequent `(count, form)` that begin with `prefix`."""
        low = bisect_left(self.forms, prefix)
        high = bisect_left(self.forms, prefix + "\U0010ffff", low)
        return nlargest(limit, zip(self.counts[low:high], self.forms[low:high], strict=True))


def merged(lists: Iterable[WordList]) -> WordList:
    """Return one list of all words of `lists`."""
    total: Counter[str] = Counter()
    for words in lists:
        total.update(dict(zip(words.forms, words.counts, strict=True)))
    return WordList.of(total)


class Lexicon:
    """The words of one language in the whole index: one large list and the small ones of segments made since."""

    def __init__(self, lists: Sequence[WordList] = ()) -> None:
        self._lists = lists

    def count(self, form: str) -> int:
        """Return about how many articles have `form` (those replaced since the last merge count twice)."""
        return sum(words.count(form) for words in self._lists)

    def starting_with(self, prefix: str, limit: int) -> list[tuple[int, str]]:
        """Return the `limit` most frequent `(count, form)` that begin with `prefix`, most frequent first."""
        found: Counter[str] = Counter()
        for words in self._lists:
            for count, form in words.starting_with(prefix, limit):
                found[form] += count
        return [(count, form) for form, count in found.most_common(limit)]

    def neighbours(self, form: str, *, unfinished: bool) -> list[str]:
        """Return the words, or with `unfinished` the beginnings of words, one edit away from `form`."""
        found: dict[str, None] = {}
        for words in self._lists:
            found.update(dict.fromkeys(neighbours(form, words.forms, unfinished=unfinished)))
        return list(found)
