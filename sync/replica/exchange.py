"""The replica's side of the exchange: what it asks the server, what it makes of the answers, and how it begins anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from domain.access import scopes_hash
from domain.ids import Entropy, RecordId, new_id
from domain.records import time_text
from sync.errors import PageOutOfPlace
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
from sync.replica.cache import Cache
from sync.replica.changes import NOTHING, Changes
from sync.replica.crash_points import CrashPoint
from sync.replica.memberships import Memberships
from sync.replica.outbox import Outbox
from sync.replica.page import Page
from sync.replica.pages import PageWriter
from sync.replica.reading.remembered import Remembered
from sync.replica.repair import DIFFERS
from sync.replica.segments import Segments
from sync.replica.views.counting import ViewCounts

OFFSET_TOLERANCE_MS = 2_000
"""A clock this near the server's is left uncorrected, so that jitter of the line does not move times."""


class Exchange:
    """What the engine asks of one profile's cache and brings to it; `Replica` is that and the user's own changes."""

    def __init__(self, cache: Cache, user_id: RecordId, clock: Callable[[], datetime], entropy: Entropy) -> None:
        self.cache = cache
        self.user_id = user_id
        self._clock = clock
        self._entropy = entropy
        self._outbox = Outbox(cache)
        self._members = Memberships(cache)
        self._pages = PageWriter(cache, user_id)
        self.views = ViewCounts(cache, user_id, self.now)
        self.segments = Segments(cache, user_id, self._pages, self.views)
        self._waiting: tuple[int, Waiting] | None = None
        """The cache's version, and what of it waits."""

    def now(self) -> datetime:
        """Return the time as the server has it, as far as it is known here."""
        return self._clock() + timedelta(milliseconds=int(self.cache.meta("server_offset_ms", "0")))

    def cursor(self) -> Cursor:
        """Return how far this replica has come."""
        return Cursor(self.cache.meta("epoch"), int(self.cache.meta("seq", "0")))

    def pull_request(self) -> PullRequest:
        """Return the question for the next page."""
        cursor = self.cursor()
        scopes = self._members.scopes()
        fill = next(iter(self._members.fills()), None)
        check, wants = (None, ()) if fill or cursor == START else self._pages.repair.question()
        return PullRequest(
            client=self.client(),
            schema=SCHEMA_VERSION,
            cursor="" if cursor == START else cursor.text(),
            scopes_hash="" if scopes is None else scopes_hash(scopes),
            fill=FillRequest(target=fill[0], position=fill[1]) if fill else None,
            check=check,
            wants=wants,
            taken=self.taken(),
        )

    def client(self) -> RecordId:
        """Return this cache's client id."""
        return RecordId(self.cache.meta("client"))

    def taken(self) -> int:
        """Return the last number of this client's that the server has said it took; 0 for none."""
        return int(self.cache.meta("taken", "0"))

    def push_request(self, most: int = PUSH_MUTATIONS_MOST) -> PushRequest | None:
        """Return the next mutations to send and note them as sending; None if there are none, or none may be sent."""
        if self._pages.repair.is_fenced or not self.waiting().unsent:
            return None
        mutations = self._outbox.unsent(most, PUSH_BYTES_MOST)
        if not mutations:
            return None
        with self.cache.transaction(durable=False):
            self._outbox.mark_sending(mutation.id for mutation in mutations)
        epoch, seq = self.cursor()
        return PushRequest(
            client=self.client(), epoch=epoch, seq=seq, schema=SCHEMA_VERSION, mutations=tuple(mutations)
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
            refused: list[int] = []
            sent: list[int] = []
            for n, mutation_id, result in self._outbox.answered(reply.results):
                (refused if self._take_result(mutation_id, result) else sent).append(n)
                self.cache.reach(CrashPoint.RESULT_STORED)
            self.cache.set_meta(taken=max(self.taken(), reply.last_n))
            self._correct_clock(reply.server_time)
            return self._pages.drop(refused, datetime.fromisoformat(reply.server_time), sent=sent)

    def give_up_unsent(self, mutation_id: RecordId, code: str, detail: Mapping[str, Any]) -> Changes:
        """Take a mutation that cannot be sent out of the queue; it waits for the user, as a refused one does.

        What is behind it moves up, under a new client id: the server must not wait for the number it had.
        """
        n = self.cache.value("SELECT n FROM outbox WHERE id = ?", (mutation_id,))
        if n is None:
            return NOTHING
        with self.cache.transaction(durable=True):
            result = MutationResult(n=0, outcome=Outcome.REJECTED, detail=dict(detail))
            self._outbox.mark_refused(mutation_id, code, result)
            heard_at = self.cache.meta("heard_at") or time_text(self.now())
            changes = self._pages.drop([n], datetime.fromisoformat(heard_at))
            self._renumber(self._unsent())
        return changes

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
            PageOutOfPlace: It does not follow the cursor, or segments are still to come; nothing was changed.
        """
        page = Page.of(frames)
        if self.segments.names():
            raise PageOutOfPlace("segments are still to come")
        if self.cursor() == START and self.cache.meta("bound_for") not in {"", page.begin.epoch}:
            # What is held was to be compared with another history than the one that answers now.
            self.begin_new_epoch()
            raise PageOutOfPlace("the server has gone back in time once more")
        try:
            with self.cache.transaction(durable=False):
                changes = self._pages.apply(page, datetime.fromisoformat(page.begin.server_time))
                self._correct_clock(page.begin.server_time)
        except BaseException:
            # What the check has noted of this page did not happen.
            self._pages.repair.forget()
            raise
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
            self._renumber(self._unsent())
        return Changes(outbox=True)

    def resend(self) -> Changes:
        """Offer everything again that no page has confirmed, under a new client id: the server has lost some of it."""
        with self.cache.transaction(durable=True):
            self._pages.forget_effects()
            self._renumber([mutation.n for mutation in self._outbox.pending()])
        return Changes(outbox=True)

    def _unsent(self) -> list[int]:
        return [n for (n,) in self.cache.all("SELECT n FROM outbox WHERE state IN ('saved', 'sending') ORDER BY n")]

    def _renumber(self, numbers: list[int]) -> None:
        self._outbox.send_again(numbers)
        self.cache.set_meta(client=new_id(self._clock(), self._entropy), taken=0)
        self.cache.reach(CrashPoint.RENUMBERED)

    def begin_new_epoch(self, since: int = 0, epoch: str = "") -> Changes:
        """Start over with a server that went back in time.

        All is asked for again; all that is pending is offered again, and with it what the journal holds, in its order.

        Args:
            since: The last sequence that the lost history shares with the server's, 0 if nobody knows: what had been
                taken by then need not be offered.
            epoch: The server's history.
        """
        with self.cache.transaction(durable=True):
            self._pages.begin_anew(since, epoch)
            self._renumber([mutation.n for mutation in self._outbox.pending()])
        return Changes(everything=True, outbox=True)

    def begin_reconcile(self) -> Changes:
        """Come to the head by comparing: this replica was away for longer than the server remembers deletions."""
        with self.cache.transaction(durable=False):
            self._pages.begin_reconcile()
        return NOTHING

    def begin_check(self) -> Changes:
        """Have the next pull compare everything with the server, and mend what differs."""
        with self.cache.transaction(durable=False):
            if not self._pages.repair.is_unfinished:
                self._pages.repair.begin(DIFFERS)
        return Changes(outbox=True)

    def compare(self) -> bool:
        """Go on comparing a page's digests with what is held; tell whether there is more to do."""
        repair = self._pages.repair
        if not repair.is_comparing:
            return False
        with self.cache.transaction(durable=False):
            more = repair.compare()
            if not more and repair.is_hopeless:
                self._pages.fetch_anew()
        return more

    def waiting(self) -> Waiting:
        """Return what is still to be done. It costs nothing while nothing is written: every step of an engine asks."""
        # In the middle of a transaction the next statement may change it.
        if self._waiting is None or self._waiting[0] != self.cache.version or self.cache.connection.in_transaction:
            stored = Waiting(
                unsent=self._outbox.unsent_count(),
                refused=self._outbox.refused_count(),
                fills=len(self._members.fills()),
                segments=len(self.segments.names()),
                unindexed=self.segments.unindexed(),
            )
            self._waiting = (self.cache.version, stored)
        _, stored = self._waiting
        return stored._replace(fills=stored.fills + self._pages.repair.is_unfinished)

    def session(self) -> bytes | None:
        """Return the kept session, if any."""
        text = self.cache.meta("session")
        return text.encode() if text else None

    def keep_session(self, session: Any) -> None:
        """Keep a session (`sync.protocol.accounts.Session`) inside the encrypted cache; None forgets it.

        For how long the cache may be opened without the server outlives the session that said so.
        """
        kept = {"session": "" if session is None else encode(session).decode()}
        if session is not None:
            kept[Remembered.CONTACT_DAYS.value] = str(session.contact_days)
        with self.cache.transaction(durable=True):
            self.cache.set_meta(**kept)


class Waiting(NamedTuple):
    """What a replica still has before it.

    Attributes:
        unsent: Mutations to send.
        refused: Refusals to decide.
        fills: Fills and repairs to go on with.
        segments: Segments still to come.
        unindexed: Whether there are rows that no search finds yet, or lists without their index.
    """

    unsent: int
    refused: int
    fills: int
    segments: int = 0
    unindexed: bool = False
