"""A server in memory that says what the protocol says, and a client of it that can be made to stumble."""

from __future__ import annotations

import copy
import random
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from domain.access import Actor, audience_in, scopes_hash, scopes_of, sees
from domain.errors import MutationRejected
from domain.ids import RecordId, Scope
from domain.mutations import Context, mutation_named
from domain.records import BY_KIND, RECORD_TYPES, R, Record, time_text, to_wire
from domain.words import Audience, Permission
from sync.engine.events import Refused
from sync.protocol.cursor import parse_cursor
from sync.protocol.digest import ByLastByte, last_byte, record_hash
from sync.protocol.pull import (
    Begin,
    Checked,
    Delete,
    End,
    Fill,
    Frame,
    Out,
    PullRequest,
    Put,
    Rows,
    Scopes,
    Sums,
)
from sync.protocol.push import MutationResult, Outcome, PushReply, PushRequest, Refusal, RefusalCode
from sync.replica.changes import RecordKey
from sync.replica.crash_points import Reach, pass_by
from sync.replica.writer import Replica
from tests.support.franchise import Franchise, named

KEY = b"k" * 32
ORDER = {record_type.KIND: place for place, record_type in enumerate(RECORD_TYPES)}


class Overlay:
    """A `RecordStore` whose writes can be dropped."""

    def __init__(self, server: ModelServer) -> None:
        self.server = server
        self.written: dict[RecordKey, Record] = {}

    def get(self, record_type: type[R], record_id: RecordId) -> R | None:
        """Return the record, written here or before."""
        found = self.written.get((record_type.KIND, record_id))
        return found if isinstance(found, record_type) else self.server.franchise.store.get(record_type, record_id)

    def put(self, record: Record) -> None:
        """Write."""
        self.written[type(record).KIND, record.id] = record

    def is_free(self, record_type: type[Record], record_id: RecordId) -> bool:
        """Tell whether there is no record of that id."""
        return self.get(record_type, record_id) is None


