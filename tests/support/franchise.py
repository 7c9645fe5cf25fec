"""A small franchise held in memory: people of every role, two stores, two teams, and a way to act as anybody."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.access import Actor, actor_of, store_scope, team_scope
from domain.ids import RecordId, derived_id, new_id
from domain.mutations import Context, mutation_named
from domain.records import (
    FieldCondition,
    FieldOption,
    FormField,
    Grant,
    R,
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
from domain.roles import BUILT_IN
from domain.words import Audience, FieldKind, Right

FORM = (
    FormField(
        key="which",
        kind=FieldKind.CHOICE,
        names={"en": "Which till", "es": "Qué caja"},
        options=(
            FieldOption(key="front", names={"en": "Front", "es": "Mostrador"}),
            FieldOption(key="back", names={"en": "Back", "es": "Almacén"}),
        ),
        required=True,
    ),
    FormField(
        key="stairs",
        kind=FieldKind.YES_NO,
        names={"en": "Is it upstairs?", "es": "¿Está arriba?"},
        condition=FieldCondition(field="which", values=("back",)),
        required=True,
    ),
    FormField(key="serial", kind=FieldKind.TEXT, names={"en": "Serial number", "es": "Número de serie"}),
    FormField(key="since", kind=FieldKind.DATE, names={"en": "Since", "es": "Desde"}),
)
"""What the topic `till` asks."""
DESK_FORM = (
    FormField(
        key="contract", kind=FieldKind.TEXT, names={"en": "Contract", "es": "Contrato"}, audience=Audience.INTERNAL
    ),
)
"""What it asks the desk alone."""
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ORIGIN = "01900000-0000-7000-8000-000000000000"


def named(label: str) -> RecordId:
    """Return the same id for the same label, always."""
    return derived_id(ORIGIN, label)


class MemoryStore:
    """A `RecordStore` in a dictionary."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, RecordId], Record] = {}

    def get(self, record_type: type[R], record_id: RecordId) -> R | None:
        """Return the record, or None."""
        found = self.rows.get((record_type.KIND, record_id))
        return found if isinstance(found, record_type) else None

    def put(self, record: Record) -> None:
        """Insert or replace a record."""
        self.rows[type(record).KIND, record.id] = record

    def is_free(self, record_type: type[Record], record_id: RecordId) -> bool:
        """Tell whether there is no record of that id."""
        return self.get(record_type, record_id) is None

    def all(self, record_type: type[R]) -> list[R]:
        """Return every record of a kind, by id."""
        return [r for _, r in sorted(self.rows.items()) if isinstance(r, record_type)]


def structure() -> list[Record]:
    """Return what the franchise is made of: space, regions, stores, teams, topics, roles, people, grants.

    People: `olga` owns both stores, `sam` works in the first, `sue` in the second, `cora` is a customer, `ana` and
    `alex` are agents of support, `tim` of technical support, `liz` a light agent, `leo` leads support, `ada` is the
    administrator.
    """
    records: list[Record] = [
        Space(id=named("space"), name="Molino Azul", default_team_id=named("support"), phone="900 000 031"),
        Region(id=named("north"), name="North"),
        Store(id=named("triana"), name="Sevilla, Triana", code="014", region_id=named("north"), locale="es"),
        Store(id=named("rathmines"), name="Dublin, Rathmines", code="031", region_id=named("north")),
        Team(id=named("support"), name="Support", escalates_to_id=named("technical"), lead_id=named("leo")),
        Team(id=named("technical"), name="Technical support"),
        Topic(id=named("till"), key="till", names={"en": "Till", "es": "Caja"}, team_id=named("technical"), form=FORM),
        TopicDesk(id=named("till"), form=DESK_FORM),
        Topic(id=named("other"), key="other", names={"en": "Other", "es": "Otros"}),
    ]
    records += [
        Role(id=named(f"role/{key}"), key=key, name=name, permissions=tuple(sorted(permissions)))
        for key, (name, permissions) in BUILT_IN.items()
    ]
    for name, role, stores, teams in PEOPLE:
        records += person(name, role, stores, teams)
    return records


PEOPLE: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("olga", "store_owner", ("triana", "rathmines"), ()),
    ("sam", "store_staff", ("triana",), ()),
    ("sue", "store_staff", ("rathmines",), ()),
    ("cora", "customer", (), ()),
    ("ana", "agent", (), ("support",)),
    ("alex", "agent", (), ("support",)),
    ("tim", "agent", (), ("technical",)),
    ("liz", "light_agent", (), ("support",)),
    ("leo", "team_lead", (), ("support", "technical")),
    ("ada", "admin", (), ()),
)


def person(name: str, role: str, stores: tuple[str, ...], teams: tuple[str, ...]) -> list[Record]:
    """Return a person's card and grants."""
    card = UserCard(
        id=named(name),
        name=name.title(),
        role_id=named(f"role/{role}"),
        store_ids=tuple(sorted(named(s) for s in stores)),
        team_ids=tuple(sorted(named(t) for t in teams)),
    )
    scopes = [store_scope(named(s)) for s in stores] + [team_scope(named(t)) for t in teams]
    return [
        card,
        *(
            Grant(
                id=named(f"grant/{name}/{scope}"),
                user_id=card.id,
                scope=scope,
                rights=(Right.FULL,) if scope.startswith("team:") else (),
            )
            for scope in scopes
        ),
    ]


@dataclass
class Franchise:
    """The structure in a store, a clock that moves a minute with every act, and everybody in it."""

    store: MemoryStore = field(default_factory=MemoryStore)
    now: datetime = NOON
    entropy: random.Random = field(default_factory=lambda: random.Random(7))

    def __post_init__(self) -> None:
        for record in structure():
            self.store.put(record)

    def id(self) -> RecordId:
        """Return a new id."""
        return new_id(self.now, self.entropy.randbytes)

    def actor(self, name: str) -> Actor:
        """Return what that person may see and do now."""
        card = self.store.get(UserCard, named(name))
        assert card is not None
        role = self.store.get(Role, card.role_id)
        assert role is not None
        grants = [grant for grant in self.store.all(Grant) if grant.user_id == card.id]
        return actor_of(card, role, grants, [team.id for team in self.store.all(Team)])

    def act(self, name: str, mutation: str, **args: Any) -> None:
        """Run a mutation as that person, a minute after the one before.

        Raises:
            MutationRejected: A rule says no.
        """
        found = mutation_named(mutation, 1)
        found.run(self.store, self.context(name), found.decode(args))

    def context(self, name: str) -> Context:
        """Return what surrounds a mutation of that person's, a minute after the one before."""
        self.now += timedelta(minutes=1)
        return Context(actor=self.actor(name), now=self.now, written_at=self.now, mutation_id=self.id())

    def file_ticket(self, name: str = "sam", **args: Any) -> RecordId:
        """File a ticket as that person and return its id."""
        ticket_id = self.id()
        self.act(
            name,
            "ticket.create",
            **{
                "ticket_id": ticket_id,
                "message_id": self.id(),
                "title": "Till 2 is frozen",
                "body": "It shows a clock and nothing else.",
                "space_id": named("space"),
                "store_id": named("triana"),
            }
            | args,
        )
        return ticket_id
