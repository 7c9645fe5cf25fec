"""An article's HTML becomes a document in steps: set at once, a long one keeps the GUI thread for several frames."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAbstractTextDocumentLayout, QTextCursor, QTextDocument

from desktop.shell.rich_text import set_tables
from desktop.theme.stylesheet import css
from desktop.theme.theme import Theme

PIECE = 4_000
"""Characters of HTML that are set in one turn: about 5 ms."""
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
HEADING = re.compile(r"h[1-6]")
VOID = frozenset({"br", "hr", "img", "input", "wbr"})
TEXTUAL = frozenset({"p", "ul", "ol"})
"""Elements that end in a line of text, behind which more can be set."""
MARK = "."
LAID_OUT = 1_000
"""Letters that are laid out in one turn: 2 to 5 ms, or what a table takes."""


def article_style(theme: Theme) -> str:
    """The style sheet of articles in the theme's colours."""
    colors, steps = theme.colors, theme.fonts.step
    text, soft = css(colors.text), css(colors.sunken)
    alerts = {
        "note": colors.info_soft, "tip": colors.success_soft, "important": colors.accent_soft,
        "warning": colors.warning_soft, "caution": colors.danger_soft,
    }  # fmt: skip
    return (
        f"body, p, li, td, th {{ color: {text}; }}"
        f"p, ul, ol {{ margin-top: 0; margin-bottom: 10px; }}"
        f"li {{ margin-bottom: 4px; }}"
        f"p, li {{ line-height: 122%; }}"
        f"b, strong {{ font-weight: 600; }}"
        f".h1 {{ font-size: {steps('display').size}px; font-weight: 600; margin-top: 0; margin-bottom: 8px; }}"
        f".h2 {{ font-size: {steps('title').size}px; font-weight: 600; margin-top: 20px; margin-bottom: 8px; }}"
        f".h3, .h4, .h5, .h6 {{ font-weight: 600; margin-top: 14px; margin-bottom: 6px; }}"
        f"a {{ color: {css(colors.link)}; text-decoration: none; }}"
        f"code, pre {{ background-color: {soft}; font-family: {theme.fonts.mono().family()}; }}"
        f"pre {{ margin-top: 4px; margin-bottom: 12px; white-space: pre-wrap; }}"
        f"blockquote {{ color: {css(colors.text_secondary)}; margin-left: 12px; }}"
        f"th {{ color: {css(colors.text_secondary)}; font-weight: 600; }}"
        f".picture {{ color: {css(colors.text_muted)}; }}"
        f".alert {{ margin-top: 6px; margin-bottom: 12px; }}"
        + "".join(f".alert-{kind} {{ background-color: {css(color)}; }}" for kind, color in alerts.items())
    )


def pieces_of(html: str, size: int = PIECE) -> tuple[str, ...]:
    """Return well-formed HTML in pieces of about `size` characters, for an `ArticleSetter`; in any thread.

    Headings become paragraphs of a class, `h1` to `h6`: Qt enlarges headings by level whatever a style sheet says, and
    to take that back afterwards costs more than all else.
    """
    found: list[str] = []
    parts: list[str] = []
    depth = length = at = 0

    def take(text: str) -> None:
        nonlocal length
        parts.append(text)
        length += len(text)

    for tag in TAG.finditer(html):
        closing, name, attributes = tag.groups()
        take(html[at : tag.start()])
        at = tag.end()
        if HEADING.fullmatch(name):
            take("</p>" if closing else f'<p class="{name}"{attributes}>')
            name = "p"
        else:
            take(tag.group())
        if name not in VOID:
            depth += -1 if closing else 1
        if closing and depth == 0 and name in TEXTUAL and length >= size:
            found.append("".join(parts))
            parts.clear()
            length = 0
    take(html[at:])
    rest = "".join(parts)
    return (*found, rest) if rest.strip() or not found else tuple(found)


class ArticleSetter(QObject):
    """Sets one text at a time, away from sight.

    Signals:
        laid_out: it is about to be set.
        finished: (QTextDocument) it is set, and is whoever's who takes it.
    """

    laid_out = Signal()
    finished = Signal(object)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._document: QTextDocument | None = None
        self._steps: Iterator[None] = iter(())
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._step)

    def start(self, pieces: Sequence[str], width: int) -> None:
        """Begins a text that will be `width` pixels wide, in place of the one under way."""
        self.cancel()
        document = QTextDocument(self.parent())
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultStyleSheet(article_style(self._theme))
        document.setDefaultFont(self._theme.font("body"))
        # Laid out without a width first, as it would be, it would be laid out three times until it is shown.
        document.setTextWidth(width)
        self._document, self._steps = document, self._set(document, pieces)
        self._step()

    def cancel(self) -> None:
        """Gives up the text under way."""
        self._turn.stop()
        self._steps = iter(())
        if self._document is not None:
            self._document.deleteLater()
            self._document = None

    def _step(self) -> None:
        for _ in self._steps:
            self._turn.start()
            return

    def _set(self, document: QTextDocument, pieces: Sequence[str]) -> Iterator[None]:
        """Sets it; each step in a turn of its own: an event may come between setting, laying out and showing."""
        for piece in pieces:
            frames = len(document.rootFrame().childFrames())
            _append(document, piece)
            yield
            yield from set_tables(document, self._theme, frames)
        layout = document.documentLayout()
        pace = _Pace(layout)
        try:
            yield
            self.laid_out.emit()
            yield
            self._document = None
            self.finished.emit(document)
            for place in range(0, document.characterCount(), LAID_OUT):
                yield
                layout.blockBoundingRect(document.findBlock(place))
            layout.blockBoundingRect(document.lastBlock())
        finally:
            pace.is_ours = False


class _Pace(QObject):
    """Keeps a layout from going on by itself: Qt lays out a long text twice as far each time, up to all of it."""

    def __init__(self, layout: QAbstractTextDocumentLayout) -> None:
        super().__init__(layout)
        self.is_ours = True
        layout.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        return self.is_ours and event.type() == QEvent.Type.Timer


def _append(document: QTextDocument, piece: str) -> None:
    """Sets a piece behind what stands there, as if all had been set at once."""
    if document.isEmpty():
        document.setHtml(f"<body>{piece}</body>")
        return
    # The first paragraph of what is inserted runs on in the last one there, and loses its margins: a mark does so here
    # in its place, and is taken out.
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    place = cursor.position()
    cursor.insertHtml(f"<body><p>{MARK}</p>{piece}</body>")
    cursor.setPosition(place)
    cursor.setPosition(place + len(MARK), QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
