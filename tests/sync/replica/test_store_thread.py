"""One thread has the pen: the user first, then the server, and everything asked for is done or told."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from domain.errors import MutationRejected
from sync.errors import CacheUnwritable
from sync.replica.store_thread import StoreThread, Urgency
from sync.replica.writer import Replica
from tests.support.franchise import named
from tests.sync.replica.model import KEY


def opened(tmp_path: Path) -> StoreThread:
    """Return a store thread that has opened its replica."""
    store = StoreThread(lambda: Replica.open(tmp_path / "cache.db", KEY, named("ana")))
    store.start().result(10)
    return store


def test_the_users_own_changes_go_before_what_the_server_brings(tmp_path: Path) -> None:
    store = opened(tmp_path)
    begun, go_on = threading.Event(), threading.Event()
    order: list[str] = []

    def block(_: Replica) -> None:
        begun.set()
        go_on.wait(5)

    store.submit(block)
    begun.wait(5)
    last = store.submit(lambda _: order.append("page"), Urgency.REMOTE)
    store.submit(lambda _: order.append("first"))
    store.submit(lambda _: order.append("second"))
    go_on.set()
    last.result(5)
    assert order == ["first", "second", "page"]
    store.close()


def test_an_error_is_handed_to_whoever_asked_and_the_thread_goes_on(tmp_path: Path) -> None:
    store = opened(tmp_path)
    with pytest.raises(MutationRejected):
        store.mutate("ticket.follow", {"ticket_id": named("nowhere"), "following": True}).result(5)
    assert store.submit(Replica.waiting).result(5).unsent == 0
    store.close()


def test_what_was_asked_for_before_closing_is_done_and_later_is_cancelled(tmp_path: Path) -> None:
    store = opened(tmp_path)
    kept = store.submit(lambda replica: replica.save_draft("key", "typed"))
    store.close()
    store.close()
    assert kept.result(1) is None
    with pytest.raises(CancelledError):
        store.submit(Replica.waiting).result(1)
    again = opened(tmp_path)
    assert again.submit(lambda replica: replica.cache.value("SELECT body FROM draft")).result(5) == "typed"
    again.close()


def test_a_cache_that_cannot_be_opened_says_why_and_answers_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = StoreThread(lambda: Replica.open(tmp_path / "file" / "cache.db", KEY, named("ana")))
    waiting = store.submit(Replica.waiting)
    with pytest.raises(CacheUnwritable):
        store.start().result(10)
    with pytest.raises(CancelledError):
        waiting.result(5)
    with pytest.raises(CancelledError):
        store.submit(Replica.waiting).result(1)
    store.close()
