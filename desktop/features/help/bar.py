"""A bar that explains something while work goes on: it takes no focus, covers nothing and locks nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.help.steps import Step, said, steps_for
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.key_map import KeyMap
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.painting import paint_box
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text

REACH = 4
BUTTON = 28
SHARE_MOST = 0.2
"""Of the window's height, for what is new."""


class HelpBar(Retranslated, Panel):
    """Stands above the page, which makes room for it: it covers nothing, in whichever window and size of text.

    Signals:
        closed: the user has seen enough.
    """

    closed = Signal()

    def __init__(self, theme: Theme, name: str, words: Sequence[Text], actions: Sequence[QWidget]) -> None:
        """Makes it of what it says below its title, and what can be done about it."""
        Panel.__init__(self, theme, "sunken", edges="b")
        self.setObjectName(name)
        self.title = Text(theme, weight=600, wraps=True)
        self.close_button = icon_button(theme, "close", "", f"{name}.close", 24)
        said = QVBoxLayout()
        said.setSpacing(2)
        for part in (self.title, *words):
            said.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(8)
        row.addLayout(said, 1)
        row.addSpacing(8)
        for action in actions:
            row.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        for button in self.findChildren(Button):
            # What has the focus keeps it, also while one clicks through the bar.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self.leave)

    def leave(self) -> None:
        """Closes it."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()
            self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


class Pointer(QWidget):
    """A ring around what a step speaks of; the pointer goes through it."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def point_at(self, name: str) -> None:
        """Stands around the widget of that name; nowhere if it is not shown."""
        window = self.parentWidget()
        target = window.findChild(QWidget, name) if window is not None else None
        if window is None or target is None or not target.isVisible():
            self.hide()
            return
        place = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        self.setGeometry(place.adjusted(-REACH, -REACH, REACH, REACH))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        tokens = self._theme.tokens
        ring = self._theme.colors.focus_ring
        paint_box(QPainter(self), self.rect(), tokens.radius.control + REACH, None, ring, tokens.line.focus)


class GuideBar(HelpBar):
    """The first steps, one after another."""

    def __init__(self, window: QWidget, theme: Theme, keys: KeyMap, *, works: bool) -> None:
        """Makes it for a window, which it points into."""
        self._words = Text(theme, color="text_secondary", wraps=True)
        self._count = Text(theme, role="caption", color="text_muted")
        self._count.setFixedHeight(theme.scaled(BUTTON))
        self._back = Button(theme, kind="quiet", height=BUTTON, name=names.GUIDE_BACK)
        self._next = Button(theme, kind="primary", height=BUTTON, name=names.GUIDE_NEXT)
        super().__init__(theme, names.GUIDE, [self._words], [self._count, self._back, self._next])
        self._keys = keys
        self._steps = steps_for(works=works)
        self._at = 0
        self._pointer = Pointer(window, theme)
        self._back.clicked.connect(lambda: self._go(-1))
        self._next.clicked.connect(lambda: self._go(1))
        window.installEventFilter(self)
        self.retranslate()

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._steps[self._at]

    def serve(self, *, works: bool) -> None:
        """Takes over whether whoever reads it answers tickets; other steps begin with their first."""
        steps = steps_for(works=works)
        if steps != self._steps:
            self._steps, self._at = steps, 0
            self.retranslate()

    def point(self) -> None:
        """Points at what the step speaks of, which may have moved."""
        if self.isVisible():
            self._pointer.point_at(self.step.at)

    def _go(self, by: int) -> None:
        self._at += by
        if self._at < len(self._steps):
            self.retranslate()
        else:
            self._at = len(self._steps) - 1
            self.leave()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        last = self._at == len(self._steps) - 1
        self.title.setText(said(self.step.title, self._keys))
        self._words.setText(said(self.step.words, self._keys))
        self._count.setText(self.tr("{0} of {1}").format(self._at + 1, len(self._steps)))
        self._back.setText(self.tr("Back"))
        self._back.setVisible(self._at > 0)
        self._next.setText(self.tr("Done") if last else self.tr("Next"))
        self.close_button.set_words(self.tr("Close the guide"), "Esc")
        self.setAccessibleName(f"{self.title.text()}. {self._words.text()}")
        self.point()

    def leave(self) -> None:
        """Override HelpBar.leave."""
        self._pointer.hide()
        self._pointer.deleteLater()
        super().leave()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent."""
        super().showEvent(event)
        self.point()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: a window of another size has its things elsewhere."""
        if event.type() is QEvent.Type.Resize:
            # When the window has laid out what is in it.
            QTimer.singleShot(0, self, self.point)
        return super().eventFilter(watched, event)


class NewsBar(HelpBar):
    """What the version that runs brought, as far as it leaves the page enough room; all of it is under Help.

    Signals:
        all_wanted: all of it is wanted, with the versions before.
    """

    all_wanted = Signal()

    def __init__(self, window: QWidget, theme: Theme, version: str, points: tuple[str, ...]) -> None:
        """Makes it for a window, whose height says how much it may say."""
        self._points = [Text(theme, f"· {point}", color="text_secondary", wraps=True) for point in points]
        self._all = Button(theme, kind="link", height=BUTTON, name=names.NEWS_ALL)
        super().__init__(theme, names.NEWS, self._points, [self._all])
        self._version = version
        self._all.clicked.connect(self.all_wanted)
        self._all.clicked.connect(self.leave)
        window.installEventFilter(self)
        self.retranslate()
        self._fit(window)

    def _fit(self, window: QWidget) -> None:
        lines = sum(point.heightForWidth(max(1, self._points[0].width())) for point in self._points)
        for point in self._points:
            point.setVisible(lines <= window.height() * SHARE_MOST)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.title.setText(self.tr("New in Mostrador {0}").format(self._version))
        self._all.setText(self.tr("Show all of it under Help"))
        self.close_button.set_words(self.tr("Close"), "Esc")
        self.setAccessibleName(self.title.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: a lower window leaves it less room."""
        if isinstance(watched, QWidget) and event.type() is QEvent.Type.Resize:
            self._fit(watched)
        return super().eventFilter(watched, event)
