"""A small franchise in a database: stores, teams, a person of every role, tickets and articles of every sight."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.access import Actor
from domain.closing import POLICY_ID, rating_id
from domain.ids import RecordId, SpaceId, new_id
from domain.records import (
    Article,
    ArticleRevision,
    Attachment,
    Category,
    ClosingPolicy,
    FormField,
    Grant,
    Macro,
    MacroStep,
    Message,
    Rating,
    Record,
    Region,
    Role,
    SavedReply,
    Space,
    Store,
    Team,
    Ticket,
    TicketDesk,
    TicketEvent,
    Topic,
    TopicDesk,
    UserCard,
    View,
    time_text,
)
from domain.roles import BUILT_IN
from domain.words import ArticleStatus, Audience, FieldKind, Right, Visibility
from server.authentication import AuthenticatedUser
from server.db.database import Database
from server.replication.push import push
from sync.protocol.push import MutationEnvelope, MutationResult, PushReply, PushRequest

FORM = (FormField(key="serial", kind=FieldKind.TEXT, names={"en": "Serial number"}, required=True),)
DESK_FORM = (FormField(key="contract", kind=FieldKind.TEXT, names={"en": "Contract"}, audience=Audience.INTERNAL),)
"""What the topic `card` asks: everybody, and the desk alone."""
BEGAN_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EPOCH = "e1"

PEOPLE: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "carla": ("customer", (), ()),
    "simon": ("store_staff", ("centro",), ()),
    "olga": ("store_owner", ("centro", "puerto"), ()),
    "nadia": ("store_staff", ("puerto",), ()),
    "lars": ("light_agent", (), ("tills",)),
    "ana": ("agent", (), ("tills",)),
    "bruno": ("agent", (), ("stock",)),
    "tina": ("team_lead", (), ("tills", "stock")),
    "ada": ("admin", (), ()),
}
"""Name to role, stores and teams."""


@dataclass
class World:
    """The franchise by name, and a clock that only tests move."""

    database: Database
    space_id: SpaceId
    now: datetime = BEGAN_AT
    ids: dict[str, RecordId] = field(default_factory=dict)
    random: random.Random = field(default_factory=lambda: random.Random(7))
    built_seq: int = 0
    """The sequence of its last record when it was built."""

    def new_id(self) -> RecordId:
        """A new id, a second later than the one before."""
        self.now += timedelta(seconds=1)
        return new_id(self.now, self.random.randbytes)

    def user(self, name: str) -> AuthenticatedUser:
        """The person as the authentication gives them."""
        return AuthenticatedUser(user_id=self.ids[name], space_id=self.space_id, device_id=self.ids[name])

    def actor(self, name: str) -> Actor:
        """What the person may see and do now."""
        with self.database.read(self.space_id) as session:
            actor = session.actor(self.ids[name])
        assert actor is not None
        return actor

    def put(self, *records: Record) -> int:
        """Store records as one transaction; returns its sequence."""
        with self.database.write(self.space_id) as session:
            for record in records:
                session.store.put(record)
            seq = session.flush()
        return seq

    def get(self, record_type: type[Any], name: str) -> Any:
        """The record of that name as it is stored now."""
        with self.database.read(self.space_id) as session:
            record = session.get(record_type, self.ids.get(name, RecordId(name)))
        assert record is not None
        return record

    def get_ticket(self, name: str) -> Ticket:
        """The ticket of that name as it is stored now."""
        ticket: Ticket = self.get(Ticket, name)
        return ticket

    def delete(self, record: Record) -> None:
        """Delete a record."""
        with self.database.write(self.space_id) as session:
            session.store.delete(record)

    def is_as_built(self) -> bool:
        """Whether nothing was written since."""
        return self.database.heads()[self.space_id] == self.built_seq

    def client(self, name: str) -> Client:
        """A device of the person's that has pushed nothing yet."""
        return Client(self, self.user(name), self.new_id())

    def ticket(self, name: str = "", **fields: Any) -> Ticket:
        """A new ticket in this world, not stored yet; fields named `<x>_id` may be names."""
        ticket_id = self.new_id()
        if name:
            self.ids[name] = ticket_id
        given = {key: self.ids.get(value, value) if key.endswith("_id") else value for key, value in fields.items()}
        given.setdefault("requester_id", self.ids["simon"])
        given.setdefault("subject", f"Ticket {name or ticket_id}")
        return Ticket(id=ticket_id, created_at=self.now, updated_at=self.now, **given)

    def message(self, ticket: Ticket, audience: Audience = Audience.PUBLIC, body: str = "The till is stuck") -> Message:
        """A new message of the ticket, not stored yet."""
        author = ticket.requester_id if audience is Audience.PUBLIC else self.ids["ana"]
        return Message(
            id=self.new_id(),
            ticket_id=ticket.id,
            audience=audience,
            author_id=author,
            body=body,
            created_at=self.now,
            written_at=self.now,
        )

    def attachment(self, message: Message, name: str, content: bytes = b"", **fields: Any) -> Attachment:
        """A file of the message, not stored yet, of whoever wrote it."""
        fields.setdefault("author_id", message.author_id)
        return Attachment(
            id=self.new_id(),
            ticket_id=message.ticket_id,
            message_id=message.id,
            audience=message.audience,
            name=name,
            media_type="image/png",
            size_bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            **fields,
        )

    def children(self, ticket: Ticket) -> list[Record]:
        """One child of every kind and audience."""
        event = TicketEvent(
            id=self.new_id(),
            ticket_id=ticket.id,
            audience=Audience.INTERNAL,
            actor_id=self.ids["ana"],
            at=self.now,
            field="team",
        )
        message = self.message(ticket)
        note = self.message(ticket, Audience.INTERNAL, "Ask the vendor")
        return [
            TicketDesk(id=ticket.id, ticket_id=ticket.id, tags=("till",)),
            message,
            note,
            event,
            self.attachment(message, f"shown in {ticket.id}.png", f"public {ticket.id}".encode()),
            self.attachment(note, f"internal of {ticket.id}.png", f"internal {ticket.id}".encode()),
            Rating(
                id=rating_id(ticket.id),
                ticket_id=ticket.id,
                user_id=ticket.requester_id,
                score=4,
                at=self.now,
                updated_at=self.now,
            ),
        ]

    def article(self, name: str, **fields: Any) -> list[Record]:
        """A new article with its first revision, not stored yet."""
        article_id, revision_id = self.new_id(), self.new_id()
        self.ids[name] = article_id
        text: dict[str, Any] = {"title": f"How to {name}", "body": f"Press the green key to {name}."}
        revision = ArticleRevision(
            id=revision_id, article_id=article_id, author_id=self.ids["tina"], at=self.now, **text
        )
        article = Article(
            id=article_id,
            slug=name,
            locale="en",
            translation_key=article_id,
            revision_id=revision_id,
            created_at=self.now,
            updated_at=self.now,
            **text,
            **fields,
        )
        return [article, revision]

    def saved_reply(self, shortcut: str, **fields: Any) -> SavedReply:
        """A new saved reply, not stored yet."""
        reply_id = self.ids[f"saved reply {shortcut}"] = self.new_id()
        return SavedReply(
            id=reply_id,
            titles={"en": f"Title of {reply_id}"},
            texts={"en": f"Saved for {reply_id}: {{{{requester.name}}}}"},
            shortcut=shortcut,
            updated_at=self.now,
            updated_by_id=self.ids["ana"],
            **fields,
        )

    def view(self, name: str, **fields: Any) -> View:
        """A new view of every ticket, not stored yet."""
        view_id = self.ids[f"view {name}"] = self.new_id()
        return View(id=view_id, names={"en": name}, conditions={}, **fields)

    def macro(self, name: str, **fields: Any) -> Macro:
        """A new macro that raises the priority and says so, not stored yet."""
        macro_id = self.ids[f"macro {name}"] = self.new_id()
        return Macro(
            id=macro_id,
            titles={"en": f"Title of {macro_id}", "es": name},
            steps=(
                MacroStep(name="ticket.set_priority", args={"priority": "urgent"}),
                MacroStep(name="ticket.note", args={"texts": {"en": f"Raised by {macro_id}"}}),
            ),
            updated_at=self.now,
            updated_by_id=self.ids["ana"],
            **fields,
        )


