"""A workspace over a real replica and a model server, for tests of screens: everything but the network is real."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.background.background import Background
from desktop.settings.declared import UNDO_SEND_S
from desktop.settings.settings import Settings
from desktop.shell.store_door import StoreDoor
from desktop.shell.workspace import Workspace, announced
from desktop.theme.theme import Theme
from sync.replica.changes import Changes
from sync.replica.store_thread import StoreThread
from tests.support.franchise import named
from tests.sync.replica.model import KEY, ModelClient, ModelServer


class Desk:
    """Somebody at a screen. `sync` is what the engine does: it pushes and pulls, and tells the screens."""

    def __init__(self, server: ModelServer, name: str, folder: Path, theme: Theme) -> None:
        folder.mkdir()
        self.client = ModelClient(server, name, folder)
        self.client.catch_up()
        self._door = StoreDoor()
        self._store = StoreThread(lambda: self.client.replica)
        self._store.start().result()
        self._door.attach(self._store)
        self.background = Background(store=self._door)
        settings = Settings(folder / "config")
        settings.open_profile(name)
        # Messages go out at once; a test of taking them back says how long they wait.
        settings.set(UNDO_SEND_S, 0)
        self.work = Workspace(
            path=self.client.path,
            key=KEY,
            user_id=named(name),
            locale="en",
            theme=theme,
            settings=settings,
            background=self.background,
            replica=lambda: self._door.replica,
        )

    def in_store(self, call: Callable[[], object]) -> None:
        """Do something in the store thread, after what was queued before."""
        self._store.submit(lambda _replica: call()).result()

    def sync(self) -> None:
        """Catch up with the server and announce that everything may have changed."""
        self.in_store(self.client.catch_up)
        self.background.announce(announced(Changes(everything=True, outbox=True)))

    def push_alone(self) -> None:
        """Send what waits and take the server's word, without fetching."""
        self.in_store(self.client.push)
        self.background.announce(announced(Changes(everything=True, outbox=True)))

    def close(self) -> None:
        """End every thread."""
        self.background.close()
        self._door.close()
        self.work.close()
