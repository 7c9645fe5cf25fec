"""The measured processes of `bench start`: the real client over a ready cache, and an empty window beside it.

Times are of the system's monotonic clock, which every process shares; each line printed is JSON.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

OPENED = 60
GAP_MS = 40


def say(**facts: object) -> None:
    """Print one line of JSON."""
    print(json.dumps(facts), flush=True)


def bare() -> int:
    """Show an empty window; say when it was painted."""

    class Empty(QWidget):
        """Paints nothing."""

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            """Override QWidget.paintEvent."""
            super().paintEvent(event)
            QTimer.singleShot(0, self, said)

    def said() -> None:
        say(painted_s=time.monotonic())
        application.quit()

    application = QApplication(sys.argv[:1])
    window = Empty()
    window.resize(1440, 900)
    window.show()
    return application.exec()


class Painted(QObject):
    """Calls back after a widget was painted, once a condition holds."""

    def __init__(self, widget: QWidget, holds: Callable[[], bool], then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._holds, self._then = holds, then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Override QObject.eventFilter."""
        if event.type() == QEvent.Type.Paint and self._holds():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, watched, self._then)
        return False


def client(folder: str, key: bytes, opened: int) -> int:
    """Start the real client; say when its first rows stand there, then open tickets by clicking."""
    from desktop.app import Options, make_application, make_client
    from desktop.shell import names

    application = make_application()
    made = make_client(application, Options(profile=folder), keys=lambda _: key)
    made.start(folder)
    window = made.shown()
    rows = window.findChild(QAbstractItemView, names.QUEUE_LIST) if window is not None else None
    if rows is None:
        say(error="the client did not show its queue")
        return 1

    def first_rows() -> None:
        say(painted_s=time.monotonic(), rows=rows.model().rowCount())
        if opened:
            QTimer.singleShot(2000, rows, opening.next)
        else:
            application.quit()

    opening = Opening(rows, opened, application.quit)
    Painted(rows.viewport(), lambda: rows.model().rowCount() > 0, first_rows)
    code = application.exec()
    made.close()
    return code


class Opening:
    """Clicks one row after the other and takes the time until its conversation is painted."""

    def __init__(self, rows: QAbstractItemView, count: int, done: Callable[[], object]) -> None:
        self._rows, self._left, self._done = rows, count, done
        self._noise = random.Random(42)

    def next(self) -> None:
        """Click the next row, or end."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from desktop.shell import names

        if not self._left:
            self._done()
            return
        self._left -= 1
        model = self._rows.model()
        index = model.index(self._noise.randrange(model.rowCount()), 0)
        self._rows.scrollTo(index)
        place = self._rows.visualRect(index).center()
        window = self._rows.window()
        began_s = time.monotonic()
        QTest.mouseClick(self._rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
        messages = window.findChild(QAbstractItemView, names.CONVERSATION_LIST)
        if messages is None or not messages.model().rowCount():
            QTimer.singleShot(GAP_MS, self.next)
            return

        def painted() -> None:
            say(open_ms=(time.monotonic() - began_s) * 1000)
            QTimer.singleShot(GAP_MS, self.next)

        Painted(messages.viewport(), lambda: True, painted)
        messages.viewport().update()


def main() -> int:
    """Run `bare`, or `client FOLDER KEY OPENED`."""
    if sys.argv[1] == "bare":
        return bare()
    return client(Path(sys.argv[2]).name, bytes.fromhex(sys.argv[3]), int(sys.argv[4]))


if __name__ == "__main__":
    sys.exit(main())
