"""The home screen: find an answer, talk to us, my tickets; and the latest of them with what each waits for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.background.changes import Changes
from desktop.background.operations import Latest
from desktop.background.throttle import Throttle
from desktop.features.home import operations
from desktop.features.home.latest import LatestRow
from desktop.features.home.operations import Overview
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names, wording
from desktop.shell.workspace import OUTBOX, Workspace
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.fields import line_field
from desktop.widgets.flow import Flow
from desktop.widgets.focus import PaneRing
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text

CARD_HEIGHT, CARD_HEIGHT_ALONE = 204, 184
NARROW = 880
SIDE = 24
KEPT_SPACE = "\N{NO-BREAK SPACE}"
REFRESH_MS = 150
NOON, EVENING = 12, 20


class HomeCard(Panel):
    """One of the three big things."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__(theme, "raised", card="border_strong", radius=12)
        self.setMinimumHeight(theme.scaled(CARD_HEIGHT))
        self.title = Text(theme, role="title", weight=600)
        self.words = Text(theme, color="text_secondary", wraps=True)
        self.strong = Text(theme, weight=600, color="warning", wraps=True)
        self.strong.hide()
        self.buttons = Flow()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(4)
        column.addWidget(Glyph(theme, icon, "accent_text", 20, tile=40))
        column.addSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(self.strong)
        column.addStretch(1)
        column.addLayout(self.buttons)

    def put_field(self, field: QWidget) -> None:
        """Puts a field where the buttons of the others stand, as wide as the card."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101 - made above
        column.addWidget(field)


class HomeView(Retranslated, QScrollArea):
    """Signals: where the user wants to go."""

    find_wanted = Signal(str)
    new_wanted = Signal()
    list_wanted = Signal(str)
    ticket_wanted = Signal(str)
    reply_wanted = Signal(str)

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(names.HOME_PAGE)
        PaneRing(self, work.theme)
        self._work = work
        self._works = work.me.works
        self._found: Overview | None = None
        self._reading = Latest()
        theme = work.theme
        self._hello = Text(theme, role="display", weight=600)
        self._where = Text(theme, color="text_secondary")
        self._find, self._talk, self._mine = (
            HomeCard(theme, "search"),
            HomeCard(theme, "bolt" if self._works else "chat"),
            HomeCard(theme, "ticket"),
        )
        self._frame, self.field = line_field(theme, names.HOME_FIND, icon="search")
        self._find.put_field(self._frame)
        self._message = Button(theme, icon="inbox" if self._works else "chat", name=names.HOME_MESSAGE)
        self._call = Button(theme, icon="phone", name=names.HOME_CALL)
        self._new = Button(theme, kind="primary", icon="plus", name=names.HOME_NEW)
        self._all = Button(theme, name=names.HOME_ALL)
        self._latest_title = Text(theme, role="title", weight=600)
        self._more = Button(theme, kind="link")
        self._rows = [LatestRow(theme, last=number == operations.LATEST - 1) for number in range(operations.LATEST)]
        self._nothing = Text(theme, color="text_secondary", wraps=True)
        self._lay_out(theme)
        self._connect()
        self._refresh_soon = Throttle(REFRESH_MS, self.refresh, self, leading=False)
        self.retranslate()
        self.refresh()

    def _lay_out(self, theme: Theme) -> None:
        for button in (self._message, self._call):
            self._talk.buttons.addWidget(button)
        for button in (self._new, self._all):
            self._mine.buttons.addWidget(button)
        self._cards = QGridLayout()
        self._cards.setSpacing(16)
        self._place_cards()
        heading = QHBoxLayout()
        heading.addWidget(self._latest_title)
        heading.addStretch(1)
        heading.addWidget(self._more)
        box = Panel(theme, "surface", card="border_strong")
        box.setObjectName(names.HOME_LATEST)
        lines = QVBoxLayout(box)
        lines.setContentsMargins(1, 4, 1, 4)
        lines.setSpacing(0)
        for row in self._rows:
            lines.addWidget(row)
        self._nothing.setContentsMargins(16, 16, 16, 16)
        lines.addWidget(self._nothing)
        page = QWidget()
        page.setMaximumWidth(theme.tokens.width.home + 2 * SIDE)
        column = QVBoxLayout(page)
        column.setContentsMargins(SIDE, 28, SIDE, 32)
        column.setSpacing(0)
        column.addWidget(self._hello)
        column.addWidget(self._where)
        column.addSpacing(20)
        column.addLayout(self._cards)
        column.addSpacing(28)
        column.addLayout(heading)
        column.addSpacing(8)
        column.addWidget(box)
        column.addStretch(1)
        centre = Panel(theme, "surface")
        around = QHBoxLayout(centre)
        around.setContentsMargins(0, 0, 0, 0)
        around.addStretch(1)
        around.addWidget(page, 1000)
        around.addStretch(1)
        self.setWidget(centre)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _place_cards(self) -> None:
        """Three abreast; in a narrow window the search above the other two."""
        narrow = self.width() < self._work.theme.scaled(NARROW)
        for number, card in enumerate((self._find, self._talk, self._mine)):
            if narrow:
                row, column, wide = (0, 0, 2) if number == 0 else (1, number - 1, 1)
            else:
                row, column, wide = 0, number, 1
            self._cards.addWidget(card, row, column, 1, wide)
        self._find.setMinimumHeight(self._work.theme.scaled(CARD_HEIGHT_ALONE if narrow else CARD_HEIGHT))
        for column in range(3):
            self._cards.setColumnStretch(column, 0 if narrow and column == 2 else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._place_cards()

    def _connect(self) -> None:
        self.field.returnPressed.connect(self._on_find)
        self._new.clicked.connect(self.new_wanted)
        self._call.clicked.connect(self._on_call)
        if self._works:
            self._message.clicked.connect(lambda: self.list_wanted.emit("unassigned"))
            self._all.clicked.connect(lambda: self.list_wanted.emit("team"))
            self._more.clicked.connect(lambda: self.list_wanted.emit("mine"))
        else:
            self._message.clicked.connect(self.new_wanted)
            self._all.clicked.connect(lambda: self.list_wanted.emit("store_all"))
            self._more.clicked.connect(lambda: self.list_wanted.emit("store_all"))
        for row in self._rows:
            row.opened.connect(self.ticket_wanted)
            row.reply_wanted.connect(self.reply_wanted)
            row.works.connect(self._on_works)
            row.works_not.connect(self._on_works_not)
        self._work.hub.changes_committed.connect(self._on_changes)
        self._work.me_changed.connect(self.retranslate)

    def refresh(self) -> None:
        """Reads everything again."""
        self._reading.run(operations.overview(self._work, self).success(self._on_read))

    def _on_read(self, found: Overview) -> None:
        self._found = found
        self.retranslate()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("ticket", "ticket_desk", "store", "topic", "article", "user_card", "space", OUTBOX):
            self._refresh_soon()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        hour = moments.now().astimezone().hour
        greeting = (
            self.tr("Good morning")
            if hour < NOON
            else self.tr("Good afternoon")
            if hour < EVENING
            else self.tr("Good evening")
        )
        first = self._work.me.name.split(" ")[0]
        self._new.setVisible(self._work.me.can("ticket.create"))
        self._hello.setText(f"{greeting}, {first}" if first else greeting)
        self.setAccessibleName(self.tr("Home"))
        self._find.title.setText(self.tr("Find an answer"))
        self.field.setPlaceholderText(self.tr("What happened?"))
        self.field.setAccessibleName(self.tr("Find an answer"))
        self._latest_title.setText(self.tr("Your latest") if self._works else self.tr("Latest"))
        self._new.setText(self.tr("New ticket"))
        if self._works:
            self._say_for_desk()
        else:
            self._say_for_store()
        self._show_latest()

    def _say_for_store(self) -> None:
        found, phone = self._found, self._work.me.phone
        self._talk.title.setText(self.tr("Talk to us"))
        words = self.tr("Write at any time: it is kept here and sent as soon as there is a line.")
        self._talk.words.setText(
            words + (" " + self.tr("In a hurry, call {0}.").format(phone.replace(" ", KEPT_SPACE)) if phone else "")
        )
        self._message.setText(self.tr("Leave a message"))
        self._call.setText(self.tr("Call"))
        self._call.setToolTip(phone)
        self._call.setVisible(bool(phone))
        self._mine.title.setText(self.tr("My tickets"))
        self._all.setText(self.tr("See all"))
        if found is None:
            return
        self._where.setText(" · ".join(store.name for store in found.stores[:3]))
        self._find.words.setText(self.tr("%n guides on this computer, also without a line.", "", found.article_count))
        self._mine.words.setText(self.tr("%n open.", "", found.open_count))
        self._mine.strong.setText(self.tr("%n wait for your answer.", "", found.waiting_count))
        self._mine.strong.setVisible(found.waiting_count > 0)

    def _say_for_desk(self) -> None:
        found = self._found
        self._talk.title.setText(self.tr("Nobody has taken these"))
        self._message.setText(self.tr("Unassigned"))
        self._call.hide()
        self._mine.title.setText(self.tr("Your team's queue"))
        self._all.setText(self.tr("Open the queue"))
        if found is None:
            return
        self._where.setText(self._work.me.title or wording.word(wording.ROLE, self._work.me.role))
        self._find.words.setText(self.tr("%n guides on this computer, also without a line.", "", found.article_count))
        self._talk.words.setText(self.tr("%n tickets without an assignee.", "", found.unassigned_count))
        due = self.tr("%n due within the hour.", "", found.soon_count)
        self._mine.words.setText(self.tr("%n open.", "", found.open_count) + (" " + due if found.soon_count else ""))
        self._mine.strong.setText(self.tr("%n overdue.", "", found.overdue_count))
        self._mine.strong.setVisible(found.overdue_count > 0)

    def _show_latest(self) -> None:
        found = self._found
        latest = found.latest if found else []
        self._more.setText(self.tr("See all %n", "", found.total) if found and found.total > len(latest) else "")
        self._more.setVisible(bool(self._more.text()))
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(latest))
            if found and number < len(latest):
                ticket = latest[number]
                topic = wording.named(found.topics.get(ticket.topic_id or "", {}), self._work.locale)
                row.show_ticket(ticket, topic, asks=not self._works)
        self._nothing.setVisible(not latest)
        if not self._work.is_filled:
            self._nothing.setText(self.tr("Your tickets are on their way. They appear here as they arrive."))
        elif self._works:
            self._nothing.setText(self.tr("You have no open ticket. Take one from the queue."))
        else:
            self._nothing.setText(self.tr("No tickets yet. When something does not work, tell us with New ticket."))

    def _on_find(self) -> None:
        self.find_wanted.emit(self.field.text())
        self.field.clear()

    def _on_call(self) -> None:
        from PySide6.QtCore import QUrl

        from desktop.shell.elsewhere import hand_over

        phone = self._work.me.phone
        no_program = self.tr("This computer makes no calls")
        hand_over(self._work, QUrl(f"tel:{phone.replace(' ', '')}"), no_program, self.tr("Dial {0}.").format(phone))

    def _on_works(self, ticket_id: str) -> None:
        operations.confirm(self._work, self, ticket_id).run()

    def _on_works_not(self, ticket_id: str) -> None:
        operations.reopen(self._work, self, ticket_id).run()
        self.reply_wanted.emit(ticket_id)
