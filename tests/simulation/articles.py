"""S13: an article loses no paragraph that a clean merge keeps, and both texts of a conflict are there to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.ids import RecordId, derived_id
from domain.records import Article, ArticleRevision
from domain.words import RevisionState
from sync.protocol.push import Outcome
from tests.simulation.templates import Made
from tests.simulation.trace import Violation
from tests.simulation.truth import Truth

if TYPE_CHECKING:
    from tests.simulation.world import World

Paragraphs = frozenset[str]


def check_articles(world: World) -> None:
    """Hold every article against the texts that were accepted for it, in their order.

    Raises:
        Violation: S13.
    """
    reference = Reference(world.backend.truth)
    for row in world.backend.taken():
        if row.outcome == Outcome.OK:
            reference.take(row.mutation_id, row.user_id, world.made[row.mutation_id])
    for article in world.backend.truth.of(Article.KIND):
        assert isinstance(article, Article)
        wanted, there = reference.texts[article.id], paragraphs(article.body)
        if there != wanted:
            raise Violation("S13", f"{article.slug} lacks {wanted - there} and has {there - wanted} besides")


def paragraphs(text: str) -> Paragraphs:
    """Return the paragraphs of a text; in this world no two are alike."""
    return frozenset(text.split("\n"))


class Reference:
    """What every article must say, as sets of paragraphs: the order within a text is the merge's own business."""

    def __init__(self, truth: Truth) -> None:
        self._truth = truth
        self._bodies: dict[RecordId, Paragraphs] = {}
        self._written_on: dict[RecordId, RecordId] = {}
        """Text in conflict to the one it was written on."""
        self.texts: dict[RecordId, Paragraphs] = {}

    def take(self, mutation_id: RecordId, user_id: RecordId, made: Made) -> None:
        """Take in an accepted change."""
        name, args, _ = made
        if name not in {"article.create", "article.edit"}:
            return
        written = self._revision(derived_id(mutation_id, f"{user_id}/revision"))
        mine = paragraphs(args["body"])
        if paragraphs(written.body) != mine:
            raise Violation("S13", f"the text of {mutation_id} is not to be read any more")
        article_id = args["article_id"]
        self._bodies[written.id] = mine
        if name == "article.create":
            self.texts[article_id] = mine
            return
        base_id = self._written_on.get(args["base_revision_id"], args["base_revision_id"])
        if written.state in {RevisionState.CONFLICT, RevisionState.SETTLED}:
            self._written_on[written.id] = base_id
        else:
            base = self._bodies[base_id]
            self.texts[article_id] = (self.texts[article_id] | (mine - base)) - (base - mine)
            self._merged(written, article_id)

    def _merged(self, written: ArticleRevision, article_id: RecordId) -> None:
        """Note the text that a merge made: somebody may write on that one."""
        if written.state is RevisionState.MERGED:
            for revision in self._truth.of(ArticleRevision.KIND):
                if isinstance(revision, ArticleRevision) and revision.merged_id == written.id:
                    self._bodies[revision.id] = self.texts[article_id]

    def _revision(self, revision_id: RecordId) -> ArticleRevision:
        revision = self._truth.record(ArticleRevision.KIND, revision_id)
        if not isinstance(revision, ArticleRevision):
            raise Violation("S13", f"there is no revision {revision_id}, though its text was accepted")
        return revision
