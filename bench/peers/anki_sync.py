"""Syncs documents as notes from Anki's own server into an empty collection; runs in Anki's environment, not in ours.

Run as `python anki_sync.py DOCUMENTS FOLDER PORT RUNS`: a file of JSON lines, an empty folder, a free port, how often.
Prints one JSON line: seconds of each download, the documents then held, and their digest as `sync_checks.digest_of`
computes it.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

# Of the environment that runs this; ours knows nothing of it.
anki = importlib.import_module("anki.collection")

USER, PASSWORD = "bench", "bench"
NOTES_AT_ONCE = 10_000
STARTS_WITHIN_S = 20.0


def main(documents: Path, folder: Path, port: int, runs: int) -> None:
    """Fill one collection, upload it, download it into others, and say how long that took."""
    server = serve(folder / "server", port)
    try:
        address = f"http://127.0.0.1:{port}/"
        source = anki.Collection(str(folder / "source.anki2"))
        fill(source, documents)
        sync_whole(source, address, upload=True)
        source.close()
        seconds, found = [], set()
        for run in range(runs):
            replica = anki.Collection(str(folder / f"replica{run}.anki2"))
            seconds.append(sync_whole(replica, address, upload=False))
            replica.reopen(after_full_sync=True)
            found.add(content(replica))
            replica.close()
    finally:
        server.terminate()
    [(held, digest)] = found
    sys.stdout.write(json.dumps({"seconds": seconds, "documents": held, "hash": digest}) + "\n")


def serve(base: Path, port: int) -> subprocess.Popen[bytes]:
    """Start Anki's server on loopback.

    Raises:
        RuntimeError: It does not answer.
    """
    given = {
        "SYNC_USER1": f"{USER}:{PASSWORD}",
        "SYNC_BASE": str(base),
        "SYNC_HOST": "127.0.0.1",
        "SYNC_PORT": str(port),
    }
    # It refuses what is larger than 100 MB otherwise.
    given["MAX_SYNC_PAYLOAD_MEGS"] = "1000"
    server = subprocess.Popen(
        [sys.executable, "-m", "anki.syncserver"],
        env=os.environ | given,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    give_up_at = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < give_up_at and server.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.05)
    server.terminate()
    raise RuntimeError("the server of Anki does not answer")


def fill(collection: Any, documents: Path) -> None:
    """Make a note of every document."""
    kind = collection.models.by_name("Basic")
    deck = collection.decks.id("Default")
    requests = []
    for line in documents.read_text("utf-8").splitlines():
        note = collection.new_note(kind)
        note["Front"], note["Back"] = json.loads(line)["_id"], line
        requests.append(anki.AddNoteRequest(note=note, deck_id=deck))
    for start in range(0, len(requests), NOTES_AT_ONCE):
        collection.add_notes(requests[start : start + NOTES_AT_ONCE])


def sync_whole(collection: Any, address: str, *, upload: bool) -> float:
    """Send or fetch the whole collection, as Anki does where two of them have nothing in common; return the seconds."""
    auth = collection.sync_login(USER, PASSWORD, address)
    began_s = time.perf_counter()
    collection.sync_collection(auth, False)
    collection.close_for_full_sync()
    collection.full_upload_or_download(auth=auth, server_usn=None, upload=upload)
    return time.perf_counter() - began_s


def content(collection: Any) -> tuple[int, str]:
    """Return how many documents there are, and their digest."""
    digest, held = hashlib.sha256(), 0
    for (fields,) in sorted(collection.db.execute("select flds from notes")):
        document = json.loads(fields.split("\x1f")[1])
        digest.update(json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n")
        held += 1
    return held, digest.hexdigest()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
