"""Alerts: a quotation that begins with `[!NOTE]` is a labelled block in the reader's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

LABELS: Final = {
    "note": {"en": "Note", "es": "Nota"},
    "tip": {"en": "Tip", "es": "Consejo"},
    "important": {"en": "Important", "es": "Importante"},
    "warning": {"en": "Warning", "es": "Advertencia"},
    "caution": {"en": "Caution", "es": "Precaución"},
}
"""Kind of alert to its label by language."""

_MARK: Final = re.compile(rf"\[!({'|'.join(LABELS)})\][ \t]*\n?", re.IGNORECASE)


def label(kind: str, locale: str) -> str:
    """Return the label of an alert in the reader's language; English where there is none."""
    names = LABELS[kind]
    return names.get(locale[:2].lower(), names["en"])


def mark_alerts(state: StateCore) -> None:
    """Core rule, after blocks and before inline: turn marked quotations into alerts."""
    tokens = state.tokens
    for i in range(len(tokens) - 2):
        if tokens[i].type != "blockquote_open" or tokens[i + 2].type != "inline":
            continue
        inline = tokens[i + 2]
        mark = _MARK.match(inline.content)
        if not mark:
            continue
        close = _closing(tokens, i)
        for token, kind in ((tokens[i], "alert_open"), (tokens[close], "alert_close")):
            token.type, token.meta = kind, {"alert": mark[1].lower()}
        inline.content = inline.content[mark.end() :]
        if not inline.content.strip():
            tokens[i + 1].hidden = tokens[i + 3].hidden = True


def _closing(tokens: Sequence[Token], start: int) -> int:
    """Return the index of the token that closes the quotation opened at `start`."""
    level = tokens[start].level
    return next(
        j for j in range(start + 1, len(tokens)) if tokens[j].type == "blockquote_close" and tokens[j].level == level
    )
