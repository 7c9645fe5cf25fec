"""A tour that has nowhere to leave its pictures says so before it begins."""

from pathlib import Path

import pytest

from demo.tour import command
from demo.tour.stage import Look


def test_a_folder_that_cannot_be_made_is_named_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")

    assert command.tour(["--out", str(tmp_path / "taken" / "pictures")]) == 2
    told = capsys.readouterr().out
    assert told.count("\n") == 1
    assert "Choose another folder with --out" in told


def test_the_pictures_of_an_earlier_tour_go_and_other_files_stay(tmp_path: Path) -> None:
    look = tmp_path / "en-light"
    look.mkdir()
    (look / "07-an-old-step.png").write_bytes(b"old")
    (look / "notes.txt").write_text("mine", encoding="utf-8")

    command._empty(look)

    assert [path.name for path in look.iterdir()] == ["notes.txt"]


def test_without_a_folder_it_says_where_the_pictures_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    walked: list[Path] = []

    def walk(_look: Look, _work: Path, pictures: Path, _scale: float) -> list[str]:
        walked.append(pictures.resolve())
        return []

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "set_up", lambda _folder: None)
    monkeypatch.setattr(command, "_walk", walk)

    assert command.tour(["--lang", "es", "--theme", "dark"]) == 0
    [pictures] = walked
    assert pictures.is_relative_to(tmp_path)
    assert pictures.is_dir()
    assert str(pictures.parent) in capsys.readouterr().out
