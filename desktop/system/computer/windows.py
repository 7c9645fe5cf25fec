"""A Windows computer, as PowerShell tells of it. Written after its manual; not verified on one."""

from __future__ import annotations

import json
from typing import Any

from desktop.system.computer import Interface, Printer
from desktop.system.computer.commands import Ask, ask

SHELL = ("powershell.exe", "-NoProfile", "-NonInteractive", "-Command")
ADAPTERS = (
    "Get-NetAdapter | Select-Object Name, Status, PhysicalMediaType,"
    " @{n='Megabits';e={[int]($_.ReceiveLinkSpeed / 1000000)}} | ConvertTo-Json"
)
ROUTES = (
    "Get-NetRoute -DestinationPrefix '0.0.0.0/0' -ErrorAction SilentlyContinue"
    " | Select-Object InterfaceAlias | ConvertTo-Json"
)
PRINTERS = (
    "$d = (Get-CimInstance Win32_Printer -Filter 'Default=true').Name;"
    " Get-Printer | Select-Object Name, @{n='State';e={[string]$_.PrinterStatus}},"
    " @{n='Default';e={$_.Name -eq $d}} | ConvertTo-Json"
)
KINDS = {"802.3": "wired", "Native 802.11": "wireless", "Wireless LAN": "wireless"}


class WindowsComputer:
    """Asks PowerShell, which every Windows that runs the program has."""

    def __init__(self, command: Ask = ask) -> None:
        self._ask = command

    def interfaces(self) -> list[Interface]:
        """Override Computer.interfaces."""
        return [
            Interface(
                str(one.get("Name", "")),
                KINDS.get(str(one.get("PhysicalMediaType", "")), "other"),
                one.get("Status") == "Up",
                int(one.get("Megabits") or 0) or None,
            )
            for one in self._objects(ADAPTERS)
        ]

    def routes(self) -> list[str]:
        """Override Computer.routes."""
        return sorted({str(one.get("InterfaceAlias", "")) for one in self._objects(ROUTES)})

    def printers(self) -> list[Printer]:
        """Override Computer.printers."""
        return [
            Printer(str(one.get("Name", "")), str(one.get("State", "")), bool(one.get("Default")))
            for one in self._objects(PRINTERS)
        ]

    def _objects(self, script: str) -> list[dict[str, Any]]:
        """What a script tells; PowerShell writes one object without a list around it."""
        try:
            found = json.loads(self._ask([*SHELL, script]) or "[]")
        except ValueError:
            return []
        every = found if isinstance(found, list) else [found]
        return [one for one in every if isinstance(one, dict)]
