"""What somebody typed into a search box, taken apart: words, phrases, words to leave out, a last word unfinished."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from domain.text.analysis import WORD

MAX_LENGTH: Final = 400
MAX_WORDS: Final = 16
"""A pasted page is not a query; what is beyond neither helps nor may cost time."""

_PART: Final = re.compile(r'(?P<minus>(?<!\S)-(?=["\w]))?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)|")')


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed, lower case. `start` and `end` are its offsets in the typed text; `unfinished` is a prefix."""

    text: str
    start: int
    end: int
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. An article should have all `words` and must have each of `phrases` and none of `excluded`."""

    typed: str
    words: tuple[Word, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.words and not self.phrases

    def replaced(self, corrections: dict[Word, str]) -> str:
        """Return the typed text with some of its words put right."""
        text = self.typed
        for word in sorted(corrections, key=lambda w: w.start, reverse=True):
            text = text[: word.start] + corrections[word] + text[word.end :]
        return text


def parse(typed: str) -> Query:
    """Return what `typed` asks for; any text is a query, an unclosed quotation mark means nothing.

    The last word counts as unfinished unless something (a space, a closing mark) follows it.
    """
    text = typed[:MAX_LENGTH]
    words: list[Word] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[str] = []
    for part in _PART.finditer(text):
        found = list(WORD.finditer(part[0]))
        if part["minus"]:
            excluded += [match[0].lower() for match in found]
        elif part["phrase"] is not None and len(found) > 1:
            phrases.append(tuple(match[0].lower() for match in found[:MAX_WORDS]))
        else:
            offset = part.start()
            words += [Word(match[0].lower(), offset + match.start(), offset + match.end()) for match in found]
    if words and words[-1].end == len(text) == len(typed):
        last = words[-1]
        words[-1] = Word(last.text, last.start, last.end, unfinished=True)
    return Query(text, tuple(words[-MAX_WORDS:]), tuple(phrases[:4]), tuple(excluded[:MAX_WORDS]))
