"""Paths of articles."""

from __future__ import annotations

import re
import unicodedata


def slug_of(title: str) -> str:
    """A path from a title: `Printer cuts orders` → `printer-cuts-orders`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80] or "article"
