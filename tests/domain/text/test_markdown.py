"""Articles are read as sections of plain words under headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.markdown import plain, sections, slug

ARTICLE = """---
title: Till
---
# Till

Opening *words*.

## Before you open {#open}

1. Count the **cash**.
2. See [the list](list.md#a "Title").

```sh
# not a heading
reset --till
```

### <a name="deep"></a>Deep ##

| Key | Means |
|-----|-------|
| F1  | Help  |

> [!NOTE]
> Mind the `drawer` &amp; the door.

Setext
------
End <br> <b>bold</b> ![picture](x.png)
"""


def test_sections_have_their_headings_anchors_and_words() -> None:
    found = sections(ARTICLE)
    assert [(s.anchor, s.headings) for s in found] == [
        ("till", ("Till",)),
        ("open", ("Till", "Before you open")),
        ("deep", ("Till", "Before you open", "Deep")),
        ("setext", ("Till", "Setext")),
    ]
    assert found[0].text == "Opening words."
    assert found[1].text == "Count the cash. See the list. # not a heading reset --till"
    assert found[2].text == "Key Means F1 Help Mind the drawer & the door."
    assert found[3].text == "End bold picture"


def test_what_stands_above_the_first_heading_has_no_anchor() -> None:
    assert [(s.anchor, s.text) for s in sections("Words.\n\n# One")] == [(None, "Words."), ("one", "")]


def test_equal_headings_get_anchors_of_their_own() -> None:
    assert [s.anchor for s in sections("# A\n# A\n# A")] == ["a", "a-1", "a-2"]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("[![alt](a.png)](b.md)", "alt"),
        ("Use [!INCLUDE [short](includes/short.md)] now", "Use now"),
        ("snake_case and _stressed_", "snake_case and stressed"),
        ("a \\* b <!-- hidden --> c", "a b c"),
        ("<script>alert(1)</script>text", "text"),
        ("- one\n  - two", "one two"),
    ],
)
def test_marks_addresses_and_tags_are_no_words(markdown: str, words: str) -> None:
    assert plain(markdown) == words


def test_a_heading_keeps_its_letters_in_the_anchor() -> None:
    assert slug("¿Qué es una devolución?") == "qué-es-una-devolución"


@given(st.text())
def test_any_text_is_an_article(text: str) -> None:
    anchors = [s.anchor for s in sections(text) if s.anchor]
    assert len(anchors) == len(set(anchors))
