"""Epochs: each names one unbroken history of a space. A space that was put back from a copy begins another one."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, insert, select, update

from domain.ids import SpaceId
from server.db.database import Database
from server.db.reading import head_of
from server.db.tables import past_epoch, space_head
from sync.protocol.cursor import Cursor


def fresh_epoch() -> str:
    """Return a name for a history that begins now."""
    return secrets.token_hex(4)


def begin_epoch(database: Database, space_id: SpaceId, epoch: str) -> Cursor:
    """End the space's history where it stands, because what had followed is lost; return the head of the new one.

    Every client finds out at its next contact, fetches what it holds from the lost part anew and offers its own
    mutations of that part again.

    Raises:
        SpaceUnknown: There is no such space.
        StorageError: Busy or full; nothing was kept.
    """
    with database.transaction() as connection:
        head = head_of(connection, space_id, lock=True)
        here = past_epoch.c.space_id == space_id
        connection.execute(update(past_epoch).where(here, past_epoch.c.shared > head.seq).values(shared=head.seq))
        connection.execute(insert(past_epoch).values(space_id=space_id, epoch=head.epoch, shared=head.seq))
        connection.execute(update(space_head).where(space_head.c.space_id == space_id).values(epoch=epoch))
    return Cursor(epoch, head.seq)


def shared_with(connection: Connection, space_id: SpaceId, epoch: str) -> int:
    """Return the last sequence that the history `epoch` has in common with today's; 0 if nobody knows of it."""
    statement = select(past_epoch.c.shared).where(past_epoch.c.space_id == space_id, past_epoch.c.epoch == epoch)
    return connection.scalar(statement) or 0
