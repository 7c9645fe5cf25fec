"""Settings are typed, kept, and never lost to a damaged file."""

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.settings.declared import (
    ALL,
    APPEARANCE,
    GROUPS,
    LOCK_AFTER_MIN,
    SERVER,
    TEXT_ZOOM,
    UNDO_SEND_S,
    WINDOW,
)
from desktop.settings.errors import WrongValueError
from desktop.settings.migrations import VERSION
from desktop.settings.places import config_folder, data_folder
from desktop.settings.setting import Setting
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
    (tmp_path / "machine.json").write_text(json.dumps({"version": VERSION, "values": values}))

    settings = Settings(tmp_path)

    assert settings.get(LOCK_AFTER_MIN) == 15
    assert settings.get(SERVER) == "https://help.example"


def test_what_a_newer_program_wrote_is_read_and_left_as_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "machine.json"
    written = json.dumps({"version": 99, "values": {"future.colour": "teal", LOCK_AFTER_MIN.name: 30}})
    path.write_text(written)

    settings = Settings(tmp_path)
    understood = settings.get(LOCK_AFTER_MIN)
    settings.set(LOCK_AFTER_MIN, 5)
    settings.save()

    assert (settings.is_of_newer_program, understood) == (True, 30)
    assert settings.get(LOCK_AFTER_MIN) == 5
    assert path.read_text() == written


def test_a_file_of_an_older_version_is_kept_beside_the_new_one(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "machine.json"
    older = json.dumps({"version": 1, "values": {LOCK_AFTER_MIN.name: 30}})
    path.write_text(older)

    settings = Settings(tmp_path)
    settings.set(LOCK_AFTER_MIN, 5)
    settings.save()

    assert (tmp_path / "machine.v1.json").read_text() == older
    assert json.loads(path.read_text()) == {"version": VERSION, "values": {LOCK_AFTER_MIN.name: 5}}


def test_going_back_to_the_default_forgets_the_choice(settings: Settings) -> None:
    settings.set(UNDO_SEND_S, 20)
    told: list[str] = []
    settings.setting_changed.connect(told.append)

    settings.reset(UNDO_SEND_S)
    settings.reset(UNDO_SEND_S)

    assert (settings.get(UNDO_SEND_S), settings.is_chosen(UNDO_SEND_S)) == (UNDO_SEND_S.default, False)
    assert told == [UNDO_SEND_S.name]


def test_a_disk_that_refuses_is_reported_and_the_value_holds(settings: Settings, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "profiles").write_text("not a folder")
    settings.set(APPEARANCE, "dark")

    with qtbot.waitSignal(settings.save_failed) as told:
        settings.save()

    assert "until you close the program" in told.args[1]
    assert settings.get(APPEARANCE) == "dark"


def test_every_setting_is_named_once_in_its_scope_and_has_a_default_that_it_can_have() -> None:
    keys = [(each.scope, each.name) for each in ALL]

    assert len(keys) == len(set(keys))
    assert all(each.checked(each.default) == each.default for each in ALL)


@pytest.mark.parametrize("setting", [each for each in ALL if each.shown], ids=lambda each: each.name)
def test_every_setting_on_the_screen_says_what_it_is_what_it_does_and_where_it_stands(
    setting: Setting[object],
) -> None:
    assert setting.title
    assert setting.help
    assert setting.group in GROUPS
    assert len(setting.choice_titles) in ({len(setting.choices)} if setting.choices else {0})


def test_one_variable_moves_every_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert tmp_path not in config_folder().parents

    monkeypatch.setenv("MOSTRADOR_HOME", str(tmp_path))

    assert {config_folder(), data_folder()} == {tmp_path / "config", tmp_path / "data"}
