"""One test's place: a server with the sample franchise, and the computers of a store and of an agent beside it."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.drive.handle import DrivenClient
from demo.drive.orders import See
from demo.embedded import PASSWORD
from demo.server_process import ServerProcess
from desktop.shell import names

OWNER, OWNER_NAME = "aoife.brennan", "Aoife Brennan"
STAFF, STAFF_NAME = "ciara.kelly", "Ciara Kelly"
AGENT, AGENT_NAME = "tom.okafor", "Tom Okafor"
SOON_S = 60.0
"""How long the screen may take where another process has its part in it; a machine may be busy."""
RECONNECT_S = 120.0
"""A client without a line asks again after a minute at most."""
SAVED, OFFLINE, ONLINE, ALL_SENT = "Saved here", "Offline", "Online", "everything sent"
NO_LINE, NO_NUMBER = "No connection since", "No number yet"


@dataclass(frozen=True)
class Furnished:
    """Where everything starts from, made once: a server's folder and homes in which somebody has signed in before.

    Attributes:
        folder: Has `server`, and a home by the name of each account.
        port: On which the server was when they signed in; a profile belongs to an address.
    """

    folder: Path
    port: int


class House:
    """A server process and the clients of one test."""

    def __init__(self, furnished: Furnished, folder: Path, *, port: int | None = None) -> None:
        """Take copies of what was furnished.

        Args:
            furnished: What to start from.
            folder: Of this test alone.
            port: Where the server listens if something else stands on its port.
        """
        self._furnished, self._folder = furnished, folder
        shutil.copytree(furnished.folder / "server", folder / "server")
        self.server = ServerProcess(folder / "server", folder / "server.log", port or furnished.port)
        self.address = f"http://127.0.0.1:{furnished.port}"
        self._clients: list[DrivenClient] = []
        self._homes: dict[str, Path] = {}

    @property
    def folder(self) -> Path:
        """Of this test alone."""
        return self._folder

    # Computers.

    def move_in(self, seat: str, account: str, home: Path) -> None:
        """Let a computer keep its files elsewhere."""
        self._homes[seat] = home
        self.home(seat, account)

    def home(self, seat: str, account: str = "") -> Path:
        """Return a computer's folder; with an account, somebody has signed in there before."""
        home = self._homes.get(seat, self._folder / seat)
        if account and not home.exists():
            shutil.copytree(self._furnished.folder / account, home)
        return home

    def sit_down(
        self, seat: str, *, account: str = "", server: str | None = None, language: str = "en"
    ) -> DrivenClient:
        """Start the client at a computer; the same seat keeps what is there."""
        arguments = ["--server", self.address if server is None else server]
        arguments += ["--lang", language] if language else []
        client = DrivenClient(self.home(seat, account), arguments, self._folder / f"{seat}.log")
        self._clients.append(client)
        return client

    def sign_in(self, client: DrivenClient, account: str, password: str = PASSWORD) -> None:
        """Sign in at the server by the form."""
        client.type(names.SIGN_IN_ACCOUNT, account, clear=True)
        client.type(names.SIGN_IN_PASSWORD, password, clear=True)
        client.click(names.SIGN_IN_BUTTON)

    def unlock(self, client: DrivenClient, password: str = PASSWORD) -> None:
        """Open the profile that was open here before; no server is asked."""
        client.type(names.SIGN_IN_PASSWORD, password, clear=True)
        client.click(names.SIGN_IN_BUTTON)

    def owner(self, *, online: bool = True) -> DrivenClient:
        """Return the client of a store's owner, unlocked; `online` waits for the line."""
        return self._unlocked("store", OWNER, OWNER_NAME, online=online)

    def agent(self, *, online: bool = True) -> DrivenClient:
        """Return the client of an agent, unlocked."""
        return self._unlocked("desk", AGENT, AGENT_NAME, online=online)

    def _unlocked(self, seat: str, account: str, name: str, *, online: bool) -> DrivenClient:
        client = self.sit_down(seat, account=account)
        self.unlock(client)
        client.see(name, names.RAIL_USER, within_s=SOON_S)
        if online:
            client.see(ONLINE, names.RAIL_LINE, within_s=RECONNECT_S)
        return client

    def show_logs(self) -> None:
        """Print what everybody logged: pytest shows it where a test failed."""
        for log in sorted(self._folder.glob("*.log")):
            print(f"--- {log.name}", *log.read_text("utf-8", "replace").splitlines()[-40:], sep="\n")

    # The server.

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what the server's database holds, read beside it."""
        place = f"file:{self._folder / 'server' / 'mostrador.sqlite'}?mode=ro"
        with closing(sqlite3.connect(place, uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    def contents(self, sha256: str) -> list[bytes]:
        """Return the files of that hash in the server's store: one, or none."""
        return [place.read_bytes() for place in (self._folder / "server" / "files").rglob(sha256)]

    def messages(self, body: str) -> int:
        """Return how many messages of this text the server holds."""
        return int(self.rows("SELECT count(*) FROM message WHERE body = ?", body)[0][0])

    def tickets(self, title: str) -> int:
        """Return how many tickets of this title the server holds."""
        return int(self.rows("SELECT count(*) FROM ticket WHERE subject = ?", title)[0][0])

    def administer(self, *arguments: str) -> str:
        """Run `mostrador-server` on the server's folder, beside the running server, and return what it says."""
        return administer(self._folder / "server", arguments)

    def close(self) -> None:
        """End every client and the server."""
        for client in self._clients:
            client.close()
        self.server.stop()


def administer(data: Path, arguments: Sequence[str]) -> str:
    """Run `mostrador-server` on a folder and return what it says."""
    command = [sys.executable, "-m", "server.command", "--data", str(data), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
    return done.stdout


# Gestures that several tests make.


def file_ticket(client: DrivenClient, title: str, body: str) -> None:
    """File a ticket from wherever one is."""
    client.click(names.RAIL_TICKETS)
    client.click(names.QUEUE_NEW)
    client.type(names.FILING_TITLE, title)
    client.type(names.FILING_BODY, body)
    client.click(names.FILING_SEND)
    client.see(title, names.CONVERSATION_TITLE, within_s=SOON_S)


def open_ticket(client: DrivenClient, title: str) -> None:
    """Open a ticket of the list."""
    client.click(names.RAIL_TICKETS)
    client.see(title, names.QUEUE_LIST, within_s=SOON_S)
    client.click(names.QUEUE_LIST, title)
    client.see(title, names.CONVERSATION_TITLE)


def reply(client: DrivenClient, text: str) -> None:
    """Write a reply to the open ticket and send it by the keyboard."""
    client.type(names.COMPOSER_TEXT, text, clear=True)
    client.press("Ctrl+Return", names.COMPOSER_TEXT)
    client.see(text, names.CONVERSATION_LIST)


def wait_until_sent(client: DrivenClient) -> None:
    """Wait until the line says that nothing waits here any more."""
    client.tell(See(text=ALL_SENT, name=names.RAIL_LINE, within_s=RECONNECT_S))
