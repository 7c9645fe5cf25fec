"""Who may see and do what. List, record, search, counts, live, export and sync all ask here, and nowhere else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from domain.ids import RecordId, Scope
from domain.records import (
    Absence,
    Article,
    ArticleFeedback,
    ArticleRevision,
    Attachment,
    Category,
    Grant,
    Macro,
    Message,
    Notification,
    Rating,
    Record,
    Role,
    SavedReply,
    Team,
    Ticket,
    TicketDesk,
    TicketEvent,
    TopicDesk,
    UserCard,
    View,
)
from domain.tickets import Side
from domain.words import ArticleStatus, Audience, Permission, Right, Visibility

SPACE = Scope("space")
DESK = Scope("desk")
KB_EDIT = Scope("kb:edit")


class Action(StrEnum):
    """What `may` is asked about."""

    CREATE_TICKET = "ticket.create"
    READ = "read"
    REPLY = "ticket.reply"
    NOTE = "ticket.note"
    WORK = "ticket.work"
    FOLLOW = "ticket.follow"
    SET_STATUS = "ticket.set_status"
    RATE = "ticket.rate"
    SERVE = "ticket.serve"
    """Answer a customer's ticket for their store, or pass it on."""
    EDIT_ARTICLE = "article.edit"
    PUBLISH_ARTICLE = "article.publish"
    FEEDBACK = "article.feedback"
    UPLOAD = "attachment.upload"
    KEEP = "desk.keep"
    """Make, change and delete what the desk works with."""
    SAY_AWAY = "absence.set"
    """Say that somebody is away, or back."""
    LEAD = "team.lead"
    """Decide how a team works."""
    USE = "desk.use"
    ADMINISTER = "admin"


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody acting: who, with which permissions, seeing which scopes."""

    user_id: RecordId
    permissions: frozenset[str]
    scopes: Mapping[Scope, int]
    """Scope to the generation of its grant."""
    team_rights: Mapping[RecordId, frozenset[str]] = {}
    store_ids: frozenset[RecordId] = frozenset()
    customer_of: frozenset[RecordId] = frozenset()
    """The stores that a customer may ask; they see nothing of them."""

    def can(self, permission: Permission) -> bool:
        """Tell whether the actor's role has `permission`."""
        return permission in self.permissions


def store_scope(store_id: RecordId) -> Scope:
    """Return the scope of what belongs to a store."""
    return Scope(f"store:{store_id}")


def team_scope(team_id: RecordId) -> Scope:
    """Return the scope of what belongs to a team."""
    return Scope(f"team:{team_id}")


def user_scope(user_id: RecordId) -> Scope:
    """Return the scope of what concerns one user."""
    return Scope(f"user:{user_id}")


def kb_scope(visibility: Visibility) -> Scope:
    """Return the scope of published articles with `visibility`."""
    return Scope(f"kb:{visibility}")


def actor_of(card: UserCard, role: Role, grants: Iterable[Grant], team_ids: Iterable[RecordId]) -> Actor:
    """Return what `card`'s user may see and do.

    Args:
        card: The user.
        role: The role that `card.role_id` names.
        grants: The user's grants.
        team_ids: Every team of the space; whoever has `desk.all` sees them all without a grant each.
    """
    if not card.active:
        return Actor(user_id=card.id, permissions=frozenset(), scopes={})
    permissions = frozenset(role.permissions)
    # Whether one reads for the desk decides which children the own scope shows: another generation, fetched anew.
    own_generation = 2 if Permission.DESK_READ in permissions else 1
    scopes: dict[Scope, int] = {user_scope(card.id): own_generation, kb_scope(Visibility.PUBLIC): 1}
    if Permission.FRANCHISE_READ in permissions:
        scopes |= {SPACE: 1, kb_scope(Visibility.FRANCHISE): 1}
    if Permission.DESK_READ in permissions:
        scopes |= {DESK: 1, kb_scope(Visibility.INTERNAL): 1}
    if Permission.KB_EDIT in permissions:
        scopes[KB_EDIT] = 1
    rights: dict[RecordId, frozenset[str]] = {}
    if Permission.DESK_ALL in permissions:
        rights = dict.fromkeys(team_ids, frozenset({Right.FULL}))
        scopes |= {team_scope(team_id): 1 for team_id in rights}
    for grant in grants:
        scopes[grant.scope] = grant.generation
        kind, _, name = grant.scope.partition(":")
        if kind == "team":
            rights[RecordId(name)] = rights.get(RecordId(name), frozenset()) | frozenset(grant.rights)
    stores = frozenset(RecordId(s.partition(":")[2]) for s in scopes if s.startswith("store:"))
    customer_of = frozenset(card.store_ids) if Permission.FRANCHISE_READ not in permissions else frozenset()
    return Actor(
        user_id=card.id,
        permissions=permissions,
        scopes=scopes,
        team_rights=rights,
        store_ids=stores,
        customer_of=customer_of,
    )


