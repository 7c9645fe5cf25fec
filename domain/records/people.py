"""What people say of themselves for the others to know."""

from __future__ import annotations

from datetime import datetime

from domain.ids import RecordId, Scope
from domain.records.base import Record


class Absence(Record, frozen=True, kw_only=True):
    """That a person is away, and who stands in. Its id is the person's."""

    KIND = "absence"

    user_id: RecordId
    since: datetime
    until: datetime | None = None
    """None: until they say so."""
    backup_id: RecordId | None = None
    word: str = ""
    """Why, in a few words, for whoever looks for them."""
    active: bool = True
    """False once they are back."""
    known_to: tuple[Scope, ...] = ()
    """Who may know: whoever knows the person's card."""
    set_by_id: RecordId


def is_away(absence: Absence | None, now: datetime) -> bool:
    """Tell whether the person is away at that moment."""
    if absence is None or not absence.active or absence.since > now:
        return False
    return absence.until is None or absence.until > now
