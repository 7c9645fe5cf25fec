"""What is still to be done for a ticket: items to tick, to give to somebody and to drop, and a line for a new one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.background.operations import WriteOp
from desktop.background.throttle import Throttle
from desktop.features.conversation import operations
from desktop.features.conversation.ask_panel import AskPanel
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names, wording
from desktop.shell.entries import Entry
from desktop.shell.picker import Picker
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.choices import Check
from desktop.widgets.fields import line_field
from desktop.widgets.text import Text
from sync.replica.reading import tasks as reading
from sync.replica.reading import waiting
from sync.replica.reading.rows import TicketHead
from sync.replica.reading.tasks import TaskRow

DRAFT_MS = 250
NOBODY = ""


def tasks(work: Workspace, ticket_id: str) -> tuple[TaskRow, ...]:
    """Read a ticket's items in their order."""
    return reading.tasks(work.reader, ticket_id)


class TaskLine(QWidget):
    """One item.

    Signals:
        ticked: (done) its box was clicked.
        given: (person's id, empty for nobody) it is somebody's now.
        dropped: it is not wanted any more.
    """

    ticked = Signal(bool)
    given = Signal(str)
    dropped = Signal()

    def __init__(self, work: Workspace, name: str) -> None:
        """Makes it; `name` begins the object names."""
        super().__init__()
        self._work = work
        self._task: TaskRow | None = None
        self.check = Check(work.theme, name=name)
        self.check.setMinimumWidth(40)
        self.who = icon_button(work.theme, "user", "", f"{name}.who", size=24)
        self.drop = icon_button(work.theme, "close", "", f"{name}.drop", size=24)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.check, 1)
        row.addWidget(self.who)
        row.addWidget(self.drop)
        self.check.clicked.connect(self.ticked)
        self.who.clicked.connect(self._choose)
        self.drop.clicked.connect(self.dropped)

    def show_task(self, task: TaskRow, *, works: bool) -> None:
        """Shows an item; only who works on the ticket changes it."""
        self._task = task
        self.check.setText(task.title)
        self.check.setChecked(task.done)
        self.check.setToolTip(self._hover(task))
        self.check.setAccessibleDescription(self._hover(task))
        self.who.setText(wording.initials(task.assignee) if task.assignee else "")
        whose = task.assignee or wording.word(wording.NONE_OF, "assignee")
        self.who.set_words(self.tr("Whose it is: {0}").format(whose))
        self.drop.set_words(self.tr("Take “{0}” off the list").format(task.title))
        self.check.setEnabled(works)
        self.who.setVisible(works or bool(task.assignee))
        self.who.setEnabled(works)
        self.drop.setVisible(works)

    def _hover(self, task: TaskRow) -> str:
        said = self.tr("{0} · done by {1}").format(task.title, task.done_by) if task.done else task.title
        return f"{said} · {task.assignee}" if task.assignee and not task.done else said

    def _choose(self) -> None:
        task = self._task
        if task is None:
            return
        entries = [
            Entry("person", one.id, one.name, beside=wording.title_of(one.role, one.title), person=one.id,
                  ticked=one.id == task.assignee_id)
            for one in operations.colleagues(self._work)
        ]  # fmt: skip
        if task.assignee_id:
            entries.insert(0, Entry("person", NOBODY, self.tr("Nobody in particular"), "user"))
        picker = Picker(self.who, self._work.theme, self.tr("Whose it is"), entries)
        picker.picked.connect(self.given)
        picker.open()


