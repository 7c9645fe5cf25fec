"""Correctness before speed: what a client holds must be what the server holds, to the byte, or there is no figure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.sync_client import CACHE, KEY
from bench.sync_server import Furnished
from domain.records import Message, Record, Ticket
from sync.replica.columns import COLUMNS
from sync.replica.connection import open_reader


class NotTheSame(Exception):
    """The two ends differ: nothing that was measured counts."""


def check_same(furnished: Furnished, folder: Path, *, scopes_each: int | None = None, key: bytes = KEY) -> None:
    """Compare every ticket and message, and how often a ticket is a member if `scopes_each` says how often it must be.

    Raises:
        NotTheSame: They differ.
    """
    with closing(open_reader(folder / CACHE, key)) as cache, closing(furnished.connection()) as server:
        for record_type in (Ticket, Message):
            if _digest(_rows(cache, record_type)) != _digest(_rows(server, record_type)):
                raise NotTheSame(f"the {record_type.KIND}s of the two ends differ")
        if scopes_each is not None:
            sql = "SELECT count(*) FROM ticket JOIN sight ON sight.id = sight_id WHERE json_array_length(scopes) = ?"
            (held,) = cache.execute(sql, (scopes_each,)).fetchone()
            (there,) = server.execute("SELECT count(*) FROM ticket").fetchone()
            if held != there:
                raise NotTheSame(f"{held} of {there} tickets are seen through {scopes_each} scopes")


def documents(furnished: Furnished) -> Iterator[dict[str, Any]]:
    """Yield the server's tickets in stored form, by id, with the `_id` that document databases want."""
    columns = COLUMNS[Ticket.KIND]
    with closing(furnished.connection()) as server:
        for row in _rows(server, Ticket):
            data, _ = columns.data([*row, None])
            yield {"_id": data["id"], **data}


def digest_of(docs: Iterable[dict[str, Any]]) -> str:
    """Return the digest of documents as `peers/pouchdb_client.js` computes it."""
    lines = (json.dumps(doc, sort_keys=True, separators=(",", ":"), ensure_ascii=False) for doc in docs)
    return _digest(lines)


def _rows(connection: Any, record_type: type[Record]) -> Iterator[Any]:
    names = ", ".join(f'"{name}"' for name in (*record_type.__struct_fields__, "rev"))
    return iter(connection.execute(f'SELECT {names} FROM "{record_type.KIND}" ORDER BY id'))  # noqa: S608 - names of ours


def _digest(lines: Iterable[Any]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(f"{line}\n".encode() if isinstance(line, str) else f"{tuple(line)}\n".encode())
    return digest.hexdigest()
