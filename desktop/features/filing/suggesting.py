"""What may spare somebody the ticket that they are writing: guides, solved tickets, and one that is there already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from desktop.background.operations import Cancelled, ReadOp, WriteOp
from desktop.features.filing.operations import DRAFT, Draft
from desktop.shell import moments
from desktop.shell.article_setting import pieces_of
from desktop.shell.workspace import Workspace
from domain.plain import Plain
from sync.replica.reading import articles, conversation, similar, tickets
from sync.replica.reading.reader import Reader
from sync.replica.reading.similar import ReportedRow, SolvedRow

GUIDES, SOLVED, REPORTED = 3, 2, 2
"""How many of each are shown."""
EXCERPT_MOST = 84
TYPED_MOST = 400
"""So much of what is typed is looked at: beginnings say what it is about."""


class Guide(Plain):
    """A guide that may solve it."""

    id: str
    title: str
    summary: str
    helped: int
    asked: int


class Found(Plain):
    """All that may spare a ticket."""

    reported: tuple[ReportedRow, ...] = ()
    guides: tuple[Guide, ...] = ()
    solved: tuple[SolvedRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.reported or self.guides or self.solved)


def suggestions(work: Workspace, parent: QObject, draft: Draft) -> ReadOp[Found]:
    """Find it all, on this computer alone."""
    language, user_id = work.locale, work.user_id
    typed = f"{draft.title} {draft.body[:TYPED_MOST]}".strip()

    def run(reader: Reader, cancelled: Cancelled) -> Found:
        reported = similar.reported(reader, draft.store_id, draft.topic_id, user_id, REPORTED)
        if not typed:
            return Found(tuple(reported))
        guides = _guides(work.index, reader, f"{typed[:120]} ", language, cancelled) if work.index is not None else []
        solved = similar.solved(reader, typed, language, draft.topic_id, SOLVED, cancelled)
        return Found(tuple(reported), tuple(guides), tuple(solved))

    return work.search(parent, run)


def _guides(index: Any, reader: Reader, typed: str, language: str, cancelled: Cancelled) -> list[Guide]:
    found = []
    for hit in index.search(typed, language=language, limit=GUIDES, cancelled=cancelled).hits:
        article = articles.text(reader, hit.article_id)
        if article is not None:
            asked = article.helpful_count + article.unhelpful_count
            summary = article.summary or _excerpt(index, hit, typed, language, article.body)
            found.append(Guide(article.id, article.title, summary, article.helpful_count, asked))
    return found


def _excerpt(index: Any, hit: Any, typed: str, language: str, body: str) -> str:
    """What a guide says of it, in two lines."""
    cut = index.snippets([hit], typed, language=language, read_body=lambda _id: body).values()
    return cut_short(next((snippet.text for snippet in cut), ""))


def cut_short(text: str) -> str:
    """The beginning of a text, in two lines."""
    text = " ".join(text.split())
    if len(text) <= EXCERPT_MOST:
        return text
    return text[:EXCERPT_MOST].rsplit(" ", 1)[0].rstrip(".,;:") + "…"


class Reading(Plain):
    """Something to be read beside the form: its title, and its HTML in pieces for an `ArticleSetter`."""

    title: str
    pieces: tuple[str, ...]


def guide(work: Workspace, parent: QObject, article_id: str) -> ReadOp[Reading | None]:
    """Read a guide."""
    locale = work.locale

    def run(reader: Reader) -> Reading | None:
        from domain.markup import render_article
        from sync.replica.reading.article_links import linked

        article = articles.text(reader, article_id)
        if article is None:
            return None
        html = render_article(
            article.body, slug=article.slug, locale=locale, article=lambda slug: linked(reader, slug, article.locale)
        )
        return Reading(article.title, pieces_of(html))

    return work.read(parent, run)


def solved_ticket(work: Workspace, parent: QObject, ticket_id: str) -> ReadOp[Reading | None]:
    """Read what was said on a ticket, who said it and when."""
    locale, present = work.locale, moments.now()

    def run(reader: Reader) -> Reading | None:
        from html import escape

        from domain.markup import render_message

        head = tickets.head(reader, ticket_id)
        if head is None:
            return None
        said = []
        for one in conversation.every(reader, ticket_id):
            if not one.internal:
                when = moments.short_day(moments.moment_of(one.created_at), present)
                said.append(f"<p><b>{escape(one.author or '…')}</b> · {when}</p>")
                said.append(render_message(one.body, locale=locale))
        return Reading(head.subject, pieces_of("".join(said)))

    return work.read(parent, run)


def end_without_ticket(work: Workspace, parent: QObject, article_id: str) -> WriteOp[None]:
    """What was read has solved it: the draft goes, and the guide is told that it helped."""
    if not article_id:
        return work.drop_draft(parent, DRAFT)
    return work.mutate(parent, "article.feedback", {"article_id": article_id, "helpful": True}, draft=DRAFT)


def follow_instead(work: Workspace, parent: QObject, ticket_id: str, draft: Draft, then: Callable[[], None]) -> None:
    """Follow a ticket that is there already; what was written for another one begins a reply to it, files and all."""
    target = f"reply:{ticket_id}"
    written = "\n\n".join(filter(None, (draft.title.strip(), draft.body.strip())))
    seen = conversation.last_message_id(work.reader, ticket_id)

    def moved(_done: object) -> None:
        work.draft_grown.emit(target)
        then()

    def followed(_done: object) -> None:
        work.move_draft(parent, DRAFT, target, written, seen).success(moved).run()

    work.mutate(parent, "ticket.follow", {"ticket_id": ticket_id, "following": True}).success(followed).run()
