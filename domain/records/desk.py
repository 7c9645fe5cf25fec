"""What the desk works with, and what its people are told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from domain.ids import RecordId
from domain.records.base import Record
from domain.words import Audience, NotificationKind


class View(Record, frozen=True, kw_only=True):
    """A saved query over tickets: personal with `owner_id`, else shared with a team or with the whole desk."""

    KIND = "view"

    names: dict[str, str]
    """Name by locale."""
    conditions: dict[str, Any]
    """What it asks of tickets (`domain.views.Query`)."""
    order: str = "due"
    """What its tickets are ordered by, of `domain.views.ORDERS`."""
    descending: bool = False
    grouping: str = ""
    """What they stand under, of `domain.views.GROUPINGS`; empty for nothing."""
    columns: tuple[str, ...] = ()
    """What its table shows, of `domain.views.ORDERS`, in order; empty for what the reader's tables show."""
    owner_id: RecordId | None = None
    team_id: RecordId | None = None
    audience: Audience = Audience.INTERNAL
    position: int = 0
    """Where it stands among the others, the smallest first; among equal ones by name."""
    active: bool = True
    """False once it is deleted."""


class SavedReply(Record, frozen=True, kw_only=True):
    """A text that the desk sends often, with variables: its owner's, a team's, or with neither the whole desk's."""

    KIND = "saved_reply"

    titles: dict[str, str]
    """Title by locale."""
    texts: dict[str, str]
    """Markdown by locale, of the locales that `titles` has; `domain.placeholders` fills its variables in."""
    shortcut: str = ""
    """The word that brings it, lower case; empty for none. Not unique: whoever types it takes the nearest one."""
    owner_id: RecordId | None = None
    team_id: RecordId | None = None
    active: bool = True
    """False once it is deleted."""
    updated_at: datetime
    updated_by_id: RecordId


class MacroStep(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a macro does: a mutation of a ticket, and its arguments (`domain.macros`)."""

    name: str
    args: dict[str, Any] = {}
    v: int = 1
    """The version of the mutation that its arguments are for."""


class Macro(Record, frozen=True, kw_only=True):
    """Several things that are done to a ticket at once: its owner's, a team's, or with neither the whole desk's."""

    KIND = "macro"

    titles: dict[str, str]
    """Title by locale."""
    steps: tuple[MacroStep, ...]
    """In order; all of them are done, or none."""
    sensitive: bool = False
    """Whether it is asked for twice."""
    owner_id: RecordId | None = None
    team_id: RecordId | None = None
    active: bool = True
    """False once it is deleted."""
    updated_at: datetime
    updated_by_id: RecordId


class Notification(Record, frozen=True, kw_only=True):
    """Something one user should know."""

    KIND = "notification"

    user_id: RecordId
    about: NotificationKind
    actor_id: RecordId
    at: datetime
    ticket_id: RecordId | None = None
    message_id: RecordId | None = None
    read_at: datetime | None = None
    field: str = ""
    """If overwritten: which field, the receiver's value, and the one it gave way to, as in a `TicketEvent`."""
    before: str = ""
    after: str = ""
