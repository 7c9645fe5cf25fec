"""A typed query as terms: the same plan for every database."""

from __future__ import annotations

from dataclasses import dataclass

from domain.text.analysis import LANGUAGES, MAX_WORD_LENGTH, fold
from domain.text.query import Query, Word
from server.search.documents import terms_of
from server.search.stemming import analyser


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word: its term, and the beginning of a word if it is not finished yet. Either is enough."""

    term: str
    beginning: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an entry of one language must hold: every word (or any), each phrase, none of the excluded terms."""

    language: str
    words: tuple[Wanted, ...]
    phrases: tuple[tuple[str, ...], ...]
    excluded: tuple[str, ...]
    any_word: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing: only stop words, or only exclusions."""
        return not self.words and not self.phrases


def plans(query: Query, *, any_word: bool = False) -> list[Plan]:
    """Return a plan per language that has something to ask for."""
    made = (_plan(query, language, any_word=any_word) for language in LANGUAGES)
    return [plan for plan in made if not plan.is_empty]


def _plan(query: Query, language: str, *, any_word: bool) -> Plan:
    wanted = tuple(dict.fromkeys(w for word in query.words if (w := _wanted(word, language))))
    phrases = tuple(terms for phrase in query.phrases if (terms := terms_of(" ".join(phrase), language)))
    excluded = tuple(dict.fromkeys(terms_of(" ".join(query.excluded), language)))
    return Plan(language, wanted, phrases, excluded, any_word)


def _wanted(word: Word, language: str) -> Wanted | None:
    term = analyser(language).term(word.text)
    beginning = fold(word.text)[:MAX_WORD_LENGTH] if word.unfinished and len(word.text) > 1 else ""
    return Wanted(term, beginning) if term or beginning else None
