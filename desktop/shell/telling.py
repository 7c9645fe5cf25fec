"""Tells somebody who looks elsewhere what happened: from changes in the cache to notices of the system."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.background.changes import Changes
from desktop.background.operations import Latest
from desktop.background.throttle import Throttle
from desktop.settings import declared
from desktop.settings.settings import Settings
from desktop.shell import moments
from desktop.shell.notice_words import notice_of, summary_of
from desktop.shell.workspace import OUTBOX, Workspace
from desktop.system.notices import Notifier
from domain.telling import DEADLINE_NEAR, Event, News, Told, Wishes, grouped
from sync.replica.reading import news as reading
from sync.replica.reading.conversation import last_message_id, newer_than
from sync.replica.reading.reader import Reader
from sync.replica.reading.remembered import Remembered, remembered

LOOK_MS = 400
"""What comes in one burst is told in one notice a ticket."""
DEADLINES_MS = 60_000
APART_MOST = 3
"""More tickets at once than these, and one notice tells of all."""
SUMMARY, ATTENTION = "summary", "attention"
NEAR = "deadline"
"""The kind of what the clock tells, and no notification of the server's."""
RULES = {
    Event.REPLY: declared.NOTIFY_REPLY,
    Event.ASSIGNED: declared.NOTIFY_ASSIGNED,
    Event.MENTION: declared.NOTIFY_MENTION,
    Event.DEADLINE: declared.NOTIFY_DEADLINE,
    Event.WOKE: declared.NOTIFY_WOKE,
    Event.ATTENTION: declared.NOTIFY_ATTENTION,
}


class Eyes(Protocol):
    """What its user sees of a profile at this moment."""

    def sees_ticket(self, ticket_id: str) -> bool:
        """Whether the ticket is on the screen, in a window that has the keyboard."""

    def sees_attention(self) -> bool:
        """Whether *Needs attention* is."""

    @property
    def is_locked(self) -> bool:
        """Whether nothing of the profile may be read now."""


def wishes_of(settings: Settings) -> Wishes:
    """When and of what the profile's user wants to be told."""
    quiet = settings.get(declared.QUIET_HOURS)
    silent = settings.get(declared.SILENT_UNTIL)
    return Wishes(
        frozenset(event for event, rule in RULES.items() if settings.get(rule)),
        settings.get(declared.QUIET_FROM_MIN) if quiet else 0,
        settings.get(declared.QUIET_UNTIL_MIN) if quiet else 0,
        moments.moment_of(silent) if silent else None,
    )


