"""What a list of tickets shows: of which view, filtered and ordered by what, under which groups."""

from __future__ import annotations

from array import array
from enum import StrEnum

from domain.plain import Plain


class Column(StrEnum):
    """What a ticket can be ordered by, and a table can show."""

    NUMBER = "number"
    SUBJECT = "subject"
    STATUS = "status"
    PRIORITY = "priority"
    STORE = "store"
    REQUESTER = "requester"
    ASSIGNEE = "assignee"
    TEAM = "team"
    TOPIC = "topic"
    CREATED = "created"
    UPDATED = "updated"
    DUE = "due"
    MESSAGES = "messages"


class Grouping(StrEnum):
    """What the rows of a list can stand under."""

    DEADLINE = "deadline"
    STATUS = "status"
    PRIORITY = "priority"
    STORE = "store"
    ASSIGNEE = "assignee"
    TEAM = "team"
    TOPIC = "topic"


class Field(StrEnum):
    """What a list can be filtered by. The values of people, stores, teams and topics are ids; empty: none."""

    STATUS = "status"
    PRIORITY = "priority"
    STORE = "store"
    REQUESTER = "requester"
    ASSIGNEE = "assignee"
    TEAM = "team"
    TOPIC = "topic"
    TAG = "tag"
    READING = "reading"
    """`unread` or `read`."""
    CREATED = "created"
    UPDATED = "updated"
    DUE = "due"
    """Times: one or several of `SPANS`."""
    MESSAGES = "messages"
    """How many: `none`, `few`, `many`."""


SPANS = ("today", "yesterday", "week", "month", "older")
"""Of a time that has passed: the local day, the one before, the last 7 and 30 days, and before those."""
DUE_SPANS = ("overdue", "hour", "today", "week", "none")
MESSAGES_FEW = 5
"""Up to so many are a few."""


class Filter(Plain):
    """One field, and the values of which one will do."""

    field: Field
    values: tuple[str, ...]


class ListQuery(Plain):
    """A question for a list.

    Attributes:
        view: whose tickets: a key of `ViewKey`, or the id of a saved view.
        sort: the column they are ordered by; None for the view's own order.
        descending: from the end.
        group: what they stand under; None for nothing.
        filters: all of which must hold.
        words: what was typed to narrow it down; empty for nothing.
    """

    view: str
    sort: Column | None = None
    descending: bool = False
    group: Grouping | None = None
    filters: tuple[Filter, ...] = ()
    words: str = ""


class GroupRow(Plain):
    """A row that names the tickets below it.

    Attributes:
        by: what they are grouped by.
        key: the group's own: a vocabulary's word, an id, or empty for none.
        count: how many tickets it holds.
        name: what it is called, of a store, a person, a team or a topic; empty where `key` says it.
    """

    by: Grouping
    key: str
    count: int
    name: str = ""


class Choice(Plain):
    """A value that a list can be filtered by, what it is called (empty where `value` says it), how often it occurs."""

    value: str
    name: str
    count: int


class Listed(Plain):
    """The answer: tickets in their order, by the numbers of their rows in the cache.

    Attributes:
        rows: of all tickets, or of the first ones.
        count: how many there are in all; of the first rows, where nobody has counted yet, one more than these.
        groups: in their order, together `count` tickets; empty if nothing groups them.
    """

    rows: array[int]
    count: int
    groups: tuple[GroupRow, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every ticket is among the rows."""
        return len(self.rows) == self.count
