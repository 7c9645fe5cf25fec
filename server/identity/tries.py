"""How often somebody could not show who they are, on all tickets together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from domain.errors import MutationRejected, RejectCode
from domain.identity import NO_TRIES_FOR, person_of
from domain.mutations.identity import Verify
from domain.records import Ticket, TicketDesk
from server.audit.tables import Act, AuditRow
from server.db.database import WriteSession

FAILURES_MOST = 5
"""In a day: whoever files one ticket after the other gets no further than on one."""


def check(session: WriteSession, args: Verify, now: datetime) -> None:
    """Raise `MutationRejected(TOO_MANY_TRIES)` if it was tried too often with that person today."""
    ticket = session.store.get(Ticket, args.ticket_id)
    person_id = person_of(ticket, session.store.get(TicketDesk, args.ticket_id)) if ticket is not None else None
    if person_id is None:
        return
    failed = select(func.count()).where(
        AuditRow.space_id == session.space_id,
        AuditRow.user_id == person_id,
        AuditRow.act == Act.IDENTITY_FAILED,
        AuditRow.at > now - NO_TRIES_FOR,
    )
    if (session.connection.scalar(failed) or 0) >= FAILURES_MOST:
        raise MutationRejected(RejectCode.TOO_MANY_TRIES, most=FAILURES_MOST)
