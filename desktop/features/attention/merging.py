"""Two people's texts of one article side by side: what came together by itself, and what somebody has to decide."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum

from domain.merge import Hunk, HunkKind, merge_lines
from sync.replica.reading.conflicts import TextRow

WORD = re.compile(r"\w+|\W")
Marks = tuple[tuple[int, int], ...]


class Take(StrEnum):
    """What is taken where both changed the same lines."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


class Place:
    """A run of lines of the title or of the text.

    Attributes:
        decided: For a conflict, the lines that were decided for; None until then.
    """

    def __init__(self, hunk: Hunk, *, in_title: bool) -> None:
        self.hunk, self.in_title = hunk, in_title
        self.decided: tuple[str, ...] | None = None

    @property
    def is_conflict(self) -> bool:
        """Whether somebody has to decide."""
        return self.hunk.kind is HunkKind.CONFLICT

    @property
    def result(self) -> tuple[str, ...] | None:
        """The lines that come out; None while it is undecided."""
        return self.decided if self.is_conflict else self.hunk.merged

    def take(self, which: Take) -> None:
        """Decide for one's own lines, for theirs, or for theirs with one's own below."""
        both = (*self.hunk.theirs, *self.hunk.ours)
        self.decided = {Take.MINE: self.hunk.ours, Take.THEIRS: self.hunk.theirs, Take.BOTH: both}[which]

    def write(self, text: str) -> None:
        """Decide for lines of another wording."""
        self.decided = tuple(text.split("\n")) if text else ()

    @property
    def key(self) -> str:
        """What the decision is kept under: the same two changes of the same lines."""
        return json.dumps([self.in_title, self.hunk.base, self.hunk.ours, self.hunk.theirs])


class Merging:
    """A merge under way.

    Attributes:
        mine: One's own text.
        theirs: The article's.
        places: Title first, then the text, in its order.
    """

    def __init__(self, base: TextRow, mine: TextRow, theirs: TextRow, kept: str = "") -> None:
        self.mine, self.theirs = mine, theirs
        self.places = [
            *(Place(hunk, in_title=True) for hunk in merge_lines([base.title], [mine.title], [theirs.title])),
            *(Place(hunk, in_title=False) for hunk in _hunks(base.body, mine.body, theirs.body)),
        ]
        decided = json.loads(kept) if kept else {}
        for place in self.conflicts():
            lines = decided.get(place.key)
            place.decided = None if lines is None else tuple(lines)

    def conflicts(self) -> Iterator[Place]:
        """Where somebody has to decide."""
        return (place for place in self.places if place.is_conflict)

    @property
    def undecided(self) -> int:
        """How many places wait for a decision."""
        return sum(place.decided is None for place in self.conflicts())

    @property
    def came_together(self) -> int:
        """How many changes needed no decision."""
        return sum(not place.is_conflict and place.hunk.kind is not HunkKind.SAME for place in self.places)

    def result(self) -> tuple[str, str] | None:
        """Title and text; None while something is undecided."""
        if self.undecided:
            return None
        title = " ".join(line for place in self.places if place.in_title for line in place.result or ())
        return title, "\n".join(line for place in self.places if not place.in_title for line in place.result or ())

    def decisions(self) -> str:
        """What was decided so far, to go on with another time; empty for nothing."""
        decided = {place.key: place.decided for place in self.conflicts() if place.decided is not None}
        return json.dumps(decided, ensure_ascii=False) if decided else ""


def differing(mine: str, theirs: str) -> tuple[Marks, Marks]:
    """Return where the words stand in which two texts differ, as (start, end) in each."""
    words: list[list[str]] = [WORD.findall(text) for text in (mine, theirs)]
    marks: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    places = [0, 0]
    for kind, *spans in SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes():
        for side, (first, last) in enumerate((spans[:2], spans[2:])):
            start = places[side]
            places[side] += sum(map(len, words[side][first:last]))
            if kind != "equal" and places[side] > start:
                marks[side].append((start, places[side]))
    return tuple(marks[0]), tuple(marks[1])


def _hunks(base: str, mine: str, theirs: str) -> tuple[Hunk, ...]:
    return merge_lines(base.split("\n"), mine.split("\n"), theirs.split("\n"))
