"""Variables in texts that are sent often."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.placeholders import Gap, expand, unknown_names

VALUES = {"requester.name": "Aoife Brennan", "ticket.number": "#184", "store.name": ""}


def test_a_variable_gives_way_to_its_value() -> None:
    expansion = expand("Hi {{requester.name}}, this is {{ ticket.number }}.", VALUES)
    assert expansion == ("Hi Aoife Brennan, this is #184.", ())


def test_where_a_value_is_empty_the_word_behind_the_bar_is_said() -> None:
    assert expand("In {{store.name|your store}} and {{team.name| ours }}", VALUES) == ("In your store and ours", ())


def test_a_variable_without_value_and_without_word_stays_and_is_pointed_at() -> None:
    text, gaps = expand("Hi {{requester.name}} of {{store.name}}!", VALUES)
    assert text == "Hi Aoife Brennan of {{store.name}}!"
    assert gaps == (Gap(20, 34, "store.name", True),)
    assert text[gaps[0].start : gaps[0].end] == "{{store.name}}"


def test_a_variable_that_nobody_knows_stays_and_is_called_unknown() -> None:
    text, gaps = expand("Dear {{customer}}", {"customer": "never asked for"})
    assert text == "Dear {{customer}}"
    assert [(gap.name, gap.is_known) for gap in gaps] == [("customer", False)]
    assert unknown_names("{{customer}} {{agent.name}} {{x.y|z}} {{customer}}") == ("customer", "x.y")


def test_a_value_is_put_in_as_it_is_and_on_one_line() -> None:
    text, gaps = expand("Hi {{requester.name}}.", {"requester.name": "{{agent.name}}\n\n# Boss"})
    assert (text, gaps) == ("Hi {{agent.name}} # Boss.", ())


def test_braces_that_are_no_variable_are_left_alone() -> None:
    for text in ("{{}}", "{{ two words }}", "{ticket.number}", "{{ticket.number", "a }} b {{", "{{a|b\nc}}"):
        assert expand(text, VALUES) == (text, ())


@given(st.text("{}|. ab\n", max_size=40), st.text("{}x ", max_size=8))
def test_every_gap_is_where_it_says_and_nothing_else_is_lost(text: str, value: str) -> None:
    expansion = expand(text, {"requester.name": value})
    for gap in expansion.gaps:
        assert expansion.text[gap.start : gap.end].strip("{} ").partition("|")[0].strip() == gap.name
    # None of these texts asks for anything that has a value.
    assert expansion.text.count("a") <= text.count("a")
