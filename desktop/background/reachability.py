"""Notices that the network came back, or that the computer woke up: both are reasons not to wait any longer."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QNetworkInformation

LOOK_MS = 5_000
SLEPT_S = 20.0
"""By how much the wall's clock must have run ahead of the program's own: more than any busy machine is late."""


class Reachability(QObject):
    """Watches the system's word on the network, where it gives one, and the two clocks.

    Signals:
        came_back: a request that failed a moment ago may succeed now.
    """

    came_back = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        awake_s: Callable[[], float] = time.monotonic,
        wall_s: Callable[[], float] = time.time,
    ) -> None:
        """Begins to watch.

        Args:
            parent: stops with it.
            awake_s: a clock that stands still while the computer sleeps (or jumps with it, where the system's does).
            wall_s: the wall's clock.
        """
        super().__init__(parent)
        self._awake_s, self._wall_s = awake_s, wall_s
        self._ahead_s = wall_s() - awake_s()
        self._looked_s = awake_s()
        self._was_online = True
        timer = QTimer(self, interval=LOOK_MS)
        timer.timeout.connect(self.look)
        timer.start()
        if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            information = QNetworkInformation.instance()
            self._was_online = _is_online(information.reachability())
            information.reachabilityChanged.connect(self._on_reachability)

    def look(self) -> None:
        """Compares the clocks. A computer that slept is late by its own clock, or ahead by the wall's."""
        awake_s = self._awake_s()
        ahead_s = self._wall_s() - awake_s
        slept = ahead_s - self._ahead_s > SLEPT_S or awake_s - self._looked_s > LOOK_MS / 1000 + SLEPT_S
        self._ahead_s, self._looked_s = ahead_s, awake_s
        if slept:
            self.came_back.emit()

    def _on_reachability(self, reachability: QNetworkInformation.Reachability) -> None:
        before, self._was_online = self._was_online, _is_online(reachability)
        if self._was_online and not before:
            self.came_back.emit()


def _is_online(reachability: QNetworkInformation.Reachability) -> bool:
    """Whether a server may be reached: one in the store's own network may without the internet."""
    return reachability is not QNetworkInformation.Reachability.Disconnected
