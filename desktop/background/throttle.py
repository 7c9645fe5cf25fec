"""Calls that come in bursts, thinned out."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer


class Throttle(QObject):
    """Passes on at most one call per delay, the last one always; the first at once unless it is to wait as well."""

    def __init__(
        self, delay_ms: int, call: Callable[..., object], parent: QObject | None = None, *, leading: bool = True
    ) -> None:
        """Makes it idle.

        Args:
            delay_ms: the least time between two calls.
            call: what is called, with the arguments of the last call of a burst.
            parent: stops with it.
            leading: whether the first of a burst goes through at once (typing) or waits for the rest (saving).
        """
        super().__init__(parent)
        self._call = call
        self._leading = leading
        self._delay_s = delay_ms / 1000
        self._called_at_s = float("-inf")
        self._arguments: tuple[object, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=delay_ms)
        self._timer.timeout.connect(self._pass_on)

    def __call__(self, *arguments: object) -> None:
        """Makes the call now or soon."""
        self._arguments = arguments
        if self._timer.isActive():
            return
        if self._leading and monotonic() - self._called_at_s >= self._delay_s:
            self._pass_on()
        else:
            self._timer.start()

    def flush(self) -> None:
        """Makes the call that waits, if one does, now."""
        if self._timer.isActive():
            self._timer.stop()
            self._pass_on()

    def cancel(self) -> None:
        """Forgets the call that waits."""
        self._timer.stop()

    def _pass_on(self) -> None:
        self._called_at_s = monotonic()
        self._call(*self._arguments)
