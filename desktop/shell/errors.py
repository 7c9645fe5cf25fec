"""What the interface itself has to refuse.

ClientError
├── NotAllowed        a rule says no to a change; nothing was changed
├── NotHandedOver     the system has no program for what was to be opened
├── Overtaken         others wrote while an answer waited to be sent; it is a draft again
├── ScreenNotShown    the system lets no program take pictures of the screen
└── AlreadyRunning    another window has this profile open
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.shell import wording
from domain.errors import KnownError


class ClientError(KnownError):
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


class NotHandedOver(ClientError):
    """The system has no program for what was to be opened; the sentences are those of whoever asked."""

    def __init__(self, title: str, message: str) -> None:
        super().__init__(title)
        self.title, self.message = title, message


class Overtaken(ClientError):
    """Others wrote while an answer waited to be sent."""

    def __init__(self) -> None:
        super().__init__("overtaken")
        self.title = QCoreApplication.translate("errors", "Your reply was not sent")
        self.message = QCoreApplication.translate(
            "errors", "Somebody wrote meanwhile. It is a draft again: read what is new, or send it anyway."
        )


class ScreenNotShown(ClientError):
    """The system lets no program take pictures of the screen."""

    def __init__(self) -> None:
        super().__init__("grab")
        self.title = QCoreApplication.translate("errors", "This system shows the screen to no program")
        self.message = QCoreApplication.translate(
            "errors", "Use the system's own key for pictures of the screen, then paste the picture here."
        )


class AlreadyRunning(ClientError):
    """Another window has this profile open; it was asked to come to the front."""
