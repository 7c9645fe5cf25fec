"""Named places where a write can be torn: the simulation and the crash tests stop there, a client just passes."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

Reach = Callable[["CrashPoint"], None]


class CrashPoint(StrEnum):
    """Where a process may die."""

    MUTATE_BEGIN = "mutate: begun"
    NUMBER_TAKEN = "mutate: number taken"
    BASE_SAVED = "store: base saved"
    ROW_WRITTEN = "store: row written"
    OUTBOX_INSERTED = "mutate: in the outbox"
    BEFORE_COMMIT = "before commit"
    AFTER_COMMIT = "after commit"
    MARKED_SENDING = "push: marked as sending"
    REPLY_BEGIN = "push: reply begun"
    RESULT_STORED = "push: a result stored"
    PAGE_BEGIN = "page: begun"
    PAGE_RESTORED = "page: bases restored"
    PAGE_ROWS = "page: another hundred rows"
    PAGE_REMOVED = "page: a record removed"
    PAGE_MEMBERS = "page: memberships written"
    PAGE_SCOPES = "page: scopes changed"
    SCOPE_PURGED = "page: a scope purged"
    BASE_DROPPED = "page: bases dropped"
    ACK_DROPPED = "page: acknowledged dropped"
    REBASE_BEGIN = "rebase: begun"
    REPLAYED = "rebase: one replayed"
    FILLS_WRITTEN = "page: fills written"
    CURSOR_WRITTEN = "page: cursor written"
    ROWS_COMPARED = "check: revisions compared"
    RENUMBERED = "client: renumbered"
    EPOCH_RESET = "client: epoch reset"
    SEGMENTS_NOTED = "segments: noted"
    SEGMENT_ROWS = "segment: a kind's rows"
    SEGMENT_DONE = "segment: done"
    INDEXES_MADE = "segments: indexes made"
    SEGMENTS_ABANDONED = "segments: abandoned"
    TEXT_INDEXED = "text: a step indexed"


def pass_by(_point: CrashPoint) -> None:
    """Do nothing: what every client does at a crash point."""
