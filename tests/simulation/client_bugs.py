"""Further known bugs, put into the client: rows not kept, changes not taken up again, requests without end."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from sync.engine import live as live_module
from sync.engine import push as client_push
from sync.engine.effects import CloseStream
from sync.errors import PageOutOfPlace
from sync.protocol.push import PushReply
from sync.replica import outbox, pages, writer
from sync.replica.changes import NOTHING
from sync.replica.columns import COLUMNS, RecordColumns
from sync.replica.memberships import Memberships
from tests.simulation.bugs import mutant, replaced
from tests.simulation.swarm import Fault

BATCH = 2
_held = RecordColumns.held


@mutant(3, Fault.OLD_BUILD)
def unknown_kind_skipped(stack: contextlib.ExitStack) -> None:
    """Rows of a kind that this build does not know are dropped, and the cursor moves on."""

    def make(original: Any) -> Any:
        def set_aside(self: Any, put: Any) -> None:
            if put.e in COLUMNS:
                original(self, put)

        return set_aside

    replaced(stack, pages.PageWriter, "_set_aside", make)


@mutant(4, Fault.OLD_BUILD)
def unreadable_row_skipped(stack: contextlib.ExitStack) -> None:
    """A row that does not fit the schema is dropped, and the cursor moves on."""

    def make(original: Any) -> Any:
        def set_aside(self: Any, put: Any) -> None:
            if put.e not in COLUMNS:
                original(self, put)

        return set_aside

    replaced(stack, pages.PageWriter, "_set_aside", make)


@mutant(29)
def confirmation_waits_for_what_never_comes(stack: contextlib.ExitStack) -> None:
    """What has been sent is let go in the order of its numbers only, and a refused one is waited for, for ever."""

    def make(original: Any) -> Any:
        def passed(self: Any, seq: int) -> list[int]:
            stuck_at = self._cache.value("SELECT min(n) FROM outbox WHERE state = 'refused'")
            return [n for n in original(self, seq) if stuck_at is None or n < stuck_at]

        return passed

    replaced(stack, outbox.Outbox, "passed", make)


@mutant(7, Fault.KILL)
def dead_process_leaves_its_changes(stack: contextlib.ExitStack) -> None:
    """What a process was sending when it died is nobody's: the next one only sends what it saved itself."""
    stack.enter_context(patch.object(outbox, "UNSENT", "state = 'saved'"))
    replaced(
        stack,
        writer.Replica,
        "_begin",
        lambda original: lambda self: _without_taking_back(original, self),
    )


def _without_taking_back(begin: Any, replica: Any) -> None:
    with patch.object(writer.Replica, "push_failed", lambda _self: None):
        begin(replica)


@mutant(20, Fault.ERASE)
def own_record_comes_back(stack: contextlib.ExitStack) -> None:
    """A deletion of what this very client has made is taken for an echo of its own."""

    def make(original: Any) -> Any:
        def remove(self: Any, kind: str, record_id: Any, **how: Any) -> Any:
            if self._cache.value("SELECT 1 FROM journal WHERE creates AND subject = ?", (record_id,)):
                return set()
            return original(self, kind, record_id, **how)

        return remove

    replaced(stack, Memberships, "remove", make)


@mutant(27)
def streams_left_open(stack: contextlib.ExitStack) -> None:
    """Whoever gives a stream up does not close it."""

    def make(original: Any) -> Any:
        def close(self: Any) -> None:
            original(self)
            effects = self._around.effects
            effects[:] = [effect for effect in effects if not isinstance(effect, CloseStream)]

        return close

    replaced(stack, live_module.Live, "_close", make)


@mutant(28, Fault.ERASE)
def remote_deletion_stops_the_sync(stack: contextlib.ExitStack) -> None:
    """A page that removes what is being changed here cannot be applied."""

    def make(original: Any) -> Any:
        def remove(self: Any, gone: Any) -> Any:
            if self._cache.value("SELECT 1 FROM footprint WHERE kind = ? AND id = ? AND wrote", (gone.e, gone.id)):
                raise PageOutOfPlace("simulated: a change is under way")
            return original(self, gone)

        return remove

    replaced(stack, pages.PageWriter, "_remove", make)


@mutant(30)
def full_batch_is_sent_again(stack: contextlib.ExitStack) -> None:
    """A batch as large as may be means that there is more: it is sent again. Batches are small here."""
    stack.enter_context(patch.object(client_push, "PUSH_MUTATIONS_MOST", BATCH))

    def make(original: Any) -> Any:
        def store_push_reply(self: Any, client: Any, reply: PushReply) -> Any:
            if len(reply.results) == BATCH:
                return NOTHING
            return original(self, client, reply)

        return store_push_reply

    replaced(stack, writer.Replica, "store_push_reply", make)


@mutant(33, Fault.STALE_REPLY)
def old_answer_believed(stack: contextlib.ExitStack) -> None:
    """Nobody looks whether an answer is to the question that was asked: its words are taken in order."""

    def make(original: Any) -> Any:
        def answered(self: Any, event: Any) -> None:
            if isinstance(event.answer, PushReply) and self._in_flight is not None:
                asked = self._in_flight[2]
                words = zip(asked.mutations, event.answer.results, strict=False)
                results = tuple(replace(word, n=mutation.n, id=mutation.id) for mutation, word in words)
                event = type(event)(event.number, replace(event.answer, client=asked.client, results=results))
            original(self, event)

        return answered

    replaced(stack, client_push.Push, "answered", make)


@mutant(37)
def checkpoint_for_every_page(stack: contextlib.ExitStack) -> None:
    """Every page leaves a checkpoint behind, and none is ever forgotten."""

    def make(original: Any) -> Any:
        def apply(self: Any, page: Any, now: Any) -> Any:
            changes = original(self, page, now)
            self._cache.set_meta(**{f"checkpoint {page.begin.server_time}": page.end.cursor})
            return changes

        return apply

    replaced(stack, pages.PageWriter, "apply", make)


@mutant(11)
def own_change_gone_between_pages(stack: contextlib.ExitStack) -> None:
    """A change leaves the outbox though pages that may bring its effect are still to come."""

    def confirmed(self: Any, cursor: Any, *, more: bool) -> Iterable[int]:  # noqa: ARG001 - as what it replaces
        found: list[int] = self._outbox.passed(cursor.seq)
        return found

    replaced(stack, pages.PageWriter, "_confirmed", lambda _: confirmed)


@mutant(22)
def older_row_takes_the_place_of_a_newer(stack: contextlib.ExitStack) -> None:
    """A row is written whatever is held: nobody looks which of the two is the newer one."""

    def held(self: Any, connection: Any, ids: str) -> Any:
        known = _held(self, connection, ids)
        return {record_id: [*row[: self.REV], -1, *row[self.REV + 1 :]] for record_id, row in known.items()}

    def make(original: Any) -> Any:
        def put_kind(*given: Any) -> Any:
            with patch.object(RecordColumns, "held", held):
                return original(*given)

        return put_kind

    replaced(stack, pages.PageWriter, "_put_kind", make)
