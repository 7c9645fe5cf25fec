"""View = base ⊕ pending: taking pending mutations off the records, and putting them back on.

Only what hangs together is touched: the mutations that read or wrote a changed record, those that read or wrote what
these wrote, and so on. All others stay as they lie, since no order among them and these can be told apart.
"""

from __future__ import annotations

import logging
import traceback
from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec
from sqlcipher3 import dbapi2

from domain.access import Actor
from domain.errors import MutationRejected, UnknownMutation
from domain.ids import RecordId
from domain.mutations import Context, mutation_named
from domain.records import Record
from sync.errors import ReplicaError
from sync.replica.acting import ACCESS_KINDS, local_actor
from sync.replica.cache import Cache, listed
from sync.replica.changes import RecordKey
from sync.replica.columns import COLUMNS
from sync.replica.crash_points import CrashPoint
from sync.replica.local_store import LocalStore, write
from sync.replica.outbox import Outbox, Pending

log = logging.getLogger("mostrador.sync")

Footprints = Mapping[int, Mapping[RecordKey, bool]]


def connected(footprints: Footprints, changed: Iterable[RecordKey], numbers: Iterable[int]) -> set[int]:
    """Return the pending mutations that must be replayed if `changed` change and `numbers` are among them."""
    readers: dict[RecordKey, set[int]] = defaultdict(set)
    writers: dict[RecordKey, set[int]] = defaultdict(set)
    for n, keys in footprints.items():
        for key, wrote in keys.items():
            readers[key].add(n)
            if wrote:
                writers[key].add(n)
    found: set[int] = set()
    waiting = set(numbers).union(*(readers.get(key, set()) for key in changed))
    while waiting:
        n = waiting.pop()
        found.add(n)
        for key, wrote in footprints.get(n, {}).items():
            waiting |= (readers[key] if wrote else writers[key]) - found
    return found


def restore(cache: Cache, numbers: Iterable[int], footprints: Footprints) -> set[RecordKey]:
    """Put the records that these mutations wrote back to what the server said, and return which they are."""
    cache.reach(CrashPoint.REBASE_BEGIN)
    keys = {key for n in numbers for key, wrote in footprints.get(n, {}).items() if wrote}
    by_kind: dict[str, list[RecordId]] = defaultdict(list)
    for kind, record_id in keys:
        by_kind[kind].append(record_id)
    here = "kind = ? AND id IN (SELECT value FROM json_each(?))"
    for kind, ids in by_kind.items():
        columns = COLUMNS[kind]
        bases = cache.all(f"SELECT id, payload, rev FROM base WHERE {here}", (kind, listed(ids)))  # noqa: S608 - names of ours
        new = [(record_id,) for record_id, payload, _ in bases if payload is None]
        known = [columns.row(msgspec.json.decode(payload), rev) for _, payload, rev in bases if payload is not None]
        cache.connection.executemany(columns.delete, new)
        columns.write(cache.connection, known, columns.held(cache.connection, listed(ids)))
        cache.execute(f"DELETE FROM base WHERE {here}", (kind, listed(ids)))  # noqa: S608 - names of ours
        cache.reach(CrashPoint.BASE_DROPPED)
    return keys


def replay(cache: Cache, outbox: Outbox, numbers: Iterable[int], user_id: RecordId) -> set[RecordKey]:
    """Run pending mutations again, in order; return what they wrote.

    A record is written once, as the last of them leaves it.
    """
    wanted = set(numbers)
    written: set[RecordKey] = set()
    if not wanted:
        return written
    actor = local_actor(cache, user_id)
    before = outbox.footprints()
    ahead: dict[RecordKey, Record] = {}
    for mutation in outbox.pending(wanted):
        store = LocalStore.replaying(cache, ahead, mutation.seq)
        applied = run(store, mutation, actor)
        put = store.records if applied else {}
        footprint = store.footprint(applied=applied)
        if footprint != before.get(mutation.n, {}):
            outbox.set_footprint(mutation.n, footprint)
        ahead |= put
        written |= put.keys()
        if any(kind in ACCESS_KINDS for kind, _ in put):
            write(cache, ahead)
            ahead.clear()
            actor = local_actor(cache, user_id)
        cache.reach(CrashPoint.REPLAYED)
    write(cache, ahead)
    return written


def run(store: LocalStore, mutation: Pending, actor: Actor) -> bool:
    """Run one mutation on what is seen now; tell whether it applies. If not it waits for the server's word.

    So does one whose rule fails in a way nobody foresaw: it must not keep every later page out of this cache.
    """
    try:
        attempt(store, mutation, actor)
    except (MutationRejected, UnknownMutation):
        return False
    except (dbapi2.Error, ReplicaError):
        raise
    except Exception as error:  # noqa: BLE001 - a bug of a rule, reported below
        *_, frame = traceback.extract_tb(error.__traceback__)
        place = f"{type(error).__name__} in {frame.name}, line {frame.lineno}"
        # Without the error's message: that may quote what customers wrote.
        log.error("%s could not be replayed, change %s: %s", mutation.name, mutation.id, place)  # noqa: TRY400
        return False
    return True


def attempt(store: LocalStore, mutation: Pending, actor: Actor) -> None:
    """Run one mutation against `store`.

    Raises:
        MutationRejected: A rule says no.
        UnknownMutation: An older build wrote it, or a newer one.
    """
    known = mutation_named(mutation.name, mutation.v)
    context = Context(actor=actor, now=mutation.now, written_at=mutation.at, mutation_id=mutation.id)
    known.run(store, context, known.decode(mutation.args, mutation.v))