class Checklist(Retranslated, QWidget):
    """Stands in the panel beside a conversation, and by key in one of its own. Lines that stay keep the keyboard."""

    def __init__(self, work: Workspace, name: str) -> None:
        """Makes it; `name` begins the object names: `….0` is the first item, `….new` the line for another one."""
        QWidget.__init__(self)
        self._work, self._name = work, name
        self._ticket_id, self._works, self._rows = "", False, ()
        self._lines: list[TaskLine] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        self._frame, self.field = line_field(work.theme, f"{name}.new")
        self._add = Button(work.theme, height=28, name=f"{name}.add")
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 4, 0, 0)
        foot.setSpacing(6)
        foot.addWidget(self._frame, 1)
        foot.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._column)
        column.addWidget(self._foot)
        self._save_soon = Throttle(DRAFT_MS, self._save, self, leading=False)
        self.field.textEdited.connect(lambda _text: self._save_soon())
        self.field.returnPressed.connect(self.add)
        self._add.clicked.connect(self.add)
        self.retranslate()

    _rows: tuple[TaskRow, ...]

    def show_ticket(self, head: TicketHead) -> None:
        """Shows a ticket's items, and what was begun for it in the line below."""
        works = operations.works(self._work.me, head)
        if head.id != self._ticket_id:
            self._save_soon.flush()
            self._ticket_id = head.id
            kept = waiting.draft(self._work.reader, self._draft)
            self.field.setText(kept.body if kept is not None else "")
        self._works = works
        self._foot.setVisible(works)
        rows = tasks(self._work, head.id)
        if [row.id for row in rows] != [row.id for row in self._rows]:
            self._make_lines(rows)
        self._rows = rows
        for line, row in zip(self._lines, rows, strict=True):
            line.show_task(row, works=works)

    @property
    def done_count(self) -> int:
        """How many of the items are done."""
        return sum(row.done for row in self._rows)

    @property
    def count(self) -> int:
        """How many items there are."""
        return len(self._rows)

    @property
    def _draft(self) -> str:
        return f"task:{self._ticket_id}"

    def _make_lines(self, rows: tuple[TaskRow, ...]) -> None:
        for line in self._lines:
            # Out of the tree now: until the event loop comes to it, it would be read out as one of the new ones.
            line.setParent(None)
            line.deleteLater()
        self._lines = []
        for place, row in enumerate(rows):
            line = TaskLine(self._work, f"{self._name}.{place}")
            line.ticked.connect(partial(self._tick, row.id))
            line.given.connect(partial(self._give, row.id))
            line.dropped.connect(partial(self._drop, row.id))
            self._column.addWidget(line)
            # At once: a panel around it asks how high it is before Qt would show it.
            line.show()
            self._lines.append(line)

    def add(self) -> None:
        """Adds what stands in the line to the items."""
        title = " ".join(self.field.text().split())
        if not title or not self._ticket_id:
            return
        self._save_soon.cancel()
        self.field.clear()
        args = {"ticket_id": self._ticket_id, "titles": [title]}
        self._work.mutate(self, "ticket.add_tasks", args, draft=self._draft).run()

    def _tick(self, task_id: str, done: bool) -> None:  # noqa: FBT001 - as Qt calls it
        self._set(task_id, done=done).run()

    def _give(self, task_id: str, user_id: str) -> None:
        self._set(task_id, assignee_id=user_id or None).run()

    def _set(self, task_id: str, **values: object) -> WriteOp[None]:
        return self._work.mutate(self, "ticket.set_task", {"ticket_id": self._ticket_id, "task_id": task_id, **values})

    def _drop(self, task_id: str) -> None:
        self._work.mutate(self, "ticket.drop_task", {"ticket_id": self._ticket_id, "task_id": task_id}).run()

    def _save(self) -> None:
        if self._ticket_id:
            self._work.save_draft(self._draft, self.field.text())

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.field.setPlaceholderText(self.tr("Something to do"))
        self.field.setAccessibleName(self.tr("Something to do"))
        self._add.setText(self.tr("Add"))
        for line, row in zip(self._lines, self._rows, strict=True):
            line.show_task(row, works=self._works)


class ChecklistPanel(AskPanel):
    """The checklist by key, wherever the panel beside the conversation has no room."""

    run_key = ""

    def __init__(self, anchor: QWidget, work: Workspace, head: TicketHead) -> None:
        title = self.tr("Checklist · {0}").format(head.subject)
        super().__init__(anchor, work.theme, title, name=names.CHECKLIST_PANEL, run_name=f"{names.CHECKLIST_PANEL}.run")
        self._work, self._head = work, head
        self.list = Checklist(work, names.CHECKLIST_PANEL)
        self.add_part(self.list)
        hint = self.tr("Only the desk sees it. Return adds what stands in the line.")
        self.add_part(Text(work.theme, hint, role="caption", color="text_secondary", wraps=True))
        self.offer(self.tr("Close"))
        self.list.show_ticket(head)
        work.hub.changes_committed.connect(self._on_changes)

    def _on_changes(self, _changes: object, _initiator: object) -> None:
        self.list.show_ticket(self._head)
        self.place()

    def open(self) -> None:
        """Override Over.open: the line takes the keyboard."""
        super().open()
        self.list.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override AskPanel.keyPressEvent: Return adds an item, and closes nothing."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
