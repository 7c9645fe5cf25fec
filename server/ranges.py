"""The `Range` of a request, as far as downloads need it: one range of bytes (RFC 9110, 14)."""

from __future__ import annotations

import re

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.IGNORECASE | re.ASCII)


def span_of(header: str, size_bytes: int) -> tuple[int, int] | None:
    """Return the first byte that is asked for and the one after the last; None for the whole.

    What is no range, or several, asks for the whole: the standard lets a server answer so.

    Raises:
        ValueError: Nothing of it is in the range.
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, size_bytes - int(last)), size_bytes
    else:
        start, end = int(first), size_bytes if not last else min(size_bytes, int(last) + 1)
        if last and int(last) < start:
            return None
    if start >= end:
        raise ValueError(f"{header!r} of {size_bytes} bytes")
    return start, end
