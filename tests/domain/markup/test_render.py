"""What a reader gets from an author's Markdown."""

import os
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import RecordId
from domain.markup import clean_html, render_article, render_message
from domain.text.markdown import sections

ARTICLES = {"till/restart": RecordId("a1"), "printer": RecordId("a2")}


def find(slug: str) -> RecordId | None:
    return ARTICLES.get(slug)


@pytest.mark.parametrize(
    ("locale", "label"), [("en", "Warning"), ("es", "Advertencia"), ("es-MX", "Advertencia"), ("fr", "Warning")]
)
def test_an_alert_is_labelled_in_the_readers_language(locale: str, label: str) -> None:
    shown = render_article("> [!WARNING]\n> Hot oven.", locale=locale)
    assert 'class="alert alert-warning"' in shown
    assert f"<strong>{label}</strong>" in shown
    assert "<p>Hot oven.</p>" in shown
    assert "[!" not in shown


def test_an_alert_inside_a_list_belongs_to_its_step() -> None:
    shown = render_article("1. Open\n\n   > [!Tip] Use the key.\n\n2. Close")
    assert re.search(r"<li>.*alert-tip.*Use the key\..*</li>\s*<li>", shown, re.DOTALL)


def test_a_quotation_stays_a_quotation() -> None:
    assert "<blockquote>" in render_article("> [!Nonsense] said she")


def test_a_table_is_a_table_with_its_links_and_line_breaks() -> None:
    shown = render_article("| a | b |\n|---|---|\n| 1<br>2 | [x](printer.md) |", article=find)
    assert '<table class="grid"' in shown
    assert "<td>1<br>2</td>" in shown
    assert 'href="mostrador://article/a2"' in shown


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../printer.md", "mostrador://article/a2"),
        ("restart.md#step%20two", "mostrador://article/a1#step%20two"),
        ("./restart.md?view=all#x", "mostrador://article/a1#x"),
        ("https://example.org/a", "https://example.org/a"),
        ("mailto:help@example.org", "mailto:help@example.org"),
        ("tel:+34123", "tel:+34123"),
        ("mostrador://ticket/7", "mostrador://ticket/7"),
        ("#below", "#below"),
    ],
)
def test_a_good_link_leads_where_it_should(href: str, expected: str) -> None:
    assert f'href="{expected}"' in render_article(f"[go]({href})", slug="till/start", article=find)
    assert f'href="{expected}"' in render_article(f'<a href="{href}">go</a>', slug="till/start", article=find)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#10;script:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "nowhere.md",
        "../../../up.md",
        "/site/absolute",
        "//evil.example/x",
    ],
)
def test_a_dead_or_dangerous_link_is_only_its_words(href: str) -> None:
    for shown in (
        render_article(f"[the words]({href})", slug="till/start", article=find),
        render_article(f'<a href="{href}" onclick="x()">the words</a>', slug="till/start", article=find),
        render_message(f"[the words]({href})", article=find),
    ):
        assert "the words" in shown
        assert "<a" not in shown
        assert "onclick" not in shown


def test_a_picture_that_is_not_there_is_its_words_in_a_box() -> None:
    alone = render_article("![The red button](media/red.png)")
    inline = render_article("Press ![The red button](media/red.png) twice.")
    raw = render_article('<img src="x.png" alt="The red button" onerror="alert(1)">')
    assert alone.strip() == '<p class="picture">The red button</p>'
    assert '<span class="picture">The red button</span>' in inline
    assert "The red button" in raw
    assert "<img" not in alone + inline + raw


def test_a_picture_without_words_is_named_after_its_file() -> None:
    assert "assist edit icon" in render_article("Choose ![](media/assist-edit-icon.png) there.")


def test_a_picture_the_viewer_has_is_shown() -> None:
    shown = render_article("![Till](media/till.png)", picture=lambda source: f"mostrador:picture/{source}")
    assert '<img src="mostrador:picture/media/till.png" alt="Till">' in shown


def test_what_is_no_html_stays_readable() -> None:
    shown = render_article("Choose <your company>, not **<blank>**.\n\n<Empty>\n")
    assert "&lt;your company&gt;" in shown
    assert "&lt;blank&gt;" in shown
    assert "&lt;Empty&gt;" in shown


def test_scripts_styles_and_frames_go_with_their_content() -> None:
    shown = render_article("a\n\n<script>alert('x')</script>\n\n<style>p{}</style><iframe src='//e'>q</iframe>\n\nb")
    assert "alert" not in shown
    assert "<p>a</p>" in shown
    assert "<p>b</p>" in shown
    assert not re.search("script|style|iframe", shown)


def test_headings_have_the_anchors_the_index_knows() -> None:
    text = '# Top\n\n## <a name="fix"></a>Fix it\n\n## Other {#own}\n\n## Twice\n\nx\n\n## Twice\n\ny'
    shown = render_article(text)
    ids = set(re.findall(r'(?:id|name)="([^"]+)"', shown))
    assert {s.anchor for s in sections(text) if s.anchor} <= ids
    assert {"fix", "fix-it", "own", "twice", "twice-1"} <= ids
    assert "{#own}" not in shown


def test_a_message_keeps_its_lines_and_shows_tags_as_text() -> None:
    shown = render_message("Hello\n<b>world</b>\n# 1 is broken\nsee https://example.org/x.")
    assert "Hello<br>" in shown
    assert "&lt;b&gt;world&lt;/b&gt;" in shown
    assert "<h4>1 is broken</h4>" in shown
    assert '<a href="https://example.org/x"' in shown
    assert "</a>." in shown


def test_a_line_of_dashes_in_a_message_makes_no_heading() -> None:
    assert "<h" not in render_message("Regards\nAna\n-----\nStore 12").replace("<hr", "")


def test_html_from_outside_is_cleaned() -> None:
    cleaned = clean_html('<p style="x" onclick="y">Hi <a href="javascript:1">there</a><img src="http://t/p.gif"></p>')
    assert cleaned.startswith("<p>Hi ")
    assert "javascript" not in cleaned
    assert "src" not in cleaned


@given(st.text(alphabet="<>/=\"'&;:#![]()`*_|->abrsciptonhefjv \n\t", max_size=200))
def test_no_text_makes_anything_that_acts(text: str) -> None:
    for shown in (render_article(text), render_message(text), clean_html(text)):
        lowered = shown.lower()
        assert not re.search(r"<(script|iframe|object|style|img|form|input)\b", lowered)
        assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', lowered))
        assert not re.search(r'href="(?!#|https?:|mailto:|tel:|mostrador:)', lowered)


def test_importing_the_package_does_not_load_the_libraries() -> None:
    code = "import sys, domain.markup; sys.exit(bool({'markdown_it', 'nh3'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False, env=dict(os.environ)).returncode == 0


@given(st.lists(st.tuples(st.integers(0, 250), st.sampled_from(["> ", ">", "  - ", "1. "])), min_size=1, max_size=4))
def test_however_deep_a_text_is_nested_no_word_of_it_is_missing(lines: list[tuple[int, str]]) -> None:
    words = [f"word{number}" for number in range(len(lines))]
    source = "\n\n".join(f"{marker * depth}{word}" for (depth, marker), word in zip(lines, words, strict=True))
    for shown in (render_message(source), render_article(source)):
        assert all(word in shown for word in words)
