"""Connections to the encrypted file: one that writes, any number that read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from sync.durable import write_whole
from sync.errors import CacheDamaged, CacheUnwritable, WrongKey
from sync.replica.failures import known_failures
from sync.replica.migrations import bring_up

KEY_BYTES = 32
WRITER_CACHE_KIB = 64_000
"""Time-ordered keys and this much cache decide how fast a first sync is stored."""
READER_CACHE_KIB = 16_000
BUSY_MS = 5_000
CHECKPOINT_PAGES = 4_000
BULK_CHECKPOINT_PAGES = 100_000
"""While a first sync comes in bulk, 400 MB: a page that every group writes again is copied into the file less often."""
LOG_MOST_BYTES = 64 * 1024 * 1024
"""Of the write-ahead log, once it has been copied: what a first sync has made it grow to is given back."""


def open_writer(path: Path, key: bytes) -> Any:
    """Open the cache for writing, creating or migrating it. Any thread may use it, one at a time.

    Raises:
        WrongKey, CacheDamaged, CacheFromNewerVersion, CacheUnwritable, CacheBusy, DiskFull
    """
    fresh = not path.exists() or path.stat().st_size == 0
    if fresh:
        _write_key_check(path, key)
    else:
        _check_key(path, key)
    with known_failures():
        connection = _connect(path, key, WRITER_CACHE_KIB)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
            connection.execute(f"PRAGMA journal_size_limit = {LOG_MOST_BYTES}").fetchone()
            bring_up(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def open_reader(path: Path, key: bytes) -> Any:
    """Open an existing cache for reading only; the same errors as `open_writer`."""
    if not path.exists():
        raise CacheUnwritable(f"there is no cache at {path}")
    try:
        with known_failures():
            return _reading(path, key)
    except CacheDamaged:
        # Only now: the digest's library is loaded before the first paint for nothing else.
        _check_key(path, key)
        raise


def _reading(path: Path, key: bytes) -> Any:
    connection = _connect(path, key, READER_CACHE_KIB)
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(path: Path, key: bytes, cache_kib: int) -> Any:
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(key)}")
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, cached_statements=256)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA cache_size = -{cache_kib}")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _key_check(key: bytes) -> str:
    import hashlib

    return hashlib.blake2b(key, digest_size=8, person=b"mostrador-key").hexdigest()


def _check_file(path: Path) -> Path:
    return path.with_name(path.name + ".key-check")


def _write_key_check(path: Path, key: bytes) -> None:
    """Keep a digest of the key beside the file: SQLite cannot tell a wrong key from a damaged first page."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(_check_file(path), _key_check(key).encode())
    except OSError as error:
        raise CacheUnwritable(str(error)) from error


def _check_key(path: Path, key: bytes) -> None:
    check = _check_file(path)
    if not check.exists():
        return
    try:
        kept = check.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CacheDamaged(f"{check.name}: {error}") from error
    # One that a power cut has emptied, as older builds could leave it, says nothing.
    if kept and kept != _key_check(key):
        raise WrongKey("the digest of the key is another one")
