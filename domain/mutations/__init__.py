"""Named intents. The same function runs on the client (optimistic) and on the server (authoritative)."""

from __future__ import annotations

from domain.mutations import (
    articles,
    asking,
    closing,
    files,
    identity,
    linking,
    macros,
    merging,
    saved_replies,
    snooze,
    structure,
    tickets,
    views,
)
from domain.mutations.registry import Args, Context, Mutation, RecordStore, mutation_named, mutation_names

__all__ = [
    "Args",
    "Context",
    "Mutation",
    "RecordStore",
    "articles",
    "asking",
    "closing",
    "files",
    "identity",
    "linking",
    "macros",
    "merging",
    "mutation_named",
    "mutation_names",
    "saved_replies",
    "snooze",
    "structure",
    "tickets",
    "views",
]
