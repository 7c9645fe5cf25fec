"""Mutations of tickets: create, reply, note, set status, priority, assignee, team, topic, type, tag, follow."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from domain.access import Action, side_of
from domain.deadlines import first_response_due
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.registry import Args, Context, RecordStore, checked_text, must_be_new, must_get, mutation
from domain.records import Message, Role, Space, Store, Team, Ticket, TicketDesk, TicketEvent, Topic, UserCard
from domain.tickets import (
    DONE,
    REQUESTER_CLOSE_REASONS,
    Side,
    may_follow,
    with_deadline,
    with_message,
    with_priority_deadlines,
    with_status,
)
from domain.words import Audience, Channel, CloseReason, Permission, Priority, Status, TicketType

SUBJECT_LONGEST = 200
BODY_LONGEST = 50_000
TAG_LONGEST = 40


class TicketArgs(Args, frozen=True, kw_only=True):
    """Arguments that name a ticket."""

    ticket_id: RecordId

    def subject(self) -> RecordId:
        """Return the ticket's id."""
        return self.ticket_id


class CreateTicket(TicketArgs, frozen=True, kw_only=True):
    """A new ticket with its first message."""

    message_id: RecordId
    title: str
    body: str
    space_id: RecordId
    requester_id: RecordId | None = None
    """Whom it is for; the actor unless an agent files it for somebody."""
    store_id: RecordId | None = None
    topic_id: RecordId | None = None
    type: TicketType = TicketType.QUESTION
    priority: Priority = Priority.NORMAL
    channel: Channel = Channel.DESKTOP


class WriteMessage(TicketArgs, frozen=True, kw_only=True):
    """A public reply or an internal note."""

    message_id: RecordId
    body: str
    mention_ids: tuple[RecordId, ...] = ()
    channel: Channel = Channel.DESKTOP


class SetStatus(TicketArgs, frozen=True, kw_only=True):
    """A step in the ticket's life, guarded by the last message its author had seen."""

    status: Status
    close_reason: CloseReason | None = None
    seen_message_id: RecordId | None = None
    vendor: str = ""
    """With `on_hold`: who is waited for; only the desk sees it."""
    vendor_reference: str = ""
    vendor_expected_at: datetime | None = None


class SetPriority(TicketArgs, frozen=True, kw_only=True):
    """How soon it must be answered."""

    priority: Priority


class SetAssignee(TicketArgs, frozen=True, kw_only=True):
    """Who works on it; None gives it back to the team."""

    assignee_id: RecordId | None


class SetTeam(TicketArgs, frozen=True, kw_only=True):
    """Which team's queue it is in."""

    team_id: RecordId


class SetTopic(TicketArgs, frozen=True, kw_only=True):
    """What it is about."""

    topic_id: RecordId | None


class SetType(TicketArgs, frozen=True, kw_only=True):
    """What kind of work it is."""

    type: TicketType


class Tag(TicketArgs, frozen=True, kw_only=True):
    """Tags added and removed: set operations, so that two people's tags never conflict."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


class Follow(TicketArgs, frozen=True, kw_only=True):
    """Whether a person follows the ticket; the actor unless the desk adds somebody."""

    following: bool
    user_id: RecordId | None = None


@mutation("ticket.create", creates=True)
def create(store: RecordStore, context: Context, args: CreateTicket) -> None:
    """File a ticket: routed by its topic, acknowledged with a number by the server."""
    must_be_new(store, Ticket, args.ticket_id)
    must_be_new(store, Message, args.message_id)
    topic = store.get(Topic, args.topic_id) if args.topic_id else None
    space = store.get(Space, args.space_id)
    requester_id = args.requester_id or context.actor.user_id
    ticket = Ticket(
        id=args.ticket_id,
        subject=checked_text(args.title, "title", longest=SUBJECT_LONGEST),
        requester_id=requester_id,
        store_id=args.store_id,
        team_id=(topic and topic.team_id) or (space and space.default_team_id) or None,
        topic_id=args.topic_id,
        type=args.type,
        priority=args.priority,
        channel=args.channel,
        created_at=context.now,
        updated_at=context.now,
        first_response_due_at=first_response_due(args.priority, context.now),
    )
    context.require(Action.CREATE_TICKET, ticket)
    # Only the desk gets here with somebody else or a foreign store. Its own need no look: a customer's cache has none.
    if requester_id != context.actor.user_id:
        must_get(store, UserCard, requester_id)
    if args.store_id is not None and args.store_id not in context.actor.store_ids:
        must_get(store, Store, args.store_id)
    message = _message(context, args.message_id, args.ticket_id, requester_id, args.body, Audience.PUBLIC, args.channel)
    number = context.next_ticket_number() if context.next_ticket_number else None
    store.put(with_message(replace(with_deadline(ticket), number=number), message, Side.REQUESTER))
    store.put(TicketDesk(id=args.ticket_id, ticket_id=args.ticket_id))
    store.put(message)


@mutation("ticket.reply", creates=False)
def reply(store: RecordStore, context: Context, args: WriteMessage) -> None:
    """Answer in public. A requester's answer to a waiting or solved ticket opens it again."""
    must_be_new(store, Message, args.message_id)
    ticket = must_get(store, Ticket, args.ticket_id)
    context.require(Action.REPLY, ticket)
    side = side_of(context.actor, ticket)
    message = _message(
        context, args.message_id, ticket.id, context.actor.user_id, args.body, Audience.PUBLIC, args.channel
    )
    status = ticket.status
    if side is Side.DESK and status is Status.NEW:
        status = Status.OPEN
    elif side is Side.REQUESTER and (status is Status.PENDING or status in DONE):
        status = Status.OPEN
    after = with_message(ticket, message, side)
    if status is not ticket.status:
        after = with_status(after, status, context.now)
        _record_event(store, context, ticket, "status", ticket.status, status)
    if side is Side.DESK and ticket.assignee_id is None:
        after = replace(after, assignee_id=context.actor.user_id)
        _record_event(store, context, ticket, "assignee", "", context.actor.user_id)
    store.put(after)
    store.put(message)


