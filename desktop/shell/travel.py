"""Moving through a window: it notes every place one comes to, and leads back and forward, also after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent

from desktop.shell.history import History, Place
from sync.replica.reading import tickets

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

PAGES = ("home", "tickets", "knowledge", "attention", "settings")
"""Screens one can come back to: the form of a new ticket begins where it was left by itself."""
BUTTONS = {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}


class Travel(QObject):
    """Belongs to a window.

    Signals:
        moved: another place is shown.
    """

    moved = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.history = History()
        self._leads = False

    def note(self) -> None:
        """Another place may be shown."""
        place = None if self._leads else self._place()
        if place is not None:
            before = self.history.current
            self.history.visit(place)
            if place != before:
                self.moved.emit()

    def step(self, by: int) -> None:
        """Goes back (-1) or forward (1)."""
        place = self.history.step(by, self._is_there)
        if place is not None:
            self._go(place)

    def come_back(self) -> None:
        """Shows again what was shown before a screen that is no place."""
        place = self.history.current
        if place is not None and self._is_there(place):
            self._go(place)
        else:
            self._window.show_beginning()

    def resume(self, kept: object) -> None:
        """Shows what was shown when the window was closed, unless one has gone elsewhere already."""
        if self.history.take_over(kept):
            place = self.history.current
            if place is not None and self._is_there(place):
                self._go(place)

    def on_mouse(self, event: QMouseEvent) -> bool:
        """Takes the buttons by which a mouse goes back and forward; tells whether it was one."""
        by = BUTTONS.get(event.button())
        if by is not None:
            self.step(by)
        return by is not None

    def _place(self) -> Place | None:
        window = self._window
        page = window.shown_page
        if page not in PAGES:
            return None
        if page == "tickets":
            shown = window.tickets
            return Place(page, str(shown.queue.view), shown.ticket_id or "")
        if page == "knowledge":
            return Place(page, article_id=window.pages.knowledge.article.article_id or "")
        return Place(page)

    def _is_there(self, place: Place) -> bool:
        if place.page not in PAGES or (place.view and not self._window.work.views.is_there(place.view)):
            return False
        return not place.ticket_id or tickets.head(self._window.work.reader, place.ticket_id) is not None

    def _go(self, place: Place) -> None:
        window = self._window
        self._leads = True
        try:
            if place.view and window.tickets.queue.view != place.view:
                window.show_view(place.view)
            if place.ticket_id:
                window.open_ticket(place.ticket_id)
            elif place.article_id:
                window.open_article(place.article_id)
            else:
                window.show_page(place.page)
                if place.page == "tickets":
                    window.tickets.leave_ticket()
        finally:
            self._leads = False
        self.moved.emit()
