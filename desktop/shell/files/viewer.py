"""A picture of a message, as large as the window: looked at, saved, handed to another program."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.shell import names
from desktop.shell.files.desk import FileDesk
from desktop.shell.files.pictures import decoded
from desktop.shell.files.words import size_text
from desktop.shell.over import Over
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.text import ElidedLabel, Text
from sync.replica.reading.files import FileRow

MARGIN, BAR = 48, 48


class Canvas(QWidget):
    """The picture, whole, never larger than it is."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: QPixmap | None = None

    def show_picture(self, picture: QPixmap) -> None:
        """Shows it."""
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._picture.size()
        if size.width() > self.width() or size.height() > self.height():
            size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect((self.width() - size.width()) // 2, (self.height() - size.height()) // 2, *size.toTuple())
        painter.drawPixmap(place, self._picture)


class PictureViewer(Over):
    """Signals: what the user wants done with it."""

    save_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, window: QWidget, work: Workspace, desk: FileDesk, file: FileRow) -> None:
        super().__init__(window, work.theme)
        self.setObjectName(names.FILES_VIEWER)
        self.setAccessibleName(file.name)
        theme = work.theme
        self._canvas = Canvas()
        self._words = Text(theme, color="text_secondary")
        save = Button(theme, self.tr("Save as"), icon="download", name=names.FILES_VIEWER_SAVE, height=28)
        other = Button(theme, self.tr("Open elsewhere"), icon="external", name=names.FILES_VIEWER_OPEN, height=28)
        close = icon_button(theme, "close", self.tr("Close"), names.FILES_VIEWER_CLOSE, key="Esc")
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 0, 8, 0)
        bar.setSpacing(8)
        bar.addWidget(ElidedLabel(theme, file.name, role="title", weight=600), 1)
        for part in (self._words, save, other, close):
            bar.addWidget(part)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 8, 1, 8)
        column.addLayout(bar)
        column.addWidget(self._canvas, 1)
        save.clicked.connect(self.save_wanted)
        other.clicked.connect(self.open_wanted)
        close.clicked.connect(self.leave)
        size = size_text(file.size_bytes, work.locale)
        ratio = window.devicePixelRatioF()
        bounds = QSize(round(window.width() * ratio), round(window.height() * ratio))

        def on_decoded(image: QImage) -> None:
            if image.isNull():
                self._words.setText(self.tr("This picture cannot be shown here. Save it, or open it elsewhere."))
                return
            picture = QPixmap.fromImage(image)
            self._words.setText(size)
            self._canvas.show_picture(picture)

        op = work.background.request(self, lambda: decoded(b"".join(desk.content(file.sha256)), bounds))
        op.success(on_decoded).run()

    def place(self) -> None:
        """Override Over.place: nearly all of the window."""
        self.panel.setGeometry(self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN))
