"""`restored`: says that the database was put back from a copy, so that devices offer again what the copy lacks."""

from __future__ import annotations

from server.db.database import Database
from server.feed.epochs import begin_epoch, fresh_epoch


def restored(database: Database) -> int:
    """Begin a new history of every space, in a database that was put back; return how many spaces there are."""
    spaces = database.heads()
    for space_id in spaces:
        begin_epoch(database, space_id, fresh_epoch())
    return len(spaces)
