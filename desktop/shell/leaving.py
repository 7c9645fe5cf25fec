"""What follows when an account leaves this computer: the server is told, or everything is deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from desktop.shell.front_door import FrontDoor
from desktop.shell.profile_files import Card
from desktop.shell.seat import Seat


class Leaving(QObject):
    """Works on the threads of the front door, which stay when an account's own go, and lives as long as they do."""

    def __init__(self, front_door: FrontDoor) -> None:
        super().__init__(front_door)
        self._front_door = front_door

    def end_session(self, seat: Seat) -> None:
        """Forgets an account's session here, and closes it at the server as well as it goes."""
        card, background = seat.card, self._front_door.background

        def tell_server(kept: bytes) -> None:
            from desktop.features.accounts.operations import sign_out

            def tell() -> None:
                background.request(self, lambda: sign_out(card.server_url, kept)).run()

            background.bridge.post(tell)

        seat.profile.forget_session(tell_server)

    def wipe(self, card: Card, say: Callable[[Any], None]) -> None:
        """Deletes what this computer kept of a profile; `say` is told that it was signed out, or what failed."""
        from desktop.features.accounts.operations import wipe
        from sync.errors import DeviceRevoked

        op = self._front_door.background.request(self, lambda: wipe(card))
        op.success(lambda _gone: say(DeviceRevoked())).failure(say).run()
