"""Settings and database for a command, or a sentence that says what is missing."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from domain.access import Actor
from domain.ids import SpaceId
from domain.records import Role, Space, UserCard
from server.acting import operator
from server.commands.errors import CommandError
from server.db.database import Database, utc_now
from server.db.errors import StorageBusy
from server.db.reading import RecordReader
from server.migrations import versioning
from server.search.following import follow
from server.settings import PREFIX, InvalidSetting, Settings, settings_from
from server.views.counting import Counts

SETTINGS_FILE = "server.toml"
NO_SPACE = "There is no franchise here: run `mostrador-server init`."


def read_settings(data: Path | None, environment: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Return the settings: the command line's, else the environment's, else `server.toml`'s, else the defaults.

    Raises:
        CommandError: A value is not valid, or the file cannot be read.
    """
    variables = dict(os.environ if environment is None else environment)
    folder = data or Path(variables.get(f"{PREFIX}DATA_PATH", "mostrador-data"))
    try:
        return settings_from(_from_file(folder / SETTINGS_FILE) | variables, data_path=folder, **given)
    except InvalidSetting as error:
        variable = PREFIX + error.name.upper()
        where = f"The variable {variable}" if variable in variables else f"{error.name} in {folder / SETTINGS_FILE}"
        raise CommandError(f"{where} {error.problem}: correct it.") from error


def _from_file(path: Path) -> dict[str, str]:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except NotADirectoryError as error:
        raise CommandError(f"{path.parent} is not a folder: name the server's folder with --data.") from error
    except PermissionError as error:
        raise CommandError(f"{path} may not be read: allow the server's user to read it.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} is not valid TOML ({error}): correct it.") from error
    names = set(Settings.__dataclass_fields__)
    if unknown := set(values) - names:
        known = ", ".join(sorted(names - {"data_path"}))
        raise CommandError(f"{path} has a setting {min(unknown)}, which there is not. There are: {known}.")
    return {PREFIX + name.upper(): str(value).lower() if isinstance(value, bool) else str(value)
            for name, value in values.items()}  # fmt: skip


@contextmanager
def opened(settings: Settings, *, checked: bool = True) -> Iterator[Database]:
    """Open the database, its search index and counts following; closed at the end of the block.

    Args:
        settings: Where it is.
        checked: Whether it must have today's schema.

    Raises:
        CommandError: The folder or the database is not there.
        MigrationError: Not today's schema.
    """
    if checked and not settings.data_path.is_dir():
        raise CommandError(
            f"There is no data folder {settings.data_path}: create one with `mostrador-server init --data "
            f"{settings.data_path}`, or name another with --data."
        )
    database = _database(settings)
    try:
        with database_errors(settings, database):
            if checked:
                versioning.check(database)
            follow(database)
            Counts(database, utc_now).follow()
            yield database
    finally:
        database.close()


def _database(settings: Settings) -> Database:
    wrong = CommandError("The database's address is not valid: write it as postgresql://user:password@host/name.")
    try:
        # A file's place is --data's to say: whatever else stands there is meant to be an address.
        if settings.database_url and make_url(settings.database_url).get_backend_name() != "postgresql":
            raise wrong
        return Database.open(settings.database_place)
    except (ArgumentError, ImportError) as error:
        raise wrong from error


@contextmanager
def database_errors(settings: Settings, database: Database) -> Iterator[None]:
    """Say in a sentence what a database that cannot be used needs."""
    place = database.engine.url.render_as_string(hide_password=True)
    try:
        yield
    except StorageBusy as error:
        if settings.database_url:
            what = "check that it runs, its address and its password, and try again"
            message = f"The database at {place} does not answer: {what}."
        else:
            message = f"The database in {settings.data_path} is in use by another process: try again in a moment."
        raise CommandError(message) from error
    except DBAPIError as error:
        if _is_damaged(error):
            message = f"The file {database.engine.url.database} is no database, or is damaged: restore a copy of it."
        elif "unable to open" in str(error.orig) or "readonly" in str(error.orig):
            message = f"{settings.data_path} may not be written: allow the server's user to write to the folder."
        else:
            raise
        raise CommandError(message) from error


def only_space(database: Database) -> SpaceId:
    """Return the space of this server.

    Raises:
        CommandError: There is none, or its making was not finished.
    """
    for space_id in sorted(database.heads()):
        with database.read(space_id) as reader:
            if reader.find(Space):
                return space_id
    raise CommandError(NO_SPACE)


def console(reader: RecordReader) -> Actor:
    """Return whoever sits at the console: the first administrator, with every permission.

    Raises:
        CommandError: There is none.
    """
    roles = {role.id for role in reader.find(Role, key="admin")}
    admins = [card for card in reader.find(UserCard) if card.role_id in roles and card.active]
    if not admins:
        raise CommandError("There is no administrator: add one with `mostrador-server user add NAME --role admin`.")
    return operator(admins[0].id)


def _is_damaged(error: DBAPIError) -> bool:
    return any(word in str(error.orig) for word in ("not a database", "malformed"))
