"""The page of absences: that one is away, who is, who stands in, and handing their tickets over."""

from __future__ import annotations

import json
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.background.changes import Changes
from desktop.background.throttle import Throttle
from desktop.features.absence import operations
from desktop.features.absence.line_list import LineList
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names
from desktop.shell.choice import Choice
from desktop.shell.day_choice import DayChoice
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Field, Frame, line_field
from desktop.widgets.text import Text
from sync.replica.reading import waiting
from sync.replica.reading.absences import AwayRow

PAGE = names.ABSENCE_PAGE
DRAFT = "absence"
DRAFT_MS, REFRESH_MS = 250, 100
BACK_AT = 9
"""Whoever is away until a day is back in its morning."""


class AbsencePage(Retranslated, QWidget):
    """Signals: what is to be said.

    told: (sentence) what was done.
    undo_offered: (sentence, undo) what was done and can be taken back.
    """

    told = Signal(str)
    undo_offered = Signal(str, object)

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        self.setObjectName(PAGE)
        self._work = work
        theme = work.theme
        self._title = Text(theme, role="title", weight=600)
        self._lead = Text(theme, color="text_secondary", wraps=True)
        self._whose = Choice(theme, f"{PAGE}.whose")
        self._until = DayChoice(theme, f"{PAGE}.until", "", hour=BACK_AT)
        self._backup = Choice(theme, f"{PAGE}.backup")
        frame, self._word = line_field(theme, f"{PAGE}.word")
        self._fields = {
            "whose": Field(theme, Frame(theme, self._whose), self._whose),
            "until": Field(theme, Frame(theme, self._until), self._until),
            "backup": Field(theme, Frame(theme, self._backup), self._backup),
            "word": Field(theme, frame, self._word),
        }
        self._set = Button(theme, kind="primary", name=f"{PAGE}.set")
        self._others_title = Text(theme, weight=600)
        self._nobody = Text(theme, color="text_secondary", wraps=True)
        self._others = QVBoxLayout()
        self._others.setSpacing(8)
        self._line_title = Text(theme, weight=600)
        self._line_lead = Text(theme, color="text_secondary", wraps=True)
        self._lines = [LineList(work, team_id, name) for team_id, name in operations.teams(work)]
        self._lay_out()
        self._save_soon = Throttle(DRAFT_MS, self._save, self, leading=False)
        self._refresh_soon = Throttle(REFRESH_MS, self._refresh, self, leading=False)
        self._whose.currentIndexChanged.connect(self._show_backups)
        for choice in (self._until, self._backup):
            choice.currentIndexChanged.connect(self._on_typed)
        self._word.textEdited.connect(self._on_typed)
        self._set.clicked.connect(self._on_set)
        work.hub.changes_committed.connect(self._on_changes)
        self._fill_people()
        self.retranslate()
        self._take_up()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._lead)
        for field in self._fields.values():
            column.addWidget(field)
        row = QHBoxLayout()
        row.addWidget(self._set)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(16)
        column.addWidget(self._others_title)
        column.addWidget(self._nobody)
        column.addLayout(self._others)
        if self._lines:
            column.addSpacing(16)
            column.addWidget(self._line_title)
            column.addWidget(self._line_lead)
            for line in self._lines:
                column.addWidget(line)
        column.addStretch(1)

    def _fill_people(self) -> None:
        people = operations.people(self._work)
        self._loading = True
        self._whose.clear()
        for one in people:
            self._whose.addItem(self.tr("I") if one.id == self._work.user_id else one.name, one.id)
        self._loading = False
        self._fields["whose"].setVisible(len(people) > 1)
        self._show_backups()

    def _show_backups(self) -> None:
        before = self._backup.currentData()
        self._loading = True
        self._backup.clear()
        self._backup.addItem(self.tr("The next in line of the team"), None)
        for one in operations.stand_ins(self._work, self._whom):
            self._backup.addItem(one.name, one.id)
        self._backup.setCurrentIndex(max(self._backup.findData(before), 0))
        self._loading = False
        self._fields["backup"].setVisible(self._work.me.works)

    _loading = False

    @property
    def _whom(self) -> str:
        return str(self._whose.currentData() or self._work.user_id)

    # What is half written.

    def _take_up(self) -> None:
        kept = waiting.draft(self._work.reader, DRAFT)
        if kept is None:
            return
        found = json.loads(kept.body)
        self._loading = True
        self._whose.setCurrentIndex(max(self._whose.findData(found["whose"]), 0))
        self._loading = False
        self._show_backups()
        self._until.choose(found["until"])
        self._backup.setCurrentIndex(max(self._backup.findData(found["backup"]), 0))
        self._word.setText(found["word"])
        self._save_soon.cancel()

    def _on_typed(self) -> None:
        if not self._loading:
            self._save_soon()

    def _save(self) -> None:
        values = {
            "whose": self._whom, "until": self._until.at, "backup": self._backup.currentData(),
            "word": self._word.text().strip(),
        }  # fmt: skip
        something = values["until"] or values["backup"] or values["word"]
        self._work.save_draft(DRAFT, json.dumps(values) if something else "")

    def _on_set(self) -> None:
        self._save_soon.cancel()
        op = operations.set_away(
            self._work, self, self._whom, self._until.at, self._backup.currentData(), self._word.text().strip(), DRAFT
        )
        op.success(lambda _done: self._on_done()).run()

    def _on_done(self) -> None:
        self._loading = True
        self._until.choose(None)
        self._backup.setCurrentIndex(0)
        self._word.clear()
        self._loading = False
        self.told.emit(self.tr("Whoever assigns tickets sees it now."))

    # Who is away.

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("absence", "ticket", "team", "user_card"):
            self._refresh_soon()

    def _refresh(self) -> None:
        while (item := self._others.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        rows = operations.away(self._work)
        may_say = {one.id for one in operations.people(self._work)}
        for place, row in enumerate(rows.values()):
            self._others.addWidget(self._away(place, row, may_say=row.user_id in may_say))
        self._nobody.setVisible(not rows)
        for line in self._lines:
            line.retranslate()

    def _away(self, place: int, row: AwayRow, *, may_say: bool) -> QWidget:
        held = QWidget()
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        words = Text(self._work.theme, self._said(row), wraps=True)
        words.setObjectName(f"{PAGE}.away.{place}")
        line.addWidget(words, 1)
        count = len(operations.handed(self._work, row.user_id)) if self._work.me.can("ticket.work") else 0
        if count:
            hand = Button(self._work.theme, self.tr("Hand over %n", "", count), name=f"{PAGE}.hand.{place}", height=28)
            hand.clicked.connect(partial(self._hand_over, row))
            line.addWidget(hand)
        if may_say:
            back = Button(self._work.theme, self.tr("Is back"), kind="quiet", name=f"{PAGE}.back.{place}", height=28)
            back.clicked.connect(partial(self._end, row))
            line.addWidget(back)
        return held

    def _said(self, row: AwayRow) -> str:
        until = self.tr("until they say so")
        if row.until:
            until = self.tr("until {0}").format(moments.coming(moments.moment_of(row.until)))
        stands_in = self.tr("{0} stands in").format(row.backup) if row.backup else self.tr("the next in line stands in")
        parts = [row.name, until, *([stands_in] if self._work.me.works else []), row.word]
        return " · ".join(part for part in parts if part)

    def _end(self, row: AwayRow, _checked: bool = False) -> None:
        sentence = self.tr("{0} is back.").format(row.name)
        operations.set_back(self._work, self, row.user_id).success(lambda _done: self.told.emit(sentence)).run()

    def _hand_over(self, row: AwayRow, _checked: bool = False) -> None:
        ids = operations.handed(self._work, row.user_id)
        sentence = self.tr("%n tickets handed over.", "", len(ids))

        def take_back() -> None:
            operations.give_back(self._work, self, row.user_id, ids).run()

        op = operations.hand_over(self._work, self, row.user_id, ids)
        op.success(lambda _done: self.undo_offered.emit(sentence, take_back)).run()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(self.tr("Away"))
        desk = self._work.me.works
        self._lead.setText(
            self.tr("Tickets that are given to you go to whoever stands in, and so do answers to yours.")
            if desk
            else self.tr("Your colleagues and the desk see that you are away, and until when.")
        )
        self._fields["whose"].set_words(self.tr("Who is away"))
        self._fields["until"].set_words(self.tr("Back on"))
        self._fields["backup"].set_words(self.tr("Who stands in"))
        self._fields["word"].set_words(self.tr("Word for whoever looks for you"), self.tr("May stay empty."))
        self._until.say(self.tr("When I say so"))
        self._set.setText(self.tr("Away from now on"))
        self._others_title.setText(self.tr("Who is away"))
        self._nobody.setText(self.tr("Nobody, as far as you can see."))
        self._line_title.setText(self.tr("Next in line"))
        self._line_lead.setText(
            self.tr("Where nobody is named, whoever comes after the person stands in: the first who is there.")
        )
        self._fill_people()
        self._refresh()
