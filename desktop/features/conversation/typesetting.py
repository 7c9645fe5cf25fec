"""Messages set as rich text: laid out once for a width, kept until text, width or theme change."""

from __future__ import annotations

import html
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtGui import QTextCursor, QTextDocument, QTextOption

from desktop.shell.rich_text import set_headings
from desktop.theme.stylesheet import css
from desktop.theme.theme import Theme

KEPT_MOST = 400
LINE_PERCENT = 122
"""The design's 20 px for 13 px text, in shares of the font's own line."""
MARKED_UP = re.compile(r"[*_`#>\[\]|~\\]|https?://|^\s*(?:[-+]|\d+[.)])\s", re.MULTILINE)
"""What may be Markdown; any other text is set as it is, without loading a parser."""

QUOTE_LINK = "mostrador://quotation"
"""Where the line that stands for a folded quotation leads."""


FoldWords = Callable[[int], str]
"""Says how many quoted lines are folded; 0 for the line that folds them again."""


def message_html(
    body: str, mentions: Sequence[str] = (), *, unfolded: bool = True, fold_words: FoldWords | None = None
) -> str:
    """A message's body as safe HTML.

    Args:
        body: its Markdown.
        mentions: names of those it calls.
        unfolded: whether long quotations are shown.
        fold_words: what a line says that folds and unfolds them; none without.
    """
    if not MARKED_UP.search(body):
        paragraphs = html.escape(body).split("\n\n")
        shown = "".join(f"<p>{part.strip().replace(chr(10), '<br>')}</p>" for part in paragraphs)
    else:
        shown = _rendered(body, unfolded=unfolded, fold_words=fold_words)
    for name in mentions:
        called = html.escape(f"@{name}", quote=False)
        shown = shown.replace(called, f"<strong>{called}</strong>")
    return shown


def _rendered(body: str, *, unfolded: bool, fold_words: FoldWords | None) -> str:
    from domain.markup import parts_of, render_message

    if fold_words is None:
        return render_message(body).strip()
    found = []
    for part in parts_of(body):
        if part.lines:
            words = html.escape(fold_words(0 if unfolded else part.lines))
            sign = "▾" if unfolded else "▸"
            found.append(f'<p class="fold"><a href="{QUOTE_LINK}">{sign} {words}</a></p>')
        if unfolded or not part.lines:
            found.append(render_message(part.text).strip())
    return "".join(found)


def has_folds(body: str) -> bool:
    """Whether a body has quotations long enough to be folded."""
    if ">" not in body:
        return False
    from domain.markup import parts_of

    return any(part.lines for part in parts_of(body))


def style_sheet(theme: Theme, role: str = "text") -> str:
    """The style of rich text in the theme's colours."""
    colors, space = theme.colors, theme.tokens.space
    text, line = css(colors[role]), css(colors.border)
    return (
        f"body, p, li, td, th, h1, h2, h3, h4 {{ color: {text}; }}"
        f"p, ul, ol, pre, table {{ margin-top: 0; margin-bottom: {space.s}px; }}"
        f"p, li {{ line-height: {LINE_PERCENT}%; }}"
        f"b, strong {{ font-weight: 600; }}"
        f"a {{ color: {css(colors.link)}; text-decoration: none; }}"
        f"code, pre {{ background-color: {css(colors.sunken)}; }}"
        f"blockquote p, blockquote li {{ color: {css(colors.text_secondary)}; }}"
        f"h4 {{ font-size: {theme.fonts.step('body').size}px; font-weight: 600; margin-bottom: {space.xs}px; }}"
        f".grid {{ border-color: {line}; border-style: solid; border-width: 1px; border-collapse: collapse; }}"
        f".picture {{ color: {css(colors.text_muted)}; }}"
        f".fold a {{ color: {css(colors.text_secondary)}; font-size: {theme.fonts.step('caption').size}px; }}"
    )


class Typesetter:
    """Keeps the laid-out documents of what was shown last; to another width they are only broken anew."""

    def __init__(self, theme: Theme, fold_words: FoldWords) -> None:
        self._theme, self._fold_words = theme, fold_words
        self._kept: OrderedDict[tuple[str, str, str, bool], QTextDocument] = OrderedDict()
        self._empty: dict[str, QTextDocument] = {}

    def clear(self) -> None:
        """Forgets everything: theme or language are others."""
        self._kept.clear()
        self._empty.clear()

    def document(
        self, message_id: str, body: str, width: int, role: str = "text", mentions: Sequence[str] = (), *,
        unfolded: bool = False,
    ) -> QTextDocument:  # fmt: skip
        """The message set to a width in pixels."""
        key = (message_id, body, role, unfolded)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._made(self._html(body, mentions, unfolded=unfolded), role)
            if len(self._kept) > KEPT_MOST:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        if found.textWidth() != width:
            found.setTextWidth(width)
        return found

    def _html(self, body: str, mentions: Sequence[str], *, unfolded: bool) -> str:
        return message_html(body, mentions, unfolded=unfolded, fold_words=self._fold_words)

    def _made(self, content: str, role: str) -> QTextDocument:
        if role not in self._empty:
            self._empty[role] = self._blank(role)
        # A copy has font and style sheet at once; to read the style sheet takes as long as to set the message.
        document = self._empty[role].clone(self._empty[role])
        # Taken from its parent, it is Python's to free; a copy made without one is nobody's.
        document.setParent(None)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setHtml(f"<body>{content}</body>")
        set_headings(document, self._theme, {})
        last = document.lastBlock()
        if last.isValid():
            form = last.blockFormat()
            form.setBottomMargin(0)
            QTextCursor(last).setBlockFormat(form)
        return document

    def _blank(self, role: str) -> QTextDocument:
        document = QTextDocument()
        document.setDefaultFont(self._theme.font("body"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.setDefaultStyleSheet(style_sheet(self._theme, role))
        return document
