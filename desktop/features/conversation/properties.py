"""The bar with a ticket's status, priority, assignee, team and topic: each a menu for whoever may change it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.features.conversation import choices, operations
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names, wording
from desktop.shell.workspace import Workspace
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text
from sync.replica.reading import absences, labels
from sync.replica.reading.absences import AwayRow
from sync.replica.reading.rows import TicketHead

LEAST = 36
"""An icon and the beginning of a word."""
MARGINS, SPACING = 24, 2


class PropertiesBar(Retranslated, Panel):
    """Shows the head of a ticket.

    Signals:
        choice_wanted: (name of the action in the table of keys) a property is to be chosen.
    """

    choice_wanted = Signal(str)

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        Panel.__init__(self, work.theme, edges="b", parent=parent)
        self._work = work
        self._head: TicketHead | None = None
        self._desk = False
        self.setFixedHeight(work.theme.tokens.height.properties)
        self.status = self._button(names.PROPERTY_STATUS, "status")
        self.priority = self._button(names.PROPERTY_PRIORITY, "priority")
        self.assignee = self._button(names.PROPERTY_ASSIGNEE, "assign_to")
        self.team = self._button(names.PROPERTY_TEAM, "team")
        self.topic = self._button(names.PROPERTY_TOPIC, "topic")
        self.tags = self._button(names.PROPERTY_TAGS, "tag")
        self._number = Text(work.theme, role="caption", color="text_secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGINS - 16, 0, 16, 0)
        row.setSpacing(SPACING)
        for button in self._buttons():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._number)

    def _button(self, name: str, action: str) -> Button:
        button = PropertyButton(self._work.theme, name)
        button.clicked.connect(partial(self.choice_wanted.emit, action))
        return button

    def _buttons(self) -> tuple[Button, ...]:
        return self.status, self.priority, self.assignee, self.team, self.topic, self.tags

    def anchor(self, field: str) -> QWidget:
        """Where what a field may be is offered."""
        found: QWidget = getattr(self, "tags" if field == "tag" else field, self.status)
        return found

    def show_head(self, head: TicketHead, *, desk: bool) -> None:
        """Shows a ticket's properties; for whoever may change them each opens a menu."""
        self._head, self._desk = head, desk
        for button in self._buttons():
            # Who only writes notes reads what stands there, and is offered nothing.
            button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not self._work.me.answers)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._work.me.answers else Qt.FocusPolicy.NoFocus)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        head = self._head
        if head is None:
            return
        self._set(
            self.status,
            wording.word(wording.STATUS, head.status),
            wording.STATUS_ICON[head.status],
            f"status_{head.status}",
        )
        flag = wording.priority_icon(head.priority)
        # A normal priority is no news: its flag alone stands there, to be clicked.
        said = "" if head.priority == "normal" else wording.word(wording.PRIORITY, head.priority)
        self._set(self.priority, said, flag, f"priority_{head.priority}")
        who = operations.names_of(self._work, head.assignee_id).get(head.assignee_id or "", "")
        if head.assignee_id == self._work.user_id:
            who = self.tr("You")
        absent = self._absence(head) if who else None
        if absent is not None:
            who = self.tr("{0} (away)").format(who)
        icon, role = ("moon", "warning") if absent is not None else ("user", "text_secondary")
        self._set(self.assignee, who or self.tr("Nobody"), icon, role)
        team = dict(operations.teams(self._work)).get(head.team_id or "", "")
        self._set(self.team, team or self.tr("No team"), "team", "text_secondary")
        shelf = {topic.id: wording.named(topic.names, self._work.locale) for topic in operations.topics(self._work)}
        self._set(self.topic, shelf.get(head.topic_id or "", "") or self.tr("No topic"), "box", "text_secondary")
        tags = labels.tags(self._work.reader, head.id)
        self._set(self.tags, ", ".join(tags), "tag", "text_secondary")
        self.tags.setVisible(self._desk or bool(tags))
        self._number.setText(f"#{head.number}" if head.number is not None else wording.word(wording.NUMBER, "none"))
        self._shorter = ((self.tags, str(len(tags) or "")), (self.team, ""), (self.topic, ""))
        self._say_whole(head)
        self._whole = {button: button.text() for button, _ in self._shorter}
        self._fit()

    def _absence(self, head: TicketHead) -> AwayRow | None:
        return absences.of(self._work.reader, head.assignee_id or "", moments.stored(moments.now()))

    _shorter: tuple[tuple[Button, str], ...] = ()
    """What says less where room is scarce, the first first, and what it says then."""
    _whole: Mapping[Button, str] = {}

    def _say_whole(self, head: TicketHead) -> None:
        """On hover, and to a screen reader, each property with its name and its key."""
        keys = ("status", "priority", "assign_to", "team", "topic", "tag")
        titles = [choices.BY_FIELD[choice].title() for choice in ("status", "priority", "assignee", "team", "topic")]
        titles.append(self.tr("Tags"))
        priority = wording.word(wording.PRIORITY, head.priority)
        for button, title, name in zip(self._buttons(), titles, keys, strict=True):
            said = priority if button is self.priority else button.text()
            button.set_words(f"{title}: {said or '–'}", self._work.keys.first_of(name) if self._desk else "")

    def _fit(self) -> None:
        for button, text in self._whole.items():
            button.setText(text)
        for button, text in self._shorter:
            if self._wanted() <= self.width():
                break
            button.setText(text)

    def _wanted(self) -> int:
        """The room that all of it takes."""
        buttons = sum(button.sizeHint().width() + SPACING for button in self._buttons() if not button.isHidden())
        return MARGINS + buttons + self._number.sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._fit()

    def _set(self, button: Button, text: str, icon: str, color: str) -> None:
        button.set_icon(icon, color)
        button.setText(text)
        button.setEnabled(True)
        button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not self._desk)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._desk else Qt.FocusPolicy.NoFocus)


class PropertyButton(Button):
    """A property with its menu; it becomes narrow where the bar is, and says the whole on hover."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, kind="quiet", name=name, height=28)

    def _pad(self) -> int:
        return self._theme.scaled(6)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        whole = super().sizeHint()
        return QSize(min(LEAST, whole.width()), whole.height())
