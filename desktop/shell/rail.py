"""The left rail: where one can go, how much waits there; at its foot what needs attention, the line, the user."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell import line, moments, names, wording
from desktop.shell.line import LineState
from desktop.theme.theme import Theme
from desktop.widgets.painting import paint_avatar
from desktop.widgets.panels import Panel
from desktop.widgets.rail import RailItem
from sync.replica.reading.tickets import DESK_VIEWS, STORE_VIEWS, ViewKey

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Brand(QWidget):
    """The mark and the name of the franchise."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._name = theme, "Mostrador"
        self.setFixedHeight(theme.tokens.height.header)
        theme.theme_changed.connect(self.update)

    def show_name(self, name: str) -> None:
        """Shows whose desk this is."""
        self._name = name or "Mostrador"
        self.setAccessibleName(self._name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, colors = self._theme, self._theme.colors
        box = QRect(8, (self.height() - 20) // 2, 20, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.accent)
        painter.drawRoundedRect(box, 5, 5)
        painter.setBrush(colors.text_on_accent)
        # A counter with somebody behind it: the board, its two legs, a head.
        painter.drawRect(box.left() + 4, box.top() + 9, 12, 2)
        painter.drawRect(box.left() + 5, box.top() + 11, 2, 5)
        painter.drawRect(box.left() + 13, box.top() + 11, 2, 5)
        painter.drawEllipse(box.left() + 8, box.top() + 4, 4, 4)
        painter.setFont(theme.font("body", 600))
        painter.setPen(colors.text)
        room = self.width() - 44
        text = theme.metrics("body", 600).elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(38, 0, room, self.height()), LEFT, text)


class SearchOpener(QAbstractButton):
    """Looks like a field and opens the palette."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(names.RAIL_SEARCH)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(theme.tokens.height.field)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, colors, radius = self._theme, self._theme.colors, self._theme.tokens.radius.control
        painter.setPen(colors.focus_ring if self.hasFocus() else colors.border_strong)
        painter.setBrush(colors.raised)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), radius, radius)
        painter.drawPixmap(
            10, (self.height() - 16) // 2, theme.pixmap("search", "text_secondary", 16, self.devicePixelRatioF())
        )
        painter.setFont(theme.font("caption"))
        keys, metrics = "Ctrl K", theme.metrics("caption")
        cap = QRect(
            self.width() - metrics.horizontalAdvance(keys) - 20,
            (self.height() - 18) // 2,
            metrics.horizontalAdvance(keys) + 12,
            18,
        )
        painter.setPen(colors.border_strong)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(colors.text_secondary)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)
        painter.setFont(theme.font("body"))
        room = cap.left() - 38
        text = theme.metrics("body").elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(34, 0, room, self.height()), LEFT, text)


class LineItem(QAbstractButton):
    """How the connection is, with the time; a click leads to what can be done about it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(names.RAIL_LINE)
        self._theme, self._state = theme, LineState()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._clock = moments.now()
        self.setFixedHeight(32)
        theme.theme_changed.connect(self.update)
        self.show_state(self._state)

    def show_state(self, state: LineState) -> None:
        """Shows the line's state."""
        self._state = state
        self.setText(line.rail_text(state))
        self.setAccessibleName(self.text())
        self.update()

    def show_time(self, present: datetime) -> None:
        """Shows the time."""
        self._clock = present
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        theme, colors = self._theme, self._theme.colors
        icon, role = line.ICON[self._state.status]
        painter.drawPixmap(8, (self.height() - 16) // 2, theme.pixmap(icon, role, 16, self.devicePixelRatioF()))
        painter.setFont(theme.font("caption", tabular=True))
        painter.setPen(colors.text_secondary)
        when = moments.clock(self._clock)
        painter.drawText(self.rect().adjusted(0, 0, -8, 0), RIGHT, when)
        room = self.width() - 32 - theme.metrics("caption", tabular=True).horizontalAdvance(when) - 14
        text = theme.metrics("caption").elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(32, 0, room + 4, self.height()), LEFT, text)


class UserItem(QAbstractButton):
    """Who is signed in; a click offers the other accounts of this machine."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(names.RAIL_USER)
        self._theme, self._id, self._name, self._second = theme, "", "", ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(44)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.theme_changed.connect(self.update)

    def show_person(self, person_id: str, name: str, second: str) -> None:
        """Shows somebody and a line about them."""
        self._id, self._name, self._second = person_id, name, second
        self.setText(name)
        self.setAccessibleName(f"{name}, {second}" if second else name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, colors = self._theme, self._theme.colors
        if self.underMouse() or self.hasFocus():
            painter.setPen(colors.focus_ring if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colors.hover_sidebar)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        paint_avatar(painter, theme, QRect(8, (self.height() - 28) // 2, 28, 28), self._id, self._name)
        painter.drawPixmap(
            self.width() - 24,
            (self.height() - 16) // 2,
            theme.pixmap("chevron-up", "text_secondary", 16, self.devicePixelRatioF()),
        )
        room = self.width() - 44 - 28
        painter.setFont(theme.font("body", 500))
        painter.setPen(colors.text)
        name = theme.metrics("body", 500).elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(44, 4, room, 20), LEFT, name)
        painter.setFont(theme.font("caption"))
        painter.setPen(colors.text_secondary)
        second = theme.metrics("caption").elidedText(self._second, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(44, 23, room, 16), LEFT, second)


class Rail(Retranslated, Panel):
    """Signals: where the user wants to go."""

    page_wanted = Signal(str)
    view_wanted = Signal(str)
    palette_wanted = Signal()
    accounts_wanted = Signal()
    line_clicked = Signal()

    def __init__(self, theme: Theme, *, works: bool) -> None:
        Panel.__init__(self, theme, "sidebar", edges="r")
        self.setObjectName(names.RAIL)
        self._works = works
        self.setFixedWidth(theme.tokens.width.rail)
        self.brand, self._search = Brand(theme), SearchOpener(theme)
        self.home = RailItem(theme, icon="home", name=names.RAIL_HOME)
        self.tickets = RailItem(theme, icon="ticket", name=names.RAIL_TICKETS)
        self.knowledge = RailItem(theme, icon="book", name=names.RAIL_KNOWLEDGE)
        self.settings = RailItem(theme, icon="settings", name=names.RAIL_SETTINGS)
        self.attention = RailItem(theme, icon="alert", icon_color="warning", name=names.RAIL_ATTENTION)
        self.line, self.user = LineItem(theme), UserItem(theme)
        self.views = {
            view: RailItem(theme, name=names.RAIL_VIEW + view) for view in (DESK_VIEWS if works else STORE_VIEWS)
        }
        self._pages = {
            "home": self.home, "tickets": self.tickets, "knowledge": self.knowledge, "settings": self.settings,
            "attention": self.attention,
        }  # fmt: skip
        self._lay_out(theme)
        self._connect()
        self.attention.hide()
        self.retranslate()

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 9, 8)
        column.setSpacing(0)
        column.addWidget(self.brand)
        column.addWidget(self._search)
        column.addSpacing(12)
        column.addWidget(self.home)
        column.addWidget(self.tickets)
        for item in self.views.values():
            column.addWidget(item)
        for item in (self.knowledge, self.settings):
            column.addWidget(item)
        column.addStretch(1)
        rule = Panel(theme, "border")
        rule.setFixedHeight(1)
        column.addWidget(rule)
        column.addSpacing(8)
        for foot in (self.attention, self.line, self.user):
            column.addWidget(foot)

    def _connect(self) -> None:
        for page, item in self._pages.items():
            item.clicked.connect(lambda _checked, page=page: self.page_wanted.emit(page))
        for view, item in self.views.items():
            item.clicked.connect(lambda _checked, view=view: self.view_wanted.emit(str(view)))
        self._search.clicked.connect(self.palette_wanted)
        self.user.clicked.connect(self.accounts_wanted)
        self.line.clicked.connect(self.line_clicked)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.setAccessibleName(self.tr("Navigation"))
        self._search.setText(self.tr("Search or jump to"))
        self._search.setAccessibleName(self.tr("Search or jump to"))
        self.home.set_words(self.tr("Home"))
        self.tickets.set_words(self.tr("Tickets") if self._works else self.tr("My tickets"))
        self.knowledge.set_words(self.tr("Knowledge") if self._works else self.tr("Answers"))
        self.settings.set_words(self.tr("Settings"))
        self.attention.set_words(self.tr("Needs attention"))
        for view, item in self.views.items():
            item.set_words(wording.word(wording.VIEW, view))

    def show_place(self, page: str, view: ViewKey | None) -> None:
        """Lights where one is."""
        for name, item in self._pages.items():
            item.setChecked(name == page)
        for key, item in self.views.items():
            item.setChecked(page == "tickets" and key == view)

    def show_counts(self, counts: dict[ViewKey, int]) -> None:
        """Shows how many tickets each view holds."""
        for view, count in counts.items():
            if view in self.views:
                self.views[view].set_count(count)

    def show_line(self, state: LineState) -> None:
        """Shows the line's state and what needs attention."""
        self.line.show_state(state)
        self.attention.set_count(state.attention, "warning")
        self.attention.setVisible(state.attention > 0 or self.attention.isChecked())
