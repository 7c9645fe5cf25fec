"""One application and one theme for the client's tests."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.theme.theme import Mode, Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme, not applied to the application."""
    return Theme(Mode.LIGHT)


@pytest.fixture(autouse=True)
def nobody_stays() -> Iterator[None]:
    """What a test has closed is gone before the next: else that one's language is told to widgets of a closed cache."""
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
