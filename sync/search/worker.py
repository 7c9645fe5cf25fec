"""The child process that indexes many articles: it gets them and the key over a pipe, and commits batch by batch.

It reads no cache and holds no lock but that of the index file, and that for the time of a commit. Started by `spawn`,
so a frozen client must call `multiprocessing.freeze_support()` first thing.
"""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import msgspec

from sync.search.articles import IndexedArticle

FIRST_BATCH: Final = 500
"""Articles in the first commit: a new installation finds something after two seconds."""

BATCH: Final = 2_500
"""Articles in the others, about seven seconds: what an interruption costs, and one segment more to look in."""

_BATCH_CHARACTERS: Final = 16_000_000
"""Commits sooner when articles are long: a batch in memory is about ten times its text."""


class Job(msgspec.Struct, tag="job"):
    """Which build of which file is to be filled."""

    path: str
    key: bytes
    build: int


class Articles(msgspec.Struct, tag="articles"):
    """Articles to index, and the revision of each that was in the index when the work was planned."""

    articles: list[IndexedArticle]
    expected: dict[str, int | None]


class Finish(msgspec.Struct, tag="finish"):
    """There are no more articles."""


class Committed(msgspec.Struct, tag="committed"):
    """So many articles are in the index for good."""

    count: int


class Failed(msgspec.Struct, tag="failed"):
    """The work stopped; what was committed stays."""

    reason: str
    damaged: bool = False


class Finished(msgspec.Struct, tag="finished"):
    """Everything is in."""


ToWorker = Job | Articles | Finish
FromWorker = Committed | Failed | Finished


def encode(message: ToWorker | FromWorker) -> bytes:
    """Return a message as bytes for the pipe."""
    return msgspec.msgpack.encode(message)


def run(pipe: Connection) -> None:
    """Index what comes through `pipe` until `Finish`; entry point of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the parent, which then closes the pipe
    _be_polite()
    from sync.search.errors import IndexDamaged

    try:
        _fill(pipe)
    except IndexDamaged as error:
        _answer(pipe, Failed(str(error), damaged=True))
    except OSError as error:
        _answer(pipe, Failed(str(error)))


def _fill(pipe: Connection) -> None:
    from sync.search.storage import connect
    from sync.search.writer import IndexWriter

    decoder = msgspec.msgpack.Decoder(ToWorker)
    job = decoder.decode(pipe.recv_bytes())
    assert isinstance(job, Job)  # noqa: S101  # the parent speaks first, and so
    manifest = connect(Path(job.path), job.key)
    writer = IndexWriter(manifest, job.build)
    waiting: list[IndexedArticle] = []
    expected: dict[str, int | None] = {}
    enough = FIRST_BATCH
    while True:
        message = _next(pipe, decoder)
        if isinstance(message, Articles):
            waiting += message.articles
            expected |= message.expected
        if waiting and (not isinstance(message, Articles) or _is_enough(waiting, enough)):
            writer.put(waiting, expected=expected)
            _answer(pipe, Committed(len(waiting)))
            waiting, expected, enough = [], {}, BATCH
        if not isinstance(message, Articles):
            break
    if isinstance(message, Finish):
        writer.merge_small()
        writer.merge_all()
        writer.merge_lexicons()
        _answer(pipe, Finished())
    manifest.connection.close()


def _next(pipe: Connection, decoder: msgspec.msgpack.Decoder[ToWorker]) -> ToWorker | None:
    """Return the next message, None when the parent is gone."""
    try:
        return decoder.decode(pipe.recv_bytes())
    except (EOFError, ConnectionError):
        return None


def _is_enough(waiting: list[IndexedArticle], enough: int) -> bool:
    return len(waiting) >= enough or sum(len(a.body_markdown) for a in waiting) >= _BATCH_CHARACTERS


def _answer(pipe: Connection, message: FromWorker) -> None:
    try:
        pipe.send_bytes(encode(message))
    except (BrokenPipeError, ConnectionError):
        return  # the parent has stopped listening; the commits stay


def _be_polite() -> None:
    """Let everything else on the machine go first."""
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        ctypes.windll.kernel32.SetPriorityClass(ctypes.windll.kernel32.GetCurrentProcess(), below_normal)
    else:
        os.nice(10)
