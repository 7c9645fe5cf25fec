"""The port to what a computer can say of itself: its network and its printers, and nothing that is secret."""

from __future__ import annotations

import sys
from typing import Protocol

from domain.plain import Plain


class Interface(Plain):
    """A way into the network. `kind` is `wired`, `wireless` or `other`; no address and no network's name is asked for.

    Attributes:
        speed: in megabits a second; None where the system does not say.
    """

    name: str
    kind: str
    up: bool
    speed: int | None = None


class Printer(Plain):
    """A printer that is set up. `state` is in the system's own words, empty where it says none."""

    name: str
    state: str = ""
    default: bool = False


class Computer(Protocol):
    """Asked away from the GUI thread: commands of the system are slow. What it cannot say it leaves out."""

    def interfaces(self) -> list[Interface]:
        """The interfaces there are, but for the loopback."""

    def routes(self) -> list[str]:
        """The interfaces by which the rest of the world is reached."""

    def printers(self) -> list[Printer]:
        """The printers that are set up for this user."""


def this_computer() -> Computer:
    """The one of this platform."""
    if sys.platform == "win32":
        from desktop.system.computer.windows import WindowsComputer

        return WindowsComputer()
    if sys.platform == "darwin":
        from desktop.system.computer.macos import MacComputer

        return MacComputer()
    from desktop.system.computer.linux import LinuxComputer

    return LinuxComputer()
