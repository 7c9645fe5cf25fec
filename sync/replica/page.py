"""A page by what its frames do, and whether it follows where a replica stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sync.errors import PageOutOfPlace
from sync.protocol.cursor import START, Cursor, parse_cursor
from sync.protocol.pull import Begin, Checked, Delete, End, Fill, Frame, Out, Put, Rows, Scopes, Sums
from sync.replica.changes import RecordKey


@dataclass
class Page:
    """The frames of a page by what they do."""

    begin: Begin
    end: End
    scopes: Scopes | None = None
    puts: dict[str, list[Put]] = field(default_factory=lambda: defaultdict(list))
    removals: list[Out | Delete] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    sums: list[Sums] = field(default_factory=list)
    rows: list[Rows] = field(default_factory=list)
    checked: Checked | None = None

    @classmethod
    def of(cls, frames: Sequence[Frame]) -> Page:
        """Sort the frames of a whole page (as `decode_page` returns it)."""
        begin, end = frames[0], frames[-1]
        if not isinstance(begin, Begin) or not isinstance(end, End):
            raise PageOutOfPlace("a page begins with `begin` and ends with `end`")
        page = cls(begin, end)
        for frame in frames[1:-1]:
            match frame:
                case Put():
                    page.puts[frame.e].append(frame)
                case Out() | Delete():
                    page.removals.append(frame)
                case Fill():
                    page.fills.append(frame)
                case Scopes():
                    page.scopes = frame
                case Sums():
                    page.sums.append(frame)
                case Rows():
                    page.rows.append(frame)
                case Checked():
                    page.checked = frame
        return page

    @property
    def rows_told(self) -> bool:
        """Whether it answers a check with ids and revisions."""
        return self.checked is not None and bool(self.checked.scope)

    def keys(self) -> set[RecordKey]:
        """Return kind and id of every record it speaks of."""
        keys = {(put.e, put.id) for puts in self.puts.values() for put in puts}
        return keys | {(gone.e, gone.id) for gone in self.removals}


def check_place(page: Page, at: Cursor) -> Cursor:
    """Return the cursor after `page`, if it follows `at`.

    Raises:
        PageOutOfPlace: It does not.
    """
    after = parse_cursor(page.end.cursor)
    if at == START:
        if page.begin.start != page.begin.head:
            raise PageOutOfPlace("a first page starts at the head")
    elif (page.begin.epoch, page.begin.start) != at:
        raise PageOutOfPlace(f"the page starts at {page.begin.start}, the replica stands at {at.seq}")
    if after.epoch != page.begin.epoch or after.seq < page.begin.start:
        raise PageOutOfPlace("the page's cursor goes back")
    return after
