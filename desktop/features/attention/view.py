"""Needs attention: what the server refused and what others' changes met, why, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.background.changes import Changes
from desktop.background.operations import WriteOp
from desktop.background.throttle import Throttle
from desktop.features.attention import operations
from desktop.features.attention.cards import NARROW, Card, OverwrittenCard, RefusedCard
from desktop.features.attention.merge_card import MergeCard
from desktop.features.attention.operations import Group, Item
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.workspace import OUTBOX, Workspace
from desktop.widgets.notices import EmptyState
from desktop.widgets.panels import PageHeader, Panel
from desktop.widgets.text import ElidedLabel, Text
from sync.replica.reading.conflicts import ConflictRow

WIDEST = 1160
TOUCHING = (OUTBOX, "article_revision", "article", "notification", "ticket", "message")


class AttentionView(Retranslated, Panel):
    """Signals: where the user wants to go, and what was done.

    write_again_wanted: (ticket id, `reply` or `note`) a text stands in the composer again.
    file_again_wanted: (group) a ticket that was not accepted is to be filed again; `hand_over` once its text is safe.
    article_again_wanted: (article id, or empty for a new one; language) a text stands in the editor again.
    """

    ticket_wanted = Signal(str)
    article_wanted = Signal(str)
    write_again_wanted = Signal(str, str)
    file_again_wanted = Signal(object)
    article_again_wanted = Signal(str, str)
    told = Signal(str)

    def __init__(self, work: Workspace) -> None:
        Panel.__init__(self, work.theme, "sunken")
        self.setObjectName(names.ATTENTION_PAGE)
        self._work = work
        theme = work.theme
        self._title = Text(theme, role="title", weight=600)
        self._count = Text(theme, color="text_secondary")
        self._words = ElidedLabel(theme, color="text_secondary")
        self._empty = EmptyState(theme, "check")
        head = PageHeader(theme, side=24)
        head.row.addWidget(self._title)
        head.row.addWidget(self._count)
        head.row.addSpacing(8)
        head.row.addWidget(self._words, 1)
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
        self._scroll = QScrollArea()
        self._scroll.setWidget(page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._scroll, 1)
        self.cards: list[Card] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._refresh_soon = Throttle(100, self.refresh, self, leading=False)
        work.hub.changes_committed.connect(self._on_changes)
        self.refresh()

    def refresh(self) -> None:
        """Reads what needs attention; a card whose matter is as it was stays, with what was begun on it."""
        before, shown = list(self.cards), []
        for number, item in enumerate(operations.items(self._work)):
            card = next((card for card in before if card.item == item), None)
            if card is None:
                card = self._new_card(item)
            else:
                before.remove(card)
            self._list.insertWidget(number, card)
            shown.append(card)
        for gone in before:
            if isinstance(gone, MergeCard):
                gone.flush()
            self._list.removeWidget(gone)
            gone.deleteLater()
        self.cards = shown
        self.retranslate()

    def _new_card(self, item: Item) -> Card:
        card: Card
        match item:
            case Group():
                card = RefusedCard(self._work, item)
                card.setMaximumWidth(NARROW)
            case ConflictRow():
                card = MergeCard(self._work, item)
            case _:
                card = OverwrittenCard(self._work, item)
                card.setMaximumWidth(NARROW)
        card.decided.connect(self._on_decided)
        return card

    def flush(self) -> None:
        """Saves what was just decided."""
        for card in self.cards:
            if isinstance(card, MergeCard):
                card.flush()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(self.tr("Needs attention"))
        self.setAccessibleName(self.tr("Needs attention"))
        self._count.setText(str(len(self.cards)) if self.cards else "")
        self._words.setText(self.tr("Nothing is lost. These wait for your decision; everything else is sent."))
        self._words.setVisible(bool(self.cards))
        self._empty.setVisible(not self.cards)
        self._empty.say(
            self.tr("Nothing needs you here."), self.tr("What the server does not accept comes here with its reason.")
        )

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(*TOUCHING):
            if self.isVisible():
                self._refresh_soon()
            else:
                self._is_outdated = True

    _is_outdated = False

    def _on_decided(self, what: str, item: Item) -> None:
        if what == "open":
            self._open(item)
        elif isinstance(item, Group):
            self._decide_refused(what, item)
        elif isinstance(item, ConflictRow):
            self._decide_merge(what, item)
        elif what == "put_back":
            self._run(operations.put_back(self._work, self, item), self.tr("Yours is back."))
        else:
            self._run(operations.let_be(self._work, self, item), "")

    def _open(self, item: Item) -> None:
        if isinstance(item, ConflictRow):
            self.article_wanted.emit(item.article_id)
        elif item.ticket_id:
            self.ticket_wanted.emit(item.ticket_id)
        elif isinstance(item, Group) and item.article_id:
            self.article_wanted.emit(item.article_id)

    def _decide_refused(self, what: str, group: Group) -> None:
        if what == "discard":
            self._run(operations.discard(self._work, self, group), self.tr("Discarded."))
        elif what == "again":
            self._run(operations.try_again(self._work, self, group), self.tr("On its way again."))
        elif group.again == "filing":
            self.file_again_wanted.emit(group)
        else:
            op = operations.write_again(self._work, self, group)
            op.success(lambda _done: self._on_written_again(group)).run()

    def hand_over(self, group: Group, draft: str, done: Callable[[], None]) -> None:
        """Gives up a refused change whose text stands elsewhere by now; `done` is told when the draft has its files."""
        operations.discard(self._work, self, group, draft).success(lambda _done: done()).run()

    def _on_written_again(self, group: Group) -> None:
        match group.again:
            case "reply" | "note" as kind:
                self.write_again_wanted.emit(group.ticket_id, kind)
            case "article":
                self.article_again_wanted.emit(group.article_id, "")
            case _:
                self.article_again_wanted.emit("", str(group.first.args.get("locale") or "en"))

    def _decide_merge(self, what: str, row: ConflictRow) -> None:
        card = next((card for card in self.cards if card.item == row), None)
        if not isinstance(card, MergeCard):
            return
        if what == "discard":
            card.stop_keeping()
            self._run(operations.leave_theirs(self._work, self, row), self.tr("Left as it is."))
            return
        result = card.merging.result() if card.merging is not None else None
        if result is not None:
            card.stop_keeping()
            self._run(operations.save_merge(self._work, self, row, *result), self.tr("The article has both texts now."))

    def _run(self, op: WriteOp[None], sentence: str) -> None:
        op.success(lambda _done: self.told.emit(sentence) if sentence else None).run()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent: what came while nobody looked is read now."""
        super().showEvent(event)
        if self._is_outdated:
            self._is_outdated = False
            self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override QWidget.focusInEvent: the keyboard goes to the first card."""
        if self.cards:
            self.cards[0].setFocus(event.reason())
        else:
            super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: the arrows go from card to card."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None or not self.cards:
            super().keyPressEvent(event)
            return
        here = next((n for n, card in enumerate(self.cards) if card.holds_focus()), -1)
        card = self.cards[max(0, min(here + step, len(self.cards) - 1))]
        card.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(card)
