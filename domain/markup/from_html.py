"""What came as HTML or as plain text, as the Markdown of a message: it reads as it read there, and nothing in it acts.

Made for mails and for other desks' tickets: paragraphs, emphasis, links, lists, quotations, code and tables stay; what
only paints (fonts, colours, layout) goes, and a picture becomes its alternative text. Words are escaped, so that what
was no mark there is none here.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from domain.markup.sanitise import DROPPED_WITH_CONTENT

NESTED_MOST: Final = 20
"""Deeper quotations and lists are written as if they were this deep."""
CELLS_MOST: Final = 12
"""Wider tables are somebody's layout."""

_ALWAYS: Final = re.compile(r"([\\`*_\[\]<]|~(?=~)|&(?=#?\w+;))")
_AT_LINE: Final = re.compile(r"^(\s*)([#>+-]|={2,}|\||~{3,}|:(?=-)|\d{1,9}[.)](?=\s|$))", re.MULTILINE)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_BLANKS: Final = re.compile(r"\n{3,}")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\[\]\"'`]*[^\s<>\[\]\"'`.,;:!?)]")
_AUTOLINK: Final = re.compile(r"<(https?://[^<>\s]*)>")
_NOT_PLAIN: Final = re.compile(r"[\\*_~&]")
_PARAGRAPHS: Final = frozenset(
    "address article aside body center dd div dl dt fieldset figcaption figure footer form header main nav p section"
    " table tbody tfoot thead html caption".split()
)
_MARKS: Final = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "s": "~~", "del": "~~", "strike": "~~"}
_ITEM: Final = re.compile(r"[> ]*(?:-|\d+\.) ")
"""The line of an item, which needs no blank line before the next one."""
_SCHEMES: Final = ("http:", "https:", "mailto:", "tel:")


def markdown_of_text(text: str) -> str:
    """Return plain text as Markdown that shows the same words in the same lines.

    Lines quoted with `>` stay quotations, as every mail program writes them; addresses stay as they are.
    """
    lines = [_text_line(line) for line in _newlines(text).split("\n")]
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip()


def markdown_of_html(html: str) -> str:
    """Return what somebody reads of `html` as Markdown; HTML that is broken is read as browsers read it."""
    writer = _Writer()
    writer.feed(_newlines(html))
    writer.close()
    return writer.markdown()


