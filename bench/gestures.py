"""What a measured process does to the client's widgets, written down as a scenario.

A scenario is a generator that yields what it waits for:

    def scenario(window):
        yield Pause(2_000)
        began_s = time.monotonic()
        click(window, names.RAIL_KNOWLEDGE)
        painted_s = yield Painted(hits.viewport, lambda: hits.model().rowCount() > 0)

Runs on the GUI thread between its events, so that everything meanwhile happens as it would under a person's hands.
What a wait sends back is the moment it ended, in seconds of the monotonic clock.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from desktop.shell import names

if TYPE_CHECKING:
    from desktop.shell.client import Client

Kind = TypeVar("Kind", bound=QWidget)

PATIENCE_S = 20.0
LOOK_MS = 1
SETTLE_MS = 2_500
"""From the first rows on: by then whatever a start puts off is loaded and made."""
VIEW_MS = 1_000
FIRST_ROWS = 60
"""So many are there before the whole of a view has been read."""


class Wait(Protocol):
    """Something a scenario waits for."""

    def begin(self, resume: Callable[[float], None]) -> None:
        """Call `resume` once, with the moment it came about."""


Scenario = Generator[Wait, float, None]


class GaveUp(Exception):
    """What a scenario waited for did not come: the measurement does not count."""


def say(**facts: object) -> None:
    """Print one line of JSON."""
    print(json.dumps(facts), flush=True)


class Stage(QObject):
    """Plays one scenario, then quits the application; one that fails says `error` first."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self._scenario = scenario
        QTimer.singleShot(0, self, lambda: self._go(None))

    def _go(self, came_s: float | None) -> None:
        def play() -> None:
            try:
                wait = next(self._scenario) if came_s is None else self._scenario.send(came_s)
            except StopIteration:
                QApplication.quit()
            else:
                wait.begin(self._go)

        or_end(play)


def or_end(act: Callable[[], None]) -> None:
    """Do it; if it fails, say `error` and quit. For whatever Qt calls: it would go on with its events for ever."""
    try:
        act()
    except Exception as error:
        say(error=f"{type(error).__name__}: {error}")
        QApplication.quit()
        raise


class Pause:
    """Some time."""

    def __init__(self, ms: float) -> None:
        self._ms = ms

    def begin(self, resume: Callable[[float], None]) -> None:
        """Override Wait.begin."""
        QTimer.singleShot(round(self._ms), lambda: resume(time.monotonic()))


class Until:
    """A condition, looked at again and again between events."""

    def __init__(
        self, holds: Callable[[], bool], what: str, patience_s: float = PATIENCE_S, look_ms: int = LOOK_MS
    ) -> None:
        self._holds, self._what, self._look_ms = holds, what, look_ms
        self._give_up_s = time.monotonic() + patience_s

    def begin(self, resume: Callable[[float], None]) -> None:
        """Override Wait.begin."""
        if self._holds():
            resume(time.monotonic())
        elif time.monotonic() > self._give_up_s:
            raise GaveUp(f"{self._what} did not come about")
        else:
            QTimer.singleShot(self._look_ms, lambda: or_end(lambda: self.begin(resume)))


class Painted(QObject):
    """A widget was painted while a condition held, and the frame handed over."""

    def __init__(self, widget: QWidget, holds: Callable[[], bool], what: str = "a painting") -> None:
        super().__init__(widget)
        self._widget, self._holds, self._what = widget, holds, what
        self._resume: Callable[[float], None] | None = None
        self._patience = QTimer(self, singleShot=True, interval=round(PATIENCE_S * 1000))
        self._patience.timeout.connect(self._give_up)

    def begin(self, resume: Callable[[float], None]) -> None:
        """Override Wait.begin."""
        self._resume = resume
        self._patience.start()
        self._widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if event.type() == QEvent.Type.Paint and self._holds():
            watched.removeEventFilter(self)
            # Comes after the paint that is about to happen, and after the frame was handed over.
            QTimer.singleShot(0, self, self._end)
        return False

    def _end(self) -> None:
        came_s = time.monotonic()
        self._patience.stop()
        self.deleteLater()
        if self._resume is not None:
            self._resume(came_s)

    def _give_up(self) -> None:
        self._widget.removeEventFilter(self)
        say(error=f"{self._what} did not come about")
        QApplication.quit()


