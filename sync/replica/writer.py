"""The replica: everything that writes to one profile's cache."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, Self

import msgspec

from domain.errors import MutationRejected
from domain.ids import Entropy, RecordId, new_id
from domain.mutations import Args, mutation_named
from domain.records import time_text
from sync.protocol.pull import SCHEMA_VERSION
from sync.replica.acting import local_actor
from sync.replica.cache import Cache
from sync.replica.changes import NOTHING, Changes
from sync.replica.crash_points import CrashPoint, Reach, pass_by
from sync.replica.drafts import Drafts, Held
from sync.replica.exchange import Exchange
from sync.replica.files import FileBooks
from sync.replica.local_store import LocalStore
from sync.replica.outbox import Pending
from sync.replica.reading.conversation import NEWER_SQL
from sync.replica.reading.remembered import Remembered
from sync.replica.reading.waiting import held_key
from sync.replica.rebase import attempt
from sync.replica.trial import Trial, try_out


class Replica(Exchange):
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
        super().__init__(cache, user_id, clock, entropy)
        self._files = FileBooks(cache)
        self.drafts = Drafts(cache, clock)
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
        self.views.begin()
        if self._outbox.unsent_count():
            self.push_failed()
        known = self.cache.meta("schema")
        if known != str(SCHEMA_VERSION) or not self.cache.meta("client"):
            self._adopt(known)
        self.begun = self._send_held()

    def _adopt(self, known: str) -> None:
        with self.cache.transaction(durable=True):
            if not self.cache.meta("client"):
                self.cache.set_meta(client=new_id(self._clock(), self._entropy), user_id=self.user_id)
            if known and known != str(SCHEMA_VERSION):
                self._pages.adopt_unknown()
            self.cache.set_meta(schema=SCHEMA_VERSION)

    def _send_held(self) -> Begun:
        """Send what the client before was about to send; what a rule refuses by now is a draft again.

        So is an answer when others wrote what its author did not know of.
        """
        changes, drafts, overtaken = NOTHING, [], []
        for held in self.drafts.held():
            if self._is_overtaken(held):
                self.drafts.release(held.key)
                overtaken.append(held.key)
                continue
            try:
                changes |= self.mutate_all(held.steps, draft=held_key(held.key))
            except MutationRejected:
                self.drafts.release(held.key)
                drafts.append(held.key)
        return Begun(changes, tuple(drafts), tuple(overtaken))

    def _is_overtaken(self, held: Held) -> bool:
        kind, _, ticket_id = held.key.partition(":")
        if kind != "reply" or held.seen_message_id is None:
            return False
        return bool(self.cache.value(NEWER_SQL, (ticket_id, self.user_id, held.seen_message_id)))

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
                self.drafts.sent(draft)
        return changes

    def _mutate(self, name: str, args: Args | dict[str, Any], at: datetime) -> Changes:
        known = mutation_named(name, 0)
        store = LocalStore(self.cache)
        data: dict[str, Any] = msgspec.to_builtins(args)
        decoded = known.decode(data)
        subject = decoded.subject()
        data = data | decoded.seen(store)
        mutation = Pending(
            n=self._outbox.take_number(),
            id=new_id(self._clock(), self._entropy),
            name=name,
            v=known.version,
            at=at,
            now=self.now(),
            args=data,
        )
        attempt(store, mutation, local_actor(self.cache, self.user_id))
        self._outbox.add(mutation, subject, creates=known.creates)
        store.flush()
        self._outbox.set_footprint(mutation.n, store.footprint())
        self._files.announce(store.written, self.user_id)
        return Changes(store.written, outbox=True, n=mutation.n)

    def try_out(self, name: str, args: dict[str, Any]) -> Trial:
        """Return what a mutation would change here; nothing is changed, nothing is queued."""
        return try_out(self.cache, self.user_id, name, args, self.now(), new_id(self._clock(), self._entropy))

    def discard_rejected(
        self, n: int, *, draft: str | None = None, body: str = "", seen: RecordId | None = None
    ) -> Changes:
        """Give up a refused change, with those that hang on it; text and files are kept as a draft if one is named.

        Args:
            n: The refused change.
            draft: Key of the draft that takes its files, and its text below what stands there already.
            body: The text.
            seen: What it was written on, if the draft is new.
        """
        with self.cache.transaction(durable=True):
            group = self._outbox.group(n)
            if draft is not None:
                for args in self._outbox.arguments(group):
                    self._files.back_to(draft, args)
            self._outbox.remove(group)
            if draft is not None and body:
                self.drafts.append(draft, body, seen)
        return Changes(outbox=True)

    def retry_rejected(self, n: int) -> Changes:
        """Do a refused change again as a new one, with those that hang on it, in their order.

        Their author knows now what had come in meanwhile: they are guarded by what is here by now.

        Args:
            n: The refused change.

        Raises:
            MutationRejected: It still does not apply here; it stays where it was.
        """
        changes = NOTHING
        with self.cache.transaction(durable=True):
            group = self._outbox.group(n)
            rows = self.cache.all(
                f"SELECT name, v, at, args FROM outbox WHERE n IN ({','.join('?' * len(group))}) ORDER BY n",  # noqa: S608 - marks only
                group,
            )
            self._outbox.remove(group)
            for name, v, at, args in rows:
                known = mutation_named(name, v)
                asked = known.upgraded(msgspec.json.decode(args), v)
                data = {key: value for key, value in asked.items() if key not in known.args.GUARDS}
                changes |= self._mutate(name, data, datetime.fromisoformat(at))
        return changes | Changes(outbox=True)

    def save_draft(self, key: str, body: str, seen_message_id: RecordId | None = None) -> None:
        """Keep text as it is typed; empty text forgets the draft. The message seen when it was begun stays its own."""
        self.drafts.save(key, body, seen_message_id)

    def remember(self, what: Remembered, value: str) -> None:
        """Keep a single value of this device's; what proves somebody, and what they were told, survives a power cut."""
        with self.cache.transaction(durable=what is not Remembered.PLACE):
            self.cache.set_meta(**{what.value: value})

    def turn_views(self) -> Changes:
        """Bring the views up to what only the time has changed."""
        with self.cache.transaction(durable=False):
            return self.views.turn()

    def count_views(self) -> bool:
        """Ask some more tickets what a new view asks; tell whether there are more."""
        if not self.views.waits:
            return False
        with self.cache.transaction(durable=False):
            return self.views.count_more()

    def mark_read(self, ticket_id: RecordId, at: datetime) -> Changes:
        """Note that the user has read a ticket up to a time; earlier than noted before changes nothing."""
        with self.cache.transaction(durable=False):
            self.cache.execute(
                "INSERT INTO read_mark (ticket_id, at) VALUES (?, ?)"
                " ON CONFLICT (ticket_id) DO UPDATE SET at = max(at, excluded.at)",
                (ticket_id, time_text(at)),
            )
        return Changes(frozenset({("ticket", ticket_id)}))

    def mark_unread(self, ticket_id: RecordId, at: datetime) -> Changes:
        """Note that the user has read a ticket no further than up to a time, whatever was noted before."""
        with self.cache.transaction(durable=False):
            self.cache.execute("REPLACE INTO read_mark (ticket_id, at) VALUES (?, ?)", (ticket_id, time_text(at)))
        return Changes(frozenset({("ticket", ticket_id)}))


class Begun(NamedTuple):
    """What became of messages that the client before was about to send.

    Attributes:
        changes: What sending them has changed.
        drafts: Keys of those that a rule refused, which are drafts again.
        overtaken: Keys of answers that are drafts again because others had written meanwhile.
    """

    changes: Changes
    drafts: tuple[str, ...]
    overtaken: tuple[str, ...] = ()
