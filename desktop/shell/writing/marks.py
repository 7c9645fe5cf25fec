"""What the keys of a Markdown editor do to its text: marks set and taken away, lists and quotations continued."""

from __future__ import annotations

import re

from PySide6.QtGui import QTextCursor

ITEM = re.compile(r"^(?P<indent>[ ]*)(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap>[ ]+)(?P<box>\[[ xX]\][ ]+)?(?P<text>.*)$")
QUOTED = re.compile(r"^(?P<mark>(?:[ ]{0,3}>[ ]?)+)(?P<text>.*)$")
ADDRESS = re.compile(r"(?:https?|mostrador)://\S+$")
END = QTextCursor.MoveOperation.EndOfBlock
START = QTextCursor.MoveOperation.StartOfBlock
KEEP = QTextCursor.MoveMode.KeepAnchor


def toggle(cursor: QTextCursor, mark: str) -> None:
    """Puts `mark` around what is chosen, or around the word at the cursor; takes it away where it stands already.

    With neither, the cursor ends up between two marks, so that what is typed next is inside.
    """
    if not cursor.hasSelection():
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    text, size = cursor.selectedText(), len(mark)
    around = _text(cursor, start - size, start) == mark == _text(cursor, end, end + size)
    # A single mark that is a part of a double one is another one: `*` next to `**`.
    if around and len(mark) == 1 and _text(cursor, start - 2, start) == mark * 2:
        around = _text(cursor, start - 3, start) == mark * 3
    cursor.beginEditBlock()
    if around:
        _replace(cursor, end, end + size, "")
        _replace(cursor, start - size, start, "")
        start, end = start - size, end - size
    elif len(text) >= 2 * size and text.startswith(mark) and text.endswith(mark):
        _replace(cursor, start, end, text[size:-size])
        end -= 2 * size
    else:
        _replace(cursor, end, end, mark)
        _replace(cursor, start, start, mark)
        start, end = start + size, end + size
    cursor.endEditBlock()
    _choose(cursor, start, end)


def link(cursor: QTextCursor, address: str = "") -> None:
    """Makes a link of what is chosen; the cursor ends up where its address belongs, unless that is known."""
    start, text = cursor.selectionStart(), cursor.selectedText()
    if not address and ADDRESS.match(text):
        address, text = text, ""
    cursor.insertText(f"[{text}]({address})")
    end = start + len(text) + 3
    if not text:
        _choose(cursor, start + 1, start + 1)
    else:
        _choose(cursor, end, end + len(address))


def begin_line(cursor: QTextCursor, mark: str) -> None:
    """Puts a list's or quotation's mark in front of every line that is chosen, or takes it away from all of them."""
    document = cursor.document()
    first = document.findBlock(cursor.selectionStart())
    last = document.findBlock(cursor.selectionEnd())
    blocks = [first]
    while blocks[-1] != last:
        blocks.append(blocks[-1].next())
    pattern = QUOTED if mark.startswith(">") else ITEM
    marked = all(pattern.match(block.text()) for block in blocks)
    cursor.beginEditBlock()
    for number, block in enumerate(blocks, 1):
        found = pattern.match(block.text())
        before = found.start("text") if found else 0
        wanted = "" if marked else mark.replace("1", str(number))
        _replace(cursor, block.position(), block.position() + before, wanted)
    cursor.endEditBlock()


def continue_line(cursor: QTextCursor) -> bool:
    """What Enter does within a list or a quotation: goes on with it, or ends it on an empty line. Tells whether."""
    if cursor.hasSelection():
        return False
    line, column = cursor.block().text(), cursor.positionInBlock()
    item, quoted = ITEM.match(line), QUOTED.match(line)
    found = item or quoted
    if found is None or column < found.start("text"):
        return False
    cursor.beginEditBlock()
    if not found["text"].strip():
        cursor.movePosition(START)
        cursor.movePosition(END, KEEP)
        cursor.removeSelectedText()
    else:
        cursor.insertText("\n" + (_next_mark(item) if item else quoted["mark"] if quoted else ""))
    cursor.endEditBlock()
    return True


def _next_mark(item: re.Match[str]) -> str:
    mark = item["mark"]
    if mark[:-1].isdigit():
        mark = f"{int(mark[:-1]) + 1}{mark[-1]}"
    return item["indent"] + mark + item["gap"] + ("[ ] " if item["box"] else "")


def indent(cursor: QTextCursor, by: int) -> bool:
    """Puts a list's item a step deeper, or back; tells whether there is one."""
    block = cursor.block()
    item = ITEM.match(block.text())
    if item is None:
        return False
    step = len(item["mark"]) + len(item["gap"])
    if by > 0:
        _replace(cursor, block.position(), block.position(), " " * step, stay=True)
    elif item["indent"]:
        _replace(cursor, block.position(), block.position() + min(step, len(item["indent"])), "", stay=True)
    return True


def _text(cursor: QTextCursor, start: int, end: int) -> str:
    """What stands between two places of the text; empty beyond its ends."""
    length = cursor.document().characterCount() - 1
    if start < 0 or end > length:
        return ""
    found = QTextCursor(cursor.document())
    _choose(found, start, end)
    return found.selectedText()


def _replace(cursor: QTextCursor, start: int, end: int, text: str, *, stay: bool = False) -> None:
    other = QTextCursor(cursor) if stay else cursor
    _choose(other, start, end)
    other.insertText(text)


def _choose(cursor: QTextCursor, start: int, end: int) -> None:
    cursor.setPosition(start)
    cursor.setPosition(end, KEEP)
