"""What a setting is: its type, its bounds, and the words by which people find and understand it."""

from __future__ import annotations

from enum import Enum
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication

from desktop.settings.errors import WrongValueError
from domain.plain import Plain

T = TypeVar("T")

CLOCK = "clock"
"""The unit of a time of day: minutes after midnight."""
UNTIL = "until"
"""The unit of a moment until which something holds, as the cache stores times; empty for not at all."""


class Scope(Enum):
    """Where a setting is kept."""

    MACHINE = "machine"
    PROFILE = "profile"


class Group(Plain):
    """What stands together on the settings screen.

    Attributes:
        name: how the program calls it.
        title: English, translated in the context `settings`.
        icon: an icon's name.
    """

    name: str
    title: object
    icon: str


class Setting(Plain, Generic[T]):
    """One setting.

    Attributes:
        name: as in the file; `group.name`.
        default: its value until somebody changes it; also says its type.
        title: English, translated in the context `settings`.
        scope: kept per machine, or per profile (server and user).
        unit: what a number counts, such as `s`; CLOCK for a time of day, UNTIL for a moment; empty for none.
        choices: the only values it may take; empty for any.
        least: the smallest number.
        most: the largest number.
        shown: whether the settings screen lists it; what the program remembers by itself is not listed.
        help: what it does, in a sentence; English, translated like the title.
        group: where the screen lists it.
        words: what else people might search it by; English, translated like the title.
        choice_titles: how the choices are called, in their order; each number is its own title where there are none.
    """

    name: str
    default: T
    title: object
    scope: Scope = Scope.PROFILE
    unit: str = ""
    choices: tuple[T, ...] = ()
    least: float | None = None
    most: float | None = None
    shown: bool = True
    help: object = ""
    group: Group | None = None
    words: object = ""
    choice_titles: tuple[object, ...] = ()

    def checked(self, value: object) -> T:
        """The value, if this setting can have it.

        Raises:
            WrongValueError: it cannot.
        """
        if isinstance(self.default, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if type(value) is not type(self.default):
            raise WrongValueError(self.name, value, f"a value like {self.default!r}")
        if self.choices and value not in self.choices:
            raise WrongValueError(self.name, value, "one of " + ", ".join(map(str, self.choices)))
        if isinstance(value, int | float) and not isinstance(value, bool):
            if (self.least is not None and value < self.least) or (self.most is not None and value > self.most):
                raise WrongValueError(self.name, value, f"{self.least} to {self.most} {self.unit}".rstrip())
        return value


def said(text: object) -> str:
    """A title, a help or other words of the table, in the language in force."""
    return QCoreApplication.translate("settings", str(text)) if text else ""
