"""A layout that breaks into lines, as text does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QSizePolicy, QStyle, QWidget


class Flow(QLayout):
    """Puts what is shown side by side and goes on in the next line where room ends."""

    def __init__(self, spacing: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def whole_width(self) -> int:
        """How wide all of it is on one line."""
        widths = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        return sum(widths) + self.spacing() * max(0, len(widths) - 1)

    def widgets(self) -> list[QWidget]:
        """What is in it, in order."""
        return [widget for item in self._items if (widget := item.widget()) is not None]

    def insert_before(self, there: QWidget, widget: QWidget) -> None:
        """Puts a widget before another one."""
        place = self.indexOf(there)
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """What stands in each line, and how large it would be: each is asked once, as it measures its text."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if lines[-1] and left + hint.width() > width:
                lines.append([])
                left = 0
            lines[-1].append((item, hint))
            left += hint.width() + self.spacing()
        return lines if lines[-1] else []

    def _placed(self, rect: QRect, *, really: bool) -> int:
        """Places everything within a width, the middles of a line level; returns how high that is."""
        parent, top = self.parentWidget(), rect.top()
        direction = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
        for line in self._lines(rect.width()):
            left, high = rect.left(), max(hint.height() for _, hint in line)
            for item, hint in line:
                size = QSize(min(hint.width(), max(1, rect.width())), hint.height())
                place = QRect(QPoint(left, top + (high - size.height()) // 2), size)
                if really:
                    item.setGeometry(QStyle.visualRect(direction, rect, place))
                left += size.width() + self.spacing()
            top += high + self.spacing()
        return max(0, top - self.spacing() - rect.top())

    def addItem(self, item: QLayoutItem) -> None:
        """Override QLayout.addItem."""
        self._items.append(item)

    def count(self) -> int:
        """Override QLayout.count."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:
        """Override QLayout.itemAt."""
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value]  # Qt asks beyond the end

    def takeAt(self, index: int) -> QLayoutItem:
        """Override QLayout.takeAt."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value]  # as above

    def expandingDirections(self) -> Qt.Orientation:
        """Override QLayout.expandingDirections."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Override QLayout.hasHeightForWidth."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Override QLayout.heightForWidth."""
        return self._placed(QRect(0, 0, width, 0), really=False)

    def setGeometry(self, rect: QRect) -> None:
        """Override QLayout.setGeometry."""
        super().setGeometry(rect)
        self._placed(rect, really=True)

    def sizeHint(self) -> QSize:
        """Override QLayout.sizeHint."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Override QLayout.minimumSize."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size


class FlowRow(QWidget):
    """Widgets in a flow, as high as its lines are."""

    def __init__(self, *widgets: QWidget, spacing: int = 8) -> None:
        super().__init__()
        flow = Flow(spacing)
        self.setLayout(flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            flow.addWidget(widget)


class Beside(QWidget):
    """Words with what can be done at their end; below them where there is no room beside."""

    def __init__(self, words: QWidget, actions: QWidget, *, spacing: int = 8) -> None:
        super().__init__()
        self._words, self._actions, self._spacing = words, actions, spacing
        for part in (words, actions):
            part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _wanted(self, part: QWidget) -> int:
        """How wide a part is on one line."""
        if isinstance(part, QLabel):
            return part.fontMetrics().horizontalAdvance(part.text()) + 1
        layout = part.layout()
        return layout.whole_width() if isinstance(layout, Flow) else part.sizeHint().width()

    def _high(self, part: QWidget, width: int) -> int:
        return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()

    def _fits(self, width: int) -> bool:
        return self._wanted(self._words) + self._spacing + self._wanted(self._actions) <= width

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: a part that wants another size is placed anew."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _place(self) -> None:
        width, height = self.width(), self.height()
        if self._fits(width):
            end = self._wanted(self._actions)
            beside = QRect(width - end, (height - self._high(self._actions, end)) // 2, end, 0)
            beside.setHeight(self._high(self._actions, end))
            words = QRect(0, 0, width - end - self._spacing, height)
        else:
            high = self._high(self._words, width)
            words = QRect(0, 0, width, high)
            beside = QRect(0, high + self._spacing, width, self._high(self._actions, width))
        for part, place in ((self._words, words), (self._actions, beside)):
            part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))

    def heightForWidth(self, width: int) -> int:
        """Override QWidget.heightForWidth."""
        highs = self._high(self._words, width), self._high(self._actions, width)
        return max(highs) if self._fits(width) else sum(highs) + self._spacing

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        width = self._wanted(self._words) + self._spacing + self._wanted(self._actions)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        width = max(part.minimumSizeHint().width() for part in (self._words, self._actions))
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent: what changed while it was hidden asked for nothing."""
        super().showEvent(event)
        self.updateGeometry()
        self._place()
