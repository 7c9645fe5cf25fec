"""The end of a ticket: reminders, closing by itself, "not solved", "can you work again?", and how it was."""

from __future__ import annotations

from msgspec.structs import replace

from domain.access import Action, side_of
from domain.attachments import FileRef
from domain.closing import SCORES, rate_until, rating_id, reminded
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.on_tickets import TicketArgs, current, record_event, workable
from domain.mutations.registry import Context, RecordStore, must_get, mutation
from domain.mutations.snooze import woken
from domain.mutations.stepping import heard_by_lead, opening_at, policy_of, stepped
from domain.mutations.tickets import WriteMessage, answer
from domain.opening import next_open
from domain.records import Rating, Ticket
from domain.tickets import DONE, Side
from domain.words import Channel, CheckBack, CloseReason, Origin, RatingReason, Status

COMMENT_LONGEST = 2_000


class Remind(TicketArgs, frozen=True, kw_only=True):
    """Its requester is reminded that their answer is waited for."""


class Lapse(TicketArgs, frozen=True, kw_only=True):
    """Nobody has said a word: it closes by itself."""


class AskBack(TicketArgs, frozen=True, kw_only=True):
    """Its requester is asked whether they can work again."""


class NotSolved(TicketArgs, frozen=True, kw_only=True):
    """What is still wrong, in its requester's words."""

    message_id: RecordId
    body: str
    dissatisfied: bool = False
    """Whether the team's lead should hear of it."""
    channel: Channel = Channel.DESKTOP
    files: tuple[FileRef, ...] = ()


class AnswerBack(TicketArgs, frozen=True, kw_only=True):
    """Whether its requester can work again; what is wrong, if not, in their words or without any."""

    works: bool
    message_id: RecordId | None = None
    body: str = ""
    channel: Channel = Channel.DESKTOP


class Rate(TicketArgs, frozen=True, kw_only=True):
    """How it was, from 1 to 5; the last word counts."""

    score: int
    reasons: tuple[RatingReason, ...] = ()
    comment: str = ""


@mutation("ticket.remind")
def remind(store: RecordStore, context: Context, args: Remind) -> None:
    """Remind the requester, by itself or because the desk wants it; at night it waits until the store opens."""
    ticket = workable(store, context, args)
    by_itself = context.origin is Origin.TIMER
    if by_itself and (ticket.reminder_at is None or ticket.reminder_at > context.now):
        return
    if ticket.status is not Status.PENDING:
        raise MutationRejected(RejectCode.ILLEGAL_TRANSITION, before=str(ticket.status), after="reminded")
    opening = opening_at(store, ticket)
    opens_at = next_open(context.now, opening)
    if opens_at > context.now:
        store.put(replace(ticket, reminder_at=opens_at))
        return
    after = reminded(ticket, policy_of(store), opening, context.now)
    record_event(store, context, ticket, "reminder", str(ticket.reminder_count or ""), str(after.reminder_count))
    store.put(after)


@mutation("ticket.lapse")
def lapse(store: RecordStore, context: Context, args: Lapse) -> None:
    """Close what was waited for in vain, or what was solved and not complained of; only by itself, and by day."""
    ticket = _by_itself(store, context, args)
    if ticket.closes_at is None or ticket.closes_at > context.now or ticket.status in {Status.NEW, Status.CLOSED}:
        return
    opens_at = next_open(context.now, opening_at(store, ticket))
    if opens_at > context.now:
        store.put(replace(ticket, closes_at=opens_at))
        return
    reason = CloseReason.CONFIRMED if ticket.status is Status.RESOLVED else CloseReason.NO_RESPONSE
    _close(store, context, ticket, reason)


@mutation("ticket.ask_back")
def ask_back(store: RecordStore, context: Context, args: AskBack) -> None:
    """Ask whether it works; only by itself, on the day that was set, when the store is open."""
    ticket = _by_itself(store, context, args)
    if ticket.check_back_at is None or ticket.check_back_at > context.now:
        return
    opens_at = next_open(context.now, opening_at(store, ticket))
    if opens_at > context.now:
        store.put(replace(ticket, check_back_at=opens_at))
        return
    record_event(store, context, ticket, "check_back", ticket.check_back or "", CheckBack.ASKED)
    store.put(replace(ticket, check_back=CheckBack.ASKED, check_back_at=None, updated_at=context.now))


