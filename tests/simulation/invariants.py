"""What must hold, by the numbers of the sync plan. What is cheap is in `books`; this is what reads whole databases.

S1 `truth.commit`   S2 `check_base`   S3 `check_view`   S4 `truth.check_counts`, `check_history`   S5, S6 `books`,
`check_history`   S7 `books`   S8 `check_base`, `leaks`   S9 `check_books`   S10 `books`, `check_base`   S11 `truth`
S12 `sets`   S13 `articles`   S14 `check_alone`, `check_sole_author`   S15 `check_digests`   S16 `books`
S17 `check_pace`, `agenda`, `liveness`   S18 `own_edits`, `notices`   L1, L2, L3 `liveness`
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

from domain.ids import RecordId, Scope, derived_id
from domain.macros import STEPS_MOST
from domain.records import BY_KIND, ArticleRevision, Notification
from domain.words import NotificationKind, RevisionState
from sync.protocol.cursor import START
from sync.protocol.push import Outcome
from sync.replica.acting import local_actor
from sync.replica.columns import COLUMNS
from sync.replica.memberships import Memberships
from sync.replica.outbox import Outbox
from sync.replica.repair import Repair
from tests.simulation.older import UNKNOWN, UNREADABLE
from tests.simulation.trace import Violation
from tests.simulation.truth import Key
from tests.support.members import members
from tests.support.replayed import replayed
from tests.sync.replica import law

if TYPE_CHECKING:
    from tests.simulation.client import Client
    from tests.simulation.world import World

REQUESTS_PER_MINUTE = 90
PIECES_MOST = 3_000
"""Rows that may have to come again in a seed; small pages bring them in so many requests."""
FOR_EACH_CHANGE = 4
"""A change of somebody's may cost so many requests more."""
STREAMS_MOST = 1
VALUES_MOST = 40
"""Single values that a cache keeps, however long it lives."""
Rows = law.Rows


def check_client(client: Client) -> None:
    """Check everything about one cache.

    Raises:
        Violation: S2, S3, S8 or S9.
    """
    if not client.alive:
        return
    rows = law.shown(client.replica)
    base = law.base(client.replica)
    check_base(client, base)
    check_view(client, rows, base)
    check_books(client)


def comparable(client: Client) -> int | None:
    """Return the sequence at which the cache claims to be whole, if it claims so."""
    cursor, cache = client.replica.cursor(), client.replica.cache
    backend = client.world.backend
    if cursor == START or cursor.epoch != client.world.epoch or cursor.seq > backend.truth.seq:
        return None
    waiting = client.replica.waiting()
    if waiting.segments or waiting.fills or cache.meta("sweep") or not client.books.is_exact(cursor):
        return None
    return cursor.seq


def check_base(client: Client, base: Rows) -> None:
    """S2, S8: what the server said is exactly what the rules let this user see at its cursor."""
    seq = comparable(client)
    if seq is None:
        return
    if client.old:
        # What it cannot read it cannot show; that it shows all once it is updated is L3.
        check_aside(client, base, seq)
        return
    scopes, rightful = client.world.backend.truth.shown(client.user_id, seq)
    held = Memberships(client.replica.cache).scopes()
    if held != scopes:
        raise Violation("S8", f"{client.label}@{seq}: holds scopes {held}, granted are {scopes}")
    for key, data in base.items():
        if key not in rightful:
            raise Violation("S8", f"{client.label}@{seq}: holds {key}, which is not to be seen")
        if rightful[key][0] != data:
            wanted = rightful[key][0]
            differing = {name: (data.get(name), wanted[name]) for name in wanted if data.get(name) != wanted[name]}
            raise Violation("S2", f"{client.label}@{seq}: {key} differs (here, server): {differing}")
    missing = sorted(rightful.keys() - base.keys())
    if missing:
        raise Violation("S2", f"{client.label}@{seq}: lacks {missing[:5]}, {len(missing)} in all")
    _check_members(client, seq, rightful)


def check_aside(client: Client, base: Rows, seq: int) -> None:
    """S10: what a build does not know or cannot read is kept as it came; the cursor passes nothing that is not."""
    if client.books.skipped:
        return
    _, rightful = client.world.backend.truth.shown(client.user_id, seq)
    aside = client.replica.cache.all("SELECT kind, id, payload FROM unknown_record")
    held = base | {(kind, record_id): msgspec.json.decode(payload) for kind, record_id, payload in aside}
    strange = [key for key in rightful if key[0] in {UNKNOWN, UNREADABLE}]
    lost = sorted(key for key in strange if held.get(key) != rightful[key][0])
    if lost:
        raise Violation("S10", f"{client.label}@{seq}: has passed {lost[:3]} without keeping them, {len(lost)} in all")