@mutation("ticket.note")
def note(store: RecordStore, context: Context, args: WriteMessage) -> None:
    """Add an internal note: seen by the desk only, stops no clock."""
    must_be_new(store, Message, args.message_id)
    ticket = must_get(store, Ticket, args.ticket_id)
    context.require(Action.NOTE, ticket)
    message = _message(
        context, args.message_id, ticket.id, context.actor.user_id, args.body, Audience.INTERNAL, args.channel
    )
    desk = _desk(store, ticket)
    store.put(replace(message, mention_ids=tuple(sorted(set(args.mention_ids)))))
    store.put(replace(desk, note_count=desk.note_count + 1, last_note_at=context.now))


@mutation("ticket.set_status")
def set_status(store: RecordStore, context: Context, args: SetStatus) -> None:
    """Take a step in the ticket's life; refused if somebody wrote since the author last looked."""
    ticket = must_get(store, Ticket, args.ticket_id)
    context.require(Action.SET_STATUS, ticket)
    side = side_of(context.actor, ticket)
    reason = args.close_reason or (CloseReason.CONFIRMED if args.status is Status.CLOSED else None)
    if not may_follow(ticket.status, args.status, side):
        raise MutationRejected(
            RejectCode.ILLEGAL_TRANSITION, before=str(ticket.status), after=str(args.status), side=str(side)
        )
    if side is Side.REQUESTER and reason is not None and reason not in REQUESTER_CLOSE_REASONS:
        raise MutationRejected(RejectCode.FORBIDDEN, action="ticket.set_status", reason=str(reason))
    if args.seen_message_id and args.seen_message_id != ticket.last_message_id:
        raise MutationRejected(RejectCode.STALE_GUARD, seen=args.seen_message_id, last=ticket.last_message_id)
    _record_event(store, context, ticket, "status", ticket.status, args.status)
    store.put(with_status(ticket, args.status, context.now, reason))
    if args.status is Status.ON_HOLD and args.vendor:
        store.put(
            replace(
                _desk(store, ticket),
                vendor=args.vendor.strip(),
                vendor_reference=args.vendor_reference.strip(),
                vendor_expected_at=args.vendor_expected_at,
            )
        )


@mutation("ticket.set_priority")
def set_priority(store: RecordStore, context: Context, args: SetPriority) -> None:
    """Change how soon it must be answered; deadlines follow."""
    ticket = _workable(store, context, args)
    if ticket.priority is not args.priority:
        _record_event(store, context, ticket, "priority", ticket.priority, args.priority)
        store.put(with_priority_deadlines(replace(ticket, priority=args.priority, updated_at=context.now)))


@mutation("ticket.set_assignee")
def set_assignee(store: RecordStore, context: Context, args: SetAssignee) -> None:
    """Give the ticket to an agent, or back to its team. A new ticket that is taken is open."""
    ticket = _workable(store, context, args)
    if ticket.assignee_id == args.assignee_id:
        return
    if args.assignee_id is not None:
        _must_work(store, args.assignee_id)
    _record_event(store, context, ticket, "assignee", ticket.assignee_id or "", args.assignee_id or "")
    after = replace(ticket, assignee_id=args.assignee_id, updated_at=context.now)
    if args.assignee_id is not None and ticket.status is Status.NEW:
        after = with_status(after, Status.OPEN, context.now)
    store.put(after)


