"""Markdown that looks like what it means while one types it; the marks stay, quietly."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from desktop.shell.writing.marks import ITEM, QUOTED
from desktop.theme.theme import Theme

FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
HEADING = re.compile(r"^ {0,3}(#{1,6})(\s+)(.*)$")
CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
ITALIC = re.compile(r"(?<![*\w])(\*)(?=[^\s*])(.+?)(?<=[^\s*])\1(?!\*)|(?<![_\w])(_)(?=[^\s_])(.+?)(?<=[^\s_])\3(?!\w)")
STRUCK = re.compile(r"(~~)(?=\S)(.+?)(?<=\S)\1")
LINK = re.compile(r"(!?\[)([^\[\]\n]*)(\]\()([^()\s]*)(\))")
BARE = re.compile(r"(?<![\w(<\[])https?://[^\s<>()\[\]]+")
MENTION = re.compile(r"(?<![\w@])@\w[\w.'’-]*(?: [A-ZÁÉÍÓÚÑ][\w.'’-]*)?")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
IN_FENCE = 1

Misspelled = Callable[[str], bool]


class MarkdownHighlighter(QSyntaxHighlighter):
    """Formats a document of Markdown, and underlines what `misspelled` says is wrong."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self.misspelled: Misspelled | None = None
        self.writing_at: Callable[[], int] = lambda: -1
        """Where somebody is writing now: the word that ends there is not finished yet."""
        self._unfinished = -1
        theme.theme_changed.connect(self.rehighlight)

    def _form(self, color: str = "", *, weight: int = 0) -> QTextCharFormat:
        form = QTextCharFormat()
        if color:
            form.setForeground(self._theme.colors[color])
        if weight:
            form.setFontWeight(weight)
        return form

    def _add(self, start: int, length: int, change: Callable[[QTextCharFormat], object]) -> None:
        """Changes the form of a part of the line, on top of what it has."""
        for place in range(start, start + length):
            form = QTextCharFormat(self.format(place))
            change(form)
            self.setFormat(place, 1, form)

    def highlightBlock(self, text: str) -> None:
        """Override QSyntaxHighlighter.highlightBlock."""
        inside = self.previousBlockState() == IN_FENCE
        fence = FENCE.match(text)
        if inside or fence:
            self.setCurrentBlockState(0 if inside and fence else IN_FENCE)
            self._code(0, len(text))
            if fence:
                self._quiet(0, len(text))
            return
        self.setCurrentBlockState(0)
        self._line(text)
        hidden = self._inline(text)
        if self.misspelled is not None:
            self._spell(text, hidden)

    def _line(self, text: str) -> None:
        """Formats what the beginning of a line makes of it."""
        if heading := HEADING.match(text):
            self.setFormat(0, len(text), self._form(weight=QFont.Weight.DemiBold))
            self._quiet(0, heading.start(3))
        elif quoted := QUOTED.match(text):
            self.setFormat(0, len(text), self._form("text_secondary"))
            self._quiet(0, quoted.start("text"))
        elif item := ITEM.match(text):
            start = len(item["indent"])
            form = self._form("accent_text", weight=QFont.Weight.DemiBold)
            self.setFormat(start, len(item["mark"]) + len(item["box"] or "") + 1, form)

    def _inline(self, text: str) -> list[tuple[int, int]]:
        """Formats what stands between marks; returns where no words of a language are: code and addresses."""
        hidden = [found.span() for found in CODE.finditer(text)]
        for start, end in hidden:
            self._code(start, end - start)
        for pattern, change in (
            (BOLD, lambda form: form.setFontWeight(QFont.Weight.DemiBold)),
            (ITALIC, lambda form: form.setFontItalic(True)),
            (STRUCK, lambda form: form.setFontStrikeOut(True)),
        ):
            for found in pattern.finditer(text):
                if not _within(found.start(), hidden):
                    mark = len(found[1] or (found[3] if found.re.groups > 2 else ""))
                    self._add(found.start() + mark, len(found[0]) - 2 * mark, change)
                    self._quiet(found.start(), mark)
                    self._quiet(found.end() - mark, mark)
        for found in LINK.finditer(text):
            if not _within(found.start(), hidden):
                self._add(found.start(2), len(found[2]), self._as_link)
                for group in (1, 3, 4, 5):
                    self._quiet(found.start(group), len(found[group]))
                hidden.append(found.span(4))
        for found in BARE.finditer(text):
            if not _within(found.start(), hidden):
                self._add(found.start(), len(found[0]), self._as_link)
                hidden.append(found.span())
        for found in MENTION.finditer(text):
            if not _within(found.start(), hidden):
                self._add(found.start(), len(found[0]), lambda form: form.setFontWeight(QFont.Weight.DemiBold))
                hidden.append(found.span())
        return hidden

    def _spell(self, text: str, hidden: list[tuple[int, int]]) -> None:
        wrong = self._theme.colors.danger

        def underline(form: QTextCharFormat) -> None:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
            form.setUnderlineColor(wrong)

        begin, place = self.currentBlock().position(), self.writing_at()
        for word in WORD.finditer(text):
            if self.misspelled is None or _within(word.start(), hidden) or not self.misspelled(word[0]):
                continue
            if begin + word.end() == place:
                self._unfinished = place
            else:
                self._add(word.start(), len(word[0]), underline)

    def on_cursor_moved(self) -> None:
        """Looks again at a word that was not finished when it was looked at."""
        place, self._unfinished = self._unfinished, -1
        if place >= 0 and place != self.writing_at():
            self.rehighlightBlock(self.document().findBlock(place))

    def _as_link(self, form: QTextCharFormat) -> None:
        form.setForeground(self._theme.colors.link)

    def _quiet(self, start: int, length: int) -> None:
        self._add(start, length, lambda form: form.setForeground(self._theme.colors.text_muted))

    def _code(self, start: int, length: int) -> None:
        form = QTextCharFormat()
        form.setFontFamilies(self._theme.fonts.mono().families())
        form.setBackground(self._theme.colors.sunken)
        self.setFormat(start, length, form)


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
