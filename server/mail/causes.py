"""What causes a mail: read off what a transaction has changed, written down in that transaction.

The requester is told, if they have an address: of their new ticket, of each answer by somebody else, when somebody else
solves or closes the ticket, when their answer is waited for in vain, and when they are asked whether it works. Answers,
solutions and ends also go to those who follow the ticket, but to nobody of the desk: they read it in the program.
Internal notes cause nothing. What came by an import is news to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from domain.ids import RecordId, SpaceId
from domain.records import Message, Ticket, TicketEvent
from domain.tickets import DONE
from domain.words import Audience, Channel, CheckBack, CloseReason, Origin, Permission, Status
from server.db.database import Database
from server.db.reading import RecordReader
from server.db.store import Touched
from server.mail import queries
from server.mail.queries import Wanted
from server.mail.tables import Cause

SILENT = frozenset({CloseReason.MERGED, CloseReason.SPAM})
"""Closed in favour of another ticket, which goes on; or of somebody who must not learn that anybody reads it."""
BY_STATUS = {Status.RESOLVED: Cause.RESOLVED, Status.CLOSED: Cause.CLOSED}


def follow(database: Database) -> None:
    """Have every transaction of this process write down the mails that its changes cause."""

    def written(connection: Connection, space_id: SpaceId, touched: Sequence[Touched]) -> None:
        wanted = list(_wanted(RecordReader(connection, space_id), touched))
        if wanted:
            reachable = queries.with_address(connection, space_id, {one.user_id for one in wanted})
            queries.write_down(connection, space_id, [one for one in wanted if one.user_id in reachable])

    database.on_written(written)


def _wanted(reader: RecordReader, touched: Sequence[Touched]) -> Iterator[Wanted]:
    tickets = {change.after.id: change.after for change in touched if isinstance(change.after, Ticket)}
    explained = _explained(tickets, touched)
    for change in touched:
        match change.after:
            case Ticket() as ticket:
                before = change.before if isinstance(change.before, Ticket) else None
                yield from _of_ticket(reader, before, ticket, touched, explained.get(ticket.id))
            case Message(audience=Audience.PUBLIC) as message if change.before is None:
                # As a rule it was touched with its message.
                asked_in = tickets.get(message.ticket_id) or reader.get(Ticket, message.ticket_id)
                is_explanation = explained.get(message.ticket_id) == message.id
                if asked_in is not None and _is_news(message) and not is_explanation:
                    for user_id in _readers(reader, asked_in, message.author_id):
                        yield Wanted(Cause.REPLY, message.id, asked_in.id, message.id, user_id, message.created_at)
            case TicketEvent() as event if change.before is None and event.via is not Origin.IMPORT:
                cause = _cause_of(event)
                asked = tickets.get(event.ticket_id) or reader.get(Ticket, event.ticket_id) if cause else None
                if cause is not None and asked is not None:
                    yield Wanted(cause, event.id, asked.id, None, asked.requester_id, event.at)
            case _:
                pass


def _of_ticket(
    reader: RecordReader,
    before: Ticket | None,
    ticket: Ticket,
    touched: Sequence[Touched],
    explanation_id: RecordId | None,
) -> Iterator[Wanted]:
    if before is None and ticket.status not in DONE and ticket.channel is not Channel.IMPORT:
        yield Wanted(Cause.ACKNOWLEDGEMENT, ticket.id, ticket.id, None, ticket.requester_id, ticket.created_at)
    cause = BY_STATUS.get(ticket.status)
    step = _step_to(ticket, touched) if cause is not None and ticket.close_reason not in SILENT else None
    if cause is not None and step is not None and (before is None or before.status is not ticket.status):
        message_id = explanation_id if cause is Cause.RESOLVED else None
        # Who let it come to what a timer does is told of it, too, where they are its requester.
        by = None if step.via is Origin.TIMER else step.actor_id
        for user_id in _readers(reader, ticket, by):
            yield Wanted(cause, step.id, ticket.id, message_id, user_id, step.at)


def _readers(reader: RecordReader, ticket: Ticket, by: RecordId | None) -> list[RecordId]:
    """Return who reads by mail what is said in `ticket`, but for whoever says it; the desk reads it in the program."""
    people = [ticket.requester_id, *(one for one in ticket.follower_ids if not _is_desk(reader, one))]
    return [one for one in dict.fromkeys(people) if one != by]


def _explained(tickets: dict[RecordId, Ticket], touched: Sequence[Touched]) -> dict[RecordId, RecordId]:
    """Return ticket to the message that came with its solution, from the same hand: both go out as one mail."""
    found: dict[RecordId, RecordId] = {}
    for ticket in tickets.values():
        step = _step_to(ticket, touched) if ticket.status is Status.RESOLVED else None
        for change in touched if step is not None else ():
            said = change.after
            if (
                isinstance(said, Message)
                and change.before is None
                and step is not None
                and (said.ticket_id, said.author_id, said.audience) == (ticket.id, step.actor_id, Audience.PUBLIC)
            ):
                found[ticket.id] = said.id
    return found


def _step_to(ticket: Ticket, touched: Sequence[Touched]) -> TicketEvent | None:
    """Return the change that brought the ticket where it stands, if it was somebody's but its requester's."""
    steps = [
        change.after
        for change in touched
        if change.before is None
        and isinstance(change.after, TicketEvent)
        and (change.after.ticket_id, change.after.field, change.after.after) == (ticket.id, "status", ticket.status)
    ]
    last = steps[-1] if steps else None
    if last is None or last.via is Origin.IMPORT:
        return None
    return None if last.actor_id == ticket.requester_id and last.via is not Origin.TIMER else last


def _is_news(message: Message) -> bool:
    """Tell whether it was not read before, in another ticket or another program."""
    return message.split_from_id is None and message.channel is not Channel.IMPORT


def _is_desk(reader: RecordReader, user_id: RecordId) -> bool:
    actor = reader.actor(user_id)
    return actor is not None and actor.can(Permission.DESK_READ)


def _cause_of(event: TicketEvent) -> Cause | None:
    """Return why a mail follows from a change of the history, if one does."""
    if event.field == "reminder" and event.after:
        return Cause.REMINDER
    if event.field == "check_back" and event.after == CheckBack.ASKED:
        return Cause.CHECK_BACK
    return None
