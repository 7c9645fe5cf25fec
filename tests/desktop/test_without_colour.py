"""Nothing is said by colour alone: with one colour for all that is written and drawn, everything still differs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import combinations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.features.queue.painter import FLAGGED
from desktop.shell import line, wording
from desktop.shell.line import LineState, LineStatus
from desktop.shell.rail_items import LineItem
from desktop.theme.contrast import SHAPE_PAIRS, TEXT_PAIRS
from desktop.theme.theme import Theme
from desktop.theme.tokens import Colors
from desktop.widgets.fields import Field, line_field
from tests.desktop.features.test_queue_rows import PRESENT, UNREAD, painted, row

ON_DARK = frozenset({"text_on_accent", "tooltip_text", "offline_text", "offline_accent"})


@pytest.fixture
def grey(theme: Theme) -> Theme:
    """A theme in which whatever is written or drawn on a surface has the colour of text."""
    drawn = (TEXT_PAIRS.keys() | SHAPE_PAIRS.keys()) - ON_DARK
    colors = {name: getattr(theme.colors, "text" if name in drawn else name) for name in Colors.fields}
    theme.colors = Colors(**colors)
    return theme


def assert_all_differ(pictures: Mapping[str, QImage]) -> None:
    same = [f"{one} and {other}" for one, other in combinations(pictures, 2) if pictures[one] == pictures[other]]
    assert not same, f"they differ by colour alone: {', '.join(same)}"


def test_every_status_has_a_shape_of_its_own(grey: Theme) -> None:
    assert_all_differ({status: painted(grey, row(status=status)) for status in wording.STATUS})


def test_every_priority_has_a_shape_of_its_own(grey: Theme) -> None:
    assert_all_differ({priority: painted(grey, row(priority=priority)) for priority in wording.PRIORITY})
    assert len({wording.priority_icon(priority) for priority in FLAGGED}) == len(FLAGGED)


def test_what_is_unread_or_waits_or_was_refused_is_seen(grey: Theme) -> None:
    pictures = {
        "read": painted(grey, row()),
        "unread": painted(grey, row(**UNREAD)),
        "saved here": painted(grey, row(waits=1)),
        "refused": painted(grey, row(refused=1)),
    }
    assert_all_differ(pictures)


def test_a_deadline_says_in_words_and_weight_how_it_stands(grey: Theme) -> None:
    def due(minutes: int) -> QImage:
        return painted(grey, row(due_at=(PRESENT + timedelta(minutes=minutes)).isoformat()))

    paused = painted(grey, row(status="pending"))
    assert_all_differ({"late": due(-10), "soon": due(10), "later": due(300), "paused": paused})


def shown(qtbot: QtBot, widget: QWidget) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(260, widget.sizeHint().height())
    return widget.grab().toImage()


def test_every_state_of_the_line_has_a_word_and_a_shape(qtbot: QtBot, grey: Theme) -> None:
    def item(status: LineStatus) -> QImage:
        made = LineItem(grey)
        made.show_state(LineState(status))
        made.show_time(PRESENT)
        return shown(qtbot, made)

    assert_all_differ({status.name: item(status) for status in LineStatus})
    assert all(line.rail_text(LineState(status)) for status in LineStatus)


def test_what_is_wrong_with_a_field_is_said_and_marked(qtbot: QtBot, grey: Theme) -> None:
    def field(sentence: str) -> tuple[Field, QImage]:
        frame, editor = line_field(grey, "name")
        made = Field(grey, frame, editor, "Name")
        made.set_wrong(sentence)
        return made, shown(qtbot, frame)

    (_, well), (wrong, marked) = field(""), field("Give it a name.")
    assert_all_differ({"well": well, "wrong": marked})
    assert wrong.editor.accessibleDescription() == "Give it a name."
