"""What documentation sites write beside Markdown, put into plain Markdown with alerts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from domain.text.markdown import plain

_FENCED: Final = re.compile(r"^([ \t>]*)(`{3,}|~{3,}).*?(?:^[ \t>]*\2[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_DANGER: Final = re.compile(r"<(script|style|iframe|object)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_IMAGE: Final = re.compile(r":::[ \t]*image\b(.*?):::(?:[ \t]*$)?", re.MULTILINE)
_IMAGE_END: Final = re.compile(r":::[ \t]*image-end[ \t]*:::")
_COLUMNS: Final = re.compile(
    r"^[ \t>]*:::[ \t]*(?:row|column|zone|moniker|code)[\w-]*[^:\n]*(?::::)?[ \t]*\n?", re.MULTILINE
)
_ATTRIBUTE: Final = re.compile(r"([\w-]+)=\"([^\"]*)\"")
_VIDEO: Final = re.compile(r"^([ \t>]*)\[!VIDEO[ \t]+<?(https?://[^\]\s>]+)>?[ \t]*\]", re.IGNORECASE | re.MULTILINE)
_DIV: Final = re.compile(r"^[ \t>]*\[!div\b[^\]\n]*\][ \t]*\n?", re.IGNORECASE | re.MULTILINE)
_TAB: Final = re.compile(r"^([ \t]*#{1,6}[ \t]+)\[([^\]]+)\]\(#tab/[^)]*\)", re.MULTILINE)
_BANG: Final = re.compile(r"!\[!(?=\w)")
_ALERT_INSIDE: Final = re.compile(r"^(?P<quote>[ \t]*>[^\n]*\S[^\n]*\n)(?=[ \t]*>[ \t]*\[!\w+\])", re.MULTILINE)
_ALERT_OUTSIDE: Final = re.compile(
    r"^(?P<indent>[ \t]*)(?=\[!(?:note|tip|important|warning|caution)\][ \t]*\n[ \t]*>)", re.IGNORECASE | re.MULTILINE
)
_TABLE: Final = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<head>[^\n|]*\|[^\n]*)\n(?P<rule>[ \t>]*\|?[ \t:]*-[ \t:-]*(?:\|[ \t:-]*)+)$", re.MULTILINE
)
_CELL_END: Final = re.compile(r"(?<!\\)\|")
_TITLE: Final = re.compile(r"\A\s*#[ \t]+(.+?)[ \t#]*(?:\n|\Z)")


def plain_markdown(text: str) -> str:
    """Return `text` without comments, scripts and layout, with pictures, videos and tabs as Markdown knows them.

    What stands in fenced code is left as it is.
    """
    return _outside_code(text.replace("\r\n", "\n").replace("\r", "\n"), _plain)


def without_title(body: str, title: str) -> str:
    """Return the body without a first heading that only says the title again."""
    found = _TITLE.match(body)
    return (
        body[found.end() :].lstrip("\n") if found and plain(found[1]) == plain(title) and "<" not in found[1] else body
    )


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts, end = list[str](), 0
    for code in _FENCED.finditer(text):
        parts += [change(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, change(text[end:])])


def _plain(text: str) -> str:
    text = _DANGER.sub("", _COMMENT.sub("", text))
    if ":::" in text:
        text = _COLUMNS.sub("", _IMAGE_END.sub("", _IMAGE.sub(_image, text)))
    if "[!" in text:
        text = _BANG.sub("![", _DIV.sub("", _VIDEO.sub(r"\1[Video](\2)", text)))
        text = _ALERT_OUTSIDE.sub(r"\g<indent>> ", _ALERT_INSIDE.sub(r"\g<quote>\n", text))
    if "|" in text:
        text = _TABLE.sub(_table, text)
    return _TAB.sub(r"\1\2", text)


def _image(found: re.Match[str]) -> str:
    given = dict(_ATTRIBUTE.findall(found[1]))
    alt = re.sub(r"([\[\]])", r"\\\1", given.get("alt-text", ""))
    source = given.get("source", "").replace(" ", "%20")
    return f"![{alt}]({source})"


def _table(found: re.Match[str]) -> str:
    """Return head and rule of a table with the same number of columns: else Markdown sees no table at all."""
    head, rule = found["head"].rstrip(), found["rule"].rstrip()
    columns, ruled = _columns(head), _columns(rule.lstrip(" \t>"))
    if columns == ruled and "||" not in rule:
        return found[0]
    if columns < ruled:
        head = f"{head.removesuffix('|')}|" + " |" * (ruled - columns)
    return f"{found['indent']}{head}\n{found['indent']}|" + "---|" * max(columns, ruled)


def _columns(line: str) -> int:
    return len(_CELL_END.findall(line.strip().removeprefix("|").removesuffix("|"))) + 1
