"""The whole schema: importing this module brings every table of every package into the metadata."""

from __future__ import annotations

from server.accounts import tables as accounts
from server.db.tables import metadata
from server.knowledge import tables as knowledge
from server.search import tables as search

__all__ = ["accounts", "knowledge", "metadata", "search"]
