"""The sample guides: translated whole, linked rightly, long enough to help."""

from __future__ import annotations

import re

import pytest

from demo.content.articles import LOCALES, SampleArticle, all_articles, read_articles
from demo.content.people import PEOPLE_BY_HANDLE
from demo.content.topics import CATEGORIES
from domain.words import Visibility

_LINK = re.compile(r"\]\(([a-z0-9-]+)\.md(?:#([a-z0-9-]+))?\)")
_OWN_ANCHOR = re.compile(r"\]\(#([a-z0-9-]+)\)")
_ANCHOR = re.compile(r'<a name="([a-z0-9-]+)"></a>')

ARTICLES = {(article.locale, article.slug): article for article in all_articles()}
_each = pytest.mark.parametrize("article", ARTICLES.values(), ids=lambda article: f"{article.locale}-{article.slug}")


def test_both_languages_have_the_same_articles() -> None:
    english, spanish = ({article.slug for article in read_articles(locale)} for locale in LOCALES)
    assert english == spanish
    assert len(english) >= 34


def test_a_translation_differs_only_in_words() -> None:
    for (locale, slug), article in ARTICLES.items():
        original = ARTICLES["en", slug]
        assert article.title != original.title or locale == "en"
        assert (article.category, article.visibility, article.owner) == (
            original.category,
            original.visibility,
            original.owner,
        )
        assert _ANCHOR.findall(article.body) == _ANCHOR.findall(original.body)
        assert [link[0] for link in _LINK.findall(article.body)] == [link[0] for link in _LINK.findall(original.body)]


def test_there_are_articles_for_every_kind_of_reader() -> None:
    count = {
        visibility: sum(article.visibility is visibility for article in ARTICLES.values()) for visibility in Visibility
    }
    assert min(count.values()) >= 2 * 4


@_each
def test_an_article_is_filed_under_known_names(article: SampleArticle) -> None:
    assert article.category in {category.key for category in CATEGORIES}
    assert article.owner in PEOPLE_BY_HANDLE
    assert article.tags
    assert all(isinstance(tag, str) for tag in article.tags)
    assert article.updated_at < article.review_at


@_each
def test_an_article_says_enough_and_not_too_much(article: SampleArticle) -> None:
    assert 200 <= len(article.body.split()) <= 600
    assert article.body.count("\n## ") >= 3


@_each
def test_every_link_leads_to_an_article_and_a_place_in_it(article: SampleArticle) -> None:
    links = _LINK.findall(article.body)
    assert len(links) == article.body.count(".md")
    for slug, anchor in links:
        target = ARTICLES[article.locale, slug]
        assert not anchor or anchor in _ANCHOR.findall(target.body)
    assert set(_OWN_ANCHOR.findall(article.body)) <= set(_ANCHOR.findall(article.body))


@_each
def test_nobody_is_sent_to_an_article_for_the_desk(article: SampleArticle) -> None:
    if article.visibility is not Visibility.INTERNAL:
        targets = [ARTICLES[article.locale, slug] for slug, _ in _LINK.findall(article.body)]
        assert all(target.visibility is not Visibility.INTERNAL for target in targets)


@_each
def test_tables_are_regular(article: SampleArticle) -> None:
    for table in re.findall(r"(?:^\|.*\n)+", article.body, re.MULTILINE):
        assert len({row.count("|") for row in table.splitlines()}) == 1, table
