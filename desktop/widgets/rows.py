"""Rows in two lines and the names of groups, painted by a delegate from plain immutable objects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.painting import RIGHT, paint_avatar, paint_box, paint_count, paint_icon, paint_text

Index = QModelIndex | QPersistentModelIndex
State = QStyle.StateFlag

RowRole = Qt.ItemDataRole.UserRole
"""Under which models hand out their rows."""

EDGE = 16
DOT, DOT_LEFT = 6, 9
GLYPH, GLYPH_LEFT = 12, 21
TEXT_LEFT = 40
"""Where subject and second line begin, from the row's left."""
FLAG = 14
AVATAR = 18
EYE = 14
BETWEEN = 6


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose initials stand in a row."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """Everything a row shows, in words and roles; what is empty takes no room.

    Attributes:
        subject: the first line.
        second: the second line.
        unread: a dot before it, and the subject in 600.
        glyph: an icon before the subject, as a rule `status-open` and its like.
        glyph_color: its role.
        flag: an icon after the subject (priority).
        flag_color: its role.
        end: at the end of the first line: a deadline, a time.
        end_color: its role; anything but `text_muted` is set in 600.
        end_icon: before it: `pause`, `check`.
        state: at the end of the second line: Saved here, Needs attention.
        state_icon: before it.
        state_color: its role.
        viewers: who else looks at it now, after an eye.
        people: others whose initials stand there.
        count: unread messages, shown from two.
    """

    subject: str
    second: str = ""
    unread: bool = False
    glyph: str = ""
    glyph_color: str = "text_secondary"
    flag: str = ""
    flag_color: str = "text_secondary"
    end: str = ""
    end_color: str = "text_muted"
    end_icon: str = ""
    state: str = ""
    state_icon: str = ""
    state_color: str = "text_secondary"
    viewers: tuple[Person, ...] = ()
    people: tuple[Person, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The name of a group of rows and how many there are."""

    name: str
    count: int = 0
    color: str = "text_secondary"


@dataclass(frozen=True, slots=True)
class RowState:
    """How a row stands in its list."""

    selected: bool = False
    active: bool = True
    hovered: bool = False
    ringed: bool = False


def state_of(option: QStyleOptionViewItem) -> RowState:
    """What Qt says of a row; the ring is for the keyboard, and not for the one row that is selected anyway."""
    flags = option.state
    selected = bool(flags & State.State_Selected)
    by_keyboard = bool(flags & State.State_HasFocus) and bool(flags & State.State_KeyboardFocusChange)
    return RowState(
        selected=selected,
        active=bool(flags & State.State_Active),
        hovered=bool(flags & State.State_MouseOver),
        ringed=by_keyboard and not selected,
    )


