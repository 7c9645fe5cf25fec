"""Macros, as one chooses among them."""

from __future__ import annotations

import json
from typing import Any

from domain.plain import Plain
from sync.replica.reading.reader import Reader


class MacroRow(Plain):
    """Several things that are done at once. `owner_id` or `team_id` says whose it is; with neither it is everybody's.

    `steps` are as in `domain.records.MacroStep`, each a dictionary of `name`, `args` and `v`.
    """

    id: str
    titles: dict[str, str]
    steps: tuple[dict[str, Any], ...]
    sensitive: bool
    owner_id: str | None
    team_id: str | None

    def title(self, locale: str) -> str:
        """Return the title in this language, else in English, else in whichever there is."""
        return self.titles.get(locale) or self.titles.get("en") or next(iter(self.titles.values()))


def macros(reader: Reader) -> list[MacroRow]:
    """Return all that one may use: one's own first, then the teams', then the whole desk's."""
    found = reader.all(
        "SELECT id, titles, steps, sensitive, owner_id, team_id FROM macro WHERE active"
        " ORDER BY owner_id IS NULL, team_id IS NULL, id"
    )
    return [
        MacroRow(row[0], json.loads(row[1]), tuple(json.loads(row[2])), bool(row[3]), row[4], row[5]) for row in found
    ]
