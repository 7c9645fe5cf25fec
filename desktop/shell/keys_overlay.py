"""The overlay with every key."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from desktop.shell import keys, names
from desktop.shell.key_map import key_parts
from desktop.shell.over import Over
from desktop.shell.workspace import Workspace
from desktop.widgets.marks import KeyCap
from desktop.widgets.text import Text

WIDTH_LEAST = 760
EDGE = 24
PADDING = 48
APART = 16
SCROLL_BAR = 12
COLUMNS_MOST = 4
SCROLLS = {
    Qt.Key.Key_Down: QScrollBar.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QScrollBar.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
}


class KeysOverlay(Over):
    """Lists the action table with the keys in force."""

    def __init__(self, window: QWidget, work: Workspace, *, works: bool) -> None:
        super().__init__(window, work.theme)
        self.setObjectName(names.KEYS_OVERLAY)
        theme = work.theme
        whole = QVBoxLayout(self.panel)
        whole.setContentsMargins(PADDING // 2, 20, PADDING // 2, 20)
        whole.setSpacing(12)
        whole.addWidget(Text(theme, self.tr("Keys"), role="title", weight=600))
        groups = [(keys.title(name), _entries(work, group)) for group, name in keys.GROUPS.items()]
        fixed = [(row.shown, keys.title(row.title)) for row in keys.ELSEWHERE if works or not row.desk]
        groups.append((self.tr("In fields and panels"), fixed))
        self._listed = QWidget()
        self._groups = [self._group(name, entries) for name, entries in groups]
        self._columns = [QVBoxLayout() for _ in range(COLUMNS_MOST)]
        self._sides = sides = QHBoxLayout(self._listed)
        sides.setContentsMargins(0, 0, SCROLL_BAR, 0)
        sides.setSpacing(0)
        for column in self._columns:
            column.setSpacing(4)
            sides.addLayout(column)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._listed)
        self._scroll.setWidgetResizable(True)
        # The overlay itself has the keyboard, and scrolls it.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setAccessibleName(self.tr("Keys"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._listed.setAutoFillBackground(False)
        whole.addWidget(self._scroll, 1)
        foot = self.tr("Other keys: Settings, Keys. What has none is found with {0}.")
        whole.addWidget(Text(theme, foot.format(work.keys.first_of("palette")), role="caption", color="text_secondary"))
        self.setAccessibleName(self.tr("Keys"))

    def _group(self, title: str, entries: list[tuple[str, str]]) -> QWidget:
        theme = self._theme
        group = QWidget(self._listed)
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = Text(theme, title, role="caption", weight=600, color="text_secondary")
        head.setContentsMargins(0, 8, 0, 2)
        column.addWidget(head)
        for key, text in entries:
            line = QHBoxLayout()
            line.setSpacing(4)
            line.addWidget(Text(theme, text), 1)
            for part in key_parts(key):
                line.addWidget(KeyCap(theme, part))
            column.addLayout(line)
        return group

    def place(self) -> None:
        """Override Over.place: in as many columns as it takes to show every key at once, as far as there is room."""
        around = self.panel.sizeHint() - self._scroll.sizeHint()
        room = QSize(self.width() - 2 * EDGE - PADDING, self.height() - 2 * EDGE - max(around.height(), 0))
        sizes = [group.sizeHint() for group in self._groups]
        listed = self._arrange(columns_for(sizes, room))
        wanted, most = listed.height() + max(around.height(), 0), self.height() - 2 * EDGE
        # The bar of a list that is scrolled stands beside it, and takes nothing of its width.
        bar = self._scroll.verticalScrollBar().sizeHint().width() if wanted > most else 0
        width = min(self.width() - 2 * EDGE, max(WIDTH_LEAST, listed.width() + PADDING + bar))
        # A scrolled list asks for little; with room it is shown whole.
        height = min(most, wanted)
        self.panel.setGeometry((self.width() - width) // 2, max(EDGE, (self.height() - height) // 3), width, height)

    def _arrange(self, breaks: tuple[int, ...]) -> QSize:
        """Puts the groups into columns that begin at these places; returns how large all of it is."""
        starts = [*breaks, *[len(self._groups)] * (COLUMNS_MOST + 1 - len(breaks))]
        for column in self._columns:
            while column.takeAt(0) is not None:
                pass
        for number, column in enumerate(self._columns):
            shown = self._groups[starts[number] : starts[number + 1]]
            # What is shown beside another column stands apart from it.
            column.setContentsMargins(APART if number and shown else 0, 0, 0, 0)
            self._sides.setStretch(number, max((group.sizeHint().width() for group in shown), default=0))
            for group in shown:
                column.addWidget(group)
            column.addStretch(1)
        self._listed.updateGeometry()
        return size_of([group.sizeHint() for group in self._groups], breaks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override Over.keyPressEvent: the arrows scroll."""
        bar, step = self._scroll.verticalScrollBar(), SCROLLS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.triggerAction(step)

    @classmethod
    def opened_over(cls, window: QWidget, work: Workspace, *, works: bool) -> KeysOverlay:
        """Shows it over a window."""
        overlay = cls(window, work, works=works)
        overlay.open()
        return overlay


def size_of(sizes: Sequence[QSize], breaks: Sequence[int]) -> QSize:
    """How large groups of these sizes are in columns that begin at the places `breaks`."""
    columns = [sizes[start:end] for start, end in pairwise([*breaks, len(sizes)])]
    wide = sum(max(size.width() for size in column) for column in columns)
    high = max(sum(size.height() + 4 for size in column) for column in columns)
    return QSize(wide + (len(columns) - 1) * APART + SCROLL_BAR, high)


def columns_for(sizes: Sequence[QSize], room: QSize) -> tuple[int, ...]:
    """The places at which columns begin: as few columns as show everything, else as many as the width holds.

    Two stand side by side at least, where there is room for that; groups stay whole and in their order.
    """
    best: tuple[int, ...] = (0,)
    for count in range(2, min(COLUMNS_MOST, len(sizes)) + 1):
        every = ((0, *places) for places in combinations(range(1, len(sizes)), count - 1))
        breaks = min(every, key=lambda places: size_of(sizes, places).height())
        size = size_of(sizes, breaks)
        if size.width() > room.width():
            break
        best = breaks
        if size.height() <= room.height():
            break
    return best


def _entries(work: Workspace, group: str) -> list[tuple[str, str]]:
    """The keys of a group with what they do."""
    return [
        (key, keys.title(action.title))
        for action in keys.ACTIONS
        if action.group == group and keys.is_for(action, work.me) and (key := work.keys.first_of(action.name))
    ]
