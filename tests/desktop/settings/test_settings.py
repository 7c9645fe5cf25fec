"""Settings are typed, kept, and never lost to a damaged file."""

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.settings.declared import (
    ALL,
    APPEARANCE,
    LOCK_AFTER_MIN,
    SERVER,
    TEXT_ZOOM,
    UNDO_SEND_S,
    WINDOW,
    Setting,
)
from desktop.settings.errors import WrongValueError
from desktop.settings.places import config_folder, data_folder
from desktop.settings.settings import Settings


@pytest.fixture
def settings(qtbot: QtBot, tmp_path: Path) -> Settings:
    settings = Settings(tmp_path)
    settings.open_profile("central-rosa")
    return settings


def test_what_is_chosen_is_there_at_the_next_start(settings: Settings, tmp_path: Path) -> None:
    settings.set(APPEARANCE, "dark")
    settings.set(SERVER, "https://help.example")
    settings.save()

    again = Settings(tmp_path)
    again.open_profile("central-rosa")

    assert again.get(APPEARANCE) == "dark"
    assert again.get(SERVER) == "https://help.example"


def test_profiles_do_not_see_one_another(settings: Settings) -> None:
    settings.set(APPEARANCE, "dark")
    settings.set(LOCK_AFTER_MIN, 5)

    settings.open_profile("central-ines")

    assert settings.get(APPEARANCE) == "system"
    assert settings.get(LOCK_AFTER_MIN) == 5


def test_a_change_is_told_once_and_written_by_itself(settings: Settings, qtbot: QtBot, tmp_path: Path) -> None:
    told: list[str] = []
    settings.setting_changed.connect(told.append)

    settings.set(UNDO_SEND_S, 20)
    settings.set(UNDO_SEND_S, 20)
    path = tmp_path / "profiles" / "central-rosa.json"
    qtbot.waitUntil(path.exists)

    assert told == [UNDO_SEND_S.name]
    assert json.loads(path.read_text(encoding="utf-8"))["values"] == {UNDO_SEND_S.name: 20}


@pytest.mark.parametrize(
    ("setting", "value"), [(UNDO_SEND_S, 31), (UNDO_SEND_S, "8"), (APPEARANCE, "pink"), (TEXT_ZOOM, True)]
)
def test_a_value_it_cannot_have_is_refused_with_what_it_can(
    settings: Settings, setting: Setting[object], value: object
) -> None:
    with pytest.raises(WrongValueError, match="it takes"):
        settings.set(setting, value)

    assert settings.get(setting) == setting.default


def test_a_default_is_not_shared(settings: Settings) -> None:
    settings.get(WINDOW)["rail"] = 216

    assert settings.get(WINDOW) == {}


@pytest.mark.expects_log("machine.damaged.json", "mostrador.settings")
@pytest.mark.parametrize("content", ["{", "[]", '{"version": "x", "values": {}}', "\x00"])
def test_a_damaged_file_is_kept_aside_and_defaults_hold(qtbot: QtBot, tmp_path: Path, content: str) -> None:
    (tmp_path / "machine.json").write_text(content)

    settings = Settings(tmp_path)

    assert settings.get(LOCK_AFTER_MIN) == 15
    [aside] = settings.damaged_files()
    assert aside.read_text() == content


def test_a_value_edited_by_hand_into_nonsense_falls_back_alone(qtbot: QtBot, tmp_path: Path) -> None:
    values = {LOCK_AFTER_MIN.name: "soon", SERVER.name: "https://help.example"}
    (tmp_path / "machine.json").write_text(json.dumps({"version": 1, "values": values}))

    settings = Settings(tmp_path)

    assert settings.get(LOCK_AFTER_MIN) == 15
    assert settings.get(SERVER) == "https://help.example"


def test_what_a_newer_program_wrote_stays_in_the_file(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "machine.json"
    path.write_text(json.dumps({"version": 99, "values": {"future.colour": "teal"}}))

    settings = Settings(tmp_path)
    settings.set(LOCK_AFTER_MIN, 5)
    settings.save()

    content = json.loads(path.read_text())
    assert content == {"version": 99, "values": {"future.colour": "teal", LOCK_AFTER_MIN.name: 5}}


def test_a_disk_that_refuses_is_reported_and_the_value_holds(settings: Settings, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "profiles").write_text("not a folder")
    settings.set(APPEARANCE, "dark")

    with qtbot.waitSignal(settings.save_failed) as told:
        settings.save()

    assert "until you close the program" in told.args[1]
    assert settings.get(APPEARANCE) == "dark"


def test_every_setting_is_named_once_in_its_scope_and_has_a_title() -> None:
    keys = [(each.scope, each.name) for each in ALL]

    assert len(keys) == len(set(keys))
    assert all(each.title for each in ALL if each.shown)
    assert all(each.checked(each.default) == each.default for each in ALL)


def test_one_variable_moves_every_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert tmp_path not in config_folder().parents

    monkeypatch.setenv("MOSTRADOR_HOME", str(tmp_path))

    assert {config_folder(), data_folder()} == {tmp_path / "config", tmp_path / "data"}
