"""Words in one of the four sizes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.painting import ELIDE


class Text(QLabel):
    """Plain text; never interprets what people typed as markup."""

    def __init__(
        self, theme: Theme, text: str = "", role: str = "body", weight: int = 400, color: str = "text",
        *, wraps: bool = False, selectable: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Makes it.

        Args:
            theme: the theme in force.
            text: the words.
            role: `caption`, `body`, `title` or `display`.
            weight: 400, 500 or 600.
            color: the colour's role.
            wraps: whether it may take several lines.
            selectable: whether it can be copied.
            parent: its parent.
        """
        super().__init__(text, parent)
        self._theme, self._role, self._weight, self._color = theme, role, weight, color
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        if wraps:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.theme_changed.connect(self.restyle)
        self.restyle()

    def set_color(self, color: str) -> None:
        """Sets the colour by its role."""
        if color != self._color:
            self._color = color
            self.restyle()

    def restyle(self) -> None:
        """Takes over the theme."""
        self.setFont(self._theme.font(self._role, self._weight, tabular=True))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.colors[self._color])
        self.setPalette(palette)


class ElidedLabel(Text):
    """One line, cut where room ends; the whole of it on hover, when it is cut or when there is more to say."""

    def __init__(
        self, theme: Theme, text: str = "", role: str = "body", weight: int = 400, color: str = "text",
        *, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, text, role, weight, color, parent=parent)
        self._hover = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(24 if self.text() else 0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = painter.fontMetrics().elidedText(self.text(), ELIDE, self.width())
        if not self._hover and bool(self.toolTip()) != (shown != self.text()):
            self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(self.rect(), int(self.alignment()), shown)
