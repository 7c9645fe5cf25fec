"""Whatever goes wrong below the interface, its user reads in their own language what to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.i18n.languages import Languages
from desktop.shell.known_errors import SENTENCES, UNKNOWN, words_of
from sync.errors import SyncError
from sync.search.errors import SearchError


def leaves(kind: type[Exception]) -> Iterator[type[Exception]]:
    """The classes that are raised: those with no subclass."""
    below = kind.__subclasses__()
    if not below:
        yield kind
    for each in below:
        yield from leaves(each)


@pytest.fixture
def spanish(qapp: object) -> Iterator[None]:
    languages = Languages()
    languages.choose("es")
    yield
    languages.choose("en")


@pytest.mark.parametrize("kind", [*leaves(SyncError), *leaves(SearchError)], ids=lambda kind: kind.__name__)
def test_every_error_has_its_words_in_both_languages(kind: type[Exception], spanish: None) -> None:
    assert kind.__name__ in SENTENCES
    title, message = words_of(kind())
    english = [str(text) for text in SENTENCES[kind.__name__]]
    assert title != english[0]
    assert message != english[1]
    assert message.endswith(".")


def test_nothing_unknown_is_left_without_a_word(qapp: object) -> None:
    assert words_of(ValueError("odd")) == tuple(str(text) for text in UNKNOWN)
