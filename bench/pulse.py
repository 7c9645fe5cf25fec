"""How long the GUI thread answered no event: it beats every few milliseconds, and the longest delay of a beat counts.

Nothing is taken off: if another process or thread had the processor or the interpreter, the user waited all the same.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 4
NOTED_MS = 25.0


class Pulse(QObject):
    """Beats from when it is made until `stop`.

    Attributes:
        longest_ms: the longest delay of a beat so far.
        noted_ms: every delay of 25 ms or more, with the seconds since the first beat, for looking into.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.longest_ms = 0.0
        self.noted_ms: list[tuple[float, float]] = []
        self._began_s = self._beat_at_s = time.monotonic()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now_s = time.monotonic()
        late_ms = (now_s - self._beat_at_s) * 1000 - BEAT_MS
        self._beat_at_s = now_s
        self.longest_ms = max(self.longest_ms, late_ms)
        if late_ms >= NOTED_MS:
            self.noted_ms.append((round(now_s - self._began_s, 2), round(late_ms, 1)))

    def stop(self) -> None:
        """Beat no more; what has happened since the last beat counts."""
        self._beat()
        self._timer.stop()
