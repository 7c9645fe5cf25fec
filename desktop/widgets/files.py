"""Files as widgets: a chip for one, and a row of them that wraps."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.buttons import icon_button
from desktop.widgets.flow import Flow
from desktop.widgets.marks import Glyph
from desktop.widgets.painting import fill
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel, Text

CHIP_WIDTH, CHIP_HEIGHT, PICTURE = 232, 40, 28
BAR_HEIGHT = 2


class FileChip(Panel):
    """One file: its icon or picture, its name, where it stands, and a cross.

    Signals:
        remove_asked: the cross was pressed.
    """

    remove_asked = Signal()

    def __init__(self, theme: Theme, icon: str, name: str, *, object_name: str = "") -> None:
        super().__init__(theme, "raised", card="border_strong", radius=theme.tokens.radius.control)
        self.setObjectName(object_name)
        self._percent: int | None = None
        self._glyph = Glyph(theme, icon, size=18)
        self._name = ElidedLabel(theme, name, weight=500)
        self._state = Text(theme, role="caption", color="text_secondary")
        self.remove = icon_button(theme, "close", "", f"{object_name}.remove" if object_name else "", 24)
        self.remove.clicked.connect(self.remove_asked)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._state)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 4, 4)
        row.setSpacing(8)
        row.addWidget(self._glyph)
        row.addLayout(words, 1)
        row.addWidget(self.remove)
        self.setFixedSize(theme.scaled(CHIP_WIDTH), theme.scaled(CHIP_HEIGHT))

    def say(self, state: str, remove: str, percent: int | None = None) -> None:
        """Says where the file stands, what the cross does, and how much is done while something is under way."""
        self._percent = percent
        self._state.setText(state)
        self.remove.set_words(remove)
        self.setAccessibleName(f"{self._name.text()}, {state}")
        self.update()

    def show_picture(self, picture: QPixmap) -> None:
        """Shows the file itself in place of its icon."""
        self._glyph.show_picture(picture)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override Panel.paintEvent: a bar at the foot while something is under way."""
        super().paintEvent(event)
        if self._percent is not None:
            room = self.rect().adjusted(1, self.height() - BAR_HEIGHT - 1, -1, -1)
            room.setWidth(max(1, room.width() * self._percent // 100))
            fill(QPainter(self), room, self._theme.colors.accent)


class FileRowOfChips(QWidget):
    """Chips side by side; takes no room while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow()
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def add(self, chip: FileChip) -> None:
        """Puts a chip at the end."""
        self._flow.addWidget(chip)
        chip.show()
        self.show()
        self.updateGeometry()

    def take(self, chip: FileChip) -> None:
        """Takes a chip away."""
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self.setVisible(self._flow.count() > 0)
        self.updateGeometry()
