"""What somebody says they do at a ticket: believed of the desk only, and told to who sees the ticket as they do."""

from __future__ import annotations

from domain.access import audience_of, scopes_of
from domain.records import Ticket
from domain.words import Audience
from server.authentication import AuthenticatedUser
from server.db.database import Database
from server.errors import not_found
from server.feed.presence import Attended
from server.replication.pull import known_actor
from sync.protocol.presence import Attend


def attended(database: Database, user: AuthenticatedUser, message: Attend) -> Attended:
    """Return what is to be told.

    Raises:
        Refused: 403, there is no such user any more; 404, no ticket of this id that they see for the desk.
    """
    with database.read(user.space_id) as session:
        actor = known_actor(session, user.user_id)
        ticket = session.get(Ticket, message.ticket_id)
    if ticket is None or audience_of(ticket, actor) is not Audience.INTERNAL:
        raise not_found("there is no such ticket")
    return Attended(user.space_id, ticket.id, scopes_of(ticket), user.user_id, message.doing)
