"""An article that is set in steps is the one that would be set at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextDocument, QTextTable
from pytestqt.qtbot import QtBot

from desktop.shell.article_setting import ArticleSetter, pieces_of
from desktop.theme.theme import Theme
from domain.markup import render_article

WIDTH = 600
PART = """# Terminal {n}

First words with **bold**, `code` and a [link](other.md).

## Steps of {n}

1. Take out the card.
2. Wait.

   - or do not

> [!NOTE]
> Mind the step.

| Code | Means |
|------|-------|
| {n}  | Empty |

- loose

- list

```
some code
```

---

### Last of {n}

And an end.

"""
ARTICLE = "".join(PART.format(n=n) for n in range(12))


@pytest.fixture
def parent(qtbot: QtBot) -> QObject:
    """Owns what is set."""
    return QObject()


def html_of(markdown: str) -> str:
    return render_article(markdown, slug="a", locale="en", article=lambda _slug: None)


def set_in(qtbot: QtBot, theme: Theme, parent: QObject, size: int) -> QTextDocument:
    setter = ArticleSetter(theme, parent)
    with qtbot.waitSignal(setter.finished) as done:
        setter.start(pieces_of(html_of(ARTICLE), size), WIDTH)
    [document] = done.args or []
    assert isinstance(document, QTextDocument)
    return document


def looks(document: QTextDocument) -> list[tuple[object, ...]]:
    """Each block with all that one sees of it."""
    found: list[tuple[object, ...]] = []
    block = document.begin()
    while block.isValid():
        form, font = block.blockFormat(), block.charFormat().font()
        margins = (form.topMargin(), form.bottomMargin(), form.leftMargin(), form.lineHeight(), form.indent())
        in_list = form.objectIndex() >= 0
        kind = (block.textList().format().style(), block.textList().itemNumber(block)) if in_list else None
        found.append((block.text(), *margins, form.background().color().name(), font.weight(), font.pixelSize(), kind))
        block = block.next()
    tables = [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    return [*found, *((table.rows(), table.columns(), table.format().topMargin()) for table in tables)]


@pytest.mark.parametrize("size", [1, 300, 2_000])
def test_in_steps_it_is_what_it_is_at_once(qtbot: QtBot, theme: Theme, parent: QObject, size: int) -> None:
    whole = set_in(qtbot, theme, parent, 1_000_000)

    assert looks(set_in(qtbot, theme, parent, size)) == looks(whole)


def test_the_pieces_are_the_article_and_each_is_whole() -> None:
    html = html_of(ARTICLE)
    [whole] = pieces_of(html, 1_000_000)

    pieces = pieces_of(html, 300)

    assert len(pieces) > 20
    assert "".join(pieces) == whole
    assert all(piece.count(f"<{tag}") == piece.count(f"</{tag}") for piece in pieces for tag in ("p", "ul", "table"))


def test_headings_have_the_sizes_of_the_scale(qtbot: QtBot, theme: Theme, parent: QObject) -> None:
    sizes = {look[0]: look[8] for look in looks(set_in(qtbot, theme, parent, 300)) if len(look) > 8}

    assert [sizes[f"{title}3"] for title in ("Terminal ", "Steps of ", "Last of ")] == [
        theme.fonts.step(step).size for step in ("display", "title", "body")
    ]


def test_a_newer_text_takes_the_place_of_one_under_way(qtbot: QtBot, theme: Theme, parent: QObject) -> None:
    setter = ArticleSetter(theme, parent)
    made: list[str] = []
    setter.finished.connect(lambda document: made.append(document.toPlainText()))

    setter.start(pieces_of(html_of(ARTICLE), 300), WIDTH)
    setter.start(pieces_of(html_of("Short."), 300), WIDTH)

    qtbot.waitUntil(lambda: bool(made))
    qtbot.wait(50)
    assert made == ["Short."]


@pytest.mark.parametrize("columns", [1, 2])
def test_a_table_s_headings_stand_above_their_column(qtbot: QtBot, theme: Theme, parent: QObject, columns: int) -> None:
    rows = ("| Batch |", "|---|", "| Dates |") if columns == 1 else ("| Batch | Of |", "|---|---|", "| Dates | VAT |")
    setter = ArticleSetter(theme, parent)
    with qtbot.waitSignal(setter.finished) as done:
        setter.start(pieces_of(html_of("\n".join(rows))), WIDTH)
    [document] = done.args or []

    [table] = document.rootFrame().childFrames()
    heading, entry = (table.cellAt(row, 0).firstCursorPosition() for row in (0, 1))
    assert heading.block().text() == "Batch"
    assert heading.blockFormat().alignment() & Qt.AlignmentFlag.AlignLeft
    assert table.cellAt(0, 0).format().toTableCellFormat().leftPadding() == 0
    assert entry.block().text() == "Dates"
