"""Whatever is typed is a query."""

from hypothesis import given
from hypothesis import strategies as st

from domain.text.query import MAX_WORDS, parse


def test_the_last_word_is_unfinished_until_something_follows_it() -> None:
    assert [(w.text, w.unfinished) for w in parse("Reset pri").words] == [("reset", False), ("pri", True)]
    assert not parse("Reset pri ").words[-1].unfinished


def test_quoted_words_are_a_phrase() -> None:
    query = parse('"card terminal" frozen')
    assert query.phrases == (("card", "terminal"),)
    assert [w.text for w in query.words] == ["frozen"]


def test_one_quoted_word_is_a_finished_word() -> None:
    query = parse('"terminal"')
    assert [(w.text, w.unfinished) for w in query.words] == [("terminal", False)]


def test_an_unclosed_quotation_mark_means_nothing_yet() -> None:
    assert [w.text for w in parse('"card term').words] == ["card", "term"]


def test_a_word_after_a_minus_is_left_out_but_a_hyphen_is_no_minus() -> None:
    query = parse("factura -venta e-mail")
    assert query.excluded == ("venta",)
    assert [w.text for w in query.words] == ["factura", "e", "mail"]


def test_words_are_put_right_where_they_stand() -> None:
    query = parse("Invoce the invoce")
    assert query.replaced({query.words[0]: "invoice", query.words[2]: "invoice"}) == "invoice the invoice"


def test_a_pasted_page_is_cut() -> None:
    assert len(parse("word " * 5_000).words) <= MAX_WORDS


@given(st.text())
def test_any_text_is_a_query_and_its_words_stand_where_it_says(typed: str) -> None:
    query = parse(typed)
    assert query.is_empty == (not query.words and not query.phrases)
    for word in query.words:
        assert query.typed[word.start : word.end].lower() == word.text
