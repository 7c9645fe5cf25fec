"""What the queries return: plain, immutable rows. Times stay in their stored form, so that a list decodes nothing."""

from __future__ import annotations

from domain.plain import Plain


class TicketRow(Plain):
    """One line of a ticket list.

    Attributes:
        messages: how many there are in it.
        row: its row's number in the cache.
        new_messages: how many of others' came after it was last read here; 0 if it never was.
        waits: how many changes are not sent yet.
        refused: how many the server refused.
    """

    id: str
    number: int | None
    subject: str
    status: str
    priority: str
    store: str
    requester: str
    requester_id: str
    assignee_id: str | None
    assignee: str
    topic_id: str | None
    created_at: str
    updated_at: str
    due_at: str | None
    resolved_at: str | None
    last_message_at: str | None
    last_message_by: str | None
    seen_at: str | None
    team_id: str | None = None
    messages: int = 0
    row: int = 0
    new_messages: int = 0
    waits: int = 0
    refused: int = 0


class TicketHead(Plain):
    """A ticket as its conversation's header and panel show it."""

    id: str
    number: int | None
    subject: str
    status: str
    close_reason: str | None
    type: str
    priority: str
    requester_id: str
    store_id: str | None
    team_id: str | None
    assignee_id: str | None
    topic_id: str | None
    channel: str
    created_at: str
    updated_at: str
    message_count: int
    last_message_id: str | None
    last_message_at: str | None
    last_message_by: str | None
    reopened_count: int
    first_response_due_at: str | None
    first_response_at: str | None
    next_response_due_at: str | None
    due_at: str | None
    waiting_since: str | None
    resolved_at: str | None
    merged_into_id: str | None = None
    reminder_at: str | None = None
    reminder_count: int = 0
    closes_at: str | None = None
    check_back: str | None = None
    check_back_at: str | None = None
    expected_at: str | None = None
    next_update_at: str | None = None
    update_every_h: int = 0
    at_store: int = 0
    for_id: str | None = None


class SnoozeRow(Plain):
    """That a ticket is out of its team's way: who wanted it, until when (None: until the requester answers), why."""

    by_id: str
    by: str
    at: str
    until: str | None
    reason: str


class MessageRow(Plain):
    """One message or internal note. `mentions` are the names of those it calls."""

    id: str
    internal: bool
    author_id: str
    author: str
    author_title: str
    author_role: str
    body: str
    channel: str
    created_at: str
    written_at: str
    mentions: tuple[str, ...] = ()


class EventRow(Plain):
    """One change of a ticket. `via` says from where (`domain.words.Origin`), `reason` why, in somebody's words."""

    id: str
    actor: str
    at: str
    field: str
    before: str
    after: str
    via: str = "desktop"
    reason: str = ""


class StoreRow(Plain):
    """A shop."""

    id: str
    name: str
    code: str
    city: str
    country: str
    phone: str
    opens: str


class PersonRow(Plain):
    """A person's card."""

    id: str
    name: str
    title: str
    role: str
    locale: str
    phone: str
    team_ids: tuple[str, ...]
    store_ids: tuple[str, ...]


class TopicRow(Plain):
    """What a ticket can be about."""

    id: str
    key: str
    names: dict[str, str]


class Me(Plain):
    """Whose cache this is, and what it lets that person do (`domain.words.Permission` values)."""

    id: str
    name: str
    title: str
    role: str
    permissions: frozenset[str]
    team_ids: tuple[str, ...]
    store_ids: tuple[str, ...]
    space_id: str
    space: str
    phone: str

    def can(self, permission: str) -> bool:
        """Tell whether the role has `permission`."""
        return permission in self.permissions

    def may_work(self, ticket: TicketHead) -> bool:
        """Whether this person answers the ticket for the desk; the rules have the last word."""
        if not self.can("ticket.work") or ticket.requester_id == self.id:
            return False
        return ticket.assignee_id == self.id or ticket.team_id in self.team_ids

    def serves(self, ticket: TicketHead) -> bool:
        """Whether this person answers a customer's ticket for their store; the rules have the last word."""
        own = ticket.requester_id == self.id or ticket.store_id not in self.store_ids
        return bool(ticket.at_store) and not own and self.can("franchise.read") and self.can("ticket.reply")

    @property
    def answers(self) -> bool:
        """Whether this is somebody who answers and changes tickets, and does not only write notes."""
        return self.can("ticket.work")

    def may_answer(self, ticket: TicketHead) -> bool:
        """Whether this person may write to the ticket in public, for the desk or as one of those who asked."""
        asks = self.can("ticket.reply") and (ticket.requester_id == self.id or not self.can("desk.read"))
        return asks or self.may_work(ticket)

    @property
    def works(self) -> bool:
        """Whether this is somebody of the desk, who answers tickets or writes notes."""
        return "ticket.work" in self.permissions or "ticket.note" in self.permissions


class ArticleRow(Plain):
    """One line of a list of articles."""

    id: str
    title: str
    summary: str
    locale: str
    status: str
    visibility: str
    category_id: str | None
    updated_at: str


class ArticleText(Plain):
    """An article as it is read."""

    id: str
    slug: str
    locale: str
    translation_key: str
    title: str
    body: str
    summary: str
    category_id: str | None
    visibility: str
    status: str
    tags: tuple[str, ...]
    owner: str
    revision_id: str | None
    updated_at: str
    published_at: str | None
    review_at: str | None
    helpful_count: int
    unhelpful_count: int


class RefusedRow(Plain):
    """A change that the server refused and that waits for its author's decision."""

    n: int
    name: str
    at: str
    args: dict[str, object]
    code: str
    detail: dict[str, object]
    subject: str


class DraftRow(Plain):
    """Text that is kept as it was typed. `seen_message_id` is the last message there was when it was begun."""

    key: str
    body: str
    seen_message_id: str | None
    updated_at: str
