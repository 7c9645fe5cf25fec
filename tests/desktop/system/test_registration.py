"""What the system is told of the program, and that it can be taken back."""

from __future__ import annotations

import configparser
import os
import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.settings.places import HOME_VARIABLE
from desktop.system.errors import NotRegistered
from desktop.system.launch import launch_command
from desktop.system.registration import registration
from desktop.system.registration.freedesktop import FreedesktopRegistration, quoted
from desktop.system.registration.macos import MacRegistration

LINK = "mostrador://ticket/01900000-0000-7000-8000-00000000be4c"


def entry_of(place: Path) -> configparser.RawConfigParser:
    entry = configparser.RawConfigParser(strict=True)
    entry.optionxform = str  # type: ignore[method-assign,assignment]
    entry.read(place, encoding="utf-8")
    return entry


@pytest.fixture
def told(tmp_path: Path) -> FreedesktopRegistration:
    """A user's folders in which nothing of ours is."""
    return FreedesktopRegistration(["/opt/my programs/mostrador"], tmp_path / "config", tmp_path / "data")


def test_starting_with_the_system_is_an_entry_that_comes_and_goes(
    told: FreedesktopRegistration, tmp_path: Path
) -> None:
    assert not told.starts_with_system()

    told.start_with_system(wanted=True)
    assert told.starts_with_system()
    entry = entry_of(tmp_path / "config" / "autostart" / "mostrador.desktop")["Desktop Entry"]
    assert entry["Exec"] == '"/opt/my programs/mostrador"'

    told.start_with_system(wanted=False)
    told.start_with_system(wanted=False)
    assert not told.starts_with_system()


def test_links_are_claimed_without_touching_what_else_is_the_users_choice(
    told: FreedesktopRegistration, tmp_path: Path
) -> None:
    choices = tmp_path / "config" / "mimeapps.list"
    choices.parent.mkdir()
    choices.write_text("[Default Applications]\ntext/html=browser.desktop\n[Added Associations]\na/b=c.desktop;\n")

    told.claim_links()
    told.claim_links()

    kept = entry_of(choices)
    assert kept["Default Applications"]["text/html"] == "browser.desktop"
    assert kept["Default Applications"]["x-scheme-handler/mostrador"] == "mostrador.desktop"
    assert kept["Added Associations"]["a/b"] == "c.desktop;"
    entry = entry_of(tmp_path / "data" / "applications" / "mostrador.desktop")
    assert entry["Desktop Entry"]["Exec"].endswith(" %u")
    assert entry["Desktop Entry"]["MimeType"] == "x-scheme-handler/mostrador;"
    assert entry["Desktop Action new-ticket"]["Exec"].endswith(" --new-ticket")
    assert entry["Desktop Action lock"]["Exec"].endswith(" --lock")


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-validate")
def test_the_entries_are_what_the_specification_wants(told: FreedesktopRegistration, tmp_path: Path) -> None:
    told.claim_links()
    told.start_with_system(wanted=True)
    for place in tmp_path.rglob("*.desktop"):
        checked = subprocess.run(["desktop-file-validate", place], capture_output=True, text=True, check=False)
        assert (checked.returncode, checked.stdout) == (0, ""), place


@pytest.mark.skipif(shutil.which("gio") is None, reason="needs gio")
def test_a_desktop_starts_the_program_with_the_link(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    program = tmp_path / "a program"
    program.write_text(f'#!/bin/sh\necho "$1" > "{heard}"\n')
    program.chmod(0o700)
    FreedesktopRegistration([str(program)]).claim_links()

    subprocess.run(["gio", "open", LINK], check=True, timeout=60, capture_output=True)

    for _ in range(200):
        if heard.exists() and heard.read_text():
            break
        subprocess.run(["sleep", "0.05"], check=True)
    assert heard.read_text().strip() == LINK


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be")
    told = FreedesktopRegistration(["mostrador"], tmp_path / "config", tmp_path / "data")
    with pytest.raises(NotRegistered) as raised:
        told.start_with_system(wanted=True)
    assert "settings folder" in raised.value.message


def test_what_a_shell_would_take_apart_stays_one_word() -> None:
    assert quoted('a "b" $c 100%') == '"a \\\\"b\\\\" \\\\$c 100%%"'


def test_a_copy_that_keeps_its_files_elsewhere_finds_them_when_it_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, "/media/stick")
    if sys.platform.startswith("linux"):
        assert launch_command()[:2] == ["env", f"{HOME_VARIABLE}=/media/stick"]


def test_on_a_mac_it_is_an_agent_of_the_users(tmp_path: Path) -> None:
    told = MacRegistration(["/Applications/Mostrador.app/Contents/MacOS/mostrador"], tmp_path)
    told.start_with_system(wanted=True)
    agent = plistlib.loads((tmp_path / "org.mostrador.client.plist").read_bytes())
    assert agent["RunAtLoad"] is True
    told.start_with_system(wanted=False)
    assert not told.starts_with_system()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of this platform")
def test_on_linux_it_is_the_desktops_own_folders(home: Path) -> None:
    registration(launch_command()).start_with_system(wanted=True)
    assert (Path(os.environ["XDG_CONFIG_HOME"]) / "autostart" / "mostrador.desktop").exists()
