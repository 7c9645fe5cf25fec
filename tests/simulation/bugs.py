"""Known bugs of other projects, as small patches of our own code, by their number in the sync plan's list."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple
from unittest.mock import patch

import msgspec

from domain.mutations import registry
from domain.records import Article, ArticleRevision
from domain.words import RevisionState
from server.db.database import Database
from server.db.points import Point
from server.feed import pages as feed_pages
from server.replication import memory
from server.replication import pull as pull_module
from server.replication.group import Ask
from server.tickets import policies
from sync.engine import engine as engine_module
from sync.engine import live as live_module
from sync.engine import pull as client_pull
from sync.engine import push as client_push
from sync.engine.events import Failed
from sync.engine.tokens import Tokens
from sync.protocol.codec import decode_page
from sync.protocol.cursor import Cursor, parse_cursor
from sync.protocol.pull import End, Frame
from sync.replica import outbox, pages, rebase, writer
from sync.replica.memberships import Memberships
from sync.replica.page import Page, check_place
from tests.simulation import backend
from tests.simulation.backend import ServerDied
from tests.simulation.swarm import Fault

Patch = Callable[[contextlib.ExitStack], None]


BESIDE = 39
"""What the plan says beside its list of 38: conflicts with oneself, rows of those who may not see them."""


class Mutant(NamedTuple):
    """A bug to put in.

    Attributes:
        number: Its place in the list of the sync plan.
        needs: What must go wrong for it to show; every seed has it while this bug is hunted.
        falls: What the error says with which it falls over, if that is how it shows; else only a violation counts.
    """

    name: str
    number: int
    put_in: Patch
    needs: frozenset[Fault]
    falls: str = ""


MUTANTS: list[Mutant] = []


def mutant(number: int, *needs: Fault, falls: str = "") -> Callable[[Patch], Patch]:
    """Add a bug to the list under its function's name."""

    def add(put_in: Patch) -> Patch:
        MUTANTS.append(Mutant(put_in.__name__, number, put_in, frozenset(needs), falls))
        return put_in

    return add


def replaced(stack: contextlib.ExitStack, owner: Any, name: str, make: Callable[[Any], Any]) -> None:
    """Replace a function or method by what `make` makes of it."""
    original = getattr(owner, name)
    stack.enter_context(patch.object(owner, name, functools.wraps(original)(make(original))))


@mutant(1)
def cursor_before_rows(stack: contextlib.ExitStack) -> None:
    """The cursor is stored in a transaction of its own before the rows."""

    def make(original: Any) -> Any:
        def apply_page(self: Any, frames: Sequence[Frame]) -> Any:
            before, end = self.cursor(), frames[-1]
            assert isinstance(end, End)
            check_place(Page.of(frames), before)
            after = parse_cursor(end.cursor)
            with self.cache.transaction(durable=False):
                self.cache.set_meta(epoch=after.epoch, seq=after.seq)
            with patch.object(pages.PageWriter, "_cursor", lambda _self: before):
                return original(self, frames)

        return apply_page

    replaced(stack, writer.Replica, "apply_page", make)


@mutant(2)
def event_out_of_place(stack: contextlib.ExitStack) -> None:
    """A page is applied wherever it starts, and its cursor with it."""
    replaced(stack, pages, "check_place", lambda _: lambda page, _at: parse_cursor(page.end.cursor))
    replaced(stack, live_module.Live, "_take", lambda _: _take_any)


def _take_any(self: Any, changes: Any) -> None:
    self._pull.apply(decode_page(changes.page.encode()))


@mutant(5)
def sent_without_an_answer(stack: contextlib.ExitStack) -> None:
    """What was handed to the network counts as taken."""

    def make(original: Any) -> Any:
        def mark_sending(self: Any, ids: Any) -> bool:
            ids = list(ids)
            moved: bool = original(self, ids)
            for mutation_id in ids:
                self.mark_sent(mutation_id, 0)
            return moved

        return mark_sending

    replaced(stack, outbox.Outbox, "mark_sending", make)


@mutant(6)
def recovery_forgets_numbers(stack: contextlib.ExitStack) -> None:
    """A new client id is taken, what is unsent keeps its old numbers."""
    replaced(stack, writer.Replica, "_renumber", lambda original: lambda self, _numbers: original(self, []))


