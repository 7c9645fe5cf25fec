"""Opened files lie decrypted no longer than they must: not behind a lock, not after the program, however it ended."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from desktop.shell.files.copies import PREFIX, Copies, sweep
from desktop.shell.profile_files import LOCK


@pytest.fixture(autouse=True)
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for what passes."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def written(copies: Copies) -> Path:
    place = copies.place_for("7", "contract.pdf")
    place.parent.mkdir(parents=True)
    place.write_bytes(b"secret")
    return place


def test_what_is_removed_is_gone_and_another_one_can_be_opened(temp: Path) -> None:
    copies = Copies()
    place = written(copies)
    assert copies.keeps(place)

    copies.remove()
    assert list(temp.iterdir()) == []

    assert written(copies).exists()
    copies.remove()


def test_a_copy_that_is_written_after_the_account_left_is_taken_away(temp: Path) -> None:
    copies = Copies()
    place = written(copies)
    copies.remove()
    place.parent.mkdir(parents=True)
    place.write_bytes(b"secret")

    assert not copies.keeps(place)
    assert list(temp.iterdir()) == []


def test_a_start_takes_away_what_dead_processes_left_and_nothing_else(temp: Path) -> None:
    alive = Copies()
    place = written(alive)
    dead = temp / f"{PREFIX}dead"
    (dead / "7").mkdir(parents=True)
    (dead / LOCK).touch()
    (dead / "7" / "contract.pdf").write_bytes(b"secret")
    (temp / "mostrador-demo").mkdir()

    sweep()

    assert place.exists()
    assert not dead.exists()
    assert (temp / "mostrador-demo").exists()
    alive.remove()
