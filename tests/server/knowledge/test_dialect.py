"""What documentation sites write beside Markdown becomes Markdown."""

import time

import pytest

from domain.markup import render_article
from server.knowledge.dialect import plain_markdown, without_title


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (':::image type="content" source="a b.png" alt-text="The [x]" lightbox="x":::', r"![The \[x\]](a%20b.png)"),
        ('Choose :::image type="icon" source="i.png":::.', "Choose ![](i.png)."),
        (":::row:::\n  :::column:::\nText\n  :::column-end:::\n:::row-end:::\n", "Text\n"),
        ("> [!VIDEO https://v.example/embed/1]", "> [Video](https://v.example/embed/1)"),
        ('> [!div class="wide"]\n> Text', "> Text"),
        ("### [New way](#tab/new)\n", "### New way\n"),
        ("![!Share](s.png)", "![Share](s.png)"),
        ("a<!-- hidden\nnote -->b", "ab"),
        ("a<script>x()</script>b", "ab"),
        ("> [!NOTE]\n> One\n> [!TIP]\n> Two", "> [!NOTE]\n> One\n\n> [!TIP]\n> Two"),
        ("[!Note]\n> Text", "> [!Note]\n> Text"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)  # fmt: skip
def test_each_form_has_its_plain_one(written: str, expected: str) -> None:
    assert plain_markdown(written) == expected


def test_code_is_left_as_it_is() -> None:
    code = "```html\n<!-- kept -->\n<script>kept</script>\n:::row:::\n```"
    assert plain_markdown(code) == code


@pytest.mark.parametrize(
    "table",
    ["|a|b|c|\n|--|--|\n|1|2|3|", "|a|b|\n|--|--|--|\n|1|2|", "|a|b|\n|--|-||\n|1|2|", "||b|\n|--|--|\n|1|2|"],
)
def test_a_table_whose_rule_does_not_fit_is_still_a_table(table: str) -> None:
    shown = render_article(plain_markdown(table))
    assert "<table" in shown
    assert all(f"<td>{cell}</td>" in shown for cell in "12")


def test_a_heading_that_only_repeats_the_title_goes() -> None:
    assert without_title("# Open *the* till\n\nText", "Open the till") == "Text"
    assert without_title("# Other\n\nText", "Open the till") == "# Other\n\nText"


LONG = [
    *("|   " * 3000 + "x", "a|b\n|" + " :- |" * 3000 + "x", "<!--" * 5000, ":::image " * 3000),
    *("> [!" * 5000, "```\n" * 5001, "[!VIDEO " * 3000, "<script " * 4000),
]


@pytest.mark.parametrize("text", LONG)
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    plain_markdown(text)
    assert time.process_time() - began < 5
