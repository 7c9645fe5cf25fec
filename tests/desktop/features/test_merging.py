"""What differs between two texts stands out, word by word, and a merge is as far as it was decided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.features.attention.merging import Merging, Take, differing
from sync.replica.reading.conflicts import TextRow


def text(body: str, title: str = "Till") -> TextRow:
    return TextRow(title, body, "Ana", "2026-11-22T12:00:00.000000Z")


def marked(words: str, marks: tuple[tuple[int, int], ...]) -> list[str]:
    return [words[start:end] for start, end in marks]


def test_the_words_that_differ_are_marked() -> None:
    mine, theirs = "Hold the red key for five seconds.", "Hold the power key for ten seconds."

    found = differing(mine, theirs)

    assert (marked(mine, found[0]), marked(theirs, found[1])) == (["red", "five"], ["power", "ten"])


@given(st.text("ab .\n", max_size=30), st.text("ab .\n", max_size=30))
def test_what_is_not_marked_is_the_same_in_both(mine: str, theirs: str) -> None:
    def rest(words: str, marks: tuple[tuple[int, int], ...]) -> str:
        return "".join(letter for place, letter in enumerate(words) if not any(a <= place < b for a, b in marks))

    ours, others = differing(mine, theirs)

    assert rest(mine, ours) == rest(theirs, others)


@pytest.mark.parametrize(
    ("take", "body"),
    [(Take.MINE, "A\nmine\nC"), (Take.THEIRS, "A\ntheirs\nC"), (Take.BOTH, "A\ntheirs\nmine\nC")],
)
def test_a_decision_makes_the_result(take: Take, body: str) -> None:
    merging = Merging(text("A\nB\nC"), text("A\nmine\nC"), text("A\ntheirs\nC", "Till 2"))
    [place] = merging.conflicts()
    assert (merging.undecided, merging.came_together, merging.result()) == (1, 1, None)

    place.take(take)

    assert merging.result() == ("Till 2", body)


def test_decisions_are_kept_for_the_same_two_changes_only() -> None:
    base, mine, theirs = text("A\nB\nC"), text("A\nmine\nC"), text("A\ntheirs\nC")
    merging = Merging(base, mine, theirs)
    next(merging.conflicts()).write("Something else\nin two lines")
    kept = merging.decisions()

    assert Merging(base, mine, theirs, kept).result() == ("Till", "A\nSomething else\nin two lines\nC")
    assert Merging(base, mine, text("A\nothers\nC"), kept).undecided == 1
