"""A first sync of 100,000 tickets without their conversations, beside the replication of peers.

Both ends of both sides run on this machine over loopback, the sides in turn. Ours is encrypted, on disk (SQLCipher in
WAL mode, `synchronous=NORMAL` for what the server can send again), every ticket seen through two scopes; its full text
follows after the measured time. PouchDB keeps LevelDB (no fsync a write), RxDB only memory; Anki sends its whole file.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import zstandard

from bench import sync_server
from bench.figures import of_runs
from bench.groups import Tell
from bench.peers.installing import PeerAbsent, installed, installed_python
from bench.sync_checks import NotTheSame, check_same, digest_of, documents
from bench.sync_server import LEAD, Furnished

TICKETS = 100_000
RUNS = 5
POUCHDB_RUNS = 3
"""One takes half a minute and more."""
PEERS = Path(__file__).parent / "peers"
Replicate = Callable[[Path], float]
"""Replicates into a new folder; returns the seconds."""


def measure(tell: Tell) -> None:
    """Measure and tell."""
    with tempfile.TemporaryDirectory(prefix="mostrador-bench-") as place:
        folder = Path(place)
        furnished = sync_server.furnish(folder / "server", TICKETS, 0)
        sync_server.build_segments(furnished)
        docs = folder / "documents.jsonl"
        digest = _write(docs, furnished)
        ours: list[float] = []
        indexed: list[float] = []
        theirs: list[float] = []
        received: list[float] = []
        with sync_server.running(furnished.folder) as url, _pouchdb(folder, docs, digest) as replicate:
            for turn in range(RUNS):
                run = sync_server.synced(url, LEAD, furnished, folder / f"ours{turn}")
                check_same(furnished, folder / f"ours{turn}", scopes_each=2)
                ours.append(TICKETS / run["rows_s"])
                indexed.append(TICKETS / run["indexed_s"])
                received.append(run["received_bytes"])
                if replicate is not None and turn < POUCHDB_RUNS:
                    theirs.append(TICKETS / replicate(folder / f"pouchdb{turn}"))
        name = "PouchDB 9 from express-pouchdb, LevelDB" if theirs else None
        tell(of_runs("sync", "first_sync_docs_vs_pouchdb", "1/s", ours, peer=theirs or None, peer_name=name))
        # PouchDB makes no index over any field; ours has six more for its lists once this is over, too.
        tell(of_runs("sync", "first_sync_docs_indexed", "1/s", indexed, peer=theirs or None, peer_name=name))
        one_stream = len(zstandard.ZstdCompressor(level=3).compress(docs.read_bytes()))
        tell(of_runs("sync", "bytes_vs_zstd", "B", received, peer=[one_stream], peer_name="zstd-3, one stream"))
        others = (
            ("rxdb", "RxDB 17, memory only, one run", _rxdb(docs)),
            ("anki", "Anki's sync server, one file sent whole, one run", _anki(docs, folder / "anki", digest)),
        )
        for key, name, theirs_once in others:
            if theirs_once is not None:
                tell(of_runs("sync", f"first_sync_docs_vs_{key}", "1/s", ours, peer=[theirs_once], peer_name=name))


def _write(path: Path, furnished: Furnished) -> str:
    """Write the tickets as JSON lines; return their digest."""
    docs = list(documents(furnished))
    path.write_text("".join(json.dumps(doc, separators=(",", ":")) + "\n" for doc in docs), "utf-8")
    return digest_of(docs)


@contextmanager
def _pouchdb(folder: Path, docs: Path, digest: str) -> Iterator[Replicate | None]:
    """Serve the documents; None, with a word on standard error, where PouchDB cannot be had."""
    try:
        modules = installed("pouchdb")
    except PeerAbsent as absent:
        sys.stderr.write(f"not measured: {absent}\n")
        yield None
        return
    source = folder / "pouchdb"
    source.mkdir()
    command = ["node", str(PEERS / "pouchdb_server.js"), str(modules), str(docs), str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None  # noqa: S101 - it is a pipe
            port = json.loads(server.stdout.readline())["port"]

            def replicate(into: Path) -> float:
                into.mkdir()
                run = _node("pouchdb_client.js", modules, f"http://127.0.0.1:{port}", str(into))
                if run["documents"] != TICKETS or run["hash"] != digest:
                    raise NotTheSame(f"PouchDB has {run['documents']} documents, or others")
                return float(run["seconds"])

            yield replicate
        finally:
            server.terminate()


def _rxdb(docs: Path) -> float | None:
    try:
        modules = installed("rxdb")
    except PeerAbsent as absent:
        sys.stderr.write(f"not measured: {absent}\n")
        return None
    run = _node("rxdb.mjs", modules, str(docs))
    if run["documents"] != TICKETS:
        raise NotTheSame(f"RxDB has {run['documents']} documents")
    return float(TICKETS / run["seconds"])


def _anki(docs: Path, folder: Path, digest: str) -> float | None:
    try:
        python = installed_python("anki")
    except PeerAbsent as absent:
        sys.stderr.write(f"not measured: {absent}\n")
        return None
    folder.mkdir()
    command = [str(python), str(PEERS / "anki_sync.py"), str(docs), str(folder), str(sync_server.free_port())]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        # Its client gives up after a minute without an answer, and the server looks through all it was sent first.
        sys.stderr.write(f"not measured: anki: {ended.stderr.strip()[-200:]}\n")
        return None
    run = json.loads(ended.stdout.splitlines()[-1])
    if run["documents"] != TICKETS or run["hash"] != digest:
        raise NotTheSame(f"Anki has {run['documents']} documents, or others")
    return float(TICKETS / run["seconds"])


def _node(script: str, modules: Path, *arguments: str) -> dict[str, Any]:
    command = ["node", str(PEERS / script), str(modules), *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line for line in ended.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"{script} measured nothing: {ended.stderr[-800:]}")
    found: dict[str, Any] = json.loads(lines[-1])
    return found
