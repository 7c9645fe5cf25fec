"""A first sync of 100,000 tickets without their conversations, beside the replication of peers.

Both ends of both sides run on this machine over loopback, the sides in turn. Ours is encrypted, on disk (SQLCipher in
WAL mode, `synchronous=NORMAL` for what the server can send again), every ticket seen through two scopes; its full text
follows after the measured time. PouchDB keeps LevelDB (no fsync a write), RxDB only memory; Anki sends its whole file.
Beside it: with `synchronous=FULL`, and with one processor for each server and another for each client.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import zstandard

from bench import sync_server
from bench.figures import of_runs
from bench.groups import Tell
from bench.peers.installing import PeerAbsent, installed, installed_python
from bench.spent import Core, Spent, held_to, spent
from bench.sync_checks import NotTheSame, check_same, digest_of, documents
from bench.sync_server import LEAD, Furnished, Running

TICKETS = 100_000
RUNS = 5
OTHER_RUNS = 3
"""Of what stands beside the figure: all on the disk for sure, a processor for each end."""
PEERS = Path(__file__).parent / "peers"
POUCHDB = "PouchDB 9 from express-pouchdb, LevelDB"


@dataclass
class Side:
    """What the first syncs of one side took.

    Attributes:
        per_s: Documents a second.
        client_cpu_s, server_cpu_s: Processor's time of each end.
        client_mb, server_mb: The most memory each has had.
    """

    per_s: list[float] = field(default_factory=list)
    client_cpu_s: list[float] = field(default_factory=list)
    client_mb: list[float] = field(default_factory=list)
    server_cpu_s: list[float] = field(default_factory=list)
    server_mb: list[float] = field(default_factory=list)

    def note(self, seconds: float, client: Spent, before: Spent, after: Spent) -> None:
        """Note a run: what its client took, and its server before and after it."""
        self.per_s.append(TICKETS / seconds)
        self.client_cpu_s.append(client.cpu_s)
        self.client_mb.append(client.peak_mb)
        self.server_cpu_s.append(after.cpu_s - before.cpu_s)
        self.server_mb.append(after.peak_mb)


Replicate = Callable[[Path], tuple[float, Spent]]
"""Replicates into a new folder; returns the seconds, and what the client took."""


class Pouch(NamedTuple):
    """A running PouchDB server."""

    replicate: Replicate
    pid: int


def measure(tell: Tell) -> None:
    """Measure and tell."""
    with tempfile.TemporaryDirectory(prefix="mostrador-bench-") as place:
        folder = Path(place)
        furnished = sync_server.furnish(folder / "server", TICKETS, 0)
        sync_server.build_segments(furnished)
        docs = folder / "documents.jsonl"
        digest = _write(docs, furnished)
        ours, theirs = Side(), Side()
        runs: list[dict[str, float]] = []
        with sync_server.running(furnished.folder) as server, _pouchdb(folder / "pouchdb", docs, digest) as pouch:
            for turn in range(RUNS):
                runs.append(_ours(server, furnished, folder / f"ours{turn}", ours))
                if pouch is not None:
                    _theirs(pouch, folder / f"theirs{turn}", theirs)
            safe = Side()
            for turn in range(OTHER_RUNS):
                _ours(server, furnished, folder / f"safe{turn}", safe, durable=True)
        _tell_beside(tell, "first_sync_docs_vs_pouchdb", "1/s", ours.per_s, theirs.per_s)
        # PouchDB makes no index over any field; ours has six more for its lists once this is over, too.
        indexed = [TICKETS / run["indexed_s"] for run in runs]
        _tell_beside(tell, "first_sync_docs_indexed", "1/s", indexed, theirs.per_s)
        tell(of_runs("sync", "first_sync_docs_synchronous_full", "1/s", safe.per_s))
        for name, unit in (("client_cpu_s", "s"), ("server_cpu_s", "s"), ("client_mb", "MB"), ("server_mb", "MB")):
            metric = f"first_sync_{name.removesuffix('_s').removesuffix('_mb')}{'_peak' if unit == 'MB' else ''}"
            _tell_beside(tell, metric, unit, getattr(ours, name), getattr(theirs, name))
        tell(of_runs("sync", "first_sync_requests", "requests", [run["requests"] for run in runs]))
        one_stream = len(zstandard.ZstdCompressor(level=3).compress(docs.read_bytes()))
        received = [run["received_bytes"] for run in runs]
        tell(of_runs("sync", "bytes_vs_zstd", "B", received, peer=[one_stream], peer_name="zstd-3, one stream"))
        _one_core_each(tell, folder, furnished, docs, digest)
        others = (
            ("rxdb", "RxDB 17, memory only", _rxdb(docs, digest)),
            ("anki", "Anki's sync server, one file sent whole", _anki(docs, folder / "anki", digest)),
        )
        for key, name, per_s in others:
            if per_s:
                tell(of_runs("sync", f"first_sync_docs_vs_{key}", "1/s", ours.per_s, peer=per_s, peer_name=name))


def _one_core_each(tell: Tell, folder: Path, furnished: Furnished, docs: Path, digest: str) -> None:
    """The same once more, with one processor for each server and another for each client."""
    ours, theirs = Side(), Side()
    with contextlib.ExitStack() as stack:
        with held_to(Core.SERVER):
            server = stack.enter_context(sync_server.running(furnished.folder))
            pouch = stack.enter_context(_pouchdb(folder / "held pouchdb", docs, digest))
        with held_to(Core.CLIENT):
            for turn in range(OTHER_RUNS):
                _ours(server, furnished, folder / f"held{turn}", ours)
                if pouch is not None:
                    _theirs(pouch, folder / f"held theirs{turn}", theirs)
    _tell_beside(tell, "first_sync_docs_one_core_each", "1/s", ours.per_s, theirs.per_s)


def _ours(server: Running, furnished: Furnished, into: Path, side: Side, *, durable: bool = False) -> dict[str, float]:
    before = spent(server.pid)
    run = sync_server.synced(server.url, LEAD, furnished, into, durable=durable)
    side.note(run["rows_s"], Spent(run["cpu_s"], run["peak_mb"]), before, spent(server.pid))
    check_same(furnished, into, scopes_each=2)
    return run


def _theirs(pouch: Pouch, into: Path, side: Side) -> None:
    before = spent(pouch.pid)
    seconds, client = pouch.replicate(into)
    side.note(seconds, client, before, spent(pouch.pid))


def _tell_beside(tell: Tell, metric: str, unit: str, ours: list[float], theirs: list[float]) -> None:
    tell(of_runs("sync", metric, unit, ours, peer=theirs or None, peer_name=POUCHDB if theirs else None))


def _write(path: Path, furnished: Furnished) -> str:
    """Write the tickets as JSON lines; return their digest."""
    docs = list(documents(furnished))
    path.write_text("".join(json.dumps(doc, separators=(",", ":")) + "\n" for doc in docs), "utf-8")
    return digest_of(docs)


@contextlib.contextmanager
def _pouchdb(source: Path, docs: Path, digest: str) -> Iterator[Pouch | None]:
    """Serve the documents; None, with a word on standard error, where PouchDB cannot be had."""
    try:
        modules = installed("pouchdb")
    except PeerAbsent as absent:
        sys.stderr.write(f"not measured: {absent}\n")
        yield None
        return
    source.mkdir()
    command = ["node", str(PEERS / "pouchdb_server.js"), str(modules), str(docs), str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None  # noqa: S101 - it is a pipe
            port = json.loads(server.stdout.readline())["port"]

            def replicate(into: Path) -> tuple[float, Spent]:
                into.mkdir()
                run = _node("pouchdb_client.js", modules, f"http://127.0.0.1:{port}", str(into))
                if run["documents"] != TICKETS or run["hash"] != digest:
                    raise NotTheSame(f"PouchDB has {run['documents']} documents, or others")
                return float(run["seconds"]), Spent(run["cpu_s"], run["peak_mb"])

            yield Pouch(replicate, server.pid)
        finally:
            server.terminate()


def _rxdb(docs: Path, digest: str) -> list[float]:
    try:
        modules = installed("rxdb")
    except PeerAbsent as absent:
        sys.stderr.write(f"not measured: {absent}\n")
        return []
    per_s = []
    for _ in range(RUNS):
        run = _node("rxdb.mjs", modules, str(docs))
        if run["documents"] != TICKETS or run["hash"] != digest:
            raise NotTheSame(f"RxDB has {run['documents']} documents, or others")
        per_s.append(TICKETS / run["seconds"])
    return per_s


def _anki(docs: Path, folder: Path, digest: str) -> list[float]:
    try:
        python = installed_python("anki")
    except PeerAbsent as absent:
        sys.stderr.write(f"not measured: {absent}\n")
        return []
    folder.mkdir()
    arguments = (docs, folder, sync_server.free_port(), RUNS)
    command = [str(python), str(PEERS / "anki_sync.py"), *map(str, arguments)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        # Its client gives up after a minute without an answer, and the server looks through all it was sent first.
        sys.stderr.write(f"not measured: anki: {ended.stderr.strip()[-200:]}\n")
        return []
    run = json.loads(ended.stdout.splitlines()[-1])
    if run["documents"] != TICKETS or run["hash"] != digest:
        raise NotTheSame(f"Anki has {run['documents']} documents, or others")
    return [TICKETS / seconds for seconds in run["seconds"]]


def _node(script: str, modules: Path, *arguments: str) -> dict[str, Any]:
    command = ["node", str(PEERS / script), str(modules), *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line for line in ended.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"{script} measured nothing: {ended.stderr[-800:]}")
    found: dict[str, Any] = json.loads(lines[-1])
    return found
