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

LEARNT = ("title", "space_name", "phone")
CARD, CACHE, LOCK, INDEX, LEFT = "profile.json", "cache.db", "lock", "articles.idx", "asks_password"


class Card(Plain):
    """What may be known of a profile before its key is there.

    Attributes:
        title: What its user does, in their language; empty while that is not known.
        space_name: The franchise's name; empty as above.
        phone: Of the franchise's support line; empty as above, and where there is none.
        permissions: What its user's role allowed at the last sign-in: for the time before the cache knows it.
    """

    folder: Path
    server_url: str
    user_id: str
    account: str
    user_name: str
    device: str
    locale: str
    used_at: str
    title: str = ""
    space_name: str = ""
    phone: str = ""
    permissions: tuple[str, ...] = ()

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


def in_order(cards: list[Card]) -> list[Card]:
    """Return the profiles as people see them numbered: by name, whoever was here last."""
    return sorted(cards, key=lambda card: (card.user_name.casefold(), card.account, card.name))


def read_card(folder: Path) -> Card | None:
    """Return one profile, or None if there is none."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        return _read(folder / CARD)
    return None


def card_to_open(name: str, server: str, *, insists: bool) -> Card | None:
    """Return the profile to begin with, or None if it has to be asked.

    Args:
        name: Of its folder, or the account; empty for the one that was here last.
        server: Only one of this server's will do, unless somebody insists; empty for any.
        insists: Whether somebody named it, and no other will do.
    """
    root = profiles_folder()
    card = read_card(root / name) if name else None
    if card is None:
        cards = read_cards(root)
        named = [one for one in cards if one.account.casefold() == name.casefold()]
        card = next(iter(named if insists else cards), None)
    if card is not None and server and not insists and card.server_url.rstrip("/") != server.rstrip("/"):
        return None
    return card


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
        permissions=tuple(map(str, found.get("permissions", ()))),
        **{name: str(found.get(name, "")) for name in LEARNT},
    )


def keep_learnt(card: Card, **learnt: str) -> None:
    """Write down what a profile's page told about it, for the next sign-in screen; a disk that refuses is no harm.

    Args:
        card: the profile.
        learnt: `title`, `space_name`, `phone`, `used_at`.
    """
    if all(getattr(card, name) == value for name, value in learnt.items()):
        return
    place = card.folder / CARD
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(place.read_text(encoding="utf-8"))
        draft = place.with_suffix(".new")
        draft.write_text(json.dumps({**found, **learnt}, ensure_ascii=False), encoding="utf-8")
        draft.replace(place)


def needs_password(card: Card) -> bool:
    """Whether the profile's key is wrapped by the account's password."""
    return (keys_folder() / f"{card.name}.key").exists()


def was_left(card: Card) -> bool:
    """Whether its user locked it or signed out: then nothing but their password or PIN opens it, also after a start."""
    return (card.folder / LEFT).exists()


def mark_left(card: Card) -> None:
    """Write down, on the disk before this returns, that the next start asks for the password.

    Raises:
        OSError: The disk refuses.
    """
    from sync.durable import write_whole

    write_whole(card.folder / LEFT, b"")


def unmark_left(card: Card) -> None:
    """Forget it: the password or the PIN was given. Where the disk refuses, it is asked once more."""
    with contextlib.suppress(OSError):
        (card.folder / LEFT).unlink(missing_ok=True)


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
