"""Quotations in messages: long ones are found, and none of the text is lost."""

from hypothesis import given
from hypothesis import strategies as st

from domain.markup import as_quotation, parts_of

MAIL = "It works now.\n\n> One\n> two\n> three\n> four\n\nThanks"


def test_a_long_quotation_is_a_part_of_its_own() -> None:
    assert [(part.text, part.lines) for part in parts_of(MAIL)] == [
        ("It works now.\n\n", 0),
        ("> One\n> two\n> three\n> four\n", 4),
        ("\nThanks", 0),
    ]


def test_a_short_quotation_is_read_with_its_answer() -> None:
    assert [part.lines for part in parts_of("> Which till?\n\nThe front one.")] == [0]


def test_what_looks_quoted_inside_code_is_code() -> None:
    assert [part.lines for part in parts_of("```\n> a\n> b\n> c\n> d\n```")] == [0]


def test_an_alert_is_no_quotation() -> None:
    assert [part.lines for part in parts_of("> [!WARNING]\n> a\n> b\n> c\n> d")] == [0]


@given(st.lists(st.sampled_from(["> q", "text", "", "```", "> [!NOTE]"]), max_size=30))
def test_the_parts_together_are_the_body(lines: list[str]) -> None:
    body = "\n".join(lines)
    assert "".join(part.text for part in parts_of(body)) == body


def test_a_quotation_says_whose_it_is() -> None:
    assert as_quotation("One\n\ntwo\n", "Ana") == "> **Ana:**\n> One\n>\n> two\n\n"