class ModelServer:
    """Feed, fills and deduplication as `docs` describe them, over dictionaries."""

    def __init__(self, rows_most: int = 1000) -> None:
        self.franchise = Franchise()
        self.rows_most = rows_most
        self.epoch = "e1"
        self.shared: dict[str, int] = {}
        """Past epoch to the last sequence that it has in common with this one."""
        self.seq = 1
        self.number = 0
        self.rev: dict[RecordKey, int] = dict.fromkeys(self.franchise.store.rows, 1)
        self.since: dict[tuple[RecordKey, Scope], int] = {}
        self.clients: dict[RecordId, tuple[int, dict[int, tuple[RecordId, MutationResult]]]] = {}
        self.taken: dict[RecordId, MutationResult] = {}
        self.pulls = 0
        for key, record in self.franchise.store.rows.items():
            self.since |= {(key, scope): 1 for scope in scopes_of(record)}

    @property
    def rows(self) -> dict[RecordKey, Record]:
        """Every record."""
        return self.franchise.store.rows

    def save(self, *records: Record) -> None:
        """Write records in one transaction, as an administrator's tool would."""
        overlay = Overlay(self)
        for record in records:
            overlay.put(record)
        self._commit(overlay.written.values())

    def delete(self, kind: str, record_id: RecordId) -> None:
        """Delete a record with its children."""
        self.seq += 1
        gone = [
            (kind, record_id),
            *(key for key, record in self.rows.items() if parent_key(record) == (kind, record_id)),
        ]
        for key in gone:
            self.rows.pop(key, None)
            self.rev[key] = self.seq

    def act(self, name: str, mutation: str, **args: Any) -> None:
        """Run a mutation as somebody who is online."""
        self.franchise.now += timedelta(seconds=1)
        self._run(self.franchise.actor(name), mutation, 1, args, self.franchise.id(), self.franchise.now)

    def _run(self, actor: Actor, name: str, v: int, args: dict[str, Any], mutation_id: RecordId, at: datetime) -> int:
        mutation = mutation_named(name, v)
        overlay = Overlay(self)
        context = Context(
            actor=actor,
            now=self.franchise.now,
            written_at=at,
            mutation_id=mutation_id,
            next_ticket_number=self._next_number,
        )
        mutation.run(overlay, context, mutation.decode(args))
        return self._commit(overlay.written.values())

    def _next_number(self) -> int:
        self.number += 1
        return self.number

    def _commit(self, records: Iterable[Record]) -> int:
        records = list(records)
        if not records:
            return self.seq
        self.seq += 1
        for record in records:
            key = type(record).KIND, record.id
            before = self.rows.get(key)
            old = scopes_of(before) if before else frozenset()
            for scope in scopes_of(record) - old:
                self.since[key, scope] = self.seq
            self.rows[key] = record
            self.rev[key] = self.seq
        return self.seq

    def backup(self) -> ModelServer:
        """Return a copy of all there is."""
        return copy.deepcopy(self)

    def restored(self, *, known: bool = True) -> ModelServer:
        """Return this copy put back into service, under a new epoch; `known`: it can tell how much it has kept."""
        other = copy.deepcopy(self)
        other.epoch = f"{self.epoch}+"
        other.shared = {self.epoch: self.seq} if known else {}
        return other

    def _other_epoch(self, epoch: str) -> Refused:
        shared = self.shared.get(epoch, 0)
        return refused(409, RefusalCode.EPOCH_CHANGED, epoch=self.epoch, shared=shared)

    def push(self, name: str, request: PushRequest) -> PushReply | Refused:
        """Take mutations, each once."""
        if request.epoch != self.epoch:
            return self._other_epoch(request.epoch)
        last, results = self.clients.setdefault(request.client, (0, {}))
        words: list[MutationResult] = []
        for mutation in request.mutations:
            if mutation.n <= last:
                known_id, result = results[mutation.n]
                if known_id != mutation.id:
                    return refused(409, RefusalCode.CLIENT_REWOUND)
                words.append(duplicate(result))
                continue
            if mutation.n > last + 1:
                return refused(409, RefusalCode.GAP, expected=last + 1)
            known = self.taken.get(mutation.id)
            result = known or self._take(self.franchise.actor(name), mutation)
            last = mutation.n
            fresh = msgspec.structs.replace(result, n=mutation.n)
            results[mutation.n] = mutation.id, fresh
            self.taken[mutation.id] = fresh
            self.clients[request.client] = last, results
            words.append(duplicate(fresh) if known else fresh)
        return PushReply(
            client=request.client,
            epoch=self.epoch,
            head=self.seq,
            last_n=last,
            server_time=time_text(self.franchise.now),
            results=tuple(words),
        )

    def _take(self, actor: Actor, mutation: Any) -> MutationResult:
        at = datetime.fromisoformat(mutation.at)
        try:
            seq = self._run(actor, mutation.name, mutation.v, mutation.args, mutation.id, at)
        except MutationRejected as error:
            refused: dict[str, Any] = {"seq": self.seq, "code": error.code, "detail": error.detail}
            return MutationResult(n=mutation.n, id=mutation.id, outcome=Outcome.REJECTED, **refused)
        return MutationResult(n=mutation.n, id=mutation.id, outcome=Outcome.OK, seq=seq)

    def pull(self, name: str, request: PullRequest) -> list[Frame] | Refused:
        """Answer with a page of whole transactions and a piece of one fill."""
        self.pulls += 1
        actor = self.franchise.actor(name)
        start = self.seq
        if request.cursor:
            cursor = parse_cursor(request.cursor)
            if cursor.epoch != self.epoch or cursor.seq > self.seq:
                return self._other_epoch(cursor.epoch)
            start = cursor.seq
        if request.taken > self.clients.get(request.client, (0, {}))[0]:
            return refused(409, RefusalCode.EPOCH_CHANGED, epoch=self.epoch)
        frames: list[Frame] = [
            Begin(epoch=self.epoch, start=start, head=self.seq, last_n=0, server_time=time_text(self.franchise.now))
        ]
        if request.scopes_hash != scopes_hash(actor.scopes):
            frames.append(Scopes(scopes=dict(actor.scopes)))
        end = self._feed(frames, actor, start)
        if request.fill is not None:
            self._fill(frames, actor, request.fill.target, request.fill.position)
        if end == self.seq and request.scopes_hash == scopes_hash(actor.scopes):
            self._answer_check(frames, actor, request)
        frames.append(End(cursor=f"{self.epoch}.{end}", more=end < self.seq))
        return frames

    def _answer_check(self, frames: list[Frame], actor: Actor, request: PullRequest) -> None:
        for kind, record_id in sorted(request.wants, key=lambda want: ORDER[want[0]]):
            record = self.rows.get((kind, record_id))
            if record is None or not self.visible(actor, record):
                frames.append(Out(e=kind, id=record_id, rev=self.seq))
            else:
                frames.append(self.put(actor, record))
        check = request.check
        if check is None:
            return
        sums: dict[tuple[Scope, str], ByLastByte] = defaultdict(ByLastByte)
        revs: dict[str, dict[RecordId, int]] = defaultdict(dict)
        for scope, home, (kind, record_id) in self._shown(actor):
            rev = self.rev[kind, record_id]
            sums[scope, kind].add(last_byte(home), record_hash(kind, record_id, rev))
            if scope == check.scope and last_byte(home) in check.last_bytes:
                revs[kind][record_id] = rev
        if check.scope:
            frames += [Rows(scope=check.scope, e=kind, revs=found) for kind, found in revs.items()]
        else:
            frames += [Sums(scope=scope, e=kind, digests=found.buckets()) for (scope, kind), found in sums.items()]
        frames.append(Checked(scope=check.scope, last_bytes=check.last_bytes))

    def _shown(self, actor: Actor) -> Iterator[tuple[Scope, RecordId, RecordKey]]:
        """Yield every record that somebody sees, once for each scope that shows it, with its parent's id or its own."""
        desk = actor.can(Permission.DESK_READ)
        for key, record in self.rows.items():
            top = self.rows.get(parent_key(record) or key)
            if top is None:
                continue
            for scope in scopes_of(top) & actor.scopes.keys():
                hidden = top is not record and getattr(record, "audience") == Audience.INTERNAL  # noqa: B009
                if not hidden or audience_in(scope, desk=desk) is Audience.INTERNAL:
                    yield scope, top.id, key

    def _feed(self, frames: list[Frame], actor: Actor, start: int) -> int:
        changed = sorted((rev, key) for key, rev in self.rev.items() if rev > start)
        end = self.seq
        for count, (rev, key) in enumerate(changed):
            if count >= self.rows_most and rev != changed[count - 1][0]:
                end = changed[count - 1][0]
                break
            record = self.rows.get(key)
            if record is None:
                frames.append(Delete(e=key[0], id=key[1], rev=rev))
            elif not self.visible(actor, record):
                frames.append(Out(e=key[0], id=key[1], rev=rev))
            else:
                frames.append(self.put(actor, record))
                frames += self._entered(actor, key, record, start)
        return end

    def _entered(self, actor: Actor, key: RecordKey, record: Record, start: int) -> list[Frame]:
        seen = scopes_of(record) & actor.scopes.keys()
        desk = actor.can(Permission.DESK_READ)
        inside = {scope for scope in seen if audience_in(scope, desk=desk) is Audience.INTERNAL}
        news = [scopes for scopes in (seen, inside) if scopes and all(self.since[key, s] > start for s in scopes)]
        return [Fill(target=f"parent:{key[0]}:{key[1]}")] if news else []

    def _fill(self, frames: list[Frame], actor: Actor, target: str, position: str) -> None:
        kind, _, rest = target.partition(":")
        found: list[tuple[str, Record]] = []
        for key, record in self.rows.items():
            parent = self.rows.get(parent_key(record) or ("", RecordId("")))
            if not self.visible(actor, record):
                continue
            if kind == "scope":
                inside = Scope(rest) in actor.scopes and Scope(rest) in scopes_of(parent or record)
            else:
                inside = parent is not None and f"{type(parent).KIND}:{parent.id}" == rest
            if inside:
                found.append((f"{ORDER[key[0]]:02}:{key[1]}", record))
        found.sort(key=lambda item: item[0])
        piece = [item for item in found if item[0] > position][: self.rows_most]
        frames += [self.put(actor, record) for _, record in piece]
        done = not piece or piece[-1][0] == found[-1][0]
        frames.append(Fill(target=target, position="" if done else piece[-1][0], done=done, after=position))

    def put(self, actor: Actor, record: Record) -> Put:
        """Return the frame that shows a record to somebody."""
        kind = type(record).KIND
        seen = tuple(sorted(scopes_of(record) & actor.scopes.keys()))
        return Put(e=kind, id=record.id, rev=self.rev[kind, record.id], s=seen, d=to_wire(record))

    def visible(self, actor: Actor, record: Record) -> bool:
        """Tell whether somebody sees a record."""
        parent = parent_key(record)
        return sees(actor, record, self.rows.get(parent) if parent else None)

    def seen_by(self, name: str) -> dict[RecordKey, Record]:
        """Return all that somebody sees."""
        actor = self.franchise.actor(name)
        return {key: record for key, record in self.rows.items() if self.visible(actor, record)}


