"""The measured process of `bench start`: the real client over a ready cache, by the command's own way in.

Times are of the system's monotonic clock, which every process shares; each line printed is JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.command import main as command

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QWidget

    from desktop.shell.client import Client


def say(**facts: object) -> None:
    """Print one line of JSON."""
    print(json.dumps(facts), flush=True)


def on_paint(widget: QWidget, holds: Callable[[], bool], then: Callable[[], None]) -> QObject:
    """Call back once the widget was painted while a condition held."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    paint = QEvent.Type.Paint

    class Painted(QObject):
        """Sees the widget's events."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            """Override QObject.eventFilter."""
            if event.type() == paint and holds():
                watched.removeEventFilter(self)
                # Comes after the paint that is about to happen, and after the frame was handed over.
                QTimer.singleShot(0, watched, then)
            return False

    watcher = Painted(widget)
    widget.installEventFilter(watcher)
    return watcher


def watch(client: Client, opened: int) -> None:
    """Say when the client's first rows stand there, then open tickets by clicking."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QAbstractItemView, QApplication

    from desktop.shell import names

    window = client.shown()
    rows = window.findChild(QAbstractItemView, names.QUEUE_LIST) if window is not None else None
    if rows is None:
        say(error="the client did not show its queue")
        QTimer.singleShot(0, QApplication.quit)
        return

    def first_rows() -> None:
        say(painted_s=time.monotonic(), cpu_s=time.process_time(), rows=rows.model().rowCount())
        if opened:
            _open_tickets(client, opened)
        else:
            QApplication.quit()

    on_paint(rows.viewport(), lambda: rows.model().rowCount() > 0, first_rows)


def _open_tickets(client: Client, count: int) -> None:
    """Go on with what the start had no part in, nor loaded."""
    from bench.gestures import Stage
    from bench.opening import any_tickets

    window = client.shown()
    if window is not None:
        stage = Stage(any_tickets(window, count))
        stage.setParent(window)


def main() -> int:
    """Run `FOLDER KEY OPENED`: the profile's folder, its key or `keyring` (ask that), how many tickets to open."""
    folder, key, opened = sys.argv[1], sys.argv[2], int(sys.argv[3])
    keys = None if key == "keyring" else lambda _: bytes.fromhex(key)
    return command(["--profile", folder], keys=keys, started=lambda client: watch(client, opened))


if __name__ == "__main__":
    sys.exit(main())
