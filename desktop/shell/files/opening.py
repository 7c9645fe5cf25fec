"""Opening and saving files of messages: the only places where their content leaves the encrypted shelf."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.background.operations import ReadOp
from desktop.shell.files.desk import FileDesk
from desktop.shell.workspace import Workspace
from sync.replica.reading.files import FileRow


class Openings(QObject):
    """Copies for other programs, in a folder of this process alone that goes when the client ends."""

    def __init__(self, work: Workspace, desk: FileDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._desk = work, desk
        self._folder: Path | None = None

    def open(self, file: FileRow) -> None:
        """Hand a copy to the program that the system opens such files with."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="mostrador-"))
        place = self._folder / file.id / file.name
        self.write(file, place).success(lambda _done: self._show(place)).run()

    def write(self, file: FileRow, place: Path) -> ReadOp[None]:
        """Write a file's content to a place, away from the GUI thread; fails with a FileError."""
        content = self._desk.content

        def run() -> None:
            from sync.errors import FileUnwritable

            try:
                place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                draft = place.with_name(f".{place.name}.part")
                with draft.open("wb") as copy:
                    for piece in content(file.sha256):
                        copy.write(piece)
                draft.replace(place)
            except OSError as error:
                raise FileUnwritable(str(error)) from error

        return self._work.background.request(self, run)

    def _show(self, place: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))

    def close(self) -> None:
        """Take the copies away; what another program still holds is left to the system."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
