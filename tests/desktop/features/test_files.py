"""Attaching files, seeing where they are, opening them: from the gesture to the queue, nothing is lost."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QPixmap
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.features.attention import operations as attention
from desktop.features.conversation.model import MessageBlock
from desktop.features.conversation.view import ConversationView
from desktop.features.filing.view import FilingView
from desktop.shell import names
from desktop.shell.files import words
from desktop.shell.files.bar import as_png
from desktop.shell.files.opening import Openings
from desktop.shell.files.pictures import PIXELS_MOST, decoded
from desktop.shell.files.screenshot import RegionPicker
from desktop.shell.files.viewer import PictureViewer
from desktop.widgets.files import FileChip
from domain.ids import RecordId
from domain.records import Attachment
from domain.words import AttachmentState
from sync.errors import FileEmpty, FileKindRefused, FileUnreadable, TooManyFiles
from sync.replica.files import FileBooks
from sync.replica.reading.files import FileRow
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.model import ModelServer

CONTENT = b"The printer's log\n" * 50


def opened(qtbot: QtBot, desk: Desk, ticket_id: RecordId) -> ConversationView:
    view = ConversationView(desk.work)
    qtbot.addWidget(view)
    view.resize(720, 800)
    view.show()
    assert view.open_ticket(ticket_id)
    return view


def picture(width: int = 320, height: int = 200) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    return image


def log_file(tmp_path: Path, name: str = "printer.txt", content: bytes = CONTENT) -> Path:
    place = tmp_path / name
    place.write_bytes(content)
    return place


def chips(view: Any) -> list[str]:
    return [chip.accessibleName() for chip in view.findChildren(FileChip) if chip.isVisibleTo(view)]


def attach(qtbot: QtBot, view: ConversationView, *paths: Path) -> None:
    before = len(view.composer.files.attached())
    view.composer.files.attach_paths([str(path) for path in paths])
    qtbot.waitUntil(lambda: len(view.composer.files.attached()) == before + len(paths))


def queued(desk: Desk) -> list[str]:
    found: list[str] = []
    desk.in_store(lambda: found.extend(row[0] for row in desk.client.replica.cache.all("SELECT name FROM upload")))
    return found


def files_of(view: ConversationView) -> list[FileRow]:
    return [file for b in view.messages.blocks.blocks if isinstance(b, MessageBlock) for file in b.files]


def test_a_file_goes_out_with_its_reply_though_the_original_is_gone(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId, tmp_path: Path
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    original = log_file(tmp_path)
    attach(qtbot, view, original)
    assert chips(view.composer) == ["printer.txt, 900 bytes"]
    original.unlink()
    view.composer.text.setPlainText("Here it is.")
    with qtbot.waitSignal(view.composer.sent):
        view.composer.send()

    assert chips(view.composer) == []
    [file] = files_of(view)
    assert (file.name, file.media_type, file.state) == ("printer.txt", "text/plain", "arriving")
    said = "".join(view.messages.blocks.spoken(block) for block in view.messages.blocks.blocks)
    assert "printer.txt, 900 bytes, saved here" in said
    assert b"".join(desk.work.files.content(file.sha256)) == CONTENT
    assert queued(desk) == ["printer.txt"]


def test_a_message_may_be_a_file_alone(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId, tmp_path: Path
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    assert not view.composer.send_button.isEnabled()
    attach(qtbot, view, log_file(tmp_path))
    assert view.composer.send_button.isEnabled()
    with qtbot.waitSignal(view.composer.sent):
        view.composer.send()
    assert [file.name for file in files_of(view)] == ["printer.txt"]


def test_sending_while_a_file_is_read_takes_it_along(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId, tmp_path: Path
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    view.composer.text.setPlainText("Here it is.")
    with qtbot.waitSignal(view.composer.sent):
        view.composer.files.attach_paths([str(log_file(tmp_path))])
        view.composer.send()
    assert [file.name for file in files_of(view)] == ["printer.txt"]
    assert view.composer.text.toPlainText() == ""


def test_files_stay_with_the_draft_they_were_attached_to(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId, tmp_path: Path
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    attach(qtbot, view, log_file(tmp_path), log_file(tmp_path, "other.txt"))
    view.composer.write("note")
    assert chips(view.composer) == []
    chip = next(iter(view.composer.findChildren(FileChip)), None)
    assert chip is None or not chip.isVisibleTo(view)
    desk.in_store(lambda: None)

    again = opened(qtbot, desk, ticket_id)
    assert len(chips(again.composer)) == 2
    assert chips(again.composer) == ["printer.txt, 900 bytes", "other.txt, 900 bytes"]
    first = next(chip for chip in again.composer.findChildren(FileChip) if chip.isVisibleTo(again))
    assert first.remove.accessibleName() == "Remove printer.txt"
    first.remove.click()
    desk.in_store(lambda: None)
    assert chips(again.composer) == chips(opened(qtbot, desk, ticket_id).composer) == ["other.txt, 900 bytes"]


def test_files_are_taken_by_dropping_and_by_pasting(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId, tmp_path: Path
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    bar, data = view.composer.files, QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(log_file(tmp_path)))])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    enter = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    for event in (enter, drop):
        QGuiApplication.sendEvent(view.composer._frame, event)
    qtbot.waitUntil(lambda: len(bar.attached()) == 1)

    QGuiApplication.clipboard().setImage(picture())
    QTest.keySequence(view.composer.text, "Ctrl+V")
    qtbot.waitUntil(lambda: len(bar.attached()) == 2)
    assert bar.attached()[1]["media_type"] == "image/png"
    assert bar.attached()[1]["name"].startswith("Picture ")

    QGuiApplication.clipboard().setText("only words")
    QTest.keySequence(view.composer.text, "Ctrl+V")
    assert view.composer.text.toPlainText() == "only words"
    assert len(bar.attached()) == 2


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [("setup.EXE", b"MZ", FileKindRefused), ("empty.txt", b"", FileEmpty), ("gone.txt", None, FileUnreadable)],
)
def test_what_cannot_be_attached_says_why_and_leaves_nothing(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId, tmp_path: Path,
    name: str, content: bytes | None, error: type[Exception],
) -> None:  # fmt: skip
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    told: list[object] = []
    desk.background.failed.connect(told.append)
    place = tmp_path / name if content is None else log_file(tmp_path, name, content)
    view.composer.files.attach_paths([str(place)])
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], error)
    assert chips(view.composer) == []
    assert not view.composer.files.is_reading


def test_more_files_than_a_message_holds_are_not_taken(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId, tmp_path: Path
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    told: list[object] = []
    desk.background.failed.connect(told.append)
    paths = [log_file(tmp_path, f"{n}.log", bytes([n + 1])) for n in range(11)]
    view.composer.files.attach_paths([str(path) for path in paths])
    qtbot.waitUntil(lambda: len(view.composer.files.attached()) == 10 and bool(told))
    assert isinstance(told[0], TooManyFiles)


def test_a_ticket_is_filed_with_its_picture(qtbot: QtBot, desk_of: Callable[[str], Desk], tmp_path: Path) -> None:
    desk = desk_of("sam")
    view = FilingView(desk.work)
    qtbot.addWidget(view)
    view.show()
    view.begin()
    view.title.setText("Door of the oven")
    view.body.setPlainText("It does not close.")
    view.files.attach_picture(picture())
    qtbot.waitUntil(lambda: len(view.files.attached()) == 1)
    with qtbot.waitSignal(view.filed) as filed:
        view.send()
    found: list[Attachment] = []
    desk.in_store(lambda: found.extend(desk.client.replica.cache.every(Attachment)))
    assert [(file.ticket_id, file.media_type) for file in found] == [(filed.args[0], "image/png")]
    assert view.files.attached() == []


def test_files_of_a_refused_message_come_back_into_the_composer(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId, tmp_path: Path
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    attach(qtbot, view, log_file(tmp_path))
    view.composer.text.setPlainText("Look.")
    with qtbot.waitSignal(view.composer.sent):
        view.composer.send()
    server.act("ada", "ticket.set_team", ticket_id=ticket_id, team_id=named("technical"))
    desk.push_alone()
    [group] = attention.groups(desk.work)
    done: list[object] = []
    attention.write_again(desk.work, desk.work, group).success(done.append).run()
    qtbot.waitUntil(lambda: bool(done))
    view.composer.write("reply")
    assert view.composer.text.toPlainText() == "Look."
    assert chips(view.composer) == ["printer.txt, 900 bytes"]


def test_a_file_the_server_does_not_take_needs_attention_and_can_be_offered_again(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId, tmp_path: Path
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    attach(qtbot, view, log_file(tmp_path))
    with qtbot.waitSignal(view.composer.sent):
        view.composer.send()
    desk.sync()
    [file] = files_of(view)

    def refused() -> None:
        record = server.franchise.store.get(Attachment, RecordId(file.id))
        assert record is not None
        server._commit([replace(record, state=AttachmentState.REFUSED, refusal="too_large")])

    refused()
    desk.sync()
    desk.in_store(lambda: FileBooks(desk.client.replica.cache).settle("2026-11-22T12:00:00.000000Z"))
    assert queued(desk) == []
    [group] = attention.groups(desk.work)
    assert (group.first.name, group.first.code) == ("ticket.attach_again", "file_too_large")
    assert (group.ticket_id, group.files) == (ticket_id, ("printer.txt",))
    assert desk.work.files.standing(desk.work.files.of_ticket(ticket_id)[file.message_id][0]).kind == "refused"

    done: list[object] = []
    attention.try_again(desk.work, desk.work, group).success(done.append).run()
    qtbot.waitUntil(lambda: bool(done))
    assert queued(desk) == ["printer.txt"]
    desk.sync()
    again = server.franchise.store.get(Attachment, RecordId(file.id))
    assert again is not None
    assert again.state is AttachmentState.ARRIVING


def test_a_file_that_was_given_up_is_said_to_be_so_where_it_is_not_and_waits_where_it_is(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId, tmp_path: Path
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    attach(qtbot, view, log_file(tmp_path))
    with qtbot.waitSignal(view.composer.sent):
        view.composer.send()
    desk.sync()
    [file] = files_of(view)
    record = server.franchise.store.get(Attachment, RecordId(file.id))
    assert record is not None
    server._commit([replace(record, state=AttachmentState.REFUSED, refusal="abandoned")])
    desk.sync()
    desk.in_store(lambda: FileBooks(desk.client.replica.cache).settle("2026-11-22T12:00:00.000000Z"))
    assert queued(desk) == ["printer.txt"]
    assert not attention.groups(desk.work)

    [row] = desk.work.files.of_ticket(ticket_id)[file.message_id]
    assert desk.work.files.standing(row).kind == "saved"
    desk.work.files.shelf.drop(file.sha256)
    standing = desk.work.files.standing(row)
    assert standing.kind == "abandoned"
    assert words.said(standing, row.size_bytes, "en").text.endswith("it never arrived")


def test_pictures_are_shown_small_and_opened_large(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    view.composer.files.attach_picture(picture(3000, 2000))
    qtbot.waitUntil(lambda: len(view.composer.files.attached()) == 1)
    with qtbot.waitSignal(view.composer.sent):
        view.composer.send()
    view.grab()
    [file] = files_of(view)
    qtbot.waitUntil(lambda: view.files._pictures.of(file) is not None)
    small = view.files._pictures.of(file)
    assert small is not None
    assert small.width() <= 400
    index = view.messages.blocks.index(view.messages.blocks.row_of_message(RecordId(file.message_id)))
    view.messages.setFocus()
    view.messages.setCurrentIndex(index)
    QTest.keyClick(view.messages, Qt.Key.Key_Return)
    viewer = view.findChild(PictureViewer)
    assert viewer is not None
    qtbot.waitUntil(lambda: viewer._canvas._picture is not None)
    assert viewer.objectName() == names.FILES_VIEWER
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


def png_that_claims(width: int, height: int) -> bytes:
    """A small PNG whose header says that it is as large as this."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", zlib.compress(b"\0" * 1000)) + part(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", png_that_claims(60_000, 60_000), png_that_claims(PIXELS_MOST, 2), b"<svg xmlns='x'/>"],
    ids=["nothing", "text", "bomb", "long", "svg"],
)
def test_what_is_no_picture_or_too_large_to_look_at_is_not_decoded(data: bytes) -> None:
    assert decoded(data, QSize(100, 100)).isNull()


