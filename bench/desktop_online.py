"""A client that signs in to a server of its own computer by typing, as on a new machine: what online benches share."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bench.desktop_data import MESSAGES_EACH, TICKETS
from bench.measured import lines
from bench.scratch import made_once

if TYPE_CHECKING:
    from bench.gestures import Wait
    from bench.sync_server import Furnished
    from desktop.shell.client import Client
    from desktop.shell.window import MainWindow

SYNCED_WITHIN_S = 400.0
LOOK_MS = 200
AT_REST_S = 4.0
"""So long nothing must go on any more for a first sync to be over."""


class NotWhole(Exception):
    """The client does not hold what the server does, or its search does not: no figure counts."""


class Served(NamedTuple):
    """A running server and what it was furnished with."""

    url: str
    furnished: Furnished

    def played(self, module: str, home: Path) -> list[dict[str, Any]]:
        """Play a module's scenario, given account and password, in a new computer's client; compare both ends then."""
        from bench.sync_server import LEAD, PASSWORD

        said = lines(["bench.desktop_client", module, "-", f"--server={self.url}", LEAD, PASSWORD], home)
        _check(self.furnished, home)
        return said


@contextmanager
def served() -> Iterator[Served]:
    """Run a server with 100,000 tickets and 400,000 messages, and segments built ahead."""
    from bench import sync_data, sync_server

    def furnish(folder: Path) -> None:
        folder.mkdir()
        sync_server.build_segments(sync_server.furnish(folder, TICKETS, MESSAGES_EACH))

    folder = made_once(f"server-of-{TICKETS}", (sync_data, sync_server), furnish)
    furnished = sync_server.furnished_in(folder)
    with sync_server.running(folder) as server:
        yield Served(server.url, furnished)


def signed_in(client: Client, account: str, password: str) -> Generator[Wait, float, MainWindow]:
    """Type who it is, and wait for the window."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QWidget

    from bench.gestures import Until, child, click
    from desktop.shell import names

    yield Until(lambda: client.shown() is not None, "the sign-in screen")
    view = client.shown()
    assert view is not None  # noqa: S101 - just waited for
    for name, text in ((names.SIGN_IN_ACCOUNT, account), (names.SIGN_IN_PASSWORD, password)):
        QTest.keyClicks(child(view, QWidget, name), text)
    click(view, names.SIGN_IN_BUTTON)
    yield Until(lambda: client.window is not None and client.window.isVisible(), "the window")
    assert client.window is not None  # noqa: S101 - just waited for
    return client.window


def is_at_rest(window: MainWindow) -> bool:
    """Tell whether the client is online and nothing goes on in the background, the making of the full text included."""
    from bench.gestures import is_seen
    from desktop.shell import names
    from desktop.shell.line import LineStatus
    from sync.replica.text_index import ALL, MERGING

    goes_on = window.work.reader.value(
        "SELECT EXISTS (SELECT 1 FROM text_index WHERE upto < ?)"
        " OR EXISTS (SELECT 1 FROM meta WHERE key = ? AND value <> '')",
        (ALL, MERGING),
    )
    return window.line_state.status is LineStatus.ONLINE and not is_seen(window, names.RAIL_TASKS) and not goes_on


class Rest:
    """Tells when the client has been at rest for a while."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._since_s = self._began_s = time.monotonic()

    def has_come(self) -> bool:
        """Look once more; also true when it takes too long, which the comparison afterwards then notices."""
        now_s = time.monotonic()
        if not is_at_rest(self._window):
            self._since_s = now_s
        return now_s - self._since_s > AT_REST_S or now_s - self._began_s > SYNCED_WITHIN_S


def _check(furnished: Furnished, home: Path) -> None:
    from bench.sync_checks import check_same
    from bench.sync_server import PASSWORD
    from sync.keys.password_store import PasswordKeyStore
    from sync.replica.reading.reader import Reader
    from sync.replica.text_index import ALL

    (profile,) = (home / "data" / "profiles").iterdir()
    key = PasswordKeyStore(home / "data" / "keys", PASSWORD).load(profile.name)
    if key is None:
        raise NotWhole("the client kept no key")
    check_same(furnished, profile, key=key)
    with closing(Reader(profile / "cache.db", key)) as reader:
        if reader.value("SELECT count(*) FROM text_index WHERE upto < ?", (ALL,)):
            raise NotWhole("not everything is searchable")
