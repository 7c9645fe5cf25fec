"""Cards go to whom they concern: the desk, their stores and whom they have met, no longer to the whole franchise."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import JsonText

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

CARDS_AT_ONCE = 500
"""Cards under one sequence: a page takes a transaction whole, and a card has several rows in the feed."""

Met = dict[str, set[str]]


def upgrade() -> None:
    """Add the column, fill it from what was written, and stamp every card in its new scopes."""
    with op.batch_alter_table("user_card") as batch:
        batch.add_column(sa.Column("known_to", JsonText(), nullable=False, server_default="[]"))
    with op.batch_alter_table("user_card") as batch:
        batch.alter_column("known_to", server_default=None)
    connection = op.get_bind()
    for (space_id,) in connection.execute(sa.text("SELECT space_id FROM space_head")).all():
        _scope_anew(connection, space_id)
    # They hold every card in the scope of the space.
    for table in ("segment", "segment_set"):
        connection.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608  # names of ours


def _scope_anew(connection: sa.Connection, space_id: str) -> None:
    """Bring the cards of a space into their new scopes, as so many changes of it."""
    here = {"space": space_id}
    rows = connection.execute(
        sa.text(
            "SELECT u.id, u.store_ids, u.team_ids, r.permissions FROM user_card u"
            " LEFT JOIN role r ON r.space_id = u.space_id AND r.id = u.role_id WHERE u.space_id = :space ORDER BY u.id"
        ),
        here,
    ).all()
    own = {row.id: _own_scopes(row.id, _json(row.store_ids), _json(row.team_ids)) for row in rows}
    desk = {row.id for row in rows if "desk.read" in (_json(row.permissions) or ())}
    known = _known(connection, space_id, own, desk)
    head = connection.execute(sa.text("SELECT seq FROM space_head WHERE space_id = :space"), here).scalar_one()
    for place, user_id in enumerate(own):
        head += place % CARDS_AT_ONCE == 0
        _stamp(connection, here | {"id": user_id, "seq": head}, own[user_id] | known[user_id], known[user_id])
    connection.execute(sa.text("UPDATE space_head SET seq = :seq WHERE space_id = :space"), here | {"seq": head})


def _own_scopes(user_id: str, store_ids: Iterable[str], team_ids: Iterable[str]) -> set[str]:
    everybody = {"space"} if team_ids else set()
    return {"desk", f"user:{user_id}", *(f"store:{store_id}" for store_id in store_ids), *everybody}


def _known(connection: sa.Connection, space_id: str, own: Met, desk: set[str]) -> Met:
    """Return the scopes in which people are known beside their own, from the tickets that they took part in."""
    known: Met = defaultdict(set)
    for row in connection.execute(TAKEN_PART, {"space": space_id}):
        people = {row.requester_id, row.assignee_id, *_json(row.follower_ids)} - {None}
        for person in {row.person, *people} & own.keys():
            scopes = own[person] | known[person]
            if "space" in scopes:
                continue
            strangers = {one for one in people - desk if scopes.isdisjoint(own.get(one, set()) - {"desk"})}
            new = {f"user:{one}" for one in strangers} | ({f"store:{row.store_id}"} if row.store_id else set())
            new -= scopes
            known[person] |= {"space"} if new and person in desk else new
    return known


def _stamp(connection: sa.Connection, key: dict[str, Any], scopes: set[str], known: set[str]) -> None:
    """Write a card's rows of the feed, and what it says of who knows it."""
    connection.execute(
        sa.text("UPDATE user_card SET known_to = :known, rev = :seq WHERE space_id = :space AND id = :id").bindparams(
            sa.bindparam("known", type_=JsonText())
        ),
        key | {"known": sorted(known)},
    )
    rows = connection.execute(
        sa.text("SELECT scope, gone FROM feed WHERE space_id = :space AND kind = 'user_card' AND id = :id"), key
    ).all()
    there = {row.scope: bool(row.gone) for row in rows}
    where = "WHERE space_id = :space AND kind = 'user_card' AND id = :id AND scope = :scope"
    for scope in sorted(scopes | there.keys()):
        at = key | {"scope": scope, "no": False, "yes": True}
        if scope not in there:
            statement = (
                "INSERT INTO feed (space_id, kind, id, scope, seq, since, gone, deleted)"
                " VALUES (:space, 'user_card', :id, :scope, :seq, :seq, :no, :no)"
            )
        elif scope not in scopes:
            if there[scope]:
                continue
            statement = f"UPDATE feed SET seq = :seq, gone = :yes {where}"  # noqa: S608  # a text of ours
        else:
            since = ", since = :seq" if there[scope] else ""
            statement = f"UPDATE feed SET seq = :seq, gone = :no, deleted = :no{since} {where}"  # noqa: S608  # a text of ours
        connection.execute(sa.text(statement), at)


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


_TICKET = "t.store_id, t.requester_id, t.assignee_id, t.follower_ids"
TAKEN_PART = sa.text(
    f"SELECT t.requester_id AS person, {_TICKET} FROM ticket t WHERE t.space_id = :space"  # noqa: S608  # columns of ours
    f" UNION SELECT m.author_id, {_TICKET} FROM ticket t JOIN message m ON m.space_id = t.space_id"
    " AND m.ticket_id = t.id AND m.audience = 'public' WHERE t.space_id = :space"
    f" UNION SELECT e.actor_id, {_TICKET} FROM ticket t JOIN ticket_event e ON e.space_id = t.space_id"
    " AND e.ticket_id = t.id AND e.audience = 'public' WHERE t.space_id = :space"
)
"""Who asked, or wrote or did what everybody reads, with the ticket's store and people."""
