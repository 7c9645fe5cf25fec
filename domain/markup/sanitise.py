"""What may stay in HTML: the last gate before a reader, and the first for HTML that comes from outside."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

TAGS: Final = frozenset(
    "a abbr b blockquote br caption cite code dd del details dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li "
    "mark ol p pre q s samp small span strike strong sub summary sup table tbody td tfoot th thead tr u ul var".split()
)
MESSAGE_TAGS: Final = TAGS - {"h1", "h2", "details", "summary", "img", "div"}
"""A message is a few lines among others: nothing in it may look like a part of the window."""

DROPPED_WITH_CONTENT: Final = frozenset(
    {"script", "style", "title", "head", "iframe", "object", "template", "noscript"}
)

_SPANS: Final = {"colspan", "rowspan", "align"}
ATTRIBUTES: Final = {
    "*": {"id", "dir", "lang"},
    "a": {"href", "name", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "li": {"value"},
    "ol": {"start", "type"},
    "p": {"align"},
    "table": {"role", "width", "cellpadding", "cellspacing"},
    "td": _SPANS,
    "th": _SPANS | {"scope"},
}
CLASSES: Final = {
    "table": {"alert", "alert-note", "alert-tip", "alert-important", "alert-warning", "alert-caution", "grid"},
    "p": {"alert-title", "picture"},
    "span": {"picture"},
}
SOURCE_SCHEMES: Final = ("https:", "mostrador:", "data:image/png;base64,", "data:image/jpeg;base64,")
"""Pictures are shown from here only, and only if the viewer's own callback named them."""

_NOWHERE: Final = re.compile(r'<a(?: title="[^"]*")? rel="noopener noreferrer">(.*?)</a>', re.DOTALL)

Href = Callable[[str], str | None]


def sanitise(html: str, href: Href, *, tags: frozenset[str] = TAGS) -> str:
    """Return `html` with nothing in it but `tags`, their harmless attributes and links that `href` lets through."""
    import nh3  # costs 5 ms: whoever shows no text does not pay

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name == "href":
            return href(value)
        if name == "src":
            return value if value.lower().startswith(SOURCE_SCHEMES) else None
        return value

    cleaned = nh3.clean(
        html,
        tags=set(tags),
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items() if tag == "*" or tag in tags},
        attribute_filter=attribute,
        url_schemes={"http", "https", "mailto", "tel", "mostrador", "data"},
        allowed_classes={tag: set(names) for tag, names in CLASSES.items() if tag in tags},
        link_rel="noopener noreferrer",
    )
    # What leads nowhere must not look as if it did.
    return _NOWHERE.sub(r"\1", cleaned)
