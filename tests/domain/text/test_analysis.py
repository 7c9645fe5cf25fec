"""Words become the same term whatever case, accent or ending they come with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.analysis import Analyser, fold, primary_language, words
from sync.search.stemming import analyser


@pytest.mark.parametrize(
    ("language", "same"),
    [
        ("es", ["impresión", "impresiones", "impresion", "IMPRESIÓN"]),
        ("es", ["configuración", "configuraciones", "configuracion"]),
        ("es", ["tecnología", "tecnologia", "tecnologias"]),
        ("es", ["caja", "cajas"]),
        ("en", ["printer", "Printers", "printer"]),
        ("en", ["returns", "returned", "returning"]),
        ("en", ["café", "cafe"]),
    ],
)
def test_forms_of_a_word_are_one_term(language: str, same: list[str]) -> None:
    assert len({analyser(language).term(word) for word in same}) == 1


@pytest.mark.parametrize(("language", "word"), [("es", "el"), ("es", "También"), ("en", "the"), ("en", "With")])
def test_stop_words_have_no_term(language: str, word: str) -> None:
    assert analyser(language).term(word) == ""


def test_terms_keep_the_place_of_stop_words() -> None:
    assert analyser("en").terms("Turn on the printer")[2] == ""
    assert len(analyser("en").terms("Turn on the printer")) == 4


def test_words_are_split_at_everything_but_letters_and_digits() -> None:
    assert words("E-mail: TPV_2, ¿caja?") == ["e", "mail", "tpv", "2", "caja"]


def test_a_word_too_long_to_be_typed_is_cut() -> None:
    assert len(analyser("en").term("x" * 500)) == 40


@pytest.mark.parametrize(("locale", "language"), [("es-MX", "es"), ("EN", "en"), ("fr", "en"), ("", "en")])
def test_every_locale_has_an_analysis(locale: str, language: str) -> None:
    assert primary_language(locale) == language


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(min_size=1))
def test_any_text_can_be_analysed(text: str) -> None:
    same = Analyser("en", lambda word: word)
    assert len(same.terms(text)) == len(words(text))
