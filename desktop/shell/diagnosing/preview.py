"""What would be sent of this computer, line by line, before it is sent: each can be left out."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.shell import moments, names
from desktop.shell.diagnosing.collecting import Around, Said, collected
from desktop.shell.line import LineState, rail_text
from desktop.shell.over import Over
from desktop.shell.profile_files import read_card
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Check
from desktop.widgets.text import Text
from domain.diagnostics import Diagnostics, DiagnosticsLine
from sync.replica.reading import waiting

WIDTH, EDGE, MOST = 560, 24, 760


def around(work: Workspace) -> Around:
    """What the program knows by itself; in the GUI thread, in a few milliseconds."""
    history = list(work.history)
    line = rail_text(LineState(history[0].status)) if history else ""
    card = read_card(work.folder)
    return Around(line, waiting.unsent_count(work.reader), card.server_url if card is not None else "")


class DiagnosticsPreview(Over):
    """Collects, shows, and hands on what is left ticked. Ctrl+Return does it, Esc leaves it.

    Signals:
        taken: (Diagnostics) this may be sent.
    """

    taken = Signal(object)

    def __init__(self, window: QWidget, work: Workspace, verb: str) -> None:
        super().__init__(window, work.theme)
        self.setObjectName(names.DIAGNOSING)
        theme = work.theme
        title = self.tr("What is sent of this computer")
        self.setAccessibleName(title)
        self._work = work
        self._boxes: list[tuple[Check, Said]] = []
        self._lines = QWidget()
        self._rows = QVBoxLayout(self._lines)
        self._rows.setContentsMargins(2, 2, 10, 2)
        self._rows.setSpacing(4)
        self._state = Text(theme, self.tr("Looking at this computer…"), color="text_secondary", wraps=True)
        self._rows.addWidget(self._state)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(self._lines)
        # Qt fills what is set with the colour of windows.
        self._lines.setAutoFillBackground(False)
        self.go = Button(theme, verb, kind="primary", name=names.DIAGNOSING_RUN, height=28, key="Ctrl+↵")
        self.go.setEnabled(False)
        cancel = Button(theme, self.tr("Cancel"), kind="quiet", height=28)
        foot = QHBoxLayout()
        foot.addWidget(self.go)
        foot.addWidget(cancel)
        foot.addStretch(1)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(Text(theme, title, role="title", weight=600, wraps=True))
        lead = self.tr("This and nothing else. Untick what you would rather keep to yourself.")
        column.addWidget(Text(theme, lead, color="text_secondary", wraps=True))
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        self.go.clicked.connect(self._take)
        cancel.clicked.connect(self.leave)
        known, folder = around(work), work.folder
        work.background.request(self, lambda: collected(folder, known)).success(self._show).run()

    def _show(self, found: list[Said]) -> None:
        self._state.hide()
        chapter = ""
        for place, said in enumerate(found):
            if said.chapter != chapter:
                chapter = said.chapter
                head = Text(self._work.theme, chapter, role="caption", weight=600, color="text_secondary")
                head.setContentsMargins(0, 6 if place else 0, 0, 0)
                self._rows.addWidget(head)
            box = Check(self._work.theme, f"{said.label}: {said.value}", name=f"{names.DIAGNOSING_LINE}.{place}")
            box.setToolTip(said.value)
            box.setAccessibleName(f"{chapter}, {box.text()}")
            box.setChecked(True)
            box.toggled.connect(self._on_toggled)
            self._rows.addWidget(box)
            self._boxes.append((box, said))
        self._rows.addStretch(1)
        self.go.setEnabled(True)
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place()

    def _on_toggled(self) -> None:
        self.go.setEnabled(any(box.isChecked() for box, _ in self._boxes))

    def _take(self) -> None:
        from domain.records import time_text

        lines = tuple(
            DiagnosticsLine(chapter=said.chapter, label=said.label, value=said.value)
            for box, said in self._boxes
            if box.isChecked()
        )
        if not lines:
            return
        self.leave()
        self.taken.emit(Diagnostics(at=time_text(moments.now()), lines=lines))

    def place(self) -> None:
        """Override Over.place."""
        width = min(self._theme.scaled(WIDTH), self.width() - 2 * EDGE)
        height = min(self._theme.scaled(MOST), self.height() - 2 * EDGE)
        self.panel.setGeometry(QRect((self.width() - width) // 2, (self.height() - height) // 2, width, height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override Over.keyPressEvent."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.go.isEnabled():
            self._take()
        else:
            super().keyPressEvent(event)
