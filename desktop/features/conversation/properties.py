"""The bar with a ticket's status, priority, assignee, team and topic: each a menu for whoever may change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.features.conversation import operations
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names, wording
from desktop.shell.workspace import Workspace
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text
from sync.replica.reading.rows import TicketHead

NARROW = 480
"""Below this the team is told by its icon."""
Entry = tuple[str, str | None, str, str]
"""Text, value, icon and its colour."""


class PropertiesBar(Retranslated, Panel):
    """Shows the head of a ticket and changes it."""

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        Panel.__init__(self, work.theme, edges="b", parent=parent)
        self._work = work
        self._head: TicketHead | None = None
        self._desk = False
        self.setFixedHeight(work.theme.tokens.height.properties)
        self.status = self._button(names.PROPERTY_STATUS, self._status_entries, "status")
        self.priority = self._button(names.PROPERTY_PRIORITY, self._priority_entries, "priority")
        self.assignee = self._button(names.PROPERTY_ASSIGNEE, self._assignee_entries, "assignee")
        self.team = self._button(names.PROPERTY_TEAM, self._team_entries, "team")
        self.topic = self._button(names.PROPERTY_TOPIC, self._topic_entries, "topic")
        self._number = Text(work.theme, role="caption", color="text_secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 16, 0)
        row.setSpacing(2)
        for button in (self.status, self.priority, self.assignee, self.team, self.topic):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._number)

    def _button(self, name: str, entries: Callable[[], Iterable[Entry]], field: str) -> Button:
        button = PropertyButton(self._work.theme, name, 0 if field in ("status", "priority") else 72)
        button.clicked.connect(lambda: self._open_menu(button, entries, field))
        return button

    def show_head(self, head: TicketHead, *, desk: bool) -> None:
        """Shows a ticket's properties; for whoever may change them each opens a menu."""
        self._head, self._desk = head, desk
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
        priority = "chevron-down" if head.priority == "low" else "flag"
        # A normal priority is no news: its flag alone stands there, to be clicked.
        said = "" if head.priority == "normal" else wording.word(wording.PRIORITY, head.priority)
        self._set(self.priority, said, priority, f"priority_{head.priority}")
        who = operations.names_of(self._work, head.assignee_id).get(head.assignee_id or "", "")
        if head.assignee_id == self._work.user_id:
            who = self.tr("You")
        self._set(self.assignee, who or self.tr("Nobody"), "user", "text_secondary")
        team = dict(operations.teams(self._work)).get(head.team_id or "", "")
        self._set(self.team, "" if self.width() < NARROW else team or self.tr("No team"), "team", "text_secondary")
        shelf = {topic.id: wording.named(topic.names, self._work.locale) for topic in operations.topics(self._work)}
        self._set(self.topic, shelf.get(head.topic_id or "", "") or self.tr("No topic"), "tag", "text_secondary")
        labels = (self.tr("Status"), self.tr("Priority"), self.tr("Assignee"), self.tr("Team"), self.tr("Topic"))
        buttons = (self.status, self.priority, self.assignee, self.team, self.topic)
        whole = {self.priority: wording.word(wording.PRIORITY, head.priority), self.team: team or self.tr("No team")}
        for button, label in zip(buttons, labels, strict=True):
            text = f"{label}: {whole.get(button) or button.text()}"
            button.setAccessibleName(text)
            button.setToolTip(text)
        self._number.setText(f"#{head.number}" if head.number is not None else wording.word(wording.NUMBER, "none"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        if (event.size().width() < NARROW) is not (event.oldSize().width() < NARROW):
            self.retranslate()

    def _set(self, button: Button, text: str, icon: str, color: str) -> None:
        button.set_icon(icon, color)
        button.setText(text)
        button.setEnabled(True)
        button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not self._desk)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._desk else Qt.FocusPolicy.NoFocus)

    def _status_entries(self) -> Iterable[Entry]:
        head = self._head
        for status in operations.allowed_steps(head, desk=True) if head else ():
            yield wording.word(wording.STATUS, status), status, wording.STATUS_ICON[status], f"status_{status}"

    def _priority_entries(self) -> Iterable[Entry]:
        for priority in ("urgent", "high", "normal", "low"):
            icon = "chevron-down" if priority == "low" else "flag"
            yield wording.word(wording.PRIORITY, priority), priority, icon, f"priority_{priority}"

    def _assignee_entries(self) -> Iterable[Entry]:
        me = self._work.user_id
        yield self.tr("Take it myself"), me, "user", "accent_text"
        yield self.tr("Give it back to the team"), None, "team", "text_secondary"
        for person in operations.agents(self._work):
            if person.id != me:
                yield person.name, person.id, "user", "text_secondary"

    def _team_entries(self) -> Iterable[Entry]:
        for team_id, name in operations.teams(self._work):
            yield name, team_id, "team", "text_secondary"

    def _topic_entries(self) -> Iterable[Entry]:
        for topic in operations.topics(self._work):
            yield wording.named(topic.names, self._work.locale), topic.id, "tag", "text_secondary"

    def _open_menu(self, button: Button, entries: Callable[[], Iterable[Entry]], field: str) -> None:
        if self._head is None or not self._desk:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, value, icon, color in entries():
            action = QAction(self._work.theme.icon(icon, color), text, menu)
            action.setData((field, value))
            menu.addAction(action)
        menu.triggered.connect(self._on_menu)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_menu(self, action: QAction) -> None:
        field, value = action.data()
        if self._head is None:
            return
        if field == "status":
            operations.set_status(self._work, self, self._head, str(value)).run()
        else:
            operations.set_property(self._work, self, self._head.id, field, value).run()

    def assign_to_me(self) -> None:
        """Takes the ticket."""
        if self._head is not None and self._desk:
            operations.set_property(self._work, self, self._head.id, "assignee", self._work.user_id).run()


class PropertyButton(Button):
    """A property with its menu. `least` is how narrow it may become where the bar is; 0 for not at all."""

    def __init__(self, theme: Theme, name: str, least: int) -> None:
        self._least = least
        super().__init__(theme, kind="quiet", name=name, height=28)

    def _pad(self) -> int:
        return self._theme.scaled(6)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        whole = super().sizeHint()
        return QSize(min(self._least or whole.width(), whole.width()), whole.height())