def _newlines(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _text_line(line: str) -> str:
    quoted = re.match(r" {0,3}(?:> ?)+", line)
    mark, rest = (quoted[0].strip() + " ", line[quoted.end() :]) if quoted else ("", line)
    # Four blanks at the beginning of a line would make it code.
    indent = len(rest) - len(rest.lstrip(" \t"))
    return (mark + "\N{NO-BREAK SPACE}" * min(indent, 12) * (indent > 3) + _escaped(rest.strip())).rstrip()


def _escaped(text: str, *, begins: bool = True) -> str:
    """Return `text` with what Markdown would take for marks escaped, addresses aside; `begins` a line."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = f"<{found[0]}>" if _NOT_PLAIN.search(found[0]) else found[0]
        parts += [_ALWAYS.sub(r"\\\1", text[end : found.start()]), address]
        end = found.end()
    escaped = "".join([*parts, _ALWAYS.sub(r"\\\1", text[end:])])
    return _AT_LINE.sub(_escape_beginning, escaped) if begins else escaped


def _escape_beginning(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"{found[1]}\\{mark}"


class _Within:
    """Something that is around a block: a quotation, a list, an item of it."""

    def __init__(self, kind: str, prefix: str, number: int | None = None) -> None:
        self.kind = kind
        self.prefix = prefix
        self.number = number


class _Writer(HTMLParser):
    """Writes Markdown while it reads HTML.

    Blocks are lines behind a prefix (of quotations and lists); the words of a block are gathered until it ends.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[str] = []
        self._words: list[str] = []
        self._within: list[_Within] = []
        self._bullet = ""
        self._dropped: list[str] = []
        self._links: list[str] = []
        self._code: list[str] | None = None
        self._cells: list[str] | None = None
        self._in_table = False
        self._heading = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Override HTMLParser.handle_starttag."""
        given = {name: value or "" for name, value in attrs}
        if tag in DROPPED_WITH_CONTENT:
            self._dropped.append(tag)
        if self._dropped or self._code is not None:
            if self._code is not None and tag == "br":
                self._code.append("\n")
            return
        match tag:
            case "br":
                self._words.append("\n")
            case "hr":
                self._end_rows()
                self._put("---")
            case "img":
                self._words.append(_escaped(_SPACES.sub(" ", given.get("alt", "")).strip(), begins=False))
            case "a":
                self._links.append(given.get("href", ""))
                self._words.append("\1")
            case "blockquote":
                self._open("quotation", "> ")
            case "ul" | "ol":
                self._open("list", "", _start_of(given) if tag == "ol" else None)
            case "li":
                self._open_item()
            case "pre":
                self._end_rows()
                self._code = []
            case "tr":
                # A table in a cell: the outer one is layout.
                self._end_rows()
                self._cells = []
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._end_block()
                self._heading = int(tag[1])
            case "td" | "th" if self._cells is not None:
                self._end_cell()
            case _ if tag in _MARKS:
                self._words.append(f"\2{_MARKS[tag]}")
            case "code" | "tt" | "kbd" | "samp":
                self._words.append("\2`")
            case _ if tag in _PARAGRAPHS and self._cells is None:
                self._end_block()
            case _:
                if tag in _PARAGRAPHS:
                    self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Override HTMLParser.handle_endtag."""
        if tag in DROPPED_WITH_CONTENT and self._dropped:
            self._dropped = self._dropped[: _last(self._dropped, tag)]
            return
        if self._dropped:
            return
        if self._code is not None:
            if tag == "pre":
                self._end_code()
            return
        match tag:
            case "a" if self._links:
                self._end_link(self._links.pop())
            case "blockquote":
                self._close("quotation")
            case "ul" | "ol":
                self._close("list")
            case "li":
                self._close("item")
            case "tr" if self._cells is not None:
                self._end_row()
            case "table":
                self._end_rows()
                self._in_table = False
            case _ if tag in _MARKS:
                self._words.append(f"\3{_MARKS[tag]}")
            case "code" | "tt" | "kbd" | "samp":
                self._words.append("\3`")
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._end_block()
                self._heading = 0
            case _ if tag in _PARAGRAPHS and self._cells is None:
                self._end_block()
            case _:
                pass

    def handle_data(self, data: str) -> None:
        """Override HTMLParser.handle_data."""
        if self._dropped:
            return
        if self._code is not None:
            self._code.append(data)
            return
        data = data.translate(_NO_CONTROLS)
        self._words.append(_escaped(_SPACES.sub(" ", data), begins=False))

    def markdown(self) -> str:
        """Return all of it."""
        if self._code is not None:
            self._end_code()
        while self._links:
            self._end_link(self._links.pop())
        self._end_rows()
        return _BLANKS.sub("\n\n", "\n".join(self._blocks)).strip("\n")

    def _open(self, kind: str, prefix: str, number: int | None = None) -> None:
        self._end_block()
        self._within.append(_Within(kind, prefix, number))

    def _close(self, kind: str) -> None:
        """Leave the innermost quotation, list or item, and what was left open in it."""
        self._end_block()
        for n in range(len(self._within) - 1, -1, -1):
            if self._within[n].kind == kind:
                del self._within[n:]
                break
            if self._within[n].kind == "list" and kind == "item":
                # The item of an outer list goes on around the inner one.
                break
        self._bullet = ""

    def _open_item(self) -> None:
        self._close("item")
        around = self._within[-1] if self._within and self._within[-1].kind == "list" else None
        number = around.number if around is not None else None
        self._bullet = "- " if number is None else f"{number}. "
        if around is not None and number is not None:
            around.number = number + 1
        self._within.append(_Within("item", " " * len(self._bullet)))

    def _end_block(self) -> None:
        if self._cells is not None:
            return
        text = _tidy(_without_pairs("".join(self._words)))
        self._words = []
        if text:
            text = _AT_LINE.sub(_escape_beginning, text)
            self._put(f"{'#' * self._heading} {text}".replace("\n", " ") if self._heading else text)

    def _end_rows(self) -> None:
        """End the block, and the row around it: what follows is a block of its own that no cell can hold."""
        if self._cells is not None:
            self._end_row()
        self._end_block()

    def _end_cell(self) -> None:
        text = _tidy(_without_pairs("".join(self._words))).replace("\n", " ").replace("|", "\\|")
        self._words = []
        if self._cells is not None and text:
            self._cells.append(text)

    def _end_row(self) -> None:
        self._end_cell()
        cells, self._cells = self._cells or [], None
        if len(cells) == 1 or len(cells) > CELLS_MOST:
            # One cell, or very many, is how mails are laid out, not a table.
            self._put("\n\n".join(cells))
        elif cells:
            goes_on = self._in_table
            self._put(f"| {' | '.join(cells)} |", tight=goes_on)
            if not goes_on:
                self._put(f"|{' --- |' * len(cells)}", tight=True)
            self._in_table = True

    def _end_code(self) -> None:
        code = "".join(self._code or []).strip("\n")
        self._code = None
        fence = "~~~~" if "```" in code else "```"
        if code.strip():
            self._put(f"{fence}\n{code}\n{fence}")

    def _end_link(self, href: str) -> None:
        if "\1" not in self._words:
            # A block ended within the link: its words stand there.
            return
        start = _last(self._words, "\1")
        words = _tidy("".join(self._words[start + 1 :])).replace("\n", " ")
        # An address within a link is words.
        words = _AUTOLINK.sub(lambda found: _ALWAYS.sub(r"\\\1", found[1]), words)
        del self._words[start:]
        target = href.strip()
        if not target.lower().startswith(_SCHEMES) or not words:
            self._words.append(words)
        elif words.replace("\\", "") in {target, target.removeprefix("mailto:"), target.rstrip("/")}:
            self._words.append(f"<{target.removeprefix('mailto:')}>" if " " not in target else words)
        else:
            target = re.sub(r"\s", "%20", target).replace("(", "%28").replace(")", "%29").replace("<", "%3C")
            self._words.append(f"[{words}]({target})")

    def _put(self, text: str, *, tight: bool = False) -> None:
        """Write a block behind its prefix; an item's first line bears its bullet."""
        prefix = "".join([one.prefix for one in self._within if one.prefix][-NESTED_MOST:])
        first = prefix[: len(prefix) - len(self._bullet)] + self._bullet
        follows = bool(self._bullet and self._blocks and _ITEM.match(self._blocks[-1]))
        if self._blocks and not tight and not follows:
            self._blocks.append(first[: len(first) - len(self._bullet)].rstrip())
        self._bullet, self._in_table = "", False
        for n, line in enumerate(text.split("\n")):
            self._blocks.append(((first if n == 0 else prefix) + line).rstrip())


_NO_CONTROLS: Final = {1: None, 2: None, 3: None}


def _last(items: list[str], item: str) -> int:
    """Return where `item` is for the last time; 0 if it is not."""
    return max((i for i, one in enumerate(items) if one == item), default=0)


def _start_of(given: dict[str, str]) -> int:
    start = given.get("start", "1")
    return int(start) if start.isdecimal() and len(start) < 6 else 1


def _tidy(text: str) -> str:
    """Return lines without blanks around them, no more than one empty line in a row."""
    lines = [re.sub(r" {2,}", " ", line).strip(" ") for line in text.replace("\1", "").split("\n")]
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip("\n ")


def _without_pairs(text: str) -> str:
    """Return text with marks of emphasis only where they close around words; signs 2 and 3 open and close one."""
    out: list[str] = []
    stack: list[tuple[int, str]] = []
    for part in re.split(r"([\2\3](?:\*\*|\*|~~|`))", text):
        if not part:
            continue
        if part[0] == "\2":
            stack.append((len(out), part[1:]))
            out.append("")
        elif part[0] == "\3":
            if stack and stack[-1][1] == part[1:]:
                _close_mark(out, *stack.pop())
        else:
            out.append(part)
    return "".join(out)


def _close_mark(out: list[str], start: int, mark: str) -> None:
    """Put `mark` around what was written since `start`, inside its blanks; around nothing there is none."""
    inner = "".join(out[start + 1 :])
    del out[start:]
    words = inner.strip(" \n")
    if not words or "\n\n" in words:
        out.append(inner)
        return
    before, after = inner[: len(inner) - len(inner.lstrip(" \n"))], inner[len(inner.rstrip(" \n")) :]
    if mark == "`":
        words = words.replace("\\", "").replace("`", "'").replace("\n", " ")
    out.append(f"{before}{mark}{words}{mark}{after}")
