"""How a ticket was rated, and until when that may be said."""

from __future__ import annotations

import json

from domain.plain import Plain
from sync.replica.reading.reader import Reader

RATING_DAYS = 14
"""As `domain.records.ClosingPolicy` has it, for whoever sees no policy."""


class RatingRow(Plain):
    """What a requester said of how their ticket was dealt with; `by` is their name."""

    score: int
    reasons: tuple[str, ...]
    comment: str
    at: str
    by: str


def rating(reader: Reader, ticket_id: str) -> RatingRow | None:
    """Return a ticket's rating."""
    row = reader.first(
        "SELECT r.score, r.reasons, r.comment, r.updated_at, coalesce(u.name, '') FROM rating r"
        " LEFT JOIN user_card u ON u.id = r.user_id WHERE r.ticket_id = ?",
        (ticket_id,),
    )
    return RatingRow(row[0], tuple(json.loads(row[1])), row[2], row[3], row[4]) if row else None


def rating_days(reader: Reader) -> int:
    """Return for how many days after a solution it may be rated."""
    found = reader.value("SELECT rating_days FROM closing_policy LIMIT 1")
    return RATING_DAYS if found is None else int(found)


def topic_check_back_days(reader: Reader, topic_id: str | None) -> int:
    """Return after how many days a topic's requesters are asked whether a solution works; 0: they are not."""
    found = reader.value("SELECT check_back_days FROM topic WHERE id = ?", (topic_id,)) if topic_id else None
    return int(found or 0)
