"""The list of what a search of the knowledge base has found."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.features.knowledge.model import HitListModel
from desktop.features.knowledge.painter import HitPainter
from desktop.shell import names
from desktop.shell.virtual_list import VirtualListView
from desktop.theme.theme import Theme
from desktop.widgets.focus import PaneRing


class HitHeights:
    """Where the hits stand."""

    def __init__(self) -> None:
        self.tops = [0]

    def top_of(self, row: int) -> int:
        """Where a row begins."""
        return self.tops[min(row, len(self.tops) - 1)]

    def row_at(self, y: int) -> int:
        """The row at `y`."""
        rows = len(self.tops) - 1
        return next((row for row in range(rows) if self.tops[row + 1] > y), rows - 1)


class HitList(VirtualListView):
    """The list of hits; a few dozen at most."""

    def __init__(self, theme: Theme, model: HitListModel, parent: QWidget) -> None:
        self._places = HitHeights()
        self._hits, self._painter = model, HitPainter(theme, model)
        super().__init__(self._places, self._painter, parent)
        PaneRing(self, theme)
        self.setObjectName(names.KNOWLEDGE_HITS)
        self.setModel(model)

    def relayout(self) -> None:
        """Override VirtualListView.relayout."""
        tops = [0]
        for row in self._hits.rows:
            tops.append(tops[-1] + self._painter.height_of(row))
        self._places.tops = tops
        super().relayout()
