"""A person is the same everywhere."""

import pytest

from desktop.theme.theme import Theme
from desktop.widgets.painting import avatar_colors, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Nuria Vidal", "NV"), ("Rosa María de la Torre", "RT"), ("Ana", "A"), ("", ""), ("íñigo (turno) Ruiz", "ÍR")],
)
def test_initials_are_those_of_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_person_has_the_same_colour_everywhere(theme: Theme) -> None:
    ids = [f"user-{number}" for number in range(60)]

    chosen = [theme.colors.avatar.index(avatar_colors(theme.colors, each)) for each in ids]

    assert chosen == [theme.colors.avatar.index(avatar_colors(theme.colors, each)) for each in ids]
    assert set(chosen) == set(range(6))
