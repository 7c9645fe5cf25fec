"""Sets up the sample server's folder: today's schema, the sample franchise, an account for everybody in it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from demo.acts import SPACE_ID, person_id, sample_id
from demo.content.people import PEOPLE
from demo.sample import load_sample
from server.accounts.passwords import Passwords
from server.accounts.tables import Account
from server.db.database import Database
from server.migrations.versioning import upgrade
from server.search.following import follow

PASSWORD = "molino-azul"
"""Of every sample account: the demo says so on its sign-in screen and listens on this machine only."""
STORE_ACCOUNT = "rosa.galvez"
AGENT_ACCOUNT = "nuria.vidal"


def set_up(data: Path, now: datetime | None = None) -> None:
    """Make the sample server's folder anew; what was in it is gone.

    Args:
        data: The folder.
        now: The present of the sample tickets; this moment if not given.
    """
    if data.exists():
        shutil.rmtree(data)
    data.mkdir(parents=True)
    now = now or datetime.now(UTC)
    database = Database.open(data)
    try:
        upgrade(database)
        follow(database)
        database.create_space(SPACE_ID, sample_id(f"epoch/{now.isoformat()}"))
        load_sample(database, now)
        _add_accounts(database, now)
    finally:
        database.close()


def _add_accounts(database: Database, now: datetime) -> None:
    """Give everybody in the sample an account: handle as name, one password, hashed once for all."""
    password_hash = Passwords().hash(PASSWORD)
    rows = [
        {
            "user_id": person_id(person.handle),
            "space_id": SPACE_ID,
            "name": person.handle,
            "email": person.email,
            "password_hash": password_hash,
            "locked": False,
            "created_at": now,
            "signed_in_at": None,
        }
        for person in PEOPLE
    ]
    with database.transaction() as connection:
        connection.execute(insert(Account), rows)
