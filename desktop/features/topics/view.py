"""The page of topics: what tickets can be about, and what each asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.background.operations import WriteOp
from desktop.features.topics import operations
from desktop.features.topics.form import TopicForm
from desktop.features.topics.operations import TopicRow
from desktop.shell import names, wording
from desktop.shell.details import words
from desktop.shell.kept.page import KeptPage
from desktop.shell.workspace import Workspace


class TopicsPage(KeptPage[TopicRow, TopicForm]):
    """Topics; for administrators."""

    KIND = "topic"
    BESIDE = ("topic_desk",)

    def __init__(self, work: Workspace) -> None:
        super().__init__(work, TopicForm(work), names.TOPICS_PAGE)
        self.retranslate()

    def kept(self) -> Sequence[TopicRow]:
        """Override KeptPage.kept."""
        return operations.topics(self._work)

    def words_of(self, kept: TopicRow) -> tuple[str, str, list[str], list[str]]:
        """Override KeptPage.words_of."""
        locale, form = self._work.locale, kept.form
        asks = " · ".join(words.label(field, field.key, locale) for field in form)
        count = self.tr("%n lines", "", len(form)) if form else self.tr("asks nothing more")
        return wording.named(kept.topic.names, locale), asks, [count], []

    def whose_words(self, kept: TopicRow, teams: dict[str, str]) -> str:
        """Override KeptPage.whose_words: who gets its tickets."""
        return teams.get(kept.team_id or "", "")

    def may_change(self, _kept: TopicRow) -> bool:
        """Override KeptPage.may_change."""
        return self._work.me.can("admin")

    def save_op(self, kept: TopicRow | None, _whom: str, content: dict[str, Any]) -> WriteOp[None]:
        """Override KeptPage.save_op."""
        return operations.save(self._work, self, kept, content, draft=self.draft)

    def saved_sentence(self) -> str:
        """Override KeptPage.saved_sentence."""
        return self.tr("Saved. New tickets about it are asked this from now on.")

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.title.setText(self.tr("Topics and forms"))
        self.lead.setText(
            self.tr("What tickets can be about, which team gets them first, and what each asks of whoever files one.")
        )
        self.none.setText(self.tr("There are none yet. Tickets without a topic go to the team that takes the rest."))
        self.new.setText(self.tr("New topic"))
        super().retranslate()