@dataclass
class Client:
    """One device: numbers its mutations and pushes them."""

    world: World
    user: AuthenticatedUser
    client_id: RecordId
    n: int = 0

    def envelope(self, name: str, **args: Any) -> MutationEnvelope:
        """The next mutation."""
        self.n += 1
        mutation_id = self.world.new_id()
        return MutationEnvelope(n=self.n, id=mutation_id, name=name, v=1, at=time_text(self.world.now), args=args)

    def request(self, *mutations: MutationEnvelope, epoch: str = EPOCH) -> PushRequest:
        """A push of these mutations."""
        return PushRequest(client=self.client_id, epoch=epoch, schema=1, mutations=mutations)

    def push(self, *mutations: MutationEnvelope) -> PushReply:
        """Push mutations."""
        return push(self.world.database, self.request(*mutations), self.user, self.world.now)

    def does(self, name: str, **args: Any) -> MutationResult:
        """Push one mutation; its result."""
        return self.push(self.envelope(name, **args)).results[0]


def build_world(database: Database) -> World:
    """Create a space of its own in `database` and everything in it."""
    seed = random.Random()
    space_id = SpaceId(new_id(BEGAN_AT, seed.randbytes))
    world = World(database, space_id)
    world.random = seed
    world.ids["space"] = RecordId(space_id)
    database.create_space(space_id, EPOCH)
    world.put(*_structure(world), *_people(world), *_library(world))
    world.built_seq = world.put(*_tickets(world))
    return world