def test_a_picture_keeps_its_shape(qapp: object) -> None:
    image = decoded(as_png(picture(400, 100)), QSize(100, 100))
    assert (image.width(), image.height()) == (100, 25)
    assert decoded(as_png(picture(40, 10)), QSize(100, 100)).width() == 40


def test_a_part_of_the_screen_is_chosen_and_attached(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    screen = QPixmap.fromImage(picture(800, 800))
    view.composer.files.take_screenshot_of(lambda: screen)
    qtbot.waitUntil(lambda: view.composer.files.picker is not None)
    picker = view.composer.files.picker
    assert isinstance(picker, RegionPicker)
    with qtbot.waitSignal(picker.taken) as taken:
        QTest.mousePress(picker, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
        QTest.mouseMove(picker, QPoint(100, 60))
        QTest.mouseRelease(picker, Qt.MouseButton.LeftButton, pos=QPoint(110, 60))
    assert taken.args[0].width() > 8
    qtbot.waitUntil(lambda: len(view.composer.files.attached()) == 1)


def test_a_part_of_the_screen_is_chosen_by_keys(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> None:
    picker = RegionPicker(desk_of("ana").work.theme, QPixmap.fromImage(picture(800, 600)), QRect(0, 0, 800, 600))
    qtbot.addWidget(picker)
    picker.show()
    shift, ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(picker, Qt.Key.Key_Right)
    assert picker.chosen == QRect(200, 150, 400, 300), "the first arrow puts a frame in the middle"
    QTest.keyClick(picker, Qt.Key.Key_Left)
    QTest.keyClick(picker, Qt.Key.Key_Up, ctrl)
    QTest.keyClick(picker, Qt.Key.Key_Right, shift)
    QTest.keyClick(picker, Qt.Key.Key_Up, shift | ctrl)
    assert picker.chosen == QRect(176, 149, 424, 299)
    for _ in range(60):
        QTest.keyClick(picker, Qt.Key.Key_Down)
        QTest.keyClick(picker, Qt.Key.Key_Down, shift)
    assert picker.rect().contains(picker.chosen)
    with qtbot.waitSignal(picker.taken) as taken:
        QTest.keyClick(picker, Qt.Key.Key_Return)
    assert taken.args[0].size() == picker.chosen.size()


def test_a_screen_that_is_not_shown_to_programs_says_what_to_do(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    view = opened(qtbot, desk, ticket_id)
    told: list[Any] = []
    desk.background.failed.connect(told.append)
    view.composer.files.take_screenshot_of(QPixmap)
    qtbot.waitUntil(lambda: bool(told))
    assert "paste" in told[0].message
    assert view.isVisible()


def test_a_file_opened_elsewhere_leaves_its_copy_only_as_long_as_the_conversation_is_there(
    qtbot: QtBot, desk_of: Callable[[str], Desk], ticket_id: RecordId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of("ana")
    view = ConversationView(desk.work)
    view.resize(720, 800)
    view.show()
    assert view.open_ticket(ticket_id)
    attach(qtbot, view, log_file(tmp_path))
    with qtbot.waitSignal(view.composer.sent):
        view.composer.send()
    handed: list[Path] = []
    monkeypatch.setattr(Openings, "_show", lambda _self, place: handed.append(place))

    [file] = files_of(view)
    view.files.activate(file)
    qtbot.waitUntil(lambda: bool(handed))
    assert handed[0].name == "printer.txt"
    assert handed[0].read_bytes() == CONTENT
    saved = tmp_path / "saved" / "copy.txt"
    view.files._write(file, str(saved))
    qtbot.waitUntil(saved.exists)
    assert saved.read_bytes() == CONTENT

    view.close()
    view.deleteLater()
    qtbot.waitUntil(lambda: not handed[0].exists())
    assert saved.exists()
