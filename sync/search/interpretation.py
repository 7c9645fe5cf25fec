"""What the words of a query stand for in the index: stems, completions of the last word, synonyms, misspellings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.text.analysis import LANGUAGES, fold
from domain.text.query import Query, Word
from domain.text.synonyms import Synonyms
from sync.search.lexicon import Lexicon
from sync.search.stemming import analyser

COMPLETIONS: Final = 24
"""Words a prefix may stand for, the most frequent first; a person types on before the 25th matters."""

_SHORT_PREFIX: Final = 2
_FEW_COMPLETIONS: Final = 8
"""A prefix of one or two letters stands for the most frequent words of all; more of them say nothing, and cost most."""

_EXACT: Final = 1.0
_COMPLETED: Final = 0.85
_SYNONYM: Final = 0.7
_MISSPELT: Final = 0.6
_CORRECTIONS: Final = 4


@dataclass(frozen=True, slots=True)
class Alternative:
    """One term that satisfies a word, and how well: 1 is what was typed."""

    language: str
    term: str
    factor: float


@dataclass(slots=True)
class Meaning:
    """All terms that satisfy one word of the query.

    Attributes:
        shared: the alternatives are guesses at one word, and rarity is that of all together.
        optional: an article need not have it.
    """

    word: Word
    alternatives: list[Alternative]
    shared: bool = False
    optional: bool = False
    correction: str | None = None


class Interpreter:
    """Looks words up in the lexicons of one state of the index."""

    def __init__(self, lexicons: Mapping[str, Lexicon], synonyms: Synonyms) -> None:
        self._lexicons = lexicons
        self._synonyms = synonyms

    def meanings(self, query: Query, language: str) -> list[Meaning]:
        """Return what each word stands for; stop words of `language` are left out unless nothing else is asked."""
        meanings = [self._meaning(word, language) for word in query.words]
        telling = [m for m in meanings if m.alternatives]
        required = [m for m in telling if not m.optional]
        if not required and not query.phrases:
            for meaning in telling:
                meaning.optional = False
        return telling

    def beginnings(self, query: Query, language: str) -> set[str]:
        """Return how words that answer the query begin, folded: what a snippet marks."""
        found: set[str] = set()
        for meaning in self.meanings(query, language):
            found.add(fold(meaning.word.text))
            found.update(_visible(a.term) for a in meaning.alternatives if a.factor != _COMPLETED)
        for word in (word for phrase in query.phrases for word in phrase):
            found.update(_visible(term) for each in LANGUAGES if (term := analyser(each).term(word)))
        return found

    def _meaning(self, word: Word, language: str) -> Meaning:
        stopped = not analyser(language).term(word.text)
        if stopped and not word.unfinished:
            return Meaning(word, [])
        meaning = Meaning(word, [], optional=stopped)
        form = fold(word.text)
        for each in _own_first(language):
            self._look_up(meaning, form, each)
        known = sum(self._known(form, each, word.unfinished) for each in LANGUAGES)
        if not known:
            self._look_for_slips(meaning, form, language)
        return meaning

    def _look_up(self, meaning: Meaning, form: str, language: str) -> None:
        """Add the stem of the word, its synonyms and, for an unfinished one, what it may become."""
        terms: dict[str, float] = {}
        analysed = analyser(language)
        if own := analysed.term(form):
            terms[own] = _EXACT
        if meaning.word.unfinished:
            limit = COMPLETIONS if len(form) > _SHORT_PREFIX else _FEW_COMPLETIONS
            for _, completed in self._lexicons[language].starting_with(form, limit):
                terms.setdefault(analysed.term(completed), _EXACT if completed == form else _COMPLETED)
            meaning.shared = True
        for other in self._synonyms.of(form):
            terms.setdefault(analysed.term(other), _SYNONYM)
        meaning.alternatives += [Alternative(language, term, factor) for term, factor in terms.items() if term]

    def _known(self, form: str, language: str, unfinished: bool) -> int:  # noqa: FBT001
        lexicon = self._lexicons[language]
        if unfinished:
            return sum(count for count, _ in lexicon.starting_with(form, 1))
        return lexicon.count(form)

    def _look_for_slips(self, meaning: Meaning, form: str, language: str) -> None:
        """Add the words one edit away, the most frequent first; those of the user's own language come first."""
        unfinished = meaning.word.unfinished
        best: list[tuple[int, str, str]] = []
        for each in _own_first(language):
            lexicon = self._lexicons[each]
            found = [
                (self._known(n, each, unfinished), each, n) for n in lexicon.neighbours(form, unfinished=unfinished)
            ]
            best += sorted(found, reverse=True)[:_CORRECTIONS]
            if best and not unfinished:
                break
        for count, each, neighbour in best:
            for term in self._terms(neighbour, each, unfinished):
                meaning.alternatives.append(Alternative(each, term, _MISSPELT))
            if count and meaning.correction is None:
                meaning.correction = neighbour
        meaning.shared = meaning.shared or bool(best)

    def _terms(self, form: str, language: str, unfinished: bool) -> list[str]:  # noqa: FBT001
        analysed = analyser(language)
        forms = [form]
        if unfinished:
            forms = [completed for _, completed in self._lexicons[language].starting_with(form, _FEW_COMPLETIONS)]
        return [term for term in dict.fromkeys(map(analysed.term, forms)) if term]


def _visible(term: str) -> str:
    """Return the part of a stem that its words really begin with: the English stem of *companies* is `compani`."""
    return term[:-1] if len(term) > 4 and term.endswith("i") else term


def _own_first(language: str) -> list[str]:
    return sorted(LANGUAGES, key=lambda each: each != language)
