"""Two people's changes of one text come together, or both stay: nothing is guessed and nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from domain.merge import Hunk, HunkKind, joined, merge_lines, merge_text

LINES = st.lists(st.sampled_from(["", "Restart it.", "Wait.", "Call us.", "Print the slip."]), max_size=12)


def text(hunks: Sequence[Hunk], side: str) -> list[str]:
    return [line for hunk in hunks for line in getattr(hunk, side)]


@given(LINES, LINES, LINES)
def test_the_hunks_are_the_three_texts(base: list[str], ours: list[str], theirs: list[str]) -> None:
    hunks = merge_lines(base, ours, theirs)

    assert [text(hunks, side) for side in ("base", "ours", "theirs")] == [base, ours, theirs]


@given(LINES, LINES, LINES)
def test_a_hunk_is_of_the_kind_its_lines_say(base: list[str], ours: list[str], theirs: list[str]) -> None:
    for hunk in merge_lines(base, ours, theirs):
        kinds = {
            HunkKind.SAME: hunk.base == hunk.ours == hunk.theirs,
            HunkKind.OURS: hunk.base == hunk.theirs != hunk.ours,
            HunkKind.THEIRS: hunk.base == hunk.ours != hunk.theirs,
            HunkKind.BOTH: hunk.ours == hunk.theirs != hunk.base,
            HunkKind.CONFLICT: len({hunk.base, hunk.ours, hunk.theirs}) == 3,
        }
        assert [kind for kind, holds in kinds.items() if holds] == [hunk.kind]


@given(LINES, LINES)
def test_what_one_side_alone_changed_is_taken(base: list[str], changed: list[str]) -> None:
    for ours, theirs in ((changed, base), (base, changed), (changed, changed)):
        assert joined(merge_lines(base, ours, theirs)) == "\n".join(changed)


@given(LINES, LINES, LINES)
def test_it_does_not_matter_who_came_first(base: list[str], ours: list[str], theirs: list[str]) -> None:
    assert joined(merge_lines(base, ours, theirs)) == joined(merge_lines(base, theirs, ours))


@given(st.lists(st.integers(0, 99), unique=True, min_size=1, max_size=14), st.data())
def test_a_clean_merge_has_every_line_added_and_none_taken_out(numbers: list[int], data: st.DataObject) -> None:
    base = [f"line {number}" for number in numbers]
    sides = []
    for side in ("ours", "theirs"):
        out = data.draw(st.sets(st.sampled_from(base)))
        places = data.draw(st.sets(st.integers(0, len(base)), max_size=3))
        lines: list[str] = []
        for place in range(len(base) + 1):
            lines += [f"{side} {place}"] if place in places else []
            lines += [line for line in base[place : place + 1] if line not in out]
        sides.append(lines)
    ours, theirs = sides

    hunks = merge_lines(base, ours, theirs)

    merged = joined(hunks)
    if merged is not None:
        wanted = {line for line in base if line in ours and line in theirs} | (set(ours) | set(theirs)) - set(base)
        assert set(merged.split("\n")) - {""} == wanted
    else:
        assert any(hunk.kind is HunkKind.CONFLICT for hunk in hunks)


@given(LINES, LINES, LINES, LINES, LINES)
def test_changes_with_a_line_of_everybodys_between_them_never_conflict(
    first: list[str], second: list[str], ours: list[str], theirs: list[str], end: list[str]
) -> None:
    mark, stop = ["---- mark ----"], ["---- stop ----"]

    hunks = merge_lines(
        first + mark + second + stop + end, ours + mark + second + stop + end, first + mark + theirs + stop + end
    )

    assert joined(hunks) == "\n".join(ours + mark + theirs + stop + end)


def test_two_changes_of_one_line_are_a_conflict() -> None:
    assert merge_text("Hold the key.\nWait.", "Hold the red key.\nWait.", "Hold the power key.\nWait.") is None


def test_changes_in_two_places_come_together() -> None:
    base = "# Till\n\nRestart it.\n\nWait.\n\nCall us."

    merged = merge_text(base, base.replace("Wait.", "Wait ten seconds."), base.replace("Call us.", "Write to us."))

    assert merged == "# Till\n\nRestart it.\n\nWait ten seconds.\n\nWrite to us."


def test_a_text_of_nothing_but_equal_lines_is_compared_as_a_whole() -> None:
    base, ours = ["top"] + ["x"] * 3_000 + ["end"], ["our top"] + ["x"] * 3_000 + ["our end"]

    [hunk] = merge_lines(base, ours, base)

    assert hunk.kind is HunkKind.OURS
