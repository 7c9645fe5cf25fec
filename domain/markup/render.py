"""Rendering: articles in full, messages in a stricter mode; what comes out went through the sanitiser."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

from domain.ids import RecordId
from domain.markup.alerts import label, mark_alerts
from domain.markup.links import FindArticle, safe_href
from domain.markup.raw_html import readable
from domain.markup.sanitise import MESSAGE_TAGS, sanitise
from domain.text.markdown import Anchors, heading_parts, slug

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

FindPicture = Callable[[str], str | None]
"""Returns the address under which the viewer can show a picture's source, or None if it is not there."""

NESTING_MOST: Final = 100
"""Quotations and lists within one another: far more than anyone writes, and few enough for Python's stack."""
_BARE_ADDRESS: Final = re.compile(r"(?<![\w<(\"'=/\[])https?://[^\s<>\[\]\"'`]*[^\s<>\[\]\"'`.,;:!?)]")
_FILE_NAME: Final = re.compile(r"([^/\\?#]+?)(?:\.\w{1,5})?(?:[?#].*)?$")
_EXPLICIT_ID: Final = re.compile(r"[ \t]*\{#[\w.:-]+[^}]*\}[ \t]*$")
_BETWEEN_WORDS: Final = re.compile(r"[-_\s]+")


def _no_article(slug: str) -> RecordId | None:
    return None


def _no_picture(source: str) -> str | None:
    return None


@dataclass
class _Page:
    """What one rendering knows; travels in the `env` of markdown-it, whose rules are shared by all renderings."""

    locale: str
    picture: FindPicture
    anchors: Anchors = field(default_factory=Anchors)
    seen: set[str] = field(default_factory=set)


def render_article(
    markdown: str,
    *,
    slug: str = "",
    locale: str = "en",
    article: FindArticle = _no_article,
    picture: FindPicture = _no_picture,
) -> str:
    """Return an article's body as HTML for a text view or a web page.

    Args:
        markdown: The body; raw HTML in it is cleaned.
        slug: The article's own, which its relative links start from.
        locale: The reader's language: labels of alerts.
        article: Finds articles by slug; a found one becomes `mostrador://article/<id>#anchor`, another is no link.
        picture: Finds pictures by source; one that is not there becomes its alternative text in a quiet box.
    """
    page = _Page(locale, picture)
    rough = _articles().render(markdown, {"page": page})
    return sanitise(rough, partial(safe_href, slug, find_article=article))


def render_message(
    markdown: str, *, locale: str = "en", article: FindArticle = _no_article, picture: FindPicture = _no_picture
) -> str:
    """Return a message's body as HTML: raw HTML stays text, line breaks stay, plain addresses become links."""
    page = _Page(locale, picture)
    rough = _messages().render(markdown, {"page": page})
    return sanitise(rough, partial(safe_href, "", find_article=article), tags=MESSAGE_TAGS)


def clean_html(html_text: str) -> str:
    """Return HTML that came from outside (a mail, a paste) without anything that could act; relative links go."""
    shown = readable(html_text, lambda _source, alt: _box(alt, inline=True))
    return sanitise(shown, partial(safe_href, "", find_article=_no_article))


@cache
def _articles() -> MarkdownIt:
    """Return the renderer of articles."""
    renderer = _renderer(raw_html=True, breaks=False)
    renderer.core.ruler.after("inline", "anchors", _number_headings)
    return renderer


@cache
def _messages() -> MarkdownIt:
    """Return the renderer of messages."""
    renderer = _renderer(raw_html=False, breaks=True)
    renderer.disable("lheading")  # a line of dashes below a sentence is a habit of mails, not a heading
    renderer.core.ruler.after("inline", "addresses", _link_addresses)
    renderer.core.ruler.after("inline", "headings", _flatten_headings)
    return renderer


def _renderer(*, raw_html: bool, breaks: bool) -> MarkdownIt:
    """Return markdown-it with our rules."""
    from markdown_it import MarkdownIt  # costs 40 ms: whoever shows no text does not pay

    options = {"html": raw_html, "breaks": breaks, "maxNesting": NESTING_MOST}
    renderer = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    renderer.core.ruler.after("block", "depth", _show_source_of_the_bottomless)
    renderer.core.ruler.after("depth", "alerts", mark_alerts)
    for name, rule in {
        "alert_open": _alert_open,
        "alert_close": _alert_close,
        "heading_open": _heading_open,
        "html_block": _raw,
        "html_inline": _raw,
        "image": _image,
        "paragraph_open": _paragraph_open,
        "table_open": _table_open,
    }.items():
        renderer.add_render_rule(name, rule)
    # Whether an address is safe is decided once, at the end; refused here, the author's brackets would show.
    renderer.validateLink = lambda url: True  # type: ignore[method-assign]
    return renderer


