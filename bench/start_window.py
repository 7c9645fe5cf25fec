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
    import random

    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QAbstractItemView, QWidget

    from desktop.shell.client import Client

SETTLE_MS = 2000
"""From the first rows to the first click."""
GAP_MS = 40
"""From a painted conversation to the next scroll, and from there to the click: less than anybody needs to aim."""
PATIENCE_S = 5.0
QUEUE_MODEL_ID = 258
"""`IdRole` of the queue's model; a group's row has none."""


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

    opening = Opening(rows, opened)

    def first_rows() -> None:
        say(painted_s=time.monotonic(), cpu_s=time.process_time(), rows=rows.model().rowCount())
        if opened:
            QTimer.singleShot(SETTLE_MS, rows, opening.scroll)
        else:
            QApplication.quit()

    on_paint(rows.viewport(), lambda: rows.model().rowCount() > 0, first_rows)


class Opening:
    """Scrolls to one ticket after the other, clicks it, and takes the time until its own conversation is painted."""

    def __init__(self, rows: QAbstractItemView, count: int) -> None:
        self._rows, self._left = rows, count
        self._noise: random.Random | None = None
        self._wanted = ""
        self._began_s = 0.0

    def scroll(self) -> None:
        """Bring another ticket into sight, or end."""
        import random

        from PySide6.QtCore import QPersistentModelIndex, QTimer
        from PySide6.QtWidgets import QApplication

        if not self._left:
            QApplication.quit()
            return
        self._left -= 1
        model, before = self._rows.model(), self._wanted
        self._noise = self._noise or random.Random(42)
        while True:
            index = model.index(self._noise.randrange(model.rowCount()), 0)
            self._wanted = index.data(QUEUE_MODEL_ID)
            if self._wanted and self._wanted != before:
                break
        self._index = QPersistentModelIndex(index)
        self._rows.scrollTo(index)
        QTimer.singleShot(GAP_MS, self._rows, self.click)

    def click(self) -> None:
        """Click it."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        place = self._rows.visualRect(self._index).center()
        self._began_s = time.monotonic()
        QTest.mouseClick(self._rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self._watch()

    def _watch(self) -> None:
        """Wait for the paint of the conversation that was asked for, however long its widgets take to be made."""
        from PySide6.QtCore import QTimer

        messages = self._messages()
        if messages is not None:
            on_paint(messages.viewport(), self._shows_it, self._painted)
        elif time.monotonic() - self._began_s < PATIENCE_S:
            QTimer.singleShot(0, self._rows, self._watch)
        else:
            say(error="a click opened nothing")

    def _messages(self) -> QAbstractItemView | None:
        from PySide6.QtWidgets import QAbstractItemView

        from desktop.shell import names

        return self._rows.window().findChild(QAbstractItemView, names.CONVERSATION_LIST)

    def _shows_it(self) -> bool:
        from PySide6.QtWidgets import QWidget

        from desktop.shell import names

        messages = self._messages()
        shown = self._rows.window().findChild(QWidget, names.CONVERSATION)
        return bool(messages and messages.model().rowCount() and getattr(shown, "ticket_id", "") == self._wanted)

    def _painted(self) -> None:
        from PySide6.QtCore import QTimer

        say(open_ms=(time.monotonic() - self._began_s) * 1000)
        QTimer.singleShot(GAP_MS, self._rows, self.scroll)


def main() -> int:
    """Run `FOLDER KEY OPENED`: the profile's folder, its key or `keyring` (ask that), how many tickets to open."""
    folder, key, opened = sys.argv[1], sys.argv[2], int(sys.argv[3])
    keys = None if key == "keyring" else lambda _: bytes.fromhex(key)
    return command(["--profile", folder], keys=keys, started=lambda client: watch(client, opened))


if __name__ == "__main__":
    sys.exit(main())
