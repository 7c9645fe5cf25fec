"""Ctrl+P: a conversation as a PDF that one may hand to a customer, or on a printer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPagedPaintDevice, QPdfWriter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.background.operations import Latest
from desktop.background.tasks import Task
from desktop.features.conversation import operations
from desktop.features.conversation.file_tiles import is_picture
from desktop.features.conversation.paper import Letterhead, Paper, Printed
from desktop.shell import moments, names, wording
from desktop.shell.files.pictures import BYTES_MOST, printable
from desktop.shell.files.words import size_text
from desktop.shell.over import Over
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Check
from desktop.widgets.text import Text
from domain.errors import KnownError
from sync.errors import FileUnwritable
from sync.replica.reading.files import FileRow
from sync.replica.reading.rows import MessageRow, TicketHead

TASK = "print"
WIDTH = 400


class PrintPanel(Over):
    """Asks what goes on paper, and onto which.

    Signals:
        pdf_wanted: (whether with internal notes) a file is wanted.
        print_wanted: (whether with internal notes) a printer is wanted.
    """

    pdf_wanted = Signal(bool)
    print_wanted = Signal(bool)

    def __init__(self, window: QWidget, work: Workspace) -> None:
        super().__init__(window, work.theme)
        self.setObjectName(names.PRINT_PANEL)
        theme = work.theme
        self.notes = Check(theme, self.tr("With internal notes"), name=names.PRINT_NOTES)
        self.notes.setVisible(work.me.works)
        hint = Text(theme, self.tr("Leave them out of what you hand to others."), "caption", 400, "text_secondary")
        hint.setVisible(work.me.works)
        pdf = Button(theme, self.tr("Save as PDF"), kind="primary", name=names.PRINT_PDF)
        printer = Button(theme, self.tr("Print"), icon="printer", name=names.PRINT_PAPER)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        leave = Button(theme, self.tr("Cancel"), kind="quiet")
        buttons.addWidget(leave)
        buttons.addStretch(1)
        buttons.addWidget(printer)
        buttons.addWidget(pdf)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(Text(theme, self.tr("Print this conversation"), "title", 600))
        column.addWidget(self.notes)
        column.addWidget(hint)
        column.addSpacing(8)
        column.addLayout(buttons)
        self._first = pdf
        leave.clicked.connect(self.leave)
        pdf.clicked.connect(lambda: self._choose(self.pdf_wanted))
        printer.clicked.connect(lambda: self._choose(self.print_wanted))

    def place(self) -> None:
        """Override Over.place."""
        size = self.panel.sizeHint()
        width = max(self._theme.scaled(WIDTH), size.width())
        self.panel.setGeometry((self.width() - width) // 2, (self.height() - size.height()) // 3, width, size.height())

    def open(self) -> None:
        """Override Over.open."""
        super().open()
        self._first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose(self, wanted: object) -> None:
        with_notes = self.notes.isChecked()
        self.leave()
        wanted.emit(with_notes)  # type: ignore[attr-defined]


class Printing(QObject):
    """Belongs to a conversation.

    Signals:
        told: (sentence) what became of it.
    """

    told = Signal(str)

    def __init__(self, work: Workspace, pane: QWidget) -> None:
        super().__init__(pane)
        self._work, self._pane = work, pane
        self._reading = Latest()
        self._steps: Iterator[int] | None = None
        self._paper: Paper | None = None
        self._done = ""
        self._clock = QTimer(self, interval=0)
        self._clock.timeout.connect(self._step)

    def ask(self, head: TicketHead) -> None:
        """Asks what is wanted of a ticket."""
        if Over.is_open_over(self._pane.window()):
            return
        panel = PrintPanel(self._pane.window(), self._work)
        panel.pdf_wanted.connect(lambda notes: self._ask_where(head, with_notes=notes))
        panel.print_wanted.connect(lambda notes: self._ask_printer(head, with_notes=notes))
        panel.open()

    def _ask_where(self, head: TicketHead, *, with_notes: bool) -> None:
        dialog = QFileDialog(self._pane.window(), self.tr("Save as PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        number = head.number if head.number is not None else head.subject[:40].replace("/", "-")
        dialog.selectFile(self.tr("Conversation {0}.pdf").format(number))
        dialog.fileSelected.connect(lambda path: self.save(head, path, with_notes=with_notes))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, head: TicketHead, path: str, *, with_notes: bool) -> None:
        """Writes a PDF."""
        try:
            # Asked first: Qt's own writer only complains into the log.
            with open(path, "ab"):
                pass
        except OSError as error:
            self._work.background.failed.emit(FileUnwritable(str(error)))
            return
        writer = QPdfWriter(path)
        writer.setTitle(head.subject)
        writer.setCreator("Mostrador")
        self._run(head, writer, with_notes=with_notes, done=self.tr("Saved as {0}").format(path))

    def _ask_printer(self, head: TicketHead, *, with_notes: bool) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(head.subject)
        dialog = QPrintDialog(printer, self._pane.window())
        dialog.accepted.connect(
            lambda: self._run(head, printer, with_notes=with_notes, done=self.tr("Sent to the printer"))
        )
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def _run(self, head: TicketHead, device: QPagedPaintDevice, *, with_notes: bool, done: str) -> None:
        self._done = done

        def begin(messages: list[MessageRow]) -> None:
            files = self._work.files.of_ticket(head.id)
            shown = [message for message in messages if with_notes or not message.internal]
            wanted = [file for message in shown for file in files.get(message.id, ()) if self._is_to_see(file)]
            op = self._work.background.request(self, partial(printable, self._work.files.content, wanted))
            self._reading.run(op.success(lambda pictures: put(shown, files, pictures)))

        def put(shown: list[MessageRow], files: dict[str, tuple[FileRow, ...]], pictures: dict[str, bytes]) -> None:
            items = [self._printed(message, files.get(message.id, ()), pictures) for message in shown]
            self._paper = Paper(device, self._letterhead(head), items)
            self._steps = self._paper.steps()
            self._clock.start()

        self._show_progress(0)
        self._reading.run(operations.all_messages(self._work, self, head.id).success(begin))

    def _is_to_see(self, file: FileRow) -> bool:
        return is_picture(file) and file.size_bytes <= BYTES_MOST and self._work.files.shelf.holds(file.sha256)

    def _printed(self, message: MessageRow, files: Sequence[FileRow], pictures: dict[str, bytes]) -> Printed:
        words = tuple(f"{file.name}, {self._size(file.size_bytes)}" for file in files)
        return Printed(message, words, tuple(pictures[file.sha256] for file in files if file.sha256 in pictures))

    def _size(self, size_bytes: int) -> str:
        return size_text(size_bytes, self._work.locale)

    def _letterhead(self, head: TicketHead) -> Letterhead:
        around = operations.surroundings(self._work, head)
        store, person = around.store, around.requester
        reference = f"#{head.number}" if head.number is not None else ""
        facts = (
            (self.tr("Reference"), reference),
            (self.tr("Store"), f"{store.name} ({store.code})" if store else ""),
            (self.tr("Requester"), person.name if person else ""),
            (self.tr("Status"), wording.status_word(head.status, sentences=not self._work.me.works)),
            (self.tr("Opened"), moments.absolute(moments.moment_of(head.created_at))),
        )
        me = self._work.me
        printed = self.tr("Printed {0} by {1}").format(moments.absolute(moments.now()), me.name)
        return Letterhead(me.space, head.subject, reference, facts, printed)

    def _step(self) -> None:
        """One page or message, then the window has its turn."""
        try:
            percent = next(self._steps) if self._steps is not None else None
        except StopIteration:
            percent = None
        except KnownError as error:
            self._stop()
            self._work.background.failed.emit(error)
            return
        if percent is not None:
            self._show_progress(percent)
            return
        self._stop()
        self.told.emit(self._done)

    def _show_progress(self, percent: int) -> None:
        self._work.tasks.put(Task(TASK, "printer", lambda: self.tr("Printing"), percent, 100, "%", self._stop))

    def _stop(self) -> None:
        self._clock.stop()
        self._reading.cancel()
        if self._steps is not None:
            self._steps.close()  # type: ignore[attr-defined]  # a generator's: it ends the painter
        self._steps = self._paper = None
        self._work.tasks.end(TASK)
