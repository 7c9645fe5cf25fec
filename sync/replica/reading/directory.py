"""People, stores, teams and topics: the names that lists and menus show."""

from __future__ import annotations

import json
from collections.abc import Collection

from sync.replica.reading.reader import Reader, marks
from sync.replica.reading.rows import Me, PersonRow, StoreRow, TopicRow

PERSON = """
SELECT u.id, u.name, u.title, coalesce(r.key, ''), u.locale, u.phone, u.team_ids, u.store_ids
FROM user_card u LEFT JOIN role r ON r.id = u.role_id
"""


def me(reader: Reader, user_id: str) -> Me | None:
    """Return whose cache this is, or None before the first page has come."""
    row = reader.first(
        "SELECT u.name, u.title, coalesce(r.key, ''), coalesce(r.permissions, '[]'), u.team_ids, u.store_ids"
        " FROM user_card u LEFT JOIN role r ON r.id = u.role_id WHERE u.id = ?",
        (user_id,),
    )
    if row is None:
        return None
    name, title, role, permissions, team_ids, store_ids = row
    granted = frozenset(json.loads(permissions))
    scopes = [scope for (scope,) in reader.all('SELECT scope FROM "grant" WHERE user_id = ?', (user_id,))]
    teams = {*json.loads(team_ids), *(scope[5:] for scope in scopes if scope.startswith("team:"))}
    if "desk.all" in granted:
        teams = {team_id for (team_id,) in reader.all("SELECT id FROM team")}
    stores = {*json.loads(store_ids), *(scope[6:] for scope in scopes if scope.startswith("store:"))}
    space = reader.first("SELECT id, name, phone FROM space LIMIT 1") or ("", "", "")
    return Me(
        user_id, name, title, role, granted, tuple(sorted(teams)), tuple(sorted(stores)), space[0], space[1], space[2]
    )


def person(reader: Reader, user_id: str) -> PersonRow | None:
    """Return a person's card."""
    row = reader.first(PERSON + "WHERE u.id = ?", (user_id,))
    return _person(row) if row else None


def names(reader: Reader, ids: Collection[str]) -> dict[str, str]:
    """Return id to name of those of these people that there are."""
    sql = f"SELECT id, name FROM user_card WHERE id IN ({marks(ids)})"  # noqa: S608 - no input in it
    return dict(reader.all(sql, ids)) if ids else {}


def everybody(reader: Reader, most: int) -> list[tuple[str, str]]:
    """Return (id, name) of at most so many people who have not left, by name."""
    return list(reader.all("SELECT id, name FROM user_card WHERE active ORDER BY name LIMIT ?", (most,)))


def agents(reader: Reader) -> list[PersonRow]:
    """Return everybody who may work tickets, by name."""
    sql = PERSON + "WHERE u.active AND r.permissions LIKE '%\"ticket.work\"%' ORDER BY u.name"
    return [_person(row) for row in reader.all(sql)]


def colleagues(reader: Reader) -> list[PersonRow]:
    """Return everybody who reads for the desk, by name: whom one may call into a ticket."""
    sql = PERSON + "WHERE u.active AND r.permissions LIKE '%\"desk.read\"%' ORDER BY u.name"
    return [_person(row) for row in reader.all(sql)]


def cards(reader: Reader) -> list[PersonRow]:
    """Return the cards of everybody who has not left, by name; for the read thread."""
    return [_person(row) for row in reader.all(PERSON + "WHERE u.active ORDER BY u.name")]


def _person(row: tuple[str, ...]) -> PersonRow:
    user_id, name, title, role, locale, phone, team_ids, store_ids = row
    return PersonRow(
        user_id, name, title, role, locale, phone, tuple(json.loads(team_ids)), tuple(json.loads(store_ids))
    )


def stores(reader: Reader, ids: tuple[str, ...] | None = None) -> list[StoreRow]:
    """Return those stores, or all, by name."""
    where = "" if ids is None else f"WHERE id IN ({marks(ids)})"
    sql = f"SELECT id, name, code, city, country, phone, opens FROM store {where} ORDER BY name"  # noqa: S608 - no input in it
    return [StoreRow(*row) for row in reader.all(sql, ids or ())]


def store(reader: Reader, store_id: str) -> StoreRow | None:
    """Return a shop."""
    found = stores(reader, (store_id,))
    return found[0] if found else None


def store_open_count(reader: Reader, store_id: str) -> int:
    """Return how many tickets of a store are not solved."""
    sql = "SELECT count(*) FROM ticket WHERE store_id = ? AND status NOT IN ('resolved', 'closed')"
    return int(reader.value(sql, (store_id,)))


def teams(reader: Reader) -> list[tuple[str, str]]:
    """Return (id, name) of every team, by name."""
    return [(row[0], row[1]) for row in reader.all("SELECT id, name FROM team ORDER BY name")]


def topics(reader: Reader) -> list[TopicRow]:
    """Return every topic in its order."""
    found = reader.all("SELECT id, key, names FROM topic ORDER BY position, key")
    return [TopicRow(row[0], row[1], json.loads(row[2])) for row in found]


def categories(reader: Reader) -> dict[str, dict[str, str]]:
    """Return category id to its names by locale."""
    return {row[0]: json.loads(row[1]) for row in reader.all("SELECT id, names FROM category ORDER BY position")}
