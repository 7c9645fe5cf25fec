"""What may be attached to a message, and under which name."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.attachments import FILE_BYTES_MOST, FILES_MOST, NAME_LONGEST, FileRef, checked_files, clean_name
from domain.errors import MutationRejected, RejectCode
from domain.records import Attachment, Message
from domain.words import AttachmentState, Audience
from tests.support.franchise import Franchise, named


def file(label: str = "one", **fields: Any) -> FileRef:
    given: dict[str, Any] = {
        "name": "till.png",
        "media_type": "image/png",
        "size_bytes": 3,
        "sha256": "0f" * 32,
    } | fields
    return FileRef(id=named(label), **given)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("till.png", "till.png"),
        ("/photos/a/café año.JPG", "café año.JPG"),
        ("C:\\Photos\\till.png", "till.png"),
        ("..", "file"),
        ("../../etc/passwd", "passwd"),
        (".bashrc", "bashrc"),
        ("  two\nlines\x00.txt ", "twolines.txt"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("", "file"),
        ("名前.pdf", "名前.pdf"),
    ],
)
def test_a_name_is_made_fit_for_every_system(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@given(st.text(max_size=400))
def test_a_clean_name_stays_as_it_is_and_is_taken(name: str) -> None:
    clean = clean_name(name)
    assert clean_name(clean) == clean
    assert 0 < len(clean) <= NAME_LONGEST
    assert not set(clean) & set("/\\\0\n")


def test_a_long_name_keeps_its_kind() -> None:
    assert clean_name("x" * 300 + ".jpeg").endswith("x.jpeg")


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "a/b.png"},
        {"name": ""},
        {"name": "setup.exe"},
        {"name": "Invoice.PDF.Js"},
        {"media_type": "image"},
        {"media_type": 'image/png"; x'},
        {"size_bytes": 0},
        {"size_bytes": FILE_BYTES_MOST + 1},
        {"sha256": "0F" * 32},
        {"sha256": "0f" * 31},
    ],
)
def test_what_no_client_of_ours_sends_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(MutationRejected) as rejected:
        checked_files([file(**fields)])
    assert rejected.value.code is RejectCode.INVALID


def test_too_many_files_and_one_id_twice_are_refused() -> None:
    many = [file(str(n)) for n in range(FILES_MOST + 1)]
    assert checked_files(many[1:]) == many[1:]
    for wrong in (many, [file(), file()]):
        with pytest.raises(MutationRejected):
            checked_files(wrong)


def test_files_go_with_their_message_and_its_audience() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    message_id = franchise.id()
    said = {"ticket_id": ticket_id, "message_id": message_id, "body": ""}
    franchise.act("ana", "ticket.note", **said, files=[file("one"), file("two", name="log.txt")])
    note = franchise.store.get(Message, message_id)
    assert note is not None
    assert note.body == ""
    found = franchise.store.all(Attachment)
    assert {(one.name, one.message_id, one.audience, one.author_id, one.state) for one in found} == {
        (name, note.id, Audience.INTERNAL, named("ana"), AttachmentState.ARRIVING) for name in ("till.png", "log.txt")
    }


def test_a_message_with_neither_words_nor_files_is_none() -> None:
    franchise = Franchise()
    said = {"ticket_id": franchise.file_ticket(), "message_id": franchise.id(), "body": " "}
    with pytest.raises(MutationRejected):
        franchise.act("ana", "ticket.reply", **said)


def test_an_attachments_id_is_never_used_twice() -> None:
    franchise = Franchise()
    said = {"ticket_id": franchise.file_ticket(), "body": "Look"}
    franchise.act("ana", "ticket.reply", **said, message_id=franchise.id(), files=[file()])
    with pytest.raises(MutationRejected) as rejected:
        franchise.act("ana", "ticket.reply", **said, message_id=franchise.id(), files=[file()])
    assert rejected.value.code is RejectCode.EXISTS
