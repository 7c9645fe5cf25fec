"""What runs in the background goes on after an error that nobody foresaw, and says where it came from."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from server import app, background, tidying
from server.background import end, in_thread, keep_doing
from server.blobs import collecting
from server.blobs.actions import Blobs
from server.db.database import Database
from server.db.errors import StorageBusy
from server.feed.live import Hub
from server.jobs import running
from server.mail.sending import Outbox
from server.segments import upkeep
from server.settings import Settings
from tests.support.server import running as serving
from tests.support.world import build_world

WITHIN_S = 20.0
SECRET = "what a customer wrote"


class Failing:
    """Stands before a function, and fails the first two times it is called, in two ways."""

    def __init__(self) -> None:
        self.came_again = threading.Event()
        self._errors: list[Exception] = [ZeroDivisionError(SECRET), StorageBusy()]

    def __call__(self, *_: Any) -> Any:
        """Fail, or say that somebody has come again."""
        if self._errors:
            raise self._errors.pop(0)
        self.came_again.set()
        return {}


@pytest.mark.parametrize(
    ("name", "place", "function"),
    [
        ("segments", upkeep, "any_due"),
        ("collecting", Blobs, "collect_abandoned"),
        ("tidying", tidying, "tidy"),
        ("timers", running, "catch_up"),
        ("timers", running, "run_due"),
        ("mails", Outbox, "send_next"),
    ],
)
def test_a_task_of_the_server_goes_on_after_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, place: Any, function: str
) -> None:
    for owner, delay in ((app, "LOOK_S"), (collecting, "EVERY_S"), (tidying, "FIRST_AFTER_S")):
        monkeypatch.setattr(owner, delay, 0.0)
    monkeypatch.setattr(background.keep_doing, "__kwdefaults__", {"first_after_s": 0.0, "pause_s": 0.0})
    failing = Failing()
    monkeypatch.setattr(place, function, failing)
    made = app.create_app(Settings(data_path=tmp_path))
    made.state.parts.database.create_tables()
    with capture_logs() as lines, serving(made):
        assert failing.came_again.wait(WITHIN_S)
    said = [line["kind"] for line in lines if line["event"] == f"{name} failed"]
    assert [kind.split()[0] for kind in said] == ["ZeroDivisionError", "StorageBusy"]
    assert "test_background.py" in said[0]
    assert SECRET not in str(lines)


def test_heads_are_looked_up_again_after_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database.open(tmp_path)
    database.create_tables()
    world = build_world(database)
    hub = Hub(database, poll_ms=1)
    heads, failing = database.heads, Failing()

    def look() -> Any:
        failing()
        return heads()

    monkeypatch.setattr(database, "heads", look)

    async def listen() -> int:
        hub.start()
        with hub.subscribed(world.space_id, world.ids["ana"]) as subscription:
            assert await subscription.wait(WITHIN_S)
        await hub.stop()
        return subscription.head

    with capture_logs() as lines:
        assert asyncio.run(listen()) == heads()[world.space_id]
    database.close()
    assert [line["event"] for line in lines] == ["head poll failed", "head poll failed"]


def test_the_work_says_when_it_is_done_again_and_ends_when_it_is_ended() -> None:
    async def run() -> list[str]:
        done: list[str] = []
        third = asyncio.Event()

        async def work() -> float:
            done.append("done")
            if len(done) == 3:
                third.set()
                return 3_600.0
            return 0.0

        task = keep_doing("work", work)
        await third.wait()
        await end(task, None)
        assert task.cancelled()
        return done

    assert asyncio.run(run()) == ["done"] * 3


def test_of_errors_that_come_together_the_first_is_told() -> None:
    async def run() -> None:
        again = asyncio.Event()
        groups = [ExceptionGroup("two", [ZeroDivisionError(SECRET)])]

        async def work() -> float:
            if groups:
                raise groups.pop()
            again.set()
            return 3_600.0

        task = keep_doing("work", work, pause_s=0.0)
        await again.wait()
        await end(task)

    with capture_logs() as lines:
        asyncio.run(run())
    assert [line["kind"].split()[0] for line in lines] == ["ZeroDivisionError"]


def test_whoever_ends_a_task_waits_for_the_thread_that_is_at_it() -> None:
    began, may_end = threading.Event(), threading.Event()
    done: list[bool] = []

    def write() -> None:
        began.set()
        done.append(may_end.wait(WITHIN_S))

    async def work() -> float:
        await in_thread(write)
        return 3600.0

    async def play() -> None:
        task = keep_doing("writing", work)
        assert await asyncio.to_thread(began.wait, WITHIN_S)
        ending = asyncio.ensure_future(end(task))
        for _ in range(10):
            await asyncio.sleep(0)
        assert not ending.done()
        may_end.set()
        await asyncio.wait_for(ending, WITHIN_S)
        assert done == [True]
        assert task.cancelled()

    asyncio.run(play())
