"""The lane of files: 100 MB over a line that breaks every 3 s arrives whole, up and down."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from demo.embedded import set_up
from demo.server_process import ServerProcess
from tests.lanes.conftest import ClosingLine
from tests.support.bad_line import bad_line
from tests.support.station import Station

FILE_BYTES = 100_000_000
LINE_BYTES_PER_S = 8_000_000
BREAKS_EVERY_S = 3.0


@pytest.mark.lane
def test_files(tmp_path: Path, closing: ClosingLine) -> None:
    content = os.urandom(FILE_BYTES)
    set_up(tmp_path / "server")
    server = ServerProcess(tmp_path / "server", tmp_path / "server.log")
    server.start()
    try:
        with bad_line(server.port, bytes_per_s=LINE_BYTES_PER_S, every_s=BREAKS_EVERY_S) as line:
            address = f"http://127.0.0.1:{line.port}"
            store = Station(tmp_path / "store", address, "aoife.brennan")
            desk = Station(tmp_path / "desk", address, "tom.okafor")
            try:
                [file] = store.file_ticket("Oven door", content)
                found = desk.see(file.id, "ready")
                up = line.breaks
                assert hashlib.sha256(desk.fetch(found)).digest() == hashlib.sha256(content).digest()
                assert up >= 3
                assert line.breaks - up >= 3
                closing.say(f"{FILE_BYTES // 1_000_000} MB up over {up} breaks and down over {line.breaks - up}, whole")
            finally:
                store.close()
                desk.close()
    finally:
        server.stop()
