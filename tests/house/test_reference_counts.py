"""PySide6 6.12.0 destroys None and True on Python 3.11; the release in the lock must not."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 1000
SLACK = 50
"""What the interpreter's own bookkeeping may move meanwhile; the defect moves a count by one per call."""


class Sender(QObject):
    """Something to emit from."""

    told = Signal(bool)


def test_a_thousand_void_calls_leave_the_reference_counts_of_none_and_true_alone(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None), sys.getrefcount(True)

    for _ in range(CALLS):
        widget.setEnabled(True)

    assert abs(sys.getrefcount(None) - before[0]) < SLACK
    assert abs(sys.getrefcount(True) - before[1]) < SLACK


def test_a_thousand_emissions_leave_the_reference_counts_of_none_and_true_alone(qtbot: QtBot) -> None:
    sender = Sender()
    heard = 0

    def listen(_: bool) -> None:
        nonlocal heard
        heard += 1

    sender.told.connect(listen)
    before = sys.getrefcount(None), sys.getrefcount(True)

    for _ in range(CALLS):
        sender.told.emit(True)

    assert heard == CALLS
    assert abs(sys.getrefcount(None) - before[0]) < SLACK
    assert abs(sys.getrefcount(True) - before[1]) < SLACK
