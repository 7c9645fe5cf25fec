"""What is sent of this computer: the program, the system, network, printers, disk and the last errors. No secrets.

Asked away from the GUI thread: the system's own commands take their time.
"""

from __future__ import annotations

import platform
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, qVersion

from desktop.shell.logbook import last_lines
from desktop.shell.version import VERSION
from desktop.system.computer import Computer, Interface, Printer, this_computer
from domain.plain import Plain

ERRORS_MOST = 10
LOOKED_AT = 400
"""Lines of the log among which the last errors are."""
ERROR = re.compile(r" (ERROR|CRITICAL|WARNING) ")
ADDRESS = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b")
LONG = 240


class Said(Plain):
    """One line: in which chapter, what it is, what it says."""

    chapter: str
    label: str
    value: str


class Around(Plain):
    """What the GUI thread knows of the program: how the line is, in words, and how much waits to be sent."""

    line: str
    waiting: int
    server: str


def collected(folder: Path, around: Around, computer: Computer | None = None) -> list[Said]:
    """Return all that can be sent; `folder` is the profile's."""
    asked = computer or this_computer()
    return [*_program(around), *_system(folder), *_network(asked, around), *_printers(asked), *_errors()]


def _program(around: Around) -> Iterator[Said]:
    chapter = QCoreApplication.translate("diagnosing", "Program")
    yield Said(chapter, "Mostrador", VERSION)
    yield Said(chapter, "Qt", str(qVersion()))
    yield Said(chapter, "Python", platform.python_version())
    yield Said(chapter, QCoreApplication.translate("diagnosing", "Language"), QLocale().name())
    yield Said(
        chapter, QCoreApplication.translate("diagnosing", "Waiting to be sent"), QLocale().toString(around.waiting)
    )


def _system(folder: Path) -> Iterator[Said]:
    chapter = QCoreApplication.translate("diagnosing", "System")
    name = " ".join(filter(None, (platform.system(), platform.release(), f"({platform.machine()})")))
    yield Said(chapter, QCoreApplication.translate("diagnosing", "System"), _distribution() or name)
    yield Said(chapter, QCoreApplication.translate("diagnosing", "Kernel"), name)
    disk = shutil.disk_usage(folder)
    free, total = (QLocale().formattedDataSize(size) for size in (disk.free, disk.total))
    said = QCoreApplication.translate("diagnosing", "{0} free of {1}").format(free, total)
    yield Said(chapter, QCoreApplication.translate("diagnosing", "Disk"), said)


def _distribution() -> str:
    """What the system calls itself, where it has a file for it."""
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:
        return ""


def _network(computer: Computer, around: Around) -> Iterator[Said]:
    chapter = QCoreApplication.translate("diagnosing", "Network")
    yield Said(chapter, QCoreApplication.translate("diagnosing", "Connection"), around.line)
    yield Said(chapter, QCoreApplication.translate("diagnosing", "Server"), around.server)
    routes = computer.routes()
    nowhere = QCoreApplication.translate("diagnosing", "no way out of this computer")
    yield Said(chapter, QCoreApplication.translate("diagnosing", "Way out"), ", ".join(routes) or nowhere)
    for interface in computer.interfaces():
        yield Said(chapter, interface.name, _interface_said(interface))


def _interface_said(interface: Interface) -> str:
    kinds = {
        "wired": QCoreApplication.translate("diagnosing", "cable"),
        "wireless": QCoreApplication.translate("diagnosing", "wireless"),
    }
    up, down = QCoreApplication.translate("diagnosing", "up"), QCoreApplication.translate("diagnosing", "down")
    speed = f"{interface.speed} Mbit/s" if interface.speed and interface.up else ""
    parts = (kinds.get(interface.kind, ""), up if interface.up else down, speed)
    return ", ".join(filter(None, parts))


def _printers(computer: Computer) -> Iterator[Said]:
    chapter = QCoreApplication.translate("diagnosing", "Printers")
    found: Sequence[Printer] = computer.printers()
    for printer in found:
        usual = QCoreApplication.translate("diagnosing", "the usual one") if printer.default else ""
        set_up = QCoreApplication.translate("diagnosing", "set up")
        yield Said(chapter, printer.name, ", ".join(filter(None, (printer.state or set_up, usual))))
    if not found:
        none = QCoreApplication.translate("diagnosing", "none is set up")
        yield Said(chapter, QCoreApplication.translate("diagnosing", "Printers"), none)


def _errors() -> Iterator[Said]:
    chapter = QCoreApplication.translate("diagnosing", "Last errors")
    found = [line for line in last_lines(LOOKED_AT) if ERROR.search(line)][-ERRORS_MOST:]
    for line in found:
        at, _, rest = line.partition(" ")
        clock, _, said = rest.partition(" ")
        yield Said(chapter, f"{at} {clock.partition(',')[0]}", without_secrets(said))
    if not found:
        none = QCoreApplication.translate("diagnosing", "none in the log")
        yield Said(chapter, QCoreApplication.translate("diagnosing", "Log"), none)


def without_secrets(line: str) -> str:
    """A line of the log without addresses of people, and not endless: it holds ids and places by itself."""
    return ADDRESS.sub("…@…", line)[:LONG]
