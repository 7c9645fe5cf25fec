"""One application and one theme for the client's tests."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.theme.theme import Mode, Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme, not applied to the application."""
    return Theme(Mode.LIGHT)
