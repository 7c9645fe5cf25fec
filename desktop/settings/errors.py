"""What can go wrong with settings.

SettingsError
├── WrongValueError   a value of the wrong type or outside its bounds
└── NotSavedError     the file could not be written
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication


class SettingsError(Exception):
    """A setting cannot be used as asked."""

    def __init__(self, title: str, message: str) -> None:
        super().__init__(message)
        self.title = title
        self.message = message


class WrongValueError(SettingsError):
    """A value of the wrong type or outside its bounds."""

    def __init__(self, name: str, value: object, wanted: str) -> None:
        title = QCoreApplication.translate("settings", "This setting was not changed")
        message = QCoreApplication.translate("settings", "{0} cannot be {1}: it takes {2}.")
        super().__init__(title, message.format(name, repr(value), wanted))


class NotSavedError(SettingsError):
    """The file could not be written."""

    def __init__(self, path: Path, reason: str) -> None:
        title = QCoreApplication.translate("settings", "Your settings could not be saved")
        message = QCoreApplication.translate(
            "settings", "{0} cannot be written ({1}). They hold until you close the program."
        )
        super().__init__(title, message.format(path, reason))