def parent_key(record: Record) -> RecordKey | None:
    """Return the key of a child's parent."""
    return None if record.PARENT is None else (record.PARENT[1], getattr(record, record.PARENT[0]))


def duplicate(result: MutationResult) -> MutationResult:
    """Return a result as it is said the second time."""
    return MutationResult(n=result.n, id=result.id, outcome=Outcome.DUPLICATE, seq=result.seq, code=result.code)


def refused(status: int, code: str, **further: Any) -> Refused:
    """Return a refusal."""
    return Refused(status, Refusal(code=code, **further))


class ModelClient:
    """Somebody's replica with the server at hand."""

    def __init__(self, server: ModelServer, name: str, folder: Path, reach: Reach = pass_by) -> None:
        self.server = server
        self.name = name
        self.path = folder / "cache.db"
        self.noise = random.Random(name)
        self.replica = self.open(reach)

    def open(self, reach: Reach = pass_by) -> Replica:
        """Open the replica, a second time after a kill."""
        self.replica = Replica.open(
            self.path,
            KEY,
            named(self.name),
            clock=lambda: self.server.franchise.now,
            entropy=self.noise.randbytes,
            reach=reach,
        )
        return self.replica

    def pull(self) -> bool:
        """Fetch and apply one page; tell whether more is to come."""
        page = self.server.pull(self.name, self.replica.pull_request())
        if isinstance(page, Refused):
            assert page.refusal.code == RefusalCode.EPOCH_CHANGED
            self.replica.begin_new_epoch(page.refusal.shared, page.refusal.epoch)
            return True
        self.replica.apply_page(page)
        while self.replica.compare():
            pass
        return page[-1].more or bool(self.replica.waiting().fills)  # type: ignore[union-attr]

    def push(self, *, lost: bool = False, most: int = 50) -> bool:
        """Send what is unsent; tell whether there was anything. With `lost` the reply never arrives."""
        request = self.replica.push_request(most)
        if request is None:
            return False
        reply = self.server.push(self.name, request)
        if lost:
            return True
        if isinstance(reply, Refused):
            match reply.refusal.code:
                case RefusalCode.GAP if reply.refusal.expected > self.replica.taken():
                    self.replica.resend()
                case RefusalCode.CLIENT_REWOUND:
                    self.replica.begin_new_client()
                case _:
                    self.replica.begin_new_epoch(reply.refusal.shared, reply.refusal.epoch)
                    while self.pull():
                        pass
            return True
        self.replica.store_push_reply(request.client, reply)
        return True

    def catch_up(self) -> None:
        """Push and pull until both ends agree."""
        for _ in range(400):
            busy = self.pull()
            busy = self.push() or busy
            if not busy and self.replica.cursor().seq == self.server.seq and not self.pending():
                return
        raise AssertionError("the replica does not come to rest")

    def pending(self) -> int:
        """Return how many mutations are still replayed."""
        return int(self.replica.cache.value("SELECT count(*) FROM outbox WHERE state <> 'refused'"))

    def close(self) -> None:
        """Close the replica."""
        self.replica.close()


def frames_of(page: Sequence[Frame] | Refused) -> list[Frame]:
    """Return a page that must be one."""
    assert not isinstance(page, Refused)
    return list(page)


def copy_as_killed(path: Path, folder: Path) -> Path:
    """Copy a cache as the kill of its process would leave it; return the copy's path."""
    folder.mkdir(parents=True, exist_ok=True)
    for place in path.parent.glob(path.name + "*"):
        if not place.name.endswith("-shm"):
            shutil.copyfile(place, folder / place.name)
    return folder / path.name


def kinds() -> tuple[str, ...]:
    """Return every kind."""
    return tuple(BY_KIND)