def _check_members(client: Client, seq: int, rightful: dict[Key, tuple[dict[str, Any], frozenset[Scope]]]) -> None:
    seen: dict[Key, set[Scope]] = defaultdict(set)
    for kind, record_id, scope in members(client.replica.cache):
        seen[kind, record_id].add(scope)
    wanted = {key: scopes for key, (_, scopes) in rightful.items() if BY_KIND[key[0]].PARENT is None}
    if seen != wanted:
        off = [key for key in seen.keys() | wanted.keys() if seen.get(key) != wanted.get(key)]
        raise Violation("S9", f"{client.label}@{seq}: memberships of {sorted(off)[:3]} are off")


def check_view(client: Client, rows: Rows, base: Rows) -> None:
    """S3: what is seen is what the server said with everything pending on top."""
    pending = Outbox(client.replica.cache).pending()
    if not pending:
        if rows != base:
            raise Violation("S3", f"{client.label}: nothing is pending, and bases are kept")
        return
    actor = local_actor(client.replica.cache, client.user_id)
    applied = {n for (n,) in client.replica.cache.all("SELECT DISTINCT n FROM footprint WHERE wrote")}
    pending = [one for one in pending if one.id not in client.world.stumbling or one.n in applied]
    wanted = replayed(law.records(base), law.revs(client.replica), pending, actor)
    shown = law.records(rows)
    if shown != wanted:
        off = sorted(key for key in shown.keys() | wanted.keys() if shown.get(key) != wanted.get(key))
        here, there = shown.get(off[0]), wanted.get(off[0])
        raise Violation("S3", f"{client.label}: {off[:3]} are seen otherwise than replayed: {here} / {there}")


def check_books(client: Client) -> None:
    """S9: a record is there as long as a scope shows it or something pending made it; children with their parents."""
    cache = client.replica.cache
    touched = set(cache.all("SELECT DISTINCT kind, id FROM footprint WHERE wrote"))
    if touched != set(cache.all("SELECT kind, id FROM base")):
        raise Violation("S9", f"{client.label}: bases and footprints do not belong together")
    values = cache.value("SELECT count(*) FROM meta")
    if values > VALUES_MOST:
        raise Violation("S17", f"{client.label}: {values} single values are kept, {VALUES_MOST} at most")
    changes = cache.value("SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM journal)")
    if changes > len(client.world.made):
        raise Violation("S17", f"{client.label}: {changes} changes are kept, {len(client.world.made)} were ever made")
    for kind, columns in COLUMNS.items():
        if columns.parent is None:
            homeless = (
                f"SELECT id FROM {columns.table} r WHERE sight_id IS NULL"  # noqa: S608 - names of ours
                " AND NOT EXISTS (SELECT 1 FROM base b WHERE b.kind = ? AND b.id = r.id)"
            )
            # Until all of a first sync in bulk is there, what a scope shows may be there before the scope.
            torn = cache.meta("sweep") or client.replica.waiting().segments
            found = [] if torn else cache.all(homeless, (kind,))
        else:
            field, parent = columns.parent
            found = cache.all(f'SELECT id FROM {columns.table} WHERE {field} NOT IN (SELECT id FROM "{parent}")')  # noqa: S608
        if found:
            raise Violation("S9", f"{client.label}: {kind} {found[:3]} belong to nothing")


def check_digests(client: Client) -> None:
    """S15: what the server says in digests of all that the user sees is what the cache comes to."""
    cache, backend = client.replica.cache, client.world.backend
    repair = Repair(cache)
    repair.take_sums(backend.sums(client.user_id, client.replica.pull_request()), client.replica.cursor())
    with cache.transaction(durable=False):
        while repair.compare():
            pass
    if repair.is_unfinished:
        raise Violation("S15", f"{client.label}: at rest, and its digests are not the server's")


