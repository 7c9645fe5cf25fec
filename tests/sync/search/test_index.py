"""What people find, and what they do not."""

from pathlib import Path

import pytest

from domain.ids import RecordId
from domain.words import Visibility
from sync.search import ArticleChanges, ArticleIndex, IndexState
from tests.sync.search.shelf import KEY, Shelf, article, state


def found(index: ArticleIndex, query: str, language: str = "en") -> list[str]:
    return [hit.article_id for hit in index.search(query, language=language).hits]


def test_a_word_is_found_while_it_is_typed(index: ArticleIndex) -> None:
    assert found(index, "pri") == ["till"]
    assert found(index, "receip") == ["till"]


@pytest.mark.parametrize("typed", ["impresión", "impresiones", "impresion", "IMPRESIÓN ", "impresora de papel"])
def test_spanish_is_found_with_and_without_accents_and_endings(index: ArticleIndex, typed: str) -> None:
    assert found(index, typed, "es")[0] == "caja"


def test_the_title_counts_more_than_the_text(index: ArticleIndex) -> None:
    assert found(index, "card terminal")[0] == "terminal"
    assert found(index, "gift ")[0] == "card"


def test_the_form_as_typed_comes_before_other_forms_of_the_word(index: ArticleIndex) -> None:
    index.apply(ArticleChanges(upserted=[article("b", "Returned goods"), article("a", "Returning goods")]))
    assert found(index, "returned goods ") == ["b", "a"]
    assert found(index, "returning goods ") == ["a", "b"]


def test_tags_are_found(index: ArticleIndex) -> None:
    assert found(index, "voucher ") == ["card"]


def test_an_article_that_has_all_words_comes_before_one_that_has_some(index: ArticleIndex) -> None:
    assert found(index, "receipt paper ")[0] == "till"


def test_the_readers_language_comes_first(index: ArticleIndex) -> None:
    index.apply(ArticleChanges(upserted=[article("wifi-es", "WiFi", locale="es"), article("wifi-en", "WiFi")]))
    assert found(index, "wifi ", "es") == ["wifi-es", "wifi-en"]
    assert found(index, "wifi ", "en") == ["wifi-en", "wifi-es"]


def test_a_phrase_is_found_only_as_it_stands(index: ArticleIndex) -> None:
    assert found(index, '"card terminal"') == ["terminal"]
    assert found(index, '"terminal card"') == []
    assert found(index, '"hold the red key"') == ["terminal"]


def test_a_phrase_does_not_run_from_one_section_into_the_next(index: ArticleIndex) -> None:
    assert found(index, '"cash printer"') == []


def test_a_word_left_out_leaves_its_articles_out(index: ArticleIndex) -> None:
    assert found(index, "card -frozen") == ["card"]


def test_a_slip_is_put_right_and_said(index: ArticleIndex) -> None:
    result = index.search("trminal frozen", language="en")
    assert result.hits[0].article_id == "terminal"
    assert result.did_you_mean == "terminal frozen"


def test_a_slip_in_a_word_still_being_typed_is_forgiven(index: ArticleIndex) -> None:
    assert found(index, "tremin") != []


def test_a_known_word_is_not_put_right(index: ArticleIndex) -> None:
    assert index.search("card ", language="en").did_you_mean is None


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', "-", '""', "¿?", "zzzzzzzz", "the of and ", "-card", "\x00", "😀" * 500]
)
def test_nothing_that_can_be_typed_is_an_error(index: ArticleIndex, typed: str) -> None:
    assert index.search(typed, language="en").hits == ()


def test_synonyms_find_each_other(shelf: Shelf, tmp_path: Path) -> None:
    index = ArticleIndex.open(tmp_path / "other.db", KEY, synonyms=[["POS", "till"]])
    index.follow(shelf)
    assert found(index, "pos ") == ["till"]
    index.close()


def test_only_what_the_reader_may_see_is_found(index: ArticleIndex) -> None:
    index.apply(
        ArticleChanges(upserted=[article("secret", "Safe code", visibility=Visibility.INTERNAL, category="money")])
    )
    assert index.search("safe", language="en", visibilities={Visibility.FRANCHISE}).hits == ()
    assert index.search("safe", language="en", categories={RecordId("other")}).hits == ()
    seen = index.search("safe", language="en", visibilities=set(Visibility), categories={RecordId("money")})
    assert [hit.article_id for hit in seen.hits] == ["secret"]


def test_a_hit_names_the_section_that_answers(index: ArticleIndex) -> None:
    hit = index.search("receipt printer ", language="en").hits[0]
    assert (hit.section_anchor, hit.section_heading) == ("printer", "Printer")


def test_snippets_show_the_words_in_their_section(index: ArticleIndex, shelf: Shelf) -> None:
    hits = index.search("receipt prin", language="en").hits
    snippet = index.snippets(hits, "receipt prin", language="en", read_body=shelf.body)[hits[0].article_id]
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["receipt", "printer"]
    assert snippet.section_anchor == "printer"


def test_an_article_that_is_gone_has_no_snippet(index: ArticleIndex) -> None:
    hits = index.search("till ", language="en").hits
    assert index.snippets(hits, "till", language="en", read_body=lambda _: None) == {}


def test_an_edit_is_found_at_once_and_the_old_text_no_more(index: ArticleIndex) -> None:
    index.apply(ArticleChanges(upserted=[article("till", "Open the drawer", "No more paper.", rev=2)]))
    assert found(index, "drawer ") == ["till"]
    assert found(index, "receipt ") == []


def test_a_deleted_article_is_found_no_more(index: ArticleIndex) -> None:
    index.apply(ArticleChanges(deleted=[RecordId("terminal")]))
    assert found(index, "frozen ") == []


def test_many_edits_one_by_one_stay_found(index: ArticleIndex) -> None:
    for n in range(30):
        index.apply(ArticleChanges(upserted=[article(f"n{n % 10}", f"Number word{n}", rev=n)]))
    assert [found(index, f"word{n} ") for n in range(19, 30)] == [[], *[[f"n{n % 10}"] for n in range(20, 30)]]
    assert found(index, "receipt ") == ["till"]


def test_a_cancelled_search_has_no_hits(index: ArticleIndex) -> None:
    result = index.search("card", language="en", cancelled=lambda: True)
    assert result.cancelled
    assert result.hits == ()


def test_what_was_indexed_is_there_after_reopening(path: Path, shelf: Shelf) -> None:
    index = ArticleIndex.open(path, KEY)
    index.follow(shelf)
    index.close()
    again = ArticleIndex.open(path, KEY)
    assert state(again) is IndexState.READY
    assert found(again, "frozen ") == ["terminal"]
    shelf.asked_for = 0
    assert again.follow(shelf) == 0
    assert shelf.asked_for == 0
    again.close()
