"""Files of older versions are brought up step by step, and every step has a test."""

from desktop.settings.migrations import MIGRATIONS, VERSION, Values, migrated


def name_the_appearance(values: Values) -> Values:
    rest = {name: value for name, value in values.items() if name != "look.dark"}
    return rest | {"look.appearance": "dark" if values["look.dark"] else "light"}


def say_theme(values: Values) -> Values:
    return {name.replace("look.", "theme."): value for name, value in values.items()}


STEPS = {1: name_the_appearance, 2: say_theme}


def test_an_old_file_goes_through_every_step() -> None:
    assert migrated({"look.dark": True}, 1, STEPS) == {"theme.appearance": "dark"}


def test_a_file_begins_where_its_version_is() -> None:
    assert migrated({"look.appearance": "light"}, 2, STEPS) == {"theme.appearance": "light"}


def test_present_and_newer_files_are_left_alone() -> None:
    assert migrated({"look.dark": True}, 3, STEPS) == {"look.dark": True}
    assert migrated({"look.dark": True}, 99, STEPS) == {"look.dark": True}


def test_every_migration_is_tested_here() -> None:
    tested = [name for name in globals() if name.startswith("test_from_")]

    assert {int(name.split("_")[2]) for name in tested} == MIGRATIONS.keys() == set(range(1, VERSION))
