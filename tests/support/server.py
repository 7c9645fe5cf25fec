"""Servers for tests: the real app on a loopback port, in a thread of this process or in a process of its own."""

from __future__ import annotations

import dataclasses
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from fastapi import FastAPI
from starlette.requests import HTTPConnection

from server.app import Parts, create_app
from server.authentication import AuthenticatedUser
from server.errors import unauthorized
from server.replication.live import Pace
from server.serving import Server
from server.settings import Settings
from tests.support.world import World, build_world

STARTS_WITHIN_S = 20.0
QUICK = Pace(heartbeat_s=0.3, come_back_ms_most=50)


class ByName:
    """Authenticates whoever says their name: `Bearer ana`. Only tests know nobody is lying."""

    def __init__(self) -> None:
        self.world: World | None = None
        self.refused: set[str] = set()
        self.token_ttl_s = 3600.0

    def __call__(self, request: HTTPConnection) -> AuthenticatedUser:
        """Return the person of that name."""
        name = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self.world is None or name not in self.world.ids or name in self.refused:
            raise unauthorized()
        return dataclasses.replace(self.world.user(name), token_ttl_s=self.token_ttl_s)


@dataclass
class Served:
    """A running app, and the world in its database."""

    url: str
    app: FastAPI
    server: Server
    world: World
    people: ByName
    data_path: Path

    def headers(self, name: str, **more: str) -> dict[str, str]:
        """The headers of a request of the person's."""
        return {"authorization": f"Bearer {name}", **more}


@contextmanager
def served(data_path: Path, database_url: str = "", *, pace: Pace = QUICK, **given: Any) -> Iterator[Served]:
    """Run the app in a thread, on a database that has its tables, with a world in it; `given` are further settings."""
    settings = Settings(data_path=data_path, database_url=database_url, head_poll_ms=100, **given)
    people = ByName()
    app = create_app(settings, authenticate=people, pace=pace)
    parts: Parts = app.state.parts
    parts.database.create_tables()
    world = people.world = build_world(parts.database)
    with running(app) as server:
        yield Served(server.address(), app, server, world, people, data_path)


@contextmanager
def running(app: FastAPI, port: int = 0) -> Iterator[Server]:
    """Run an app in a thread on a loopback port, as a rule any that is free."""
    server = Server(app, host="127.0.0.1", port=port, log_level="warning")
    thread = threading.Thread(target=server.run, name="test-server")
    thread.start()
    try:
        give_up_at = time.monotonic() + STARTS_WITHIN_S
        while not server.started and thread.is_alive() and time.monotonic() < give_up_at:
            time.sleep(0.01)
        assert server.started, "the server did not start"
        yield server
    finally:
        server.should_exit = True
        thread.join(STARTS_WITHIN_S)


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class ServerProcess:
    """A server process on a folder; can be stopped, killed and started again on the same port."""

    data_path: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    environment: dict[str, str] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "server.command", "serve", "--data", str(self.data_path)]
        with open(self.data_path / "server.log", "ab") as log:
            self.process = subprocess.Popen(  # our own interpreter, our own module
                [*command, "--port", str(self.port)], stdout=log, stderr=log, env=self.environment
            )
        give_up_at = time.monotonic() + STARTS_WITHIN_S
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > give_up_at:
                self.kill()
                text = (self.data_path / "server.log").read_text()
                raise AssertionError(f"the server process did not start:\n{text[-2000:]}")
            time.sleep(0.05)

    def answers(self) -> bool:
        """Whether it is up."""
        try:
            return requests.get(f"{self.url}/healthz", timeout=1).ok
        except (requests.ConnectionError, requests.Timeout):
            return False

    def stop(self) -> int:
        """Stop it as an operator would; its exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(STARTS_WITHIN_S)

    def kill(self) -> None:
        """Kill it without a word."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(STARTS_WITHIN_S)


@contextmanager
def server_process(data_path: Path) -> Iterator[ServerProcess]:
    """Run `mostrador-server serve` on a folder that `mostrador-server init` has made."""
    process = ServerProcess(data_path, free_port())
    process.start()
    try:
        yield process
    finally:
        if process.process is not None and process.process.poll() is None:
            process.kill()
