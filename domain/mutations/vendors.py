"""Third parties that a ticket waits for: who, under which reference, until when, and when to ask again."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from domain.errors import MutationRejected, RejectCode
from domain.mutations.registry import Context
from domain.mutations.reminders import checked_time
from domain.records import Ticket, TicketDesk, in_utc
from domain.words import Status

NAME_LONGEST = 120


class Vendor(NamedTuple):
    """A third party, as somebody typed it."""

    name: str
    reference: str = ""
    expected_at: datetime | None = None
    follow_up_at: datetime | None = None


def waiting_for(context: Context, desk: TicketDesk, vendor: Vendor) -> TicketDesk:
    """Return what the desk holds with whom the ticket waits for.

    Raises:
        MutationRejected: INVALID: a name or reference that is too long, or a time that is too far away.
    """
    name, reference = vendor.name.strip(), vendor.reference.strip()
    if len(name) > NAME_LONGEST or len(reference) > NAME_LONGEST:
        raise MutationRejected(RejectCode.INVALID, field="vendor", longest=NAME_LONGEST)
    follow_up_at = checked_time(context, vendor.follow_up_at, "follow_up_at")
    return replace(
        desk,
        vendor=name,
        vendor_reference=reference,
        # Only shown: nothing waits for it, however far away a wrong clock has put it.
        vendor_expected_at=in_utc(vendor.expected_at) if vendor.expected_at is not None else None,
        follow_up_at=follow_up_at,
        remind_id=context.actor.user_id if follow_up_at is not None else desk.remind_id,
    )


def waits_for_vendor(ticket: Ticket, desk: TicketDesk) -> bool:
    """Tell whether the ticket is with a third party now."""
    return ticket.status is Status.ON_HOLD and bool(desk.vendor)


def vendor_text(desk: TicketDesk) -> str:
    """Return who is waited for as rows of the history hold it: name and reference."""
    return " · ".join(part for part in (desk.vendor, desk.vendor_reference) if part)
