"""One process per profile: a second start hands over what it was asked for, and leaves."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.shell.profile_files import Card
from desktop.shell.requests import COME

WAIT_MS = 800
LONGEST = 4_096
"""Bytes of one request; more than any link of ours."""


def _name(card: Card) -> str:
    return "mostrador-" + hashlib.sha256(str(card.folder.resolve()).encode()).hexdigest()[:24]


def hand_over(card: Card, request: str = COME) -> bool:
    """Ask the process that has this profile open to do something; tell whether one answered.

    Args:
        card: the profile.
        request: one of `desktop.shell.requests`, or a link of ours; each but LOCK brings the window forward.
    """
    socket = QLocalSocket()
    socket.connectToServer(_name(card))
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(request.encode() + b"\n")
    socket.waitForBytesWritten(WAIT_MS)
    socket.disconnectFromServer()
    return True


class Listener(QObject):
    """Hears further starts of one profile. Only processes of the same system user reach it."""

    def __init__(self, card: Card, asked: Callable[[str], None]) -> None:
        """Listens; `asked` is told each request, in the GUI thread."""
        super().__init__()
        self._asked = asked
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_name(card))
        self._server.listen(_name(card))
        self._server.newConnection.connect(self._on_connection)

    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._on_ready(socket))
        socket.disconnected.connect(socket.deleteLater)
        self._on_ready(socket)

    def _on_ready(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > LONGEST:
            socket.abort()
        while socket.canReadLine():
            request = bytes(socket.readLine().data()).decode("utf-8", "replace").strip()
            self._asked(request)

    def close(self) -> None:
        """Hears nothing any more."""
        self._server.close()
