"""A franchise with a window for whoever cannot sign in, on a database of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import insert

from domain.ids import RecordId
from domain.records import Message, Space, Ticket, TicketDesk, Topic, UserCard
from server.accounts.tables import Account
from server.accounts.throttle import Throttle
from server.db.database import Database
from server.help.desk import HelpDesk
from server.mail import causes
from server.signing import Signer
from sync.protocol.help import HelpLink, HelpRequest, HelpThread, HelpWord
from tests.server.databases import database, own_postgres, place
from tests.support.world import World, build_world

__all__ = ["database", "own_postgres", "place"]


@dataclass
class Window:
    """The help desk over a world, and a clock."""

    world: World
    desk: HelpDesk
    later: timedelta = field(default_factory=timedelta)

    def request(self, **given: Any) -> HelpRequest:
        """A question of somebody who says that they are Simon."""
        said = {
            "id": self.world.new_id(), "name": "Simon", "store": "Centro", "account": "simon",
            "body": "It does not take my password", "contact": "600 000 000",
        }  # fmt: skip
        return HelpRequest(**{**said, **given})

    def ask(self, address: str = "10.0.0.1", **given: Any) -> HelpLink:
        """Ask it."""
        return self.desk.ask(self.request(**given), address)

    def add(self, link: HelpLink, body: str, word_id: RecordId | None = None) -> HelpThread:
        """Add a word."""
        return self.desk.add(HelpWord(token=link.token, id=word_id or self.world.new_id(), body=body), "10.0.0.1")

    def tickets(self) -> list[Ticket]:
        """Every ticket that came this way."""
        with self.world.database.read(self.world.space_id) as reader:
            return reader.find(Ticket, channel="help")

    def desk_side(self, ticket: Ticket) -> TicketDesk:
        """What the desk alone knows of one."""
        with self.world.database.read(self.world.space_id) as reader:
            found = reader.get(TicketDesk, ticket.id)
        assert found is not None
        return found

    def said_in(self, ticket: Ticket) -> list[Message]:
        """Its messages."""
        with self.world.database.read(self.world.space_id) as reader:
            return sorted(reader.find(Message, ticket_id=ticket.id), key=lambda one: one.id)

    def card(self, user_id: RecordId) -> UserCard:
        """Somebody's card."""
        with self.world.database.read(self.world.space_id) as reader:
            found = reader.get(UserCard, user_id)
        assert found is not None
        return found


@pytest.fixture
def window(database: Database) -> Window:
    """Simon has an account, and there is a topic for accounts, which the team for tills answers."""
    world = build_world(database)
    causes.follow(database)
    row = {"user_id": world.ids["simon"], "space_id": world.space_id, "name": "simon", "email": "simon@stores.example",
           "locked": False, "password_hash": "", "created_at": world.now, "signed_in_at": None}  # fmt: skip
    with database.transaction() as connection:
        connection.execute(insert(Account), [row])
    topic = Topic(id=world.new_id(), key="accounts", names={"en": "Accounts"}, team_id=world.ids["tills"])
    world.put(topic, replace(world.get(Space, "space"), phone="900 100 200"))
    window = Window(world, None)  # type: ignore[arg-type]  # the clock needs the window
    window.desk = HelpDesk(
        database, Signer(database), Throttle.of_help(), lambda: world.now + window.later,
        public_url="https://desk.example", email="desk@panes.example",
    )  # fmt: skip
    return window
