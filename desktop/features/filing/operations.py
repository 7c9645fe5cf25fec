"""What the form for a new ticket reads and changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from PySide6.QtCore import QObject

from desktop.background.operations import Cancelled, ReadOp, WriteOp
from desktop.shell.workspace import Workspace
from sync.replica.reading import articles, directory, waiting
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import StoreRow, TopicRow

DRAFT = "new-ticket"
SUGGESTIONS = 3
EXCERPT_MOST = 84


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into the form so far; `article_id` is what was read before and did not help."""

    title: str = ""
    body: str = ""
    store_id: str = ""
    topic_id: str = ""
    article_id: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.title.strip() or self.body.strip())


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An article that may solve it."""

    article_id: str
    title: str
    summary: str
    helped: int
    asked: int


def stores(work: Workspace) -> list[StoreRow]:
    """Read the stores one may file for: one's own, or all for the desk."""
    me = work.me
    return directory.stores(work.reader, None if me.can("ticket.work") else me.store_ids)


def topics(work: Workspace) -> list[TopicRow]:
    """Read the topics."""
    return directory.topics(work.reader)


def kept_draft(work: Workspace) -> Draft:
    """Read what was begun before."""
    row = waiting.draft(work.reader, DRAFT)
    if row is None:
        return Draft()
    try:
        return Draft(**json.loads(row.body))
    except (ValueError, TypeError):
        # Written by another version: its text is worth more than its form.
        return Draft(body=row.body)


def taken_back(args: Mapping[str, Any], text: str) -> Draft:
    """The form of a ticket that was not accepted: its arguments, and all that was written in it."""
    title, store_id, topic_id = (str(args.get(name) or "") for name in ("title", "store_id", "topic_id"))
    return Draft(title, text, store_id, topic_id)


def joined(first: Draft, second: Draft) -> Draft:
    """Two drafts as one: the second's words stand below the first's."""
    words = "\n\n".join(part for part in (first.body.rstrip(), second.title.strip(), second.body.strip()) if part)
    return replace(first, body=words)


def keep_draft(work: Workspace, parent: QObject, draft: Draft, *, saved: Callable[[], object]) -> None:
    """Keep what is typed; `saved` is told once it is on the disk, as long as `parent` is there."""
    body = "" if draft.is_empty else json.dumps(asdict(draft), ensure_ascii=False)
    work.save_draft(DRAFT, body, saved=saved, parent=parent)


def suggestions(work: Workspace, parent: QObject, typed: str) -> ReadOp[list[Suggestion]]:
    """Find articles that may solve it."""
    language = work.locale

    def run(reader: Reader, cancelled: Cancelled) -> list[Suggestion]:
        if work.index is None:
            return []
        result = work.index.search(typed, language=language, limit=SUGGESTIONS, cancelled=cancelled)
        found = []
        for hit in result.hits:
            article = articles.text(reader, hit.article_id)
            if article is not None:
                asked = article.helpful_count + article.unhelpful_count
                summary = article.summary or _excerpt(work.index, hit, typed, language, article.body)
                found.append(Suggestion(article.id, article.title, summary, article.helpful_count, asked))
        return found

    return work.search(parent, run)


def _excerpt(index: Any, hit: Any, typed: str, language: str, body: str) -> str:
    """What a guide says of it, in two lines."""
    cut = index.snippets([hit], typed, language=language, read_body=lambda _id: body).values()
    text = next((" ".join(snippet.text.split()) for snippet in cut), "")
    if len(text) <= EXCERPT_MOST:
        return text
    return text[:EXCERPT_MOST].rsplit(" ", 1)[0].rstrip(".,;:") + "…"


def file(
    work: Workspace, parent: QObject, ticket_id: str, draft: Draft, language: str, files: list[dict[str, Any]]
) -> WriteOp[None]:
    """File the ticket; the draft goes with it."""
    args: dict[str, Any] = {
        "ticket_id": ticket_id,
        "message_id": work.new_id(),
        "title": draft.title.strip(),
        "body": draft.body.strip() or draft.title.strip(),
        "space_id": work.me.space_id,
        "store_id": draft.store_id or None,
        "topic_id": draft.topic_id or None,
        "type": "incident",
        "files": files,
    }
    if draft.article_id:
        read = articles.text(work.reader, draft.article_id)
        if read is not None:
            said = "Leí antes: {0}" if language == "es" else "I read this before: {0}"
            args["body"] += "\n\n" + said.format(f"[{read.title}](mostrador://article/{read.id})")
    return work.mutate(parent, "ticket.create", args, draft=DRAFT)
