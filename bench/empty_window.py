"""The peer of `bench start`: an empty window, with nothing loaded that it does not need.

Its line names the moment on the system's monotonic clock and the processor's time up to it, in seconds.
"""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Empty(QWidget):
    """Paints nothing."""

    painted = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Override QWidget.paintEvent."""
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, self, said)


def said() -> None:
    """Say when, and end."""
    print(f'{{"painted_s": {time.monotonic()}, "cpu_s": {time.process_time()}}}', flush=True)
    QApplication.quit()


application = QApplication(sys.argv[:1])
window = Empty()
window.resize(1440, 900)
window.show()
sys.exit(application.exec())
