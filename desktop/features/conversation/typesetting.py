"""Messages set as rich text: laid out once for a width, kept until text, width or theme change."""

from __future__ import annotations

import html
import re
from collections import OrderedDict

from PySide6.QtGui import QTextCursor, QTextDocument, QTextOption

from desktop.shell.rich_text import set_headings
from desktop.theme.stylesheet import css
from desktop.theme.theme import Theme

KEPT_MOST = 400
LINE_PERCENT = 122
"""The design's 20 px for 13 px text, in shares of the font's own line."""
MARKED_UP = re.compile(r"[*_`#>\[\]|~\\]|https?://|^\s*(?:[-+]|\d+[.)])\s", re.MULTILINE)
"""What may be Markdown; any other text is set as it is, without loading a parser."""


def message_html(body: str) -> str:
    """A message's body as safe HTML."""
    if not MARKED_UP.search(body):
        paragraphs = html.escape(body).split("\n\n")
        return "".join(f"<p>{part.strip().replace(chr(10), '<br>')}</p>" for part in paragraphs)
    from domain.markup import render_message

    return render_message(body).strip()


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
        f"blockquote {{ color: {css(colors.text_secondary)}; }}"
        f"h4 {{ font-size: {theme.fonts.step('body').size}px; font-weight: 600; margin-bottom: {space.xs}px; }}"
        f".grid {{ border-color: {line}; border-style: solid; border-width: 1px; border-collapse: collapse; }}"
        f".picture {{ color: {css(colors.text_muted)}; }}"
    )


class Typesetter:
    """Keeps the laid-out documents of what was shown last."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._kept: OrderedDict[tuple[str, str, int, str], QTextDocument] = OrderedDict()

    def clear(self) -> None:
        """Forgets everything: the theme is another."""
        self._kept.clear()

    def document(self, message_id: str, body: str, width: int, role: str = "text") -> QTextDocument:
        """The message set to a width in pixels."""
        key = (message_id, body, width, role)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._made(body, width, role)
            if len(self._kept) > KEPT_MOST:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found

    def _made(self, body: str, width: int, role: str) -> QTextDocument:
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self._theme.font("body"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.setDefaultStyleSheet(style_sheet(self._theme, role))
        document.setHtml(f"<body>{message_html(body)}</body>")
        set_headings(document, self._theme, {})
        last = document.lastBlock()
        if last.isValid():
            form = last.blockFormat()
            form.setBottomMargin(0)
            QTextCursor(last).setBlockFormat(form)
        document.setTextWidth(width)
        return document
