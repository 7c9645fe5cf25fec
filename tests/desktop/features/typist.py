"""Types into a composer until it is killed: python -m tests.desktop.features.typist FOLDER typed|sent."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.features.conversation.view import ConversationView
from desktop.settings.declared import UNDO_SEND_S
from desktop.theme.theme import Mode, Theme
from tests.support.desk import Desk
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer

TEXT = "Hold the red key for five seconds."
LONG_ENOUGH_MS = 600
"""What was typed is on the disk within 250 ms."""


def main(folder: Path, what: str) -> int:
    """Types, sends if that is wanted, says so, and waits for its end."""
    app = QApplication(sys.argv[:1])
    server = ModelServer()
    ticket_id = file_ticket(server)
    desk = Desk(server, "ana", folder / "ana", Theme(Mode.LIGHT))
    desk.work.settings.set(UNDO_SEND_S, 30)
    view = ConversationView(desk.work)
    view.show()
    view.open_ticket(ticket_id)
    QTest.keyClicks(view.composer.text, TEXT)
    if what == "sent":
        QTest.keyClick(view.composer.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTimer.singleShot(LONG_ENOUGH_MS, lambda: print(ticket_id, flush=True))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
