"""What the texts of an export mean: moments, addresses, names."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from server.accounts.errors import AccountInvalid
from server.accounts.naming import check_email

EARLIEST_YEAR = 1995
"""No help desk whose exports are read is older; years before it are slips, or a zero that was taken for a date."""
_OFFSET = re.compile(r"\s*(?:UTC|GMT|Z)$", re.IGNORECASE)
_SHORT_OFFSET = re.compile(r"([+-]\d\d)(\d\d)$")
_DAY_FIRST = re.compile(r"^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(.*)$")
_SECONDS = re.compile(r"^\d{9,11}(?:\.\d+)?$")


def moment_of(text: str, now: datetime) -> datetime | None:
    """Return the moment that a text names, in UTC; None if it names none, or one that cannot have been.

    Read are ISO 8601 with or without zone (then UTC), a blank for the T, a number of seconds since 1970, and days
    before months (`31/12/2025 18:05`), unless only the other way round makes a date.
    """
    text = text.strip()
    found = _seconds(text) if _SECONDS.match(text) else _iso(_year_first(text))
    if found is None or found.year < EARLIEST_YEAR or found > now:
        return None
    return found


def _seconds(text: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(text), UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _year_first(text: str) -> str:
    found = _DAY_FIRST.match(text)
    if found is None:
        return text
    day, month = int(found[1]), int(found[3])
    if month > 12 >= day:
        day, month = month, day
    time = found[5].strip()
    if re.fullmatch(r"\d:\d\d(:\d\d)?", time):
        time = f"0{time}"
    return f"{found[4]}-{month:02}-{day:02}" + (f" {time}" if time else "")


def _iso(text: str) -> datetime | None:
    plain = _OFFSET.sub("+00:00", text)
    try:
        found = datetime.fromisoformat(_SHORT_OFFSET.sub(r"\1:\2", plain) if ":" in plain[:16] else plain)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def address_of(text: str) -> str:
    """Return a mail address in the form in which addresses are compared, empty if it is none."""
    address = text.strip().strip("<>").strip().casefold()
    try:
        check_email(address)
    except AccountInvalid:
        return ""
    return address


def locale_of(text: str, otherwise: str) -> str:
    """Return which of our two languages a locale means."""
    language = text.strip().lower()[:2]
    return language if language in {"en", "es"} else otherwise


def shortened(text: str, longest: int) -> str:
    """Return `text` on one line, cut to `longest` characters with a mark that it goes on."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
