"""A Linux computer: what the kernel tells in its files, and CUPS of printers."""

from __future__ import annotations

from pathlib import Path

from desktop.system.computer import Interface, Printer, cups
from desktop.system.computer.commands import Ask, ask

ANYWHERE = "00000000"
"""The destination of a route that leads everywhere."""
ETHERNET = "1"


class LinuxComputer:
    """Reads below `root`, so that a test can lay out a computer of its own."""

    def __init__(self, root: Path = Path("/"), command: Ask = ask) -> None:
        self._root, self._ask = root, command

    def interfaces(self) -> list[Interface]:
        """Override Computer.interfaces."""
        folder = self._root / "sys/class/net"
        try:
            names = sorted(path.name for path in folder.iterdir() if path.name != "lo" and path.is_dir())
        except OSError:
            return []
        return [self._interface(folder / name) for name in names]

    def _interface(self, place: Path) -> Interface:
        wired = _first_line(place / "type") == ETHERNET and (place / "device").exists()
        kind = "wireless" if (place / "wireless").exists() else "wired" if wired else "other"
        speed = _first_line(place / "speed")
        # The kernel says -1 of what has none.
        return Interface(
            place.name, kind, _first_line(place / "operstate") == "up", int(speed) if speed.isdigit() else None
        )

    def routes(self) -> list[str]:
        """Override Computer.routes."""
        try:
            lines = (self._root / "proc/net/route").read_text("utf-8", "replace").splitlines()[1:]
        except OSError:
            return []
        fields = [line.split() for line in lines]
        return sorted({one[0] for one in fields if len(one) > 1 and one[1] == ANYWHERE})

    def printers(self) -> list[Printer]:
        """Override Computer.printers."""
        return cups.printers(self._ask)


def _first_line(place: Path) -> str:
    """What a file of the kernel's says; empty where it says nothing, as `speed` does of what is down."""
    try:
        return place.read_text("utf-8", "replace").strip()
    except OSError:
        return ""
