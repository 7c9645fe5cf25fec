"""The views in the rail: as high as they need, and scrolled where the window is too low for all of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.rail import RailItem

VIEWS_STRETCH = 1_000
"""Of the rail's height they get what they need before the empty space below does."""
SHOWN_LEAST = 2


class RailViews(QScrollArea):
    """Items below one another."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(inner)
        # Taken in, it fills its ground, which is the rail's.
        inner.setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        theme.theme_changed.connect(self._fit)

    def add(self, item: RailItem) -> None:
        """Puts an item below the others."""
        self._column.addWidget(item)
        item.installEventFilter(self)
        self._fit()

    def drop(self, item: RailItem) -> None:
        """Takes an item out."""
        self._column.removeWidget(item)
        item.hide()
        item.deleteLater()
        self._fit()

    def _fit(self) -> None:
        high = self._theme.tokens.height.rail_view
        count = self._column.count()
        self.setMaximumHeight(count * high)
        self.setMinimumHeight(min(count, SHOWN_LEAST) * high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: whoever gets there by keyboard sees it."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched, 0, 0)
        return super().eventFilter(watched, event)
