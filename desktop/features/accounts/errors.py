"""What keeps somebody out of a profile of this computer, beside a wrong password.

ClientError
├── KeyringLocked     the system does not give out the profile's key
├── PasswordChanged   the server knows the password, the wrapped key knows the one before
├── PinWrong          the PIN is another one; there are tries left
├── PinSpent          the PIN was wrong too often: only the password opens now
└── TooLongAway       the server was not spoken with for so long that it has to say that this is still allowed
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.shell.errors import ClientError


class KeyringLocked(ClientError):
    """The system's keyring is locked or gone, and what is stored here cannot be opened without it."""

    title = "This computer's keyring is locked"
    message = "Unlock this computer's keyring, then try again."


class PasswordChanged(ClientError):
    """The server took the password, but what is stored here was locked with another one."""

    title = "Your password changed"
    message = "Type the one you used here before, once, so that what is stored here can be opened."


class PinWrong(ClientError):
    """The PIN is another one."""

    def __init__(self, left: int) -> None:
        super().__init__(str(left))
        self.title = QCoreApplication.translate("errors", "This is not your PIN")
        self.message = QCoreApplication.translate(
            "errors", "Tries left: {0}. After them your password is asked."
        ).format(left)


class PinSpent(ClientError):
    """The PIN was wrong too often."""

    def __init__(self, profile: str) -> None:
        super().__init__(profile)
        self.title = QCoreApplication.translate("errors", "The PIN was wrong too often")
        self.message = QCoreApplication.translate(
            "errors", "Type your password: it opens this, and the PIN works again."
        )


class TooLongAway(ClientError):
    """The server was not spoken with for too long."""

    def __init__(self, days: int) -> None:
        super().__init__(str(days))
        self.title = QCoreApplication.translate("errors", "Please sign in again")
        self.message = QCoreApplication.translate(
            "errors",
            "This computer had no connection for more than {0} days. Connect it and type your password: everything"
            " saved here is kept.",
        ).format(days)
