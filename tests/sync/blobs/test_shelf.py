"""The shelf: sealed, whole, gone on with after a kill, and never without what only it has."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.blobs.sealing import HEADER_BYTES, PIECE_BYTES, SEALED_BYTES, SealedReader, SealedWriter
from sync.blobs.shelf import Shelf
from sync.errors import FileDamaged, FileGone

KEY = b"k" * 32
CONTENT = b"Confidential: the till of store 031. " * 20_000


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "files", KEY)


def files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "files").iterdir())


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read(shelf: Shelf, sha256: str, start: int = 0, end: int | None = None) -> bytes:
    return b"".join(shelf.read(sha256, start, end))


def test_what_is_put_on_the_shelf_comes_back_and_nothing_of_it_can_be_read_on_the_disk(
    shelf: Shelf, tmp_path: Path
) -> None:
    stored = shelf.add([CONTENT[:10], CONTENT[10:]])
    assert stored == (sha(CONTENT), len(CONTENT))
    assert read(shelf, stored.sha256) == CONTENT
    assert read(shelf, stored.sha256, PIECE_BYTES - 3, PIECE_BYTES + 3) == CONTENT[PIECE_BYTES - 3 : PIECE_BYTES + 3]
    [place] = files(tmp_path)
    assert b"Confidential" not in place.read_bytes()
    assert stored.sha256 not in place.name
    assert not Shelf(tmp_path / "files", b"x" * 32).holds(stored.sha256)


@given(size=st.integers(0, 3 * 700), start=st.integers(0, 2200), length=st.integers(0, 2200))
@settings(max_examples=60, deadline=None)
def test_every_part_of_every_size_is_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, size: int, start: int, length: int
) -> None:
    # A thousand times smaller than the pieces are, so that each edge is met.
    content = bytes(range(256)) * 9
    scale = PIECE_BYTES // 700
    content = (content[:size] * scale)[: size * scale]
    shelf = Shelf(tmp_path_factory.mktemp("shelf"), KEY)
    sha256 = shelf.add([content]).sha256
    begin, end = start * scale, (start + length) * scale
    assert read(shelf, sha256, begin, end) == content[begin:end]
    with shelf.open(sha256) as reader:
        assert reader.size_bytes == len(content)


@pytest.mark.parametrize("change", ["flip", "cut at a piece", "cut inside", "cut to a seal", "swap", "header"])
def test_a_changed_file_is_damaged_and_never_given_out(shelf: Shelf, tmp_path: Path, change: str) -> None:
    content = os.urandom(PIECE_BYTES * 3 + 5)
    sha256 = shelf.add([content]).sha256
    [place] = files(tmp_path)
    data = bytearray(place.read_bytes())
    first = slice(HEADER_BYTES, HEADER_BYTES + SEALED_BYTES)
    second = slice(first.stop, first.stop + SEALED_BYTES)
    match change:
        case "flip":
            data[HEADER_BYTES + SEALED_BYTES + 40] ^= 1
        case "cut at a piece":
            del data[HEADER_BYTES + 2 * SEALED_BYTES :]
        case "cut inside":
            del data[-7:]
        case "cut to a seal":
            del data[-5:]
        case "swap":
            data[first], data[second] = data[second], data[first]
        case "header":
            data[0] ^= 1
    place.write_bytes(data)
    with pytest.raises(FileDamaged):
        read(shelf, sha256)


@pytest.mark.parametrize("torn_bytes", [0, 1, SEALED_BYTES - 1, SEALED_BYTES + 7])
def test_fetching_goes_on_after_a_kill_with_what_was_whole(shelf: Shelf, tmp_path: Path, torn_bytes: int) -> None:
    content = os.urandom(PIECE_BYTES * 3 + 5)
    with shelf.arriving(sha(content)) as writer:
        writer.write(content[: PIECE_BYTES * 2 + 9])
    [part] = files(tmp_path)
    part.write_bytes(part.read_bytes()[: part.stat().st_size - torn_bytes])
    assert not shelf.holds(sha(content))

    with shelf.arriving(sha(content)) as writer:
        had = writer.written_bytes
        assert had == PIECE_BYTES * (2 - -(-torn_bytes // SEALED_BYTES))
        writer.write(content[had:])
        writer.finish()
    shelf.take_in(sha(content))

    assert read(shelf, sha(content)) == content
    assert len(files(tmp_path)) == 1


@pytest.mark.parametrize("size_bytes", [PIECE_BYTES, PIECE_BYTES + 1])
def test_a_kill_between_the_last_byte_and_the_name_costs_a_piece_at_most(shelf: Shelf, size_bytes: int) -> None:
    content = os.urandom(size_bytes)
    with shelf.arriving(sha(content)) as writer:
        writer.write(content)
        writer.finish()
    with shelf.arriving(sha(content)) as writer:
        had = writer.written_bytes
        assert had in {0, PIECE_BYTES}
        assert had < size_bytes
        writer.write(content[had:])
        writer.finish()
    shelf.take_in(sha(content))
    assert read(shelf, sha(content)) == content


def test_a_fetched_file_that_is_another_one_is_not_kept(shelf: Shelf, tmp_path: Path) -> None:
    with shelf.arriving(sha(CONTENT)) as writer:
        writer.write(b"another")
        writer.finish()
    with pytest.raises(FileDamaged):
        shelf.take_in(sha(CONTENT))
    assert not shelf.holds(sha(CONTENT))
    assert files(tmp_path) == []


def test_what_was_not_looked_at_for_longest_goes_first_and_what_is_needed_never(shelf: Shelf, tmp_path: Path) -> None:
    kept = [shelf.add([bytes([n]) * 1000]).sha256 for n in range(5)]
    begun = time.time() - 1000
    for n, sha256 in enumerate(kept):
        os.utime(shelf._place(sha256), (begun + n, begun + n))
    read(shelf, kept[1])
    left, being_written = tmp_path / "files" / "0123.new", tmp_path / "files" / "4567.new"
    for draft in (left, being_written):
        draft.write_bytes(b"half")
    os.utime(left, (begun - 7200, begun - 7200))

    shelf.tidy({kept[0]}, bytes_most=2500)

    assert [shelf.holds(sha256) for sha256 in kept] == [True, True, False, False, True]
    assert len(files(tmp_path)) == 4
    assert being_written.exists()


def test_a_file_that_is_not_here_is_gone(shelf: Shelf) -> None:
    with pytest.raises(FileGone):
        read(shelf, sha(b"nothing"))


def test_a_failed_read_of_the_original_leaves_nothing(shelf: Shelf, tmp_path: Path) -> None:
    def broken() -> object:
        yield b"half"
        raise OSError(5, "the stick was pulled out")

    with pytest.raises(Exception, match="pulled out"):
        shelf.add(broken())  # type: ignore[arg-type]
    assert files(tmp_path) == []


def test_a_reader_needs_the_files_own_key(tmp_path: Path) -> None:
    writer = SealedWriter.begin(tmp_path / "one", KEY)
    writer.write(b"x")
    writer.finish()
    with pytest.raises(FileDamaged):
        SealedReader(tmp_path / "one", b"y" * 32)
