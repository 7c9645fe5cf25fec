"""What `mostrador --help` tells."""

import pytest

from desktop.command import parsed


def test_the_help_names_demo_and_tour_and_only_languages_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parsed(["--help"])
    told = capsys.readouterr().out
    assert "mostrador demo" in told
    assert "mostrador tour" in told
    assert "en or es" in told
    assert "{," not in told
    assert "pseudo" not in told


def test_a_language_that_is_not_there_is_refused_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        parsed(["--lang", "fr"])
    assert capsys.readouterr().err.endswith("there is no language 'fr': choose en or es\n")
    assert parsed(["--lang", ""]).lang == ""
    assert parsed(["--lang", "pseudo"]).lang == "pseudo"
