"""The driver inside the client's process: carries out orders by real input events and answers on standard output.

Run as `python -m demo.drive.client ARGUMENTS-OF-MOSTRADOR`. It changes nothing of the client: it only sits beside it.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCursor, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from demo.drive import screen
from demo.drive.orders import Answer, AnyOrder, Choose, Click, Drop, Grab, Press, Quit, Read, Resize, See, Type
from desktop.shell import names

LOOK_EVERY_MS = 15
SETTLE_MS = 180
"""Longest motion of the interface, and a little: a picture is taken of what stands still."""
BEAT_MS = 5
FAR_AWAY = QPoint(20_000, 20_000)
QUIT_MS = 3_000

Step = Callable[[], str | None]
"""Tries once: None when done, else a sentence about what is missing."""


class Driver(QObject):
    """Takes one order at a time and tries until it is done or its time is over.

    Signals:
        order_came: An order was read from standard input.
    """

    order_came = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._step: Step = lambda: None
        self._deadline = 0.0
        self._text = ""
        self._longest_ms = 0.0
        self._beat_at = time.perf_counter()
        # Off-screen the pointer rests in the window's corner, and what is there would look pointed at.
        QCursor.setPos(FAR_AWAY)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY_MS)
        self._look.timeout.connect(self._try)
        self._pulse = QTimer(self)
        self._pulse.setTimerType(Qt.TimerType.PreciseTimer)
        self._pulse.setInterval(BEAT_MS)
        self._pulse.timeout.connect(self._beat)
        self._pulse.start()
        self.order_came.connect(self._take, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._listen, name="orders", daemon=True).start()

    def _listen(self) -> None:
        decoder = msgspec.json.Decoder(AnyOrder)
        # Not sys.stdin: the interpreter closes that one at its end, and would wait for this thread.
        with open(0, "rb", closefd=False) as orders:
            for line in orders:
                self.order_came.emit(decoder.decode(line))
        self.order_came.emit(Quit())

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest_ms = max(self._longest_ms, (now - self._beat_at) * 1000 - BEAT_MS)
        self._beat_at = now

    def _take(self, order: AnyOrder) -> None:
        self._deadline = time.monotonic() + order.within_s
        self._text = ""
        self._step = self._step_for(order)
        self._look.start()
        self._try()

    def _try(self) -> None:
        missing = self._step()
        if missing is None:
            self._answer(ok=True, text=self._text)
        elif time.monotonic() > self._deadline:
            self._answer(ok=False, text=missing)

    def _answer(self, *, ok: bool, text: str) -> None:
        self._look.stop()
        answer = Answer(ok=ok, text=text, longest_stall_ms=round(self._longest_ms, 1))
        self._longest_ms = 0.0
        self._beat_at = time.perf_counter()
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
        sys.stdout.buffer.flush()

    def _step_for(self, order: AnyOrder) -> Step:
        match order:
            case Click():
                return lambda: self._click(order)
            case Type():
                return Typing(order)
            case Press():
                return lambda: self._press(order)
            case Choose():
                return lambda: self._choose(order)
            case Drop():
                return lambda: self._drop(order)
            case See():
                return lambda: self._see(order)
            case Read():
                return lambda: self._read(order)
            case Grab():
                return Picture(order)
            case Resize():
                return lambda: self._resize(order)
            case Quit():
                return self._quit

    def _click(self, order: Click) -> str | None:
        widget = screen.find(order.name)
        if widget is None or not widget.isEnabled():
            return f"no {order.name} to click"
        button = Qt.MouseButton.RightButton if order.right else Qt.MouseButton.LeftButton
        place = screen.place_in(widget, order.text)
        if place is None:
            return f"no row with {order.text!r} in {order.name}"
        if covering := screen.covering(screen.clickable(widget), place):
            return f"{covering} lies over {order.name}"
        # Later, not now: a click may open a menu, whose loop would hold the answer back.
        QTimer.singleShot(0, widget, lambda: screen.click(widget, order.text, button))
        return None

    def _press(self, order: Press) -> str | None:
        widget = screen.find(order.name) if order.name else screen.main_window()
        if widget is None:
            return f"no {order.name} to press keys in"
        target = widget
        if not order.name:
            # Off-screen the window forgets that it is the active one when a tooltip over it goes.
            near = (QApplication.activePopupWidget(), QApplication.focusWidget(), widget.focusWidget())
            target = next((one for one in near if one is not None), widget)
        elif covering := screen.covering(widget, widget.rect().center()):
            return f"{covering} lies over {order.name}"
        else:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
        # Off-screen no window manager gives the focus to the window that is left when another one closes.
        target.window().activateWindow()
        QTimer.singleShot(0, target, lambda: QTest.keySequence(target, QKeySequence(order.keys)))
        return None

    def _choose(self, order: Choose) -> str | None:
        menu = screen.window()
        if isinstance(menu, QMenu):
            action = next((a for a in menu.actions() if order.text in a.text()), None)
            if action is None or not action.isEnabled():
                return f"no {order.text!r} in the menu: {screen.own_text(menu)}"
            place = menu.actionGeometry(action).center()
            QTimer.singleShot(0, menu, lambda: QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place))
            return None
        rows = screen.find(names.PICKER_LIST)
        if isinstance(rows, QAbstractItemView):
            return self._click(Click(name=names.PICKER_LIST, text=order.text))
        box = screen.find(order.name)
        if not isinstance(box, QComboBox):
            return f"no menu and no box {order.name}"
        row = box.findText(order.text, Qt.MatchFlag.MatchContains)
        if row < 0:
            return f"no {order.text!r} in {order.name}"
        box.setFocus()
        box.setCurrentIndex(row)
        box.activated.emit(row)
        return None

    def _drop(self, order: Drop) -> str | None:
        widget = screen.find(order.name)
        while widget is not None and not widget.acceptDrops():
            widget = widget.parentWidget()
        if widget is None:
            return f"no {order.name} that takes a file"
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(order.path)])
        place, keys = widget.rect().center(), Qt.KeyboardModifier.NoModifier
        button, action = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
        QApplication.sendEvent(widget, QDragEnterEvent(place, action, data, button, keys))
        QApplication.sendEvent(widget, QDropEvent(QPointF(place), action, data, button, keys))
        return None

    def _see(self, order: See) -> str | None:
        widget = screen.find(order.name) if order.name else screen.main_window()
        shown = screen.text_of(widget) if widget is not None else ""
        there = widget is not None and order.text in shown
        if there is not order.gone:
            return None
        wanted = "still there" if order.gone else "not there"
        return f"{order.text!r} {wanted} in {order.name or 'the window'}; it shows: {shown[:1500]}"

    def _read(self, order: Read) -> str | None:
        widget = screen.find(order.name) if order.name else screen.main_window()
        if widget is None:
            return f"no {order.name} to read"
        self._text = screen.text_of(widget)
        return None

    def _resize(self, order: Resize) -> str | None:
        window = screen.main_window()
        if window is None:
            return "no window"
        window.resize(order.width, order.height)
        return None

    def _quit(self) -> str | None:
        window = screen.main_window()
        if window is not None:
            QTimer.singleShot(0, window, window.close)
        # A sign-in screen that is closed does not end the client's loop by itself.
        QTimer.singleShot(QUIT_MS, self, QApplication.quit)
        return None


class Typing:
    """Types a text key by key, as the event loop lets it."""

    def __init__(self, order: Type) -> None:
        self._order = order
        self._left = order.text
        self._widget: QWidget | None = None
        self._next_at = 0.0

    def __call__(self) -> str | None:
        """Type what is due; None when all is typed."""
        if self._widget is None:
            widget = screen.find(self._order.name)
            if widget is None or not widget.isEnabled():
                return f"no {self._order.name} to type into"
            place = QPoint(12, min(12, widget.height() // 2))
            if covering := screen.covering(widget, place):
                return f"{covering} lies over {self._order.name}"
            self._focus(widget, place)
        widget = self._widget
        if widget is None or time.monotonic() < self._next_at:
            return "still typing"
        if self._left:
            key, self._left = self._left[0], self._left[1:]
            type_key(widget, key)
            self._next_at = time.monotonic() + self._order.pause_ms / 1000
        return "still typing" if self._left else None

    def _focus(self, widget: QWidget, place: QPoint) -> None:
        target = widget.viewport() if isinstance(widget, QPlainTextEdit | QTextEdit) else widget
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=place)
        self._widget = widget
        if self._order.clear and isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            widget.selectAll()
            QTest.keyClick(widget, Qt.Key.Key_Delete)


def type_key(widget: QWidget, letter: str) -> None:
    """Press and release the key of one letter; QTest only knows those of ASCII."""
    if letter == "\n":
        QTest.keyClick(widget, Qt.Key.Key_Return)
    elif letter.isascii():
        QTest.keyClicks(widget, letter)
    else:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


class Picture:
    """Grabs a window, and the menus open over it, once it has stood still for the length of its longest motion."""

    def __init__(self, order: Grab) -> None:
        self._path, self._name = Path(order.path), order.name
        self._from = time.monotonic() + SETTLE_MS / 1000

    def __call__(self) -> str | None:
        """Write the picture; None when it is written."""
        if time.monotonic() < self._from:
            return "the window is still moving"
        window = screen.find(self._name) if self._name else screen.main_window()
        if window is None:
            return "no window to take a picture of"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        picture = window.grab()
        painter = QPainter(picture)
        for menu in screen.menus():
            painter.drawPixmap(window.mapFromGlobal(menu.pos()), menu.grab())
        painter.end()
        return None if picture.save(str(self._path)) else f"could not write {self._path}"


def main() -> int:
    """Run the client with a driver beside it."""
    from desktop.app import make_application
    from desktop.command import main as run_client

    make_application()
    driver = Driver()
    code = run_client(sys.argv[1:])
    driver.deleteLater()
    return code


if __name__ == "__main__":
    sys.exit(main())
