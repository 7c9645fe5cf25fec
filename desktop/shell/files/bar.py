"""Attaching: by dialog, by dragging, by pasting, by a picture of the screen. The files of one draft, as chips."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.background.operations import ReadOp
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names
from desktop.shell.errors import ScreenNotShown
from desktop.shell.files.pictures import Pictures
from desktop.shell.files.screenshot import Grab, RegionPicker, grab_of
from desktop.shell.files.words import icon_of, size_text
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import icon_button
from desktop.widgets.files import PICTURE, FileChip, FileRowOfChips
from domain.errors import KnownError
from sync.replica.reading.files import DraftFileRow

if TYPE_CHECKING:
    from domain.diagnostics import Diagnostics

HIDE_MS = 300
"""Until a window that steps aside is really gone from the screen."""
PNG = "image/png"


class AttachBar(Retranslated, FileRowOfChips):
    """The files of one draft. Its three buttons are placed by whoever makes it.

    Signals:
        changed: there are others now, or one is being read, or has been.
        not_read: one that was asked for does not come along; told before `changed`.
    """

    changed = Signal()
    not_read = Signal()

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        FileRowOfChips.__init__(self, parent)
        self.setObjectName(names.FILES_CHIPS)
        self._work, self._desk = work, work.files
        self._draft = ""
        self._chips: dict[str, FileChip] = {}
        self._files: dict[str, DraftFileRow] = {}
        self._reading = 0
        edge = work.theme.scaled(PICTURE * 2)
        self._pictures = Pictures(work, self._desk, QSize(edge, edge), self)
        self._pictures.ready.connect(self._on_picture)
        self.attach_button = icon_button(work.theme, "paperclip", "", names.FILES_ATTACH)
        self.shot_button = icon_button(work.theme, "camera", "", names.FILES_SCREENSHOT)
        self.diagnostics_button = icon_button(work.theme, "device", "", names.FILES_DIAGNOSTICS)
        self.diagnostics_button.clicked.connect(self.diagnose)
        self.attach_button.clicked.connect(self.choose)
        self.shot_button.clicked.connect(self.take_screenshot)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.attach_button.set_words(self.tr("Attach files"), "Ctrl+Shift+A")
        self.shot_button.set_words(self.tr("Attach a picture of the screen"), "Ctrl+Shift+S")
        self.diagnostics_button.set_words(self.tr("Attach what this computer says of itself"), "Ctrl+Shift+D")
        self.setAccessibleName(self.tr("Attached files"))
        for file in self._files.values():
            self._say(file)

    @property
    def is_reading(self) -> bool:
        """Whether a file is still on its way onto the shelf: its message waits that long, which is not for a line."""
        return self._reading > 0

    @property
    def draft(self) -> str:
        """Key of the draft whose files these are."""
        return self._draft

    def attached(self) -> list[dict[str, Any]]:
        """The files, as a mutation takes them."""
        fields = DraftFileRow.__annotations__
        files = sorted(self._files.values(), key=lambda file: file.id)
        return [{name: getattr(file, name) for name in fields} for file in files]

    def show_draft(self, draft: str, *, empty: bool = False) -> None:
        """Turns to a draft: its files are as they were, unless it is `empty` by now."""
        self._draft = draft
        self.clear()
        for file in self._desk.of_draft(draft) if draft and not empty else ():
            self._add(file)
        self.changed.emit()

    def is_outdated(self) -> bool:
        """Whether the draft has other files by now: another part of the client has put some back."""
        return {file.id for file in self._desk.of_draft(self._draft)} - self._files.keys() != set()

    def clear(self) -> None:
        """Shows no files: they are on their way with their message."""
        for chip in self._chips.values():
            self.take(chip)
        self._chips, self._files = {}, {}

    # Ways in.

    def choose(self) -> None:
        """Asks which files."""
        dialog = QFileDialog(self.window(), self.tr("Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.attach_paths)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def attach_paths(self, paths: list[str]) -> None:
        """Attaches files of this computer."""
        for path in paths:
            self._attach_path(Path(path))

    def _attach_path(self, path: Path) -> None:
        chip = self._begin(path.name)
        count = len(self._files) + self._reading - 1

        def moved(percent: int) -> None:
            if chip in self._under_way:
                chip.say(self.tr("Being read, {0} %").format(percent), self.tr("Remove"), percent)

        self._run(self._desk.put_away(self, path, count, moved), chip)

    def attach_picture(self, image: QImage) -> None:
        """Attaches a picture that is no file yet."""
        name = self.tr("Picture {0}.png").format(moments.now().astimezone().strftime("%Y-%m-%d %H.%M.%S"))
        chip = self._begin(name)
        self._run(self._desk.put_away_bytes(self, name, PNG, lambda: as_png(image)), chip)

    def diagnose(self) -> None:
        """Shows what this computer says of itself, and attaches what may be sent of it."""
        from desktop.shell.diagnosing.preview import DiagnosticsPreview

        preview = DiagnosticsPreview(self.window(), self._work, self.tr("Attach"))
        preview.taken.connect(self._attach_diagnostics)
        preview.open()

    def _attach_diagnostics(self, taken: Diagnostics) -> None:
        from domain.diagnostics import FILE_NAME, MEDIA_TYPE, packed

        op = self._desk.put_away_bytes(self, FILE_NAME, MEDIA_TYPE, lambda: packed(taken))
        self._run(op, self._begin(FILE_NAME))

    def take_screenshot(self) -> None:
        """Lets the window step aside, then has a part of the screen chosen."""
        self.take_screenshot_of(grab_of(self.screen()))

    def take_screenshot_of(self, grab: Grab) -> None:
        """As `take_screenshot`, of what `grab` gives."""
        window = self.window()
        place = window.saveGeometry()
        window.hide()

        def pick() -> None:
            shot = grab()
            window.restoreGeometry(place)
            window.show()
            if shot.isNull():
                self._work.background.failed.emit(ScreenNotShown())
                return
            self.picker = RegionPicker(self._work.theme, shot, self.screen().geometry())
            self.picker.taken.connect(self.attach_picture)
            self.picker.show()
            self.picker.activateWindow()

        QTimer.singleShot(HIDE_MS, self, pick)

    picker: RegionPicker | None = None

    def take_from(self, *widgets: QWidget) -> None:
        """Takes what is dragged onto these widgets, or pasted into them."""
        for widget in widgets:
            widget.setAcceptDrops(True)
            widget.installEventFilter(self)

    def take_data(self, data: QMimeData) -> bool:
        """Attaches what was dragged or pasted; tells whether there was something to attach."""
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if paths:
            self.attach_paths(paths)
            return True
        # Text that also comes as a picture (from a spreadsheet, say) is pasted as text.
        if data.hasImage() and not data.hasText():
            image = data.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self.attach_picture(image)
                return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            if self.take_data(event.mimeData()):
                event.acceptProposedAction()
                return True
        elif isinstance(event, QDragEnterEvent) and event.type() is QEvent.Type.DragEnter:
            data = event.mimeData()
            if any(url.isLocalFile() for url in data.urls()) or (data.hasImage() and not data.hasText()):
                event.acceptProposedAction()
                return True
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.take_data(QGuiApplication.clipboard().mimeData())
        pressed = QKeySequence(event.keyCombination())
        if pressed == QKeySequence("Ctrl+Shift+A"):
            self.choose()
            return True
        if pressed == QKeySequence("Ctrl+Shift+D") and not self.diagnostics_button.isHidden():
            self.diagnose()
            return True
        if pressed == QKeySequence("Ctrl+Shift+S"):
            self.take_screenshot()
            return True
        return False

    # On the way onto the shelf.

    @property
    def _under_way(self) -> set[FileChip]:
        return {chip for file_id, chip in self._chips.items() if file_id not in self._files}

    def _begin(self, name: str) -> FileChip:
        self._reading += 1
        chip = FileChip(self._work.theme, "paperclip", name, object_name=f"{names.FILES_CHIP}.{len(self._chips)}")
        chip.say(self.tr("Being read"), self.tr("Remove"), 0)
        self._chips[f"reading {id(chip)}"] = chip
        self.add(chip)
        self.changed.emit()
        return chip

    def _run(self, op: ReadOp[DraftFileRow], chip: FileChip) -> None:
        draft = self._draft
        chip.remove_asked.connect(lambda: self._give_up(op, chip))
        op.success(lambda file: self._on_stored(draft, chip, file)).failure(lambda e: self._on_not_read(chip, e)).run()

    def _end(self, chip: FileChip) -> None:
        self._reading -= 1
        if self._chips.pop(f"reading {id(chip)}", None) is not None:
            self.take(chip)

    def _give_up(self, op: ReadOp[DraftFileRow], chip: FileChip) -> None:
        op.cancel()
        self._end(chip)
        self.not_read.emit()
        self.changed.emit()

    def _on_stored(self, draft: str, chip: FileChip, file: DraftFileRow) -> None:
        self._end(chip)
        # It belongs to the draft it was attached to, whichever is shown by now.
        self._desk.keep(self, draft, file).run()
        if draft == self._draft:
            self._add(file)
        self.changed.emit()

    def _on_not_read(self, chip: FileChip, error: KnownError) -> None:
        self._end(chip)
        self._work.background.failed.emit(error)
        self.not_read.emit()
        self.changed.emit()

    # On the shelf.

    def _add(self, file: DraftFileRow) -> None:
        name = f"{names.FILES_CHIP}.{len(self._chips)}"
        chip = FileChip(self._work.theme, icon_of(file.media_type), file.name, object_name=name)
        chip.remove_asked.connect(lambda: self._remove(file))
        self._chips[file.id], self._files[file.id] = chip, file
        self._say(file)
        self.add(chip)
        self._on_picture(file.id)

    def _say(self, file: DraftFileRow) -> None:
        size = size_text(file.size_bytes, self._work.locale)
        self._chips[file.id].say(size, self.tr("Remove {0}").format(file.name))

    def _remove(self, file: DraftFileRow) -> None:
        self._desk.forget(self, file.id).run()
        self._files.pop(file.id, None)
        self.take(self._chips.pop(file.id))
        self.changed.emit()

    def _on_picture(self, file_id: str) -> None:
        file = self._files.get(file_id)
        picture = self._pictures.of(file) if file is not None and file.media_type.startswith("image/") else None
        if picture is not None:
            self._chips[file_id].show_picture(picture)


def as_png(image: QImage) -> bytes:
    """A picture as the bytes of a PNG file; away from the GUI thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs miss the overload that writes to a device
    return bytes(buffer.data().data())
