"""Needs attention: what the server refused, why, with its content, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.background.changes import Changes
from desktop.background.throttle import Throttle
from desktop.features.attention import operations
from desktop.features.attention.operations import Group
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names, wording
from desktop.shell.workspace import OUTBOX, Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.marks import Glyph
from desktop.widgets.notices import EmptyState
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel, Text

WIDEST = 760


class RefusedCard(Retranslated, Panel):
    """One refused change with what hangs on it.

    Signals: what the user decides.
    """

    decided = Signal(str, object)

    def __init__(self, work: Workspace, group: Group) -> None:
        Panel.__init__(self, work.theme, "raised", card="border_strong")
        self._group = group
        theme = work.theme
        self._title = Text(theme, weight=600)
        self._about = ElidedLabel(theme, role="caption", color="text_secondary")
        self._why = Text(theme, wraps=True)
        self._content = Text(theme, color="text_secondary", wraps=True, selectable=True)
        self._further = Text(theme, role="caption", color="text_secondary", wraps=True)
        self._edit = Button(theme, kind="primary", icon="edit", name=names.ATTENTION_EDIT, height=28)
        self._open = Button(theme, name=names.ATTENTION_OPEN, height=28)
        self._discard = Button(theme, kind="quiet", name=names.ATTENTION_DISCARD, height=28)
        self._question = Text(theme, role="caption", weight=600, color="danger")
        self._confirm = Button(theme, name=names.ATTENTION_CONFIRM, height=28)
        self._keep = Button(theme, kind="quiet", height=28)
        self._lay_out(work)
        self._edit.clicked.connect(lambda: self.decided.emit("edit", self._group))
        self._open.clicked.connect(lambda: self.decided.emit("open", self._group))
        self._discard.clicked.connect(lambda: self._ask(asking=True))
        self._keep.clicked.connect(lambda: self._ask(asking=False))
        self._confirm.clicked.connect(lambda: self.decided.emit("discard", self._group))
        self.retranslate()
        self._ask(asking=False)

    def _lay_out(self, work: Workspace) -> None:
        theme = work.theme
        head = Panel(theme, "", edges="b")
        head.setFixedHeight(44)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(Glyph(theme, "alert", "danger", 18))
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._about)
        body = QVBoxLayout()
        body.setContentsMargins(16, 12, 16, 12)
        body.setSpacing(8)
        body.addWidget(self._why)
        kept = Panel(theme, "sunken", card="border")
        inner = QVBoxLayout(kept)
        inner.setContentsMargins(12, 10, 12, 10)
        inner.addWidget(self._content)
        kept.setVisible(bool(self._group.text or self._group.title or self._what()))
        body.addWidget(kept)
        body.addWidget(self._further)
        foot = Panel(theme, "", edges="t")
        actions = QHBoxLayout(foot)
        actions.setContentsMargins(16, 9, 16, 8)
        actions.setSpacing(8)
        actions.addWidget(self._edit)
        actions.addWidget(self._open)
        actions.addStretch(1)
        for part in (self._question, self._confirm, self._keep, self._discard):
            actions.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(body)
        column.addWidget(foot)

    def _ask(self, *, asking: bool) -> None:
        """What cannot be undone is asked for once more, in its place."""
        for part in (self._question, self._confirm, self._keep):
            part.setVisible(asking)
        self._discard.setVisible(not asking)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        group = self._group
        when = moments.short_day(moments.moment_of(group.first.at), moments.now())
        self._title.setText(wording.change_title(group.first.name))
        self._about.setText(f"{group.about} · {when}" if group.about else when)
        self._why.setText(wording.refusal(group.first.code))
        self._content.setText("\n".join(part for part in (group.title, group.text) if part) or self._what())
        self._further.setText(self.tr("%n more changes hang on it and share its fate.", "", len(group.dependants)))
        self._further.setVisible(bool(group.dependants))
        again = self.tr("Do it all the same") if group.is_overtaken else self.tr("Try again")
        self._edit.setText(self.tr("Edit and send again") if group.writes else again)
        self._edit.set_icon("edit" if group.writes else "check")
        self._open.setText(self.tr("Open ticket") if group.ticket_id else self.tr("Open article"))
        self._open.setVisible(bool(group.ticket_id or group.article_id))
        self._discard.setText(self.tr("Discard"))
        self._question.setText(self.tr("It cannot be brought back."))
        self._confirm.setText(self.tr("Discard for good"))
        self._keep.setText(self.tr("Keep"))
        self.setAccessibleName(f"{self._title.text()}. {self._why.text()}")

    def _what(self) -> str:
        """A change of a property, said by its values."""
        values = [str(value) for key, value in self._group.first.args.items() if not key.endswith("_id") and value]
        said = ", ".join(wording.word(wording.STATUS, value) for value in values)
        return self.tr("You chose: {0}").format(said) if said else ""


class AttentionView(Retranslated, Panel):
    """Signals: where the user wants to go, and what was done."""

    ticket_wanted = Signal(str)
    article_wanted = Signal(str)
    write_again_wanted = Signal(str, str)
    told = Signal(str)

    def __init__(self, work: Workspace) -> None:
        Panel.__init__(self, work.theme, "sunken")
        self.setObjectName(names.ATTENTION_PAGE)
        self._work = work
        theme = work.theme
        self._title = Text(theme, role="title", weight=600)
        self._count = Text(theme, color="text_secondary")
        self._words = Text(theme, color="text_secondary")
        self._empty = EmptyState(theme, "check")
        head = Panel(theme, edges="b")
        head.setFixedHeight(theme.tokens.height.header)
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addSpacing(8)
        row.addWidget(self._words, 1)
        inner = QWidget()
        inner.setMaximumWidth(WIDEST + 48)
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(24, 16, 24, 24)
        self._list.setSpacing(16)
        self._list.addWidget(self._empty)
        self._list.addStretch(1)
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(inner, 1)
        across.addStretch(0)
        scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(scroll, 1)
        self._cards: list[RefusedCard] = []
        self._refresh_soon = Throttle(100, self.refresh, self, leading=False)
        work.hub.changes_committed.connect(self._on_changes)
        self.refresh()

    def refresh(self) -> None:
        """Reads what needs attention."""
        for card in self._cards:
            self._list.removeWidget(card)
            card.deleteLater()
        self._cards = []
        for number, group in enumerate(operations.groups(self._work)):
            card = RefusedCard(self._work, group)
            card.decided.connect(self._on_decided)
            self._list.insertWidget(number, card)
            self._cards.append(card)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(self.tr("Needs attention"))
        self._count.setText(str(len(self._cards)) if self._cards else "")
        self._words.setText(self.tr("Nothing is lost. These wait for your decision; everything else is sent."))
        self._words.setVisible(bool(self._cards))
        self._empty.setVisible(not self._cards)
        self._empty.say(
            self.tr("Nothing needs you here."), self.tr("What the server does not accept comes here with its reason.")
        )

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(OUTBOX):
            self._refresh_soon()

    def _on_decided(self, what: str, group: Group) -> None:
        if what == "open":
            if group.ticket_id:
                self.ticket_wanted.emit(group.ticket_id)
            elif group.article_id:
                self.article_wanted.emit(group.article_id)
        elif what == "discard":
            operations.discard(self._work, self, group).success(
                lambda _done: self.told.emit(self.tr("Discarded."))
            ).run()
        elif group.writes is not None and group.ticket_id is not None:
            op = operations.write_again(self._work, self, group)
            op.success(lambda _done: self.write_again_wanted.emit(group.ticket_id, group.writes)).run()
        else:
            operations.try_again(self._work, self, group).success(
                lambda _done: self.told.emit(self.tr("On its way again."))
            ).run()
