"""How the connection was since the program started: what support asks first."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from datetime import datetime

from desktop.shell.line import LineStatus
from domain.plain import Plain

log = logging.getLogger("mostrador.line")

KEPT = 50


class LineMoment(Plain):
    """From when the line was so."""

    at: datetime
    status: LineStatus


class LineHistory:
    """The last changes of the line, the latest first."""

    def __init__(self) -> None:
        self._moments: deque[LineMoment] = deque(maxlen=KEPT)

    def note(self, status: LineStatus, at: datetime) -> None:
        """Takes note of the line's state; nothing new is no news."""
        if not self._moments or self._moments[0].status is not status:
            self._moments.appendleft(LineMoment(at, status))
            log.info("line: %s", status.value)

    def __iter__(self) -> Iterator[LineMoment]:
        return iter(tuple(self._moments))
