"""One slip of the finger is forgiven."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.synonyms import Synonyms
from domain.text.typos import neighbours, one_edit

LEXICON = sorted(["impresora", "impresion", "caja", "cajas", "factura"])


@pytest.mark.parametrize("slip", ["imresora", "impresroa", "impressora", "inpresora"])
def test_a_slip_finds_the_word(slip: str) -> None:
    assert neighbours(slip, LEXICON) == ["impresora"]


def test_two_slips_find_nothing() -> None:
    assert neighbours("inprezora", LEXICON) == []


def test_short_words_are_not_guessed_at() -> None:
    assert neighbours("caj", LEXICON) == []


def test_the_beginning_of_a_word_may_have_a_slip() -> None:
    assert "impre" in neighbours("inpre", LEXICON, unfinished=True)


@given(st.text("abcdefgh", min_size=4, max_size=9))
def test_being_one_edit_away_is_mutual(word: str) -> None:
    assert all(word in set(one_edit(other)) for other in set(one_edit(word)) if other != word)


def test_synonyms_are_folded_and_mutual() -> None:
    table = Synonyms([["TPV", "till"], ["till", "Cajón"]])
    assert set(table.of("till")) == {"tpv", "cajon"}
    assert table.of("cajon") == ("till",)
    assert table.of("other") == ()
