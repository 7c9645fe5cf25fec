"""Every view that somebody may use, with the number of tickets it shows them: read, not counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from domain.access import audience_of, sees
from domain.ids import RecordId
from domain.judging import Judge, facts_of
from domain.records import Ticket, TicketDesk, View
from domain.views import Query, Unreadable, query_of
from domain.words import Audience
from server.authentication import AuthenticatedUser
from server.db.database import Database, ReadSession
from server.tickets.reading import Asker, asker_of
from server.tickets.wire import ViewCount, ViewCounts
from server.views import queries
from server.views.facets import asked_by
from server.views.queries import LAST_ID, CountedView


def view_counts(database: Database, user: AuthenticatedUser, now: datetime) -> ViewCounts:
    """Return the views that the user may use, and what they count.

    Raises:
        Refused: 403, the account is not active.
        StorageError: Busy.
    """
    with database.read(user.space_id) as session:
        asker = asker_of(session, user)
        views = sorted(
            (view for view in session.find(View, active=True) if sees(asker.actor, view)),
            key=lambda view: (view.position, view.id),
        )
        counts = counts_for(session, asker, views, now)
        return ViewCounts(
            views=tuple(
                ViewCount(
                    id=view.id,
                    names=view.names,
                    conditions=view.conditions,
                    order=view.order,
                    descending=view.descending,
                    position=view.position,
                    owner_id=view.owner_id,
                    team_id=view.team_id,
                    count=counts.get(view.id),
                )
                for view in views
            )
        )


def counts_for(session: ReadSession, asker: Asker, views: list[View], now: datetime) -> dict[RecordId, int]:
    """Return how many tickets each of the views shows; those are left out that are being counted."""
    state = queries.state_of(session.connection, session.space_id)
    if state.version is None or state.seq != state.head:
        return {}
    kept = queries.counted_views(session.connection, session.space_id)
    whole = {view.id: query for view in views if (query := _query_counted(view, kept)) is not None}
    sums = queries.sums_for(session.connection, session.space_id, asker.actor)
    turned = _turned(session, asker, whole, now)
    return {view_id: sums.get(view_id, 0) + turned[view_id] for view_id in whole}


def _query_counted(view: View, kept: Mapping[RecordId, CountedView]) -> Query | None:
    """Return what the view asks, if it is counted whole."""
    counted = kept.get(view.id)
    if counted is None or counted.through != LAST_ID:
        return None
    try:
        query = query_of(view.conditions)
    except Unreadable:
        return None
    return query if counted.asked == asked_by(query) else None


def _turned(session: ReadSession, asker: Asker, asked: Mapping[RecordId, Query], now: datetime) -> Counter[RecordId]:
    """Return by how much counts differ because time has passed since tickets were counted."""
    differ: Counter[RecordId] = Counter()
    turns = queries.turned(session.connection, session.space_id, now)
    if not turns:
        return differ
    ids = [turn.ticket_id for turn in turns]
    tickets, desks = session.get_many(Ticket, ids), session.get_many(TicketDesk, ids)
    judge = Judge(dict(enumerate(asked.values())), asker.looker)
    for turn in turns:
        ticket = tickets.get(turn.ticket_id)
        audience = audience_of(ticket, asker.actor) if ticket is not None else None
        if ticket is None or audience is None:
            continue
        row = facts_of(ticket, desks.get(ticket.id) if audience is Audience.INTERNAL else None)
        then, today = judge.judge(row, turn.as_of)[0], judge.judge(row, now)[0]
        for place, view_id in enumerate(asked):
            differ[view_id] += (today >> place & 1) - (then >> place & 1)
    return differ
