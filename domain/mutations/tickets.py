"""Mutations of tickets: create, reply, note, set status, priority, assignee, team, topic, type, tag, follow."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from msgspec.structs import replace

from domain import diagnostics
from domain.access import Action, side_of
from domain.attachments import FileRef
from domain.closing import DAYS_MOST
from domain.deadlines import first_response_due
from domain.errors import MutationRejected, RejectCode
from domain.identity import is_protected, is_verified, leads
from domain.ids import RecordId
from domain.mutations.absences import may_be_assigned, stand_in
from domain.mutations.answers import answered, asking, filed
from domain.mutations.files import put_files
from domain.mutations.mentions import called, with_followers
from domain.mutations.on_tickets import SeenArgs, TicketArgs, check_seen, current, desk_of, record_event, workable
from domain.mutations.registry import Context, RecordStore, checked_text, must_be_new, must_get, mutation
from domain.mutations.reminders import settled
from domain.mutations.snooze import woken
from domain.mutations.stepping import asked_again, heard_by_lead, stepped
from domain.mutations.steps import NewStep, tried
from domain.mutations.vendors import Vendor, vendor_text, waiting_for
from domain.records import Message, Space, Store, Team, Ticket, TicketDesk, Topic, UserCard
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
    files: tuple[FileRef, ...] = ()
    answers: dict[str, tuple[str, ...]] = {}
    """What was answered in the topic's form, by the keys of its lines."""
    form: str = ""
    """`domain.forms.version_of` the form that was answered; empty for none."""
    steps: tuple[NewStep, ...] = ()
    """What was tried before."""


class WriteMessage(TicketArgs, frozen=True, kw_only=True):
    """A public reply or an internal note; one with files needs no words."""

    message_id: RecordId
    body: str
    mention_ids: tuple[RecordId, ...] = ()
    channel: Channel = Channel.DESKTOP
    files: tuple[FileRef, ...] = ()


class Reply(WriteMessage, frozen=True, kw_only=True):
    """A public reply, with which the desk asks for details and its requester gives them."""

    asks: tuple[str, ...] = ()
    """Keys of lines of the topic's form."""
    answers: dict[str, tuple[str, ...]] = {}
    form: str = ""
    """As for a new ticket."""


class SetStatus(SeenArgs, frozen=True, kw_only=True):
    """A step in the ticket's life, guarded by the messages its author had seen."""

    status: Status
    close_reason: CloseReason | None = None
    vendor: str = ""
    """With `on_hold`: who is waited for; only the desk sees it."""
    vendor_reference: str = ""
    vendor_expected_at: datetime | None = None
    check_back_days: int | None = None
    """With `resolved`, from the desk: after how many days its requester is asked whether it works; 0: never, None: as
    its topic says."""
    follow_up_at: datetime | None = None
    """When to ask them again: whoever works on it is reminded."""


class SetField(TicketArgs, frozen=True, kw_only=True):
    """A new value for one field; the last to arrive wins."""

    FIELD: ClassVar[str] = ""
    GUARDS = ("expected",)

    expected: str | None = None
    """The value its author saw, as text; empty for none. If it is another by now, somebody loses theirs and is told."""

    def seen(self, store: RecordStore) -> dict[str, Any]:
        """Override Args.seen: the value that is there."""
        ticket = store.get(Ticket, self.ticket_id)
        return {} if ticket is None else {"expected": field_text(getattr(ticket, self.FIELD))}


class SetPriority(SetField, frozen=True, kw_only=True):
    """How soon it must be answered."""

    FIELD = "priority"

    priority: Priority


class SetAssignee(SetField, frozen=True, kw_only=True):
    """Who works on it; None gives it back to the team."""

    FIELD = "assignee_id"

    assignee_id: RecordId | None
    anyway: bool = False
    """Also if they are away."""


class SetTeam(SetField, frozen=True, kw_only=True):
    """Which team's queue it is in."""

    FIELD = "team_id"

    team_id: RecordId


class SetTopic(SetField, frozen=True, kw_only=True):
    """What it is about."""

    FIELD = "topic_id"

    topic_id: RecordId | None


