"""`user`: add, list, disable, enable, password, revoke-devices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from domain.ids import RecordId
from domain.records import R, Role, Store, Team
from server.accounts.administration import AccountRow, Administration, NewUser
from server.commands.errors import CommandError
from server.commands.opening import console, only_space
from server.db.database import Database
from server.db.reading import RecordReader


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A user as the command line describes one; stores and teams by name (or a store's code)."""

    name: str
    password: str
    role: str
    full_name: str = ""
    email: str = ""
    locale: str = "en"
    stores: Sequence[str] = field(default=())
    teams: Sequence[str] = field(default=())


def add(database: Database, wanted: Wanted) -> RecordId:
    """Add a user; return the id.

    Raises:
        CommandError: No such role, store or team.
        AccountError: The name is taken or the password weak.
    """
    space_id = only_space(database)
    with database.read(space_id) as reader:
        actor = console(reader)
        user = NewUser(
            name=wanted.name,
            password=wanted.password,
            role=_named(reader, Role, wanted.role, "role"),
            full_name=wanted.full_name,
            email=wanted.email,
            locale=wanted.locale,
            store_ids=tuple(_named(reader, Store, name, "store").id for name in wanted.stores),
            team_ids=tuple(_named(reader, Team, name, "team").id for name in wanted.teams),
        )
    return Administration(database).add(space_id, actor, user)


def table(rows: Sequence[AccountRow]) -> Iterator[str]:
    """Yield the lines of a list of accounts."""
    head = ("ACCOUNT", "NAME", "ROLE", "DEVICES", "LAST SIGN-IN", "")
    lines = [head] + [
        (
            row.name,
            row.full_name,
            row.role,
            str(row.devices),
            f"{row.signed_in_at:%Y-%m-%d %H:%M} UTC" if row.signed_in_at else "never",
            "disabled" if row.locked else "",
        )
        for row in rows
    ]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    for line in lines:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _named(reader: RecordReader, record_type: type[R], name: str, what: str) -> R:
    """Return the record of that name, key, code or id.

    Raises:
        CommandError: None or several.
    """
    everything = reader.find(record_type)
    found = [record for record in everything if name.casefold() in _names(record)]
    if len(found) == 1:
        return found[0]
    there = ", ".join(sorted(str(getattr(r, "key", None) or getattr(r, "name", r.id)) for r in everything)) or "none"
    problem = f"There is no {what} {name!r}" if not found else f"There are {len(found)} called {name!r}: give the id"
    raise CommandError(f"{problem}. There are: {there}.")


def _names(record: object) -> set[str]:
    values = (getattr(record, field, "") for field in ("id", "key", "code", "name"))
    return {str(value).casefold() for value in values if value}
