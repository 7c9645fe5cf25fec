"""A server process that is killed between a commit and its mail sends it after its next start, once."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import requests

from domain.ids import RecordId
from domain.mutations.tickets import CreateTicket
from domain.records import Role, Store, UserCard
from domain.words import Origin
from server.accounts.administration import Administration, NewUser
from server.acting import act, fresh_id, operator
from server.commands.init import First, initialise
from server.db.database import Database, utc_now
from server.mail import causes
from server.settings import Settings
from tests.support.mailbox import Mailbox
from tests.support.server import ServerProcess, free_port

WITHIN_S = 30.0


def left_behind(data: Path) -> None:
    """A folder as a process leaves it that commits a ticket of Pía's and is killed before its mail."""
    space_id = initialise(Settings(data_path=data), First(password="correct horse")).space_id
    assert space_id is not None
    database = Database.open(data)
    causes.follow(database)
    with database.read(space_id) as reader:
        (owner,), (store,) = reader.find(Role, key="store_owner"), reader.find(Store)
    user = NewUser(name="pia", password="correct horse", role=owner, email="pia@stores.example", locale="es",
                   store_ids=(store.id,), full_name="Pía Gómez")  # fmt: skip
    now = utc_now() - timedelta(minutes=1)
    with database.write(space_id) as session:
        (admin,) = session.store.find(UserCard)
        user_id = Administration(database).add_in(session, operator(admin.id), user, "")
        actor = session.store.actor(user_id)
        assert actor is not None
        ticket = CreateTicket(ticket_id=fresh_id(now), message_id=fresh_id(now), title="No hay línea", body="Ayuda",
                              space_id=RecordId(space_id), store_id=store.id)  # fmt: skip
        act(session, actor, "ticket.create", ticket, now, Origin.DESKTOP)
    database.close()


def has_sent_all(process: ServerProcess) -> bool:
    """Whether nothing waits any more, before patience is over."""
    give_up_at = time.monotonic() + WITHIN_S
    while time.monotonic() < give_up_at:
        if "mostrador_waiting_mails 0.0" in requests.get(f"{process.url}/metrics", timeout=5).text:
            return True
        time.sleep(0.05)
    return False


def test_it_is_sent_once_by_whoever_comes_next(tmp_path: Path) -> None:
    left_behind(tmp_path)
    with Mailbox().open() as mailbox:
        environment = {**os.environ, "MOSTRADOR_SMTP_URL": mailbox.url, "MOSTRADOR_MAIL_FROM": "desk@panes.example"}
        process = ServerProcess(tmp_path, free_port(), environment=environment)
        for _ in range(2):
            process.start()
            assert has_sent_all(process)
            process.kill()
        (letter,) = mailbox.letters
        assert "No hay línea" in letter["Subject"]
