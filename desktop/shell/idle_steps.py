"""What the first ticket and guide need is made before they are opened, in steps so short that nobody notices them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from time import thread_time
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, Qt, QTimer, Signal

STEP_MS = 15
BUSY_MS = 4
"""A turn before which this thread has worked for longer follows a painting or the like: the step waits for another."""
PUT_OFF_MOST = 3
"""So often in a row; on a machine that is always busy the steps are taken all the same."""
TOUCHED_FIRST: tuple[tuple[Any, *tuple[str, ...]], ...] = (
    (QtCore, "QDateTime"),
    (QtGui, "QAccessible"),
    (QtGui, "QTextBlockFormat"),
    (QtGui, "QTextFormat", "QTextCharFormat"),
    (QtGui, "QTextFrameFormat", "QTextTableCellFormat"),
    (QtGui, "QGradient"),
    (QtWidgets, "QStyle"),
    (QtWidgets, "QTabBar", "QTabWidget", "QCalendarWidget", "QWizard", "QDockWidget", "QMainWindow", "QLCDNumber"),
    (QtWidgets, "QMdiArea", "QMdiSubWindow", "QGraphicsView", "QRhiWidget"),
    (QtWidgets, "QAbstractItemView", "QListView", "QHeaderView"),
    (QtWidgets, "QDialogButtonBox", "QMessageBox", "QInputDialog", "QFontDialog", "QColorDialog", "QFileDialog"),
    (QtWidgets, "QComboBox", "QFontComboBox", "QAbstractSpinBox", "QDateTimeEdit", "QAbstractSlider", "QSlider"),
)
"""What the first ticket and the first guide need of the binding, and what makes enumerations when it is touched.

The first widget of Qt's own that Python is handed touches every kind of widget, for 30 ms.
"""
SHELL = (
    *("steps", "details.words", "details.lines", "details.form", "files.desk", "files.pictures", "files.words"),
    *("elsewhere", "profile_files", "files.copies", "files.opening", "files.screenshot", "files.bar", "held"),
    *("writing.marks", "writing.highlighter", "writing.editor", "writing.trigger", "marked_text", "entry_painter"),
    *("fitting", "entries", "writing.completion", "spelling.speller", "spelling.dictionaries", "spelling.checker"),
    *("writing.spelling", "rich_text", "picker", "choice", "day_choice"),
)
FEATURE = (
    *("operations", "stretch", "finding", "file_tiles", "files", "history", "model", "typesetting", "painter"),
    *("caret", "messages", "message_menu", "find_bar", "new_pill", "completing", "gate", "composer_box"),
    *("composer_words", "send_menu", "composer", "relations", "details", "asked_bar", "choices", "ask_panel"),
    *("details_panels", "detailing", "joining", "macros", "steps", "identity", "identity_panel", "account_help"),
    *("closing", "ending", "why", "explaining", "followers", "handing", "macro_panel", "acting", "properties"),
    *("coming", "solved_bar", "merged_bar", "read_mark", "collision", "promise_bar", "rating_bar", "ticket_menu"),
    *("form_panel", "two_stages", "view", "related", "details_section", "steps_section", "checklist", "facts"),
    *("closing_facts", "identity_section", "context"),
)
CONVERSATION = (
    *("desktop.widgets.flow", "desktop.widgets.choices", "desktop.widgets.files", "domain.ids"),
    *(f"desktop.shell.{module}" for module in SHELL),
    *(f"desktop.features.conversation.{module}" for module in FEATURE),
)
"""In the order in which they need each other, so that each step loads one."""


class IdleSteps(QObject):
    """Takes one step after another, with pauses, in turns of the event loop in which nothing else was to be done.

    Signals:
        done: the last one has been taken.
    """

    done = Signal()

    def __init__(
        self, steps: Sequence[Callable[[], object]], parent: QObject, worked_s: Callable[[], float] = thread_time
    ) -> None:
        """Begins; `worked_s` tells how long this thread has had a processor."""
        super().__init__(parent)
        self._steps = list(steps)
        self._worked_s = worked_s
        self._put_off = 0
        self._timer = QTimer(self, singleShot=True, interval=STEP_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_turn)
        self._wait()

    def _wait(self) -> None:
        self._before_s = self._worked_s()
        self._timer.start()

    def _on_turn(self) -> None:
        is_busy = (self._worked_s() - self._before_s) * 1000 > BUSY_MS
        if is_busy and self._put_off < PUT_OFF_MOST:
            self._put_off += 1
            self._wait()
        elif self._steps:
            self._put_off = 0
            try:
                self._steps.pop(0)()
            finally:
                self._wait()
        else:
            self.done.emit()


def loading() -> Iterator[Callable[[], object]]:
    """The steps that load the conversation's modules, and what they need of the binding."""
    for module, *kinds in TOUCHED_FIRST:
        for kind in kinds:
            yield partial(getattr, module, kind)
    for module in CONVERSATION:
        yield partial(import_module, module)
    # Which of its makers is meant by a colour: the binding looks through all that gradients have.
    yield partial(QtGui.QBrush, QtGui.QColor())