def scopes_hash(scopes: Mapping[Scope, int]) -> str:
    """Return a short digest of a scope set with its generations: equal sets, equal digests."""
    text = "\n".join(f"{scope} {generation}" for scope, generation in sorted(scopes.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def scopes_of(record: Record) -> frozenset[Scope]:
    """Return the scopes `record` belongs to. A child belongs to none of its own: it goes with its parent."""
    match record:
        case Ticket():
            people = {record.requester_id, record.assignee_id, *record.follower_ids} - {None}
            return ticket_scopes(record.store_id, record.team_id, (one for one in people if one))
        case Article():
            published = record.status is ArticleStatus.PUBLISHED
            return frozenset({KB_EDIT, kb_scope(record.visibility)} if published else {KB_EDIT})
        case Category():
            return frozenset({kb_scope(record.visibility), KB_EDIT})
        case Grant() | Notification():
            return frozenset({user_scope(record.user_id)})
        case UserCard():
            return card_scopes(record)
        case Absence():
            return frozenset({user_scope(record.user_id), *record.known_to})
        case View(owner_id=str(owner_id)) | SavedReply(owner_id=str(owner_id)) | Macro(owner_id=str(owner_id)):
            return frozenset({user_scope(owner_id)})
        case View(team_id=str(team_id)) | SavedReply(team_id=str(team_id)) | Macro(team_id=str(team_id)):
            return frozenset({team_scope(team_id)})
        case View(audience=Audience.INTERNAL) | SavedReply() | Macro() | TopicDesk():
            return frozenset({DESK})
        case TicketDesk() | Message() | TicketEvent() | Attachment() | Rating() | ArticleRevision() | ArticleFeedback():
            return frozenset()
        case _:
            return frozenset({SPACE})


def card_scopes(card: UserCard) -> frozenset[Scope]:
    """Return the scopes of a person's card.

    The desk knows everybody. Whoever belongs to it, by a team, is known to the whole franchise; a store's people to
    their stores, a customer to nobody else, unless they have met (`known_to`).
    """
    stores = {store_scope(store_id) for store_id in card.store_ids}
    everybody = {SPACE} if card.team_ids else set()
    return frozenset({DESK, user_scope(card.id), *stores, *everybody, *card.known_to})


def ticket_scopes(store_id: RecordId | None, team_id: RecordId | None, people: Iterable[RecordId]) -> frozenset[Scope]:
    """Return the scopes of a ticket of that store and team, which `people` asked, work on or follow."""
    scopes = {user_scope(user_id) for user_id in people}
    scopes |= {store_scope(store_id)} if store_id else set()
    scopes |= {team_scope(team_id)} if team_id else set()
    return frozenset(scopes)


def audience_in(scope: Scope, *, desk: bool) -> Audience:
    """Return which children somebody sees who sees the parent through `scope`.

    Team and editing scopes show internal children; a user's own scope does if the user reads for the desk.
    """
    kind = scope.partition(":")[0]
    if kind == "team" or scope in {DESK, KB_EDIT} or (kind == "user" and desk):
        return Audience.INTERNAL
    return Audience.PUBLIC


def audience_of(parent: Record, actor: Actor) -> Audience | None:
    """Return which children of `parent` the actor sees; none if not even the parent."""
    shared = scopes_of(parent) & actor.scopes.keys()
    if not shared:
        return None
    desk = actor.can(Permission.DESK_READ)
    internal = any(audience_in(scope, desk=desk) is Audience.INTERNAL for scope in shared)
    return Audience.INTERNAL if internal else Audience.PUBLIC


def sees(actor: Actor, record: Record, parent: Record | None = None) -> bool:
    """Tell whether the actor may see `record`; `parent` must be given for a child."""
    if type(record).PARENT is None:
        return bool(scopes_of(record) & actor.scopes.keys())
    if parent is None:
        return False
    audience = audience_of(parent, actor)
    return audience is Audience.INTERNAL or audience == getattr(record, "audience", None)


def side_of(actor: Actor, ticket: Ticket) -> Side:
    """Return on which side of the counter the actor stands for `ticket`."""
    return Side.DESK if works(actor, ticket) or serves(actor, ticket) else Side.REQUESTER


def works(actor: Actor, ticket: Ticket) -> bool:
    """Tell whether the actor may answer `ticket` for the desk and change its properties."""
    if not actor.can(Permission.TICKET_WORK) or ticket.requester_id == actor.user_id:
        return False
    return works_in(actor, ticket.team_id) or ticket.assignee_id == actor.user_id


def serves(actor: Actor, ticket: Ticket) -> bool:
    """Tell whether the actor answers a customer's `ticket` for their store."""
    if not ticket.at_store or ticket.store_id not in actor.store_ids or ticket.requester_id == actor.user_id:
        return False
    return actor.can(Permission.FRANCHISE_READ) and actor.can(Permission.TICKET_REPLY)


def works_in(actor: Actor, team_id: RecordId | None) -> bool:
    """Tell whether the actor may change what is in a team's queue, as far as the team's grant goes."""
    rights = actor.team_rights.get(team_id, frozenset()) if team_id else frozenset()
    return bool(rights & {Right.CHANGE, Right.FULL})


def may(actor: Actor, action: Action, record: Record | None = None, parent: Record | None = None) -> bool:
    """Tell whether `actor` may do `action` to `record`.

    Args:
        actor: Who acts.
        action: What is to be done.
        record: The record it is done to; for `CREATE_TICKET` the ticket as it would be, for `KEEP` before and after.
        parent: The parent of `record`, if `record` is a child.
    """
    match action, record:
        case Action.ADMINISTER, _:
            return actor.can(Permission.ADMIN)
        case Action.CREATE_TICKET, Ticket():
            return actor.can(Permission.TICKET_CREATE) and _may_file(actor, record)
        case Action.EDIT_ARTICLE, _:
            return actor.can(Permission.KB_EDIT)
        case Action.PUBLISH_ARTICLE, _:
            return actor.can(Permission.KB_PUBLISH)
        case _, None:
            return False
        case Action.READ, _:
            return sees(actor, record, parent)
        case Action.UPLOAD, Attachment():
            return sees(actor, record, parent) and record.author_id == actor.user_id
        case Action.KEEP, SavedReply() | Macro() | View():
            return _may_keep(actor, record.owner_id, record.team_id)
        case Action.USE, Macro():
            return sees(actor, record) and actor.can(Permission.TICKET_WORK)
        case Action.SAY_AWAY, UserCard():
            return sees(actor, record) and _may_say_away(actor, record)
        case Action.LEAD, Team():
            return sees(actor, record) and _leads(actor, record.id)
        case Action.FEEDBACK, Article():
            return sees(actor, record) and record.status is ArticleStatus.PUBLISHED
        case _, Ticket():
            return sees(actor, record) and _may_touch(actor, action, record)
        case _:
            return False


def _may_file(actor: Actor, ticket: Ticket) -> bool:
    """A store's people file for their store and themselves; the desk files for anybody (a phone call)."""
    if actor.can(Permission.TICKET_WORK):
        return True
    own = ticket.requester_id == actor.user_id
    return own and (ticket.store_id is None or ticket.store_id in actor.store_ids | actor.customer_of)


def _may_keep(actor: Actor, owner_id: RecordId | None, team_id: RecordId | None) -> bool:
    """Whoever writes for the desk keeps their own, a team's people the team's; what all share takes a permission."""
    if owner_id is not None:
        return owner_id == actor.user_id and actor.can(Permission.TICKET_NOTE)
    if team_id is not None:
        return actor.can(Permission.TICKET_WORK) and works_in(actor, team_id)
    return actor.can(Permission.DESK_SHARE)


def _may_say_away(actor: Actor, card: UserCard) -> bool:
    """Whoever belongs to the franchise says it of themselves; a lead of the people of their teams."""
    if card.id == actor.user_id:
        return actor.can(Permission.FRANCHISE_READ)
    return any(_leads(actor, team_id) for team_id in card.team_ids)


def _leads(actor: Actor, team_id: RecordId) -> bool:
    return actor.can(Permission.DESK_SHARE) and works_in(actor, team_id)


def _may_touch(actor: Actor, action: Action, ticket: Ticket) -> bool:
    """Decide for a ticket the actor sees."""
    own = ticket.requester_id == actor.user_id
    asks = actor.can(Permission.TICKET_REPLY) and (own or not actor.can(Permission.DESK_READ))
    match action:
        case Action.REPLY:
            return works(actor, ticket) or serves(actor, ticket) or asks
        case Action.SERVE:
            return serves(actor, ticket)
        case Action.NOTE:
            return actor.can(Permission.TICKET_NOTE) and audience_of(ticket, actor) is Audience.INTERNAL
        case Action.WORK:
            return works(actor, ticket)
        case Action.SET_STATUS:
            return works(actor, ticket) or serves(actor, ticket) or asks
        case Action.RATE:
            return own and actor.can(Permission.TICKET_REPLY)
        case Action.FOLLOW:
            return True
        case _:
            return False
