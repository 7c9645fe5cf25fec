"""Attempts to sign in are counted together by the processes of one server, and by each alone where that fails."""

from __future__ import annotations

import uuid
from http import HTTPStatus

import pytest

from server.accounts.throttle import PER_DOOR, Throttle
from server.errors import Refused
from tests.support.server import free_port
from tests.support.services import require


def refusal(throttle: Throttle, name: str) -> Refused | None:
    """Try once."""
    try:
        throttle.check(name, "127.0.0.1")
    except Refused as refused:
        return refused
    return None


def attempts(*throttles: Throttle, name: str) -> int:
    """How many attempts come through before the first refusal, made at one process after the other."""
    passed = 0
    while (refused := refusal(throttles[passed % len(throttles)], name)) is None:
        passed += 1
        assert passed < 100
    assert refused.status is HTTPStatus.TOO_MANY_REQUESTS
    assert refused.refusal.retry_after_s > 0
    return passed


@pytest.mark.needs("redis")
def test_processes_that_share_a_storage_count_together() -> None:
    url, name = require("redis"), uuid.uuid4().hex
    one, two = Throttle(url), Throttle(url)
    assert attempts(one, two, name=name) == PER_DOOR.amount
    one.succeeded(name, "127.0.0.1")
    assert attempts(two, one, name=name) == PER_DOOR.amount
    two.succeeded(name, "127.0.0.1")


def test_a_storage_that_is_away_leaves_the_door_open_and_guarded() -> None:
    throttle = Throttle(f"redis://127.0.0.1:{free_port()}/0")
    assert attempts(throttle, name="ana") == PER_DOOR.amount
