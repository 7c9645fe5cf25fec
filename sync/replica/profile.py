"""Profiles: one folder per (server, user) on this computer, with its cache and its lock."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from domain.ids import RecordId, SpaceId
from sync.durable import write_whole
from sync.errors import CacheUnwritable, ProfileInUse

CARD = "profile.json"
CACHE = "cache.db"
LOCK = "lock"
FILES = "files"
"""The folder of sealed files (`sync.blobs.shelf`)."""
PARTS = ("-wal", "-shm", ".key-check", "")
"""What lies beside the cache and belongs to it; the cache last, so that it is never found without its log."""


class ProfileCard(msgspec.Struct, frozen=True, kw_only=True):
    """What may be known of a profile before its key is there: nothing of any customer.

    Attributes:
        device: The random id under which this profile signs in.
        used_at: When it was last opened, fixed-width UTC text.
        permissions: What its user's role allowed at the last sign-in.
    """

    server_url: str
    user_id: RecordId
    account: str
    user_name: str
    space_id: SpaceId
    device: RecordId
    locale: str = "en"
    used_at: str = ""
    permissions: tuple[str, ...] = ()


class Profile:
    """A profile's folder."""

    def __init__(self, folder: Path, card: ProfileCard) -> None:
        self.folder = folder
        self.card = card

    @property
    def name(self) -> str:
        """Under which the key store keeps the profile's key."""
        return self.folder.name

    @property
    def cache_path(self) -> Path:
        """Where its cache is."""
        return self.folder / CACHE

    def save(self) -> None:
        """Write the card whole or not at all."""
        place = self.folder / CARD
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(place, msgspec.json.encode(self.card))
        except OSError as error:
            raise CacheUnwritable(str(error)) from error

    def wipe(self) -> None:
        """Delete the cache with everything in it; the profile stays listed. For a revoked device."""
        wipe_cache(self.folder)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the profile for this process; the system lets go when the process ends, however it ends.

        Raises:
            ProfileInUse: Another process holds it: hand it the request and leave.
        """
        with _open_lock(self.folder / LOCK) as lock:
            try:
                _take(lock)
            except OSError as error:
                raise ProfileInUse(str(self.folder)) from error
            yield


def wipe_cache(folder: Path) -> None:
    """Delete the cache in a profile's folder with its files, and every copy of a cache that was set aside there.

    Raises:
        CacheUnwritable: Something still holds it, or the folder is write-protected.
    """
    try:
        for place in folder.glob(f"{CACHE}*"):
            place.unlink(missing_ok=True)
        for files in folder.glob(f"{FILES}*"):
            shutil.rmtree(files)
    except OSError as error:
        raise CacheUnwritable(str(error)) from error


def set_cache_aside(folder: Path, at: datetime) -> Path | None:
    """Move the cache out of the way of a new one, whole; return where it lies now, or None if there was none.

    Its files go with it: another key does not open them. Nobody may have it open.

    Raises:
        CacheUnwritable: Something holds it, or the folder is write-protected.
    """
    cache = folder / CACHE
    if not cache.exists():
        return None
    kept = f"kept-{at:%Y%m%dT%H%M%S%f}"
    aside = folder / f"{CACHE}.{kept}"
    try:
        with contextlib.suppress(FileNotFoundError):
            (folder / FILES).rename(folder / f"{FILES}.{kept}")
        for part in PARTS:
            with contextlib.suppress(FileNotFoundError):
                (folder / f"{CACHE}{part}").rename(folder / f"{aside.name}{part}")
    except OSError as error:
        raise CacheUnwritable(str(error)) from error
    return aside


def profile_of(root: Path, card: ProfileCard) -> Profile:
    """Return the profile of a server and a user below `root`, whether its folder is there or not."""
    digest = hashlib.sha256(f"{card.server_url.rstrip('/')}\n{card.user_id}".encode()).hexdigest()
    return Profile(root / digest[:24], card)


def _open_lock(place: Path) -> BinaryIO:
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return place.open("ab")
    except OSError as error:
        raise CacheUnwritable(str(error)) from error


if sys.platform == "win32":
    import msvcrt

    def _take(lock: BinaryIO) -> None:
        lock.seek(0)
        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(lock: BinaryIO) -> None:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