class SetType(SetField, frozen=True, kw_only=True):
    """What kind of work it is."""

    FIELD = "type"

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
    """File a ticket: routed by its topic, a customer's to their store; acknowledged with a number by the server.

    A topic that is not there (any more) holds no ticket up: it goes to the team that takes the rest.
    """
    topic = store.get(Topic, args.topic_id) if args.topic_id else None
    space = store.get(Space, args.space_id)
    requester_id = args.requester_id or context.actor.user_id
    at_store = args.store_id is not None and args.store_id in context.actor.customer_of
    ticket = Ticket(
        id=args.ticket_id,
        subject=checked_text(args.title, "title", longest=SUBJECT_LONGEST),
        requester_id=requester_id,
        store_id=args.store_id,
        team_id=None if at_store else (topic and topic.team_id) or (space and space.default_team_id) or None,
        at_store=at_store,
        topic_id=topic.id if topic else None,
        type=args.type,
        priority=args.priority,
        channel=args.channel,
        created_at=context.now,
        updated_at=context.now,
        first_response_due_at=first_response_due(args.priority, context.now),
    )
    context.require(Action.CREATE_TICKET, ticket)
    works = context.actor.can(Permission.TICKET_WORK)
    answers, desk_answers = filed(store, topic, args.answers, args.form, desk=works)
    ticket = replace(ticket, answers=answers, steps=tried(context, requester_id, args.steps))
    must_be_new(store, Ticket, args.ticket_id)
    must_be_new(store, Message, args.message_id)
    # Only the desk gets here with somebody else or a foreign store. Its own need no look: a customer's cache has none.
    if requester_id != context.actor.user_id:
        must_get(store, UserCard, requester_id)
    if args.store_id is not None and not at_store and args.store_id not in context.actor.store_ids:
        must_get(store, Store, args.store_id)
    body = checked_text(args.body, "body", longest=BODY_LONGEST)
    message = _message(context, args.message_id, args.ticket_id, requester_id, body, Audience.PUBLIC, args.channel)
    number = context.next_ticket_number() if context.next_ticket_number else None
    store.put(with_message(replace(with_deadline(ticket), number=number), message, Side.REQUESTER))
    store.put(TicketDesk(id=args.ticket_id, ticket_id=args.ticket_id, answers=desk_answers))
    store.put(message)
    put_files(store, context, message, args.files)


@mutation("ticket.reply", creates=False)
def reply(store: RecordStore, context: Context, args: Reply) -> None:
    """Answer in public. A requester's answer to a waiting or solved ticket opens it again; the desk may call people.

    What the desk asks for with it stays asked for until it is answered, here or in the ticket's details.
    """
    answer(store, context, args)


def answer(store: RecordStore, context: Context, args: WriteMessage, *, dissatisfied: bool = False) -> None:
    """Write a public message, with all that follows from it; whoever is `dissatisfied` is heard by the team's lead."""
    ticket = current(store, args.ticket_id)
    context.require(Action.REPLY, ticket)
    must_be_new(store, Message, args.message_id)
    side = side_of(context.actor, ticket)
    message = _written(context, args, ticket.id, Audience.PUBLIC)
    status = ticket.status
    if side is Side.DESK and status is Status.NEW:
        status = Status.OPEN
    elif side is Side.REQUESTER and (status is Status.PENDING or status in DONE):
        status = Status.OPEN
    after = with_message(ticket, message, side)
    if isinstance(args, Reply) and args.answers:
        after = answered(store, context, after, args.answers, args.form, side)
    if isinstance(args, Reply) and args.asks and side is Side.DESK:
        after = replace(after, asked=asking(after, args.asks))
    if side is Side.REQUESTER and diagnostics.ASKED in after.asked and diagnostics.are_among(args.files):
        after = replace(after, asked=tuple(key for key in after.asked if key != diagnostics.ASKED))
    if status is not ticket.status:
        after = stepped(store, after, status, context.now)
        record_event(store, context, ticket, "status", ticket.status, status)
    elif side is Side.DESK and status is Status.PENDING:
        after = asked_again(store, after, context.now)
    if side is Side.REQUESTER:
        woken(store, context, ticket)
        whose = _present(store, context, ticket, ticket.assignee_id)
        if whose != ticket.assignee_id:
            # Nobody would read it until they are back.
            after = replace(after, assignee_id=whose)
            record_event(store, context, ticket, "assignee", ticket.assignee_id or "", whose or "")
        after = heard_by_lead(store, context, ticket, after, dissatisfied=dissatisfied)
    if side is Side.DESK and ticket.assignee_id is None:
        after = replace(after, assignee_id=context.actor.user_id)
        record_event(store, context, ticket, "assignee", "", context.actor.user_id)
    if side is Side.DESK:
        message = replace(message, mention_ids=called(store, args.mention_ids))
    store.put(with_followers(store, after, context, message.mention_ids))
    if side is Side.DESK and ticket.next_update_at is not None:
        settled(store, context, ticket.id)
    store.put(message)
    put_files(store, context, message, args.files)


