"""Named intents. The same function runs on the client (optimistic) and on the server (authoritative)."""

from __future__ import annotations

from domain.mutations import (
    absences,
    articles,
    asking,
    closing,
    escalation,
    files,
    identity,
    linking,
    macros,
    merging,
    promises,
    saved_replies,
    snooze,
    splitting,
    structure,
    tasks,
    tickets,
    two_stages,
    views,
)
from domain.mutations.registry import Args, Context, Mutation, RecordStore, mutation_named, mutation_names

__all__ = [
    "Args",
    "Context",
    "Mutation",
    "RecordStore",
    "absences",
    "articles",
    "asking",
    "closing",
    "escalation",
    "files",
    "identity",
    "linking",
    "macros",
    "merging",
    "mutation_named",
    "mutation_names",
    "promises",
    "saved_replies",
    "snooze",
    "splitting",
    "structure",
    "tasks",
    "tickets",
    "two_stages",
    "views",
]
