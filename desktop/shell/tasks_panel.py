"""What goes on in the background: what it is, how far it is, and where it makes sense, the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop.background.tasks import Task, Tasks
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.over import Over
from desktop.theme.theme import Theme
from desktop.widgets.buttons import icon_button
from desktop.widgets.marks import Glyph
from desktop.widgets.painting import LEFT, RIGHT, paint_box, paint_icon, paint_text
from desktop.widgets.text import ElidedLabel, Text

WIDTH, EDGE, BAR = 320, 8, 4


def progress_text(task: Task) -> str:
    """How far a task is, in figures; empty while nobody knows."""
    if not task.total:
        return ""
    return f"{task.percent} %" if task.unit == "%" else f"{task.done:n} / {task.total:n}"


class Bar(QWidget):
    """A thin line that fills."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._percent = theme, 0
        self.setFixedHeight(BAR)

    def show_percent(self, percent: int | None) -> None:
        """Shows how far something is."""
        self._percent = percent or 0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter, colors = QPainter(self), self._theme.colors
        paint_box(painter, self.rect(), BAR / 2, colors.pressed)
        if self._percent:
            width = max(BAR, self.width() * self._percent // 100)
            paint_box(painter, QRect(0, 0, width, BAR), BAR / 2, colors.accent)


class TaskRow(QWidget):
    """One task."""

    def __init__(self, theme: Theme, task: Task, stop_words: str) -> None:
        super().__init__()
        self.name = task.name
        self._title = ElidedLabel(theme, weight=500)
        self._far = Text(theme, role="caption", color="text_secondary")
        self._bar = Bar(theme)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Glyph(theme, task.icon, "text_secondary", 16))
        line.addWidget(self._title, 1)
        line.addWidget(self._far)
        if task.cancel is not None:
            stop = icon_button(theme, "close", stop_words, f"{names.TASKS}.{task.name}.stop", 24)
            stop.clicked.connect(task.cancel)
            line.addWidget(stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._bar)
        self.show_task(task)

    def show_task(self, task: Task) -> None:
        """Shows how far it is."""
        self._title.setText(task.title())
        self._far.setText(progress_text(task))
        self._bar.show_percent(task.percent)
        self.setAccessibleName(" ".join(part for part in (task.title(), progress_text(task)) if part))


class TasksPanel(Over):
    """Lies above the rail's foot, without a scrim."""

    def __init__(self, window: QWidget, theme: Theme, tasks: Tasks, anchor: QWidget) -> None:
        super().__init__(window, theme)
        self.setObjectName(names.TASKS)
        self.setAccessibleName(self.tr("In the background"))
        self._tasks, self._anchor = tasks, anchor
        self._rows: dict[str, TaskRow] = {}
        self._column = QVBoxLayout(self.panel)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(6)
        self._column.addWidget(
            Text(theme, self.tr("In the background"), role="caption", weight=600, color="text_secondary")
        )
        self._nothing = Text(theme, self.tr("Nothing goes on now."), wraps=True, color="text_secondary")
        self._column.addWidget(self._nothing)
        tasks.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        shown = self._tasks.shown()
        known = {task.name for task in shown}
        for name in [name for name in self._rows if name not in known]:
            self._rows.pop(name).deleteLater()
        for task in shown:
            if task.name in self._rows:
                self._rows[task.name].show_task(task)
            else:
                self._rows[task.name] = TaskRow(self._theme, task, self.tr("Stop"))
                self._column.addWidget(self._rows[task.name])
        self._nothing.setVisible(not shown)
        self.place()

    def place(self) -> None:
        """Override Over.place."""
        self._column.activate()
        width = self._theme.scaled(WIDTH)
        height = max(self.panel.minimumSizeHint().height(), self._column.totalHeightForWidth(width))
        corner = self._anchor.mapTo(self._anchor.window(), QPoint(0, 0))
        top = max(EDGE, corner.y() - height - EDGE)
        self.panel.setGeometry(QRect(EDGE, top, width, height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override Over.paintEvent: what lies under it stays in full light."""


class TaskItem(Retranslated, QAbstractButton):
    """In the rail, while something goes on: what, and how far; a click shows each."""

    def __init__(self, theme: Theme, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName(names.RAIL_TASKS)
        self._theme, self._tasks = theme, tasks
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(theme.tokens.height.rail_item)
        self.hide()
        theme.theme_changed.connect(self.update)
        tasks.changed.connect(self.show_tasks)
        self.show_tasks()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.show_tasks()

    def show_tasks(self) -> None:
        """Shows what goes on now."""
        shown = self._tasks.shown()
        self.setVisible(bool(shown))
        if shown:
            self.setText(shown[0].title() if len(shown) == 1 else self.tr("%n tasks", "", len(shown)))
            percent = self._tasks.percent()
            said = self.text() if percent is None else f"{self.text()}, {percent} %"
            self.setAccessibleName(said)
            self.setToolTip(said)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter, theme, middle = QPainter(self), self._theme, self.height() // 2 - 2
        folded = self.width() < theme.tokens.width.rail_collapsed
        percent = self._tasks.percent()
        if self.hasFocus():
            paint_box(painter, self.rect(), 6, None, theme.colors.focus_ring)
        paint_icon(painter, theme, "sync", "text_secondary", (self.width() - 16) // 2 if folded else 8, middle, 16)
        if not folded:
            room = QRect(32, 0, self.width() - 40, 2 * middle)
            said = "" if percent is None else f"{percent} %"
            width = paint_text(painter, theme, room, said, "text_secondary", "caption", 400, RIGHT, tabular=True)
            room.setWidth(room.width() - width - 8)
            paint_text(painter, theme, room, self.text(), "text_secondary", "caption", 400, LEFT)
        track = QRect(8, self.height() - 6, self.width() - 16, 3)
        paint_box(painter, track, 1.5, theme.colors.pressed)
        if percent:
            track.setWidth(max(3, track.width() * percent // 100))
            paint_box(painter, track, 1.5, theme.colors.accent)
