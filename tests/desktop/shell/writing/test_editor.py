"""Writing Markdown by keys: marks, lists and quotations, and how they look while one types."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.writing.editor import MarkdownEdit, markdown_field
from desktop.shell.writing.trigger import Trigger, trigger_in
from desktop.theme.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def editor(qtbot: QtBot, theme: Theme) -> Iterator[MarkdownEdit]:
    """An editor in a window, with a field behind it."""
    pane = QWidget()
    qtbot.addWidget(pane)
    frame, editor = markdown_field(theme, "text")
    row = QHBoxLayout(pane)
    row.addWidget(frame)
    row.addWidget(QLineEdit())
    pane.resize(500, 300)
    pane.show()
    pane.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    yield editor
    pane.close()


def choose(editor: MarkdownEdit, words: str) -> None:
    cursor = editor.textCursor()
    start = editor.toPlainText().index(words)
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), cursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def form_at(editor: MarkdownEdit, words: str) -> QTextCharFormat:
    """How a word looks."""
    block = editor.document().findBlock(editor.toPlainText().index(words))
    place = editor.toPlainText().index(words) - block.position()
    for span in block.layout().formats():
        if span.start <= place < span.start + span.length:
            return QTextCharFormat(span.format)
    return QTextCharFormat()


@pytest.mark.parametrize(
    ("key", "mark"), [(Qt.Key.Key_B, "**"), (Qt.Key.Key_I, "*"), (Qt.Key.Key_E, "`")], ids=["bold", "italic", "code"]
)
def test_a_key_sets_a_mark_around_what_is_chosen_and_takes_it_away_again(
    editor: MarkdownEdit, key: Qt.Key, mark: str
) -> None:
    editor.setPlainText("press the red key twice")
    choose(editor, "red key")
    QTest.keyClick(editor, key, CTRL)
    assert editor.toPlainText() == f"press the {mark}red key{mark} twice"
    assert editor.textCursor().selectedText() == "red key"
    QTest.keyClick(editor, key, CTRL)
    assert editor.toPlainText() == "press the red key twice"


def test_bold_and_italic_stand_together_and_go_one_by_one(editor: MarkdownEdit) -> None:
    editor.setPlainText("now")
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_B, CTRL)
    QTest.keyClick(editor, Qt.Key.Key_I, CTRL)
    assert editor.toPlainText() == "***now***"
    QTest.keyClick(editor, Qt.Key.Key_I, CTRL)
    assert editor.toPlainText() == "**now**"


def test_with_nothing_chosen_what_is_typed_next_is_inside(editor: MarkdownEdit) -> None:
    QTest.keyClick(editor, Qt.Key.Key_B, CTRL)
    QTest.keyClicks(editor, "now")
    assert editor.toPlainText() == "**now**"


def test_a_link_takes_the_address_that_was_copied(editor: MarkdownEdit) -> None:
    QGuiApplication.clipboard().setText("https://molino.example/till")
    editor.setPlainText("see the guide")
    choose(editor, "guide")
    QTest.keyClick(editor, Qt.Key.Key_K, CTRL)
    assert editor.toPlainText() == "see the [guide](https://molino.example/till)"


def test_a_link_without_an_address_waits_for_it(editor: MarkdownEdit) -> None:
    QGuiApplication.clipboard().setText("nothing of the kind")
    editor.setPlainText("see the guide")
    choose(editor, "guide")
    QTest.keyClick(editor, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(editor, "https://a.example")
    assert editor.toPlainText() == "see the [guide](https://a.example)"


def test_enter_goes_on_with_a_list_and_ends_it_on_an_empty_line(editor: MarkdownEdit) -> None:
    QTest.keyClicks(editor, "1. restart")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "wait")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.toPlainText() == "1. restart\n2. wait\n3. "
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.toPlainText() == "1. restart\n2. wait\n"


def test_enter_goes_on_with_a_quotation_and_with_boxes(editor: MarkdownEdit) -> None:
    QTest.keyClicks(editor, "> so")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.toPlainText() == "> so\n> "
    editor.setPlainText("- [x] done")
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.toPlainText() == "- [x] done\n- [ ] "


def test_tab_puts_an_item_deeper_and_elsewhere_leaves_the_field(editor: MarkdownEdit) -> None:
    QTest.keyClicks(editor, "- a")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    QTest.keyClicks(editor, "b")
    assert editor.toPlainText() == "- a\n  - b"
    QTest.keyClick(editor, Qt.Key.Key_Backtab, SHIFT)
    assert editor.toPlainText() == "- a\n- b"
    editor.setPlainText("words")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert not editor.hasFocus()


def test_several_lines_become_a_list_and_lines_again(editor: MarkdownEdit) -> None:
    editor.setPlainText("restart\nwait")
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_7, CTRL | SHIFT)
    assert editor.toPlainText() == "1. restart\n2. wait"
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_7, CTRL | SHIFT)
    assert editor.toPlainText() == "restart\nwait"


def test_what_one_key_did_one_undo_takes_back(editor: MarkdownEdit) -> None:
    editor.setPlainText("now")
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_B, CTRL)
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.toPlainText() == "now"


def test_text_looks_like_what_its_marks_mean(editor: MarkdownEdit, theme: Theme) -> None:
    editor.setPlainText(
        "a **bold** and *leaning* word, `code **x**`, [guide](mostrador://article/1)\n"
        "```\n**plain**\n```\n> said\n- item"
    )
    assert form_at(editor, "bold").fontWeight() == QFont.Weight.DemiBold
    assert form_at(editor, "leaning").fontItalic()
    assert form_at(editor, "code").background().color() == theme.colors.sunken
    assert form_at(editor, "x**").fontWeight() != QFont.Weight.DemiBold
    assert form_at(editor, "guide").foreground().color() == theme.colors.link
    assert form_at(editor, "plain").background().color() == theme.colors.sunken
    assert form_at(editor, "said").foreground().color() == theme.colors.text_secondary


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("/", Trigger("/", "", 0)),
        ("Hola /out no", Trigger("/", "out no", 5)),
        ("and/or", None),
        ("1 / 2", None),
        ("https://a", None),
        ("see ??pa per", Trigger("??", "pa per", 4)),
        ("really??", None),
        ("@nu", Trigger("@", "nu", 0)),
        ("ask @Nuria Vi", Trigger("@", "Nuria Vi", 4)),
        ("mail@example", None),
    ],
)
def test_a_sign_asks_for_something_where_it_begins_a_word(line: str, found: Trigger | None) -> None:
    assert trigger_in(line) == found
