"""Every setting, declared once: name, type, default, unit, title and where it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.settings.errors import WrongValueError
from domain.plain import Plain

T = TypeVar("T")


class Scope(Enum):
    """Where a setting is kept."""

    MACHINE = "machine"
    PROFILE = "profile"


class Setting(Plain, Generic[T]):
    """One setting.

    Attributes:
        name: as in the file; `group.name`.
        default: its value until somebody changes it; also says its type.
        title: English, translated in the context `settings`.
        scope: kept per machine, or per profile (server and user).
        unit: what a number counts, such as `s`; empty for none.
        choices: the only values it may take; empty for any.
        least: the smallest number.
        most: the largest number.
        shown: whether the settings screen lists it; what the program remembers by itself is not listed.
    """

    name: str
    default: T
    title: str
    scope: Scope = Scope.PROFILE
    unit: str = ""
    choices: tuple[T, ...] = ()
    least: float | None = None
    most: float | None = None
    shown: bool = True

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

    def translated_title(self) -> str:
        """The title in the language in force."""
        return QCoreApplication.translate("settings", self.title)


APPEARANCE = Setting(
    "look.appearance",
    "system",
    cast(str, QT_TRANSLATE_NOOP("settings", "Appearance")),
    choices=("system", "light", "dark"),
)
TEXT_ZOOM = Setting(
    "look.text_zoom", 1.0, cast(str, QT_TRANSLATE_NOOP("settings", "Size of text")), choices=(0.9, 1.0, 1.15, 1.3, 1.5)
)
REDUCED_MOTION = Setting("look.reduced_motion", False, cast(str, QT_TRANSLATE_NOOP("settings", "Without movement")))
LANGUAGE = Setting("look.language", "", cast(str, QT_TRANSLATE_NOOP("settings", "Language")), choices=("", "en", "es"))
"""Empty: as the system has it."""
MACHINE_LANGUAGE = Setting(
    "look.language",
    "",
    cast(str, QT_TRANSLATE_NOOP("settings", "Language before signing in")),
    Scope.MACHINE,
    choices=("", "en", "es"),
)
UNDO_SEND_S = Setting(
    "write.undo_send_s",
    8,
    cast(str, QT_TRANSLATE_NOOP("settings", "Time to undo a message")),
    unit="s",
    least=0,
    most=30,
)
SERVER = Setting("sign_in.server", "", cast(str, QT_TRANSLATE_NOOP("settings", "Server")), Scope.MACHINE)
LAST_PROFILE = Setting("sign_in.last_profile", "", "", Scope.MACHINE, shown=False)
LOCK_AFTER_MIN = Setting(
    "safety.lock_after_min",
    15,
    cast(str, QT_TRANSLATE_NOOP("settings", "Lock when nobody works for")),
    Scope.MACHINE,
    unit="min",
    least=1,
    most=240,
)
WINDOW = Setting[dict[str, object]]("window.state", {}, "", shown=False)
"""Geometry, panes and what was open, as the shell keeps it."""

ALL: tuple[Setting[object], ...] = cast(
    tuple[Setting[object], ...],
    (
        APPEARANCE,
        TEXT_ZOOM,
        REDUCED_MOTION,
        LANGUAGE,
        MACHINE_LANGUAGE,
        UNDO_SEND_S,
        SERVER,
        LAST_PROFILE,
        LOCK_AFTER_MIN,
        WINDOW,
    ),
)


def declared(scope: Scope) -> Mapping[str, Setting[object]]:
    """The settings of one scope by name."""
    return {each.name: each for each in ALL if each.scope is scope}
