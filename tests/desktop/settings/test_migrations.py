"""Files of older versions are brought up step by step, and every step has a test."""

import pytest

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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"look.reduced_motion": True}, {"look.motion": "none"}),
        ({"look.reduced_motion": False, "look.text_zoom": 1.3}, {"look.text_zoom": 1.3}),
        ({}, {}),
    ],
)
def test_from_1_who_wanted_no_movement_gets_none_and_the_others_what_the_system_has(
    before: Values, after: Values
) -> None:
    assert MIGRATIONS[1](before) == after


def test_every_migration_is_tested_here() -> None:
    tested = [name for name in globals() if name.startswith("test_from_")]

    assert {int(name.split("_")[2]) for name in tested} == MIGRATIONS.keys() == set(range(1, VERSION))
