"""What can go wrong with settings.

SettingsError
├── WrongValueError   a value of the wrong type or outside its bounds
└── NotSavedError     the file could not be written
"""

from pathlib import Path


class SettingsError(Exception):
    """A setting cannot be used as asked."""

    def __init__(self, title: str, message: str) -> None:
        super().__init__(message)
        self.title = title
        self.message = message


class WrongValueError(SettingsError):
    """A value of the wrong type or outside its bounds."""

    def __init__(self, name: str, value: object, wanted: str) -> None:
        super().__init__("This setting was not changed", f"{name} cannot be {value!r}: it takes {wanted}.")


class NotSavedError(SettingsError):
    """The file could not be written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            "Your settings could not be saved",
            f"{path} cannot be written ({reason}). They hold until you close the program.",
        )
