"""Conversations in windows of their own: beside the main window, on another screen, back where they were."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeySequence,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.conversation.view import ConversationView
from desktop.shell import names
from desktop.shell.key_binding import KeyBinding
from desktop.shell.keys import ACTIONS
from desktop.shell.over import Over
from desktop.shell.toasts import Toasts
from desktop.shell.workspace import Workspace
from desktop.widgets.painting import fill
from sync.replica.reading.rows import TicketHead

SIZE = (760, 820)
UNDO = "undo"
"""The one key of the whole window that a conversation of its own has, too: each says, and takes back, its own."""
CASCADE = 28
"""So much further right and down stands a window than the one before."""


class DetachedWindow(QWidget):
    """One ticket: the whole conversation with its composer, its keys and its words.

    Signals:
        gone: (ticket id) it was closed; what was typed is on its way to the disk.
        rearranged: it was moved or has another size.
        link_clicked: (address) of a link in a message.
    """

    gone = Signal(str)
    rearranged = Signal()
    link_clicked = Signal(str)

    def __init__(self, work: Workspace, ticket_id: str) -> None:
        super().__init__()
        self.setObjectName(names.DETACHED)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._work, self.ticket_id = work, ticket_id
        self.conversation = ConversationView(work)
        self.toasts = Toasts(self, work.theme, lambda: self.conversation.composer.height())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.conversation)
        self.setMinimumSize(work.theme.tokens.width.conversation_min, 420)
        self.resize(*SIZE)
        acting = self.conversation.acting
        acting.told.connect(self.toasts.say)
        acting.undo_offered.connect(self.toasts.offer_undo)
        self.conversation.message_held.connect(self._on_message_held)
        self.conversation.composer.resized.connect(self.toasts.settle)
        acting.detach_wanted.connect(lambda _id: self.close())
        self.conversation.opened.connect(self._on_opened)
        self.conversation.link_clicked.connect(self.link_clicked)
        KeyBinding(
            self, work.keys, [action for action in ACTIONS if action.at_ticket or action.name == UNDO], self._on_key
        )
        QShortcut(QKeySequence.StandardKey.Close, self).activated.connect(self.close)

    def show_ticket(self) -> bool:
        """Reads the ticket; tells whether it is here."""
        return self.conversation.open_ticket(self.ticket_id)

    def _on_message_held(self, message_id: str) -> None:
        self.toasts.count_down(self._work.held, message_id)

    def come_forward(self) -> None:
        """Comes to the front."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _on_key(self, name: str) -> None:
        if Over.is_open_over(self):
            return
        if name == UNDO:
            self.toasts.undo()
        else:
            self.conversation.acting.run(name)

    def _on_opened(self, head: TicketHead) -> None:
        number = f"#{head.number} · " if head.number is not None else ""
        self.setWindowTitle(f"{number}{head.subject}")

    def moveEvent(self, event: QMoveEvent) -> None:
        """Override QWidget.moveEvent."""
        super().moveEvent(event)
        self.rearranged.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self.rearranged.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        fill(QPainter(self), self.rect(), self._work.theme.colors.surface)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QWidget.closeEvent."""
        self.conversation.leave_ticket()
        super().closeEvent(event)
        self.gone.emit(self.ticket_id)


class DetachedWindows(QObject):
    """Those of one main window.

    Signals:
        changed: (ticket id) it is in a window of its own now, or no longer.
        link_clicked: (address) of a link in a message of one of them.
        rearranged: one was opened, moved, resized or closed.
    """

    changed = Signal(str)
    link_clicked = Signal(str)
    rearranged = Signal()

    def __init__(self, work: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._windows: dict[str, DetachedWindow] = {}
        self._places: dict[str, QByteArray] = {}
        """Where a ticket's window stood when it was closed: it comes back there."""
        self._closed_with_main: list[list[str]] = []
        """Those that are opened again with the main window, as `kept` writes them."""

    def holds(self, ticket_id: str) -> bool:
        """Whether a ticket is in a window of its own."""
        return ticket_id in self._windows

    def open(self, ticket_id: str, place: QByteArray | None = None) -> None:
        """Shows a ticket in a window of its own; one that has one comes forward."""
        known = self._windows.get(ticket_id)
        if known is not None:
            known.come_forward()
            return
        window = DetachedWindow(self._work, ticket_id)
        if not window.show_ticket():
            window.deleteLater()
            return
        self._windows[ticket_id] = window
        self._stand(window, place or self._places.get(ticket_id))
        window.gone.connect(self._on_gone)
        window.rearranged.connect(self.rearranged)
        window.link_clicked.connect(self.link_clicked)
        window.show()
        window.activateWindow()
        self.changed.emit(ticket_id)
        self.rearranged.emit()

    def _stand(self, window: DetachedWindow, place: QByteArray | None) -> None:
        if place is not None and window.restoreGeometry(place):
            return
        if QGuiApplication.platformName() != "offscreen":
            window.resize(window.size().boundedTo(window.screen().availableSize()))
        others = len(self._windows) - 1
        if others:
            window.move(window.x() + CASCADE * others, window.y() + CASCADE * others)

    def window_of(self, ticket_id: str) -> DetachedWindow | None:
        """The window of a ticket."""
        return self._windows.get(ticket_id)

    def kept(self) -> list[list[str]]:
        """Each ticket with its window's place, to be written down."""
        opened = [[key, window.saveGeometry().toBase64().toStdString()] for key, window in self._windows.items()]
        return [*self._closed_with_main, *opened]

    def resume(self, kept: object) -> None:
        """Opens those that were open when the program ended."""
        for row in kept if isinstance(kept, list) else []:
            if isinstance(row, list) and len(row) == 2 and all(isinstance(part, str) for part in row):
                self.open(row[0], QByteArray.fromBase64(row[1].encode()))

    def close_all(self) -> None:
        """Closes every one with its main window: what was typed is kept, and they are opened again with it."""
        self._closed_with_main = self.kept()
        windows, self._windows = dict(self._windows), {}
        for window in windows.values():
            window.close()

    def open_again(self) -> None:
        """Opens those that were closed with the main window, which is there again: the program stayed in the tray."""
        if self._closed_with_main:
            # Their drafts are read from the disk.
            self._work.when_written(self, self._on_written)

    def _on_written(self) -> None:
        kept, self._closed_with_main = self._closed_with_main, []
        self.resume(kept)
        for ticket_id, _place in kept:
            if not self.holds(ticket_id):
                self.changed.emit(ticket_id)

    def _on_gone(self, ticket_id: str) -> None:
        window = self._windows.pop(ticket_id, None)
        if window is not None:
            self._places[ticket_id] = window.saveGeometry()
            self._work.when_written(self, lambda: self.changed.emit(ticket_id))
            self.rearranged.emit()
