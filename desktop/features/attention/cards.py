"""The cards of *Needs attention*: what happened, what it was about, and what can be done."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.attention import operations
from desktop.features.attention.operations import Group
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names, wording
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.focus import KeyboardFocus
from desktop.widgets.marks import Avatar, Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel, Text
from sync.replica.reading.conflicts import NewerRow, OverwrittenRow

NARROW = 760
KEPT_TO_WORK_WITH = ("macro.", "saved_reply.", "view.")
"""What has texts that are sent to nobody."""


class Card(KeyboardFocus, Retranslated, Panel):
    """One decision: head, body, and a foot of buttons, of which the one that gives something up asks once more.

    Return does what the first button does, Delete asks whether to give it up.

    Signals:
        decided: (what, item) what the user decides: `open`, `discard`, or a name of the card's own.
    """

    decided = Signal(str, object)

    def __init__(self, work: Workspace, item: Any, icon: str, color: str) -> None:
        Panel.__init__(self, work.theme, "raised", card="border_strong")
        self._ring_theme, self._ring_radius = work.theme, 8
        self._work, self.item = work, item
        theme = work.theme
        self._first: list[Button] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = ElidedLabel(theme, weight=600)
        self.about = ElidedLabel(theme, role="caption", color="text_secondary")
        self.why = Text(theme, wraps=True)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        self.body.addWidget(self.why)
        self.head = QHBoxLayout()
        self.actions_row = Flow()
        self.open = Button(theme, name=names.ATTENTION_OPEN, height=28)
        self.discard = Button(theme, kind="quiet", name=names.ATTENTION_DISCARD, height=28)
        self._question = Text(theme, role="caption", weight=600, color="danger")
        self.confirm = Button(theme, name=names.ATTENTION_CONFIRM, height=28)
        self._keep = Button(theme, kind="quiet", height=28)
        self._lay_out(Glyph(theme, icon, color, 18))
        self.open.clicked.connect(lambda: self.decided.emit("open", self.item))
        self.discard.clicked.connect(lambda: self._ask(asking=True))
        self._keep.clicked.connect(lambda: self._ask(asking=False))
        self.confirm.clicked.connect(lambda: self.decided.emit("discard", self.item))
        self._ask(asking=False)

    def _lay_out(self, glyph: Glyph) -> None:
        theme = self._work.theme
        head = Panel(theme, "", edges="b")
        head.setFixedHeight(44)
        self.head.setContentsMargins(16, 0, 16, 0)
        self.head.setSpacing(10)
        self.head.addWidget(glyph)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.head.addWidget(self.about)
        head.setLayout(self.head)
        foot = Panel(theme, "", edges="t")
        self.actions_row.addWidget(self.open)
        across = QHBoxLayout(foot)
        across.setContentsMargins(16, 9, 16, 8)
        across.setSpacing(8)
        across.addLayout(self.actions_row, 1)
        across.addWidget(self._question, 0, Qt.AlignmentFlag.AlignTop)
        for part in (self.confirm, self._keep, self.discard):
            across.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(self.body)
        column.addWidget(foot)

    def add_action(self, button: Button, what: str) -> Button:
        """Puts a button before *Open*; what it stands for is told by `decided`."""
        self.actions_row.insert_before(self.open, button)
        self._first.append(button)
        button.clicked.connect(lambda: self.decided.emit(what, self.item))
        self.order_tabs()
        return button

    def order_tabs(self) -> None:
        """Lets Tab go through the foot as one reads it, whatever was put into it last."""
        inside = self.actions_row.widgets()
        ordered = [part for part in (*inside, self.confirm, self._keep, self.discard) if isinstance(part, Button)]
        for before, after in pairwise(ordered):
            QWidget.setTabOrder(before, after)

    def say(self, title: str, about: str, why: str) -> None:
        """Says what happened."""
        self.title.setText(title)
        self.about.setText(about)
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.setAccessibleName(f"{title}. {about}. {why}")

    def say_giving_up(self, verb: str, question: str, confirmation: str, keep: str) -> None:
        """Says what giving it up means."""
        self.discard.setText(verb)
        self._question.setText(question)
        self.confirm.setText(confirmation)
        self._keep.setText(keep)

    def _ask(self, *, asking: bool) -> None:
        """What cannot be undone is asked for once more, in its place."""
        for part in (self._question, self.confirm, self._keep):
            part.setVisible(asking)
        self.discard.setVisible(not asking)
        if asking:
            self.confirm.setFocus()

    def holds_focus(self) -> bool:
        """Whether the keyboard is on it, or on something in it."""
        return self.hasFocus() or any(part.hasFocus() for part in self.findChildren(QWidget))

    def first_action(self) -> Button:
        """The button that Return stands for."""
        return next(b for b in (*self._first, self.open, self.discard) if not b.isHidden() and b.isEnabled())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.first_action().click()
        elif event.key() == Qt.Key.Key_Delete and not self.discard.isHidden():
            self.discard.click()
        else:
            super().keyPressEvent(event)


class NewerMessage(QWidget):
    """A message that came in meanwhile."""

    def __init__(self, work: Workspace, row: NewerRow) -> None:
        super().__init__()
        theme = work.theme
        avatar = Avatar(theme, 28)
        avatar.show_person(row.author_id, row.author)
        when = moments.short_day(moments.moment_of(row.at), moments.now())
        line = QHBoxLayout()
        line.addWidget(Text(theme, row.author, weight=600))
        line.addStretch(1)
        line.addWidget(Text(theme, when, role="caption", color="text_secondary"))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(Text(theme, row.body, wraps=True, selectable=True))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(avatar, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(column, 1)


class RefusedCard(Card):
    """A refused change with what hangs on it: it decides `edit`, `again`, `open` or `discard`."""

    def __init__(self, work: Workspace, group: Group) -> None:
        icon, color = ("chat", "warning") if group.is_overtaken else ("alert", "danger")
        super().__init__(work, group, icon, color)
        theme = work.theme
        for row in group.newer:
            self.body.addWidget(NewerMessage(work, row))
        self.content = Text(theme, color="text_secondary", wraps=True, selectable=True)
        self._kept = Panel(theme, "sunken", card="border")
        inner = QVBoxLayout(self._kept)
        inner.setContentsMargins(12, 10, 12, 10)
        inner.addWidget(self.content)
        self.body.addWidget(self._kept)
        self._further = Text(theme, role="caption", color="text_secondary", wraps=True)
        self.body.addWidget(self._further)
        self.edit = self.add_action(
            Button(theme, kind="primary", icon="edit", name=names.ATTENTION_EDIT, height=28), "edit"
        )
        kind = "secondary" if group.again else "primary"
        self.again = self.add_action(Button(theme, kind=kind, name=names.ATTENTION_AGAIN, height=28), "again")
        self.copy = Button(theme, name=names.ATTENTION_COPY, height=28)
        self.copy.clicked.connect(self._copy)
        self.actions_row.insert_before(self.open, self.copy)
        self.order_tabs()
        self.edit.setVisible(bool(group.again))
        self.again.setVisible(not group.is_past)
        self.copy.setVisible(bool(group.text) and not group.again)
        self.open.setVisible(bool(group.ticket_id or group.article_id))
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        group: Group = self.item
        when = moments.short_day(moments.moment_of(group.first.at), moments.now())
        title, why = wording.change_title(group.first.name), wording.refusal(group.first.code)
        if group.is_overtaken and group.newer_count:
            title = self.tr("%n new messages since you wrote this", "", group.newer_count)
        self.say(title, f"{group.about} · {when}" if group.about else when, why)
        files = self.tr("Files: {0}").format(", ".join(group.files)) if group.files else ""
        steps = operations.steps_said(self._work, group)
        content = "\n".join(part for part in (group.title, *steps, group.text, files, self._chosen()) if part)
        self.content.setText(content)
        self._kept.setVisible(bool(content))
        self._further.setText(self.tr("%n more changes hang on it and share its fate.", "", len(group.dependants)))
        self._further.setVisible(bool(group.dependants))
        self.edit.setText(self.tr("Edit and send again"))
        self.again.setText(self._again_words())
        self.copy.setText(self.tr("Copy the text"))
        self.open.setText(self.tr("Open ticket") if group.ticket_id else self.tr("Open article"))
        self.say_giving_up(
            self.tr("Discard"), self.tr("It cannot be brought back."), self.tr("Discard for good"), self.tr("Keep")
        )

    def _again_words(self) -> str:
        if self.item.is_overtaken:
            return self.tr("Do it all the same")
        is_kept = self.item.first.name.startswith(KEPT_TO_WORK_WITH)
        writes = (self.item.text or self.item.first.args.get("files")) and not is_kept
        return self.tr("Send as it is") if writes else self.tr("Try again")

    def _chosen(self) -> str:
        """A change of a property, said by its value and by what is there now."""
        mine, now = operations.chosen(self._work, self.item)
        if not mine:
            return ""
        if now:
            return self.tr("You chose: {0}. Now it is: {1}.").format(mine, now)
        return self.tr("You chose: {0}").format(mine)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.item.text)


class OverwrittenCard(Card):
    """A field that somebody replaced without having seen one's own value: it decides `put_back`, `let_be` or `open`."""

    def __init__(self, work: Workspace, row: OverwrittenRow) -> None:
        super().__init__(work, row, "undo", "info")
        theme = work.theme
        self.put_back = self.add_action(
            Button(theme, kind="primary", icon="undo", name=names.ATTENTION_PUT_BACK, height=28), "put_back"
        )
        self.let_be = self.add_action(Button(theme, name=names.ATTENTION_LET_BE, height=28), "let_be")
        self.put_back.setVisible(row.present is not None and row.present != row.before)
        self.open.setVisible(row.present is not None)
        self.discard.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        row: OverwrittenRow = self.item
        when = moments.short_day(moments.moment_of(row.at), moments.now())
        subject = row.subject or ""
        about = f"#{row.number} · {subject}" if row.number is not None else subject
        nothing = QCoreApplication.translate("attention", "nothing")
        before, after = (operations.said(self._work, row.field, value) or nothing for value in (row.before, row.after))
        why = self.tr("You had set: {0}. {1}, who had not seen that, set: {2}.").format(before, row.actor, after)
        if row.present is not None and row.present not in (row.before, row.after):
            now = operations.said(self._work, row.field, row.present) or nothing
            why += " " + self.tr("Now it is: {0}.").format(now)
        title = self.tr("{0}: {1} replaced what you had set").format(
            operations.field_said(self._work, row.field), row.actor
        )
        self.say(title, f"{about} · {when}" if about else when, why)
        self.put_back.setText(self.tr("Put mine back"))
        self.let_be.setText(self.tr("Leave it"))
        self.open.setText(self.tr("Open ticket"))
