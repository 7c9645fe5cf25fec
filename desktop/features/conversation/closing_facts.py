"""What the desk reads beside a ticket of its end: what is due by itself, and how it was rated."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.conversation import closing, coming
from desktop.features.conversation.facts import Facts
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.workspace import Workspace
from desktop.widgets.text import Text
from sync.replica.reading.rows import TicketHead

ROWS = 5


class ClosingFacts(Retranslated, QWidget):
    """One fact a line, below them the words of whoever rated it."""

    def __init__(self, work: Workspace) -> None:
        QWidget.__init__(self)
        self._work = work
        self._head: TicketHead | None = None
        self.setObjectName(names.CLOSING_FACTS)
        self._facts = Facts(work.theme, ROWS)
        self._words = Text(work.theme, role="caption", color="text_secondary", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._facts)
        column.addWidget(self._words)

    def show_head(self, head: TicketHead) -> bool:
        """Shows what there is; tells whether there is anything."""
        self._head = head
        rows = self._due(head)
        rating = closing.rating(self._work, head.id)
        words = ""
        if rating is not None:
            score = self.tr("{0} of 5").format(rating.score)
            rows.append((self.tr("Rating"), f"{score} · {coming.said(coming.SCORE.get(rating.score, ''))}"))
            reasons = [coming.said(coming.REASON[one]) for one in rating.reasons if one in coming.REASON]
            words = "\n".join(part for part in (", ".join(reasons), rating.comment) if part)
        self._facts.say(rows)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        return bool(rows)

    def _due(self, head: TicketHead) -> list[tuple[str, str]]:
        rows = []
        if head.reminder_count:
            rows.append((self.tr("Reminded"), self.tr("%n times", "", head.reminder_count)))
        if head.reminder_at:
            rows.append((self.tr("Reminder"), coming.day_of(head.reminder_at)))
        if head.closes_at:
            rows.append((self.tr("Closes"), self.tr("{0}, by itself").format(coming.day_of(head.closes_at))))
        match head.check_back:
            case "planned" if head.check_back_at:
                rows.append((self.tr("Asks back"), coming.day_of(head.check_back_at)))
            case "asked":
                rows.append((self.tr("Asks back"), self.tr("asked, no answer yet")))
            case "works":
                rows.append((self.tr("Asks back"), self.tr("can work again")))
            case _:
                pass
        return rows

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        if self._head is not None:
            self.show_head(self._head)
