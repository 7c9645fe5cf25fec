"""How a window stands on the screen and how its panes are divided, from one start to the next."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.background.throttle import Throttle
from desktop.settings.declared import WINDOW
from desktop.settings.settings import Settings
from desktop.shell.tickets_page import TicketsPage
from desktop.shell.window import MainWindow
from desktop.widgets.panels import PaneSplitter

KEEP_MS = 500


class Arrangement(QObject):
    """Gives a window the arrangement that its profile's settings hold, and writes down every change soon after it."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        """Takes charge of `window`; what was never kept, or cannot be used any more, stays as designed."""
        super().__init__(window)
        self._window, self._settings = window, settings
        kept = settings.get(WINDOW)
        panes = kept.get("panes")
        self._panes: dict[str, list[int]] = panes if isinstance(panes, dict) else {}
        self._lists = kept.get("lists")
        geometry = kept.get("geometry")
        if isinstance(geometry, str):
            # Qt moves it onto a screen that is there.
            window.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        elif QGuiApplication.platformName() != "offscreen":
            window.resize(window.size().boundedTo(window.screen().availableSize()))
        if kept.get("rail_folded") is True:
            window.rail.fold(True)  # noqa: FBT003 - a state that is set
        self._history, self._detached = kept.get("history"), kept.get("detached")
        """What is shown again once it can be, until then kept as it was."""
        self._keep_soon = Throttle(KEEP_MS, self.keep, self, leading=False)
        for page, widget in window.pages.by_name.items():
            self._on_page_made(page, widget)
        window.pages.made.connect(self._on_page_made)
        window.rearranged.connect(self._keep_soon)
        window.travel.moved.connect(self._keep_soon)
        window.closed.connect(self.keep)

    def keep(self) -> None:
        """Writes down how it stands now."""
        state: dict[str, object] = {
            "geometry": self._window.saveGeometry().toBase64().toStdString(),
            "panes": dict(self._panes),
            "rail_folded": self._window.rail.is_folded,
            "history": self._window.travel.history.kept(self._history),
            "detached": self._detached if self._detached is not None else self._open_windows(),
            "lists": self._lists,
        }
        self._settings.set(WINDOW, state)

    def _open_windows(self) -> list[list[str]]:
        tickets = self._window.tickets
        return tickets.detached.kept() if tickets.has_detached else []

    def resume(self) -> None:
        """Shows what was shown when the program ended, unless the user has gone elsewhere since it began."""
        history, self._history = self._history, None
        detached, self._detached = self._detached, None
        self._window.travel.resume(history)
        if detached:
            self._window.tickets.detached.resume(detached)

    def _on_page_made(self, page: str, widget: QWidget) -> None:
        if isinstance(widget, TicketsPage):
            widget.prepared.connect(self.resume)
            widget.detached_made.connect(lambda detached: detached.rearranged.connect(self._keep_soon))
            widget.queue.take_arrangement(self._lists)
            widget.queue.arranged.connect(lambda: self._on_list_arranged(widget))
            widget.queue.mode_changed.connect(lambda: self._place_panes(page, widget.splitter))
        splitter = getattr(widget, "splitter", None)
        if isinstance(splitter, PaneSplitter):
            self._place_panes(page, splitter)
            splitter.splitterMoved.connect(lambda: self._on_pane_moved(page, splitter))

    def _place_panes(self, page: str, splitter: PaneSplitter) -> None:
        sizes = self._panes.get(panes_key(page, splitter))
        if isinstance(sizes, list) and len(sizes) == splitter.count() and all(isinstance(each, int) for each in sizes):
            splitter.setSizes(sizes)

    def _on_list_arranged(self, page: TicketsPage) -> None:
        self._lists = page.queue.arrangement()
        self._keep_soon()

    def _on_pane_moved(self, page: str, splitter: PaneSplitter) -> None:
        self._panes[panes_key(page, splitter)] = splitter.sizes()
        self._keep_soon()


def panes_key(page: str, splitter: PaneSplitter) -> str:
    """Under what the panes' sizes are kept: side by side and one above the other they are different ones."""
    return page if splitter.orientation() is Qt.Orientation.Horizontal else f"{page}.stacked"
