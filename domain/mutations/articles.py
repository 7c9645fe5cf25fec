"""Mutations of articles: create, edit, publish, archive, feedback."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from domain.access import Action
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId, derived_id
from domain.mutations.registry import Args, Context, RecordStore, checked_text, must_be_new, must_get, mutation
from domain.records import Article, ArticleFeedback, ArticleRevision
from domain.words import ArticleStatus, Visibility

TITLE_LONGEST = 300
BODY_LONGEST = 400_000


class ArticleArgs(Args, frozen=True, kw_only=True):
    """Arguments that name an article."""

    article_id: RecordId

    def subject(self) -> RecordId:
        """Return the article's id."""
        return self.article_id


class CreateArticle(ArticleArgs, frozen=True, kw_only=True):
    """A new draft in one language."""

    slug: str
    locale: str
    title: str
    body: str
    translation_key: str = ""
    """What its translations share; its own id if empty."""
    summary: str = ""
    category_id: RecordId | None = None
    visibility: Visibility = Visibility.FRANCHISE
    tags: tuple[str, ...] = ()
    review_at: datetime | None = None
    owner_id: RecordId | None = None
    """Who keeps it true; its author if not given."""


class EditArticle(ArticleArgs, frozen=True, kw_only=True):
    """New text, written on top of the revision its author saw."""

    base_revision_id: RecordId
    title: str
    body: str
    summary: str | None = None
    category_id: RecordId | None = None
    visibility: Visibility | None = None
    tags: tuple[str, ...] | None = None
    review_at: datetime | None = None


class PublishArticle(ArticleArgs, frozen=True, kw_only=True):
    """Make the article readable by its audience."""


class ArchiveArticle(ArticleArgs, frozen=True, kw_only=True):
    """Take the article out of its readers' sight."""


class GiveFeedback(ArticleArgs, frozen=True, kw_only=True):
    """Whether the article helped."""

    helpful: bool
    comment: str = ""


@mutation("article.create", creates=True)
def create(store: RecordStore, context: Context, args: CreateArticle) -> None:
    """Begin a draft."""
    context.require(Action.EDIT_ARTICLE)
    must_be_new(store, Article, args.article_id)
    article = Article(
        id=args.article_id,
        slug=checked_text(args.slug, "slug", longest=TITLE_LONGEST),
        locale=args.locale,
        translation_key=args.translation_key or args.article_id,
        title=checked_text(args.title, "title", longest=TITLE_LONGEST),
        body=checked_text(args.body, "body", longest=BODY_LONGEST),
        summary=args.summary,
        category_id=args.category_id,
        visibility=args.visibility,
        tags=tuple(sorted(set(args.tags))),
        owner_id=args.owner_id or context.actor.user_id,
        created_at=context.now,
        updated_at=context.now,
        review_at=args.review_at,
    )
    _put_revision(store, context, article, previous_id=None)


@mutation("article.edit")
def edit(store: RecordStore, context: Context, args: EditArticle) -> None:
    """Replace the text; refused if somebody else's revision came in between, so that no text is lost."""
    context.require(Action.EDIT_ARTICLE)
    article = must_get(store, Article, args.article_id)
    if article.revision_id != args.base_revision_id:
        raise MutationRejected(RejectCode.CONFLICT, base=args.base_revision_id, current=article.revision_id)
    after = replace(
        article,
        title=checked_text(args.title, "title", longest=TITLE_LONGEST),
        body=checked_text(args.body, "body", longest=BODY_LONGEST),
        summary=article.summary if args.summary is None else args.summary,
        category_id=args.category_id or article.category_id,
        visibility=args.visibility or article.visibility,
        tags=article.tags if args.tags is None else tuple(sorted(set(args.tags))),
        review_at=args.review_at or article.review_at,
        updated_at=context.now,
    )
    _put_revision(store, context, after, previous_id=article.revision_id)


@mutation("article.publish")
def publish(store: RecordStore, context: Context, args: PublishArticle) -> None:
    """Publish a draft or bring an archived article back."""
    context.require(Action.PUBLISH_ARTICLE)
    article = must_get(store, Article, args.article_id)
    store.put(
        replace(
            article,
            status=ArticleStatus.PUBLISHED,
            published_at=article.published_at or context.now,
            updated_at=context.now,
        )
    )


@mutation("article.archive")
def archive(store: RecordStore, context: Context, args: ArchiveArticle) -> None:
    """Archive the article; its text and history stay."""
    context.require(Action.PUBLISH_ARTICLE)
    article = must_get(store, Article, args.article_id)
    store.put(replace(article, status=ArticleStatus.ARCHIVED, updated_at=context.now))


@mutation("article.feedback")
def feedback(store: RecordStore, context: Context, args: GiveFeedback) -> None:
    """Say whether the article helped; a later word of the same reader replaces the earlier."""
    article = must_get(store, Article, args.article_id)
    context.require(Action.FEEDBACK, article)
    feedback_id = derived_id(article.id, f"feedback/{context.actor.user_id}")
    earlier = store.get(ArticleFeedback, feedback_id)
    store.put(
        ArticleFeedback(
            id=feedback_id,
            article_id=article.id,
            user_id=context.actor.user_id,
            helpful=args.helpful,
            comment=args.comment.strip()[:2000],
            at=context.now,
        )
    )
    was = (earlier.helpful, not earlier.helpful) if earlier else (False, False)
    store.put(
        replace(
            article,
            helpful_count=article.helpful_count + args.helpful - was[0],
            unhelpful_count=article.unhelpful_count + (not args.helpful) - was[1],
        )
    )


def _put_revision(store: RecordStore, context: Context, article: Article, previous_id: RecordId | None) -> None:
    """Store `article` with its text as a new revision."""
    revision = ArticleRevision(
        id=context.derived_id("revision"),
        article_id=article.id,
        author_id=context.actor.user_id,
        at=context.now,
        title=article.title,
        body=article.body,
        previous_id=previous_id,
    )
    store.put(replace(article, revision_id=revision.id))
    store.put(revision)
