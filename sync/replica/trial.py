"""Trying something out: what it would change here, without changing anything."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations import mutation_named
from domain.records import Record
from sync.replica.acting import local_actor
from sync.replica.cache import Cache
from sync.replica.local_store import LocalStore
from sync.replica.outbox import Pending
from sync.replica.rebase import attempt


class Trial(NamedTuple):
    """What would come of it.

    Attributes:
        records: What would be written, as it would be then; nothing if a rule says no.
        code: Why a rule says no; None if it would be done.
        detail: As in `MutationRejected`.
    """

    records: tuple[Record, ...]
    code: RejectCode | None = None
    detail: dict[str, Any] = {}


def try_out(
    cache: Cache, user_id: RecordId, name: str, args: dict[str, Any], now: datetime, trial_id: RecordId
) -> Trial:
    """Run a mutation on what is seen here and forget what it wrote.

    Args:
        cache: Only read.
        user_id: Who would do it.
        name: The mutation.
        args: Its arguments, in today's version.
        now: When.
        trial_id: An id that no mutation has.
    """
    store = LocalStore(cache)
    pending = Pending(n=0, id=trial_id, name=name, v=mutation_named(name, 0).version, at=now, now=now, args=args)
    try:
        attempt(store, pending, local_actor(cache, user_id))
    except MutationRejected as rejected:
        return Trial((), rejected.code, rejected.detail)
    return Trial(tuple(store.records.values()))