@mutation("ticket.note")
def note(store: RecordStore, context: Context, args: WriteMessage) -> None:
    """Add an internal note: seen by the desk only, stops no clock."""
    ticket = current(store, args.ticket_id)
    context.require(Action.NOTE, ticket)
    must_be_new(store, Message, args.message_id)
    message = replace(
        _written(context, args, ticket.id, Audience.INTERNAL), mention_ids=called(store, args.mention_ids)
    )
    desk = desk_of(store, ticket)
    followed = with_followers(store, ticket, context, message.mention_ids)
    if followed is not ticket:
        store.put(followed)
    store.put(message)
    put_files(store, context, message, args.files)
    store.put(replace(desk, note_count=desk.note_count + 1, last_note_at=context.now))


@mutation("ticket.set_status")
def set_status(store: RecordStore, context: Context, args: SetStatus) -> None:
    """Take a step in the ticket's life; refused if somebody wrote since the author last looked."""
    ticket = current(store, args.ticket_id)
    context.require(Action.SET_STATUS, ticket)
    if ticket.id != args.ticket_id:
        # A step for the ticket that was merged is none for the one that took its place.
        raise MutationRejected(RejectCode.STALE_GUARD, merged_into=ticket.id, new=0)
    side = side_of(context.actor, ticket)
    reason = args.close_reason or (CloseReason.CONFIRMED if args.status is Status.CLOSED else None)
    if not may_follow(ticket.status, args.status, side):
        raise MutationRejected(
            RejectCode.ILLEGAL_TRANSITION, before=str(ticket.status), after=str(args.status), side=str(side)
        )
    if side is Side.REQUESTER and reason is not None and reason not in REQUESTER_CLOSE_REASONS:
        raise MutationRejected(RejectCode.FORBIDDEN, action="ticket.set_status", reason=str(reason))
    check_seen(ticket, args)
    days = args.check_back_days if side is Side.DESK else None
    if days is not None and not 0 <= days <= DAYS_MOST:
        raise MutationRejected(RejectCode.INVALID, field="check_back_days", longest=DAYS_MOST)
    record_event(store, context, ticket, "status", ticket.status, args.status)
    if reason is not None and args.status is Status.CLOSED:
        record_event(store, context, ticket, "close_reason", ticket.close_reason or "", reason)
    after = stepped(store, ticket, args.status, context.now, reason, days)
    if side is Side.REQUESTER:
        after = heard_by_lead(store, context, ticket, after)
    store.put(after)
    if args.status in DONE:
        woken(store, context, ticket)
    if args.status is Status.ON_HOLD and args.vendor.strip():
        vendor = Vendor(args.vendor, args.vendor_reference, args.vendor_expected_at, args.follow_up_at)
        before = desk_of(store, ticket)
        waits = waiting_for(context, before, vendor)
        if waits != before:
            record_event(store, context, ticket, "vendor", vendor_text(before), vendor_text(waits))
            store.put(waits)
    if args.status in DONE or Status.ON_HOLD in (ticket.status, args.status):
        settled(store, context, ticket.id, new=args.follow_up_at)


@mutation("ticket.set_priority")
def set_priority(store: RecordStore, context: Context, args: SetPriority) -> None:
    """Change how soon it must be answered; deadlines follow."""
    ticket = workable(store, context, args)
    if _replaces(store, context, ticket, args, args.priority):
        store.put(with_priority_deadlines(replace(ticket, priority=args.priority, updated_at=context.now)))


@mutation("ticket.set_assignee")
def set_assignee(store: RecordStore, context: Context, args: SetAssignee) -> None:
    """Give the ticket to an agent, or back to its team. A new ticket that is taken is open.

    What is given to somebody who is away goes to whoever stands in for them, also what was theirs before. Whoever takes
    it themselves has it.
    """
    ticket = workable(store, context, args)
    if args.assignee_id is not None and args.assignee_id != ticket.assignee_id:
        _must_work(store, args.assignee_id)
    whose = args.assignee_id
    takes = whose == context.actor.user_id and whose != ticket.assignee_id
    if not takes and not args.anyway:
        whose = _present(store, context, ticket, args.assignee_id)
    if not _replaces(store, context, ticket, args, whose):
        return
    after = replace(ticket, assignee_id=whose, updated_at=context.now)
    if whose is not None and ticket.status is Status.NEW:
        record_event(store, context, ticket, "status", ticket.status, Status.OPEN)
        after = with_status(after, Status.OPEN, context.now)
    store.put(after)


@mutation("ticket.set_team")
def set_team(store: RecordStore, context: Context, args: SetTeam) -> None:
    """Move the ticket to another team's queue; its assignee stays behind, and so does a snooze."""
    ticket = workable(store, context, args)
    must_get(store, Team, args.team_id)
    if _replaces(store, context, ticket, args, args.team_id):
        desk = desk_of(store, ticket)
        if desk.escalations:
            # Where it was once is no longer the way back.
            store.put(replace(desk, escalations=()))
        if ticket.assignee_id is not None:
            record_event(store, context, ticket, "assignee", ticket.assignee_id, "")
        store.put(replace(ticket, team_id=args.team_id, assignee_id=None, updated_at=context.now))
        woken(store, context, ticket)


