"""What the system around the program may refuse.

KnownError
├── NotRegistered     the system did not take note of the program
└── ShortcutTaken     another program has the key
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from domain.errors import KnownError


class NotRegistered(KnownError):
    """The system did not take note of the program."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.title = QCoreApplication.translate("errors", "This system did not take the change")
        self.message = QCoreApplication.translate(
            "errors", "Check that your own settings folder can be written ({0}), then try again."
        ).format(reason)


class ShortcutTaken(KnownError):
    """Another program has the key, or the system gives none away."""

    def __init__(self, keys: str) -> None:
        super().__init__(keys)
        self.title = QCoreApplication.translate("errors", "{0} is not free").format(keys)
        self.message = QCoreApplication.translate("errors", "Another program has this key: choose another one.")
