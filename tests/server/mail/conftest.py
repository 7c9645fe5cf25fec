"""People with addresses, whose tickets cause mails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import delete, insert

from domain.records import Store, UserCard
from server.accounts.tables import Account
from server.mail import causes
from server.mail.post import post_for
from server.mail.sender import Sender
from server.mail.sending import Outbox
from server.mail.tables import Mail
from tests.support.mailbox import Mailbox
from tests.support.world import World

SENDER = Sender("desk@panes.example", "Panes · ayuda")
ADDRESSES = {name: f"{name}@stores.example" for name in ("olga", "simon", "nadia", "ana", "tina")}


class Clock:
    """A clock that only the test moves."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time."""
        return self.now


@pytest.fixture
def desk(world: World) -> World:
    """The franchise: Olga's words are Spanish, her store's clock is Madrid's, and Carla has no address."""
    with world.database.transaction() as connection:
        # On PostgreSQL other tests were here.
        connection.execute(delete(Mail))
        connection.execute(delete(Account))
        rows = [
            {"user_id": world.ids[name], "space_id": world.space_id, "name": name, "email": address, "locked": False,
             "password_hash": "", "created_at": world.now, "signed_in_at": None}
            for name, address in {**ADDRESSES, "carla": ""}.items()
        ]  # fmt: skip
        connection.execute(insert(Account), rows)
    olga, centro = world.get(UserCard, "olga"), world.get(Store, "centro")
    world.put(replace(olga, locale="es", name="Olga Núñez"), replace(centro, time_zone="Europe/Madrid"))
    causes.follow(world.database)
    return world


@pytest.fixture
def clock(desk: World) -> Clock:
    """The sender's clock: a little after everything that the test does first."""
    return Clock(desk.now.replace(minute=59))


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server that answers."""
    with Mailbox().open() as opened:
        yield opened


@pytest.fixture
def outbox(desk: World, mailbox: Mailbox, clock: Clock) -> Outbox:
    """What sends to it."""
    return Outbox(desk.database, post_for(mailbox.url, Path()), SENDER, clock)
