"""What the home screen reads and changes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop.background.operations import ReadOp, WriteOp
from desktop.shell import moments
from desktop.shell.workspace import Workspace
from sync.replica.reading import articles, directory, tickets, views
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import StoreRow, TicketRow
from sync.replica.reading.tickets import ViewKey

LATEST = 5


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands on the home screen."""

    stores: list[StoreRow]
    topics: dict[str, dict[str, str]]
    article_count: int
    open_count: int
    waiting_count: int
    total: int
    overdue_count: int
    soon_count: int
    unassigned_count: int
    latest: list[TicketRow]


def overview(work: Workspace, parent: QObject) -> ReadOp[Overview]:
    """Read it all."""
    me, locale = work.me, work.locale
    present = moments.now()
    week_ago, now = moments.start_of_week(present), moments.stored(present)
    hour = moments.stored(moments.in_an_hour(present))

    def run(reader: Reader) -> Overview:
        kept = views.counts(reader)

        def held(view: ViewKey) -> int:
            # Counted here only before all of them are counted for the first time.
            return kept[view] if view in kept else tickets.count(reader, view, me, week_ago, now)

        open_view, waiting = (ViewKey.TEAM, ViewKey.MINE) if me.works else (ViewKey.STORE_OPEN, ViewKey.STORE_WAITING)
        listed = ViewKey.MINE if me.works else ViewKey.STORE_ALL
        keys = [key.id for key in tickets.keys(reader, listed, me, week_ago, now, LATEST)]
        found = tickets.rows(reader, me.id, keys)
        dues = (
            [key.due_at for key in tickets.keys(reader, ViewKey.TEAM, me, week_ago, now, 500) if key.due_at]
            if me.works
            else []
        )
        overdue = sum(due < moments.stored(present) for due in dues)
        return Overview(
            stores=directory.stores(reader, me.store_ids) if me.store_ids else [],
            topics={topic.id: topic.names for topic in directory.topics(reader)},
            article_count=articles.count(reader, locale),
            open_count=held(open_view),
            waiting_count=held(waiting),
            total=held(listed),
            overdue_count=overdue,
            soon_count=sum(due < hour for due in dues) - overdue,
            unassigned_count=held(ViewKey.UNASSIGNED) if me.works else 0,
            latest=[found[key] for key in keys if key in found],
        )

    return work.read(parent, run)


def confirm(work: Workspace, parent: QObject, ticket_id: str) -> WriteOp[None]:
    """Say that a solution works."""
    args = {"ticket_id": ticket_id, "status": "closed", "close_reason": "confirmed"}
    return work.mutate(parent, "ticket.set_status", args)


def reopen(work: Workspace, parent: QObject, ticket_id: str) -> WriteOp[None]:
    """Say that a solution does not work."""
    return work.mutate(parent, "ticket.set_status", {"ticket_id": ticket_id, "status": "open"})