@mutation("ticket.not_solved")
def not_solved(store: RecordStore, context: Context, args: NotSolved) -> None:
    """Open the ticket again, with why; whatever has become of it meanwhile, the words are in it."""
    ticket = _asked_by(store, context, args)
    written = WriteMessage(
        ticket_id=ticket.id, message_id=args.message_id, body=args.body, channel=args.channel, files=args.files
    )
    if args.dissatisfied:
        record_event(store, context, ticket, "dissatisfied", "", "yes")
    answer(store, context, written, dissatisfied=args.dissatisfied)


@mutation("ticket.answer_back")
def answer_back(store: RecordStore, context: Context, args: AnswerBack) -> None:
    """Say whether one can work again: yes confirms, no opens the ticket again. Said twice, the first word counts."""
    ticket = _asked_by(store, context, args)
    if ticket.check_back in {CheckBack.PLANNED, CheckBack.ASKED}:
        said = CheckBack.WORKS if args.works else CheckBack.WORKS_NOT
        record_event(store, context, ticket, "check_back", ticket.check_back, said)
        ticket = replace(ticket, check_back=said, check_back_at=None, updated_at=context.now)
        if args.works and ticket.status is Status.RESOLVED:
            _close(store, context, ticket, CloseReason.CONFIRMED)
            return
        store.put(ticket)
    if args.body.strip() and args.message_id is not None:
        written = WriteMessage(ticket_id=ticket.id, message_id=args.message_id, body=args.body, channel=args.channel)
        answer(store, context, written)
    elif not args.works and ticket.status in DONE:
        record_event(store, context, ticket, "status", ticket.status, Status.OPEN)
        opened = stepped(store, ticket, Status.OPEN, context.now)
        store.put(heard_by_lead(store, context, ticket, opened))


@mutation("ticket.rate")
def rate(store: RecordStore, context: Context, args: Rate) -> None:
    """Say how it was; may be changed for some days, and stays when the ticket is opened again."""
    ticket = current(store, args.ticket_id)
    context.require(Action.RATE, ticket)
    comment = args.comment.strip()
    if args.score not in SCORES or len(comment) > COMMENT_LONGEST:
        raise MutationRejected(RejectCode.INVALID, field="score", longest=COMMENT_LONGEST)
    before = store.get(Rating, rating_id(ticket.id))
    until = rate_until(ticket, policy_of(store))
    if until is None and before is None and not ticket.reopened_count:
        raise MutationRejected(RejectCode.ILLEGAL_TRANSITION, before=str(ticket.status), after="rated")
    if until is not None and context.now > until:
        raise MutationRejected(RejectCode.TOO_LATE, until=until.isoformat())
    rating = Rating(
        id=rating_id(ticket.id),
        ticket_id=ticket.id,
        user_id=context.actor.user_id,
        score=args.score,
        reasons=tuple(sorted(set(args.reasons))),
        comment=comment,
        team_id=ticket.team_id,
        agent_id=ticket.assignee_id,
        at=before.at if before is not None else context.now,
        updated_at=context.now,
    )
    if before is None or before.score != rating.score:
        record_event(store, context, ticket, "rating", str(before.score) if before is not None else "", str(args.score))
    store.put(rating)


def _close(store: RecordStore, context: Context, ticket: Ticket, reason: CloseReason) -> None:
    """Close the ticket, with its rows of the history."""
    record_event(store, context, ticket, "status", ticket.status, Status.CLOSED)
    record_event(store, context, ticket, "close_reason", ticket.close_reason or "", reason)
    store.put(stepped(store, ticket, Status.CLOSED, context.now, reason))
    woken(store, context, ticket)


def _by_itself(store: RecordStore, context: Context, args: TicketArgs) -> Ticket:
    """Return the ticket to which something is due; nobody else may do it.

    Raises:
        MutationRejected: GONE or FORBIDDEN.
    """
    ticket = must_get(store, Ticket, args.ticket_id)
    if context.origin is not Origin.TIMER:
        context.require(Action.READ, ticket)
        raise MutationRejected(RejectCode.FORBIDDEN, action="timer")
    return ticket


def _asked_by(store: RecordStore, context: Context, args: TicketArgs) -> Ticket:
    """Return the ticket for which the actor stands on the requester's side.

    Raises:
        MutationRejected: GONE or FORBIDDEN.
    """
    ticket = current(store, args.ticket_id)
    context.require(Action.SET_STATUS, ticket)
    if side_of(context.actor, ticket) is Side.DESK:
        raise MutationRejected(RejectCode.FORBIDDEN, action=str(Action.SET_STATUS))
    return ticket
