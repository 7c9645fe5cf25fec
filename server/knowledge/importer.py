"""Brings a folder's articles into the knowledge base: through mutations, in batches, the same twice as once."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from babel import Locale, UnknownLocaleError

from domain.access import Actor
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId, SpaceId
from domain.mutations.articles import CreateArticle, EditArticle, PublishArticle
from domain.mutations.structure import NAME_LONGEST, Save
from domain.records import Article, Category
from domain.words import Visibility
from server.accounts.queries import session_on
from server.acting import act, fresh_id
from server.db.database import Database, WriteSession
from server.knowledge.contents import Shelf
from server.knowledge.errors import UnreadableFile
from server.knowledge.folder import Draft, Folder
from server.knowledge.tables import ImportedFile

BATCH_ARTICLES = 100
"""A new article stamps its scopes (three at most) and a revision: a batch stays far below a transaction's 5,000 rows,
and on SQLite other writers wait a fraction of a second."""
WIDEST_FIRST = (Visibility.PUBLIC, Visibility.FRANCHISE, Visibility.INTERNAL)


class Fate(StrEnum):
    """What became of a file."""

    NEW = "new"
    CHANGED = "changed"
    OVERWROTE = "overwrote"
    """Changed here and in the file: the file's text is the newest revision, the other one before it."""
    AS_BEFORE = "as before"


@dataclass
class Report:
    """What an import did."""

    fates: Counter[Fate] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    overwritten: list[str] = field(default_factory=list)
    unreadable: list[UnreadableFile] = field(default_factory=list)
    missing: dict[str, set[str]] = field(default_factory=dict)
    took_s: float = 0.0

    def lines(self) -> Iterator[str]:
        """Yield what to tell, the closing line last."""
        for error in self.unreadable:
            yield f"Left out {error.path}: {error.reason}"
        for name, askers in sorted(self.missing.items()):
            example = min(askers)
            yield f"The fragment {name} is not there; {len(askers)} articles went in without it, {example} for one."
        for path in self.overwritten:
            yield f"{path} had been edited here as well: the file's text is shown, the other is the revision before."
        yield self.closing_line()

    def closing_line(self) -> str:
        """Return how many articles of which language are in."""
        ordered = sorted(self.languages.items(), key=lambda item: (item[0] != "en", item[0]))
        counts = [f"{count} in {_language_name(locale)}" for locale, count in ordered] or ["0 in all"]
        counts[0] = counts[0].replace(" ", " article " if counts[0].startswith("1 ") else " articles ", 1)
        listed = " and ".join([", ".join(counts[:-1]), counts[-1]]) if len(counts) > 1 else counts[0]
        changed = self.fates[Fate.CHANGED] + self.fates[Fate.OVERWROTE]
        return (
            f"Imported {listed}, {self.took_s:.0f} s: {self.fates[Fate.NEW]} new, {changed} changed, "
            f"{self.fates[Fate.AS_BEFORE]} as before; {len(self.unreadable)} files could not be read."
        )


