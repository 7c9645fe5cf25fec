"""Mutations of articles: create, edit, publish, archive, feedback, and deciding between two texts."""

from __future__ import annotations

from datetime import datetime

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from domain.access import Action
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId, derived_id
from domain.merge import merge_text
from domain.mutations.registry import Args, Context, RecordStore, checked_text, must_be_new, must_get, mutation
from domain.records import Article, ArticleFeedback, ArticleRevision
from domain.words import ArticleStatus, RevisionState, Visibility

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
    """New text, written on top of the revision its author saw. What is not given stays as it is."""

    base_revision_id: RecordId
    title: str
    body: str
    settles_id: RecordId | None = None
    """The text in conflict that this decides about."""
    summary: str | UnsetType = UNSET
    category_id: RecordId | None | UnsetType = UNSET
    visibility: Visibility | UnsetType = UNSET
    tags: tuple[str, ...] | UnsetType = UNSET
    review_at: datetime | None | UnsetType = UNSET


class DropDraft(ArticleArgs, frozen=True, kw_only=True):
    """Leave the article as it is: a text in conflict with it stays in the history only."""

    revision_id: RecordId


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
    revision = _revision(context, article.id, article.title, article.body)
    store.put(replace(article, revision_id=revision.id))
    store.put(revision)


@mutation("article.edit")
def edit(store: RecordStore, context: Context, args: EditArticle) -> None:
    """Write a text. If somebody else's came in between, both are merged; where that cannot be, this one is a draft.

    Either way the author's own text is a revision of its own: what they write next, they write on top of that.
    """
    context.require(Action.EDIT_ARTICLE)
    article = must_get(store, Article, args.article_id)
    base = _revision_of(store, article, args.base_revision_id)
    title = checked_text(args.title, "title", longest=TITLE_LONGEST)
    body = checked_text(args.body, "body", longest=BODY_LONGEST)
    if args.settles_id is not None:
        _settle(store, _revision_of(store, article, args.settles_id))
    if base.state is RevisionState.CONFLICT and base.previous_id is not None:
        # Written on a draft that is still undecided: it takes the draft's place.
        _settle(store, base)
        base = _revision_of(store, article, base.previous_id)
    mine = _revision(context, article.id, title, body, previous_id=base.id)
    if store.get(ArticleRevision, mine.id) is not None:
        # The server has taken this edit already, and its author does not know yet: merged with itself, it would be
        # a text that nobody else has.
        return
    text: ArticleRevision | None = mine
    if base.id != article.revision_id:
        text = _merged(context, article, base, mine)
        mine = replace(mine, state=RevisionState.MERGED if text else RevisionState.CONFLICT)
        store.put(mine)
    after = _with_properties(article, args)
    if text is not None:
        store.put(text)
        after = replace(after, title=text.title, body=text.body, revision_id=text.id)
    if after != article:
        store.put(replace(after, updated_at=context.now))


def _merged(context: Context, article: Article, base: ArticleRevision, mine: ArticleRevision) -> ArticleRevision | None:
    """Return what the article's text and `mine`, both made from `base`, come to; None if they cannot be merged."""
    title = merge_text(base.title, mine.title, article.title)
    body = merge_text(base.body, mine.body, article.body)
    if title is None or body is None or len(body) > BODY_LONGEST:
        return None
    merged = _revision(context, article.id, title, body, previous_id=article.revision_id, label="merge")
    return replace(merged, merged_id=mine.id)


def _with_properties(article: Article, args: EditArticle) -> Article:
    """Return the article with what the edit sets beside the text; each property by itself, the last to arrive wins."""
    given = {
        name: value
        for name in ("summary", "category_id", "visibility", "review_at")
        if (value := getattr(args, name)) is not UNSET
    }
    if args.tags is not UNSET:
        given["tags"] = tuple(sorted(set(args.tags)))
    return replace(article, **given)


@mutation("article.drop_draft")
def drop_draft(store: RecordStore, context: Context, args: DropDraft) -> None:
    """Decide for the article as it is."""
    context.require(Action.EDIT_ARTICLE)
    article = must_get(store, Article, args.article_id)
    _settle(store, _revision_of(store, article, args.revision_id))


def _revision_of(store: RecordStore, article: Article, revision_id: RecordId) -> ArticleRevision:
    """Return a text of the article's.

    Raises:
        MutationRejected: CONFLICT, if it is not here, or another article's: nothing can be held against it.
    """
    revision = store.get(ArticleRevision, revision_id)
    if revision is None or revision.article_id != article.id:
        raise MutationRejected(RejectCode.CONFLICT, base=revision_id, current=article.revision_id)
    return revision


def _settle(store: RecordStore, revision: ArticleRevision) -> None:
    """Note that somebody decided about a text in conflict; one about which nothing is to be decided stays as it is."""
    if revision.state is RevisionState.CONFLICT:
        store.put(replace(revision, state=RevisionState.SETTLED))


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


def _revision(
    context: Context,
    article_id: RecordId,
    title: str,
    body: str,
    previous_id: RecordId | None = None,
    label: str = "revision",
) -> ArticleRevision:
    """Return the actor's text as a revision of its own."""
    return ArticleRevision(
        id=context.derived_id(label),
        article_id=article_id,
        author_id=context.actor.user_id,
        at=context.now,
        title=title,
        body=body,
        previous_id=previous_id,
    )
