"""Who sees what, as the product says it and not as the code does: the tests' oracle.

Nothing here asks `domain.access` or the feed, so that a slip there is a difference here. `tests/server/test_sight.py`
has the same once more, as a table of persons and records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from domain.ids import RecordId, Scope
from domain.records import Record

Key = tuple[str, RecordId]

BY_PERMISSION = {
    "franchise.read": ("space", "kb:franchise"),
    "desk.read": ("desk", "kb:internal"),
    "kb.edit": ("kb:edit",),
}
"""What a permission lets everybody see who has it."""

INTERNAL_WAYS = ("team:", "desk", "kb:edit")
"""Ways to see a ticket or an article that show its internal children too; the own one does to the desk."""


def _everybody_of_the_franchise(_record: Any) -> set[str]:
    return {"space"}


def _whose_it_is(record: Any) -> set[str]:
    return {f"user:{record.user_id}"}


def _card(card: Any) -> set[str]:
    colleagues = {f"store:{store_id}" for store_id in card.store_ids}
    return {"desk", f"user:{card.id}", *colleagues, *({"space"} if card.team_ids else ()), *card.known_to}


def _absence(absence: Any) -> set[str]:
    return {f"user:{absence.user_id}", *absence.known_to}


def _ticket(ticket: Any) -> set[str]:
    people = {ticket.requester_id, ticket.assignee_id, *ticket.follower_ids} - {None}
    return {
        *(f"user:{user_id}" for user_id in people),
        *({f"store:{ticket.store_id}"} if ticket.store_id else ()),
        *({f"team:{ticket.team_id}"} if ticket.team_id else ()),
    }


def _category(category: Any) -> set[str]:
    return {f"kb:{category.visibility.value}", "kb:edit"}


def _article(article: Any) -> set[str]:
    return {f"kb:{article.visibility.value}", "kb:edit"} if article.status.value == "published" else {"kb:edit"}


def _view(view: Any) -> set[str]:
    if view.owner_id:
        return {f"user:{view.owner_id}"}
    if view.team_id:
        return {f"team:{view.team_id}"}
    return {"desk"} if view.audience.value == "internal" else {"space"}


def _shared_text(reply: Any) -> set[str]:
    if reply.owner_id:
        return {f"user:{reply.owner_id}"}
    return {f"team:{reply.team_id}"} if reply.team_id else {"desk"}


WAYS: dict[str, Callable[[Any], set[str]]] = {
    "space": _everybody_of_the_franchise,
    "region": _everybody_of_the_franchise,
    "store": _everybody_of_the_franchise,
    "team": _everybody_of_the_franchise,
    "topic": _everybody_of_the_franchise,
    "topic_desk": lambda _record: {"desk"},
    "role": _everybody_of_the_franchise,
    "user_card": _card,
    "absence": _absence,
    "grant": _whose_it_is,
    "notification": _whose_it_is,
    "ticket": _ticket,
    "category": _category,
    "article": _article,
    "view": _view,
    "saved_reply": _shared_text,
    "macro": _shared_text,
    "closing_policy": _everybody_of_the_franchise,
}
"""Kind to the ways in which a record may be seen."""

PARENTS = {
    "ticket_desk": ("ticket", "ticket_id"),
    "message": ("ticket", "ticket_id"),
    "ticket_event": ("ticket", "ticket_id"),
    "attachment": ("ticket", "ticket_id"),
    "rating": ("ticket", "ticket_id"),
    "article_revision": ("article", "article_id"),
    "article_feedback": ("article", "article_id"),
}
"""Kind of a child to its parent's kind, and the field that names it."""


class Eyes(NamedTuple):
    """What somebody sees with: the ways that are open to them, and whether they read for the desk."""

    user_id: RecordId
    ways: frozenset[str]
    desk: bool


def eyes_of(user_id: RecordId, records: Mapping[Key, Record]) -> Eyes:
    """What the person sees with when these are all records there are."""
    card: Any = records["user_card", user_id]
    role: Any = records["role", card.role_id]
    if not card.active:
        return Eyes(user_id, frozenset(), desk=False)
    ways = {f"user:{user_id}", "kb:public"}
    for permission in role.permissions:
        ways |= set(BY_PERMISSION.get(permission, ()))
    if "desk.all" in role.permissions:
        ways |= {f"team:{record_id}" for kind, record_id in records if kind == "team"}
    for (kind, _), record in records.items():
        grant: Any = record
        if kind == "grant" and grant.user_id == user_id:
            ways.add(grant.scope)
    return Eyes(user_id, frozenset(ways), "desk.read" in role.permissions)


def visible(eyes: Eyes, records: Mapping[Key, Record]) -> dict[Key, frozenset[Scope]]:
    """What of the records is seen, and through which scopes; a child through none of its own."""
    shown = {}
    for key, record in records.items():
        if key[0] in WAYS and (through := WAYS[key[0]](record) & eyes.ways):
            shown[key] = frozenset(map(Scope, through))
    children = {key: record for key, record in records.items() if key[0] in PARENTS}
    for key, child in children.items():
        kind, field = PARENTS[key[0]]
        ways = shown.get((kind, getattr(child, field)), frozenset())
        audience: Any = getattr(child, "audience", None)
        if ways and (audience.value == "public" or any(_shows_internal(eyes, way) for way in ways)):
            shown[key] = frozenset()
    return shown


def _shows_internal(eyes: Eyes, way: str) -> bool:
    return way.startswith(INTERNAL_WAYS) or (eyes.desk and way == f"user:{eyes.user_id}")
