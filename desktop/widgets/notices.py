"""What the program says by itself: the strip while the line is down, and the word in an empty place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel, Text


class LineStrip(Panel):
    """The strip above everything while the line is down: since when, that work goes on, and what waits.

    Signals:
        action_asked: its button was pressed (sign in again, see what waits).
    """

    action_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "offline_bg")
        self._theme = theme
        self._glyph = Glyph(theme, "offline", "offline_accent", 20)
        self._fact = Text(theme, "", "body", 600, "offline_text")
        self._comfort = ElidedLabel(theme, "", "body", 400, "offline_text")
        self._waiting = Text(theme, "", "caption", 500, "offline_accent")
        self._action = Button(theme, "", kind="on_dark", height=28)
        self._action.clicked.connect(self.action_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 0, 32, 0)
        row.setSpacing(8)
        row.addWidget(self._glyph)
        row.addWidget(self._fact)
        row.addWidget(self._comfort, 1)
        row.addWidget(self._waiting)
        row.addWidget(self._action)
        theme.theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Takes over the theme."""
        self.setFixedHeight(self._theme.tokens.height.offline_strip)

    def say(self, fact: str, comfort: str, waiting: str = "", *, action: str = "", icon: str = "offline") -> None:
        """Sets its words.

        Args:
            fact: No connection since 10:12.
            comfort: Carry on: it goes out by itself.
            waiting: 2 changes to send; empty for nothing.
            action: a button's verb; empty for none.
            icon: `offline`, `key` for signing in again, …
        """
        self._glyph.show_icon(icon, "offline_accent")
        self._fact.setText(fact)
        self._comfort.setText(comfort)
        self._waiting.setText(waiting)
        self._waiting.setVisible(bool(waiting))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(" ".join(part for part in (fact, comfort, waiting) if part))


class EmptyState(Panel):
    """A place with nothing in it: why, and the next key or button."""

    def __init__(self, theme: Theme, icon: str = "inbox", *, framed: bool = True) -> None:
        super().__init__(theme, "sunken" if framed else "surface", card="border" if framed else "")
        self._title = Text(theme, "", "body", 600, wraps=True)
        self._next = Text(theme, "", "caption", 400, "text_secondary", wraps=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 16, 16, 16)
        self._row.setSpacing(16)
        self._row.addWidget(Glyph(theme, icon, "text_secondary", 24))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._next)
        self._row.addLayout(column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def say(self, title: str, next_step: str) -> None:
        """Sets both sentences."""
        self._title.setText(title)
        self._next.setText(next_step)
        self.setAccessibleName(title)
        self.setAccessibleDescription(next_step)

    def add_action(self, button: Button) -> None:
        """Puts a button at its end."""
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
