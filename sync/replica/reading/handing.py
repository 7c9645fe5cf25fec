"""With whom a ticket is: its team and the one above, a third party, the steps it has taken up."""

from __future__ import annotations

import json

from domain.plain import Plain
from sync.replica.reading.reader import Reader


class StepRow(Plain):
    """A step up: from which team, by whom, why. A name is empty where it is not known here."""

    team: str
    by: str
    reason: str


class HandingRow(Plain):
    """What the desk sees of where a ticket is and where it came from.

    Attributes:
        team: its own team's name.
        above_id: the team above it; None if there is none.
        vendor: the third party it waits for; empty if it waits for none now.
        steps: in order; it goes back the last one.
    """

    team: str
    above_id: str | None
    above: str
    vendor: str
    vendor_reference: str
    vendor_expected_at: str | None
    follow_up_at: str | None
    steps: tuple[StepRow, ...]

    @property
    def back(self) -> str:
        """Whose it was before it came here: a team's name; empty if it comes from a third party or never went up."""
        return self.steps[-1].team if self.steps and not self.vendor else ""

    @property
    def may_go_back(self) -> bool:
        """Whether there is a way down."""
        return bool(self.vendor or self.steps)


SQL = """
SELECT coalesce(own.name, ''), above.id, coalesce(above.name, ''),
       CASE t.status WHEN 'on_hold' THEN d.vendor ELSE '' END, d.vendor_reference, d.vendor_expected_at,
       CASE t.status WHEN 'on_hold' THEN d.follow_up_at END, d.escalations
FROM ticket t
JOIN ticket_desk d ON d.ticket_id = t.id
LEFT JOIN team own ON own.id = t.team_id
LEFT JOIN team above ON above.id = own.escalates_to_id
WHERE t.id = ?
"""


def handing(reader: Reader, ticket_id: str) -> HandingRow | None:
    """Return with whom a ticket is; None for whoever does not see the desk's side of it."""
    row = reader.first(SQL, (ticket_id,))
    if row is None:
        return None
    steps = tuple(_step(reader, one) for one in json.loads(row[7]))
    return HandingRow(row[0], row[1], row[2], row[3], row[4], row[5], row[6], steps)


def _step(reader: Reader, step: dict[str, str | None]) -> StepRow:
    team = reader.value("SELECT name FROM team WHERE id = ?", (step.get("team_id"),))
    by = reader.value("SELECT name FROM user_card WHERE id = ?", (step.get("by_id"),))
    return StepRow(team or "", by or "", step.get("reason") or "")