@mutation("ticket.set_team")
def set_team(store: RecordStore, context: Context, args: SetTeam) -> None:
    """Move the ticket to another team's queue; its assignee stays behind."""
    ticket = _workable(store, context, args)
    must_get(store, Team, args.team_id)
    if ticket.team_id != args.team_id:
        _record_event(store, context, ticket, "team", ticket.team_id or "", args.team_id)
        store.put(replace(ticket, team_id=args.team_id, assignee_id=None, updated_at=context.now))


@mutation("ticket.set_topic")
def set_topic(store: RecordStore, context: Context, args: SetTopic) -> None:
    """Say what the ticket is about."""
    ticket = _workable(store, context, args)
    if args.topic_id is not None:
        must_get(store, Topic, args.topic_id)
    if ticket.topic_id != args.topic_id:
        _record_event(store, context, ticket, "topic", ticket.topic_id or "", args.topic_id or "")
        store.put(replace(ticket, topic_id=args.topic_id, updated_at=context.now))


@mutation("ticket.set_type")
def set_type(store: RecordStore, context: Context, args: SetType) -> None:
    """Say what kind of work the ticket is."""
    ticket = _workable(store, context, args)
    if ticket.type is not args.type:
        _record_event(store, context, ticket, "type", ticket.type, args.type)
        store.put(replace(ticket, type=args.type, updated_at=context.now))


@mutation("ticket.tag")
def tag(store: RecordStore, context: Context, args: Tag) -> None:
    """Add and remove tags."""
    ticket = _workable(store, context, args)
    desk = _desk(store, ticket)
    added = {checked_text(name, "tag", longest=TAG_LONGEST).lower() for name in args.add}
    removed = {name.strip().lower() for name in args.remove}
    store.put(replace(desk, tags=tuple(sorted((set(desk.tags) | added) - removed))))


@mutation("ticket.follow")
def follow(store: RecordStore, context: Context, args: Follow) -> None:
    """Follow the ticket or stop following it; only the desk may add others."""
    ticket = must_get(store, Ticket, args.ticket_id)
    user_id = args.user_id or context.actor.user_id
    own = user_id == context.actor.user_id
    context.require(Action.FOLLOW if own else Action.WORK, ticket)
    if not own:
        must_get(store, UserCard, user_id)
    followers = set(ticket.follower_ids) | {user_id} if args.following else set(ticket.follower_ids) - {user_id}
    store.put(replace(ticket, follower_ids=tuple(sorted(followers))))


def _must_work(store: RecordStore, user_id: RecordId) -> None:
    """Raise `MutationRejected` unless there is that person, and their role works on tickets."""
    card = must_get(store, UserCard, user_id)
    role = store.get(Role, card.role_id)
    if role is None or Permission.TICKET_WORK not in role.permissions:
        raise MutationRejected(RejectCode.FORBIDDEN, action=str(Action.WORK), field="assignee_id", id=user_id)


def _workable(store: RecordStore, context: Context, args: TicketArgs) -> Ticket:
    """Return the ticket the desk is about to change.

    Raises:
        MutationRejected: GONE or FORBIDDEN.
    """
    ticket = must_get(store, Ticket, args.ticket_id)
    context.require(Action.WORK, ticket)
    return ticket


def _desk(store: RecordStore, ticket: Ticket) -> TicketDesk:
    """Return the desk's side of `ticket`."""
    return store.get(TicketDesk, ticket.id) or TicketDesk(id=ticket.id, ticket_id=ticket.id)


def _message(
    context: Context,
    message_id: RecordId,
    ticket_id: RecordId,
    author_id: RecordId,
    body: str,
    audience: Audience,
    channel: Channel,
) -> Message:
    written_at: datetime = min(context.written_at, context.now)
    return Message(
        id=message_id,
        ticket_id=ticket_id,
        audience=audience,
        author_id=author_id,
        body=checked_text(body, "body", longest=BODY_LONGEST),
        channel=channel,
        created_at=context.now,
        written_at=written_at,
    )


def _record_event(store: RecordStore, context: Context, ticket: Ticket, field: str, before: str, after: str) -> None:
    """Keep one change as a row. Statuses are everybody's to see; how the desk organises itself is not."""
    audience = Audience.PUBLIC if field in {"status", "priority"} else Audience.INTERNAL
    store.put(
        TicketEvent(
            id=context.derived_id(f"event/{field}"),
            ticket_id=ticket.id,
            audience=audience,
            actor_id=context.actor.user_id,
            at=context.now,
            field=field,
            before=str(before),
            after=str(after),
        )
    )