def import_folder(
    database: Database,
    space_id: SpaceId,
    actor: Actor,
    folder: Folder,
    now: datetime,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Bring the articles of `folder` in; call `progress` with how many of how many after each batch.

    Raises:
        StorageError: Busy or full; the batches before it are in, a second import goes on from there.
    """
    began = time.monotonic()
    report = Report(unreadable=list(folder.unreadable), missing=dict(folder.missing))
    with database.write(space_id) as session:
        categories = _save_shelves(session, actor, folder, now)
    for start in range(0, len(folder.drafts), BATCH_ARTICLES):
        batch = folder.drafts[start : start + BATCH_ARTICLES]
        with database.write(space_id) as session:
            outcome = _Batch(session, actor, categories, now).take(batch)
        _note(report, outcome)
        progress(min(start + BATCH_ARTICLES, len(folder.drafts)), len(folder.drafts))
    report.took_s = time.monotonic() - began
    return report


Outcome = list[tuple[Draft, Fate | UnreadableFile]]


class _Batch:
    """Articles that go in with one transaction."""

    def __init__(self, session: WriteSession, actor: Actor, categories: dict[str, RecordId], now: datetime) -> None:
        self._session = session
        self._actor = actor
        self._categories = categories
        self._now = now

    def take(self, drafts: Sequence[Draft]) -> Outcome:
        """Bring `drafts` in; one that a rule refuses does not keep the others out."""
        outcome: Outcome = []
        with session_on(self._session.connection) as private:
            for draft in drafts:
                file = private.get(ImportedFile, (self._session.space_id, draft.locale, draft.slug))
                mark = self._session.store.mark()
                try:
                    fate, article = self._take(draft, file)
                except MutationRejected as refused:
                    self._session.store.restore(mark)
                    outcome.append((draft, UnreadableFile(draft.path, _reason(refused))))
                    continue
                private.merge(
                    ImportedFile(
                        space_id=self._session.space_id,
                        locale=draft.locale,
                        slug=draft.slug,
                        article_id=article.id,
                        revision_id=article.revision_id
                        if fate is not Fate.AS_BEFORE or file is None
                        else file.revision_id,
                        digest=draft.digest,
                    )
                )
                outcome.append((draft, fate))
            private.flush()
        return outcome

    def _take(self, draft: Draft, file: ImportedFile | None) -> tuple[Fate, Article]:
        store = self._session.store
        article = store.get(Article, file.article_id) if file else None
        if article is None:
            article = next(iter(store.find(Article, locale=draft.locale, slug=draft.slug)), None)
        if article is None:
            return Fate.NEW, self._create(draft)
        if (file is not None and file.digest == draft.digest) or self._is_same(article, draft):
            return Fate.AS_BEFORE, article
        edited_here = file is None or file.revision_id != article.revision_id
        return Fate.OVERWROTE if edited_here else Fate.CHANGED, self._edit(article, draft)

    def _create(self, draft: Draft) -> Article:
        article_id = fresh_id(self._now)
        create = CreateArticle(
            article_id=article_id,
            slug=draft.slug,
            locale=draft.locale,
            translation_key=draft.slug,
            title=draft.title,
            body=draft.body,
            summary=draft.summary,
            category_id=self._categories.get(draft.category),
            visibility=draft.visibility,
            tags=draft.tags,
            review_at=draft.review_at,
        )
        written_at = min(draft.updated_at or self._now, self._now)
        act(self._session, self._actor, "article.create", create, written_at)
        act(self._session, self._actor, "article.publish", PublishArticle(article_id=article_id), written_at)
        return self._stored(article_id)

    def _edit(self, article: Article, draft: Draft) -> Article:
        assert article.revision_id is not None  # noqa: S101  # every article has one since its creation
        edit = EditArticle(
            article_id=article.id,
            base_revision_id=article.revision_id,
            title=draft.title,
            body=draft.body,
            summary=draft.summary,
            category_id=self._categories.get(draft.category),
            visibility=draft.visibility,
            tags=draft.tags,
            review_at=draft.review_at,
        )
        act(self._session, self._actor, "article.edit", edit, self._now)
        return self._stored(article.id)

    def _is_same(self, article: Article, draft: Draft) -> bool:
        category_id = self._categories.get(draft.category) or article.category_id
        there = (article.title, article.body, article.summary, article.visibility, article.tags, article.category_id)
        here = (draft.title, draft.body, draft.summary, draft.visibility, tuple(sorted(set(draft.tags))), category_id)
        return there == here and (draft.review_at or article.review_at) == article.review_at

    def _stored(self, article_id: RecordId) -> Article:
        article = self._session.store.get(Article, article_id)
        assert article is not None  # noqa: S101  # written a line before
        return article


def _save_shelves(session: WriteSession, actor: Actor, folder: Folder, now: datetime) -> dict[str, RecordId]:
    """Save the categories that are new or named anew; return key to id."""
    known = {category.key: category for category in session.store.find(Category)}
    ids = {key: category.id for key, category in known.items()}
    for position, shelf in enumerate(_outer_first(folder.shelves)):
        before = known.get(shelf.key)
        ids.setdefault(shelf.key, before.id if before else fresh_id(now))
        names = {**shelf.guesses, **(before.names if before else {}), **shelf.names}
        after = Category(
            id=ids[shelf.key],
            key=shelf.key,
            names={locale: name[:NAME_LONGEST] for locale, name in names.items()},
            parent_id=ids.get(shelf.parent_key),
            visibility=_widest(folder.drafts, shelf, before),
            position=before.position if before else position,
        )
        if after != before:
            act(session, actor, "structure.save", Save(category=after), now)
    return ids


def _outer_first(shelves: dict[str, Shelf]) -> list[Shelf]:
    return sorted(shelves.values(), key=lambda shelf: shelf.key.count("/"))


def _widest(drafts: Sequence[Draft], shelf: Shelf, before: Category | None) -> Visibility:
    """Return the visibility of the shelf: as wide as that of the article on it that most may read."""
    found = {draft.visibility for draft in drafts if f"{draft.category}/".startswith(f"{shelf.key}/")}
    found |= {before.visibility} if before else set()
    return next((visibility for visibility in WIDEST_FIRST if visibility in found), Visibility.FRANCHISE)


def _note(report: Report, outcome: Outcome) -> None:
    for draft, fate in outcome:
        if isinstance(fate, UnreadableFile):
            report.unreadable.append(fate)
            continue
        report.fates[fate] += 1
        report.languages[draft.locale] += 1
        if fate is Fate.OVERWROTE:
            report.overwritten.append(draft.path)


def _reason(refused: MutationRejected) -> str:
    if refused.code is RejectCode.INVALID:
        return f"its {refused.detail.get('field', 'text')} cannot be stored: shorten it or put in what is missing."
    return f"the server refused it ({refused.code}): look at its log."


def _language_name(locale: str) -> str:
    try:
        return Locale.parse(locale, sep="-").get_display_name("en") or locale
    except (UnknownLocaleError, ValueError):
        return locale
