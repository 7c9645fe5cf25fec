"""What the interface itself has to refuse.

ClientError
├── NotAllowed        a rule says no to a change; nothing was changed
└── AlreadyRunning    another window has this profile open
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.shell import wording


class ClientError(Exception):
    """Base of the interface's own errors; `title` and `message` are in the user's language."""

    title = ""
    message = ""


class NotAllowed(ClientError):
    """A rule says no to a change."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.title = QCoreApplication.translate("errors", "That cannot be done")
        self.message = wording.refusal(code)


class AlreadyRunning(ClientError):
    """Another window has this profile open; it was asked to come to the front."""
