"""The licence listing lets through what may be shipped, and nothing else."""

import pytest

from checks.licences import Licensed


@pytest.mark.parametrize(
    "licence", ["MIT", "BSD License", "Apache-2.0 AND BSD-2-Clause", "Mozilla Public License 2.0 (MPL 2.0)", "PSF-2.0"]
)
def test_a_free_licence_is_let_through(licence: str) -> None:
    assert Licensed("anything", "1", licence).objection is None


@pytest.mark.parametrize(
    "licence", ["GPL-3.0-only", "GNU General Public License v2 (GPLv2)", "AGPL-3.0", "MIT AND GPL-2.0"]
)
def test_the_gpl_is_not(licence: str) -> None:
    assert Licensed("anything", "1", licence).objection == "GPL"


def test_a_choice_between_mit_and_gpl_is_ours_to_make() -> None:
    assert Licensed("anything", "1", "MIT OR GPL-2.0-only").objection is None


def test_an_lgpl_library_must_be_named() -> None:
    licence = "LGPL-3.0-only OR GPL-2.0-only"
    assert Licensed("pyside6-essentials", "6.11.3", licence).objection is None
    assert Licensed("stranger", "1", licence).objection is not None


def test_an_unknown_licence_is_not_let_through() -> None:
    assert Licensed("anything", "1", "unknown").objection is not None
