"""What came as HTML or plain text reads here as it read there, and nothing in it acts."""

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.markup import render_message
from domain.markup.from_html import markdown_of_html, markdown_of_text


def words(shown: str) -> str:
    """What somebody reads of HTML, blanks aside."""
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]*>", "", shown)))


@pytest.mark.parametrize(
    ("given_", "markdown"),
    [
        ("<p>One<br>two</p><p>three</p>", "One\ntwo\n\nthree"),
        ("a <b>bold</b> and <i> slanted </i>word", "a **bold** and *slanted* word"),
        ("<b></b>nothing<i> </i>", "nothing"),
        ("<strong><p>a</p><p>b</p></strong>", "a\n\nb"),
        ('<a href="https://x.example/a b">here</a>', "[here](https://x.example/a%20b)"),
        ('<a href="https://x.example">https://x.example</a>', "<https://x.example>"),
        ('<a href="javascript:alert(1)">press</a>', "press"),
        ("<ul><li>one<li>two<ul><li>inner</ul></ul>after", "- one\n- two\n  - inner\n\nafter"),
        ("<ol start=3><li>three</li><li><p>four</p><p>more</p></li></ol>", "3. three\n4. four\n\n   more"),
        ("<blockquote>He said<br>so<blockquote>before</blockquote></blockquote>", "> He said\n> so\n> >\n> > before"),
        ("<pre>if a &lt; b:\n    go()</pre>", "```\nif a < b:\n    go()\n```"),
        ("use <code>a_b</code> now", "use `a_b` now"),
        ("<h2>Title</h2>text", "## Title\n\ntext"),
        ("<table><tr><th>a<th>b<tr><td>1<td>x|y</table>", "| a | b |\n| --- | --- |\n| 1 | x\\|y |"),
        ("<table><tr><td>laid out</td></tr></table>", "laid out"),
        ("<table><tr><td><table><tr><td>deep</td></tr></table>tail</td></tr></table>", "deep\n\ntail"),
        ('see <img src="https://x.example/track.gif" alt="the oven"> there', "see the oven there"),
        ("<style>p {}</style><script>x</script><title>t</title>only this", "only this"),
        ("5 &lt; 6 &amp; 7*8*9 _x_ [y](z)", "5 \\< 6 & 7\\*8\\*9 \\_x\\_ \\[y\\](z)"),
        ("<p># no heading</p><p>1. no list</p><p>- nor this</p>", "\\# no heading\n\n1\\. no list\n\n\\- nor this"),
        ("a<hr>b", "a\n\n---\n\nb"),
        ("unclosed <b>bold", "unclosed bold"),
        ("<table><tr><td>one<pre>a  b</pre>two</table>", "one\n\n```\na  b\n```\n\ntwo"),
    ],
)
def test_html_becomes_markdown(given_: str, markdown: str) -> None:
    assert markdown_of_html(given_) == markdown


@pytest.mark.parametrize(
    ("given_", "markdown"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("> quoted\n>> twice\nanswer", "> quoted\n>> twice\nanswer"),
        ("see https://x.example/a_b_c now", "see <https://x.example/a_b_c> now"),
        ("(https://x.example/a).", "(https://x.example/a)."),
        ("&lt; is no <, :-- no table", "\\&lt; is no \\<, :-- no table"),
        ("# 5\n* x\n1. y\n==\n<b>", "\\# 5\n\\* x\n1\\. y\n\\==\n\\<b>"),
        ("a\0b", "ab"),
        ("a\n\n\n\n\nb", "a\n\nb"),
    ],
)
def test_plain_text_stays_as_it_was(given_: str, markdown: str) -> None:
    assert markdown_of_text(given_) == markdown


@given(
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n*_`#>-+[]()<>!|~\\1. &;:="))
)
def test_every_text_shows_its_own_words(text: str) -> None:
    shown = words(render_message(markdown_of_text(text)))
    quotation = re.compile(r"^ {0,3}(?:> ?)+", re.MULTILINE)
    assert shown == re.sub(r"\s+", "", quotation.sub("", text))


class _Reader(HTMLParser):
    """Gathers what is read of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<li>", "<ul>", "</ul>", "<blockquote>", "</blockquote>",
             "<br>", "<ol>", "</ol>", "<pre>", "</pre>", "<code>", "</code>", "<td>", "<tr>", "<table>", "</table>",
             "<div>", "</div>", '<a href="https://x.example">', "</a>", "<h1>", "</h1>"]
        )
        | st.text(alphabet="abc*_`#>-+[]!|~\\1. ", max_size=8),
        max_size=25,
    )
)  # fmt: skip
def test_no_html_loses_a_word_or_stumbles(parts: list[str]) -> None:
    reader = _Reader()
    reader.feed("".join(parts))
    reader.close()
    letters = re.sub(r"[^abc]", "", reader.text)
    assert re.sub(r"[^abc]", "", markdown_of_html("".join(parts)).replace("https://x.example", "")) == letters
