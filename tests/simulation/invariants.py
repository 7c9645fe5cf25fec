"""What must hold, by the numbers of the sync plan. What is cheap is in `books`; this is what reads whole databases.

S1 `truth.commit`   S2 `check_base`   S3 `check_view`   S4 `truth.check_counts`, `check_history`   S5, S6 `books`,
`check_history`   S7 `books`   S8 `check_base`   S9 `check_books`   S10 `books`, `check_base`   S11 `truth`
S12 `check_sets`   S14 `check_alone`   S16 `books`   S17 `check_pace`, `agenda`, `liveness`   L1, L2 `liveness`
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

from domain.errors import MutationRejected
from domain.ids import RecordId, Scope
from domain.records import BY_KIND, Record, Ticket, TicketDesk, from_wire
from sync.protocol.cursor import START
from sync.protocol.push import Outcome
from sync.replica.acting import local_actor
from sync.replica.columns import COLUMNS
from sync.replica.memberships import Memberships
from sync.replica.outbox import Outbox
from sync.replica.rebase import attempt
from tests.simulation.trace import Violation
from tests.simulation.truth import Key
from tests.support.franchise import MemoryStore

if TYPE_CHECKING:
    from tests.simulation.client import Client
    from tests.simulation.world import World

REQUESTS_PER_MINUTE = 90
PIECES_MOST = 3_000
"""Rows that may have to come again in a seed; small pages bring them in so many requests."""
FOR_EACH_CHANGE = 4
"""A change of somebody's may cost so many requests more."""
Rows = dict[Key, dict[str, Any]]


def check_client(client: Client) -> None:
    """Check everything about one cache.

    Raises:
        Violation: S2, S3, S8 or S9.
    """
    if not client.alive:
        return
    rows = shown_rows(client)
    base = base_rows(client, rows)
    check_base(client, base)
    check_view(client, rows, base)
    check_books(client)


def shown_rows(client: Client) -> Rows:
    """Return what the user sees."""
    rows: Rows = {}
    for kind, columns in COLUMNS.items():
        for row in client.replica.cache.all(columns.select.removesuffix(" WHERE id = ?")):
            data, _ = columns.data(row)
            rows[kind, data["id"]] = data
    return rows


def base_rows(client: Client, shown: Rows) -> Rows:
    """Return what the server last said."""
    rows = dict(shown)
    for kind, record_id, payload in client.replica.cache.all("SELECT kind, id, payload FROM base"):
        if payload is None:
            rows.pop((kind, record_id), None)
        else:
            rows[kind, record_id] = msgspec.json.decode(payload)
    return rows


def comparable(client: Client) -> int | None:
    """Return the sequence at which the cache claims to be whole, if it claims so."""
    cursor, cache = client.replica.cursor(), client.replica.cache
    backend = client.world.backend
    if cursor == START or cursor.epoch != client.world.epoch or cursor.seq > backend.truth.seq:
        return None
    if client.replica.waiting().fills or cache.meta("sweep") or not client.books.is_exact(cursor):
        return None
    return cursor.seq


def check_base(client: Client, base: Rows) -> None:
    """S2, S8: what the server said is exactly what the rules let this user see at its cursor."""
    seq = comparable(client)
    if seq is None:
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


def _check_members(client: Client, seq: int, rightful: dict[Key, tuple[dict[str, Any], frozenset[Scope]]]) -> None:
    members: dict[Key, set[Scope]] = defaultdict(set)
    for kind, record_id, scope in client.replica.cache.all("SELECT kind, id, scope FROM member"):
        members[kind, record_id].add(scope)
    wanted = {key: scopes for key, (_, scopes) in rightful.items() if BY_KIND[key[0]].PARENT is None}
    if members != wanted:
        off = [key for key in members.keys() | wanted.keys() if members.get(key) != wanted.get(key)]
        raise Violation("S9", f"{client.label}@{seq}: memberships of {sorted(off)[:3]} are off")


def check_view(client: Client, rows: Rows, base: Rows) -> None:
    """S3: what is seen is what the server said with everything pending on top."""
    pending = Outbox(client.replica.cache).pending()
    if not pending:
        if rows != base:
            raise Violation("S3", f"{client.label}: nothing is pending, and bases are kept")
        return
    store = MemoryStore()
    store.rows = _records(base)
    actor = local_actor(client.replica.cache, client.user_id)
    for mutation in pending:
        draft = MemoryStore()
        draft.rows = dict(store.rows)
        try:
            attempt(draft, mutation, actor)  # type: ignore[arg-type]  # it only gets and puts
        except MutationRejected:
            continue
        store.rows = draft.rows
    shown = _records(rows)
    if shown != store.rows:
        off = sorted(key for key in shown.keys() | store.rows.keys() if shown.get(key) != store.rows.get(key))
        here, there = shown.get(off[0]), store.rows.get(off[0])
        raise Violation("S3", f"{client.label}: {off[:3]} are seen otherwise than replayed: {here} / {there}")


