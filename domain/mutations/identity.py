"""Making sure that somebody is who they say, and acting on their account afterwards."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from domain import identity
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.on_tickets import TicketArgs, desk_of, record_event, workable
from domain.mutations.registry import Context, RecordStore, must_get, mutation
from domain.records import Role, Ticket, TicketDesk, UserCard
from domain.words import AccountStep, VerificationMethod

NOTE_LONGEST = 500
FAILED = "failed"
"""What the history says in place of a method."""


class Verify(TicketArgs, frozen=True, kw_only=True):
    """What came of making sure who it is."""

    method: VerificationMethod
    passed: bool
    note: str = ""
    voucher_id: RecordId | None = None
    """With `manager`: who vouches."""


class SetPerson(TicketArgs, frozen=True, kw_only=True):
    """Whose account it is about; None for whoever asks."""

    person_id: RecordId | None


class HelpAccount(TicketArgs, frozen=True, kw_only=True):
    """A step on that account; the server takes it with its own tables."""

    step: AccountStep


@mutation("ticket.verify")
def verify(store: RecordStore, context: Context, args: Verify) -> None:
    """Note that identity was verified, good for a few hours, or that it was not; after some tries it waits a day.

    That a code was right only the server can tell: from a client it may only be said that it was not.
    """
    ticket = workable(store, context, args)
    desk = desk_of(store, ticket)
    person = _person(store, ticket, desk)
    _check_told(store, context, args, person)
    check_tries(context, desk)
    if args.passed:
        after = replace(
            desk,
            verified_at=context.now,
            verified_until=context.now + identity.GOOD_FOR,
            verified_by_id=context.actor.user_id,
            verified_method=args.method,
            failed_tries=0,
            no_tries_until=None,
        )
    else:
        tries = (0 if desk.no_tries_until is not None else desk.failed_tries) + 1
        pause: timedelta | None = identity.NO_TRIES_FOR if tries >= identity.TRIES_MOST else None
        after = replace(
            _unverified(desk), failed_tries=tries, no_tries_until=context.now + pause if pause is not None else None
        )
    said = str(args.method) if args.passed else f"{FAILED}/{args.method}"
    record_event(store, context, ticket, "identity", _said(desk), said, reason=args.note.strip())
    store.put(after)


@mutation("ticket.set_person")
def set_person(store: RecordStore, context: Context, args: SetPerson) -> None:
    """Say whose account it is about; what was verified was verified of somebody else."""
    ticket = workable(store, context, args)
    if args.person_id is not None:
        must_get(store, UserCard, args.person_id)
    desk = desk_of(store, ticket)
    if args.person_id == desk.person_id:
        return
    record_event(store, context, ticket, "person", desk.person_id or "", args.person_id or "")
    store.put(replace(_unverified(desk), person_id=args.person_id))


@mutation("ticket.help_account")
def help_account(store: RecordStore, context: Context, args: HelpAccount) -> None:
    """Take a step on the account; what gives access only once it is known to whom."""
    ticket = workable(store, context, args)
    desk = desk_of(store, ticket)
    person = _person(store, ticket, desk)
    must_help(store, context, person)
    if args.step is AccountStep.TEMPORARY_PASSWORD and not context.checked:
        raise MutationRejected(RejectCode.INVALID, field="step", problem="the server makes the password")
    if args.step in identity.GIVES_ACCESS:
        must_be_verified(context, ticket, desk)
    record_event(store, context, ticket, "account", "", args.step, reason=context.cause, label=args.step)
    if args.step in (AccountStep.LOCK, AccountStep.UNLOCK):
        store.put(replace(person, active=args.step is AccountStep.UNLOCK))


def must_be_verified(context: Context, ticket: Ticket, desk: TicketDesk | None) -> None:
    """Raise `MutationRejected(UNVERIFIED)` unless identity is verified on the ticket, now."""
    if not identity.is_verified(desk, context.now):
        raise MutationRejected(RejectCode.UNVERIFIED, id=ticket.id)


def must_be_verified_if_protected(store: RecordStore, context: Context, ticket: Ticket) -> None:
    """Raise `MutationRejected(UNVERIFIED)` where identity comes first and nobody has made sure of it."""
    if identity.is_protected(store, ticket):
        must_be_verified(context, ticket, store.get(TicketDesk, ticket.id))


def must_help(store: RecordStore, context: Context, person: UserCard) -> None:
    """Raise `MutationRejected(FORBIDDEN)` unless the actor may act on that person's account."""
    role = must_get(store, Role, person.role_id)
    if not identity.may_help_account(context.actor, person, role):
        raise MutationRejected(RejectCode.FORBIDDEN, action=identity.ACCOUNT_MUTATION, id=person.id)


def check_tries(context: Context, desk: TicketDesk) -> None:
    """Raise `MutationRejected(TOO_MANY_TRIES)` while nobody may try again."""
    if desk.no_tries_until is not None and context.now < desk.no_tries_until:
        raise MutationRejected(RejectCode.TOO_MANY_TRIES, until=desk.no_tries_until.isoformat())


def _person(store: RecordStore, ticket: Ticket, desk: TicketDesk) -> UserCard:
    person_id = identity.person_of(ticket, desk)
    if person_id is None:
        raise MutationRejected(RejectCode.INVALID, field="person_id", problem="nobody knows yet whose account it is")
    return must_get(store, UserCard, person_id)


def _check_told(store: RecordStore, context: Context, args: Verify, person: UserCard) -> None:
    """Raise `MutationRejected` unless what is told can be so."""
    if len(args.note) > NOTE_LONGEST:
        raise MutationRejected(RejectCode.INVALID, field="note", longest=NOTE_LONGEST, length=len(args.note))
    if person.id == context.actor.user_id:
        raise MutationRejected(RejectCode.FORBIDDEN, action="ticket.verify", id=person.id)
    if not args.passed:
        return
    if args.method is VerificationMethod.EMAIL_CODE and not context.checked:
        raise MutationRejected(RejectCode.INVALID, field="method", problem="the server compares the code")
    if args.method is VerificationMethod.MANAGER:
        voucher = must_get(store, UserCard, args.voucher_id) if args.voucher_id else None
        if voucher is None or not identity.may_vouch(store, voucher, person):
            raise MutationRejected(RejectCode.INVALID, field="voucher_id", problem="cannot vouch for them")
    elif args.method is VerificationMethod.QUESTIONS and not args.note.strip():
        raise MutationRejected(RejectCode.INVALID, field="note", problem="say what was asked")


def _unverified(desk: TicketDesk) -> TicketDesk:
    return replace(desk, verified_at=None, verified_until=None, verified_by_id=None, verified_method=None)


def _said(desk: TicketDesk) -> str:
    return str(desk.verified_method or "")
