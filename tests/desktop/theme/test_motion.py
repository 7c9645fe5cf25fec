"""Nothing moves for whoever has asked the program, or the system, for that."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.theme.theme import Theme

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the files of Linux desktops")


def write(home: Path, name: str, text: str) -> None:
    path = home / ".config" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("chosen", "designed", "taken"), [("full", 120, 120), ("none", 120, 0), ("system", 120, 120)])
def test_a_movement_takes_what_was_chosen(theme: Theme, chosen: str, designed: int, taken: int) -> None:
    theme.set_motion(chosen)

    assert theme.motion_ms(designed) == taken


@linux
@pytest.mark.parametrize(
    ("name", "text", "still"),
    [
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0.5\n", False),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n", True),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=1\n", False),
        ("kdeglobals", "no section\n", False),
    ],
)
def test_the_systems_own_choice_is_followed_while_the_program_runs(
    theme: Theme, home: Path, name: str, text: str, still: bool
) -> None:
    theme.set_motion("system")
    assert theme.motion_ms(120) == 120

    write(home, name, text)

    assert theme.motion_ms(120) == (0 if still else 120)
