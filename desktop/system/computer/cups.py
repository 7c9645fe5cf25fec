"""Printers as `lpstat` tells of them: on Linux and macOS."""

from __future__ import annotations

from desktop.system.computer import Printer
from desktop.system.computer.commands import Ask

SAID = "printer "
DEFAULT = "system default destination:"


def printers(ask: Ask) -> list[Printer]:
    """The printers that CUPS knows, each with its state in CUPS's words."""
    default, found = "", []
    for line in ask(["lpstat", "-p", "-d"]).splitlines():
        if line.startswith(SAID):
            name, _, rest = line.removeprefix(SAID).partition(" ")
            # `printer office is idle.  enabled since …`: since when is nobody's business here.
            found.append((name, rest.removeprefix("is ").partition("  ")[0].rstrip(".")))
        elif line.startswith(DEFAULT):
            default = line.removeprefix(DEFAULT).strip()
    return [Printer(name, state, name == default) for name, state in found]
