"""A guide or a solved ticket, read beside the form; whoever is helped by it ends there, without a ticket."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from desktop.background.operations import Latest
from desktop.features.filing import suggesting
from desktop.features.filing.suggesting import Reading
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.article_setting import ArticleSetter
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.flow import FlowRow
from desktop.widgets.focus import PaneRing
from desktop.widgets.text import Text

SIDE = 16


class BesideReader(Retranslated, QWidget):
    """Shows one at a time. Esc leads back to the list, not out of the form.

    Signals:
        left: the list is wanted again.
        solved: (guide's id, empty for a ticket) it helped.
        link_clicked: (address) of a link in it.
    """

    left = Signal()
    solved = Signal(str)
    link_clicked = Signal(str)

    def __init__(self, work: Workspace) -> None:
        QWidget.__init__(self)
        self.setObjectName(names.FILING_READER)
        self._work, self._article_id = work, ""
        self._reading = Latest()
        self._setter = ArticleSetter(work.theme, self)
        self._shown: QTextDocument | None = None
        theme = work.theme
        self._back = icon_button(theme, "chevron-left", "", names.FILING_READER_BACK)
        self._title = Text(theme, weight=600, wraps=True)
        self.text = QTextBrowser()
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.viewport().setAutoFillBackground(False)
        PaneRing(self.text, theme)
        self._solved = Button(theme, kind="primary", icon="check", name=names.FILING_READER_SOLVED, height=28)
        self._not = Button(theme, kind="quiet", height=28)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 12, SIDE, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        column.addWidget(FlowRow(self._solved, self._not))
        self._back.clicked.connect(self.left)
        self._not.clicked.connect(self.left)
        self._solved.clicked.connect(lambda: self.solved.emit(self._article_id))
        self.text.anchorClicked.connect(self._on_link)
        self._setter.finished.connect(self._on_set)
        self.retranslate()

    def read_guide(self, article_id: str) -> None:
        """Shows a guide."""
        self._begin(article_id)
        self._reading.run(suggesting.guide(self._work, self, article_id).success(self._on_read))

    def read_ticket(self, ticket_id: str) -> None:
        """Shows what was said on a ticket."""
        self._begin("")
        self._reading.run(suggesting.solved_ticket(self._work, self, ticket_id).success(self._on_read))

    def _begin(self, article_id: str) -> None:
        self._article_id = article_id
        self._setter.cancel()
        self._title.setText("")
        self.text.clear()

    def _on_read(self, reading: Reading | None) -> None:
        if reading is None:
            self._title.setText(self.tr("It is no longer here."))
            return
        self._title.setText(reading.title)
        self.text.setAccessibleName(reading.title)
        self._setter.start(reading.pieces, self.text.viewport().width())

    def _on_set(self, document: QTextDocument) -> None:
        self.text.setDocument(document)
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = document

    def _on_link(self, address: QUrl) -> None:
        self.link_clicked.emit(address.toString())

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [self._back, self.text, self._solved, self._not]

    def take_keyboard(self) -> None:
        """Puts the keyboard into what is read."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._back.set_words(self.tr("Back to the list"), "Esc")
        self._solved.setText(self.tr("That solved it"))
        self._not.setText(self.tr("It did not"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
