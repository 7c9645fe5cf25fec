"""The whole schema: importing this module brings every table of every package into the metadata."""

from __future__ import annotations

from server import signing
from server.accounts import tables as accounts
from server.audit import tables as audit
from server.db.tables import metadata
from server.imports import tables as imports
from server.jobs import tables as jobs
from server.knowledge import tables as knowledge
from server.mail import tables as mail
from server.search import tables as search
from server.segments import tables as segments
from server.views import tables as views

__all__ = [
    "accounts",
    "audit",
    "imports",
    "jobs",
    "knowledge",
    "mail",
    "metadata",
    "search",
    "segments",
    "signing",
    "views",
]
