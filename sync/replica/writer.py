"""The replica: everything that writes to one profile's cache."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, Self

import msgspec

from domain.access import scopes_hash
from domain.ids import Entropy, RecordId, new_id
from domain.mutations import Args, mutation_named
from domain.records import time_text
from sync.protocol.codec import encode
from sync.protocol.cursor import START, Cursor
from sync.protocol.pull import SCHEMA_VERSION, FillRequest, Frame, PullRequest
from sync.protocol.push import (
    PUSH_BYTES_MOST,
    PUSH_MUTATIONS_MOST,
    MutationResult,
    Outcome,
    PushReply,
    PushRequest,
)
from sync.replica.acting import local_actor
from sync.replica.cache import Cache
from sync.replica.changes import NOTHING, Changes
from sync.replica.crash_points import CrashPoint, Reach, pass_by
from sync.replica.local_store import LocalStore
from sync.replica.memberships import Memberships
from sync.replica.outbox import Outbox, Pending
from sync.replica.pages import Page, PageWriter
from sync.replica.rebase import attempt

OFFSET_TOLERANCE_MS = 2_000
"""A clock this near the server's is left uncorrected, so that jitter of the line does not move times."""


class Replica:
    """One profile's records, outbox and cursor. Any thread may call it, one at a time (`StoreThread` sees to that).

    Every method that writes is one transaction and raises DiskFull, CacheBusy, CacheDamaged or CacheUnwritable with
    nothing changed.
    """

    def __init__(
        self,
        cache: Cache,
        user_id: RecordId,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        entropy: Entropy = secrets.token_bytes,
    ) -> None:
        self.cache = cache
        self.user_id = user_id
        self._clock = clock
        self._entropy = entropy
        self._outbox = Outbox(cache)
        self._members = Memberships(cache)
        self._pages = PageWriter(cache, user_id)
        self._begin()

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        user_id: RecordId,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        entropy: Entropy = secrets.token_bytes,
        reach: Reach = pass_by,
    ) -> Self:
        """Open or create a user's replica.

        Raises:
            WrongKey, CacheDamaged, CacheFromNewerVersion, CacheUnwritable, CacheBusy, DiskFull
        """
        cache = Cache.open(path, key, reach)
        try:
            return cls(cache, user_id, clock=clock, entropy=entropy)
        except BaseException:
            cache.close()
            raise

    def close(self) -> None:
        """Close the cache."""
        self.cache.close()

    def _begin(self) -> None:
        """Give a new cache its client id, and take in what an older build had set aside."""
        if self._outbox.unsent_count():
            self.push_failed()
        known = self.cache.meta("schema")
        if known == str(SCHEMA_VERSION) and self.cache.meta("client"):
            return
        with self.cache.transaction(durable=True):
            if not self.cache.meta("client"):
                self.cache.set_meta(client=new_id(self._clock(), self._entropy), user_id=self.user_id)
            if known and known != str(SCHEMA_VERSION):
                self._pages.adopt_unknown()
            self.cache.set_meta(schema=SCHEMA_VERSION)

    # The user's own changes

    def mutate(self, name: str, args: Args | dict[str, Any], *, draft: str | None = None) -> Changes:
        """Do something: apply it here and queue it for the server, in one durable transaction.

        Args:
            name: The mutation.
            args: Its arguments.
            draft: Key of a draft that this sends, and that goes with it.

        Raises:
            MutationRejected: A rule says no; nothing was changed.
        """
        return self.mutate_all([(name, args)], draft=draft)

    def mutate_all(self, steps: Sequence[tuple[str, Args | dict[str, Any]]], *, draft: str | None = None) -> Changes:
        """Do several things in one durable transaction: all of them, or none.

        Args:
            steps: The mutations with their arguments.
            draft: Key of a draft that they send, and that goes with them.

        Raises:
            MutationRejected: A rule says no to one of them; nothing was changed.
        """
        changes = NOTHING
        with self.cache.transaction(durable=True):
            self.cache.reach(CrashPoint.MUTATE_BEGIN)
            for name, args in steps:
                changes |= self._mutate(name, args, self._clock())
            if draft is not None:
                self.cache.execute("DELETE FROM draft WHERE key = ?", (draft,))
        return changes

    def _mutate(self, name: str, args: Args | dict[str, Any], at: datetime) -> Changes:
        known = mutation_named(name, 0)
        data: dict[str, Any] = msgspec.to_builtins(args)
        subject = known.decode(data).subject()
        mutation = Pending(
            n=self._outbox.take_number(),
            id=new_id(self._clock(), self._entropy),
            name=name,
            v=known.version,
            at=at,
            now=self.now(),
            args=data,
        )
        store = LocalStore(self.cache)
        attempt(store, mutation, local_actor(self.cache, self.user_id))
        self._outbox.add(mutation, subject, creates=known.creates)
        store.flush()
        self._outbox.set_footprint(mutation.n, store.read, store.written)
        return Changes(store.written, outbox=True, n=mutation.n)

    def now(self) -> datetime:
        """Return the time as the server has it, as far as it is known here."""
        return self._clock() + timedelta(milliseconds=int(self.cache.meta("server_offset_ms", "0")))

    def discard_rejected(self, n: int, *, draft: str | None = None, body: str = "") -> Changes:
        """Give up a refused change, with those that hang on it; its text is kept as a draft if one is named.

        Args:
            n: The refused change.
            draft: Key of the draft that takes its text, below what stands there already.
            body: The text.
        """
        with self.cache.transaction(durable=True):
            self._outbox.remove(self._outbox.group(n))
            if draft is not None and body:
                kept = str(self.cache.value("SELECT body FROM draft WHERE key = ?", (draft,)) or "").rstrip()
                self._put_draft(draft, f"{kept}\n\n{body}" if kept else body, None)
        return Changes(outbox=True)

    def retry_rejected(self, n: int, amended: Mapping[str, Any] | None = None) -> Changes:
        """Do a refused change again as a new one, with those that hang on it, in their order.

        Args:
            n: The refused change.
            amended: Arguments of it that are another now.

        Raises:
            MutationRejected: It still does not apply here; it stays where it was.
        """
        changes = NOTHING
        with self.cache.transaction(durable=True):
            group = self._outbox.group(n)
            rows = self.cache.all(
                f"SELECT n, name, at, args FROM outbox WHERE n IN ({','.join('?' * len(group))}) ORDER BY n",  # noqa: S608 - marks only
                group,
            )
            self._outbox.remove(group)
            for number, name, at, args in rows:
                data = msgspec.json.decode(args) | (amended or {} if number == n else {})
                changes |= self._mutate(name, data, datetime.fromisoformat(at))
        return changes | Changes(outbox=True)

    def save_draft(self, key: str, body: str, seen_message_id: RecordId | None = None) -> None:
        """Keep text as it is typed; empty text forgets the draft. The message seen when it was begun stays its own."""
        with self.cache.transaction(durable=False):
            if not body:
                self.cache.execute("DELETE FROM draft WHERE key = ?", (key,))
                return
            self._put_draft(key, body, seen_message_id)

    def _put_draft(self, key: str, body: str, seen_message_id: RecordId | None) -> None:
        self.cache.execute(
            "INSERT INTO draft (key, body, seen_message_id, updated_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at,"
            " seen_message_id = coalesce(draft.seen_message_id, excluded.seen_message_id)",
            (key, body, seen_message_id, time_text(self._clock())),
        )

    def mark_read(self, ticket_id: RecordId, at: datetime) -> Changes:
        """Note that the user has read a ticket up to a time; earlier than noted before changes nothing."""
        with self.cache.transaction(durable=False):
            self.cache.execute(
                "INSERT INTO read_mark (ticket_id, at) VALUES (?, ?)"
                " ON CONFLICT (ticket_id) DO UPDATE SET at = max(at, excluded.at)",
                (ticket_id, time_text(at)),
            )
        return Changes(frozenset({("ticket", ticket_id)}))

    # What the engine asks and brings

    def cursor(self) -> Cursor:
        """Return how far this replica has come."""
        return Cursor(self.cache.meta("epoch"), int(self.cache.meta("seq", "0")))

    def pull_request(self) -> PullRequest:
        """Return the question for the next page."""
        cursor = self.cursor()
        scopes = self._members.scopes()
        fill = next(iter(self._members.fills()), None)
        return PullRequest(
            client=self.client(),
            schema=SCHEMA_VERSION,
            cursor="" if cursor == START else cursor.text(),
            scopes_hash="" if scopes is None else scopes_hash(scopes),
            fill=FillRequest(target=fill[0], position=fill[1]) if fill else None,
        )

    def client(self) -> RecordId:
        """Return this cache's client id."""
        return RecordId(self.cache.meta("client"))

    def push_request(self, most: int = PUSH_MUTATIONS_MOST) -> PushRequest | None:
        """Return the next mutations to send and note them as sending; None if there are none."""
        mutations = self._outbox.unsent(most, PUSH_BYTES_MOST)
        if not mutations:
            return None
        with self.cache.transaction(durable=False):
            self._outbox.mark_sending(mutation.id for mutation in mutations)
        return PushRequest(
            client=self.client(), epoch=self.cursor().epoch, schema=SCHEMA_VERSION, mutations=tuple(mutations)
        )

    def push_failed(self) -> Changes:
        """Note that what was being sent is only saved here again; whether it arrived, the next push finds out."""
        with self.cache.transaction(durable=False):
            return Changes(outbox=self._outbox.mark_unsent())

    def store_push_reply(self, client: RecordId, reply: PushReply) -> Changes:
        """Take over the server's word on what `client` sent; one on another client's numbers is left aside."""
        if client != self.client():
            return NOTHING
        with self.cache.transaction(durable=False):
            self.cache.reach(CrashPoint.REPLY_BEGIN)
            numbers = self._outbox.numbers(result.n for result in reply.results)
            refused = []
            for result in reply.results:
                if result.n in numbers:
                    n, mutation_id = numbers[result.n]
                    if self._take_result(mutation_id, result):
                        refused.append(n)
                    self.cache.reach(CrashPoint.RESULT_STORED)
            self._correct_clock(reply.server_time)
            return self._pages.drop(refused, self._clock())

    def _take_result(self, mutation_id: RecordId, result: MutationResult) -> bool:
        """Note one result; tell whether it was a refusal."""
        if result.outcome is Outcome.PARKED or result.outcome is Outcome.REJECTED or result.code:
            self._outbox.mark_refused(mutation_id, result.code or str(result.outcome), result)
            return True
        self._outbox.mark_sent(mutation_id, result.seq)
        return False

    def apply_page(self, frames: Sequence[Frame]) -> Changes:
        """Apply a whole page.

        Raises:
            PageOutOfPlace: It does not follow the cursor; nothing was changed.
        """
        page = Page.of(frames)
        with self.cache.transaction(durable=False):
            changes = self._pages.apply(page, self._clock())
            self._correct_clock(page.begin.server_time)
        return changes

    def _correct_clock(self, server_time: str) -> None:
        offset_ms = int((datetime.fromisoformat(server_time) - self._clock()).total_seconds() * 1000)
        known_ms = int(self.cache.meta("server_offset_ms", "0"))
        if abs(offset_ms - known_ms) > OFFSET_TOLERANCE_MS:
            self.cache.set_meta(server_offset_ms=0 if abs(offset_ms) <= OFFSET_TOLERANCE_MS else offset_ms)

    def begin_new_client(self) -> Changes:
        """Take a new client id and number what is unsent from 1 again: this cache is a copy or was set back.

        What the server took from the other copy is recognised by the mutations' own ids.
        """
        with self.cache.transaction(durable=True):
            numbers = [
                n for (n,) in self.cache.all("SELECT n FROM outbox WHERE state IN ('saved', 'sending') ORDER BY n")
            ]
            self._renumber(numbers)
        return Changes(outbox=True)

    def resend(self) -> Changes:
        """Offer everything again that no page has confirmed, under a new client id: the server has lost some of it."""
        with self.cache.transaction(durable=True):
            self._renumber([mutation.n for mutation in self._outbox.pending()])
        return Changes(outbox=True)

    def _renumber(self, numbers: list[int]) -> None:
        self._outbox.send_again(numbers)
        self.cache.set_meta(client=new_id(self._clock(), self._entropy))
        self.cache.reach(CrashPoint.RENUMBERED)

    def begin_new_epoch(self) -> Changes:
        """Start over with a server that went back in time: all is asked for and all that is pending offered again."""
        with self.cache.transaction(durable=True):
            self._renumber([mutation.n for mutation in self._outbox.pending()])
            self._pages.begin_anew()
        return Changes(everything=True, outbox=True)

    def waiting(self) -> Waiting:
        """Return what is still to be done."""
        return Waiting(
            unsent=self._outbox.unsent_count(),
            refused=self._outbox.refused_count(),
            fills=len(self._members.fills()),
        )

    def session(self) -> bytes | None:
        """Return the kept session, if any."""
        text = self.cache.meta("session")
        return text.encode() if text else None

    def keep_session(self, session: Any) -> None:
        """Keep a session (`sync.protocol.accounts.Session`) inside the encrypted cache; None forgets it."""
        with self.cache.transaction(durable=True):
            self.cache.set_meta(session="" if session is None else encode(session).decode())


class Waiting(NamedTuple):
    """What a replica still has before it: mutations to send, refusals to decide, fills to go on with."""

    unsent: int
    refused: int
    fills: int
