"""A conversation on paper: who asked what, when, and what was answered, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import QMarginsF, QObject, QPointF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QTextDocument,
)

from desktop.features.conversation.typesetting import message_html, style_sheet
from desktop.shell import moments, wording
from desktop.shell.rich_text import set_headings
from desktop.theme.theme import Mode, Theme
from domain.plain import Plain
from sync.errors import FileUnwritable
from sync.replica.reading.rows import MessageRow

POINTS_AN_INCH = 72.0
MARGIN_MM = 18.0
HEAD, FOOT = 26.0, 28.0
"""Room for the line at the top of every page but the first, and for the one at its foot, in points."""
NAME, GAP, PAD, BETWEEN = 15.0, 14.0, 8.0, 12.0
POINTS_A_PIXEL = 0.75
"""Of a screen with 96 pixels an inch."""
PICTURE_HIGHEST = 340.0
"""In points: half a page, so that none leaves most of one empty."""
PICTURE_SCHEME = "picture"


class Letterhead(Plain):
    """What the first page begins with.

    Attributes:
        brand: whose help desk it is.
        subject: the ticket's.
        reference: its number, as people say it.
        facts: pairs of a name and a value.
        printed: when and by whom this was made.
    """

    brand: str
    subject: str
    reference: str
    facts: tuple[tuple[str, str], ...]
    printed: str


class Printed(Plain):
    """A message with the words for its files, and those of them that are pictures as JPEG.

    Attributes:
        pictures: they stand above the words for all files.
    """

    message: MessageRow
    files: tuple[str, ...] = ()
    pictures: tuple[bytes, ...] = ()


class Slice(Plain):
    """A part of a message on a page: of which, where it stands, and what of its text, all in points."""

    item: int
    top: float
    start: float
    end: float


class Paper(QObject):
    """Lays out and paints; both in steps of a page or a message, so that whoever drives it is never kept for long."""

    def __init__(self, device: QPagedPaintDevice, letterhead: Letterhead, items: Sequence[Printed]) -> None:
        super().__init__()
        device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        device.setPageMargins(QMarginsF(*[MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
        self._device, self._letterhead, self._items = device, letterhead, items
        # Paper is white, whatever the screen is.
        self._theme = Theme(Mode.LIGHT)
        size = device.pageLayout().paintRect(QPageLayout.Unit.Point).size()
        self._width, self._height = size.width(), size.height()
        self._first = self._document(self._letterhead_html())
        self._pages: list[list[Slice]] = [[]]

    @property
    def page_count(self) -> int:
        """How many pages there are; known when `steps` has begun to paint."""
        return len(self._pages)

    def steps(self) -> Iterator[int]:
        """Do it all; yields the percent that is done after each step.

        Raises:
            FileUnwritable: The file, or the printer, takes nothing.
        """
        total = max(1, len(self._items))
        room = self._height - FOOT
        y = self._first.size().height() + GAP
        for number, item in enumerate(self._items):
            y = self._place(number, self._set(item), y, room)
            yield 50 * number // total
        painter = QPainter()
        if not painter.begin(self._device):
            raise FileUnwritable("nothing to paint on")
        scale = self._device.logicalDpiX() / POINTS_AN_INCH
        painter.scale(scale, scale)
        try:
            for number, page in enumerate(self._pages):
                if number:
                    self._device.newPage()
                self._paint_frame(painter, number)
                for piece in page:
                    # To set a page's messages at once would keep the window from its events.
                    self._paint_piece(painter, piece)
                    yield 50 + 50 * number // len(self._pages)
            yield 100
        finally:
            painter.end()

    def _place(self, number: int, document: QTextDocument, y: float, room: float) -> float:
        """Note on which pages a message stands; returns where the next one begins."""
        above = self._above(self._items[number])
        breaks = _line_ends(document)
        start = 0.0
        # A name never stands alone at the foot of a page.
        if y + above + breaks[0] > room:
            y = self._turn()
        y += above
        while start < breaks[-1] - 0.5:
            fitting = [end for end in breaks if start < end <= start + room - y]
            if not fitting and y > HEAD + above:
                y = self._turn()
                continue
            end = fitting[-1] if fitting else next(end for end in breaks if end > start)
            self._pages[-1].append(Slice(number, y, start, end))
            y, start = y + end - start, end
        return y + BETWEEN + (PAD if self._items[number].message.internal else 0)

    def _turn(self) -> float:
        self._pages.append([])
        return HEAD

    def _above(self, item: Printed) -> float:
        return NAME + (PAD if item.message.internal else 0)

    def _indent(self, item: Printed) -> float:
        return PAD if item.message.internal else 0.0

    def _set(self, item: Printed) -> QTextDocument:
        body = message_html(item.message.body, item.message.mentions) if item.message.body else ""
        width = self._width - 2 * self._indent(item)
        images = [QImage.fromData(data) for data in item.pictures]
        pictures = "".join(self._picture_html(number, image, width) for number, image in enumerate(images))
        files = "".join(f"<p class='picture'>{escape(name)}</p>" for name in item.files)
        return self._document(body + pictures + files, width, images)

    def _picture_html(self, number: int, image: QImage, width: float) -> str:
        """As large as it is on a screen, if it is not too large for the page."""
        shown = QSizeF(image.size()) * POINTS_A_PIXEL
        if shown.width() > width or shown.height() > PICTURE_HIGHEST:
            shown.scale(QSizeF(width, PICTURE_HIGHEST), Qt.AspectRatioMode.KeepAspectRatio)
        return f"<p><img src='{PICTURE_SCHEME}:{number}' width='{shown.width():.0f}' height='{shown.height():.0f}'></p>"

    def _document(self, content: str, width: float | None = None, images: Sequence[QImage] = ()) -> QTextDocument:
        document = QTextDocument()
        for number, image in enumerate(images):
            document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(f"{PICTURE_SCHEME}:{number}"), image)
        document.setDocumentMargin(0)
        document.setUseDesignMetrics(True)
        document.setDefaultFont(self._font(10))
        document.setDefaultStyleSheet(style_sheet(self._theme))
        document.setHtml(f"<body>{content}</body>")
        set_headings(document, self._theme, {})
        document.setTextWidth(width or self._width)
        return document

    def _letterhead_html(self) -> str:
        head = self._letterhead
        rows = "".join(
            f"<tr><td width='110'><span class='picture'>{escape(name)}</span></td><td>{escape(value)}</td></tr>"
            for name, value in head.facts
            if value
        )
        return (
            f"<p><b>{escape(head.brand)}</b></p><p style='font-size:18px; font-weight:600'>{escape(head.subject)}</p>"
            f"<table cellspacing='0' cellpadding='1'>{rows}</table>"
        )

    def _font(self, size: int, weight: int = QFont.Weight.Normal) -> QFont:
        font = QFont(self._theme.font("body"))
        font.setPixelSize(size)
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def _paint_frame(self, painter: QPainter, number: int) -> None:
        """What a page shows above and below its messages."""
        colors = self._theme.colors
        foot = QRectF(0, self._height - 12, self._width, 12)
        painter.fillRect(QRectF(0, self._height - 18, self._width, 0.5), colors.border)
        self._say(painter, foot, f"{self._letterhead.brand} · {self._letterhead.printed}", "text_secondary")
        pages = self.tr("Page {0} of {1}").format(number + 1, self.page_count)
        self._say(painter, foot, pages, "text_secondary", Qt.AlignmentFlag.AlignRight)
        if number:
            head = f"{self._letterhead.reference} {self._letterhead.subject}".strip()
            self._say(painter, QRectF(0, 0, self._width, 12), head, "text_secondary")
        else:
            self._draw(painter, self._first, QPointF(0, 0), 0, self._first.size().height())
            painter.fillRect(QRectF(0, self._first.size().height() + 6, self._width, 0.5), colors.border)

    def _paint_piece(self, painter: QPainter, piece: Slice) -> None:
        item = self._items[piece.item]
        indent, above = self._indent(item), self._above(item) if not piece.start else 0.0
        height = piece.end - piece.start
        if item.message.internal:
            box = QRectF(0, piece.top - above, self._width, above + height + PAD)
            painter.fillRect(box, self._theme.colors.note_bg)
        if not piece.start:
            line = QRectF(indent, piece.top - NAME, self._width - 2 * indent, NAME)
            self._paint_name(painter, line, item.message)
        self._draw(painter, self._set(item), QPointF(indent, piece.top), piece.start, piece.end)

    def _paint_name(self, painter: QPainter, line: QRectF, message: MessageRow) -> None:
        when = moments.absolute(moments.moment_of(message.created_at))
        self._say(painter, line, when, "text_secondary", Qt.AlignmentFlag.AlignRight)
        painter.setFont(self._font(10, QFont.Weight.DemiBold))
        painter.setPen(self._theme.colors.text)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, message.author)
        left = painter.fontMetrics().horizontalAdvance(message.author) + 6
        who = wording.title_of(message.author_role, message.author_title)
        if message.internal:
            who = ", ".join(part for part in (who, self.tr("internal note")) if part)
        self._say(painter, line.adjusted(left, 0, 0, 0), who, "text_secondary")

    def _say(
        self, painter: QPainter, place: QRectF, words: str, color: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:  # fmt: skip
        painter.setFont(self._font(8))
        painter.setPen(self._theme.colors[color])
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, words)

    def _draw(self, painter: QPainter, document: QTextDocument, corner: QPointF, start: float, end: float) -> None:
        """Paint what of a text stands between two heights."""
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, self._theme.colors.text)
        context.clip = QRectF(0, start, self._width, end - start)
        painter.save()
        painter.translate(corner - QPointF(0, start))
        painter.setClipRect(context.clip)
        document.documentLayout().draw(painter, context)
        painter.restore()


def _line_ends(document: QTextDocument) -> list[float]:
    """Where the lines of a text end, from the top, the last one with the whole of it: there a page may break."""
    layout, found = document.documentLayout(), set()
    block = document.begin()
    while block.isValid():
        top = layout.blockBoundingRect(block).top()
        lines = block.layout()
        for number in range(lines.lineCount()):
            line = lines.lineAt(number)
            found.add(top + line.y() + line.height())
        block = block.next()
    whole = document.size().height()
    return sorted(end for end in found if end < whole - 1) + [whole]
