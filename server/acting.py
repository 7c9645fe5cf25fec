"""Runs mutations on the server: with its policies, for clients as for its own commands and timers."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from domain.access import Actor
from domain.ids import RecordId, new_id
from domain.mutations import Args, Context, Mutation, mutation_named
from domain.mutations.identity import Verify
from domain.words import Origin, Permission
from server.db.database import WriteSession
from server.identity import tries
from server.tickets.acquaintance import introduce
from server.tickets.policies import notify


def fresh_id(now: datetime) -> RecordId:
    """Return a new id for a record the server makes."""
    return new_id(now, secrets.token_bytes)


def operator(user_id: RecordId) -> Actor:
    """Return whoever sits at the server's console: may do everything, in the name of `user_id`."""
    return Actor(user_id=user_id, permissions=frozenset(Permission), scopes={})


def act(
    session: WriteSession,
    actor: Actor,
    name: str,
    args: Args,
    now: datetime,
    origin: Origin = Origin.CONSOLE,
    mutation_id: RecordId | None = None,
    *,
    checked: bool = False,
) -> None:
    """Run the mutation `name` in the session's transaction; whoever is concerned is told.

    `checked`: what the arguments say the server has made sure of. What follows from a record gives a `mutation_id`
    derived from it, so that it is the same however often it is tried.

    Raises:
        MutationRejected: A rule says no.
    """
    mutation = mutation_named(name, 1)
    context = Context(
        actor=actor,
        now=now,
        written_at=now,
        mutation_id=mutation_id or fresh_id(now),
        next_ticket_number=session.next_ticket_number,
        origin=origin,
        checked=checked,
    )
    carry_out(session, mutation, context, args)


def carry_out(session: WriteSession, mutation: Mutation[Any], context: Context, args: Args) -> None:
    """Run a mutation and what only the server adds to it: who tried too often, who gets to know whom, who is told.

    Raises:
        MutationRejected: A rule says no.
    """
    if isinstance(args, Verify):
        tries.check(session, args, context.now)
    before = session.store.mark()
    mutation.run(session.store, context, args)
    changes = session.store.touched_since(before)
    introduce(session.store, changes)
    notify(session.store, context, changes)
