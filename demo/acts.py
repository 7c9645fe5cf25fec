"""What the sample is made of: acts of people at times, and ids that are the same in every demo."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from domain.ids import RecordId, SpaceId, derived_id

ORIGIN = "01900000-0000-7000-8000-0000000a2a11"


class Act(NamedTuple):
    """Something somebody did at some time."""

    at: datetime
    who: str
    mutation: str
    args: dict[str, Any]


def sample_id(label: str) -> RecordId:
    """Return the id of a sample record: the same in every demo."""
    return derived_id(ORIGIN, label)


SPACE_ID = SpaceId(sample_id("space"))


def person_id(handle: str) -> RecordId:
    """Return a sample person's user id."""
    return sample_id(f"person/{handle}")
