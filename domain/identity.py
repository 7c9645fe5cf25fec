"""When identity has to be verified before the desk acts, and what stays locked until then.

A ticket is protected by its topic, and always if whoever asks has no session. What gives somebody access needs a
verified identity on every ticket. What only takes access away from everybody does not: a stolen account is locked
first.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Protocol

from domain.access import Actor, works_in
from domain.ids import RecordId
from domain.records import R, Role, Store, Ticket, TicketDesk, Topic, UserCard
from domain.words import AccountStep, Channel, Permission

GOOD_FOR = timedelta(hours=4)
"""A verification: as long as one keeps working on a case, and not until tomorrow."""
TRIES_MOST = 3
NO_TRIES_FOR = timedelta(hours=24)
GIVES_ACCESS = frozenset({AccountStep.SEND_RESET, AccountStep.TEMPORARY_PASSWORD, AccountStep.UNLOCK})
PROTECTS = frozenset(AccountStep) - GIVES_ACCESS
ACCOUNT_MUTATION = "ticket.help_account"


class Records(Protocol):
    """Where records are read."""

    def get(self, record_type: type[R], record_id: RecordId) -> R | None:
        """Return the record, if there is one."""


def is_protected(records: Records, ticket: Ticket) -> bool:
    """Tell whether identity comes first here."""
    topic = records.get(Topic, ticket.topic_id) if ticket.topic_id else None
    return ticket.channel is Channel.HELP or (topic is not None and topic.protected)


def is_verified(desk: TicketDesk | None, now: datetime) -> bool:
    """Tell whether it has been made sure, and that is still good."""
    return desk is not None and desk.verified_until is not None and now < desk.verified_until


def person_of(ticket: Ticket, desk: TicketDesk | None) -> RecordId | None:
    """Return whose account a ticket is about; None if that is not known yet: a guest has none."""
    if desk is not None and desk.person_id is not None:
        return desk.person_id
    return None if ticket.channel is Channel.HELP else ticket.requester_id


def is_protective(steps: Iterable[tuple[str, dict[str, Any]]]) -> bool:
    """Tell whether steps, by mutation and arguments, secure an account and give nobody access to one."""
    account_steps = [args.get("step") for name, args in steps if name == ACCOUNT_MUTATION]
    return bool(account_steps) and all(step in PROTECTS for step in account_steps)


def may_help_account(actor: Actor, card: UserCard, role: Role) -> bool:
    """Tell whether the actor may act on the account of somebody with that role.

    The desk helps stores and customers, a lead the desk's own people. Administrators are helped at the server's
    console: whoever could set their password would be one. Nobody helps themselves.
    """
    if card.id == actor.user_id or not actor.can(Permission.TICKET_WORK) or Permission.ADMIN in role.permissions:
        return False
    return Permission.DESK_READ not in role.permissions or actor.can(Permission.DESK_SHARE)


def may_vouch(records: Records, voucher: UserCard, person: UserCard) -> bool:
    """Tell whether somebody can vouch for a person: an owner of one of their stores, or whoever leads at the desk."""
    role = records.get(Role, voucher.role_id)
    if role is None or not voucher.active or voucher.id == person.id:
        return False
    owns = role.key == "store_owner" and bool(set(voucher.store_ids) & set(person.store_ids))
    return owns or Permission.DESK_SHARE in role.permissions


def number_to_call(records: Records, person: UserCard) -> str:
    """Return the number that the franchise has of a person: their store's, else their own; empty if it has none."""
    stores = [records.get(Store, store_id) for store_id in person.store_ids]
    return next((store.phone for store in stores if store and store.phone), "") or person.phone


def leads(actor: Actor, team_id: RecordId | None) -> bool:
    """Tell whether the actor may set the rule aside for a ticket that was filed under the wrong topic."""
    return actor.can(Permission.DESK_SHARE) and works_in(actor, team_id)