class RowPainter:
    """Paints rows and groups with nothing but a painter, so that cards and previews can do it as well."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def paint_ground(self, painter: QPainter, rect: QRect, state: RowState) -> None:
        """The ground of a row, its selection, its ring and the hairline below."""
        colors, line = self._theme.colors, self._theme.tokens.line
        if state.selected:
            painter.fillRect(rect, colors.selection if state.active else colors.selection_inactive)
        elif state.hovered:
            painter.fillRect(rect, colors.hover)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colors.border)
        if state.selected:
            painter.fillRect(rect.left(), rect.top(), line.selected_bar, rect.height(), colors.accent_text)
        if state.ringed:
            paint_box(painter, rect, 0, None, colors.focus_ring, line.focus)

    def paint_group(self, painter: QPainter, rect: QRect, group: GroupRow) -> None:
        """The name of a group."""
        px = self._theme.scaled
        colors = self._theme.colors
        painter.fillRect(rect, colors.sunken)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colors.border)
        inner = rect.adjusted(px(EDGE), 0, -px(EDGE), -1)
        width = paint_text(painter, self._theme, inner, group.name, group.color, "caption", 600)
        if group.count:
            rest = inner.adjusted(width + 8, 0, 0, 0)
            paint_text(painter, self._theme, rest, str(group.count), "text_secondary", "caption", 400, tabular=True)

    def paint_row(self, painter: QPainter, rect: QRect, row: Row, state: RowState) -> None:
        """The ground and both lines."""
        px = self._theme.scaled
        self.paint_ground(painter, rect, state)
        type_scale = self._theme.tokens.type
        between = max(0, rect.height() - 2 * px(8) - type_scale.body.line - type_scale.caption.line)
        left, width = rect.left() + px(TEXT_LEFT), rect.width() - px(TEXT_LEFT) - px(EDGE)
        first = QRect(left, rect.top() + px(8), width, type_scale.body.line)
        second = QRect(left, first.bottom() + 1 + between, width, type_scale.caption.line)
        middle = first.center().y() + 1
        if row.unread:
            dot = QRect(rect.left() + px(DOT_LEFT), middle - px(DOT) // 2, px(DOT), px(DOT))
            paint_box(painter, dot, px(DOT) / 2, self._theme.colors.accent_text)
        if row.glyph:
            paint_icon(
                painter, self._theme, row.glyph, row.glyph_color, rect.left() + px(GLYPH_LEFT), middle, px(GLYPH)
            )
        self._paint_first(painter, first, row)
        self._paint_second(painter, second, row)

    def _paint_first(self, painter: QPainter, line: QRect, row: Row) -> None:
        px = self._theme.scaled
        right, middle = line.right() + 1, line.center().y() + 1
        if row.end:
            weight = 400 if row.end_color == "text_muted" else 600
            right -= paint_text(
                painter, self._theme, line, row.end, row.end_color, "caption", weight, RIGHT, tabular=True
            )
            if row.end_icon:
                right -= px(GLYPH + 4)
                paint_icon(painter, self._theme, row.end_icon, row.end_color, right, middle, px(GLYPH))
            right -= px(8)
        if row.flag:
            right -= px(FLAG)
            paint_icon(painter, self._theme, row.flag, row.flag_color, right, middle, px(FLAG))
            right -= px(8)
        room = QRect(line.left(), line.top(), max(0, right - line.left()), line.height())
        paint_text(painter, self._theme, room, row.subject, "text", "body", 600 if row.unread else 400)

    def _paint_second(self, painter: QPainter, line: QRect, row: Row) -> None:
        px = self._theme.scaled
        right, middle = line.right() + 1, line.center().y() + 1
        if row.count > 1:
            right = paint_count(painter, self._theme, right, middle, row.count) - px(BETWEEN)
        if row.state:
            room = QRect(line.left(), line.top(), right - line.left(), line.height())
            weight = 500 if row.state_color == "danger" else 400
            right -= paint_text(painter, self._theme, room, row.state, row.state_color, "caption", weight, RIGHT)
            right -= px(4)
        if row.state_icon:
            right -= px(FLAG)
            paint_icon(painter, self._theme, row.state_icon, row.state_color, right, middle, px(FLAG))
            right -= px(BETWEEN)
        right = self._paint_people(painter, right, middle, row)
        room = QRect(line.left(), line.top(), max(0, right - line.left()), line.height())
        paint_text(painter, self._theme, room, row.second, "text_secondary", "caption")

    def _paint_people(self, painter: QPainter, right: int, middle: int, row: Row) -> int:
        """Initials, ending at `right`, and an eye before those who look at it now. Returns where they begin."""
        px = self._theme.scaled
        for person in reversed((*row.viewers, *row.people)):
            right -= px(AVATAR)
            disc = QRect(right, middle - px(AVATAR) // 2, px(AVATAR), px(AVATAR))
            paint_avatar(painter, self._theme, disc, person.id, person.name)
            right -= px(3)
        if row.viewers:
            right -= px(EYE + 2)
            paint_icon(painter, self._theme, "eye", "text_secondary", right, middle, px(EYE))
            right -= px(BETWEEN)
        return right


class RowDelegate(QStyledItemDelegate):
    """Paints a list whose model hands out, under RowRole, whatever `row_of` makes a Row or a GroupRow from."""

    def __init__(
        self, theme: Theme, row_of: Callable[[object], Row | GroupRow | None], parent: QWidget | None = None
    ) -> None:
        """Makes it.

        Args:
            theme: the theme in force.
            row_of: what a model's object looks like; called for every visible row at every paint, so it must be
                quick. None for a row that is not loaded yet: its ground alone is painted.
            parent: the view.
        """
        super().__init__(parent)
        self._theme, self._row_of = theme, row_of
        self._painter = RowPainter(theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        height = self._theme.tokens.height
        shown = self._row_of(index.data(RowRole))
        return QSize(0, height.group if isinstance(shown, GroupRow) else height.ticket_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        shown = self._row_of(index.data(RowRole))
        rect, state = option.rect, state_of(option)
        if isinstance(shown, GroupRow):
            self._painter.paint_group(painter, rect, shown)
        elif shown is None:
            self._painter.paint_ground(painter, rect, state)
        else:
            self._painter.paint_row(painter, rect, shown, state)
