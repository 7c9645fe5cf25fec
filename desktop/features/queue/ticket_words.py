"""What a ticket's row says: whether it is unread, what its deadline is, and how a screen reader says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from desktop.shell import moments, wording
from desktop.shell.people_present import Being
from sync.replica.reading.list_query import Grouping, GroupRow
from sync.replica.reading.rows import TicketRow

WORDS_OF = {Grouping.DEADLINE: wording.GROUP, Grouping.PRIORITY: wording.PRIORITY}
"""Groups whose key is a word of a vocabulary, as a status is; all others have a name."""


def is_unread(row: TicketRow, me_id: str, present: datetime) -> bool:
    """Whether somebody else wrote since the ticket was last looked at here.

    What was never opened here counts as unread for a day, or while nobody has answered it: a first sync is no pile
    of unread tickets.
    """
    if row.last_message_at is None or row.last_message_by == me_id:
        return False
    if row.seen_at is not None:
        return row.seen_at < row.last_message_at
    return row.status == "new" or row.last_message_at > moments.stored(present - timedelta(days=1))


def waits_for_others(row: TicketRow) -> bool:
    """Whether its clock is paused."""
    return row.status in ("pending", "on_hold")


def deadline_of(row: TicketRow, present: datetime) -> moments.Deadline | None:
    """What to show of its deadline."""
    return moments.deadline(row.due_at, row.last_message_at or row.created_at, present, waits=waits_for_others(row))


def second_line(row: TicketRow) -> str:
    """Store and requester."""
    return " · ".join(part for part in (row.store, row.requester) if part)


def item_state(row: TicketRow) -> str | None:
    """The state of what was changed here: `refused`, `saved`, or None when all of it arrived."""
    if row.refused:
        return "refused"
    return "saved" if row.waits else None


def group_name(group: GroupRow, *, sentences: bool) -> str:
    """What a group row is called; a store's people read statuses as sentences."""
    if group.by is Grouping.STATUS:
        return wording.status_word(group.key, sentences=sentences)
    if group.by in WORDS_OF:
        return wording.word(WORDS_OF[group.by], group.key)
    return group.name or wording.word(wording.NONE_OF, str(group.by))


def spoken(
    shown: TicketRow | GroupRow, present: datetime, me_id: str, *, sentences: bool = False, folded: bool = False,
    others: Sequence[Being] = (),
) -> str:  # fmt: skip
    """A row as a screen reader says it; a store's people hear statuses as sentences, and when it last changed."""
    if isinstance(shown, GroupRow):
        said = f"{group_name(shown, sentences=sentences)} {shown.count}"
        return f"{said}, {wording.word(wording.FOLDED, 'folded')}" if folded else said
    parts = [shown.subject, wording.status_word(shown.status, sentences=sentences)]
    if shown.number is not None:
        parts.insert(1, f"#{shown.number}")
    if shown.priority != "normal":
        parts.append(wording.word(wording.PRIORITY, shown.priority))
    if sentences:
        when = moments.short_day(moments.moment_of(shown.updated_at), present)
    else:
        due = deadline_of(shown, present)
        when = due.text if due else ""
    parts += [second_line(shown), when]
    if is_unread(shown, me_id, present):
        parts.append(wording.word(wording.UNREAD, "unread"))
    state = item_state(shown)
    parts.append(wording.word(wording.ITEM_STATE, state) if state else "")
    parts += [wording.word(wording.ELSEWHERE, "replies" if one.replies else "views").format(one.name) for one in others]
    return ", ".join(part for part in parts if part)


def tooltip(row: TicketRow) -> str:
    """What a row has no room for."""
    lines = [row.subject, second_line(row)]
    if row.due_at:
        lines.append(moments.absolute(moments.moment_of(row.due_at)))
    return "\n".join(lines)
