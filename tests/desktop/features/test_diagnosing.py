"""What is sent of a store's computer is what was shown, without what was left out, and is read at the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.features.filing.view import FilingView
from desktop.shell import names
from desktop.shell.diagnosing import collecting
from desktop.shell.diagnosing.collecting import Around, collected, without_secrets
from desktop.shell.diagnosing.preview import DiagnosticsPreview
from desktop.shell.diagnosing.reading import DiagnosticsPanel
from desktop.shell.version import VERSION
from desktop.system.computer import Interface, Printer
from desktop.widgets.choices import Check
from desktop.widgets.text import Text
from domain.diagnostics import FILE_NAME, MEDIA_TYPE, Diagnostics, unpacked
from sync.replica.reading.files import FileRow
from tests.support.desk import Desk

AROUND = Around("Online", 3, "https://desk.example.org")


class FakeComputer:
    """A computer with a cable, and one printer."""

    def interfaces(self) -> list[Interface]:
        """Override Computer.interfaces."""
        return [Interface("eth0", "wired", up=True, speed=1000)]

    def routes(self) -> list[str]:
        """Override Computer.routes."""
        return ["eth0"]

    def printers(self) -> list[Printer]:
        """Override Computer.printers."""
        return [Printer("receipts", "idle", default=True)]


def test_program_system_network_printers_disk_and_errors_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = ["2026-11-30 09:00:00,123 INFO mostrador.line: line: online"]
    log += ["2026-11-30 09:01:00,123 ERROR mostrador: KeyError at pull.py:7 ana@example.org"]
    monkeypatch.setattr(collecting, "last_lines", lambda _most: log)
    said = {(one.chapter, one.label): one.value for one in collected(tmp_path, AROUND, FakeComputer())}
    assert said["Program", "Mostrador"] == VERSION
    assert said["Program", "Waiting to be sent"] == "3"
    assert said["Network", "Connection"] == "Online"
    assert said["Network", "eth0"] == "cable, up, 1000 Mbit/s"
    assert said["Printers", "receipts"] == "idle, the usual one"
    assert "free of" in said["System", "Disk"]
    assert said["Last errors", "2026-11-30 09:01:00"] == "ERROR mostrador: KeyError at pull.py:7 …@…"


def test_no_address_of_anybody_leaves_with_the_log() -> None:
    assert without_secrets("ERROR sign-in of rosa.galvez@molino.example failed") == "ERROR sign-in of …@… failed"
    assert len(without_secrets("x" * 1000)) == 240


def boxes(within: QWidget) -> list[Check]:
    return within.findChildren(Check)


@pytest.fixture
def preview(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> DiagnosticsPreview:
    """What Sam's computer says of itself, before it is attached to a ticket."""
    view = FilingView(desk_of("sam").work)
    qtbot.addWidget(view)
    view.resize(1200, 900)
    view.show()
    view.begin()
    view.files.diagnostics_button.click()
    found = view.findChild(DiagnosticsPreview)
    assert found is not None
    qtbot.waitUntil(lambda: found.go.isEnabled())
    return found


def test_each_line_can_be_left_out_and_the_rest_is_what_goes(qtbot: QtBot, preview: DiagnosticsPreview) -> None:
    shown = [box.text() for box in boxes(preview)]
    left_out = next(box for box in boxes(preview) if box.text().startswith("Python"))
    left_out.click()
    with qtbot.waitSignal(preview.taken) as signal:
        preview.go.click()
    taken = signal.args[0]
    assert isinstance(taken, Diagnostics)
    assert [f"{line.label}: {line.value}" for line in taken.lines] == [one for one in shown if one != left_out.text()]


def test_with_nothing_left_nothing_can_be_sent(preview: DiagnosticsPreview) -> None:
    for box in boxes(preview):
        box.click()
    assert not preview.go.isEnabled()


def test_it_is_attached_as_a_file_that_the_desk_reads_in_a_panel(qtbot: QtBot, preview: DiagnosticsPreview) -> None:
    view = preview.parentWidget()
    assert isinstance(view, FilingView)
    preview.go.click()
    qtbot.waitUntil(lambda: [file["name"] for file in view.files.attached()] == [FILE_NAME])
    [file] = view.files.attached()
    assert file["media_type"] == MEDIA_TYPE
    work = view._work
    data = b"".join(work.files.content(file["sha256"]))
    assert unpacked(data) is not None
    row = FileRow(**file, message_id="", state="ready", refusal="", author_id="")
    panel = DiagnosticsPanel(view, work, work.files, row)
    panel.open()
    qtbot.waitUntil(lambda: VERSION in " ".join(text.text() for text in panel.findChildren(Text)))
    assert names.DIAGNOSED == panel.objectName()
