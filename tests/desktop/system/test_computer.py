"""What a computer says of itself: a Linux one laid out in a folder, others by what their commands print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop.system.computer import Interface, Printer
from desktop.system.computer.commands import ask
from desktop.system.computer.linux import LinuxComputer
from desktop.system.computer.macos import MacComputer
from desktop.system.computer.windows import WindowsComputer

LPSTAT = """printer office is idle.  enabled since Mon 30 Nov 2026 09:12:44 AM UTC
printer receipts disabled since Sun 29 Nov 2026 08:00:00 PM UTC -
\tPaused
system default destination: office
"""
ROUTE = """Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
"""


def said(**answers: str) -> object:
    """A system that answers by the first word of a command, or by its last."""

    def command(words: Sequence[str]) -> str:
        return answers.get(words[0].replace(".", "_"), answers.get(words[-1], ""))

    return command


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A computer with a cable that is in, a radio that is off, and the loopback."""
    for name, state, files in (
        ("eth0", "up", {"type": "1", "speed": "1000", "device/x": ""}),
        ("wlan0", "down", {"type": "1", "wireless/x": "", "device/x": ""}),
        ("tun0", "unknown", {"type": "65534"}),
        ("lo", "unknown", {"type": "772"}),
    ):
        place = tmp_path / "sys/class/net" / name
        place.mkdir(parents=True)
        (place / "operstate").write_text(f"{state}\n")
        for file, text in files.items():
            (place / file).parent.mkdir(exist_ok=True)
            (place / file).write_text(f"{text}\n")
    (tmp_path / "proc/net").mkdir(parents=True)
    (tmp_path / "proc/net/route").write_text(ROUTE)
    return tmp_path


def test_a_linux_computer_tells_of_its_network_and_of_its_printers(root: Path) -> None:
    computer = LinuxComputer(root, said(lpstat=LPSTAT))  # type: ignore[arg-type]
    assert computer.interfaces() == [
        Interface("eth0", "wired", up=True, speed=1000),
        Interface("tun0", "other", up=False),
        Interface("wlan0", "wireless", up=False),
    ]
    assert computer.routes() == ["eth0"]
    assert [printer.name for printer in computer.printers()] == ["office", "receipts"]
    office, receipts = computer.printers()
    assert (office.state, office.default) == ("idle", True)
    assert receipts.default is False


def test_what_a_computer_cannot_say_is_left_out(tmp_path: Path) -> None:
    computer = LinuxComputer(tmp_path, said())  # type: ignore[arg-type]
    assert (computer.interfaces(), computer.routes(), computer.printers()) == ([], [], [])
    assert ask(["no-such-command-anywhere"]) == ""


def test_this_very_computer_answers() -> None:
    computer = LinuxComputer()
    for interface in computer.interfaces():
        assert interface.name != "lo"
        assert interface.kind in {"wired", "wireless", "other"}
    assert all(isinstance(printer, Printer) for printer in computer.printers())


def test_a_mac_is_understood_as_its_manuals_say() -> None:
    ports = "\nHardware Port: Ethernet\nDevice: en0\nEthernet Address: aa:bb\n\nHardware Port: Wi-Fi\nDevice: en1\n"
    answers = {
        "networksetup": ports,
        "en1": "en1: flags\n\tstatus: active\n",
        "route": "  interface: en1\n",
        "lpstat": LPSTAT,
    }
    computer = MacComputer(said(**answers))  # type: ignore[arg-type]
    assert computer.interfaces() == [
        Interface("en0", "wired", up=False),
        Interface("en1", "wireless", up=True),
    ]
    assert computer.routes() == ["en1"]
    assert len(computer.printers()) == 2


def test_a_windows_computer_is_understood_as_its_manual_says() -> None:
    def command(words: Sequence[str]) -> str:
        script = words[-1]
        if "NetAdapter" in script:
            return '{"Name": "Ethernet", "Status": "Up", "PhysicalMediaType": "802.3", "Megabits": 1000}'
        if "NetRoute" in script:
            return '[{"InterfaceAlias": "Ethernet"}, {"InterfaceAlias": "Ethernet"}]'
        return '[{"Name": "Receipts", "State": "Normal", "Default": true}]'

    computer = WindowsComputer(command)
    assert computer.interfaces() == [Interface("Ethernet", "wired", up=True, speed=1000)]
    assert computer.routes() == ["Ethernet"]
    assert computer.printers() == [Printer("Receipts", "Normal", default=True)]
    assert WindowsComputer(lambda _words: "no JSON").printers() == []
