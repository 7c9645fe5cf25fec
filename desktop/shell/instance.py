"""One window per profile: a second start asks the first one to come to the front."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.shell.profile_files import Card

WAIT_MS = 800
COME = b"come\n"


def _name(card: Card) -> str:
    return "mostrador-" + hashlib.sha256(str(card.folder.resolve()).encode()).hexdigest()[:24]


def ask_to_come_forward(card: Card) -> bool:
    """Ask the process that has this profile open to show its window; tell whether one answered."""
    socket = QLocalSocket()
    socket.connectToServer(_name(card))
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(COME)
    socket.waitForBytesWritten(WAIT_MS)
    socket.disconnectFromServer()
    return True


class Listener(QObject):
    """Hears the second start."""

    def __init__(self, card: Card, come_forward: Callable[[], None]) -> None:
        super().__init__()
        self._come_forward = come_forward
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_name(card))
        self._server.listen(_name(card))
        self._server.newConnection.connect(self._on_connection)

    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
        self._come_forward()
