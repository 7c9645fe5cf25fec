"""`user`: add, change, list, disable, enable, password, revoke-devices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from domain.ids import RecordId
from domain.records import Role, Store, Team
from server.accounts.administration import AccountRow, Administration, Change, NewUser
from server.commands.opening import console, only_space
from server.commands.structure import named
from server.db.database import Database


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
        AccountError: The name is taken, the password weak, or what is said of the user makes no sense.
    """
    space_id = only_space(database)
    with database.read(space_id) as reader:
        actor = console(reader)
        user = NewUser(
            name=wanted.name,
            password=wanted.password,
            role=named(reader, Role, wanted.role, "role"),
            full_name=wanted.full_name,
            email=wanted.email,
            locale=wanted.locale,
            store_ids=tuple(named(reader, Store, name, "store").id for name in wanted.stores),
            team_ids=tuple(named(reader, Team, name, "team").id for name in wanted.teams),
        )
    return Administration(database).add(space_id, actor, user)


def change(
    database: Database, name: str, *, role: str | None, stores: Sequence[str] | None, teams: Sequence[str] | None
) -> None:
    """Change a user's role, stores or teams; None leaves them as they are, a list takes the place of the old one.

    Raises:
        CommandError: No such role, store or team.
        AccountError: There is no such account, the role needs a store, or nobody could administer any more.
    """
    with database.read(only_space(database)) as reader:
        actor = console(reader)
        wanted = Change(
            role=named(reader, Role, role, "role") if role is not None else None,
            store_ids=None if stores is None else tuple(named(reader, Store, one, "store").id for one in stores),
            team_ids=None if teams is None else tuple(named(reader, Team, one, "team").id for one in teams),
        )
    Administration(database).change(actor, name, wanted)


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
