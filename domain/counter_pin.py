"""The counter PIN: what it may be, and how often one may be wrong."""

from __future__ import annotations

PIN_TRIES = 5
"""Wrong PINs in a row; after them only the password opens the session."""
SHORTEST, LONGEST = 4, 6


def is_pin(text: str) -> bool:
    """Tell whether somebody could have chosen this: digits, as many as a PIN has."""
    return SHORTEST <= len(text) <= LONGEST and text.isascii() and text.isdigit()


def is_plain(pin: str) -> bool:
    """Tell whether a PIN is the first that somebody else would try: one digit only, or digits in a row."""
    steps = {int(after) - int(before) for before, after in zip(pin, pin[1:], strict=False)}
    return steps in ({0}, {1}, {-1})
