"""For whom something is kept to work with: oneself, a team, or the whole desk."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell.workspace import Workspace
from desktop.widgets.choices import Select
from desktop.widgets.text import Text
from sync.replica.reading import directory
from sync.replica.reading.rows import Me

OWN, SHARED = "own", "shared"
"""Whose it is; else the id of a team."""


class Kept(Protocol):
    """A row of what is kept."""

    @property
    def id(self) -> str:
        """Its record's id."""

    @property
    def owner_id(self) -> str | None:
        """Whose own it is."""

    @property
    def team_id(self) -> str | None:
        """Which team's."""


def whose(kept: Kept) -> str:
    """OWN, SHARED or the id of its team."""
    if kept.owner_id is not None:
        return OWN
    return kept.team_id or SHARED


def may_keep_for(me: Me, whom: str) -> bool:
    """Whether one may write for OWN, SHARED or a team; the rules have the last word."""
    if whom == OWN:
        return me.can("ticket.note")
    if whom == SHARED:
        return me.can("desk.share")
    return me.can("ticket.work") and whom in me.team_ids


def sharing(whom: str, before: Kept | None) -> dict[str, Any]:
    """The arguments that say for whom it is, beside what else changes.

    Nothing if that stays as it is: who may not share it otherwise may still change it.
    """
    if before is not None and whose(before) == whom:
        return {}
    return {"team_id": None if whom in (OWN, SHARED) else whom, "shared": whom == SHARED}


class WhomChoice(Retranslated, QWidget):
    """A label and a list of those it may be kept for."""

    def __init__(self, work: Workspace, name: str) -> None:
        super().__init__()
        self._work = work
        self._label = Text(work.theme, weight=600)
        self.select = Select(work.theme, name)
        self._label.setBuddy(self.select)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._label)
        column.addWidget(self.select, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def show_for(self, kept: Kept | None) -> None:
        """Offers whom it may be for, whose it is first chosen; one's own for a new one."""
        self.choose(whose(kept) if kept is not None else OWN)

    def choose(self, whom: str) -> None:
        """Offers whom it may be for, with one of them chosen."""
        self.select.clear()
        choices = [(OWN, self.tr("Only me")), *directory.teams(self._work.reader), (SHARED, self.tr("The whole desk"))]
        for one, words in choices:
            if may_keep_for(self._work.me, one):
                self.select.addItem(words, one)
        self.select.choose(whom)

    @property
    def whom(self) -> str:
        """OWN, SHARED or the id of a team."""
        return str(self.select.currentData())

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._label.setText(self.tr("For"))
        self.select.setAccessibleName(self.tr("For whom it is"))
        if self.select.count():
            self.choose(self.whom)
