"""The cache remembers what it has read only for as long as it is so."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.ids import RecordId
from sync.replica.cache import Cache
from sync.replica.crash_points import CrashPoint
from tests.sync.replica.model import KEY, ModelClient


class Stumbles(Exception):
    """Something fails in the middle of a transaction."""


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    """A cache with a single value in it."""
    cache = Cache.open(tmp_path / "cache.db", KEY)
    with cache.transaction(durable=False):
        cache.set_meta(seq=1)
    assert cache.meta("seq") == "1"
    yield cache
    cache.close()


def test_a_value_is_seen_as_soon_as_it_is_set(cache: Cache) -> None:
    with cache.transaction(durable=False):
        cache.set_meta(seq=2, epoch="e")
        assert (cache.meta("seq"), cache.meta("epoch")) == ("2", "e")
    assert (cache.meta("seq"), cache.meta("epoch")) == ("2", "e")


def test_a_value_of_a_transaction_that_failed_is_forgotten(cache: Cache) -> None:
    with contextlib.suppress(Stumbles), cache.transaction(durable=False):
        cache.set_meta(seq=2, epoch="e")
        raise Stumbles
    assert (cache.meta("seq"), cache.meta("epoch")) == ("1", "")


def test_a_value_of_a_group_that_was_never_stored_is_forgotten(cache: Cache) -> None:
    with cache.group(stored=False):
        cache.set_meta(seq=2)
    with pytest.raises(Stumbles), cache.group(stored=True):
        raise Stumbles
    assert cache.meta("seq") == "1"


def test_what_waits_is_counted_again_after_a_change_and_after_one_that_failed(
    ana: ModelClient, ticket_id: RecordId
) -> None:
    ana.catch_up()
    args = {"ticket_id": ticket_id, "body": "On it."}
    ana.replica.mutate("ticket.reply", args | {"message_id": ana.server.franchise.id()})
    assert ana.replica.waiting().unsent == 1

    def reach(point: CrashPoint) -> None:
        if point is CrashPoint.BEFORE_COMMIT:
            assert ana.replica.waiting().unsent == 2
            raise Stumbles

    ana.replica.cache.reach = reach
    with pytest.raises(Stumbles):
        ana.replica.mutate("ticket.reply", args | {"message_id": ana.server.franchise.id()})
    assert ana.replica.waiting().unsent == 1
