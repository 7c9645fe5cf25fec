"""Ctrl+K: one field for tickets, guides, views and everything that can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.background.operations import Cancelled, Latest, ReadOp
from desktop.shell import keys, names, wording
from desktop.shell.over import Over
from desktop.shell.workspace import Workspace
from desktop.theme.theme import Theme
from desktop.widgets.fields import bare_line
from desktop.widgets.marks import Glyph
from desktop.widgets.painting import RIGHT, paint_box, paint_icon, paint_text
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text
from sync.replica.reading import finding, tickets
from sync.replica.reading.reader import Reader
from sync.replica.reading.tickets import DESK_VIEWS, STORE_VIEWS

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
EntryRole = Qt.ItemDataRole.UserRole + 1
TOP = 96
TICKETS_MOST, ARTICLES_MOST, OTHERS_MOST = 6, 4, 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: `kind` ticket, article, view, action or heading; `key` says which."""

    kind: str
    key: str
    text: str
    icon: str
    color: str = "text_secondary"
    beside: str = ""
    hint: str = ""


def fits(words: Sequence[str], text: str) -> bool:
    """Whether every word begins somewhere in the text."""
    folded = text.casefold()
    return all(word in folded for word in words)


class EntryModel(QAbstractListModel):
    """The rows of the palette."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        """Replaces all rows."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Override QAbstractListModel.rowCount."""
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractListModel.flags."""
        if self.entries[index.row()].kind == "heading":
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractListModel.data."""
        entry = self.entries[index.row()]
        if role == EntryRole:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{entry.text}, {entry.beside}" if entry.beside else entry.text
        return None


