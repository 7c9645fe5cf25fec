"""The table of tokens is whole, typed, and grows with the text."""

import json
from pathlib import Path

import pytest

from desktop.i18n.tools import ROOT
from desktop.theme.errors import TokensError
from desktop.theme.tokens import THEMES_FOLDER, Tokens, color_of, load_tokens

DESIGNED = ROOT.parent / "shared" / "look" / "tokens.json"


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return load_tokens()


def test_every_colour_of_the_file_is_in_the_table(tokens: Tokens) -> None:
    table = json.loads((THEMES_FOLDER / "tokens.json").read_text(encoding="utf-8"))
    for name, colors in (("light", tokens.light), ("dark", tokens.dark)):
        groups = {key: group for key, group in table["color"][name].items() if key != "avatar"}
        written = {role: css for group in groups.values() for role, css in group.items()}
        assert written.keys() == colors.by_name.keys()
        assert all(colors[role] == color_of(css) for role, css in written.items())


@pytest.mark.skipif(not DESIGNED.exists(), reason="the design lies beside the checkout of those who design only")
def test_the_table_is_the_designers() -> None:
    ours, theirs = (json.loads(path.read_text(encoding="utf-8")) for path in (THEMES_FOLDER / "tokens.json", DESIGNED))

    assert ours == theirs


def test_a_colour_with_alpha_is_read_as_css_means_it() -> None:
    assert color_of("#1E1D1A66").getRgb() == (0x1E, 0x1D, 0x1A, 0x66)


def test_larger_text_makes_what_holds_it_larger_but_no_hairline(tokens: Tokens) -> None:
    large = tokens.zoomed(1.5)

    assert large.type.body.size == 20
    assert large.height.ticket_row == 84
    assert large.line == tokens.line
    assert large.height.bar == tokens.height.bar


def test_an_unknown_role_is_an_error_not_black(tokens: Tokens) -> None:
    with pytest.raises(AttributeError):
        tokens.light["teal"]


def test_a_damaged_table_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "tokens.json").write_text('{"color": {}}')

    with pytest.raises(TokensError, match="Install the program again"):
        load_tokens(tmp_path)
