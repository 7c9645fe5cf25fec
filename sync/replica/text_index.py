"""The full text of the cache: kept in step by triggers, but for what a first sync brings, which follows afterwards.

Word by word, a row at a time, it would cost more than all else of a first sync. Up to a certain row (`text_index.upto`)
a table's full text is in step with it, by the triggers; rows beyond wait for `step`.

What many steps or pages have brought lies in twenty pieces and more, and each costs every word that is looked up. So
the pieces become one, a little at a time, once all is in; and again whenever a table has grown much since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from sync.replica.cache import Cache
from sync.replica.columns import COLUMNS
from sync.replica.crash_points import CrashPoint

FULL_TEXT = {"ticket": ("subject", "number", "answers"), "message": ("body",)}
"""Kind to the fields its full-text table `<kind>_text` holds by `row_id`."""
LEAVES = "(SELECT group_concat(atom, ' ') FROM json_tree({}) WHERE atom IS NOT NULL)"
"""All texts in a field that holds lists and objects: what is a key in it is no word of anybody's."""
ALL = 2**62
"""No row's number is greater."""
STEP_ROWS = 10_000
"""Rows of a step: a tenth of a second or so."""
STEP_PAGES = 400
"""Pages of a step that makes pieces one: about as long."""
GROWN_LEAST, GROWN_SHARE = 20_000, 4
"""So many rows more than when the pieces last became one, and a quarter of them: then they do again."""
AS_THEY_COME = {"automerge": 0, "crisismerge": 1999}
"""How FTS5 is to leave pieces while many rows follow: each would be written twice more before all become one."""
AS_EVER = {"automerge": 4, "crisismerge": 16}
"""FTS5's own settings."""
MERGED, MERGING = "text_merged", "text_merging"
"""Single values of the cache: the last row of each kind when its pieces became one, and the kind they do so of now."""


def indexed_texts(kind: str, row: str = "") -> str:
    """Return what the full text holds of a row, as expressions of SQL; `row` names it, with a point behind."""
    columns = COLUMNS[kind]
    texts = [(f"{row}{name}", name in columns.json_names) for name in FULL_TEXT[kind]]
    return ", ".join(LEAVES.format(text) if has_leaves else text for text, has_leaves in texts)


class TextIndex:
    """How far the full text of each kind goes; its writing calls run inside a transaction."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def waits(self) -> bool:
        """Tell whether there are rows that no search finds yet, or many pieces to make one."""
        return self._lacks_rows() or self._in_pieces() is not None

    def suspend(self) -> None:
        """Leave rows that come from now on for later."""
        for kind in FULL_TEXT:
            self._cache.execute(
                "UPDATE text_index SET upto = ? WHERE kind = ? AND upto = ?", (self._last(kind), kind, ALL)
            )
            self._leave_pieces(kind, AS_THEY_COME)

    def begin_anew(self) -> None:
        """Forget all of it, and leave every row for `step`."""
        for kind in FULL_TEXT:
            self._cache.execute(f"INSERT INTO {kind}_text ({kind}_text) VALUES ('delete-all')")  # noqa: S608 - names of ours
            self._leave_pieces(kind, AS_THEY_COME)
        self._cache.execute("UPDATE text_index SET upto = 0")
        self._cache.set_meta(**{MERGED: "", MERGING: ""})

    def step(self) -> None:
        """Take some more rows in; with all of them in, make some more of the pieces one."""
        if self._lacks_rows():
            self._take_rows()
        elif (kind := self._in_pieces()) is not None:
            self._merge(kind)
        self._cache.reach(CrashPoint.TEXT_INDEXED)

    def _lacks_rows(self) -> bool:
        return bool(self._cache.value("SELECT 1 FROM text_index WHERE upto < ? LIMIT 1", (ALL,)))

    def _take_rows(self) -> None:
        found = self._cache.all("SELECT kind, upto FROM text_index WHERE upto < ? ORDER BY kind DESC LIMIT 1", (ALL,))
        for kind, upto in found:
            last = self._cache.value(
                f"SELECT max(row_id) FROM (SELECT row_id FROM {kind} WHERE row_id > ? ORDER BY row_id LIMIT ?)",  # noqa: S608 - names of ours
                (upto, STEP_ROWS),
            )
            if last is not None:
                fields = ", ".join(FULL_TEXT[kind])
                self._cache.execute(
                    f"INSERT INTO {kind}_text (rowid, {fields})"  # noqa: S608 - names of ours
                    f" SELECT row_id, {indexed_texts(kind)} FROM {kind} WHERE row_id > ? AND row_id <= ?",
                    (upto, last),
                )
            self._cache.execute("UPDATE text_index SET upto = ? WHERE kind = ?", (ALL if last is None else last, kind))
            if last is None and not self._is_in_pieces(kind):
                self._leave_pieces(kind, AS_EVER)

    def _in_pieces(self) -> str | None:
        """Return a kind whose pieces are to become one, or None."""
        return next(filter(self._is_in_pieces, FULL_TEXT), None)

    def _is_in_pieces(self, kind: str) -> bool:
        before = self._merged().get(kind, 0)
        return self._last(kind) - before > max(GROWN_LEAST, before // GROWN_SHARE)

    def _leave_pieces(self, kind: str, settings: Mapping[str, int]) -> None:
        for name, value in settings.items():
            self._cache.execute(f"INSERT INTO {kind}_text ({kind}_text, rank) VALUES (?, ?)", (name, value))  # noqa: S608 - names of ours

    def _merge(self, kind: str) -> None:
        # FTS5: the first call, of less than nothing, takes all pieces whatever their size, the further ones go on with
        # it, and one that has changed less than two rows had nothing left to do.
        pages = STEP_PAGES if self._cache.meta(MERGING) == kind else -STEP_PAGES
        before = self._cache.connection.total_changes
        self._cache.execute(f"INSERT INTO {kind}_text ({kind}_text, rank) VALUES ('merge', ?)", (pages,))  # noqa: S608 - names of ours
        if self._cache.connection.total_changes - before >= 2:  # noqa: PLR2004 - see above
            self._cache.set_meta(**{MERGING: kind})
        else:
            self._leave_pieces(kind, AS_EVER)
            self._cache.set_meta(**{MERGED: json.dumps({**self._merged(), kind: self._last(kind)}), MERGING: ""})

    def _merged(self) -> dict[str, int]:
        merged: dict[str, int] = json.loads(self._cache.meta(MERGED) or "{}")
        return merged

    def _last(self, kind: str) -> int:
        return int(self._cache.value(f"SELECT coalesce(max(row_id), 0) FROM {kind}"))  # noqa: S608 - names of ours
