"""Records out of the database, within one space and one transaction."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, bindparam, select

from domain.access import Actor, actor_of
from domain.ids import RecordId, SpaceId
from domain.records import Grant, R, Role, Team, UserCard
from domain.words import Permission
from server.db.errors import SpaceUnknown
from server.db.tables import RECORDS, space_head
from sync.protocol.cursor import Cursor
from sync.protocol.tables import record_of

BY_ID: dict[str, Select[Any]] = {
    kind: select(table).where(table.c.space_id == bindparam("space"), table.c.id == bindparam("record"))
    for kind, table in RECORDS.items()
}
"""Built once: composing a statement costs more than running it."""

BY_IDS: dict[str, Select[Any]] = {
    kind: select(table).where(
        table.c.space_id == bindparam("space"), table.c.id.in_(bindparam("records", expanding=True))
    )
    for kind, table in RECORDS.items()
}


@functools.cache
def _matching(kind: str, names: tuple[str, ...], empty: tuple[str, ...]) -> Select[Any]:
    """Return the query for records whose fields `names` equal parameters of that name, and whose `empty` have none."""
    table = RECORDS[kind]
    equal = [table.c[name] == bindparam(name) for name in names] + [table.c[name].is_(None) for name in empty]
    return select(table).where(table.c.space_id == bindparam("space"), *equal).order_by(table.c.id)


STRUCTURE = frozenset({"user_card", "role", "grant", "team"})
"""Kinds that decide what somebody may see and do."""


class RecordReader:
    """Reads one space's records through `connection`, as its transaction sees them. For one thread."""

    def __init__(self, connection: Connection, space_id: SpaceId) -> None:
        self.connection = connection
        self.space_id = space_id

    def get(self, record_type: type[R], record_id: RecordId) -> R | None:
        """Return the record, if there is one."""
        row = self.connection.execute(BY_ID[record_type.KIND], {"space": self.space_id, "record": record_id}).first()
        return None if row is None else _record(record_type, row)

    def find(self, record_type: type[R], **equal: Any) -> list[R]:
        """Return the records whose fields equal the given values, by id; every record of the kind without any."""
        names = tuple(name for name, value in equal.items() if value is not None)
        empty = tuple(name for name, value in equal.items() if value is None)
        rows = self.connection.execute(_matching(record_type.KIND, names, empty), {"space": self.space_id, **equal})
        return [_record(record_type, row) for row in rows]

    def get_many(self, record_type: type[R], record_ids: Sequence[RecordId]) -> dict[RecordId, R]:
        """Return those of the records that exist, by id."""
        wanted = {"space": self.space_id, "records": list(record_ids)}
        found = (_record(record_type, row) for row in self.connection.execute(BY_IDS[record_type.KIND], wanted))
        return {record.id: record for record in found}

    def actor(self, user_id: RecordId) -> Actor | None:
        """Return what the user may see and do now; None if there is no such user."""
        return actor_in(self, user_id)

    def head(self) -> Cursor:
        """Return the space's place in its history, as this transaction sees it.

        Raises:
            SpaceUnknown: There is no such space.
        """
        return head_of(self.connection, self.space_id)


def actor_in(reader: RecordReader, user_id: RecordId) -> Actor | None:
    """Compute the user's actor from card, role, grants and teams."""
    card = reader.get(UserCard, user_id)
    role = reader.get(Role, card.role_id) if card else None
    if card is None or role is None:
        return None
    sees_all = Permission.DESK_ALL in role.permissions
    teams = [team.id for team in reader.find(Team)] if sees_all else []
    return actor_of(card, role, reader.find(Grant, user_id=user_id), teams)


HEAD = select(space_head.c.epoch, space_head.c.seq).where(space_head.c.space_id == bindparam("space"))


def head_of(connection: Connection, space_id: SpaceId, *, lock: bool = False) -> Cursor:
    """Return the head of the space; with `lock` nobody else can write to the space until this transaction ends."""
    statement = HEAD.with_for_update() if lock else HEAD
    row = connection.execute(statement, {"space": space_id}).first()
    if row is None:
        raise SpaceUnknown(space_id)
    return Cursor(row.epoch, row.seq)


def _record(record_type: type[R], row: Row[Any]) -> R:
    # A row mapping's keys are strings here; its type allows columns too.
    return record_of(record_type, cast("Mapping[str, Any]", row._mapping))