def check_pace(client: Client) -> None:
    """S17: requests within a virtual minute stay within what the changes of that minute explain."""
    since_s = client.world.agenda.now_s - 60.0
    client.requests = [at_s for at_s in client.requests if at_s > since_s]
    pieces = PIECES_MOST // client.world.swarm.page_rows
    allowed = REQUESTS_PER_MINUTE + pieces + FOR_EACH_CHANGE * client.world.changes_since(since_s)
    if len(client.requests) > allowed:
        raise Violation("S17", f"{client.label}: {len(client.requests)} requests within a minute, {allowed} at most")
    if client.streams_open > STREAMS_MOST:
        raise Violation("S17", f"{client.label}: {client.streams_open} streams are open")


def check_streams(world: World) -> None:
    """S17: the server holds a stream for nobody who does not listen any more."""
    held, most = len(world.backend.streams), STREAMS_MOST * len(world.clients)
    if held > most:
        raise Violation("S17", f"the server holds {held} streams, for {len(world.clients)} clients")


def check_alone(client: Client) -> None:
    """S14: nobody else writes, so nothing is ever refused."""
    if client.world.swarm.alone and client.books.refusals:
        raise Violation("S14", f"{client.label} is alone, and {client.books.refusals} changes were refused")


def check_sole_author(client: Client) -> None:
    """S14: nobody else writes: no text of theirs has met another one, and they have overwritten nothing unseen."""
    if not client.world.swarm.alone:
        return
    truth, maker = client.world.backend.truth, client.user_id
    unaware = {one for known in client.books.unaware for one in (known, *_steps_of(known, maker))}
    texts = {derived_id(one, f"{maker}/revision") for one in unaware}
    for revision in truth.of(ArticleRevision.KIND):
        assert isinstance(revision, ArticleRevision)
        if revision.author_id == maker and revision.state is not RevisionState.APPLIED and revision.id not in texts:
            raise Violation("S14", f"{client.label} is alone, and a text of theirs is {revision.state}")
    for told in truth.of(Notification.KIND):
        assert isinstance(told, Notification)
        if told.about is NotificationKind.OVERWRITTEN and told.actor_id == maker:
            label = f"{maker}/overwritten/{told.field}/{told.user_id}"
            if told.id not in {derived_id(one, label) for one in unaware}:
                raise Violation("S14", f"{client.label} is alone, and {told.field} is told to be overwritten")


def _steps_of(mutation_id: RecordId, maker: RecordId) -> list[RecordId]:
    """Return under which ids the steps of a macro make their records."""
    return [derived_id(mutation_id, f"{maker}/step/{place}") for place in range(STEPS_MOST)]


def check_history(world: World) -> None:
    """S4, S5, S6: what was done arrived, each at most once and in its order."""
    rows = world.backend.taken()
    counts = Counter(row.mutation_id for row in rows if row.outcome != Outcome.DUPLICATE)
    twice = [mutation_id for mutation_id, count in counts.items() if count > 1]
    if twice:
        raise Violation("S4", f"taken more than once: {twice}")
    parked = world.backend.parked()
    seqs = {row.mutation_id: (row.seq, row.client_id) for row in rows if row.outcome == Outcome.OK}
    outcomes = {row.mutation_id: str(row.outcome) for row in rows if row.outcome != Outcome.DUPLICATE}
    for client in world.clients:
        books = client.books
        for mutation_id, word in books.words.items():
            kept = outcomes.get(mutation_id)
            if kept != (Outcome.OK if word is Outcome.DUPLICATE else word):
                raise Violation("S6", f"{client.label}: {mutation_id} was called {word}, and is {kept}")
        waiting = {*books.refused(), *books.pending()}
        for mutation_id in books.order:
            if mutation_id not in counts and mutation_id not in parked | books.excused | world.excused | waiting:
                raise Violation("S6", f"{client.label}: {mutation_id} {world.made[mutation_id]} never arrived")
        sent = [seqs[mutation_id] for mutation_id in books.order if mutation_id in seqs]
        # Two machines with copies of one cache are not in step: what the other one was the first to bring took effect
        # in that one's order, and is held against that one's books. Here it must only not be taken again.
        order = [seq for seq, client_id in sent if client_id in books.sent_as]
        if order != sorted(order):
            raise Violation("S5", f"{client.label}: changes took effect in another order than they were made")
    by_client: dict[RecordId, list[int]] = defaultdict(list)
    for row in rows:
        by_client[row.client_id].append(row.n)
    for client_id, numbers in by_client.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            raise Violation("S5", f"client {client_id}: numbers {sorted(numbers)[:50]} have holes")
