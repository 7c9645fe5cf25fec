"""Files arrive whole over a line that breaks all the time, and after a kill; a message never waits for its file."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.server_process import ServerProcess
from sync.protocol.blobs import CHUNK_BYTES
from tests.support.bad_line import bad_line
from tests.support.station import Station

STORE, DESK = "aoife.brennan", "tom.okafor"
SECOND_BYTES = 40 * 1024 * 1024


@pytest.fixture
def server(sample: Path, tmp_path: Path) -> Iterator[ServerProcess]:
    """A server process with the sample franchise."""
    shutil.copytree(sample / "server", tmp_path / "server")
    process = ServerProcess(tmp_path / "server", tmp_path / "server.log")
    process.start()
    yield process
    process.stop()


def address(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def test_a_file_arrives_whole_both_ways_over_a_line_that_breaks(server: ServerProcess, tmp_path: Path) -> None:
    content = os.urandom(24 * 1024 * 1024)
    with bad_line(server.port, bytes_per_s=SECOND_BYTES, every_bytes=3 * 1024 * 1024) as line:
        store = Station(tmp_path / "store", address(line.port), STORE)
        desk = Station(tmp_path / "desk", address(line.port), DESK)
        try:
            [file] = store.file_ticket("Oven door", content)
            desk.see(file.id, "arriving")
            found = desk.see(file.id, "ready")
            assert hashlib.sha256(desk.fetch(found)).hexdigest() == hashlib.sha256(content).hexdigest()
            store.until(lambda: store.queued() == 0)
            assert line.breaks >= 4
        finally:
            store.close()
            desk.close()


def test_an_upload_goes_on_after_the_client_was_killed_though_the_original_is_gone(
    server: ServerProcess, tmp_path: Path
) -> None:
    content = os.urandom(6 * CHUNK_BYTES)
    original = tmp_path / "film.bin"
    original.write_bytes(content)
    with bad_line(server.port, bytes_per_s=SECOND_BYTES // 4) as line:
        command = [sys.executable, "-m", "tests.support.station", str(tmp_path / "store"), address(line.port), STORE]
        with subprocess.Popen(
            [*command, "Oven door", str(original)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as one:
            assert one.stdout is not None
            said = [one.stdout.readline().decode()]
            while not said[-1].startswith("moved") or int(said[-1].split()[1]) < 2 * CHUNK_BYTES:
                assert said[-1], "the client ended"
                said.append(one.stdout.readline().decode())
            one.kill()
        original.unlink()
        file_id = next(line.split()[1] for line in said if line.startswith("announced"))

        store = Station(tmp_path / "store", address(line.port), STORE)
        desk = Station(tmp_path / "desk", address(line.port), DESK)
        try:
            found = desk.see(file_id, "ready")  # type: ignore[arg-type]
            assert desk.fetch(found) == content
            store.until(lambda: store.queued() == 0)
        finally:
            store.close()
            desk.close()


def test_two_messages_with_one_file_and_a_server_that_is_killed_meanwhile(
    server: ServerProcess, tmp_path: Path
) -> None:
    content = os.urandom(3 * CHUNK_BYTES)
    store = Station(tmp_path / "store", server.url, STORE)
    try:
        [first] = store.file_ticket("One", content)
        store.until(lambda: (tmp_path / "server" / "files").exists())
        server.kill()
        [second] = store.file_ticket("Two", content)
        time.sleep(0.2)
        server.start()
        assert store.see(first.id, "ready").sha256 == store.see(second.id, "ready").sha256
        store.until(lambda: store.queued() == 0)
    finally:
        store.close()
    kept = [place for place in (tmp_path / "server" / "files").rglob("*") if place.is_file()]
    assert [place.name for place in kept] == [hashlib.sha256(content).hexdigest()]
