"""The port through which the system learns of the program: start at login, links, entries in its menus."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol


class Registration(Protocol):
    """What the system knows of this program, for the present user of the computer only; nothing needs a right."""

    def starts_with_system(self) -> bool:
        """Whether the system starts the program when the user signs in to it."""

    def start_with_system(self, *, wanted: bool) -> None:
        """Have it started, or no longer.

        Raises:
            NotRegistered: The system did not take it.
        """

    def claim_links(self) -> None:
        """Let links of ours lead to this program, and offer its first steps in the system's menus. Raises as above."""


def registration(command: Sequence[str]) -> Registration:
    """The one of this platform; `command` is how the program is started."""
    if sys.platform == "win32":
        from desktop.system.registration.windows import WindowsRegistration

        return WindowsRegistration(command)
    if sys.platform == "darwin":
        from desktop.system.registration.macos import MacRegistration

        return MacRegistration(command)
    from desktop.system.registration.freedesktop import FreedesktopRegistration

    return FreedesktopRegistration(command)
