"""Replicas of a world's people, and the word of the tests' own oracle on what each must hold."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.ids import Scope, SpaceId
from domain.records import RECORD_TYPES, Record, to_wire
from server.replication.pull import pull
from sync.protocol.pull import PullRequest
from tests.support.shelf import Key, Shelf
from tests.support.sight import eyes_of, visible
from tests.support.world import World

Content = dict[Key, tuple[dict[str, Any], frozenset[Scope]]]


def shelf_of(world: World, name: str, rows_most: int = 1_000) -> Shelf:
    """An empty replica of the person's."""

    def ask(request: PullRequest) -> bytes:
        return pull(world.database, request, world.user(name), world.now).body

    return Shelf(ask, world.new_id(), rows_most)


_first_syncs: dict[tuple[SpaceId, str, int], Shelf] = {}


def first_synced(world: World, name: str, rows_most: int = 1_000) -> Shelf:
    """A replica of the person's after its first sync.

    A world in a file is the same for all tests: as long as nothing was written to it, what it brings is pulled once.
    """
    shelf, place = shelf_of(world, name, rows_most), (world.space_id, name, rows_most)
    if world.database.engine.dialect.name != "sqlite" or not world.is_as_built():
        shelf.sync()
        return shelf
    if place not in _first_syncs:
        shelf.sync()
        _first_syncs[place] = shelf
    return _first_syncs[place].copied(shelf.pull, shelf.client)


def fetched(world: World, name: str) -> Content:
    """What a replica holds that begins now."""
    shelf = shelf_of(world, name)
    shelf.sync()
    return shelf.content()


Everything = dict[Key, tuple[Record, dict[str, Any]]]
"""Every record of a space, also as it travels."""


def everything(world: World) -> Everything:
    """All that is stored, whoever may see it."""
    with world.database.read(world.space_id) as session:
        records: list[Record] = [record for kind in RECORD_TYPES for record in session.find(kind)]
    return {(record.KIND, record.id): (record, as_sent(record)) for record in records}


def as_sent(record: Record) -> dict[str, Any]:
    """The record as a page brings it."""
    data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(to_wire(record)))
    return data


def rightful(world: World, name: str, stored: Everything | None = None) -> Content:
    """What the person must hold: neither the feed is asked nor the rules that fill it."""
    stored = everything(world) if stored is None else stored
    records = {key: record for key, (record, _) in stored.items()}
    seen = visible(eyes_of(world.ids[name], records), records)
    return {key: (stored[key][1], scopes) for key, scopes in seen.items()}
