"""Opening and saving files of messages: the only places where their content leaves the encrypted shelf."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl

from desktop.background.operations import ReadOp
from desktop.shell.elsewhere import hand_over
from desktop.shell.files.copies import Copies
from desktop.shell.files.desk import FileDesk
from desktop.shell.workspace import Workspace
from sync.replica.reading.files import FileRow


class Openings(QObject):
    """Copies for other programs, which go when the account leaves the screen or the client ends."""

    def __init__(self, work: Workspace, desk: FileDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._desk = work, desk
        self._copies = Copies()
        work.left.connect(self.close)

    def open(self, file: FileRow) -> None:
        """Hand a copy to the program that the system opens such files with."""
        place = self._copies.place_for(file.id, file.name)
        self.write(file, place).success(lambda _done: self._on_written(place)).run()

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

    def _on_written(self, place: Path) -> None:
        # The account may have left the screen meanwhile.
        if self._copies.keeps(place):
            self._show(place)

    def _show(self, place: Path) -> None:
        hand_over(
            self._work,
            QUrl.fromLocalFile(str(place)),
            self.tr("No program here opens {0}").format(place.name),
            self.tr("Save it from its menu, then open it with a program that can."),
        )

    def close(self) -> None:
        """Take the copies away; what another program still holds goes with the next start."""
        self._copies.remove()
