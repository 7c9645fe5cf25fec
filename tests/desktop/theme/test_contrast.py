"""Everything that is written can be read: WCAG 2.2 AA over the table of tokens."""

import pytest
from PySide6.QtGui import QColor

from desktop.theme.contrast import SHAPE_PAIRS, TEXT_PAIRS, ratio, too_close
from desktop.theme.tokens import load_tokens


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert ratio(QColor("black"), QColor("white")) == pytest.approx(21)


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_no_pair_of_the_table_is_too_close(appearance: str) -> None:
    assert list(too_close(getattr(load_tokens(), appearance))) == []


def test_every_role_that_is_text_or_glyph_stands_in_a_pair() -> None:
    checked = TEXT_PAIRS.keys() | SHAPE_PAIRS.keys()
    named = [role for role in load_tokens().light.by_name if role.startswith(("text", "status_", "priority_"))]
    exempt = {"text_disabled", "text_selection", "priority_normal"}

    assert [role for role in named if role not in checked | exempt] == []
