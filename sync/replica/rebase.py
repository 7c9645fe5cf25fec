"""View = base ⊕ pending: taking pending mutations off the records, and putting them back on.

Only what hangs together is touched: the mutations that read or wrote a changed record, those that read or wrote what
these wrote, and so on. All others stay as they lie, since no order among them and these can be told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from domain.access import Actor
from domain.errors import MutationRejected, UnknownMutation
from domain.ids import RecordId
from domain.mutations import Context, mutation_named
from sync.replica.acting import ACCESS_KINDS, local_actor
from sync.replica.cache import Cache
from sync.replica.changes import RecordKey
from sync.replica.columns import COLUMNS
from sync.replica.crash_points import CrashPoint
from sync.replica.local_store import LocalStore
from sync.replica.outbox import Outbox, Pending

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
    for kind, record_id in keys:
        found = cache.execute("SELECT payload, rev FROM base WHERE kind = ? AND id = ?", (kind, record_id)).fetchone()
        columns = COLUMNS[kind]
        if found[0] is None:
            cache.execute(columns.delete, (record_id,))
        else:
            cache.execute(columns.upsert, columns.row(msgspec.json.decode(found[0]), found[1]))
        cache.execute("DELETE FROM base WHERE kind = ? AND id = ?", (kind, record_id))
        cache.reach(CrashPoint.BASE_DROPPED)
    return keys


def replay(cache: Cache, outbox: Outbox, numbers: Iterable[int], user_id: RecordId) -> set[RecordKey]:
    """Run pending mutations again, in order; return what they wrote."""
    wanted = set(numbers)
    written: set[RecordKey] = set()
    if not wanted:
        return written
    actor = local_actor(cache, user_id)
    for mutation in outbox.pending():
        if mutation.n not in wanted:
            continue
        changed = run(cache, outbox, mutation, actor)
        if any(kind in ACCESS_KINDS for kind, _ in changed):
            actor = local_actor(cache, user_id)
        written |= changed
        cache.reach(CrashPoint.REPLAYED)
    return written


def run(cache: Cache, outbox: Outbox, mutation: Pending, actor: Actor) -> frozenset[RecordKey]:
    """Run one mutation on what is seen now. One that no longer applies does nothing and waits for the server's word."""
    store = LocalStore(cache)
    try:
        attempt(store, mutation, actor)
    except (MutationRejected, UnknownMutation):
        outbox.set_footprint(mutation.n, {*store.read, *store.written}, frozenset())
        return frozenset()
    store.flush()
    outbox.set_footprint(mutation.n, store.read, store.written)
    return store.written


def attempt(store: LocalStore, mutation: Pending, actor: Actor) -> None:
    """Run one mutation against `store`.

    Raises:
        MutationRejected: A rule says no.
        UnknownMutation: An older build wrote it, or a newer one.
    """
    known = mutation_named(mutation.name, mutation.v)
    context = Context(actor=actor, now=mutation.now, written_at=mutation.at, mutation_id=mutation.id)
    known.run(store, context, known.decode(mutation.args))
