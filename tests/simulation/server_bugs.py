"""Further known bugs, put into the server: positions that are not those of the data, rows told by halves."""

from __future__ import annotations

import contextlib
from typing import Any

import msgspec

from server.db.database import ReadSession
from server.feed import pages as feed_pages
from server.feed import recent
from server.feed.pages import Limits
from server.feed.wire import PageLines, stored_fields
from server.replication import pull as pull_module
from server.segments import serving
from sync.protocol.cursor import Cursor
from sync.protocol.push import PushReply
from tests.simulation import backend, stream
from tests.simulation.bugs import BESIDE, mutant, replaced
from tests.simulation.swarm import Fault


@mutant(14)
def skipped_for_all_who_listen(stack: contextlib.ExitStack) -> None:
    """What a process remembers for its streams lacks the last of several transactions, until it starts again."""

    def make(original: Any) -> Any:
        def write_changes(connection: Any, sight: Any, start: int, head: int, *rest: Any) -> int:
            original(connection, sight, start, head - 1 if head - start > 1 else head, *rest)
            return head

        return write_changes

    replaced(stack, recent, "write_changes", make)


@mutant(15, Fault.SERVER_RESTORE)
def position_kept_over_a_restart(stack: contextlib.ExitStack) -> None:
    """The head is remembered beside the database, and goes on from there when that was put back from a copy."""
    highest: dict[Any, int] = {}

    def make(original: Any) -> Any:
        def head(self: Any) -> Cursor:
            found: Cursor = original(self)
            engine = self.connection.engine
            highest[engine] = max(highest.get(engine, 0), found.seq)
            return Cursor(found.epoch, highest[engine])

        return head

    replaced(stack, ReadSession, "head", make)


@mutant(16, Fault.REVOKED)
def snapshot_labelled_too_late(stack: contextlib.ExitStack) -> None:
    """What was built ahead bears the position of the moment it is handed out, not the one it was read at."""

    def make(original: Any) -> Any:
        def list_segments(database: Any, user: Any, now: Any) -> Any:
            listed = original(database, user, now)
            with database.read(user.space_id) as session:
                return msgspec.structs.replace(listed, seq=session.head().seq)

        return list_segments

    replaced(stack, backend, "list_segments", make)


@mutant(18)
def state_lags_by_one(stack: contextlib.ExitStack) -> None:
    """The position that a page ends at is always one behind what is in it."""

    def make(original: Any) -> Any:
        def write_changes(connection: Any, sight: Any, start: int, head: int, *rest: Any) -> int:
            end: int = original(connection, sight, start, head, *rest)
            return max(start, end - 1)

        return write_changes

    replaced(stack, pull_module, "write_changes", make)


@mutant(23)
def row_told_for_one_scope(stack: contextlib.ExitStack) -> None:
    """A record that is seen through several scopes is told for one of them only."""

    def make(original: Any) -> Any:
        def put(self: Any, kind: str, record_id: Any, rev: int, fields: Any, scopes: Any = ()) -> None:
            original(self, kind, record_id, rev, fields, sorted(scopes)[:1])

        return put

    replaced(stack, PageLines, "put", make)


@mutant(36)
def everything_at_once(stack: contextlib.ExitStack) -> None:
    """An answer has no limit: a first sync by pages is a single one."""
    replaced(stack, Limits, "of", lambda _: lambda _most: Limits(rows=1_000_000, size_bytes=1 << 40))


@mutant(38)
def a_round_trip_for_every_row(stack: contextlib.ExitStack) -> None:
    """A page holds one row, whatever was asked for."""
    replaced(stack, Limits, "of", lambda _: lambda _most: Limits(rows=1))


@mutant(BESIDE)
def told_once_more_on_its_way_out(stack: contextlib.ExitStack) -> None:
    """What leaves somebody's sight is told as it is then, and taken back in the same page."""

    def make(original: Any) -> Any:
        def leave(self: Any, event: Any) -> None:
            stored = stored_fields(self.connection, self.sight.space_id, event.kind, [event.id])
            if event.id in stored and (event.kind, event.id) not in self.told:
                self.lines.put(event.kind, event.id, event.at, stored[event.id], [event.scope])
            original(self, event)

        return leave

    replaced(stack, feed_pages._Page, "_leave", make)


@mutant(BESIDE, Fault.REVOKED, Fault.ACCESS, Fault.ERASE)
def segment_sent_as_it_was_built(stack: contextlib.ExitStack) -> None:
    """Of what a first sync takes in bulk nothing is left out that has left its reader's sight since."""
    replaced(stack, serving, "_without_what_left", lambda _: lambda *given: serving.Served(given[-1], exact=True))


@mutant(14)
def resumed_stream_skips_what_was_missed(stack: contextlib.ExitStack) -> None:
    """A stream that goes on from its client's cursor is only told what comes from now on."""

    def make(original: Any) -> Any:
        def open_stream(*given: Any) -> Any:
            opened = original(*given)
            opened.checked = opened.opened_at
            return opened

        return open_stream

    replaced(stack, stream, "open_stream", make)


@mutant(8)
def words_swapped_in_a_group(stack: contextlib.ExitStack) -> None:
    """What became of the first pushes of a group is told the wrong way round."""

    def make(original: Any) -> Any:
        def push_group(*given: Any) -> Any:
            answers = original(*given)
            match answers[:2]:
                case [PushReply() as one, PushReply() as other]:
                    answers[:2] = [_with_words_of(one, other), _with_words_of(other, one)]
            return answers

        return push_group

    replaced(stack, backend, "push_group", make)


def _with_words_of(reply: PushReply, other: PushReply) -> PushReply:
    words = zip(reply.results, other.results, strict=False)
    results = [msgspec.structs.replace(theirs, n=mine.n, id=mine.id) for mine, theirs in words]
    return msgspec.structs.replace(reply, results=(*results, *reply.results[len(results) :]))
