"""A Mac, as its own commands tell of it. Written after their manuals; not verified on one."""

from __future__ import annotations

import re

from desktop.system.computer import Interface, Printer, cups
from desktop.system.computer.commands import Ask, ask

PORT = re.compile(r"Hardware Port: (?P<port>.+)\nDevice: (?P<device>\S+)")


class MacComputer:
    """Asks `networksetup`, `ifconfig`, `route` and `lpstat`."""

    def __init__(self, command: Ask = ask) -> None:
        self._ask = command

    def interfaces(self) -> list[Interface]:
        """Override Computer.interfaces."""
        found = []
        for port in PORT.finditer(self._ask(["networksetup", "-listallhardwareports"])):
            name, device = port["port"], port["device"]
            kind = "wireless" if name in ("Wi-Fi", "AirPort") else "wired" if "Ethernet" in name else "other"
            up = "status: active" in self._ask(["ifconfig", device])
            found.append(Interface(device, kind, up))
        return found

    def routes(self) -> list[str]:
        """Override Computer.routes."""
        lines = self._ask(["route", "-n", "get", "default"]).splitlines()
        return [line.partition(":")[2].strip() for line in lines if line.strip().startswith("interface:")]

    def printers(self) -> list[Printer]:
        """Override Computer.printers."""
        return cups.printers(self._ask)
