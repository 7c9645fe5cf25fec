"""The texts of mails: Markdown, one file per cause and language, filled in once for both forms of a mail.

A template names its values in braces. A paragraph that asks for one which is empty is left out. `{text}` stands in a
paragraph of its own: what somebody wrote is Markdown already, and whatever it opens it closes itself. So does `{link}`:
one address a line. Another link is written `[words]({name})`; the plain form has its words and its address.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import NamedTuple

from domain.markup import render_message

LOCALES = ("en", "es")
TEXT, LINK = "{text}", "{link}"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_NAME = re.compile(r"\{(\w+)\}")
_NAMED_LINK = re.compile(r"\[([^\]]+)\]\((\{\w+\})\)")


class Body(NamedTuple):
    """What a mail says, twice."""

    plain: str
    html: str


def language(locale: str) -> str:
    """Return the language in which somebody with `locale` gets mails."""
    wanted = locale.replace("_", "-").partition("-")[0].lower()
    return wanted if wanted in LOCALES else LOCALES[0]


def body(name: str, locale: str, values: Mapping[str, str], text: str = "") -> Body:
    """Return a template with its values filled in.

    Args:
        name: Which.
        locale: A language of `LOCALES`.
        values: Words by name: nothing in them means anything to Markdown.
        text: What somebody wrote, as Markdown.
    """
    plain: list[str] = []
    parts: list[str] = []
    for paragraph in _paragraphs(name, locale):
        if paragraph == TEXT and not text.strip():
            continue
        if paragraph == TEXT:
            plain.append(text.strip())
            parts.append(render_message(text, locale=locale))
        elif paragraph == LINK:
            plain.append(values["link"])
            parts += [f"<p>{_linked(line)}</p>" for line in values["link"].splitlines()]
        elif all(values[wanted] for wanted in _NAME.findall(paragraph)):
            plain.append(_NAMED_LINK.sub(r"\1: \2", paragraph).format_map(values))
            parts.append(render_message(paragraph.format_map(_Escaped(values)), locale=locale))
    shown = "\n".join(part.strip() for part in parts)
    page = f'<!DOCTYPE html>\n<html lang="{html.escape(locale)}">\n<body>\n{shown}\n</body>\n</html>\n'
    return Body("\n\n".join(plain) + "\n", page)


def _linked(line: str) -> str:
    """Return a line that ends in an address as HTML."""
    words, _, address = line.rpartition(" ")
    shown = html.escape(address, quote=True)
    return f'{html.escape(words)} <a href="{shown}">{shown}</a>'.strip()


class _Escaped(dict[str, str]):
    """Values in which every mark of Markdown stands for itself."""

    def __getitem__(self, key: str) -> str:
        return _PUNCTUATION.sub(r"\\\1", super().__getitem__(key))


@functools.cache
def _paragraphs(name: str, locale: str) -> tuple[str, ...]:
    source = files("resources").joinpath("mail", locale, f"{name}.md").read_text("utf-8")
    # A line break in a template is none in the mail: who reads it has a window of their own width.
    return tuple(" ".join(one.split()) for one in source.split("\n\n") if one.strip())
