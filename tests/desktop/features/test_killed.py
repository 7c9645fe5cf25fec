"""A client that is killed: what was typed is a draft, and what was about to be sent goes out with the next start."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from sync.replica.writer import Replica
from tests.desktop.features.typist import TEXT
from tests.support.franchise import named
from tests.sync.replica.model import KEY


def test_what_was_typed_before_the_kill_is_a_draft(tmp_path: Path) -> None:
    ticket_id = kill_who("typed", tmp_path)
    with closing(Replica.open(tmp_path / "ana" / "cache.db", KEY, named("ana"))) as replica:
        assert replica.cache.all("SELECT key, body FROM draft") == [(f"reply:{ticket_id}", TEXT)]
        assert replica.cache.value("SELECT count(*) FROM outbox") == 0


def test_what_could_still_be_undone_at_the_kill_is_sent_once(tmp_path: Path) -> None:
    kill_who("sent", tmp_path)
    for _ in range(2):
        with closing(Replica.open(tmp_path / "ana" / "cache.db", KEY, named("ana"))) as replica:
            assert replica.cache.value("SELECT count(*) FROM draft") == 0
            assert replica.cache.value("SELECT count(*) FROM message WHERE body = ?", (TEXT,)) == 1
            assert replica.cache.all("SELECT args ->> 'body' FROM outbox") == [(TEXT,)]


def kill_who(what: str, folder: Path) -> str:
    """End a client at once that has `typed` or `sent` a reply; return its ticket's id."""
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.desktop.features.typist", str(folder), what],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert typist.stdout is not None
    ticket_id = typist.stdout.readline().strip()
    typist.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    typist.wait(10)
    typist.stdout.close()
    assert ticket_id
    return ticket_id