@mutant(8)
def dedup_by_number_only(stack: contextlib.ExitStack) -> None:
    """The server takes a known number for a known mutation, whatever its id."""

    def make(original: Any) -> Any:
        def known(self: Any, mutations: Any) -> Any:
            ids = {envelope.n: envelope.id for envelope in mutations}
            return {n: found._replace(mutation_id=ids[n]) for n, found in original(self, mutations).items() if n in ids}

        return known

    replaced(stack, memory.ClientMemory, "known", make)


@mutant(9)
def epoch_ignored(stack: contextlib.ExitStack) -> None:
    """A restored server goes on as if nothing had been lost."""

    def make(original: Any) -> Any:
        def page(session: Any, request: Any, cursor: Any, *rest: Any) -> Any:
            head = session.head()
            if cursor is not None:
                cursor = Cursor(head.epoch, min(cursor.seq, head.seq))
            return original(session, request, cursor, *rest)

        return page

    replaced(stack, pull_module, "_page", make)

    def group(original: Any) -> Any:
        def push_group(database: Any, asks: Sequence[Ask], now: Any) -> Any:
            told = [ask._replace(request=msgspec.structs.replace(ask.request, epoch="")) for ask in asks]
            return original(database, told, now)

        return push_group

    replaced(stack, backend, "push_group", group)
    replaced(stack, pages, "check_place", lambda _: lambda page, _at: parse_cursor(page.end.cursor))


@mutant(10)
def expired_token_is_a_failure(stack: contextlib.ExitStack) -> None:
    """A refused token is a failed request like any other."""
    replaced(stack, Tokens, "refuse", lambda _: lambda _self, _token, _answer: False)
    replaced(stack, Tokens, "lives_for", lambda _: lambda _self, _ttl_s: None)


@mutant(11)
def acknowledged_by_the_reply(stack: contextlib.ExitStack) -> None:
    """A pending change is dropped at the push's reply, not when a page brings its effect."""
    replaced(
        stack,
        outbox.Outbox,
        "mark_sent",
        lambda original: lambda self, mutation_id, _seq: original(self, mutation_id, 0),
    )


@mutant(11)
def loser_not_told(stack: contextlib.ExitStack) -> None:
    """Whoever's value is overwritten by somebody who had not seen it hears nothing of it."""
    replaced(stack, policies, "_tell_loser", lambda _: lambda *_given: None)


@mutant(BESIDE)
def sole_author_in_conflict(stack: contextlib.ExitStack) -> None:
    """Every text that somebody writes is a draft in conflict, though nobody else writes."""
    known = registry.mutation_named("article.edit", 1)

    def edit(store: Any, context: Any, args: Any) -> None:
        before = store.get(Article, args.article_id)
        known.run(store, context, args)
        written = store.get(ArticleRevision, context.derived_id("revision"))
        if written is not None and written.state is RevisionState.APPLIED:
            store.put(msgspec.structs.replace(written, state=RevisionState.CONFLICT))
            store.put(before)

    mutants = {"article.edit": dataclasses.replace(known, run=edit)}
    stack.enter_context(patch.dict(registry._MUTATIONS, mutants))


@mutant(12)
def subject_marked_instead_of_change(stack: contextlib.ExitStack) -> None:
    """The reply marks all changes of a record as taken, also those made meanwhile."""

    def mark_sent(self: Any, mutation_id: Any, seq: int) -> None:
        self._cache.execute(
            "UPDATE outbox SET state = 'sent', seq = ? WHERE state <> 'refused'"
            " AND subject = (SELECT subject FROM outbox WHERE id = ?)",
            (seq, mutation_id),
        )

    replaced(stack, outbox.Outbox, "mark_sent", lambda _: mark_sent)


@mutant(13)
def change_behind_the_cursor(stack: contextlib.ExitStack) -> None:
    """A page says it has come to the head, and lacks the last transaction when it has more than one."""

    def make(original: Any) -> Any:
        def write_changes(connection: Any, sight: Any, start: int, head: int, *rest: Any) -> int:
            original(connection, sight, start, head - 1 if head - start > 1 else head, *rest)
            return head

        return write_changes

    def events(original: Any) -> Any:
        def made(connection: Any, sight: Any, start: int, head: int, most: int) -> Any:
            found, end = original(connection, sight, start, head, most)
            return [event for event in found if event.at <= head], end

        return made

    replaced(stack, feed_pages, "_events", events)
    replaced(stack, pull_module, "write_changes", make)


