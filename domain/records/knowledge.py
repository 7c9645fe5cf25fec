"""The knowledge base: shelves, articles, their texts and what readers say of them."""

from __future__ import annotations

from datetime import datetime

from domain.ids import RecordId
from domain.records.base import Record
from domain.words import ArticleStatus, Audience, RevisionState, Visibility


class Category(Record, frozen=True, kw_only=True):
    """A shelf of the knowledge base."""

    KIND = "category"

    key: str
    names: dict[str, str]
    """Name by locale."""
    parent_id: RecordId | None = None
    visibility: Visibility = Visibility.PUBLIC
    position: int = 0


class Article(Record, frozen=True, kw_only=True):
    """An answer in one language. Its translations share `translation_key`. Body is Markdown."""

    KIND = "article"

    slug: str
    """Path of the article inside its language; relative links between articles resolve against it."""
    locale: str
    translation_key: str
    title: str
    body: str
    summary: str = ""
    category_id: RecordId | None = None
    visibility: Visibility = Visibility.FRANCHISE
    status: ArticleStatus = ArticleStatus.DRAFT
    tags: tuple[str, ...] = ()
    owner_id: RecordId | None = None
    revision_id: RecordId | None = None
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None = None
    review_at: datetime | None = None
    helpful_count: int = 0
    unhelpful_count: int = 0


class ArticleRevision(Record, frozen=True, kw_only=True):
    """A text that somebody wrote for an article, or that two people's texts came to."""

    KIND = "article_revision"
    PARENT = ("article_id", "article")

    article_id: RecordId
    audience: Audience = Audience.INTERNAL
    author_id: RecordId
    at: datetime
    title: str
    body: str
    previous_id: RecordId | None = None
    """What it was written on."""
    merged_id: RecordId | None = None
    """For a merge: the other text that went into it."""
    state: RevisionState = RevisionState.APPLIED


class ArticleFeedback(Record, frozen=True, kw_only=True):
    """Whether an article helped one reader; a later word of the same reader replaces it."""

    KIND = "article_feedback"
    PARENT = ("article_id", "article")

    article_id: RecordId
    audience: Audience = Audience.INTERNAL
    user_id: RecordId
    helpful: bool
    comment: str = ""
    at: datetime
