"""What a franchise is made of: its space, regions, stores, teams, topics, roles, people and their grants."""

from __future__ import annotations

import msgspec

from domain.ids import RecordId, Scope
from domain.records.base import Record
from domain.words import Audience, FieldKind


class Space(Record, frozen=True, kw_only=True):
    """A franchise brand: the unit of order, of sharding and of fan-out."""

    KIND = "space"

    name: str
    default_team_id: RecordId | None = None
    phone: str = ""
    locale: str = "en"


class Region(Record, frozen=True, kw_only=True):
    """A group of stores."""

    KIND = "region"

    name: str


class Store(Record, frozen=True, kw_only=True):
    """A shop of the franchise."""

    KIND = "store"

    name: str
    code: str
    region_id: RecordId
    city: str = ""
    country: str = ""
    phone: str = ""
    locale: str = "en"
    time_zone: str = "UTC"
    opens: str = ""
    """Opening hours of an ordinary day as `HH:MM-HH:MM`, local time."""


class Team(Record, frozen=True, kw_only=True):
    """Agents who share a queue."""

    KIND = "team"

    name: str
    escalates_to_id: RecordId | None = None
    lead_id: RecordId | None = None
    """Who hears of requesters who are dissatisfied."""
    line_ids: tuple[RecordId, ...] = ()
    """Its people in the order in which they stand in for each other; whoever is not in it stands in for nobody."""


class FieldOption(msgspec.Struct, frozen=True, kw_only=True):
    """One of several answers; `key` is what tickets keep of it."""

    key: str
    names: dict[str, str]
    """Name by locale."""


class FieldCondition(msgspec.Struct, frozen=True, kw_only=True):
    """That another line of the form, above, has an answer: any, or one of `values`."""

    field: str
    values: tuple[str, ...] = ()


class FormField(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a topic's form (`domain.forms`)."""

    key: str
    """What tickets keep its answer under: lives as long as they do, whatever the line is called by then."""
    kind: FieldKind
    names: dict[str, str]
    """What is asked, by locale."""
    helps: dict[str, str] = {}
    """Where one finds it, by locale."""
    options: tuple[FieldOption, ...] = ()
    required: bool = False
    audience: Audience = Audience.PUBLIC
    """Who is asked; what only the desk is asked, and the line itself, only the desk sees (`TopicDesk`)."""
    condition: FieldCondition | None = None
    """None: it is always asked."""


class Topic(Record, frozen=True, kw_only=True):
    """What a ticket is about: drives routing, form fields and reports."""

    KIND = "topic"

    key: str
    names: dict[str, str]
    """Name by locale."""
    team_id: RecordId | None = None
    position: int = 0
    protected: bool = False
    """Whether identity is verified before anything sensitive is done to such a ticket (`domain.identity`)."""
    check_back_days: int = 0
    """After how many days its requesters are asked whether what was solved works; 0: never."""
    form: tuple[FormField, ...] = ()
    """What is asked of whoever files a ticket of it, in order: the lines that everybody sees."""


class TopicDesk(Record, frozen=True, kw_only=True):
    """What of a topic only the desk sees. It has the topic's id; a topic of which there is nothing to hide has none."""

    KIND = "topic_desk"

    form: tuple[FormField, ...] = ()
    """What only the desk is asked, in order, below the topic's own lines."""


class Role(Record, frozen=True, kw_only=True):
    """A named set of permissions."""

    KIND = "role"

    key: str
    name: str
    permissions: tuple[str, ...] = ()


class UserCard(Record, frozen=True, kw_only=True):
    """What others may know of a person. Sign-in names, passwords and tokens stay on the server."""

    KIND = "user_card"

    name: str
    role_id: RecordId
    title: str = ""
    locale: str = "en"
    phone: str = ""
    store_ids: tuple[RecordId, ...] = ()
    team_ids: tuple[RecordId, ...] = ()
    active: bool = True
    known_to: tuple[Scope, ...] = ()
    """Who sees the card beside the desk, its stores and the person: whom they met in tickets, where they were."""


class Grant(Record, frozen=True, kw_only=True):
    """That a user may see a scope, and what a team's grant allows. A new generation means: fetch it all again."""

    KIND = "grant"

    user_id: RecordId
    scope: Scope
    rights: tuple[str, ...] = ()
    generation: int = 1


class ClosingPolicy(Record, frozen=True, kw_only=True):
    """When tickets close by themselves. A space has one, under an id that all know (`domain.closing`), or none."""

    KIND = "closing_policy"

    reminder_days: tuple[int, ...] = (3, 6)
    """After how many days without an answer a requester is reminded, counted from the question."""
    close_days: int = 10
    """After how many the ticket closes for want of an answer; 0: never."""
    confirm_days: int = 7
    """After how many days what is solved, and not complained of, closes as confirmed; 0: never."""
    rating_days: int = 14
    """For how many days after the solution it may be rated, and the rating changed."""
