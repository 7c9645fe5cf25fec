"""A link is good for what it was made for, until its time is over, and on every process of the server."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete

from server.db.database import Database
from server.signing import Opened, ServerKey, Signer
from tests.support.world import BEGAN_AT

UNTIL = BEGAN_AT + timedelta(hours=1)


@pytest.fixture
def signer(database: Database) -> Signer:
    """Of a server whose key is not made yet."""
    with database.transaction() as connection:
        connection.execute(delete(ServerKey))
    return Signer(database)


def test_a_link_says_what_it_was_given_until_its_time_is_over(signer: Signer, database: Database) -> None:
    text = signer.seal("help", "abc", UNTIL)
    assert Signer(database).open("help", text, BEGAN_AT) == Opened("abc", UNTIL)
    assert signer.open("help", text, UNTIL) is None


def test_a_link_is_good_for_one_purpose_alone(signer: Signer) -> None:
    assert signer.open("reset", signer.seal("help", "abc", UNTIL), BEGAN_AT) is None


def test_nothing_of_a_link_can_be_changed(signer: Signer) -> None:
    text = signer.seal("help", "abc", UNTIL)
    subject, moment, mark = text.split(".")
    later = f"{int(moment, 16) + 3600:x}"
    for changed in (
        f"abd.{moment}.{mark}", f"{subject}.{later}.{mark}", f"{subject}.{moment}.{mark[:-1]}", f"{subject}.{moment}.",
        subject, "", "..", "ünïcode.x.y", f"{text}.", text * 9, "\0", "a.\ud800.b",
    ):  # fmt: skip
        assert signer.open("help", changed, BEGAN_AT) is None, changed


def test_another_server_takes_none_of_its_links(signer: Signer, database: Database) -> None:
    text = signer.seal("help", "abc", UNTIL)
    with database.transaction() as connection:
        connection.execute(delete(ServerKey))
    assert Signer(database).open("help", text, BEGAN_AT) is None


def test_secrets_differ_by_purpose_and_subject(signer: Signer, database: Database) -> None:
    secrets = {signer.secret(purpose, subject) for purpose in ("a", "b") for subject in ("x", "y")}
    assert len(secrets) == 4
    assert signer.secret("a", "x") == Signer(database).secret("a", "x")
