"""What a click on a file of a message does: it is fetched if it is not here, then shown, opened or saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop.features.conversation.file_tiles import FileTiles, is_picture
from desktop.shell.files.desk import FETCH_UNASKED_BYTES
from desktop.shell.files.opening import Openings
from desktop.shell.files.pictures import Pictures
from desktop.shell.workspace import Workspace
from sync.replica.reading.files import FileRow

DIAGNOSTICS = "application/vnd.mostrador.diagnostics+json"
"""`domain.diagnostics.MEDIA_TYPE`, which is loaded once there is such a file."""
Then = Callable[[FileRow], object]


class ConversationFiles(QObject):
    """The files of the conversation that is shown.

    Signals:
        changed: something of them looks different now.
    """

    changed = Signal()

    def __init__(self, work: Workspace, pane: QWidget) -> None:
        super().__init__(pane)
        self._work, self._pane, self._desk = work, pane, work.files
        bounds = QSize(work.theme.scaled(400), work.theme.scaled(280))
        self._pictures = Pictures(work, self._desk, bounds, self)
        self._openings = Openings(work, self._desk, self)
        self.tiles = FileTiles(work, self._desk, self._pictures)
        self._waiting: dict[str, tuple[FileRow, Then]] = {}
        self._pictures.ready.connect(self.changed)
        self._desk.changed.connect(self._on_changed)
        openings = self._openings
        # By a function of its own: of what goes with the pane, this may have gone before.
        pane.destroyed.connect(lambda: openings.close())

    def of_ticket(self, ticket_id: str) -> dict[str, tuple[FileRow, ...]]:
        """Read a ticket's files; pictures that are not here are sent for, as are all that are small."""
        found = self._desk.of_ticket(ticket_id)
        for files in found.values():
            for file in files:
                if is_picture(file) and file.size_bytes <= FETCH_UNASKED_BYTES:
                    self._desk.want(file)
        return found

    def activate(self, file: FileRow) -> None:
        """Shows a picture, or opens anything else; fetches it first."""
        if file.media_type == DIAGNOSTICS:
            self._with(file, self._show_diagnostics)
        else:
            self._with(file, self._show if is_picture(file) else self._openings.open)

    def add_to(self, menu: QMenu, files: Sequence[FileRow]) -> None:
        """Adds what can be done with these files."""
        theme = self._work.theme
        for file in files:
            for icon, words, then in (
                ("eye", self.tr("Open {0}"), self.activate),
                ("download", self.tr("Save {0} as"), self.save_as),
            ):
                action = QAction(theme.icon(icon, "text_secondary"), words.format(file.name), menu)
                action.setEnabled(file.state == "ready" or self._desk.shelf.holds(file.sha256))
                action.triggered.connect(lambda _checked, then=then, file=file: then(file))
                menu.addAction(action)

    def save_as(self, file: FileRow) -> None:
        """Asks where a copy goes, fetches the file and writes it there."""
        dialog = QFileDialog(self._pane.window(), self.tr("Save {0} as").format(file.name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(file.name)
        dialog.fileSelected.connect(lambda path: self._with(file, lambda one: self._write(one, path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write(self, file: FileRow, path: str) -> None:
        from pathlib import Path

        self._openings.write(file, Path(path)).run()

    def _with(self, file: FileRow, then: Then) -> None:
        """Do something with a file as soon as it is here; the last word on it counts."""
        if self._desk.shelf.holds(file.sha256):
            then(file)
        elif file.state == "ready":
            self._waiting[file.id] = (file, then)
            self._desk.want(file, urgent=True)

    def _show(self, file: FileRow) -> None:
        from desktop.shell.files.viewer import PictureViewer

        viewer = PictureViewer(self._pane.window(), self._work, self._desk, file)
        viewer.save_wanted.connect(lambda: self.save_as(file))
        viewer.open_wanted.connect(lambda: self._openings.open(file))
        viewer.open()

    def _show_diagnostics(self, file: FileRow) -> None:
        from desktop.shell.diagnosing.reading import DiagnosticsPanel

        panel = DiagnosticsPanel(self._pane.window(), self._work, self._desk, file)
        panel.save_wanted.connect(lambda: self.save_as(file))
        panel.open()

    def _on_changed(self, file_id: str) -> None:
        waiting = self._waiting.get(file_id)
        if waiting is not None and self._desk.shelf.holds(waiting[0].sha256):
            del self._waiting[file_id]
            waiting[1](waiting[0])
        self.changed.emit()
