"""Three-way merge of texts, line by line (diff3): what only one side changed is taken, what both changed is a conflict.

Nothing is guessed: a change is only ever put where the lines around it are the very lines it was made between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

PAIRS_MOST = 1_000_000
"""Pairs of equal lines that a comparison may have to weigh, a tenth of a second's work. A text of equal lines has more:
between its first and its last change it counts as changed altogether, which may be a conflict but loses nothing."""


class HunkKind(StrEnum):
    """Who changed a run of lines."""

    SAME = "same"
    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    """Both, to the same lines."""
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Hunk:
    """A run of lines: as they were, as we have them, as they have them."""

    kind: HunkKind
    base: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def merged(self) -> tuple[str, ...] | None:
        """What they come to; None for a conflict."""
        if self.kind is HunkKind.CONFLICT:
            return None
        return self.theirs if self.kind is HunkKind.THEIRS else self.ours


def merge_lines(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[Hunk, ...]:
    """Return the hunks in order; put together, their `base`, `ours` and `theirs` are the three texts."""
    base, ours, theirs = tuple(base), tuple(ours), tuple(theirs)
    ours_of, theirs_of = _matches(base, ours), _matches(base, theirs)
    hunks: list[Hunk] = []
    done = ours_done = theirs_done = 0
    stable: list[str] = []
    for place, line in enumerate(base):
        if place not in ours_of or place not in theirs_of:
            continue
        ours_place, theirs_place = ours_of[place], theirs_of[place]
        if (place, ours_place, theirs_place) != (done, ours_done, theirs_done):
            _close(hunks, stable)
            hunks.append(_hunk(base[done:place], ours[ours_done:ours_place], theirs[theirs_done:theirs_place]))
        stable.append(line)
        done, ours_done, theirs_done = place + 1, ours_place + 1, theirs_place + 1
    _close(hunks, stable)
    if (done, ours_done, theirs_done) != (len(base), len(ours), len(theirs)):
        hunks.append(_hunk(base[done:], ours[ours_done:], theirs[theirs_done:]))
    return tuple(hunks)


def merge_text(base: str, ours: str, theirs: str) -> str | None:
    """Return the text with the changes of both sides; None if they changed the same lines differently."""
    return joined(merge_lines(base.split("\n"), ours.split("\n"), theirs.split("\n")))


def joined(hunks: Iterable[Hunk]) -> str | None:
    """Return the text that the hunks come to; None if one of them is a conflict."""
    lines: list[str] = []
    for hunk in hunks:
        if hunk.merged is None:
            return None
        lines += hunk.merged
    return "\n".join(lines)


def _hunk(base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> Hunk:
    kind = HunkKind.CONFLICT
    if ours == theirs:
        kind = HunkKind.BOTH
    elif ours == base:
        kind = HunkKind.THEIRS
    elif theirs == base:
        kind = HunkKind.OURS
    return Hunk(kind, base, ours, theirs)


def _close(hunks: list[Hunk], stable: list[str]) -> None:
    """End a run of lines that are everybody's."""
    if stable:
        lines = tuple(stable)
        hunks.append(Hunk(HunkKind.SAME, lines, lines, lines))
        stable.clear()


def _matches(base: tuple[str, ...], other: tuple[str, ...]) -> dict[int, int]:
    """Return the lines of `base` that are still there, by their places in both; both ascend together."""
    shorter = min(len(base), len(other))
    head = next((n for n in range(shorter) if base[n] != other[n]), shorter)
    tail = next((n for n in range(shorter - head) if base[-1 - n] != other[-1 - n]), shorter - head)
    kept = [(n, n) for n in range(head)]
    middle, others = base[head : len(base) - tail], other[head : len(other) - tail]
    kept += ((head + n, head + m) for n, m in _matches_within(middle, others))
    kept += ((len(base) - n, len(other) - n) for n in range(tail, 0, -1))
    return dict(kept)


def _matches_within(base: tuple[str, ...], other: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    counts = Counter(base)
    if sum(counts[line] for line in other) > PAIRS_MOST:
        return
    for block in SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks():
        yield from ((block.a + n, block.b + n) for n in range(block.size))
