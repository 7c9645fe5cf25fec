"""How an article that was begun is kept: what it says and whom it is for, below which a refused text can be put."""

from __future__ import annotations

import json

from domain.plain import Plain

MARK = "\x1f"
"""Between the title and what was chosen beside it, on the first line: nobody types it."""


class ArticleDraft(Plain):
    """What was typed of an article.

    Attributes:
        title: its title.
        body: its text.
        chosen: `visibility`, and `shelf` (empty for none), where they are others than those it was begun with.
    """

    title: str
    body: str
    chosen: dict[str, str] = {}

    @property
    def text(self) -> str:
        """All of it as one text; empty when nothing was written."""
        chosen = f"{MARK}{json.dumps(self.chosen)}" if self.chosen else ""
        return f"{self.title}{chosen}\n{self.body}" if self.title or self.body else ""


def article_draft(text: str) -> ArticleDraft:
    """What `text` was made of."""
    head, _, body = text.partition("\n")
    title, _, chosen = head.partition(MARK)
    return ArticleDraft(title, body, json.loads(chosen) if chosen else {})
