"""The part of the panel that names the tickets which belong to this one, each a step away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.conversation import operations
from desktop.features.conversation.handing import handing
from desktop.features.conversation.relations import relations
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names, wording
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.text import Text
from sync.replica.reading.relations import RelatedRow

ICON_AND_EDGES = 72
"""Of a row, in design pixels: what its icon and the edges of the panel take."""
ROWS_MOST = 8
"""Of each kind; a problem may have hundreds of incidents."""


class RelatedTickets(Retranslated, QWidget):
    """Why a ticket is out of sight, and what it hangs together with; hidden where there is neither.

    Signals:
        ticket_wanted: (ticket id) it was chosen.
    """

    ticket_wanted = Signal(str)

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        QWidget.__init__(self, parent)
        self._work = work
        self._ticket_id = ""
        self.setObjectName(names.RELATED_TICKETS)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_ticket(self, ticket_id: str) -> bool:
        """Shows what belongs to a ticket; tells whether there is anything."""
        self._ticket_id = ticket_id
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                # Out of the tree now: until the event loop comes to it, it would be read out as the next ticket's.
                widget.setParent(None)
                widget.deleteLater()
        self._add_snooze()
        self._add_handing()
        found = relations(self._work, ticket_id)
        for title, rows in (
            (self.tr("Merged into"), [found.merged_into]),
            (self.tr("Merged into this one"), found.merged),
            (self.tr("Part of"), [found.parent]),
            (self.tr("Parts"), found.children),
            (self.tr("Incident of"), [found.problem]),
            (self.tr("Incidents, %n unsolved", "", len(found.unsolved)), found.incidents),
            (self.tr("Split from"), [found.split_from]),
            (self.tr("Split off"), found.split_off),
        ):
            self._add_rows(title, [row for row in rows if row is not None])
        return self._column.count() > 0

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        if self._ticket_id:
            self.show_ticket(self._ticket_id)

    def _add_snooze(self) -> None:
        snooze = operations.snoozed(self._work, self._ticket_id)
        if snooze is None:
            return
        until = moments.short_day(moments.moment_of(snooze.until), moments.now()) if snooze.until else ""
        words = self.tr("Snoozed until {0}").format(until) if until else self.tr("Snoozed until there is an answer")
        self._add_text(" · ".join(part for part in (words, snooze.by, snooze.reason) if part), color="text")

    def _add_handing(self) -> None:
        """What it waits for, and how it came up."""
        now = handing(self._work, self._ticket_id)
        if now is None:
            return
        if now.vendor:
            parts = [self.tr("With {0}").format(now.vendor), now.vendor_reference]
            parts += [self.tr("expected by {0}").format(self._day(now.vendor_expected_at))] * bool(
                now.vendor_expected_at
            )
            parts += [self.tr("ask again on {0}").format(self._day(now.follow_up_at))] * bool(now.follow_up_at)
            self._add_text(" · ".join(part for part in parts if part), color="text")
        for step in now.steps:
            words = self.tr("Escalated from {0}").format(step.team)
            self._add_text(" · ".join(part for part in (words, step.by, step.reason) if part), color="text")

    def _day(self, at: str | None) -> str:
        return moments.short_day(moments.moment_of(at), moments.now()) if at else ""

    def _add_rows(self, title: str, rows: list[RelatedRow]) -> None:
        if not rows:
            return
        self._add_text(title, color="text_secondary")
        for row in rows[:ROWS_MOST]:
            link = Button(self._work.theme, self._short(row), kind="link", height=24)
            stands = wording.status_word(row.status, sentences=not self._work.me.works)
            link.setToolTip(f"{row.subject} · {row.requester} · {stands}")
            link.set_icon(wording.STATUS_ICON.get(row.status, "status-open"), f"status_{row.status}")
            link.clicked.connect(partial(self._choose, row.id))
            self._column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if len(rows) > ROWS_MOST:
            self._add_text(self.tr("and %n more", "", len(rows) - ROWS_MOST), color="text_muted")

    def _short(self, row: RelatedRow) -> str:
        """Number and subject, as much of it as there is room for; the whole is in the tooltip."""
        number = f"#{row.number}" if row.number is not None else wording.word(wording.NUMBER, "saved")
        room = self._work.theme.tokens.width.context - ICON_AND_EDGES
        elided = self._work.theme.metrics("caption", 600).elidedText
        return elided(f"{number} · {row.subject}", Qt.TextElideMode.ElideRight, room)

    def _add_text(self, words: str, *, color: str) -> None:
        text = Text(self._work.theme, role="caption", color=color, wraps=True)
        text.setText(words)
        self._column.addWidget(text)

    def _choose(self, ticket_id: str, _checked: bool = False) -> None:
        self.ticket_wanted.emit(ticket_id)
