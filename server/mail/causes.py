"""What causes a mail: read off what a transaction has changed, written down in that transaction.

The requester is told, if they have an address: of their new ticket, of each answer by somebody else, and when somebody
else solves or closes the ticket. Who follows it without working at the desk gets a copy of each answer. Internal notes
cause nothing. What came by an import is news to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from domain.ids import RecordId, SpaceId
from domain.records import Message, Ticket, TicketEvent
from domain.tickets import DONE
from domain.words import Audience, Channel, CloseReason, Origin, Permission, Status
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
    for change in touched:
        match change.after:
            case Ticket() as ticket:
                before = change.before if isinstance(change.before, Ticket) else None
                yield from _of_ticket(before, ticket, touched)
            case Message(audience=Audience.PUBLIC) as message if change.before is None:
                # As a rule it was touched with its message.
                asked_in = tickets.get(message.ticket_id) or reader.get(Ticket, message.ticket_id)
                for user_id in _readers(reader, asked_in, message) if asked_in is not None else ():
                    yield Wanted(Cause.REPLY, message.id, message.ticket_id, message.id, user_id, message.created_at)
            case _:
                pass


def _of_ticket(before: Ticket | None, ticket: Ticket, touched: Sequence[Touched]) -> Iterator[Wanted]:
    if before is None and ticket.status not in DONE and ticket.channel is not Channel.IMPORT:
        yield Wanted(Cause.ACKNOWLEDGEMENT, ticket.id, ticket.id, None, ticket.requester_id, ticket.created_at)
    cause = BY_STATUS.get(ticket.status)
    step = _step_to(ticket, touched) if cause is not None and ticket.close_reason not in SILENT else None
    if cause is not None and step is not None and (before is None or before.status is not ticket.status):
        yield Wanted(cause, step.id, ticket.id, None, ticket.requester_id, step.at)


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
    if last is None or last.actor_id == ticket.requester_id or last.via is Origin.IMPORT:
        return None
    return last


def _readers(reader: RecordReader, ticket: Ticket, message: Message) -> list[RecordId]:
    """Return to whom a message is news by mail: whoever asked, and who gets a copy without working at the desk."""
    if message.split_from_id is not None or message.channel is Channel.IMPORT:
        # Read before, in another ticket or another program.
        return []
    people = [ticket.requester_id, *(one for one in ticket.follower_ids if not _is_desk(reader, one))]
    return [one for one in dict.fromkeys(people) if one != message.author_id]


def _is_desk(reader: RecordReader, user_id: RecordId) -> bool:
    actor = reader.actor(user_id)
    return actor is not None and actor.can(Permission.DESK_READ)