class Telling(QObject):
    """Made once per open profile, after its first paint.

    Signals:
        ticket_wanted: (ticket id; empty for *Needs attention*) a notice was clicked.
        unread_changed: (count) in so many tickets is something new.
    """

    ticket_wanted = Signal(str)
    unread_changed = Signal(int)

    def __init__(
        self, work: Workspace, eyes: Eyes, wishes: Callable[[], Wishes], parent: QObject | None = None
    ) -> None:
        """Makes it; nothing is told before `speak_through` was called."""
        super().__init__(parent)
        self._work, self._eyes, self._wishes = work, eyes, wishes
        self._notifier: Notifier | None = None
        self._told: Told | None = None
        self._shown_until: dict[str, str] = {}
        """By ticket, the newest message that there was when its notice was shown."""
        self._unread = -1
        self._looking = Latest()
        self._look_soon = Throttle(LOOK_MS, self.look, self, leading=False)
        self._minute = QTimer(self, interval=DEADLINES_MS)
        self._minute.timeout.connect(self.look)
        work.hub.changes_committed.connect(self._on_changes)

    def speak_through(self, notifier: Notifier) -> None:
        """Tells by these notices from now on."""
        self._notifier = notifier
        self._minute.start()
        self.look()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("notification", "ticket", OUTBOX):
            self._look_soon()

    def look(self) -> None:
        """Looks what is new."""
        user_id, present = self._work.user_id, moments.now()

        def read(reader: Reader) -> tuple[Told | None, list[News], dict[str, str], int]:
            kept = told_before(reader)
            told = kept or Told(moments.stored(present))
            near = moments.stored(present + DEADLINE_NEAR)
            found = reading.notifications(reader, user_id, told.since)
            found += reading.near_deadlines(reader, user_id, moments.stored(present), near, moments.stored(present))
            found += reading.refused(reader)
            newest = {one.ticket_id: last_message_id(reader, one.ticket_id) or "" for one in found if one.ticket_id}
            return kept, found, newest, reading.unread_count(reader, user_id)

        self._looking.run(self._work.read(self, read).success(lambda found: self._on_read(*found, present)))

    def _on_read(
        self, kept: Told | None, found: Sequence[News], newest: dict[str, str], unread: int, present: datetime
    ) -> None:
        # What this process has told may not be in the cache yet: the write waits behind pages.
        if self._told is None and kept is None:
            # On a device that has never told anything, what happened until now counts as told.
            self._remember(Told(moments.stored(present)))
        self._told = self._told or kept
        assert self._told is not None  # noqa: S101 - remembered above
        if unread != self._unread:
            self._unread = unread
            self.unread_changed.emit(unread)
        new = [one for one in found if not self._told.knows(one)]
        if not new or self._notifier is None:
            return
        seen = [one for one in new if self._is_seen(one)]
        self._mark_seen({one.ticket_id for one in seen if one.kind != NEAR})
        telling = [one for one in new if one not in seen and self._may_tell(one, moments.now())]
        self._shown_until |= {one.ticket_id: newest[one.ticket_id] for one in telling if one.ticket_id}
        self._tell(telling)
        self._remember(self._told.with_(new))

    def _is_seen(self, news: News) -> bool:
        if not news.ticket_id:
            return self._eyes.sees_attention()
        return self._eyes.sees_ticket(news.ticket_id)

    def _may_tell(self, news: News, present: datetime) -> bool:
        return self._wishes().allow(news.event, present.astimezone())

    def _tell(self, news: Sequence[News]) -> None:
        notifier, locked = self._notifier, self._eyes.is_locked
        if notifier is None or not news:
            return
        groups = grouped(news)
        if len(groups) > APART_MOST:
            notifier.show(summary_of(SUMMARY, len(groups), self._work.me.name, locked=locked))
            return
        for group in groups:
            key = group[-1].ticket_id or ATTENTION
            notifier.show(notice_of(key, group, self._work.me.name, locked=locked))

    def _remember(self, told: Told) -> None:
        self._told = told
        self._work.remember(Remembered.TOLD, json.dumps([told.since, *told.ids]))

    def on_opened(self, key: str) -> None:
        """Somebody clicked a notice."""
        self.ticket_wanted.emit("" if key in (SUMMARY, ATTENTION) else key)

    def on_replied(self, key: str, text: str) -> None:
        """Somebody answered in a notice: the answer goes out as from the composer, and their draft stays.

        If others wrote what the notice did not tell of, or the screen was locked meanwhile, it waits in the composer.
        """
        words, seen = text.strip(), self._shown_until.get(key)
        if self._eyes.is_locked or newer_than(self._work.reader, key, seen, self._work.user_id):
            self._keep_for_later(key, words, seen)
            return
        args = {"ticket_id": key, "message_id": self._work.new_id(), "body": words, "files": []}
        op = self._work.mutate(self, "ticket.reply", args)
        op.failure(lambda _error: self._keep_for_later(key, words, seen)).run()
        self._mark_seen({key})

    def _keep_for_later(self, key: str, words: str, seen: str | None) -> None:
        """The words wait in the ticket's composer, below what waits there already."""

        def kept(_done: object) -> None:
            self._work.draft_grown.emit(f"reply:{key}")
            self.ticket_wanted.emit(key)

        self._work.add_to_draft(self, f"reply:{key}", words, seen).success(kept).run()

    def on_ticket_seen(self, ticket_id: str) -> None:
        """A ticket is on the screen: what stands outside about it is known now."""
        if self._notifier is not None:
            self._notifier.withdraw(ticket_id)
            self._mark_seen({ticket_id})

    def _mark_seen(self, ticket_ids: set[str]) -> None:
        """Tells the user's other devices that these were seen."""
        for ticket_id in sorted(ticket_ids - {""}):
            unseen = reading.unseen_of(self._work.reader, self._work.user_id, ticket_id)
            if unseen:
                steps = [("notification.read", {"notification_id": one}) for one in unseen]
                self._work.mutate_all(self, steps).failure(lambda _error: None).run()

    def hush(self) -> None:
        """Takes back what stands outside: nothing of this profile may be read there any more."""
        if self._notifier is not None:
            self._notifier.withdraw_all()


def told_before(reader: Reader) -> Told | None:
    """What was told on this device; None if nothing ever was."""
    kept = remembered(reader, Remembered.TOLD)
    if not kept:
        return None
    since, *ids = json.loads(kept)
    return Told(since, tuple((told, at) for told, at in ids))
