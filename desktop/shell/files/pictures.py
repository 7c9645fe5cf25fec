"""Pictures of messages, small: decoded away from the GUI thread, never larger than what a screen can show.

A picture comes from somebody else. Its header is asked for its size before anything is decoded; what is larger than a
camera makes is not decoded at all, and Qt may take only so much memory for the rest.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPixmap

from desktop.shell.files.desk import FileDesk
from desktop.shell.workspace import Workspace
from sync.replica.reading.files import DraftFileRow, FileRow

PIXELS_MOST = 60_000_000
MEBIBYTES_MOST = 256
BYTES_MOST = 40 * 1024 * 1024
FORMATS = frozenset({b"png", b"jpeg", b"gif", b"webp", b"bmp"})
KEPT_MOST = 80
PRINTED_MOST = QSize(1400, 960)
"""Two pixels a point and more, of a page's width and half its height."""
PRINTED_QUALITY = 92


def decoded(data: bytes, bounds: QSize) -> QImage:
    """Return a picture no larger than `bounds`; a null image for what is none, or too large to look at."""
    content = QByteArray(data)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if bytes(reader.format().data()) not in FORMATS or not size.isValid() or size.width() * size.height() > PIXELS_MOST:
        return QImage()
    if size.width() > bounds.width() or size.height() > bounds.height():
        reader.setScaledSize(size.scaled(bounds, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    return reader.read()


def printable(content: Callable[[str], Iterable[bytes]], files: Iterable[FileRow]) -> dict[str, bytes]:
    """Return the pictures of files by their hash, as JPEG of a size for paper; what is none, or damaged, is left out.

    Packed, a conversation's pictures take a small part of the memory that they would take decoded.
    """
    from sync.errors import FileDamaged, FileGone

    found: dict[str, bytes] = {}
    for file in files:
        if file.sha256 in found:
            continue
        try:
            image = decoded(b"".join(content(file.sha256)), PRINTED_MOST)
        except (FileDamaged, FileGone):
            continue
        if not image.isNull():
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            _on_white(image).save(buffer, "JPEG", PRINTED_QUALITY)  # type: ignore[call-overload]
            found[file.sha256] = bytes(buffer.data().data())
    return found


def _on_white(image: QImage) -> QImage:
    """Paper is white, and JPEG knows nothing to see through."""
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return paper


def limit_memory() -> None:
    """Have Qt refuse pictures that would take more memory than this to decode."""
    QImageReader.setAllocationLimit(MEBIBYTES_MOST)


class Pictures(QObject):
    """Keeps the small pictures that were shown last.

    Signals:
        ready: (attachment's id) its picture can be painted now.
    """

    ready = Signal(str)

    def __init__(self, work: Workspace, desk: FileDesk, bounds: QSize, parent: QObject | None = None) -> None:
        super().__init__(parent)
        limit_memory()
        self._work, self._desk, self._bounds = work, desk, bounds
        self._kept: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._under_way: set[str] = set()

    def of(self, file: FileRow | DraftFileRow) -> QPixmap | None:
        """Return the picture of a file, None while there is none: not here, not decoded yet, or nothing to show."""
        if file.sha256 in self._kept:
            self._kept.move_to_end(file.sha256)
            return self._kept[file.sha256]
        if file.sha256 not in self._under_way and file.size_bytes <= BYTES_MOST and self._desk.shelf.holds(file.sha256):
            self._under_way.add(file.sha256)
            op = self._work.background.request(self, self._reading(file.sha256))
            op.success(lambda image: self._on_decoded(file, image))
            op.failure(lambda _error: self._on_decoded(file, QImage())).run()
        return None

    def _reading(self, sha256: str) -> Callable[[], QImage]:
        content, bounds = self._desk.content, self._bounds
        return lambda: decoded(b"".join(content(sha256)), bounds)

    def _on_decoded(self, file: FileRow | DraftFileRow, image: QImage) -> None:
        self._under_way.discard(file.sha256)
        self._kept[file.sha256] = None if image.isNull() else QPixmap.fromImage(image)
        if len(self._kept) > KEPT_MOST:
            self._kept.popitem(last=False)
        self.ready.emit(file.id)
