"""Signing in on this computer: the session, the profile's folder and its key."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.shell.profile_files import Card, keys_folder, needs_password, profiles_folder, read_card

if TYPE_CHECKING:
    from sync.protocol.accounts import Session


@dataclass(frozen=True, slots=True)
class Opened:
    """A profile that may be opened now; `session` is set if it was just signed in."""

    card: Card
    key: bytes
    session: Session | None = None


def keyring_key(card: Card) -> bytes | None:
    """The profile's key, if the system's keyring gives it without asking; may wait for the system."""
    from sync.errors import NoKeyring
    from sync.keys.keyring_store import KeyringStore

    try:
        return KeyringStore().load(card.name)
    except NoKeyring:
        return None


def unlock(card: Card, password: str) -> Opened:
    """Open a profile by its password, with or without a line; about a tenth of a second.

    Raises:
        KeyPasswordWrong: The password is another one.
    """
    from sync.errors import KeyPasswordWrong
    from sync.keys.password_store import PasswordKeyStore

    key = PasswordKeyStore(keys_folder(), password).load(card.name)
    if key is None:
        raise KeyPasswordWrong(card.name)
    return Opened(card, key)


def sign_in(server: str, account: str, password: str, known: list[Card]) -> Opened:
    """Sign in at the server and make the profile, or find it again. Waits for the network.

    Raises:
        SyncError: With a sentence that says what to do.
    """
    from sync.engine.sign_in import server_address, sign_in
    from sync.keys import new_key

    address = server_address(server)
    before = next((card for card in known if _is_same(card, address, account)), None)
    device = before.device if before else _new_id()
    session = sign_in(address, account, password, device, socket.gethostname())  # type: ignore[arg-type]
    folder = _save_profile(address, account, device, session)
    key = _kept_key(folder.name, password)
    if key is None:
        key = new_key()
        # A cache whose key is lost cannot be read again; what was sent comes back from the server.
        for suffix in ("", "-wal", "-shm", ".key-check"):
            (folder / f"cache.db{suffix}").unlink(missing_ok=True)
    _keep_key(folder.name, key, password)
    card = read_card(folder)
    assert card is not None  # noqa: S101 - written above
    return Opened(card, key, session)


def _is_same(card: Card, address: str, account: str) -> bool:
    return card.server_url.rstrip("/") == address and card.account.casefold() == account.strip().casefold()


def _new_id() -> str:
    import secrets
    from datetime import UTC, datetime

    from domain.ids import new_id

    return new_id(datetime.now(UTC), secrets.token_bytes)


def _save_profile(address: str, account: str, device: str, session: Session) -> Path:
    from datetime import UTC, datetime

    from domain.records import time_text
    from sync.replica.profile import ProfileCard, profile_of

    card = ProfileCard(
        server_url=address,
        user_id=session.user_id,
        account=account.strip(),
        user_name=session.user_name,
        space_id=session.space_id,
        device=device,  # type: ignore[arg-type]
        locale=session.locale,
        used_at=time_text(datetime.now(UTC)),
    )
    profile = profile_of(profiles_folder(), card)
    profile.save()
    return profile.folder


def _kept_key(name: str, password: str) -> bytes | None:
    from sync.errors import NoKeyring
    from sync.keys.keyring_store import KeyringStore
    from sync.keys.password_store import PasswordKeyStore

    key = PasswordKeyStore(keys_folder(), password).load(name)
    if key is None:
        try:
            key = KeyringStore().load(name)
        except NoKeyring:
            return None
    return key


def _keep_key(name: str, key: bytes, password: str) -> None:
    """Keep it in the system's keyring or, where there is none, wrapped by the password."""
    from sync.errors import NoKeyring
    from sync.keys.keyring_store import KeyringStore, keyring_works
    from sync.keys.password_store import PasswordKeyStore

    if keyring_works():
        try:
            KeyringStore().save(name, key)
        except NoKeyring:
            pass
        else:
            return
    PasswordKeyStore(keys_folder(), password).save(name, key)


def can_open_alone(card: Card) -> bool:
    """Whether the profile may open without its password (its key is not wrapped by it)."""
    return not needs_password(card)