def _records(rows: Rows) -> dict[Key, Record]:
    return {key: from_wire(BY_KIND[key[0]], data) for key, data in rows.items()}


def check_books(client: Client) -> None:
    """S9: a record is there as long as a scope shows it or something pending made it; children with their parents."""
    cache = client.replica.cache
    touched = set(cache.all("SELECT DISTINCT kind, id FROM footprint WHERE wrote"))
    if touched != set(cache.all("SELECT kind, id FROM base")):
        raise Violation("S9", f"{client.label}: bases and footprints do not belong together")
    for kind, columns in COLUMNS.items():
        if columns.parent is None:
            homeless = (
                f"SELECT id FROM {columns.table} r WHERE NOT EXISTS"  # noqa: S608 - names of ours
                " (SELECT 1 FROM member m WHERE m.kind = ? AND m.id = r.id)"
                " AND NOT EXISTS (SELECT 1 FROM base b WHERE b.kind = ? AND b.id = r.id)"
            )
            found = [] if cache.meta("sweep") else cache.all(homeless, (kind, kind))
        else:
            field, parent = columns.parent
            found = cache.all(f'SELECT id FROM {columns.table} WHERE {field} NOT IN (SELECT id FROM "{parent}")')  # noqa: S608
        if found:
            raise Violation("S9", f"{client.label}: {kind} {found[:3]} belong to nothing")


def check_pace(client: Client) -> None:
    """S17: requests within a virtual minute stay within what the changes of that minute explain."""
    since_s = client.world.agenda.now_s - 60.0
    client.requests = [at_s for at_s in client.requests if at_s > since_s]
    pieces = PIECES_MOST // client.world.swarm.page_rows
    allowed = REQUESTS_PER_MINUTE + pieces + FOR_EACH_CHANGE * client.world.changes_since(since_s)
    if len(client.requests) > allowed:
        raise Violation("S17", f"{client.label}: {len(client.requests)} requests within a minute, {allowed} at most")


def check_alone(client: Client) -> None:
    """S14: nobody else writes, so nothing is ever refused."""
    if client.world.swarm.alone and client.books.refusals:
        raise Violation("S14", f"{client.label} is alone, and {client.books.refusals} changes were refused")


def check_history(world: World) -> None:
    """S4, S5, S6: what was done arrived, each at most once and in its order."""
    rows = world.backend.taken()
    counts = Counter(row.mutation_id for row in rows if row.outcome != Outcome.DUPLICATE)
    twice = [mutation_id for mutation_id, count in counts.items() if count > 1]
    if twice:
        raise Violation("S4", f"taken more than once: {twice}")
    parked = world.backend.parked()
    seqs = {row.mutation_id: (row.seq, row.client_id) for row in rows if row.outcome == Outcome.OK}
    for client in world.clients:
        books = client.books
        waiting = {*books.refused(), *books.pending()}
        for mutation_id in books.order:
            if mutation_id not in counts and mutation_id not in parked | books.excused | world.excused | waiting:
                raise Violation("S6", f"{client.label}: {mutation_id} {world.made[mutation_id]} never arrived")
        # What a set-back cache has lost may still arrive from where it was copied, whenever that one finds a line.
        sent = [seqs[mutation_id] for mutation_id in books.order if mutation_id in seqs.keys() - books.excused]
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


def check_sets(world: World) -> None:
    """S12: tags and followers are what the accepted additions and removals come to, in their order."""
    tags: dict[RecordId, set[str]] = defaultdict(set)
    followers: dict[RecordId, set[RecordId]] = defaultdict(set)
    for row in world.backend.taken():
        if row.outcome != Outcome.OK:
            continue
        name, args, maker = world.made[row.mutation_id]
        if name == "ticket.tag":
            tags[args["ticket_id"]] |= set(args.get("add", ()))
            tags[args["ticket_id"]] -= set(args.get("remove", ()))
        elif name == "ticket.follow":
            user_id = args.get("user_id") or maker
            change = followers[args["ticket_id"]].add if args["following"] else followers[args["ticket_id"]].discard
            change(user_id)
    truth = world.backend.truth
    for ticket in truth.of(Ticket.KIND):
        assert isinstance(ticket, Ticket)
        desk = truth.record(TicketDesk.KIND, ticket.id)
        assert isinstance(desk, TicketDesk)
        if set(desk.tags) != tags[ticket.id]:
            raise Violation("S12", f"{ticket.subject}: tags {desk.tags}, accepted were {sorted(tags[ticket.id])}")
        if set(ticket.follower_ids) != followers[ticket.id]:
            raise Violation("S12", f"{ticket.subject}: followers {ticket.follower_ids} are not what was accepted")
