"""`init`: makes the folder, the schema and a first space with roles, team, store and administrator."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from domain.access import Actor
from domain.ids import RecordId, SpaceId
from domain.mutations.structure import Save
from domain.records import Record, Region, Role, Space, Store, Team
from domain.roles import BUILT_IN
from server.accounts.administration import Administration, NewUser
from server.accounts.naming import check_locale, check_name
from server.accounts.passwords import Passwords, check_password
from server.acting import act, fresh_id, operator
from server.commands.errors import CommandError
from server.commands.opening import opened
from server.commands.structure import check_record_name
from server.db.database import Database, WriteSession, utc_now
from server.feed.epochs import fresh_epoch
from server.migrations import versioning
from server.settings import Settings

FOLDER_MODE = 0o700
"""Customers' data is for the server's user only."""


@dataclass(frozen=True, kw_only=True)
class First:
    """What a new server begins with."""

    space: str = "My franchise"
    team: str = "Support"
    region: str = "Region 1"
    store: str = "Store 1"
    locale: str = "en"
    admin: str = "admin"
    password: str


@dataclass(frozen=True)
class Initialised:
    """What `init` has done. `space_id` is None if the space was there before."""

    version: str
    space_id: SpaceId | None


def is_initialised(settings: Settings) -> bool:
    """Tell whether the database has a space already; brings its schema up to date if so."""
    if not settings.database_url and not Path(settings.data_path).exists():
        return False
    with opened(settings, checked=False) as database:
        versioning.upgrade(database)
        return _is_made(database)


def initialise(settings: Settings, first: First, passwords: Passwords | None = None) -> Initialised:
    """Make what is not there; a space that is there is left as it is.

    Raises:
        AccountInvalid: The administrator's name or language.
        CommandError: A name is missing, or the folder cannot be made.
        WeakPassword: The administrator's.
        MigrationError: A newer server has been at work.
    """
    check_first(first)
    make_folder(settings.data_path)
    with opened(settings, checked=False) as database:
        version = versioning.upgrade(database)
        if _is_made(database):
            return Initialised(version, None)
        return Initialised(version, create_space(database, first, utc_now(), passwords))


def check_first(first: First) -> None:
    """Look at everything that `init` is told before anything is made.

    Raises:
        AccountInvalid: The administrator's name or language.
        CommandError: A name is missing or too long.
        WeakPassword: The administrator's.
    """
    check_names(space=first.space, team=first.team, region=first.region, store=first.store)
    check_administrator(first.admin, first.locale)
    check_password(first.admin, first.password)


def check_names(**names: str) -> None:
    """Raise `CommandError` if one of the names, by option, is missing or too long."""
    for option, name in names.items():
        check_record_name(name, f"--{option}")


def check_administrator(name: str, locale: str) -> None:
    """Raise `AccountInvalid` if the first account cannot have this name or language."""
    check_name(name)
    check_locale(locale)


def create_space(database: Database, first: First, now: datetime, passwords: Passwords | None = None) -> SpaceId:
    """Create a space with its roles, a team, a store and an administrator.

    Its history begins before its records are written: one that was left at that is gone on with.
    """
    passwords = passwords or Passwords()
    admin_id = fresh_id(now)
    password_hash = passwords.hash(first.password)
    begun = sorted(database.heads())
    space_id = begun[0] if begun else SpaceId(fresh_id(now))
    if not begun:
        database.create_space(space_id, epoch=fresh_epoch())
    with database.write(space_id) as session:
        admin = operator(admin_id)
        roles = save_roles(session, admin, now)
        team = Team(id=fresh_id(now), name=first.team)
        region = Region(id=fresh_id(now), name=first.region)
        store = Store(id=fresh_id(now), name=first.store, code="1", region_id=region.id, locale=first.locale)
        space = Space(id=RecordId(space_id), name=first.space, default_team_id=team.id, locale=first.locale)
        for record in (space, team, region, store):
            save(session, admin, record, now)
        user = NewUser(
            name=first.admin, password="", role=roles["admin"], locale=first.locale, user_id=admin_id
        )  # fmt: skip
        Administration(database, passwords).add_in(session, admin, user, password_hash)
    return space_id


def save_roles(session: WriteSession, actor: Actor, now: datetime) -> dict[str, Role]:
    """Save the built-in roles that are not there; return all of them by key."""
    roles = {role.key: role for role in session.store.find(Role)}
    for key, (name, permissions) in BUILT_IN.items():
        if key not in roles:
            roles[key] = Role(id=fresh_id(now), key=key, name=name, permissions=tuple(sorted(map(str, permissions))))
            save(session, actor, roles[key], now)
    return roles


def save(session: WriteSession, actor: Actor, record: Record, now: datetime) -> None:
    """Save a record of the structure."""
    fields: dict[str, Any] = {record.KIND: record}
    act(session, actor, "structure.save", Save(**fields), now)


def _is_made(database: Database) -> bool:
    """Tell whether there is a space with its records, not only its history's beginning."""
    for space_id in database.heads():
        with database.read(space_id) as reader:
            if reader.find(Space):
                return True
    return False


def make_folder(path: Path) -> None:
    """Make the server's folder, if it is not there, for its owner only.

    Raises:
        CommandError: It cannot be made there.
    """
    try:
        path.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    except FileExistsError as error:
        raise CommandError(f"{path} is a file: name a folder with --data.") from error
    except PermissionError as error:
        raise CommandError(f"{path} may not be made here: choose another place with --data.") from error
    except OSError as error:
        full = "the disk is full: make room" if error.errno == errno.ENOSPC else f"{error.strerror}: choose another"
        raise CommandError(f"The folder {path} cannot be made, {full}.") from error