@mutation("ticket.set_topic")
def set_topic(store: RecordStore, context: Context, args: SetTopic) -> None:
    """Say what the ticket is about."""
    ticket = workable(store, context, args)
    if args.topic_id is not None:
        must_get(store, Topic, args.topic_id)
    after = replace(ticket, topic_id=args.topic_id)
    if is_protected(store, ticket) and not is_protected(store, after) and not leads(context.actor, ticket.team_id):
        # Or whoever wants around the rule would only have to call it something else.
        if not is_verified(store.get(TicketDesk, ticket.id), context.now):
            raise MutationRejected(RejectCode.UNVERIFIED, id=ticket.id)
    if _replaces(store, context, ticket, args, args.topic_id):
        store.put(replace(ticket, topic_id=args.topic_id, updated_at=context.now))


@mutation("ticket.set_type")
def set_type(store: RecordStore, context: Context, args: SetType) -> None:
    """Say what kind of work the ticket is."""
    ticket = workable(store, context, args)
    if _replaces(store, context, ticket, args, args.type):
        store.put(replace(ticket, type=args.type, updated_at=context.now))


@mutation("ticket.tag")
def tag(store: RecordStore, context: Context, args: Tag) -> None:
    """Add and remove tags."""
    ticket = workable(store, context, args)
    desk = desk_of(store, ticket)
    added = {checked_text(name, "tag", longest=TAG_LONGEST).lower() for name in args.add}
    removed = {name.strip().lower() for name in args.remove}
    tags = tuple(sorted((set(desk.tags) | added) - removed))
    if tags != desk.tags:
        record_event(store, context, ticket, "tags", ", ".join(desk.tags), ", ".join(tags))
        store.put(replace(desk, tags=tags))


@mutation("ticket.follow")
def follow(store: RecordStore, context: Context, args: Follow) -> None:
    """Follow the ticket or stop following it; only the desk may add others."""
    ticket = current(store, args.ticket_id)
    user_id = args.user_id or context.actor.user_id
    own = user_id == context.actor.user_id
    context.require(Action.FOLLOW if own else Action.WORK, ticket)
    if not own and args.following and not must_get(store, UserCard, user_id).active:
        raise MutationRejected(RejectCode.GONE, kind=UserCard.KIND, id=user_id)
    if args.following is (user_id in ticket.follower_ids):
        return
    followers = set(ticket.follower_ids) | {user_id} if args.following else set(ticket.follower_ids) - {user_id}
    record_event(store, context, ticket, "follower", *(("", user_id) if args.following else (user_id, "")))
    store.put(replace(ticket, follower_ids=tuple(sorted(followers))))


def _replaces(store: RecordStore, context: Context, ticket: Ticket, args: SetField, value: str | None) -> bool:
    """Keep the change of a field as a row; tell whether it is one at all."""
    before, after = field_text(getattr(ticket, args.FIELD)), field_text(value)
    if before == after:
        return False
    overwritten = args.expected is not None and args.expected != before
    expected = args.expected if overwritten else None
    record_event(store, context, ticket, args.FIELD.removesuffix("_id"), before, after, expected=expected)
    return True


def field_text(value: str | None) -> str:
    """Return a field's value as rows of the history hold it: empty for none."""
    return str(value or "")


def _present(store: RecordStore, context: Context, ticket: Ticket, user_id: RecordId | None) -> RecordId | None:
    """Return whoever gets a ticket that is that person's; that somebody stands in is a row of its own."""
    if user_id is None:
        return None
    whose = stand_in(store, user_id, ticket.team_id, context.now)
    if whose != user_id:
        record_event(store, context, ticket, "stand_in", user_id, whose or "")
    return whose


def _must_work(store: RecordStore, user_id: RecordId) -> None:
    """Raise `MutationRejected` unless there is that person, and they may be assigned."""
    must_get(store, UserCard, user_id)
    if not may_be_assigned(store, user_id):
        raise MutationRejected(RejectCode.FORBIDDEN, action=str(Action.WORK), field="assignee_id", id=user_id)


def _written(context: Context, args: WriteMessage, ticket_id: RecordId, audience: Audience) -> Message:
    """Return the actor's own message; one with files may be without words."""
    body = args.body.strip()
    if body or not args.files:
        body = checked_text(body, "body", longest=BODY_LONGEST)
    return _message(context, args.message_id, ticket_id, context.actor.user_id, body, audience, args.channel)


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
        body=body,
        channel=channel,
        created_at=context.now,
        written_at=written_at,
    )
