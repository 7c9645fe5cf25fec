"""Pull: a page of what changed after a client's cursor, and a piece of what it has to fill."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import NamedTuple

import msgspec
import structlog
from sqlalchemy import select

from domain.access import Actor, scopes_hash
from domain.ids import RecordId, is_record_id
from domain.records import time_text
from server.authentication import AuthenticatedUser
from server.db.database import Database, ReadSession
from server.db.tables import client_state
from server.errors import Refused, forbidden, malformed
from server.feed.digests import check_question, write_check, write_wanted
from server.feed.epochs import shared_with
from server.feed.fills import check_fill, write_fill
from server.feed.pages import Limits, write_changes
from server.feed.sight import Sight
from server.feed.tombstones import floor_of
from server.feed.wire import PageLines
from server.replication.memory import epoch_changed, reconcile
from sync.protocol.cursor import Cursor, parse_cursor
from sync.protocol.errors import MalformedMessage
from sync.protocol.pull import SCHEMA_VERSION, Begin, End, PullRequest, Scopes
from sync.protocol.push import Behind, Refusal, RefusalCode

_encode = msgspec.json.Encoder().encode
log = structlog.get_logger("server.pull")
SCHEMA_LEAST = 1
"""The oldest version of records and mutations that clients of this server may speak: all there have been so far."""
FILL_ROWS_LEAST = 200
"""A fill goes on by so much even where changes have filled the page."""


class Page(NamedTuple):
    """One page, encoded.

    Attributes:
        body: Newline-delimited frames.
        cursor: Where the page ends.
        head: The space's sequence in the snapshot it was read in.
        rows: How many rows are in it.
        more: There is more to pull at once.
    """

    body: bytes
    cursor: Cursor
    head: int
    rows: int
    more: bool


def pull(database: Database, request: PullRequest, user: AuthenticatedUser, now: datetime) -> Page:
    """Return the page after the request's cursor, as the user may see it, read at one moment.

    Raises:
        Refused: 400 malformed, 403 unknown user, 409 epoch_changed or reconcile, 426 upgrade_required.
        StorageError: Busy.
    """
    if not is_record_id(request.client):
        raise malformed("`client` is not an id")
    if request.schema > SCHEMA_VERSION:
        raise _upgrade_required(Behind.SERVER, f"this server speaks schema {SCHEMA_VERSION}; update it first")
    if request.schema < SCHEMA_LEAST:
        raise _upgrade_required(Behind.CLIENT, f"this server serves schema {SCHEMA_LEAST} and later")
    try:
        cursor = parse_cursor(request.cursor) if request.cursor else None
        if request.fill is not None:
            check_fill(request.fill)
        check_question(request)
        with database.read(user.space_id) as session:
            return _page(session, request, cursor, user, now)
    except MalformedMessage as error:
        raise malformed(str(error)) from error


def _upgrade_required(behind: Behind, message: str) -> Refused:
    refusal = Refusal(code=RefusalCode.UPGRADE_REQUIRED, message=message, behind=str(behind))
    return Refused(HTTPStatus.UPGRADE_REQUIRED, refusal)


def _page(
    session: ReadSession, request: PullRequest, cursor: Cursor | None, user: AuthenticatedUser, now: datetime
) -> Page:
    head = session.head()
    if cursor is not None:
        _check_history(session, cursor, head)
    last_n = last_number(session, request.client, user.user_id)
    if request.taken > last_n:
        log.warning("a client knows of more than the server: was a copy put back without `mostrador-server restored`?")
        raise epoch_changed(head.epoch)
    actor = known_actor(session, user.user_id)
    sight = Sight.of(actor, user.space_id)
    start = head.seq if cursor is None else cursor.seq
    limits = Limits.of(request.rows_most)
    lines = PageLines()
    end = start
    if start < head.seq:
        end = write_changes(session.connection, sight, start, head.seq, lines, limits)
    if request.fill is not None and not _begins_anew(request, actor, lines):
        _add_fill(session, sight, request, lines, limits, caught_up=end == head.seq)
    if end == head.seq and request.scopes_hash == scopes_hash(actor.scopes):
        if request.wants:
            write_wanted(session.connection, sight, request.wants, head.seq, lines, _room(lines, limits))
        if request.check is not None:
            write_check(session.connection, sight, request.check, lines)
    begin = Begin(
        epoch=head.epoch,
        start=start,
        head=head.seq,
        last_n=last_n,
        server_time=time_text(now),
    )
    reached = Cursor(head.epoch, end)
    more = end < head.seq
    body = _opening(begin, request, actor) + lines.body() + _encode(End(cursor=reached.text(), more=more)) + b"\n"
    return Page(body, reached, head.seq, lines.rows, more)


def _check_history(session: ReadSession, cursor: Cursor, head: Cursor) -> None:
    """Raise `Refused` (409 epoch_changed) unless the cursor is a place in today's history of the space."""
    if cursor.epoch != head.epoch:
        raise epoch_changed(head.epoch, shared_with(session.connection, session.space_id, cursor.epoch))
    if cursor.seq > head.seq:
        log.warning("a client is ahead of the server: was a copy put back without `mostrador-server restored`?")
        raise epoch_changed(head.epoch)
    if cursor.seq < head.seq and cursor.seq < floor_of(session.connection, session.space_id):
        raise reconcile()


def _begins_anew(request: PullRequest, actor: Actor, lines: PageLines) -> bool:
    """Tell whether this very page makes the client begin the fill again, or drop it: no position may overtake that."""
    assert request.fill is not None  # noqa: S101  # asked by the caller
    return request.scopes_hash != scopes_hash(actor.scopes) or request.fill.target in lines.fills_named


def _add_fill(
    session: ReadSession, sight: Sight, request: PullRequest, lines: PageLines, limits: Limits, *, caught_up: bool
) -> None:
    """Go on with the fill if the changes are all told; else only say where it stands."""
    assert request.fill is not None  # noqa: S101  # asked by the caller
    if not caught_up:
        lines.fill(request.fill.target, request.fill.position, after=request.fill.position)
        return
    write_fill(session.connection, sight, request.fill, lines, _room(lines, limits))


def _room(lines: PageLines, limits: Limits) -> Limits:
    """Return the limits for what goes on beside the changes: what those used does not count against it."""
    room = max(limits.rows - lines.rows, min(FILL_ROWS_LEAST, limits.rows))
    return Limits(lines.rows + room, lines.size_bytes + limits.size_bytes)


def _opening(begin: Begin, request: PullRequest, actor: Actor) -> bytes:
    opening = _encode(begin) + b"\n"
    if request.scopes_hash != scopes_hash(actor.scopes):
        opening += _encode(Scopes(scopes=dict(actor.scopes))) + b"\n"
    return opening


def known_actor(session: ReadSession, user_id: RecordId) -> Actor:
    """Return what the user may see now.

    Raises:
        Refused: 403, if there is no such user any more.
    """
    actor = session.actor(user_id)
    if actor is None:
        raise forbidden("there is no such user in this space any more")
    return actor


def last_number(session: ReadSession, client_id: RecordId, user_id: RecordId) -> int:
    """Return the number of the last mutation taken from the user's client; 0 for a client of somebody else's."""
    statement = select(client_state.c.last_n).where(
        client_state.c.space_id == session.space_id,
        client_state.c.client_id == client_id,
        client_state.c.user_id == user_id,
    )
    return session.connection.scalar(statement) or 0