@mutant(17, Fault.SERVER_DEATH)
def answered_before_the_commit(stack: contextlib.ExitStack) -> None:
    """The answer leaves before the transaction is committed."""

    def make(original: Any) -> Any:
        @contextlib.contextmanager
        def write(self: Any, *given: Any, **how: Any) -> Iterator[Any]:
            try:
                with original(self, *given, **how) as session:
                    yield session
            except ServerDied as death:
                # Whoever wrote goes on as if it were in the database.
                if str(death) != Point.COMMIT:
                    raise

        return write

    replaced(stack, Database, "write", make)


@mutant(19)
def tombstone_not_sent(stack: contextlib.ExitStack) -> None:
    """What left or was deleted is not told."""
    replaced(stack, feed_pages._Page, "_leave", lambda _: lambda _self, _event: None)


@mutant(21)
def removed_comes_back(stack: contextlib.ExitStack) -> None:
    """A removal leaves the record where something pending has touched it."""

    def make(original: Any) -> Any:
        def remove(self: Any, kind: str, record_id: Any, **how: Any) -> Any:
            sql = "SELECT 1 FROM footprint WHERE kind = ? AND id = ?"
            if self._cache.value(sql, (kind, record_id)):
                return set()
            return original(self, kind, record_id, **how)

        return remove

    replaced(stack, Memberships, "remove", make)


@mutant(22)
def applied_twice(stack: contextlib.ExitStack) -> None:
    """The server does not look for what came under another client id; ids are not unique."""
    replaced(stack, memory.ClientMemory, "known_elsewhere", lambda _: lambda _self, _mutations: {})


@mutant(24)
def retry_sleeps(stack: contextlib.ExitStack) -> None:
    """After one failure the queue waits for the next local change."""

    def make(original: Any) -> Any:
        def answered(self: Any, event: Any) -> None:
            original(self, event)
            if isinstance(event.answer, Failed):
                self.backoff.until_s = math.inf

        return answered

    replaced(stack, client_push.Push, "answered", make)


@mutant(25)
def download_stays_busy(stack: contextlib.ExitStack) -> None:
    """A page that never came leaves the puller believing that it is under way."""

    def make(original: Any) -> Any:
        def answered(self: Any, event: Any) -> None:
            if not isinstance(event.answer, Failed):
                original(self, event)

        return answered

    replaced(stack, client_pull.Pull, "answered", make)


@mutant(26)
def silent_stream_believed(stack: contextlib.ExitStack) -> None:
    """Nobody watches whether the stream still speaks."""
    replaced(stack, live_module.Live, "_dead_s", lambda _: lambda *_: math.inf)
    stack.enter_context(patch.object(client_pull, "SAFETY_S", math.inf))


@mutant(31)
def always_more(stack: contextlib.ExitStack) -> None:
    """The client asks again after every page."""

    def make(original: Any) -> Any:
        def apply(self: Any, *given: Any) -> None:
            original(self, *given)
            self._wanted = True
            self.backoff.succeed()

        return apply

    replaced(stack, client_pull.Pull, "apply", make)


@mutant(32)
def cursor_stays_where_nothing_is_seen(stack: contextlib.ExitStack) -> None:
    """A page without rows for the reader does not move the cursor."""

    def make(original: Any) -> Any:
        def write_changes(connection: Any, sight: Any, start: int, head: int, lines: Any, limits: Any) -> int:
            rows = lines.rows
            end: int = original(connection, sight, start, head, lines, limits)
            return end if lines.rows > rows else start

        return write_changes

    replaced(stack, pull_module, "write_changes", make)


@mutant(34, falls="MutationRejected")
def replay_stumbles(stack: contextlib.ExitStack) -> None:
    """A pending change that no longer applies breaks the replay."""

    def run(store: Any, mutation: Any, actor: Any) -> bool:
        rebase.attempt(store, mutation, actor)
        return True

    replaced(stack, rebase, "run", lambda _: run)


@mutant(35, Fault.SERVER_RESTORE)
def epoch_without_a_fresh_start(stack: contextlib.ExitStack) -> None:
    """After the server went back the cursor is reset, and what is held counts as told."""

    def make(original: Any) -> Any:
        def begin_anew(self: Any, *history: Any) -> None:
            scopes = self._cache.meta("scopes")
            original(self, *history)
            self._cache.set_meta(scopes=scopes, sweep="")

        return begin_anew

    replaced(stack, pages.PageWriter, "begin_anew", make)


@mutant(24, Fault.DISK_FULL)
def tick_forgotten(stack: contextlib.ExitStack) -> None:
    """A trouble with the disk is never looked at again."""
    stack.enter_context(patch.object(engine_module, "TROUBLE_S", 1e9))
