"""What is handed to another program: a web page, a file, a number to call. Where none takes it, the window says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.shell.errors import NotHandedOver

if TYPE_CHECKING:
    from desktop.shell.workspace import Workspace


def hand_over(work: Workspace, address: QUrl, title: str, message: str) -> None:
    """Opens an address with the system's program for it.

    Args:
        work: whose window speaks.
        address: of what is opened.
        title: what is said if the system has no program for it.
        message: what to do then.
    """
    if not QDesktopServices.openUrl(address):
        work.background.failed.emit(NotHandedOver(title, message))
