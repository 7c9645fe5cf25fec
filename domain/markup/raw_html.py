"""Raw HTML inside Markdown: what is no HTML stays readable as text, pictures go the way of all pictures."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Final

ShowPicture = Callable[[str, str], str]
"""Turns source and alternative text of a picture into what stands in its place, as HTML."""

KNOWN_TAGS: Final = frozenset(
    "a abbr address applet area article aside audio b base bdi bdo blockquote body br button canvas caption "
    "center cite code col colgroup dd del details dfn dialog div dl dt em embed fieldset figcaption figure font "
    "footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li "
    "link main map mark marquee math meta nav noscript object ol option p param picture pre q s samp script "
    "section select small source span strike strong style sub summary sup svg table tbody td template textarea "
    "tfoot th thead time title tr track tt u ul var video wbr".split()
)
"""Names of HTML elements. Anything else in angle brackets is an author's placeholder: `<your company>`."""

_TAG: Final = re.compile(r"<!--.*?-->|</?([A-Za-z][\w.:-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"([A-Za-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


def readable(raw: str, show_picture: ShowPicture) -> str:
    """Return `raw` with placeholders as text and its pictures shown by `show_picture`."""

    def replace(tag: re.Match[str]) -> str:
        name = (tag[1] or "").lower()
        if tag[1] is None or (name in KNOWN_TAGS and name != "img"):
            return tag[0]
        return _picture(tag[0], show_picture) if name == "img" else html.escape(tag[0], quote=False)

    return _TAG.sub(replace, raw)


def _picture(tag: str, show_picture: ShowPicture) -> str:
    """Return what stands in the place of an `<img>`."""
    found = {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(tag)}
    return show_picture(found.get("src", ""), found.get("alt", "") or found.get("title", ""))
