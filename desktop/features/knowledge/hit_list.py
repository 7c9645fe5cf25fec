"""The list of what a search of the knowledge base has found."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.features.knowledge.model import HitListModel
from desktop.features.knowledge.painter import HitPainter
from desktop.shell import names
from desktop.shell.virtual_list import RowTops, VirtualListView
from desktop.theme.theme import Theme
from desktop.widgets.focus import PaneRing


class HitList(VirtualListView):
    """The list of hits; a few dozen at most."""

    def __init__(self, theme: Theme, model: HitListModel, parent: QWidget) -> None:
        self._places = RowTops()
        self._hits, self._painter = model, HitPainter(theme, model)
        super().__init__(self._places, self._painter, parent)
        PaneRing(self, theme)
        self.setObjectName(names.KNOWLEDGE_HITS)
        self.setModel(model)

    def relayout(self) -> None:
        """Override VirtualListView.relayout."""
        self._places.measure(self._hits.rows, self._painter.height_of)
        super().relayout()
