"""Which events may interrupt somebody, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from domain.plain import Plain
from domain.words import NotificationKind

DEADLINE_NEAR = timedelta(minutes=30)
"""How long before its deadline a ticket of one's own is told."""


class Event(StrEnum):
    """What somebody may be told of while they look elsewhere; each can be turned off."""

    REPLY = "reply"
    """Somebody wrote in, or solved, a ticket of mine or one that I follow."""
    ASSIGNED = "assigned"
    MENTION = "mention"
    DEADLINE = "deadline"
    WOKE = "woke"
    """A ticket that I had snoozed, or work on, is back."""
    ATTENTION = "attention"
    """Something of mine was refused, or met somebody else's change."""


EVENT_OF = {
    NotificationKind.REPLY: Event.REPLY,
    NotificationKind.NOTE: Event.REPLY,
    NotificationKind.STATUS: Event.REPLY,
    NotificationKind.ASSIGNED: Event.ASSIGNED,
    NotificationKind.ASKED: Event.ASSIGNED,
    NotificationKind.ESCALATED: Event.ASSIGNED,
    NotificationKind.REMINDER: Event.DEADLINE,
    NotificationKind.MENTION: Event.MENTION,
    NotificationKind.TO_LEAD: Event.ASSIGNED,
    NotificationKind.AWAITED: Event.REPLY,
    NotificationKind.CHECK_BACK: Event.REPLY,
    NotificationKind.RATED: Event.REPLY,
    NotificationKind.WOKE: Event.WOKE,
    NotificationKind.OVERWRITTEN: Event.ATTENTION,
}
"""The event that each kind of notification is; what a newer server knows besides is told of in the program only."""


class Wishes(Plain):
    """When and of what somebody wants to be told.

    Attributes:
        events: what they want to hear of.
        quiet_from, quiet_until: minutes of the local day between which nothing is told; equal for no quiet hours. The
            night may lie between them.
        silent_until: do not disturb before then; None for not at all.
    """

    events: frozenset[Event] = frozenset(Event)
    quiet_from: int = 0
    quiet_until: int = 0
    silent_until: datetime | None = None

    def allow(self, event: Event, local_now: datetime) -> bool:
        """Tell whether this event may interrupt at that moment of the local day (aware)."""
        if event not in self.events or (self.silent_until is not None and local_now < self.silent_until):
            return False
        return not self.is_quiet(local_now)

    def is_quiet(self, local_now: datetime) -> bool:
        """Tell whether that moment lies within the quiet hours."""
        minute = local_now.hour * 60 + local_now.minute
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= minute < self.quiet_until
        return minute >= self.quiet_from or minute < self.quiet_until


class News(Plain):
    """One thing that happened.

    Attributes:
        id: the same on every device and at every start.
        event: what it is.
        ticket_id: what it is about; empty where it is about no ticket.
        at: when, as stored.
        actor: who did it; empty for nobody.
        subject: the ticket's subject.
        text: what they wrote; empty where they wrote nothing.
        kind: the kind of the notification, or the event's name.
    """

    id: str
    event: Event
    ticket_id: str
    at: str
    actor: str = ""
    subject: str = ""
    text: str = ""
    kind: str = ""


KEPT_MOST = 400
"""How many told ids are remembered one by one."""


class Told(Plain):
    """What somebody was told on this device, so that nothing is told twice, not even after a restart.

    Attributes:
        since: stored time; whatever happened until then counts as told.
        ids: what was told after it, with its time.
    """

    since: str
    ids: tuple[tuple[str, str], ...] = ()

    def knows(self, news: News) -> bool:
        """Tell whether this was told, or is older than anything that would be."""
        return news.at <= self.since or any(news.id == told for told, _ in self.ids)

    def with_(self, news: Sequence[News]) -> Told:
        """Return what was told after telling these, too; the oldest fall together into `since`."""
        ids = sorted({*self.ids, *((one.id, one.at) for one in news)}, key=lambda one: (one[1], one[0]))
        dropped, kept = ids[:-KEPT_MOST], ids[-KEPT_MOST:]
        since = max([self.since, *(at for _, at in dropped)])
        return Told(since, tuple(kept))


def grouped(news: Sequence[News]) -> list[list[News]]:
    """Return the news by ticket, in the order in which the tickets' first news came; each its own group without one."""
    groups: dict[str, list[News]] = {}
    for one in sorted(news, key=lambda each: (each.at, each.id)):
        groups.setdefault(one.ticket_id or one.event, []).append(one)
    return list(groups.values())
