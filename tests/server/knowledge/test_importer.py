"""Folders of Markdown become a knowledge base: nothing lost, nothing broken, the same twice as once."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.access import Actor
from domain.markup import ArticlePaths, link_target, render_article
from domain.mutations.articles import EditArticle
from domain.records import Article, ArticleRevision, Category
from domain.words import ArticleStatus, Visibility
from server.acting import act, operator
from server.db.database import Database
from server.knowledge.errors import NotAKnowledgeBase
from server.knowledge.folder import read_folder
from server.knowledge.importer import Report, import_folder
from tests.support.world import World, build_world

REAL = Path(__file__).parents[3].parent / "shared" / "data" / "kb"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
Write = Callable[..., Path]


@dataclass
class Base:
    """A world whose knowledge base is filled from a folder."""

    world: World
    actor: Actor
    root: Path

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def run(self) -> Report:
        folder = read_folder(self.root)
        return import_folder(self.world.database, self.world.space_id, self.actor, folder, NOW)

    def articles(self) -> dict[tuple[str, str], Article]:
        with self.world.database.read(self.world.space_id) as reader:
            return {(a.locale, a.slug): a for a in reader.find(Article) if "/" in a.translation_key or a.locale}

    def article(self, slug: str, locale: str = "en") -> Article:
        return self.articles()[locale, slug]

    def head(self) -> int:
        return self.world.database.heads()[self.world.space_id]


@pytest.fixture
def base(database: Database, tmp_path: Path) -> Base:
    world = build_world(database)
    root = tmp_path / "kb"
    root.mkdir()
    return Base(world, operator(world.ids["ada"]), root)


def page(title: str, body: str = "Text.", **head: str) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in head.items())
    return f"---\ntitle: {title}\n{lines}---\n{body}\n"


def test_an_article_comes_in_with_what_its_head_says(base: Base) -> None:
    base.write(
        "es/caja/abrir.md",
        page("Abrir la caja", "# Abrir la caja\n\nCuente el cambio.", visibility="internal", tags="[caja, cambio]",
             review_at="2027-01-02", updated_at="2026-01-02", category="Daily work", description="Cada mañana."),
    )  # fmt: skip
    report = base.run()
    article = base.article("caja/abrir", "es")
    assert article.title == "Abrir la caja"
    assert article.body == "Cuente el cambio."
    assert article.summary == "Cada mañana."
    assert article.tags == ("caja", "cambio")
    assert article.visibility is Visibility.INTERNAL
    assert article.status is ArticleStatus.PUBLISHED
    assert article.translation_key == "caja/abrir"
    assert article.updated_at == datetime(2026, 1, 2, tzinfo=UTC)
    assert article.review_at == datetime(2027, 1, 2, tzinfo=UTC)
    assert report.closing_line().startswith("Imported 1 article in Spanish, ")
    with base.world.database.read(base.world.space_id) as reader:
        shelf = reader.get(Category, article.category_id) if article.category_id else None
    assert shelf is not None
    assert (shelf.key, shelf.names["es"], shelf.visibility) == ("daily-work", "Daily work", Visibility.INTERNAL)


def test_a_second_import_changes_nothing(base: Base) -> None:
    for n in range(5):
        base.write(f"en/a{n}.md", page(f"Article {n}", tags="b, a, b", category="x/y"))
    base.run()
    before, head = base.articles(), base.head()
    assert "0 new, 0 changed, 5 as before" in base.run().closing_line()
    assert base.articles() == before
    assert base.head() == head


def test_a_changed_file_is_a_new_revision_and_the_old_text_stays(base: Base) -> None:
    base.write("en/a.md", page("A", "First."))
    base.write("en/b.md", page("B"))
    base.run()
    first, other = base.article("a"), base.article("b")
    base.write("en/a.md", page("A", "Second."))
    assert "0 new, 1 changed, 1 as before" in base.run().closing_line()
    second = base.article("a")
    assert (second.id, second.body, second.created_at) == (first.id, "Second.", first.created_at)
    assert base.article("b") == other
    with base.world.database.read(base.world.space_id) as reader:
        bodies = {r.body: r for r in reader.find(ArticleRevision, article_id=first.id)}
    assert set(bodies) == {"First.", "Second."}
    assert bodies["Second."].previous_id == bodies["First."].id


def test_an_edit_made_here_is_never_lost(base: Base) -> None:
    base.write("en/a.md", page("A", "From the file."))
    base.run()
    article = base.article("a")
    assert article.revision_id is not None
    edit = EditArticle(article_id=article.id, base_revision_id=article.revision_id, title="A", body="Made here.")
    with base.world.database.write(base.world.space_id) as session:
        act(session, base.actor, "article.edit", edit, NOW)
    base.run()
    assert base.article("a").body == "Made here."
    base.write("en/a.md", page("A", "From the file, again."))
    report = base.run()
    assert base.article("a").body == "From the file, again."
    assert any("en/a.md had been edited here" in line for line in report.lines())
    with base.world.database.read(base.world.space_id) as reader:
        assert "Made here." in {r.body for r in reader.find(ArticleRevision, article_id=article.id)}


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(base: Base) -> None:
    base.write("en/good.md", page("Good"))
    base.write("en/latin.md", page("Año").encode("latin-1"))
    base.write("en/open.md", "---\ntitle: Never closed\n\nText")
    base.write("en/colon.md", "---\ntitle: One: two: three\n---\nText")
    base.write("en/list.md", "---\n- one\n- two\n---\nText")
    base.write("en/secret.md", page("Secret", visibility="managers"))
    base.write("en/date.md", page("Date", review_at="soon"))
    base.write("en/zero.md", b"# Zero\n\0\n")
    base.write("en/long.md", page("x" * 301))
    (base.root / "en/folder.md").mkdir()
    base.write("en/one.md", page("One", slug="same"))
    base.write("en/two.md", page("Two", slug="Same"))
    report = base.run()
    told = {error.path: error.reason for error in report.unreadable}
    assert set(told) == {
        f"en/{name}.md"
        for name in ("latin", "open", "colon", "list", "secret", "date", "zero", "long", "folder", "two")
    }
    assert "UTF-8" in told["en/latin.md"]
    assert "line 2" in told["en/colon.md"]
    assert "public, franchise, internal" in told["en/secret.md"]
    assert "en/one.md" in told["en/two.md"]
    assert all(reason.endswith(".") and ":" in reason or "must be" in reason for reason in told.values())
    assert {"good", "same"} <= {slug for _, slug in base.articles()}
    assert report.closing_line().endswith("10 files could not be read.")


@pytest.mark.skipif(os.name == "nt", reason="a POSIX system's files")
def test_what_is_no_ordinary_file_is_named_and_never_waited_for(base: Base) -> None:
    base.write("en/good.md", page("Good"))
    (base.root / "en/round.md").symlink_to("trip.md")
    (base.root / "en/trip.md").symlink_to("round.md")
    os.mkfifo(base.root / "en/pipe.md")
    (base.root / "en" / os.fsdecode(b"ca\xf1a.md")).write_text("# Name of another encoding")
    report = base.run()
    told = {error.path: error.reason for error in report.unreadable}
    assert set(told) == {"en/round.md", "en/trip.md", "en/pipe.md", "en/ca?a.md"}
    assert "rename" in told["en/ca?a.md"]
    assert base.article("good").title == "Good"
    "\n".join(report.lines()).encode()


@pytest.mark.parametrize("head", ["title: " + "[" * 5_000, 'title: "half \\ud800"'])
def test_a_head_that_no_record_can_hold_keeps_the_others_from_nothing(base: Base, head: str) -> None:
    base.write("en/good.md", page("Good"))
    base.write("en/odd.md", f"---\n{head}\n---\nText")
    report = base.run()
    assert [error.path for error in report.unreadable] == ["en/odd.md"]
    assert base.article("good").title == "Good"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_a_file_that_may_not_be_read_is_named(base: Base) -> None:
    base.write("en/good.md", page("Good"))
    base.write("en/locked.md", page("Locked")).chmod(0)
    assert [error.path for error in base.run().unreadable] == ["en/locked.md"]


def test_a_link_out_of_the_folder_is_not_followed(base: Base, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("the server's secret")
    base.write("en/good.md", page("Good", "[!INCLUDE[x](../../secret.md)] [!INCLUDE[y](/etc/passwd)] end"))
    (base.root / "en/evil.md").symlink_to(secret)
    report = base.run()
    assert [error.path for error in report.unreadable] == ["en/evil.md"]
    assert "secret" not in base.article("good").body
    assert "end" in base.article("good").body


@pytest.mark.parametrize("make", [lambda p: None, lambda p: (p / "photos").mkdir(parents=True)])
def test_a_folder_without_languages_says_what_is_expected(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "kb")
    with pytest.raises(NotAKnowledgeBase, match="en"):
        read_folder(tmp_path / "kb")


def test_fragments_come_in_where_they_are_asked_for(base: Base) -> None:
    base.write("en/includes/brand.md", "---\nx: y\n---\nPanes")
    base.write("en/includes/more.md", "For [!INCLUDE[b](brand.md)] see [Setup](../setup.md#a).")
    base.write("en/includes/tip.md", "> [!TIP]\n> Use [!INCLUDE[b](brand.md)].")
    base.write("en/setup.md", page("Setup"))
    body = "At [!INCLUDE[b](../includes/brand.md)] we bake.\n\n[!INCLUDE [m](../includes/more.md)]\n\n"
    body += "1. Step\n\n   [!INCLUDE[t](../includes/tip.md)]\n\n[!INCLUDE[gone](../includes/gone.md)]\n"
    base.write("en/till/open.md", page("Open", body))
    report = base.run()
    text = base.article("till/open").body
    assert "At Panes we bake." in text
    assert "For Panes see [Setup](../setup.md#a)." in text
    assert "   > [!TIP]\n   > Use Panes." in text
    assert "INCLUDE" not in text
    assert report.missing == {"../includes/gone.md": {"en/till/open.md"}}
    assert any("gone.md is not there" in line for line in report.lines())


def test_fragments_that_pull_each_other_in_come_to_an_end(base: Base) -> None:
    base.write("en/includes/a.md", "A [!INCLUDE[b](b.md)]")
    base.write("en/includes/b.md", "B [!INCLUDE[a](a.md)]")
    base.write("en/x.md", page("X", "[!INCLUDE[a](includes/a.md)]"))
    assert base.run().missing
    assert "INCLUDE" not in base.article("x").body


def test_the_table_of_contents_makes_the_shelves_in_both_languages(base: Base) -> None:
    base.write(
        "en/TOC.md", "# [Home](home.md)\n# Selling\n## Returns\n### [Refund](refund.md)\n## [Prices](prices.md)\n"
    )
    base.write("es/TOC.md", "# [Inicio](home.md)\n# Vender\n## Devoluciones\n### [Devolver](refund.md)\n")
    for language in ("en", "es"):
        for name in ("home", "refund", "prices"):
            base.write(f"{language}/{name}.md", page(f"{name} {language}"))
    base.run()
    with base.world.database.read(base.world.space_id) as reader:
        shelves = {c.key: c for c in reader.find(Category)}
    assert shelves["selling"].names == {"en": "Selling", "es": "Vender"}
    assert shelves["selling/returns"].names == {"en": "Returns", "es": "Devoluciones"}
    assert shelves["selling/returns"].parent_id == shelves["selling"].id
    assert base.article("refund", "es").category_id == shelves["selling/returns"].id
    assert base.article("prices", "es").category_id == shelves["selling"].id
    assert base.article("home").category_id is None


@pytest.mark.skipif(not REAL.is_dir(), reason="the real knowledge base is not on this machine")
def test_the_real_knowledge_base_goes_in_whole_and_unbroken(base: Base) -> None:
    base.root = REAL
    report = base.run()
    assert report.unreadable == []
    assert report.closing_line().startswith("Imported 864 articles in English and 864 in Spanish, ")
    articles = base.articles()
    files = {
        (language, path.relative_to(REAL / language).as_posix()[:-3])
        for language in ("en", "es")
        for path in (REAL / language).rglob("*.md")
        if "includes" not in path.relative_to(REAL).parts and path.name != "TOC.md"
    }
    assert len(files) == 1728
    assert files <= set(articles)
    assert "0 new, 0 changed, 1728 as before" in base.run().closing_line()
    if base.world.database.engine.dialect.name != "sqlite":
        return  # what is stored is the same; rendering it once is enough
    paths = ArticlePaths((a.id, a.locale, a.slug) for a in articles.values())
    for locale, slug in sorted(files):
        article = articles[locale, slug]
        shown = render_article(article.body, slug=slug, locale=locale, article=paths.in_language(locale))
        _assert_unbroken(article, shown, paths, files)


LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\]]*\])+\]\(\s*<?([^)\s>#?]+\.md)(#[^)\s]*)?")
TABLE = re.compile(r"^[ >]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
CODE = re.compile(r"<pre>.*?</pre>|<code>.*?</code>|`[^`]*`", re.DOTALL)


def _assert_unbroken(article: Article, shown: str, paths: ArticlePaths, files: set[tuple[str, str]]) -> None:
    words = CODE.sub("", shown)
    assert not re.search(r"\[!(INCLUDE|NOTE|TIP|IMPORTANT|WARNING|CAUTION|VIDEO|div)", words, re.IGNORECASE), (
        article.slug
    )
    assert ":::" not in words, article.slug
    assert "ms.date" not in words, article.slug
    assert "<img" not in shown, article.slug
    assert "<script" not in shown, article.slug
    assert not re.search(r'href="(?!#|https?:|mailto:|tel:|mostrador:)', shown), article.slug
    assert shown.count("<table") >= len(TABLE.findall(CODE.sub("", article.body))), article.slug
    known = {slug.casefold() for locale, slug in files if locale == article.locale}
    for path, _ in LINK.findall(article.body):
        target = link_target(article.slug, path)
        if target and target[0].casefold() in known:
            assert f"mostrador://article/{paths.find(article.locale, target[0])}" in shown, (article.slug, path)


@pytest.mark.parametrize("folder", ["xx", "fr", "images"])
def test_a_folder_that_is_no_language_is_named_and_left_out(base: Base, folder: str) -> None:
    base.write("en/here.md", page("Here"))
    base.write(f"{folder}/o.md", page("There"))
    report = base.run()
    assert [error.path for error in report.unreadable] == [f"{folder}/"]
    assert dict(report.languages) == {"en": 1}
    assert any("use en or es" in line for line in report.lines())


def test_a_folder_without_articles_beside_the_languages_is_nobodys_business(base: Base) -> None:
    base.write("en/here.md", page("Here"))
    base.write("media/till.png", b"\x89PNG")
    assert base.run().unreadable == []


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_an_empty_file_is_named_and_makes_no_article(base: Base, text: str) -> None:
    base.write("en/here.md", page("Here"))
    base.write("en/nothing.md", text)
    report = base.run()
    assert [error.path for error in report.unreadable] == ["en/nothing.md"]
    assert ("en", "nothing") not in base.articles()
