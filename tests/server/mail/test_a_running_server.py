"""A running server sends by itself what a push over HTTP causes, and counts what it cannot send."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import requests
from sqlalchemy import insert

from domain.records import time_text
from server.accounts.tables import Account
from sync.protocol.codec import encode
from sync.protocol.push import MutationEnvelope, PushRequest
from tests.support.mailbox import Mailbox
from tests.support.server import Served, served

WITHIN_S = 30.0


def wait_until(condition: Callable[[], bool]) -> bool:
    """Whether it came true before patience was over."""
    give_up_at = time.monotonic() + WITHIN_S
    while not (done := condition()) and time.monotonic() < give_up_at:
        time.sleep(0.05)
    return done


def answered_by_ana(server: Served) -> None:
    """Simon has an address, and Ana answers him."""
    world = server.world
    row = {"user_id": world.ids["simon"], "space_id": world.space_id, "name": "simon", "email": "simon@stores.example",
           "password_hash": "", "locked": False, "created_at": world.now, "signed_in_at": None}  # fmt: skip
    with world.database.transaction() as connection:
        connection.execute(insert(Account), [row])
    args = {"ticket_id": world.ids["taken"], "message_id": world.new_id(), "body": "Turn it off"}
    envelope = MutationEnvelope(n=1, id=world.new_id(), name="ticket.reply", v=1, at=time_text(world.now), args=args)
    body = encode(PushRequest(client=world.new_id(), epoch="e1", schema=1, mutations=(envelope,)))
    answer = requests.post(f"{server.url}/sync/v1/push", data=body, headers=server.headers("ana"), timeout=10)
    assert answer.status_code == 200


def test_without_a_mail_server_it_is_a_file(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        answered_by_ana(server)
        assert wait_until(lambda: any((tmp_path / "mail").glob("*.eml")))
    (file,) = (tmp_path / "mail").glob("*.eml")
    assert b"Turn it off" in file.read_bytes()
    assert b"From: Panes <mostrador@localhost>" in file.read_bytes()


def test_what_the_mail_server_refuses_is_counted(tmp_path: Path) -> None:
    with Mailbox().open() as mailbox:
        mailbox.answers["simon@stores.example"] = "550 nobody"
        with served(tmp_path, smtp_url=mailbox.url, mail_from="desk@panes.example") as server:
            answered_by_ana(server)
            figures = f"{server.url}/metrics"
            assert wait_until(lambda: "mostrador_parked_mails 1.0" in requests.get(figures, timeout=10).text)
            assert "mostrador_waiting_mails 0.0" in requests.get(figures, timeout=10).text
