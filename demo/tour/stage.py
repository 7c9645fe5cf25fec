"""What a tour plays on: a server to plug in and pull out, clients to sit at, a folder for the pictures."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from demo.drive.handle import ClientGone, DrivenClient, StepFailed
from demo.server_process import ServerProcess

FAILURE_LONGEST = 300
WIDTH, HEIGHT = 1440, 900
"""The size of the mock-ups, so that pictures can be laid beside them."""


@dataclass(frozen=True)
class Look:
    """In which language and theme a tour is walked."""

    lang: str
    theme: str

    @property
    def name(self) -> str:
        """Return the folder of its pictures."""
        return f"{self.lang}-{self.theme}"


class Stage:
    """One tour's server, clients and pictures.

    Args:
        work: A folder of its own for data and logs.
        pictures: Where the pictures go.
        look: Language and theme.
        say: Is told one line a step.
        scale: Device pixels to a logical one.
    """

    def __init__(self, work: Path, pictures: Path, look: Look, say: Callable[[str], None], scale: float = 1.0) -> None:
        self.server = ServerProcess(work / "server", work / "server.log")
        self.look = look
        self.failures: list[str] = []
        self._work = work
        self._pictures = pictures
        self._say = say
        self._scale = scale
        self._clients: list[DrivenClient] = []
        self._number = 0
        self.last_picture: Path = pictures
        """The picture of the step before."""
        self.longest_stall_ms = 0.0

    def sit_down(self, seat: str) -> DrivenClient:
        """Start the client at a PC; the same seat has the same data folder."""
        arguments = ["--server", self.server.url, "--lang", self.look.lang, "--theme", self.look.theme]
        client = DrivenClient(
            self._work / seat,
            arguments,
            self._work / f"{seat}.log",
            {"QT_SCALE_FACTOR": str(self._scale)},
        )
        self._clients.append(client)
        client.resize(WIDTH, HEIGHT)
        return client

    def step(self, title: str, client: DrivenClient, act: Callable[[], None], window: str = "") -> None:
        """Do one step, take its picture and say how long it took; a failure is noted and the tour goes on.

        The picture is of the main window, or of the one of that name.
        """
        self._number += 1
        began = time.monotonic()
        outcome = "ok"
        try:
            act()
        except ClientGone:
            # Nothing can be seen any more: what would come after is not worth waiting for.
            raise
        except StepFailed as failure:
            outcome = f"FAILED: {failure}"
            self.failures.append(f"{self._number:02} {title}: {str(failure)[:FAILURE_LONGEST]}")
        took_s = time.monotonic() - began
        slug = "".join(letter if letter.isalnum() else "-" for letter in title.lower()).strip("-")
        try:
            # A window that comes back as it was left is as small as the screen off which it stood.
            client.resize(WIDTH, HEIGHT)
            self.last_picture = self._pictures / f"{self._number:02}-{slug}.png"
            client.grab(self.last_picture, window)
        except StepFailed as failure:
            outcome = outcome if outcome != "ok" else f"no picture: {failure}"
            self.failures.append(f"{self._number:02} {title}: no picture: {failure}")
        self._say(f"{self.look.name} {self._number:02} {title}: {took_s:.1f} s, {outcome}")

    @property
    def mail_folder(self) -> Path:
        """Where the server puts what it mails."""
        return self._work / "server" / "mail"

    def server_rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Return what the server's database holds, read beside it."""
        with sqlite3.connect(f"file:{self._work / 'server' / 'mostrador.sqlite'}?mode=ro", uri=True) as connection:
            return connection.execute(query, values).fetchall()

    def close(self) -> None:
        """End every client and the server."""
        for client in self._clients:
            self.longest_stall_ms = max(self.longest_stall_ms, client.longest_stall_ms)
            client.close()
        self.server.stop()
