"""Mutations of what a franchise is made of: its space, regions, stores, teams, topics, roles, people, grants.

One function serves them all: an administrator saves a whole record, last writer wins. A notification belongs to whom it
is for.
"""

from __future__ import annotations

from msgspec.structs import replace

from domain.access import Action, card_scopes
from domain.closing import checked_policy
from domain.errors import MutationRejected, RejectCode
from domain.forms import fault_of
from domain.ids import RecordId
from domain.mutations.registry import Args, Context, RecordStore, checked_text, must_get, mutation
from domain.records import (
    Category,
    ClosingPolicy,
    Grant,
    Notification,
    Record,
    Region,
    Role,
    Space,
    Store,
    Team,
    Topic,
    TopicDesk,
    UserCard,
)

NAME_LONGEST = 120


class Save(Args, frozen=True, kw_only=True):
    """A record of the franchise's structure, whole; exactly one field is set."""

    space: Space | None = None
    region: Region | None = None
    store: Store | None = None
    team: Team | None = None
    topic: Topic | None = None
    topic_desk: TopicDesk | None = None
    role: Role | None = None
    user_card: UserCard | None = None
    grant: Grant | None = None
    category: Category | None = None
    closing_policy: ClosingPolicy | None = None

    def record(self) -> Record:
        """Return the one record that is set.

        Raises:
            MutationRejected: INVALID, if none or several are.
        """
        given = [value for name in self.__struct_fields__ if (value := getattr(self, name)) is not None]
        if len(given) != 1:
            raise MutationRejected(RejectCode.INVALID, field="record", given=len(given))
        record: Record = given[0]
        return record

    def subject(self) -> RecordId:
        """Return the record's id."""
        return self.record().id


class ReadNotification(Args, frozen=True, kw_only=True):
    """That its receiver has seen a notification."""

    notification_id: RecordId

    def subject(self) -> RecordId:
        """Return the notification's id."""
        return self.notification_id


@mutation("structure.save", creates=True)
def save(store: RecordStore, context: Context, args: Save) -> None:
    """Insert or replace a record of the structure."""
    record = args.record()
    context.require(Action.ADMINISTER)
    if isinstance(record, UserCard):
        record = _still_known(store, record)
    if isinstance(record, ClosingPolicy):
        record = checked_policy(record)
    _check_form(store, record)
    name = getattr(record, "name", None)
    store.put(record if name is None else replace(record, name=checked_text(name, "name", longest=NAME_LONGEST)))


def _check_form(store: RecordStore, record: Record) -> None:
    """Raise `MutationRejected(INVALID)` for a form that cannot be.

    The desk's lines are held against those of all when they are saved, which is after these: a line that goes from one
    to the other, or that others hang on, is moved by two changes.
    """
    match record:
        case Topic():
            fault = fault_of(record.form)
        case TopicDesk():
            fault = fault_of(must_get(store, Topic, record.id).form, record.form)
        case _:
            return
    if fault is not None:
        raise MutationRejected(RejectCode.INVALID, field="form", line=fault[0], fault=str(fault[1]))


def _still_known(store: RecordStore, card: UserCard) -> UserCard:
    """Return the card known to whoever knew it: the names in what was written stay readable when somebody moves."""
    before = store.get(UserCard, card.id)
    if before is None:
        return card
    lost = card_scopes(before) - card_scopes(card)
    return replace(card, known_to=tuple(sorted({*card.known_to, *lost})))


@mutation("notification.read")
def read_notification(store: RecordStore, context: Context, args: ReadNotification) -> None:
    """Mark a notification as seen, on all of the receiver's devices."""
    notification = must_get(store, Notification, args.notification_id)
    context.require(Action.READ, notification)
    if notification.read_at is None:
        store.put(replace(notification, read_at=context.now))
