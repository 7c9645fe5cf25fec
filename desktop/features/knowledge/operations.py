"""What the knowledge base reads and changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from PySide6.QtCore import QObject

from desktop.background.operations import Cancelled, ReadOp, WriteOp
from desktop.background.tasks import SYNC
from desktop.features.knowledge.model import Excerpt, HitRow
from desktop.shell import wording
from desktop.shell.workspace import Workspace
from sync.replica.reading import articles, directory, finding
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import ArticleText

HITS_MOST = 30


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query.

    Attributes:
        asked: the query.
        growing: guides are still being taken in: what was not found may be there in a moment.
        took_ms: how long it took.
    """

    asked: str
    articles: tuple[HitRow, ...]
    total: int
    did_you_mean: str | None
    growing: bool
    took_ms: float


def search(work: Workspace, parent: QObject, query: str, language: str) -> ReadOp[Found]:
    """Search articles; the hits come without excerpts."""
    coming = work.tasks.runs(SYNC)

    def run(reader: Reader, cancelled: Cancelled) -> Found:
        began = perf_counter()
        if work.index is None:
            return Found(query, (), 0, None, True, 0.0)
        result = work.index.search(query, language=language, limit=HITS_MOST, cancelled=cancelled)
        shelves = directory.categories(reader)
        meant = result.did_you_mean or query
        rows = []
        for hit in result.hits:
            kept = articles.row(reader, hit.article_id)
            if kept is not None:
                foot = foot_of(kept.category_id, kept.visibility, shelves, language)
                rows.append(
                    HitRow("article", kept.id, hit.title, foot, title_marks(hit.title, meant), hit.section_anchor)
                )
        took_ms = (perf_counter() - began) * 1000
        growing = coming or str(result.state) == "rebuilding"
        return Found(query, tuple(rows), result.total, result.did_you_mean, growing, took_ms)

    return work.search(parent, run)


def title_marks(title: str, query: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a query stand in a title, their endings aside."""
    from domain.text.query import parse

    folded = title.casefold()
    marks = []
    for word in parse(query).words:
        stem = word.text[: max(3, len(word.text) - 2)]
        place = folded.find(stem)
        if place >= 0 and (place == 0 or not folded[place - 1].isalnum()):
            end = place
            while end < len(folded) and folded[end].isalnum():
                end += 1
            marks.append((place, end))
    return tuple(sorted(marks))


def excerpts(
    work: Workspace, parent: QObject, query: str, language: str, rows: Sequence[HitRow]
) -> ReadOp[dict[str, Excerpt]]:
    """Cut excerpts for these rows."""

    def run(reader: Reader, cancelled: Cancelled) -> dict[str, Excerpt]:
        from sync.search import Hit

        index = work.index
        if index is None:
            return {}
        found: dict[str, Excerpt] = {}
        for row in rows:
            if cancelled():
                return {}
            hit = Hit(row.id, 0.0, row.title, language, row.anchor)  # type: ignore[arg-type]
            cut = index.snippets([hit], query, language=language, read_body=lambda one: articles.body(reader, one))
            for one in cut.values():
                found[row.id] = Excerpt(one.text, one.marks, one.section_anchor)
        return found

    return work.search(parent, run)


def latest(work: Workspace, parent: QObject, language: str) -> ReadOp[list[tuple[HitRow, Excerpt]]]:
    """List the latest articles, for when nothing is asked; editors see drafts first."""
    drafts = work.me.can("kb.edit")

    def run(reader: Reader) -> list[tuple[HitRow, Excerpt]]:
        shelves = directory.categories(reader)
        return [
            (
                HitRow(
                    "article",
                    row.id,
                    row.title,
                    _listed_foot(row.status, row.category_id, row.visibility, shelves, language),
                    brief=not row.summary,
                ),
                Excerpt(row.summary),
            )
            for row in articles.listed(reader, language, drafts=drafts)
        ]

    return work.read(parent, run)


def _listed_foot(
    status: str, category_id: str | None, visibility: str, shelves: dict[str, dict[str, str]], language: str
) -> str:
    foot = foot_of(category_id, visibility, shelves, language)
    return foot if status == "published" else f"{wording.word(wording.ARTICLE_STATUS, status)} · {foot}"


def foot_of(category_id: str | None, visibility: str, shelves: dict[str, dict[str, str]], language: str) -> str:
    """Where an article belongs and whom it is for."""
    shelf = wording.named(shelves.get(category_id or "", {}), language)
    whom = wording.word(wording.VISIBILITY, visibility)
    return f"{shelf}, {whom[:1].lower()}{whom[1:]}" if shelf else whom


def found_tickets(work: Workspace, parent: QObject, query: str) -> ReadOp[list[HitRow]]:
    """Search the tickets one may see."""

    def run(reader: Reader) -> list[HitRow]:
        rows = []
        for row in finding.tickets(reader, query, 8):
            number = f"#{row.number}" if row.number is not None else wording.word(wording.NUMBER, "none")
            rows.append(
                HitRow("ticket", row.id, row.subject, ", ".join(p for p in (number, row.store) if p), status=row.status)
            )
        return rows

    return work.read(parent, run)


def give_feedback(work: Workspace, parent: QObject, article_id: str, *, helpful: bool) -> WriteOp[None]:
    """Say whether an article helped."""
    return work.mutate(parent, "article.feedback", {"article_id": article_id, "helpful": helpful})


@dataclass(frozen=True, slots=True)
class Text:
    """What an editor has written."""

    title: str
    body: str
    visibility: str
    category_id: str | None
    summary: str = ""


def create(
    work: Workspace, parent: QObject, article_id: str, slug: str, locale: str, text: Text, draft: str
) -> WriteOp[None]:
    """Begin an article."""
    args = {
        "article_id": article_id, "slug": slug, "locale": locale, "title": text.title, "body": text.body,
        "visibility": text.visibility, "category_id": text.category_id, "summary": text.summary,
    }  # fmt: skip
    return work.mutate(parent, "article.create", args, draft=draft)


def edit(
    work: Workspace, parent: QObject, article: ArticleText, base_revision_id: str, text: Text, draft: str
) -> WriteOp[None]:
    """Change an article, its text written on that of `base_revision_id`; properties left as they were are not sent."""
    args: dict[str, Any] = {
        "article_id": article.id, "base_revision_id": base_revision_id, "title": text.title, "body": text.body,
    }  # fmt: skip
    if text.visibility != article.visibility:
        args["visibility"] = text.visibility
    if text.category_id != article.category_id:
        args["category_id"] = text.category_id
    return work.mutate(parent, "article.edit", args, draft=draft)


def publish(work: Workspace, parent: QObject, article_id: str) -> WriteOp[None]:
    """Make an article readable by its audience."""
    return work.mutate(parent, "article.publish", {"article_id": article_id})


def archive(work: Workspace, parent: QObject, article_id: str) -> WriteOp[None]:
    """Take an article out of its readers' sight."""
    return work.mutate(parent, "article.archive", {"article_id": article_id})


def shelves(work: Workspace) -> dict[str, dict[str, str]]:
    """Read the shelves' names by id."""
    return directory.categories(work.reader)


def my_word(work: Workspace, article_id: str) -> bool | None:
    """Read whether I said that an article helped."""
    from domain.ids import derived_id

    return articles.my_feedback(work.reader, derived_id(article_id, f"feedback/{work.user_id}"))
