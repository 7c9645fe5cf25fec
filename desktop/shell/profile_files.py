"""What lies in a profile's folder, read without anything that would delay the first paint."""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from typing import BinaryIO

from desktop.settings.places import data_folder
from desktop.shell.errors import AlreadyRunning
from domain.plain import Plain

CARD, CACHE, LOCK, INDEX = "profile.json", "cache.db", "lock", "articles.idx"


class Card(Plain):
    """What may be known of a profile before its key is there."""

    folder: Path
    server_url: str
    user_id: str
    account: str
    user_name: str
    device: str
    locale: str
    used_at: str

    @property
    def name(self) -> str:
        """Under which its key and its settings are kept."""
        return self.folder.name

    @property
    def cache_path(self) -> Path:
        """Its cache."""
        return self.folder / CACHE

    @property
    def index_path(self) -> Path:
        """Its index of articles."""
        return self.folder / INDEX


def profiles_folder() -> Path:
    """Where the profiles of this computer's user are."""
    return data_folder() / "profiles"


def keys_folder() -> Path:
    """Where keys lie that no keyring keeps."""
    return data_folder() / "keys"


def read_cards(root: Path) -> list[Card]:
    """Return the profiles, the last used first; a folder without a readable card is left out."""
    cards = []
    for place in root.glob(f"*/{CARD}"):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            cards.append(_read(place))
    return sorted(cards, key=lambda card: card.used_at, reverse=True)


def read_card(folder: Path) -> Card | None:
    """Return one profile, or None if there is none."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        return _read(folder / CARD)
    return None


def _read(place: Path) -> Card:
    found = json.loads(place.read_text(encoding="utf-8"))
    return Card(
        folder=place.parent,
        server_url=found["server_url"],
        user_id=found["user_id"],
        account=found["account"],
        user_name=found["user_name"],
        device=found["device"],
        locale=found.get("locale", "en"),
        used_at=found.get("used_at", ""),
    )


def needs_password(card: Card) -> bool:
    """Whether the profile's key is wrapped by the account's password."""
    return (keys_folder() / f"{card.name}.key").exists()


class ProfileLock:
    """Holds a profile for this process; the system lets go when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        """Take it.

        Raises:
            AlreadyRunning: Another process holds it.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file: BinaryIO = (folder / LOCK).open("ab")
        try:
            _take(self._file)
        except OSError as error:
            self._file.close()
            raise AlreadyRunning(str(folder)) from error

    def release(self) -> None:
        """Let go."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _take(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
