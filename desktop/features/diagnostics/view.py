"""The diagnostics page."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.background.operations import Latest
from desktop.features.diagnostics.facts import Chapter, Gathered, Telling, gathered
from desktop.features.diagnostics.operations import Checkup
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.elsewhere import hand_over
from desktop.shell.workspace import Workspace
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Frame
from desktop.widgets.flow import FlowRow
from desktop.widgets.text import ElidedLabel, Text

REFRESH_MS = 3_000
LABEL_WIDTH = 200
LOG_HEIGHT = 160


class ChapterPanel(QWidget):
    """A title, and below it labels with what they say."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title = Text(theme, weight=600)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._title, 0, 0, 1, 2)
        self._lines: list[tuple[Text, Text]] = []

    def show_chapter(self, chapter: Chapter) -> None:
        """Shows it; lines are made as they are needed, and kept."""
        self._title.setText(chapter.title)
        while len(self._lines) < len(chapter.facts):
            self._add_line()
        for place, (label, value) in enumerate(self._lines):
            there = place < len(chapter.facts)
            label.setVisible(there)
            value.setVisible(there)
            if there:
                fact = chapter.facts[place]
                label.setText(fact.label)
                value.setAccessibleName(f"{fact.label}: {fact.value}")
                if value.text() != fact.value:
                    value.setText(fact.value)
        self._grid.setColumnMinimumWidth(0, self._theme.scaled(LABEL_WIDTH))

    def _add_line(self) -> None:
        label = Text(self._theme, color="text_secondary", wraps=True)
        value = ElidedLabel(self._theme)
        row = len(self._lines) + 1
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
        self._lines.append((label, value))


class DiagnosticsView(Retranslated, QWidget):
    """Facts, and what can be done.

    Signals:
        unusable: (error) the cache is damaged and the user wants it repaired.
        told: (sentence) something was done.
    """

    unusable = Signal(object)
    told = Signal(str)

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        self._work = work
        self._latest = Latest()
        self._found: Gathered | None = None
        self._telling = Telling()
        self._checkup = Checkup(work)
        theme = work.theme
        self._title = Text(theme, role="title", weight=600)
        self._lead = Text(theme, color="text_secondary", wraps=True)
        self.copy = Button(theme, icon="clipboard", name=names.DIAGNOSTICS_COPY)
        self.folder = Button(theme, icon="external", name=names.DIAGNOSTICS_FOLDER)
        self.verify = Button(theme, icon="shield-check", name=names.DIAGNOSTICS_VERIFY)
        self.rebuild = Button(theme, icon="sync", name=names.DIAGNOSTICS_REBUILD)
        self.repair = Button(theme, name=names.DIAGNOSTICS_REPAIR)
        self.said = Text(theme, wraps=True)
        self.said.setObjectName(names.DIAGNOSTICS_SAID)
        self._panels: list[ChapterPanel] = []
        self._log_title = Text(theme, weight=600)
        self._log = QPlainTextEdit()
        self._lay_out(theme)
        self._tick = QTimer(self, interval=REFRESH_MS)
        self._connect()
        self.retranslate()

    def _lay_out(self, theme: Theme) -> None:
        self._log.setObjectName(names.DIAGNOSTICS_LOG)
        self._log.setReadOnly(True)
        self._log.setTabChangesFocus(True)
        self._log.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        frame = Frame(theme, self._log)
        frame.setFixedHeight(LOG_HEIGHT)
        self._chapters = QVBoxLayout()
        self._chapters.setSpacing(24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._lead)
        column.addWidget(FlowRow(self.copy, self.folder, self.verify, self.rebuild))
        column.addWidget(self.said)
        column.addWidget(self.repair)
        column.addSpacing(16)
        column.addLayout(self._chapters)
        column.addSpacing(16)
        column.addWidget(self._log_title)
        column.addWidget(frame)
        column.addStretch(1)
        self.said.hide()
        self.repair.hide()

    def _connect(self) -> None:
        self.copy.clicked.connect(self._on_copy)
        self.folder.clicked.connect(self._on_folder)
        self.verify.clicked.connect(self._checkup.verify)
        self.rebuild.clicked.connect(self._checkup.rebuild_index)
        self.repair.clicked.connect(self._checkup.repair)
        self._checkup.said.connect(self._on_said)
        self._checkup.damaged.connect(self.unusable)
        self._tick.timeout.connect(self.refresh)

    def refresh(self) -> None:
        """Reads everything anew."""
        folder = self._work.folder
        self._latest.run(self._work.read(self, lambda reader: gathered(reader, folder)).success(self._on_gathered))

    def _on_gathered(self, found: Gathered) -> None:
        self._found = found
        self._show()

    def _content(self) -> list[Chapter]:
        if self._found is None:
            return []
        return self._telling.chapters(self._found, self._work.history, self._work.folder)

    def _show(self) -> None:
        content = self._content()
        while len(self._panels) < len(content):
            self._panels.append(ChapterPanel(self._work.theme))
            self._chapters.addWidget(self._panels[-1])
        for panel, chapter in zip(self._panels, content, strict=False):
            panel.show_chapter(chapter)
        lines = "\n".join(self._found.log if self._found is not None else ())
        if self._log.toPlainText() != lines:
            self._log.setPlainText(lines)
            bar = self._log.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _on_said(self, sentence: str, busy: bool) -> None:  # noqa: FBT001 - the signal's
        self.said.setText(sentence)
        self.said.show()
        self.repair.setVisible(self._checkup.can_repair)
        for button in (self.verify, self.rebuild):
            button.setEnabled(not busy)
        if not busy:
            self.refresh()

    def _on_copy(self) -> None:
        report = self._telling.report(self._content(), self._found.log if self._found is not None else ())
        QGuiApplication.clipboard().setText(report)
        self.told.emit(self.tr("Copied. It holds figures and ids, nothing that anybody wrote."))

    def _on_folder(self) -> None:
        folder = str(self._work.folder)
        no_program = self.tr("No program here opens folders")
        hand_over(self._work, QUrl.fromLocalFile(folder), no_program, self.tr("It lies here: {0}").format(folder))

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(self.tr("Diagnostics"))
        self._lead.setText(self.tr("What support asks for when something does not work as it should."))
        self.copy.setText(self.tr("Copy for support"))
        self.folder.setText(self.tr("Open the profile's folder"))
        self.verify.setText(self.tr("Verify the cache"))
        self.rebuild.setText(self.tr("Rebuild the search index"))
        self.repair.setText(self.tr("Repair"))
        self._log_title.setText(self.tr("Log"))
        self._log.setAccessibleName(self.tr("Log"))
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent."""
        super().showEvent(event)
        self.refresh()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Override QWidget.hideEvent."""
        super().hideEvent(event)
        self._tick.stop()
