"""The audit log shows what was changed in it, taken out of it or cut off at its end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from domain.ids import SpaceId
from server.audit import log
from server.audit.log import Entry
from server.audit.tables import Act, AuditHead, AuditRow
from server.db.database import Database

SPACE, OTHER = SpaceId("01890a5d-ac96-774b-bcce-000000000001"), SpaceId("01890a5d-ac96-774b-bcce-000000000002")
AT = datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5)))


def fill(database: Database, count: int = 4, space: SpaceId = SPACE) -> None:
    for number in range(count):
        with database.transaction() as connection:
            detail = {"z": number, "a": "ñ ✓", "list": [1, None, True]}
            log.write(connection, space, Entry(Act.ACCOUNT_LOCKED, AT, space, None, None, detail))  # type: ignore[arg-type]


def verdict(database: Database, space: SpaceId = SPACE) -> log.Verdict:
    with database.snapshot() as connection:
        return log.verify(connection, space)


def test_a_log_that_nobody_touched_is_whole(database: Database) -> None:
    assert verdict(database) == (0, "", "")
    fill(database)
    fill(database, 2, OTHER)
    assert (verdict(database).length, verdict(database).wrong) == (4, "")
    assert (verdict(database, OTHER).length, verdict(database, OTHER).wrong) == (2, "")
    with database.snapshot() as connection:
        (at,) = set(connection.scalars(select(AuditRow.at)))
    assert at == AT.astimezone(UTC)


def test_several_entries_of_one_transaction_follow_each_other(database: Database) -> None:
    with database.transaction() as connection:
        log.write(connection, SPACE, Entry(Act.ACCOUNT_LOCKED, AT), Entry(Act.SESSIONS_ENDED, AT))
    assert (verdict(database).length, verdict(database).wrong) == (2, "")


def cut_off(database: Database) -> None:
    with database.transaction() as connection:
        log.write(connection, SPACE, Entry(Act.ACCOUNT_LOCKED, AT))
        raise RuntimeError


def test_what_is_taken_back_leaves_no_row(database: Database) -> None:
    fill(database, 1)
    with pytest.raises(RuntimeError):
        cut_off(database)
    fill(database, 1)
    assert (verdict(database).length, verdict(database).wrong) == (2, "")


def test_writers_at_the_same_time_wait_for_each_other(database: Database) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: fill(database, 3), range(4)))
    assert (verdict(database).length, verdict(database).wrong) == (12, "")


@pytest.mark.parametrize(
    "values",
    [
        {"act": "account.unlocked"}, {"actor_id": None}, {"user_id": OTHER}, {"at": AT + timedelta(microseconds=1)},
        {"detail": {"z": 9}}, {"hash": "0" * 64},
    ],
)  # fmt: skip
def test_a_row_that_was_changed_shows(database: Database, values: dict[str, Any]) -> None:
    fill(database)
    with database.transaction() as connection:
        connection.execute(update(AuditRow).where(AuditRow.n == 2).values(**values))
    assert verdict(database).wrong == "row 2 was changed"
    assert verdict(database).length == 1


def test_a_row_that_was_taken_out_shows(database: Database) -> None:
    fill(database)
    with database.transaction() as connection:
        connection.execute(delete(AuditRow).where(AuditRow.n == 2))
    assert verdict(database).wrong == "row 2 is missing"


def test_rows_that_were_cut_off_show(database: Database) -> None:
    fill(database)
    with database.transaction() as connection:
        connection.execute(delete(AuditRow).where(AuditRow.n >= 3))
    assert verdict(database).wrong == "there were 4 rows, and 2 are left"
    with database.transaction() as connection:
        connection.execute(delete(AuditHead))
    assert verdict(database).wrong == "there were 0 rows, and 2 are left"
