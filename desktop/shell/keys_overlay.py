"""The overlay with every key."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.shell import keys, names
from desktop.shell.over import Over
from desktop.theme.theme import Theme
from desktop.widgets.marks import KeyCap
from desktop.widgets.text import Text

WIDTH = 640


class KeysOverlay(Over):
    """Lists the action table."""

    def __init__(self, window: QWidget, theme: Theme, *, works: bool) -> None:
        super().__init__(window, theme)
        self.setObjectName(names.KEYS_OVERLAY)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Text(theme, self.tr("Keys"), role="title", weight=600))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        entries = [
            (key, keys.title(each.title)) for each in keys.ACTIONS if works or not each.desk for key in each.keys
        ]
        entries += [(key, keys.title(text)) for key, text in keys.ELSEWHERE]
        half = (len(entries) + 1) // 2
        for number, (key, text) in enumerate(entries):
            line = QHBoxLayout()
            line.addWidget(Text(theme, text), 1)
            for part in key.replace("Ctrl+", "Ctrl ").replace(", ", " ").split(" "):
                line.addWidget(KeyCap(theme, part))
            grid.addLayout(line, number % half, number // half)
        column.addLayout(grid)
        self.setAccessibleName(self.tr("Keys"))

    def place(self) -> None:
        """Override Over.place."""
        height = self.panel.sizeHint().height()
        self.panel.setGeometry((self.width() - WIDTH) // 2, max(24, (self.height() - height) // 3), WIDTH, height)

    @classmethod
    def opened_over(cls, window: QWidget, theme: Theme, *, works: bool) -> KeysOverlay:
        """Shows it over a window."""
        overlay = cls(window, theme, works=works)
        overlay.open()
        return overlay