class EntryDelegate(QStyledItemDelegate):
    """Paints a row of the palette."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        return QSize(0, self._theme.tokens.height.palette_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        entry, rect, theme = index.data(EntryRole), option.rect, self._theme
        if entry.kind == "heading":
            paint_text(painter, theme, rect.adjusted(12, 8, -12, 0), entry.text, "text_secondary", "caption", 600)
            return
        if option.state & QStyle.StateFlag.State_Selected:
            paint_box(painter, rect.adjusted(4, 0, -4, 0), theme.tokens.radius.control, theme.colors.selection)
        paint_icon(painter, theme, entry.icon, entry.color, rect.left() + 16, rect.center().y() + 1, 14)
        left = rect.left() + 44
        hint = rect.adjusted(0, 0, -16, 0)
        right = hint.right() - paint_text(painter, theme, hint, entry.hint, "text_muted", "caption", 400, RIGHT)
        width = paint_text(
            painter, theme, QRect(left, rect.top(), right - left - 8, rect.height()), entry.text, "text", "body", 500
        )
        left += width + 10
        if entry.beside and right - left > 40:
            paint_text(
                painter,
                theme,
                QRect(left, rect.top(), right - left - 8, rect.height()),
                entry.beside,
                "text_secondary",
                "caption",
            )


class Palette(Over):
    """Signals: chosen (kind, key)."""

    chosen = Signal(str, str)

    def __init__(self, window: QWidget, work: Workspace) -> None:
        super().__init__(window, work.theme)
        self.setObjectName(names.PALETTE)
        self._work = work
        self._finding, self._searching = Latest(), Latest()
        self._tickets: list[Entry] = []
        self._articles: list[Entry] = []
        theme = work.theme
        self.field = bare_line(names.PALETTE_FIELD, self.tr("Ticket, number, guide, command"))
        self.field.setFont(theme.font("title"))
        palette = self.field.palette()
        palette.setColor(palette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.field.setPalette(palette)
        self.field.setAccessibleName(self.tr("Search or jump to"))
        self.model = EntryModel()
        self.list = QListView()
        self.list.setObjectName(names.PALETTE_LIST)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(theme, self.list))
        self._lay_out(theme)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        self._show()

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(12)
        head.addWidget(Glyph(theme, "search", "accent_text", 18))
        head.addWidget(self.field, 1)
        top = Panel(theme, "raised", edges="b")
        top.setLayout(head)
        top.setFixedHeight(theme.tokens.height.palette_input)
        foot = Panel(theme, "raised", edges="t")
        foot.setFixedHeight(36)
        words = QHBoxLayout(foot)
        words.setContentsMargins(16, 0, 16, 0)
        words.addWidget(
            Text(theme, self.tr("↑ ↓ choose   ↵ open   Esc closes"), role="caption", color="text_secondary")
        )
        words.addStretch(1)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.list, 1)
        column.addWidget(foot)

    def place(self) -> None:
        """Override Over.place."""
        width = min(self._theme.tokens.width.palette, self.width() - 32)
        self.panel.setGeometry((self.width() - width) // 2, TOP, width, min(560, self.height() - TOP - 32))

    @classmethod
    def opened_over(cls, window: QWidget, work: Workspace, chosen: Callable[[str, str], None]) -> Palette:
        """Shows it over a window."""
        palette = cls(window, work)
        palette.chosen.connect(chosen)
        palette.open()
        palette.field.setFocus()
        return palette

    def _on_typed(self, typed: str) -> None:
        words = typed.strip()
        if not words:
            self._finding.cancel()
            self._searching.cancel()
            self._tickets, self._articles = [], []
        else:
            self._finding.run(self._find_tickets(words).success(self._on_tickets))
            self._searching.run(self._find_articles(typed).success(self._on_articles))
        self._show()

    def _find_tickets(self, words: str) -> ReadOp[list[Entry]]:
        def run(reader: Reader) -> list[Entry]:
            found: list[Entry] = []
            bare = words.lstrip("#")
            if bare.isdigit():
                ticket_id = tickets.id_of_number(reader, int(bare))
                head = tickets.head(reader, ticket_id) if ticket_id else None
                if head is not None:
                    found.append(self._ticket(head.id, head.subject, head.status, head.number, ""))
            known = {entry.key for entry in found}
            for row in finding.tickets(reader, words, TICKETS_MOST):
                if row.id not in known:
                    found.append(self._ticket(row.id, row.subject, row.status, row.number, row.store))
            return found

        return self._work.read(self, run)

    def _ticket(self, ticket_id: str, subject: str, status: str, number: int | None, store: str) -> Entry:
        beside = ", ".join(part for part in (f"#{number}" if number is not None else "", store) if part)
        return Entry(
            "ticket", ticket_id, subject, wording.STATUS_ICON.get(status, "ticket"), f"status_{status}", beside
        )

    def _find_articles(self, typed: str) -> ReadOp[list[Entry]]:
        language = self._work.locale

        def run(_reader: Reader, cancelled: Cancelled) -> list[Entry]:
            if self._work.index is None:
                return []
            found = self._work.index.search(typed, language=language, limit=ARTICLES_MOST, cancelled=cancelled)
            return [
                Entry("article", hit.article_id, hit.title, "book", beside=hit.section_heading or "")
                for hit in found.hits
            ]

        return self._work.search(self, run)

    def _on_tickets(self, found: list[Entry]) -> None:
        self._tickets = found
        self._show()

    def _on_articles(self, found: list[Entry]) -> None:
        self._articles = found
        self._show()

    def _others(self) -> list[Entry]:
        words = self.field.text().casefold().lstrip(">").split()
        works = self._work.me.works
        found = [
            Entry("view", str(view), wording.word(wording.VIEW, view), "ticket")
            for view in (DESK_VIEWS if works else STORE_VIEWS)
        ]
        found += [
            Entry("action", each.name, keys.title(each.title), each.icon, hint=each.keys[0].replace(", ", " "))
            for each in keys.ACTIONS
            if (works or not each.desk) and each.name != "palette"
        ]
        return [entry for entry in found if fits(words, entry.text)][: OTHERS_MOST if words else 20]

    def _show(self) -> None:
        entries: list[Entry] = []
        sections = (
            (self.tr("Tickets"), self._tickets),
            (self.tr("Guides"), self._articles),
            (self.tr("Go to"), self._others()),
        )
        for label, rows in sections:
            if rows:
                entries += [Entry("heading", "", label, ""), *rows]
        chosen = self.list.currentIndex().data(EntryRole) if self.list.currentIndex().isValid() else None
        self.model.show(entries)
        row = next((n for n, entry in enumerate(entries) if entry == chosen), 1 if entries else -1)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))

    def _step(self, by: int) -> None:
        row = self.list.currentIndex().row() + by
        while 0 <= row < self.model.rowCount() and self.model.entries[row].kind == "heading":
            row += by
        if 0 <= row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row))

    def _choose(self, index: Index) -> None:
        entry = index.data(EntryRole) if index.isValid() else None
        if isinstance(entry, Entry) and entry.kind != "heading":
            self.leave()
            self.chosen.emit(entry.kind, entry.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: the arrows move in the list while one types."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QKeyEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down:
                    self._step(1)
                case Qt.Key.Key_Up:
                    self._step(-1)
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._choose(self.list.currentIndex())
                case Qt.Key.Key_Escape:
                    self.leave()
                case _:
                    return False
            return True
        return super().eventFilter(watched, event)
