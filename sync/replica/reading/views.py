"""The saved views, how many tickets each holds, and when the time alone changes that next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from domain.plain import Plain
from sync.replica.reading.reader import Reader

HELD = (
    "row_id IN (SELECT m.row_id FROM view_slot s JOIN view_mark m ON m.word = s.slot / 62"
    " WHERE s.view = ? AND (m.mask >> (s.slot % 62)) & 1)"
)
"""The condition of a ticket that a view holds; its value is the view's key or id. 62: `sync.replica.views.counting`."""


class ViewRow(Plain):
    """A saved view.

    Attributes:
        conditions: what it asks, as `domain.views.query_of` reads it.
        order: the column its tickets are ordered by.
        grouping: what they stand under; empty for nothing.
        columns: what its table shows; empty for what the reader's tables show.
        position: where it stands among the others.
    """

    id: str
    names: dict[str, str]
    conditions: dict[str, Any]
    order: str
    descending: bool
    grouping: str
    columns: tuple[str, ...]
    owner_id: str | None
    team_id: str | None
    position: int

    def name(self, locale: str) -> str:
        """What it is called in a language, or else in any."""
        return self.names.get(locale) or self.names.get("en") or next(iter(self.names.values()), "")


def views(reader: Reader, locale: str) -> list[ViewRow]:
    """Return all that one may look through, in their order: by position, one's own first, by name."""
    found = reader.all(
        'SELECT id, names, conditions, "order", descending, grouping, columns, owner_id, team_id, position'
        ' FROM "view" WHERE active'
    )
    rows = [
        ViewRow(
            row[0], json.loads(row[1]), json.loads(row[2]), row[3], bool(row[4]), row[5], tuple(json.loads(row[6])),
            *row[7:],
        )
        for row in found
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.position, row.owner_id is None, row.name(locale).casefold(), row.id))


def counts(reader: Reader) -> dict[str, int]:
    """Return key or id of each view to how many tickets it holds; a view that is still being counted is left out."""
    return dict(reader.all("SELECT view, tickets FROM view_slot WHERE settled AND view <> ''"))


def is_settled(reader: Reader) -> bool:
    """Tell whether every view is counted."""
    return not reader.value("SELECT 1 FROM view_slot WHERE NOT settled AND view <> '' LIMIT 1")


def next_turn(reader: Reader) -> str | None:
    """Return when the time alone changes a view next, in stored form; None if it changes none."""
    found: str | None = reader.value("SELECT min(at) FROM view_turn")
    return found


TABLES = {"user_card": "active", "team": "1", "store": "1", "topic": "1"}
"""Kinds that conditions name, and whether such a record is still there."""


def there(reader: Reader, wanted: Mapping[str, set[str]]) -> set[str]:
    """Return those of these ids, by kind, whose records are there, and are not of somebody who has left."""
    found: set[str] = set()
    for kind, ids in wanted.items():
        sql = f"SELECT id FROM {kind} WHERE id IN (SELECT value FROM json_each(?)) AND {TABLES[kind]}"  # noqa: S608 - names of ours
        found |= {row[0] for row in reader.all(sql, (json.dumps(sorted(ids)),))}
    return found
