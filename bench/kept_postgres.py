"""PostgreSQL databases that take minutes to fill, kept on the server until what they are made of changes."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

import psycopg
from sqlalchemy import make_url

PREFIX = "mostrador_bench"


@contextlib.contextmanager
def copy_of(server_url: str, name: str, sources: Sequence[ModuleType], make: Callable[[str], None]) -> Iterator[str]:
    """Yield the URL of a copy of a database that `make` filled, whole or not at all; the copy is dropped afterwards."""
    digest = hashlib.sha256(b"".join(Path(str(source.__file__)).read_bytes() for source in sources)).hexdigest()
    kept = f"{PREFIX}_{name}_{digest[:12]}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        there = [row[0] for row in connection.execute("SELECT datname FROM pg_database").fetchall()]
        if kept not in there:
            for old in (one for one in there if one.startswith(f"{PREFIX}_{name}_")):
                connection.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            sys.stderr.write(f"filling {kept}: some minutes, once\n")
            new = f"{PREFIX}_new_{secrets.token_hex(6)}"
            connection.execute(f'CREATE DATABASE "{new}"')
            try:
                make(_url(server_url, new))
                connection.execute(f'ALTER DATABASE "{new}" RENAME TO "{kept}"')
            except BaseException:
                connection.execute(f'DROP DATABASE IF EXISTS "{new}" WITH (FORCE)')
                raise
        copy = f"{PREFIX}_run_{secrets.token_hex(6)}"
        connection.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{kept}"')
    try:
        yield _url(server_url, copy)
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


def _url(server_url: str, name: str) -> str:
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)
