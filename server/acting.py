"""Runs mutations for the server's own commands: the same functions as for everybody, without a client."""

from __future__ import annotations

import secrets
from datetime import datetime

from domain.access import Actor
from domain.ids import RecordId, new_id
from domain.mutations import Args, Context, mutation_named
from domain.words import Permission
from server.db.database import WriteSession


def fresh_id(now: datetime) -> RecordId:
    """Return a new id for a record the server makes."""
    return new_id(now, secrets.token_bytes)


def operator(user_id: RecordId) -> Actor:
    """Return whoever sits at the server's console: may do everything, in the name of `user_id`."""
    return Actor(user_id=user_id, permissions=frozenset(Permission), scopes={})


def act(session: WriteSession, actor: Actor, name: str, args: Args, now: datetime) -> None:
    """Run the mutation `name` in the session's transaction.

    Raises:
        MutationRejected: A rule says no.
    """
    mutation = mutation_named(name, 1)
    context = Context(
        actor=actor,
        now=now,
        written_at=now,
        mutation_id=fresh_id(now),
        next_ticket_number=session.next_ticket_number,
    )
    mutation.run(session.store, context, args)
