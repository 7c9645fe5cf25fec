"""A conversation on paper: complete, in pages, without what is not for others unless one asks for it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.features.conversation.paper import Letterhead, Paper, Printed
from desktop.features.conversation.printing import PrintPanel
from desktop.shell import names
from desktop.shell.files.bar import as_png
from desktop.shell.files.pictures import printable
from desktop.widgets.buttons import Button
from domain.ids import RecordId
from sync.errors import FileUnwritable
from sync.replica.reading.files import FileRow
from sync.replica.reading.rows import MessageRow
from tests.desktop.features.test_files import attach, files_of, picture
from tests.desktop.features.test_sending import opened
from tests.support.desk import Desk
from tests.support.stall import StallWatch
from tests.sync.replica.model import ModelServer


def pages(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf.read_bytes()))


def drawn(pdf: Path) -> int:
    """How many glyphs are shown: an unpacked content stream names each by four hex digits."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf.read_bytes(), re.DOTALL)
    count = 0
    for stream in streams:
        try:
            content = zlib.decompress(stream)
        except zlib.error:
            continue
        count += sum(len(found) // 4 for found in re.findall(rb"<([0-9a-f]+)>\s*Tj", content))
    return count


@pytest.fixture
def ana(server: ModelServer, desk_of: Callable[[str], Desk], ticket_id: RecordId) -> Desk:
    """Ana's desk; the ticket has fifty answers and a note."""
    for number in range(50):
        body = f"Answer {number}: hold the **red** key.\n\n1. wait\n2. try again\n\nThen tell us what it says."
        server.act("ana", "ticket.reply", ticket_id=ticket_id, message_id=server.franchise.id(), body=body)
    server.act("ana", "ticket.note", ticket_id=ticket_id, message_id=server.franchise.id(), body="They owe us a till.")
    return desk_of("ana")


def save(qtbot: QtBot, desk: Desk, ticket_id: RecordId, pdf: Path, *, notes: bool) -> None:
    """Ctrl+P, a choice, and a file."""
    view = opened(qtbot, desk, ticket_id)
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    QTest.keyClick(view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    panel = view.findChild(PrintPanel, names.PRINT_PANEL)
    assert isinstance(panel, PrintPanel)
    assert not panel.notes.isChecked(), "what is internal stays inside unless one says otherwise"
    if notes:
        QTest.mouseClick(panel.notes, Qt.MouseButton.LeftButton, pos=panel.notes.rect().center())
    button = panel.findChild(Button, names.PRINT_PDF)
    assert isinstance(button, Button)
    button.click()
    dialog = view.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    with qtbot.waitSignal(view.printing.told, timeout=20_000) as told:
        dialog.fileSelected.emit(str(pdf))
    dialog.close()
    assert told.args == [f"Saved as {pdf}"]


def test_a_conversation_is_saved_in_pages_without_its_notes(
    qtbot: QtBot, ana: Desk, ticket_id: RecordId, tmp_path: Path
) -> None:
    save(qtbot, ana, ticket_id, tmp_path / "without.pdf", notes=False)
    save(qtbot, ana, ticket_id, tmp_path / "with.pdf", notes=True)
    assert (tmp_path / "without.pdf").read_bytes().startswith(b"%PDF-")
    assert pages(tmp_path / "without.pdf") >= 5
    more = drawn(tmp_path / "with.pdf") - drawn(tmp_path / "without.pdf")
    assert more >= len("TheyoweusatillAna")


def message(number: int, body: str) -> MessageRow:
    at = f"2026-11-22T12:{number % 60:02}:00.000000Z"
    return MessageRow(str(number), False, "a", "Ana Ruiz", "", "agent", body, "desktop", at, at)


def file_row(name: str) -> FileRow:
    return FileRow(name, "1", name, "image/png", 1, name, "ready", "", "a")


def test_a_text_longer_than_a_page_goes_on_on_the_next_and_loses_no_line(qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtGui import QPdfWriter

    long = message(1, "\n\n".join(f"Line {number} of a very long answer." for number in range(200)))
    letterhead = Letterhead("Molino Azul", "Till", "#1", (("Store", "Triana"),), "now")
    paper = Paper(QPdfWriter(str(tmp_path / "long.pdf")), letterhead, [Printed(message(0, "Short.")), Printed(long)])
    assert list(paper.steps())[-1] == 100
    assert paper.page_count >= 4
    slices = [piece for page in paper._pages for piece in page if piece.item == 1]
    assert slices[0].start == 0
    assert all(before.end == after.start for before, after in zip(slices, slices[1:], strict=False))
    assert slices[-1].end == pytest.approx(paper._set(Printed(long)).size().height())
    assert all(piece.top + piece.end - piece.start <= paper._height for piece in slices)


def images(pdf: Path) -> list[tuple[int, int]]:
    """How wide and high the pictures in a PDF are."""
    found = re.findall(rb"/Subtype\s*/Image\s*/Width (\d+)\s*/Height (\d+)", pdf.read_bytes())
    return [(int(width), int(height)) for width, height in found]


def test_pictures_of_messages_are_on_the_paper(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId, tmp_path: Path
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    (tmp_path / "screen.png").write_bytes(as_png(picture(320, 200)))
    (tmp_path / "log.txt").write_bytes(b"Nothing to see")
    attach(qtbot, view, tmp_path / "screen.png", tmp_path / "log.txt")
    view.composer.text.setPlainText("This is what it shows.")
    with qtbot.waitSignal(view.composer.sent):
        view.composer.send()
    qtbot.waitUntil(lambda: len(files_of(view)) == 2)
    view.close()

    save(qtbot, desk, ticket_id, tmp_path / "with.pdf", notes=False)

    assert images(tmp_path / "with.pdf") == [(320, 200)]


def test_a_picture_larger_than_the_paper_is_made_to_fit_and_none_is_cut(qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtGui import QPdfWriter

    contents = {"tall.png": as_png(picture(900, 2400)), "wide.png": as_png(picture(2400, 300))}
    pictures = printable(lambda name: [contents[name]], map(file_row, contents))
    items = [Printed(message(1, "Both."), ("tall.png", "wide.png"), tuple(pictures.values()))] * 3
    paper = Paper(QPdfWriter(str(tmp_path / "large.pdf")), Letterhead("Molino Azul", "Till", "#1", (), "now"), items)
    assert list(paper.steps())[-1] == 100
    assert len(images(tmp_path / "large.pdf")) >= 2
    document = paper._set(items[0])
    assert document.size().width() <= paper._width + 1
    assert all(piece.top + piece.end - piece.start <= paper._height for page in paper._pages for piece in page)


def test_a_place_where_nothing_can_be_written_is_said(
    qtbot: QtBot, ana: Desk, ticket_id: RecordId, tmp_path: Path
) -> None:
    view = opened(qtbot, ana, ticket_id)
    told: list[type[Exception]] = []
    ana.background.failed.connect(lambda error: told.append(type(error)))
    assert view.head is not None
    view.printing.save(view.head, str(tmp_path / "no such folder" / "a.pdf"), with_notes=False)
    qtbot.waitUntil(lambda: told == [FileUnwritable])


def test_printing_a_long_conversation_leaves_the_window_its_turns(
    qtbot: QtBot, tmp_path: Path, stall_watch: Callable[[], StallWatch]
) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPdfWriter

    rows = [Printed(message(number, "Hold the **red** key.\n\n- wait\n- try again")) for number in range(400)]
    letterhead = Letterhead("Molino Azul", "Till", "#1", (), "now")
    steps = Paper(QPdfWriter(str(tmp_path / "many.pdf")), letterhead, rows).steps()
    left = [True]
    clock = QTimer(interval=0)
    clock.timeout.connect(lambda: left.__setitem__(0, next(steps, None) is not None))
    next(steps)
    with stall_watch() as watch:
        clock.start()
        qtbot.waitUntil(lambda: not left[0], timeout=60_000)
    clock.stop()
    print(f"printing: longest {watch.longest_cpu_ms:.0f} ms at work")
    assert pages(tmp_path / "many.pdf") > 20


@pytest.mark.parametrize("control", [names.PRINT_PDF, names.PRINT_PAPER, names.PRINT_NOTES])
def test_esc_leaves_the_question_from_every_control(qtbot: QtBot, ana: Desk, ticket_id: RecordId, control: str) -> None:
    view = opened(qtbot, ana, ticket_id)
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.composer.text.setPlainText("Half an answer")
    QTest.keyClick(view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    panel = view.findChild(PrintPanel, names.PRINT_PANEL)
    assert isinstance(panel, PrintPanel)
    focused = panel.findChild(QWidget, control)
    assert isinstance(focused, QWidget)
    focused.setFocus()

    QTest.keyClick(focused, Qt.Key.Key_Escape)

    assert not panel.isVisible()
    assert view.composer.text.toPlainText() == "Half an answer"
