"""What holds for any collection of articles."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ids import RecordId
from sync.search import ArticleChanges, ArticleIndex, IndexedArticle
from tests.sync.search.shelf import KEY, article

WORDS = ["caja", "impresora", "recibo", "printer", "till", "refund", "card", "paper", "2024", "tpv"]
texts = st.lists(st.sampled_from(WORDS), max_size=12)
articles = st.builds(
    lambda n, title, body, locale: article(f"a{n}", " ".join(title) or "untitled", " ".join(body), locale=locale),
    st.integers(0, 8),
    texts,
    texts,
    st.sampled_from(["en", "es"]),
)
steps = st.lists(st.tuples(st.lists(articles, max_size=4), st.lists(st.integers(0, 8), max_size=2)), max_size=6)


def text_of(each: IndexedArticle) -> set[str]:
    return {*each.title.split(), *each.body_markdown.split()}


@settings(max_examples=25, deadline=None)
@given(steps, st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True), st.sampled_from(["en", "es"]))
def test_every_article_with_all_words_is_found_and_none_without_any(
    steps: list[tuple[list[IndexedArticle], list[int]]], asked: list[str], language: str
) -> None:
    there: dict[RecordId, IndexedArticle] = {}
    with tempfile.TemporaryDirectory() as folder:
        index = ArticleIndex.open(Path(folder) / "search.db", KEY)
        for upserted, deleted in steps:
            last = {each.id: each for each in upserted}
            gone = [i for n in deleted if (i := RecordId(f"a{n}")) not in last]
            index.apply(ArticleChanges(upserted=list(last.values()), deleted=gone))
            there = {i: each for i, each in there.items() if i not in gone} | last
        result = index.search(" ".join(asked) + " ", language=language, limit=100)
        index.close()
    found = {hit.article_id for hit in result.hits}
    assert found >= {i for i, each in there.items() if text_of(each) >= set(asked)}
    if not result.did_you_mean:
        assert found <= {i for i, each in there.items() if text_of(each) & set(asked)}
