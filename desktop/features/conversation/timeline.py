"""The whole history of a ticket: every change with what it was, by whom, from where and why, narrowed down by words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, QObject, QRect, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from desktop.features.conversation.history import Telling, is_shown, names_in
from desktop.shell import moments, names
from desktop.shell.fitting import folded
from desktop.shell.over import Over
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import icon_button
from desktop.widgets.choices import Select
from desktop.widgets.fields import Frame, line_field
from desktop.widgets.text import ElidedLabel, Text
from domain.plain import Plain
from sync.replica.reading import directory
from sync.replica.reading.history import Change
from sync.replica.reading.rows import TicketHead

WIDTH, HEIGHT, EDGE = 760, 640, 24
KINDS: dict[str, tuple[object, frozenset[str]]] = {
    "all": (QT_TRANSLATE_NOOP("timeline", "Everything"), frozenset()),
    "status": (QT_TRANSLATE_NOOP("timeline", "Status"), frozenset({"status", "close_reason"})),
    "people": (QT_TRANSLATE_NOOP("timeline", "People and teams"), frozenset({"assignee", "team", "follower"})),
    "kind": (
        QT_TRANSLATE_NOOP("timeline", "Priority, type, topic, tags"),
        frozenset({"priority", "type", "topic", "tags"}),
    ),
    "waiting": (QT_TRANSLATE_NOOP("timeline", "Waiting and snoozing"), frozenset({"vendor", "snooze"})),
    "links": (
        QT_TRANSLATE_NOOP("timeline", "Other tickets"),
        frozenset({"merged", "absorbed", "parent", "child", "problem", "incident"}),
    ),
}
"""What the history can be narrowed down to; nothing stands for all."""
OTHER = QT_TRANSLATE_NOOP("timeline", "{actor}: {field} from “{before}” to “{after}”")


class Line(Plain):
    """A change as it is shown: under which day, at what time of it, in words; `at` is its time in stored form."""

    day: str
    time: str
    words: str
    field: str
    at: str


class TimelinePanel(Over):
    """Lies over the window; what is typed narrows it down, Esc leaves it.

    Signals:
        message_wanted: (time, stored) the conversation is wanted where it was.
    """

    message_wanted = Signal(str)

    def __init__(self, window: QWidget, work: Workspace, head: TicketHead, changes: Sequence[Change]) -> None:
        super().__init__(window, work.theme)
        self.setObjectName(names.TIMELINE)
        self._work, self._head = work, head
        self._lines = self._told(changes)
        theme = work.theme
        title = ElidedLabel(theme, role="title", weight=600)
        title.setText(self.tr("History of “{0}”").format(head.subject))
        self._count = Text(theme, color="text_secondary")
        leave = icon_button(theme, "close", self.tr("Close"), names.TIMELINE_CLOSE)
        self.kinds = Select(theme, names.TIMELINE_KINDS)
        for kind, (words, _) in KINDS.items():
            self.kinds.addItem(_said(words), kind)
        self.kinds.setAccessibleName(self.tr("What of the history"))
        frame, self.field = line_field(theme, names.TIMELINE_FIELD, icon="search")
        self.field.setPlaceholderText(self.tr("Filter by words or names"))
        self.field.setAccessibleName(self.tr("Filter the history"))
        self.text = QTextBrowser()
        self.text.setObjectName(names.TIMELINE_TEXT)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.setFont(theme.font("body"))
        self.text.setAccessibleName(self.tr("History"))
        self.text.document().setDocumentMargin(0)
        head_row, tools = QHBoxLayout(), QHBoxLayout()
        head_row.addWidget(title, 1)
        head_row.addWidget(self._count)
        head_row.addWidget(leave)
        tools.setSpacing(8)
        tools.addWidget(frame, 1)
        tools.addWidget(self.kinds)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(10)
        column.addLayout(head_row)
        column.addLayout(tools)
        column.addWidget(Frame(theme, self.text), 1)
        self.setAccessibleName(title.text())
        leave.clicked.connect(self.leave)
        self.field.textChanged.connect(self._show)
        self.kinds.currentIndexChanged.connect(self._show)
        self.text.anchorClicked.connect(self._on_link)
        self.field.installEventFilter(self)
        self._show()

    def _told(self, changes: Sequence[Change]) -> list[Line]:
        """Every change in words; the first is that it was filed."""
        events = [change.event for change in changes]
        telling = Telling(names_in(self._work, events), sentences=not self._work.me.works)
        asked = directory.names(self._work.reader, [self._head.requester_id]).get(self._head.requester_id, "…")
        lines = [self._line(self._head.created_at, self.tr("{0}: filed it").format(asked), "status")]
        for event in events:
            if is_shown(event.field):
                words = telling.line(event)
            else:
                words = _said(OTHER).format(
                    actor=event.actor or "…", field=event.field, before=event.before, after=event.after
                )
            lines.append(self._line(event.at, words, event.field))
        return lines

    def _line(self, at: str, words: str, field: str) -> Line:
        moment = moments.moment_of(at)
        day = moments.day_name(moments.local_day(moment), moments.local_day(moments.now()))
        return Line(day, moments.clock(moment), words, field, at)

    @property
    def shown(self) -> list[Line]:
        """The lines that fit what is typed and chosen, the latest first."""
        fields = KINDS[str(self.kinds.currentData())][1]
        words = folded(self.field.text()).split()
        return [
            line for line in reversed(self._lines)
            if not fields or line.field in fields
            if all(word in folded(f"{line.day} {line.words}") for word in words)
        ]  # fmt: skip

    def _show(self) -> None:
        shown = self.shown
        colors = self._theme.colors
        muted, strong = colors.text_secondary.name(), colors.text.name()
        day, parts = "", []
        for line in shown:
            if line.day != day:
                day = line.day
                parts.append(f'<p style="margin:12px 0 4px 0; color:{muted}"><b>{escape(day)}</b></p>')
            link = f'<a href="at:{line.at}" style="color:{muted}; text-decoration:none">{escape(line.time)}</a>'
            parts.append(f'<p style="margin:2px 0; color:{strong}">{link}&nbsp;&nbsp;{escape(line.words)}</p>')
        if not shown:
            parts.append(f'<p style="color:{muted}">{escape(self.tr("No change is like this."))}</p>')
        self.text.setHtml("".join(parts))
        self._count.setText(self.tr("%n changes", "", len(shown)))

    def _on_link(self, address: QUrl) -> None:
        self.leave()
        self.message_wanted.emit(address.toString().removeprefix("at:"))

    def open(self) -> None:
        """Override Over.open: the field takes the keyboard."""
        super().open()
        self.field.setFocus()

    def place(self) -> None:
        """Override Over.place: in the middle."""
        width = min(self._theme.scaled(WIDTH), self.width() - 2 * EDGE)
        height = min(self._theme.scaled(HEIGHT), self.height() - 2 * EDGE)
        self.panel.setGeometry(QRect((self.width() - width) // 2, (self.height() - height) // 2, width, height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override Over.eventFilter: arrows in the field scroll the history, Esc leaves it."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            bar = self.text.verticalScrollBar()
            steps = {
                Qt.Key.Key_Down: bar.singleStep() * 3, Qt.Key.Key_Up: -bar.singleStep() * 3,
                Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep(),
            }  # fmt: skip
            if event.key() in steps:
                bar.setValue(bar.value() + steps[Qt.Key(event.key())])
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)


def _said(text: object) -> str:
    return QCoreApplication.translate("timeline", str(text))
