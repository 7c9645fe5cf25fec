"""What the first ticket and guide need is made before they are opened, in steps so short that nobody notices them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from types import ModuleType

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

STEP_MS = 15
TOUCHED_FIRST = (
    (QtCore, "QDateTime"),
    (QtGui, "QAccessible"),
    (QtGui, "QTextBlockFormat"),
    (QtGui, "QTextFormat", "QTextCharFormat"),
    (QtGui, "QTextFrameFormat", "QTextTableCellFormat"),
    (QtGui, "QGradient"),
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
    *("files.desk", "files.pictures", "files.words", "files.opening", "files.bar", "held"),
    *("writing.marks", "writing.highlighter", "writing.editor", "writing.trigger"),
    *("entry_painter", "entries", "writing.completion"),
    *("spelling.speller", "spelling.checker", "writing.spelling"),
)
FEATURE = (
    *("operations", "stretch", "finding", "file_tiles", "files", "history", "model", "painter", "messages"),
    *("message_menu", "find_bar", "new_pill", "completing", "gate", "composer_box", "composer", "relations"),
    *("choices", "ask_panel", "joining", "acting", "properties", "solved_bar", "merged_bar", "read_mark"),
    *("view", "related", "context"),
)
CONVERSATION = (
    *("desktop.widgets.flow", "domain.ids"),
    *(f"desktop.shell.{module}" for module in SHELL),
    *(f"desktop.features.conversation.{module}" for module in FEATURE),
)
"""In the order in which they need each other, so that each step loads one."""


class IdleSteps(QObject):
    """Takes one step after another, with pauses.

    Signals:
        done: the last one has been taken.
    """

    done = Signal()

    def __init__(self, steps: Sequence[Callable[[], object]], parent: QObject) -> None:
        """Begins."""
        super().__init__(parent)
        self._steps = list(steps)
        self._timer = QTimer(self, interval=STEP_MS)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        if self._steps:
            self._steps.pop(0)()
        else:
            self._timer.stop()
            self.done.emit()


def loading() -> Iterator[Callable[[], object]]:
    """The steps that load the conversation's modules, and what they need of the binding."""
    for module in CONVERSATION:
        yield partial(import_module, module)
    for kinds in TOUCHED_FIRST:
        yield partial(_touch, *kinds)
    # Which of its makers is meant by a colour: the binding looks through all that gradients have.
    yield partial(QtGui.QBrush, QtGui.QColor())


def _touch(module: ModuleType, *kinds: str) -> None:
    for kind in kinds:
        getattr(module, kind)
