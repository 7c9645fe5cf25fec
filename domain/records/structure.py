"""What a franchise is made of: its space, regions, stores, teams, topics, roles, people and their grants."""

from __future__ import annotations

from domain.ids import RecordId, Scope
from domain.records.base import Record


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
