"""The parent's end of the indexing process: starts it, feeds it articles, listens to how far it is."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import msgspec

from domain.ids import RecordId
from sync.search import worker
from sync.search.articles import ArticleSource, Cancelled
from sync.search.errors import IndexDamaged, IndexNotWritten

_ASK_FOR: Final = 100
"""Articles read and sent at once: a millisecond or two of the sending thread, so that nobody waits for it."""

_POLL_S: Final = 0.2
_END_WITHIN_S: Final = 10.0


def index_in_child(
    path: Path,
    key: bytes,
    build: int,
    source: ArticleSource,
    changed: Sequence[RecordId],
    expected: Mapping[RecordId, int],
    *,
    cancelled: Cancelled,
    on_committed: Callable[[int], None],
) -> int:
    """Index `changed` in a child process and wait for it; return how many were committed.

    `on_committed` gets the number committed so far. A cancelled run keeps what it has committed. Raises
    IndexNotWritten when the child could not write or was ended, IndexDamaged when it found the file broken.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=worker.run, args=(theirs,), name="mostrador-index", daemon=True)
    process.start()
    theirs.close()
    feed = _Feed(ours, on_committed)
    try:
        feed.send(worker.Job(str(path), key, build))
        for start in range(0, len(changed), _ASK_FOR):
            if cancelled() or feed.failure:
                break
            ids = changed[start : start + _ASK_FOR]
            articles = list(source.articles(ids))
            feed.send(worker.Articles(articles, {i: expected.get(i) for i in ids}))
        else:
            feed.send(worker.Finish())
            while feed.listen(_POLL_S) and not cancelled():
                pass
    finally:
        ours.close()
        process.join(_END_WITHIN_S)
        if process.is_alive():
            process.terminate()
            process.join()
    feed.check(process.exitcode, was_cancelled=cancelled())
    return feed.committed


class _Feed:
    """Messages to the child, and what it has answered."""

    def __init__(self, pipe: Connection, on_committed: Callable[[int], None]) -> None:
        self._pipe = pipe
        self._on_committed = on_committed
        self._decoder = msgspec.msgpack.Decoder(worker.FromWorker)
        self.committed = 0
        self.failure: worker.Failed | None = None
        self.finished = False

    def send(self, message: worker.ToWorker) -> None:
        """Send, waiting while the child is busy, and take in what it has said meanwhile."""
        try:
            self._pipe.send_bytes(worker.encode(message))
        except (BrokenPipeError, ConnectionError):
            self.failure = self.failure or worker.Failed("the indexing process ended early")
        while self._pipe.poll(0) and self.listen(0):
            pass

    def listen(self, wait_s: float) -> bool:
        """Take in one message if it comes in time; return whether more may come."""
        try:
            if not self._pipe.poll(wait_s):
                return True
            message = self._decoder.decode(self._pipe.recv_bytes())
        except (EOFError, ConnectionError):
            return False
        if isinstance(message, worker.Committed):
            self.committed += message.count
            self._on_committed(self.committed)
            return True
        if isinstance(message, worker.Failed):
            self.failure = message
        else:
            self.finished = True
        return False

    def check(self, exit_code: int | None, *, was_cancelled: bool) -> None:
        """Raise what went wrong, if anything did."""
        if self.failure and self.failure.damaged:
            raise IndexDamaged(self.failure.reason)
        if self.failure:
            raise IndexNotWritten(self.failure.reason)
        if not self.finished and not was_cancelled:
            raise IndexNotWritten(f"the indexing process ended with code {exit_code}")