class Shown(QObject):
    """What a list shows, and when it last began to show something else.

    Attributes:
        content: what `read` returned at the last painting.
        changed_s: when the painting that showed it first was over.
    """

    def __init__(self, viewport: QWidget, read: Callable[[], object]) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._read = read
        self.content = read()
        self.changed_s = 0.0
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if event.type() == QEvent.Type.Paint:
            content = self._read()
            if content != self.content:
                self.content = content
                QTimer.singleShot(0, self, self._note)
        return False

    def _note(self) -> None:
        self.changed_s = time.monotonic()

    def end(self) -> None:
        """Look no more."""
        self._viewport.removeEventFilter(self)
        self.deleteLater()


class Quiet:
    """Nothing else was shown for a while: what stands there is the answer."""

    def __init__(self, shown: Shown, quiet_ms: float) -> None:
        self._shown, self._quiet_s = shown, quiet_ms / 1000
        self._began_s = time.monotonic()

    def begin(self, resume: Callable[[float], None]) -> None:
        """Override Wait.begin."""
        left_s = max(self._began_s, self._shown.changed_s) + self._quiet_s - time.monotonic()
        if left_s <= 0:
            resume(self._shown.changed_s)
        else:
            QTimer.singleShot(round(left_s * 1000) + 1, lambda: self.begin(resume))


def at_the_queue(client: Client) -> Generator[Wait, float, tuple[QWidget, QAbstractItemView]]:
    """Wait until the client stands there with its queue, and has done what it puts off; return window and list."""
    yield Until(lambda: client.shown() is not None, "a window")
    window = client.shown()
    assert window is not None  # noqa: S101 - just waited for
    rows = child(window, QAbstractItemView, names.QUEUE_LIST)
    yield Until(lambda: rows.model().rowCount() > 0, "a queue with rows")
    yield Pause(SETTLE_MS)
    return window, rows


def all_tickets(client: Client) -> Generator[Wait, float, tuple[QWidget, QAbstractItemView]]:
    """The same, and go to the view of all tickets, until all of it has been read."""
    window, rows = yield from at_the_queue(client)
    click(window, f"{names.RAIL_VIEW}all")
    yield Until(lambda: rows.model().rowCount() > FIRST_ROWS, "all tickets")
    yield Pause(VIEW_MS)
    return window, rows


def is_seen(window: QWidget, name: str) -> bool:
    """Tell whether a widget of that name is visible."""
    return any(each.isVisible() for each in window.findChildren(QWidget, name))


def child(window: QWidget, kind: type[Kind], name: str) -> Kind:
    """Return the visible widget of that name.

    Raises:
        GaveUp: There is none.
    """
    found = next((each for each in window.findChildren(kind, name) if each.isVisible()), None)
    if found is None:
        raise GaveUp(f"there is no {name} to be seen")
    return found


def click(window: QWidget, name: str) -> None:
    """Click the middle of a widget."""
    QTest.mouseClick(child(window, QWidget, name), Qt.MouseButton.LeftButton)


def click_row(rows: QAbstractItemView, row: int) -> None:
    """Click the middle of a row that is in sight."""
    click_at(rows, rows.visualRect(rows.model().index(row, 0)).center())


def click_at(rows: QAbstractItemView, place: QPoint) -> None:
    """Click a place of a list."""
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)


def turn_wheel(widget: QWidget, by: int) -> None:
    """Turn the wheel over the middle of a widget; a notch is 120, towards oneself less than nothing."""
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place, widget.mapToGlobal(place), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def scroll_back_and_forth(
    rows: QAbstractItemView, every_ms: float, as_long: Callable[[], bool]
) -> Generator[Wait, float, None]:
    """Turn the wheel a notch now and then, a screenful down and up again, as long as a condition holds."""
    turns = 0
    while as_long():
        turn_wheel(rows.viewport(), -120 if turns % 20 < 10 else 120)
        turns += 1
        yield Pause(every_ms)


def press(widget: QWidget, letter: str) -> None:
    """Press one key."""
    QTest.keyClicks(widget, letter)


def wipe(field: QWidget) -> None:
    """Empty a field by the keys."""
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Delete)
