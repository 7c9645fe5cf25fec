"""What a ticket is about: the topics as buttons, as many a row as there is room for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QWidget

from desktop.features.filing import operations
from desktop.shell import names, wording
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button

A_ROW = 3
TOPIC_ICONS = {
    "card": "card",
    "payment": "card",
    "till": "device",
    "printer": "printer",
    "deliver": "truck",
    "sign": "key",
    "account": "key",
    "access": "key",
    "stock": "box",
    "order": "inbox",
    "network": "globe",
    "online": "globe",
    "loyal": "star",
    "screen": "device",
    "kitchen": "bolt",
    "equipment": "bolt",
    "oven": "sun",
    "food": "clipboard",
    "training": "clipboard",
    "staff": "team",
    "cash": "cash",
    "refund": "cash",
    "invoice": "cash",
    "price": "tag",
    "menu": "tag",
    "report": "chart",
    "running": "store",
    "complaint": "chat",
}
"""Part of a topic's key to its icon."""


def topic_icon(key: str) -> str:
    """The icon of a topic."""
    return next((icon for part, icon in TOPIC_ICONS.items() if part in key), "help")


class TopicPicker(QWidget):
    """At most one topic is chosen.

    Signals:
        picked: the user chose one.
    """

    picked = Signal()

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        self._work = work
        self._a_row = A_ROW
        self._buttons = QButtonGroup(self)
        self._buttons.setExclusive(True)
        self._buttons.buttonClicked.connect(self.picked)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

    def buttons(self) -> list[QWidget]:
        """The topics, in order."""
        return list(self._buttons.buttons())

    def fill(self) -> None:
        """Offers the topics there are."""
        for button in self._buttons.buttons():
            self._buttons.removeButton(button)
            button.deleteLater()
        for topic in operations.topics(self._work):
            button = Button(
                self._work.theme,
                kind="card",
                icon=topic_icon(topic.key),
                name=f"{names.FILING_TOPIC}.{topic.key}",
                height=36,
            )
            button.setCheckable(True)
            button.setProperty("topic", topic.id)
            button.setProperty("names", topic.names)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._buttons.addButton(button)
        self.retranslate()
        self._place()

    def retranslate(self) -> None:
        """Names the topics in the language in force."""
        for button in self._buttons.buttons():
            button.setText(wording.named(dict(button.property("names")), self._work.locale))

    def set_narrow(self, *, narrow: bool) -> None:
        """Puts fewer of them into a row where there is little room."""
        self._a_row = A_ROW - 1 if narrow else A_ROW
        self._place()

    @property
    def topic_id(self) -> str:
        """The chosen one; empty for none."""
        chosen = self._buttons.checkedButton()
        return str(chosen.property("topic")) if chosen is not None else ""

    def choose(self, topic_id: str) -> None:
        """Chooses one; none if it is not there."""
        self._buttons.setExclusive(False)
        for button in self._buttons.buttons():
            button.setChecked(button.property("topic") == topic_id)
        self._buttons.setExclusive(True)

    def _place(self) -> None:
        for number, button in enumerate(self._buttons.buttons()):
            self._grid.addWidget(button, number // self._a_row, number % self._a_row)
