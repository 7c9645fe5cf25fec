"""Olga has an account, a ticket under a protected topic, and a store with a number; a mail server; a clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from domain.ids import RecordId
from domain.records import Role, Space, Store, TicketDesk, Topic
from server.accounts.accounts import Accounts
from server.accounts.administration import Administration, NewUser
from server.accounts.links import AccountLinks
from server.accounts.passwords import Passwords
from server.accounts.resets import Resets
from server.accounts.throttle import Throttle
from server.acting import operator
from server.audit.tables import AuditRow
from server.db.database import Database
from server.identity import effects
from server.identity.desk import IdentityDesk
from server.mail.post import post_for
from server.mail.sender import Sender
from server.mail.sending import Outbox
from server.signing import Signer
from sync.protocol.accounts import Session, SignIn
from sync.protocol.push import MutationResult
from tests.server.accounts.test_accounts import CHEAP
from tests.server.databases import database, own_postgres, place
from tests.support.mailbox import Mailbox, texts
from tests.support.world import World, build_world

__all__ = ["database", "own_postgres", "place"]

OLD = "correct horse battery"


@dataclass
class Counter:
    """The desk over a world."""

    world: World
    mailbox: Mailbox
    desk: IdentityDesk
    accounts: Accounts
    resets: Resets
    outbox: Outbox
    ticket_id: RecordId
    later: timedelta = field(default_factory=timedelta)
    ended: list[RecordId] = field(default_factory=list)

    def does(self, name: str, who: str = "ana", **args: Any) -> MutationResult:
        """Push a mutation of the ticket's."""
        return self.world.client(who).does(name, ticket_id=self.ticket_id, **args)

    def verify(self, **args: Any) -> MutationResult:
        """Note that Olga was called back."""
        return self.does("ticket.verify", **{"method": "call_back", "passed": True, **args})

    def side(self) -> TicketDesk:
        """What the desk knows of the ticket."""
        found: TicketDesk = self.world.get(TicketDesk, self.ticket_id)
        return found

    def sign_in(self, password: str = OLD, new: str = "") -> Session:
        """Sign in as Olga."""
        device = self.world.ids["device"]
        return self.accounts.sign_in(
            SignIn(account="olga", password=password, device=device, new_password=new), "10.0.0.1"
        )

    def letters(self) -> list[tuple[str, str]]:
        """What came by mail: subject and text."""
        self.outbox.send_all()
        return [(str(letter["Subject"]), texts(letter)[0]) for letter in self.mailbox.letters]

    def code(self) -> str:
        """The code that came last."""
        found = re.findall(r"\b(\d{6})\b", self.letters()[-1][1])
        return str(found[0])

    def audited(self) -> list[str]:
        """What was done to Olga's account, in order."""
        with self.world.database.snapshot() as connection:
            rows = select(AuditRow.act).where(AuditRow.user_id == self.world.ids["olga account"]).order_by(AuditRow.n)
            return list(connection.scalars(rows))


@pytest.fixture
def counter(database: Database) -> Iterator[Counter]:
    world = build_world(database)
    world.ids["device"] = world.new_id()
    passwords, signer = Passwords(CHEAP), Signer(database)
    links = AccountLinks(signer, "https://desk.example")
    world.put(
        replace(world.get(Space, "space"), phone="900 100 200"),
        replace(world.get(Store, "centro"), phone="954 111 222"),
        Topic(id=world.new_id(), key="accounts", names={"en": "Accounts"}, team_id=world.ids["tills"], protected=True),
    )
    with database.read(world.space_id) as reader:
        (owner,) = reader.find(Role, key="store_owner")
        (topic,) = reader.find(Topic, key="accounts")
    user = NewUser(
        name="olga", password=OLD, role=owner, full_name="Olga Ruiz", email="olga@panes.example",
        store_ids=(world.ids["centro"],),
    )  # fmt: skip
    administration = Administration(database, passwords, lambda: world.now)
    olga = world.ids["olga account"] = administration.add(world.space_id, operator(world.ids["ada"]), user)
    ticket = world.ticket(
        "locked out", requester_id=olga, store_id="centro", team_id="tills", topic_id=topic.id, number=90
    )
    world.put(ticket, *world.children(ticket))
    with Mailbox().open() as mailbox:
        made = Counter(world, mailbox, None, None, None, None, ticket.id)  # type: ignore[arg-type]

        def clock() -> datetime:
            return world.now + made.later

        effects.follow(database, made.ended.append)
        made.accounts = Accounts(database, passwords=passwords, throttle=Throttle(), clock=clock, signer=signer)
        made.resets = Resets(database, links, Throttle.of_resets(), clock, passwords=passwords)
        made.desk = IdentityDesk(
            database, links, Throttle.of_codes(), clock, passwords=passwords, on_ended=made.ended.append
        )
        made.outbox = Outbox(
            database, post_for(mailbox.url, Path()), Sender("desk@panes.example"), clock, account_links=links
        )
        yield made
