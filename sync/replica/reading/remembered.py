"""Single values that this device remembers for one profile, inside its encrypted cache."""

from __future__ import annotations

from enum import StrEnum

from sync.replica.reading.reader import Reader


class Remembered(StrEnum):
    """What is remembered."""

    PLACE = "own.place"
    """Where the user was: page, ticket, scroll."""
    TOLD = "own.told"
    """Of what the user was told."""
    PIN = "own.pin"
    """The proof of the counter PIN."""
    PASSWORD = "own.password"  # noqa: S105 - the name of what is kept
    """The proof of the password that opened the profile last."""
    WORDS = "own.words"
    """The words that the user has called right, whatever a dictionary says: a list in JSON."""
    CONTACT = "own.contact"
    """When the server was last spoken with, by this machine's clock, stored time."""
    CONTACT_DAYS = "own.contact_days"
    """For how many days without that the server lets the profile be opened, as it last said; 0 for any number."""


def remembered(reader: Reader, what: Remembered) -> str:
    """Return a value, or an empty text if none is kept."""
    return str(reader.value("SELECT value FROM meta WHERE key = ?", (what.value,)) or "")
