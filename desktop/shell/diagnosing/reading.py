"""What a store's computer has said of itself, as the desk reads it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.shell import moments, names
from desktop.shell.files.desk import FileDesk
from desktop.shell.over import Over
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.text import Text
from domain.diagnostics import Diagnostics, unpacked
from sync.replica.reading.files import FileRow

WIDTH, EDGE, MOST = 600, 24, 760


class DiagnosticsPanel(Over):
    """Shows the lines of one file; a file that is none is said to be none.

    Signals:
        save_wanted: a copy of the file is wanted.
    """

    save_wanted = Signal()

    def __init__(self, window: QWidget, work: Workspace, desk: FileDesk, file: FileRow) -> None:
        super().__init__(window, work.theme)
        self.setObjectName(names.DIAGNOSED)
        theme = work.theme
        title = self.tr("The computer at the store")
        self.setAccessibleName(title)
        self._text = ""
        self._when = Text(theme, role="caption", color="text_secondary", wraps=True)
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(2, 2, 10, 2)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(self._inner)
        # Qt fills what is set with the colour of windows.
        self._inner.setAutoFillBackground(False)
        self.copy = Button(theme, self.tr("Copy"), name=names.DIAGNOSED_COPY, height=28)
        save = Button(theme, self.tr("Save as"), icon="download", height=28)
        close = icon_button(theme, "close", self.tr("Close"), names.DIAGNOSED_CLOSE, key="Esc")
        head = QHBoxLayout()
        head.addWidget(Text(theme, title, role="title", weight=600), 1)
        for part in (self.copy, save, close):
            head.addWidget(part)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._when)
        column.addWidget(scroll, 1)
        close.clicked.connect(self.leave)
        save.clicked.connect(self.save_wanted)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        op = work.background.request(self, lambda: unpacked(b"".join(desk.content(file.sha256))))
        op.success(self._show).run()

    def _show(self, found: Diagnostics | None) -> None:
        if found is None:
            self._when.setText(self.tr("This file is not what it says. Save it to look at it elsewhere."))
            return
        self._when.setText(self.tr("As it was at {0}").format(moments.absolute(moments.moment_of(found.at))))
        chapter = ""
        said: list[str] = []
        for line in found.lines:
            if line.chapter != chapter:
                chapter = line.chapter
                head = Text(self._theme, chapter, weight=600)
                head.setContentsMargins(0, 8 if said else 0, 0, 0)
                self._grid.addWidget(head, self._grid.rowCount(), 0, 1, 2)
                said.append(chapter)
            row = self._grid.rowCount()
            label = Text(self._theme, line.label, color="text_secondary", wraps=True)
            value = Text(self._theme, line.value, wraps=True, selectable=True)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
            said.append(f"  {line.label}: {line.value}")
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._text = "\n".join(said) + "\n"
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> None:
        """Override Over.place."""
        width = min(self._theme.scaled(WIDTH), self.width() - 2 * EDGE)
        height = min(self._theme.scaled(MOST), self.height() - 2 * EDGE)
        self.panel.setGeometry(QRect((self.width() - width) // 2, (self.height() - height) // 2, width, height))
