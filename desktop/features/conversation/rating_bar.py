"""What a store sees once its ticket is solved: the question how it was, or what it has said."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.features.conversation import closing, coming
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Beside, FlowRow
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text
from sync.replica.reading.closing import RatingRow
from sync.replica.reading.rows import TicketHead


class RatingBar(Retranslated, Panel):
    """Hidden where nothing is asked and nothing was said.

    Signals:
        rate_wanted: (score; 0 for none yet) the user says how it was.
    """

    rate_wanted = Signal(int)

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        Panel.__init__(self, work.theme, "sunken", edges="b", parent=parent)
        self.setObjectName(names.RATING_BAR)
        self._work = work
        self._rating: RatingRow | None = None
        self._words = Text(work.theme, weight=600, wraps=True)
        self._scores: dict[int, Button] = {}
        for score in coming.SCORE:
            button = Button(work.theme, str(score), name=f"{names.RATING_BAR}.{score}", height=28)
            button.clicked.connect(partial(self._choose, score))
            self._scores[score] = button
        self._change = Button(work.theme, kind="quiet", name=names.RATING_CHANGE, height=28)
        self._change.clicked.connect(partial(self._choose, 0))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.addWidget(Beside(self._words, FlowRow(*self._scores.values(), self._change, spacing=4)))
        self.hide()

    def _choose(self, score: int, _checked: bool = False) -> None:
        self.rate_wanted.emit(score)

    def show_head(self, head: TicketHead) -> None:
        """Asks, or says what was answered."""
        self._rating = closing.rating(self._work, head.id)
        asks = closing.may_rate(self._work, head) and head.status in closing.DONE
        for button in self._scores.values():
            button.setVisible(asks and self._rating is None)
        self._change.setVisible(asks and self._rating is not None)
        self.setVisible(asks or self._rating is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._change.setText(self.tr("Change"))
        for score, button in self._scores.items():
            button.set_words(f"{score}: {coming.said(coming.SCORE[score])}")
        if self._rating is None:
            self._words.setText(self.tr("How did we do? 1 is very bad, 5 very good."))
        else:
            self._words.setText(
                self.tr("Rated {0} of 5: {1}").format(
                    self._rating.score, coming.said(coming.SCORE.get(self._rating.score, ""))
                )
            )