def _show_source_of_the_bottomless(state: Any) -> None:
    """Core rule: a text nested so deep that the parser leaves the rest out is shown as it was written."""
    if any(token.level >= NESTING_MOST - 1 for token in state.tokens):
        source = state.tokens[0].copy(type="code_block", tag="code", nesting=0, level=0, content=state.src)
        state.tokens = [source]


def _number_headings(state: Any) -> None:
    """Core rule: give each heading its anchor, those of the top level first, as the search index counts them."""
    page: _Page = state.env["page"]
    headings = [i for i, token in enumerate(state.tokens) if token.type == "heading_open"]
    for i in sorted(headings, key=lambda i: state.tokens[i].level > 0):
        words, explicit = heading_parts(state.tokens[i + 1].content)
        anchor = page.anchors.claim(words, explicit)
        state.tokens[i].attrSet("id", anchor)
        page.seen.add(anchor)
    for i in headings:
        words, _ = heading_parts(state.tokens[i + 1].content)
        if slug(words) not in page.seen:
            page.seen.add(slug(words))
            state.tokens[i].meta["alias"] = slug(words)
        for token in state.tokens[i + 1].children[-1:]:
            token.content = _EXPLICIT_ID.sub("", token.content)


def _flatten_headings(state: Any) -> None:
    """Core rule: a heading in a message is no larger than the conversation around it."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h4"


def _link_addresses(state: Any) -> None:
    """Core rule: turn plain addresses in text into links."""
    from markdown_it.token import Token

    for block in state.tokens:
        if block.type != "inline" or "http" not in block.content:
            continue
        children: list[Token] = []
        depth = 0
        for token in block.children:
            depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if token.type != "text" or depth:
                children.append(token)
                continue
            end = 0
            for found in _BARE_ADDRESS.finditer(token.content):
                children.append(Token("text", "", 0, content=token.content[end : found.start()]))
                children.append(Token("link_open", "a", 1, attrs={"href": found[0]}))
                children.append(Token("text", "", 0, content=found[0]))
                children.append(Token("link_close", "a", -1))
                end = found.end()
            children.append(Token("text", "", 0, content=token.content[end:]))
        block.children = children


def _alert_open(self: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: Any) -> str:
    kind = tokens[i].meta["alert"]
    title = html.escape(label(kind, env["page"].locale))
    return (
        f'<table class="alert alert-{kind}" role="presentation" width="100%" cellpadding="8" cellspacing="0">'
        f'<tr><td><p class="alert-title"><strong>{title}</strong></p>\n'
    )


def _alert_close(self: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: Any) -> str:
    return "</td></tr></table>\n"


def _table_open(self: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: Any) -> str:
    return '<table class="grid" cellpadding="6" cellspacing="0">\n'


def _heading_open(self: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: Any) -> str:
    alias = tokens[i].meta.get("alias")
    opened = self.renderToken(tokens, i, options, env)
    return opened + (f'<a name="{html.escape(alias)}"></a>' if alias else "")


def _paragraph_open(self: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: Any) -> str:
    """A paragraph that is nothing but a picture that is not there is a box of its own."""
    children = [c for c in tokens[i + 1].children or [] if c.type != "softbreak" and (c.type != "text" or c.content)]
    if not tokens[i].hidden and len(children) == 1 and children[0].type == "image":
        children[0].meta["alone"] = env["page"].picture(str(children[0].attrGet("src") or "")) is None
        if children[0].meta["alone"]:
            return '<p class="picture">'
    return self.renderToken(tokens, i, options, env)


def _image(self: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: Any) -> str:
    token = tokens[i]
    alt = self.renderInlineAsText(token.children, options, env) if token.children else ""
    return _picture(
        env["page"], str(token.attrGet("src") or ""), alt or str(token.attrGet("title") or ""), token.meta.get("alone")
    )


def _raw(self: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: Any) -> str:
    return readable(tokens[i].content, partial(_picture, env["page"]))


def _picture(page: _Page, source: str, alt: str, alone: bool | None = False) -> str:
    """Return a picture that is there, or the words for it."""
    found = page.picture(source) if source else None
    if found:
        return f'<img src="{html.escape(found)}" alt="{html.escape(alt)}">'
    name = _FILE_NAME.search(source)
    words = alt.strip() or (_BETWEEN_WORDS.sub(" ", name[1]) if name and not source.startswith("data:") else "")
    return html.escape(words, quote=False) if alone else _box(words, inline=True)


def _box(words: str, *, inline: bool) -> str:
    """Return the words for a picture in their quiet box, nothing without words."""
    return f'<span class="picture">{html.escape(words, quote=False)}</span>' if words and inline else words
