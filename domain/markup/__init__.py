"""Markdown to safe HTML: articles and messages as the client's text view and a web page both show them.

The libraries are imported on the first rendering, not with this package: the client's start does not pay for them.

Classes in the output, for whoever styles it: `alert` with `alert-note|tip|important|warning|caution` (a one-cell table,
which Qt's rich text can fill and frame) and `alert-title` inside it, `grid` (tables of the text), `picture` (the
alternative text of a picture that is not there).
"""

from __future__ import annotations

from domain.markup.links import ArticlePaths, anchor_of, link_target
from domain.markup.quotes import as_quotation, parts_of
from domain.markup.render import clean_html, render_article, render_message

__all__ = [
    "ArticlePaths",
    "anchor_of",
    "as_quotation",
    "clean_html",
    "link_target",
    "parts_of",
    "render_article",
    "render_message",
]
