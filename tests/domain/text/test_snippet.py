"""Excerpts show the words that were asked for, and mark them."""

from hypothesis import given
from hypothesis import strategies as st

from domain.text.markdown import Section, sections
from domain.text.snippet import cut

LONG = "Nothing of interest stands here. " * 30


def marked(text: str, beginnings: list[str]) -> list[str]:
    snippet = cut(sections(text), beginnings)
    return [snippet.text[start:end] for start, end in snippet.marks]


def test_whole_words_are_marked_accents_or_not() -> None:
    assert marked("La impresión y las impresiones.", ["impres"]) == ["impresión", "impresiones"]


def test_the_middle_of_a_word_is_not_marked() -> None:
    assert marked("unprinted printed", ["print"]) == ["printed"]


def test_the_excerpt_is_where_most_of_the_words_are() -> None:
    snippet = cut(sections(f"# One\nprinter {LONG}\n# Two\n{LONG} printer jams {LONG}"), ["printer", "jam"])
    assert "printer jams" in snippet.text
    assert snippet.section_anchor == "two"
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")


def test_the_section_that_won_the_search_wins_a_tie() -> None:
    article = sections("# One\nprinter\n# Two\nprinter")
    assert cut(article, ["printer"], prefer="two").section_anchor == "two"


def test_without_a_match_the_article_is_shown_from_its_beginning() -> None:
    snippet = cut(sections("# One\nFirst words."), ["absent"])
    assert (snippet.text, snippet.marks) == ("First words.", ())


@given(st.text(), st.lists(st.text(min_size=1, max_size=5), max_size=4))
def test_marks_lie_inside_the_excerpt(text: str, beginnings: list[str]) -> None:
    snippet = cut([Section(None, (), text)], beginnings)
    assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.marks)
