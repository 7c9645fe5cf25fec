"""Surfaces: panels parted by hairlines, cards, and the handle between panes."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QSplitterHandle, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.painting import fill, paint_box

GRAB_BEFORE, GRAB_AFTER = 4, 3
"""With the hairline itself, 8 px in which the pointer takes hold of the handle."""


class Panel(QWidget):
    """A surface in a colour of the theme; with `card` framed and rounded, else with hairlines where asked."""

    def __init__(
        self, theme: Theme, fill: str = "surface", *, card: str = "", edges: str = "", radius: int = 8,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Makes it.

        Args:
            theme: the theme in force.
            fill: the ground's role; empty for what lies on a card, whose corners it would cover.
            card: the frame's role; empty for none.
            edges: where hairlines stand, of `t`, `r`, `b` and `l`.
            radius: the frame's corners.
            parent: its parent.
        """
        super().__init__(parent)
        self._theme, self._fill, self._card, self._edges, self._radius = theme, fill, card, edges, radius
        theme.theme_changed.connect(self.update)

    def _edge_rect(self, edge: str) -> QRect:
        width, height = self.width(), self.height()
        return {
            "t": QRect(0, 0, width, 1),
            "b": QRect(0, height - 1, width, 1),
            "l": QRect(0, 0, 1, height),
            "r": QRect(width - 1, 0, 1, height),
        }[edge]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter, colors = QPainter(self), self._theme.colors
        if self._card:
            paint_box(painter, self.rect(), self._radius, colors[self._fill], colors[self._card])
            return
        if self._fill:
            fill(painter, self.rect(), colors[self._fill])
        for edge in self._edges:
            fill(painter, self._edge_rect(edge), colors.border)


class PageHeader(Panel):
    """The bar at the head of a page, its parts side by side in `row`."""

    def __init__(self, theme: Theme, *, side: int = 16) -> None:
        """Makes it; `side` is the room at its left and right, as designed."""
        super().__init__(theme, edges="b")
        self.setFixedHeight(theme.tokens.height.header)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(side, 0, side, 0)
        self.row.setSpacing(8)


class Card(Panel):
    """What one acts on: a framed surface."""

    def __init__(self, theme: Theme, *, radius: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(theme, "raised", card="border_strong", radius=radius, parent=parent)


class PaneHandle(QSplitterHandle):
    """A hairline that is easy to take hold of; focus-coloured while it is dragged."""

    def __init__(self, theme: Theme, orientation: Qt.Orientation, splitter: QSplitter) -> None:
        super().__init__(orientation, splitter)
        self._theme = theme
        theme.theme_changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QSplitterHandle.resizeEvent: it widens thin handles too, but to 5 px only."""
        self.setAttribute(Qt.WidgetAttribute.WA_MouseNoMask, True)
        if self.orientation() is Qt.Orientation.Horizontal:
            self.setContentsMargins(GRAB_BEFORE, 0, GRAB_AFTER, 0)
        else:
            self.setContentsMargins(0, GRAB_BEFORE, 0, GRAB_AFTER)
        self.setMask(self.contentsRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QSplitterHandle.paintEvent."""
        fill(QPainter(self), self.contentsRect(), self._theme.colors.border)


class PaneSplitter(QSplitter):
    """Panes side by side (or above one another), parted by a hairline."""

    def __init__(
        self, theme: Theme, orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None
    ) -> None:
        super().__init__(orientation, parent)
        self._theme = theme
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        """Override QSplitter.createHandle."""
        return PaneHandle(self._theme, self.orientation(), self)