def _structure(world: World) -> list[Record]:
    for name in ("north", "centro", "puerto", "tills", "stock", "card", "boxes", *BUILT_IN):
        world.ids[name] = world.new_id()
    ids = world.ids
    return [
        Space(id=ids["space"], name="Panes", default_team_id=ids["stock"]),
        Region(id=ids["north"], name="North"),
        Store(id=ids["centro"], name="Centro", code="C1", region_id=ids["north"]),
        Store(id=ids["puerto"], name="Puerto", code="P1", region_id=ids["north"]),
        Team(id=ids["tills"], name="Tills"),
        Team(id=ids["stock"], name="Stock"),
        Topic(id=ids["card"], key="card", names={"en": "Card terminal"}, team_id=ids["tills"], form=FORM),
        TopicDesk(id=ids["card"], form=DESK_FORM),
        Topic(id=ids["boxes"], key="boxes", names={"en": "Deliveries"}, team_id=ids["stock"]),
        *(
            Role(id=ids[key], key=key, name=name, permissions=tuple(sorted(permissions)))
            for key, (name, permissions) in BUILT_IN.items()
        ),
    ]


def _people(world: World) -> list[Record]:
    records: list[Record] = []
    for name, (role, stores, teams) in PEOPLE.items():
        world.ids[name] = world.new_id()
        rights = (Right.READ,) if role == "light_agent" else (Right.FULL,)
        records.append(
            UserCard(
                id=world.ids[name],
                name=name.title(),
                role_id=world.ids[role],
                store_ids=tuple(world.ids[store] for store in stores),
                team_ids=tuple(world.ids[team] for team in teams),
            )
        )
        scopes = [f"store:{world.ids[store]}" for store in stores] + [f"team:{world.ids[team]}" for team in teams]
        for scope in scopes:
            world.ids[f"{name}/{scope.partition(':')[0]}"] = grant_id = world.new_id()
            records.append(
                Grant(id=grant_id, user_id=world.ids[name], scope=scope, rights=rights)  # type: ignore[arg-type]
            )
    return records


def _library(world: World) -> list[Record]:
    records: list[Record] = []
    for visibility in Visibility:
        world.ids[f"shelf {visibility}"] = shelf_id = world.new_id()
        records.append(Category(id=shelf_id, key=f"shelf-{visibility}", names={"en": "Shelf"}, visibility=visibility))
        published = {"visibility": visibility, "status": ArticleStatus.PUBLISHED}
        records += world.article(f"article {visibility}", **published)
    records += world.article("draft", visibility=Visibility.PUBLIC)
    records.append(world.view("Mine", owner_id=world.ids["ana"]))
    records.append(world.view("Tills", team_id=world.ids["tills"]))
    records.append(world.view("Desk"))
    records.append(world.view("All", audience=Audience.PUBLIC))
    records.append(world.saved_reply("mine", owner_id=world.ids["ana"]))
    records.append(world.saved_reply("tills", team_id=world.ids["tills"]))
    records.append(world.saved_reply("desk"))
    records.append(world.macro("Mine", owner_id=world.ids["ana"]))
    records.append(world.macro("Tills", team_id=world.ids["tills"]))
    records.append(world.macro("Desk"))
    records.append(ClosingPolicy(id=POLICY_ID))
    return records


def _tickets(world: World) -> list[Record]:
    places: dict[str, dict[str, Any]] = {
        "till": {"store_id": "centro", "team_id": "tills", "requester_id": "simon"},
        "boxes late": {"store_id": "puerto", "team_id": "stock", "requester_id": "nadia"},
        "refund": {"team_id": "tills", "requester_id": "carla"},
        "taken": {"store_id": "centro", "team_id": "tills", "requester_id": "simon", "assignee_id": "ana"},
        "across": {"store_id": "puerto", "team_id": "stock", "requester_id": "nadia", "assignee_id": "ana"},
    }
    records: list[Record] = []
    for number, (name, fields) in enumerate(places.items(), start=1):
        ticket = world.ticket(name, number=number, **fields)
        records += [ticket, *world.children(ticket)]
    return records


WorldMaker = Callable[[], World]
