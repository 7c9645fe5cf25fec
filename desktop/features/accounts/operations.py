"""Signing in on this computer: the session, the profile's folder and its key."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.features.accounts.errors import KeyringLocked, PasswordChanged
from desktop.shell.profile_files import Card, ProfileLock, keys_folder, needs_password, profiles_folder, read_card

if TYPE_CHECKING:
    from sync.protocol.accounts import Session


@dataclass(frozen=True, slots=True)
class Opened:
    """A profile that may be opened now.

    Attributes:
        card: which.
        key: opens its cache.
        session: set if it was just signed in.
        proof: of the password that was just typed, to be remembered where the password does not wrap the key.
    """

    card: Card
    key: bytes
    session: Session | None = None
    proof: str = ""


def keyring_key(card: Card) -> bytes | None:
    """The profile's key from the system's keyring, or None if none is kept there; may wait for the system.

    Raises:
        KeyringLocked: The keyring gives nothing out.
    """
    from sync.errors import NoKeyring
    from sync.keys.keyring_store import KeyringStore

    try:
        return KeyringStore().load(card.name)
    except NoKeyring as error:
        raise KeyringLocked(card.name) from error


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


def unlock_kept(card: Card, password: str) -> Opened | None:
    """Open a profile whose key lies in the keyring, after a look at the proof of its password; None without either.

    Raises:
        KeyPasswordWrong: The password is another one.
        KeyringLocked: The keyring gives nothing out.
        ReplicaError: The cache cannot be read.
    """
    from sync.errors import KeyPasswordWrong
    from sync.keys.proof import proves
    from sync.replica.reading.reader import Reader
    from sync.replica.reading.remembered import Remembered, remembered

    key = keyring_key(card)
    if key is None or not card.cache_path.exists():
        return None
    reader = Reader(card.cache_path, key)
    try:
        proof = remembered(reader, Remembered.PASSWORD)
    finally:
        reader.close()
    if not proof:
        return None
    if not proves(proof, password):
        raise KeyPasswordWrong(card.name)
    return Opened(card, key)


def enter(card: Card, password: str, known: list[Card]) -> Opened:
    """Unlock a profile; a password that does not open it may be a new one, which only the server knows.

    Raises:
        KeyPasswordWrong: Neither this computer nor the server takes the password.
        PasswordChanged: The server takes it.
        NewPasswordNeeded: The server takes it, as a temporary one.
        SignInError: Only the server can tell, and it does not answer.
    """
    from sync.errors import KeyPasswordWrong, NewPasswordNeeded, SignInError

    try:
        if needs_password(card):
            return unlock(card, password)
        found = unlock_kept(card, password)
        if found is None:
            return sign_in(card.server_url, card.account, password, known)
        if is_shared(card, known):
            wrap_by_password(card, found.key, password)
        return found
    except KeyPasswordWrong as wrong:
        try:
            return sign_in(card.server_url, card.account, password, known)
        except NewPasswordNeeded:
            raise
        except SignInError:
            raise wrong from None


def reopen(held: Opened, proof: str, password: str, known: list[Card], *, online: bool = False) -> Opened:
    """Open the lock of an account that is open in this process.

    Args:
        held: the account.
        proof: of its password, where that does not wrap the key.
        password: as typed.
        known: the profiles of this computer.
        online: whether only the server's word will do.

    Raises:
        KeyPasswordWrong: Neither this computer nor the server takes the password.
        NewPasswordNeeded: The server takes it, as a temporary one.
        SignInError: Only the server can tell, and it does not answer.
    """
    from sync.errors import KeyPasswordWrong, NewPasswordNeeded, SignInError
    from sync.keys.proof import proves

    card = held.card
    if not online:
        try:
            if needs_password(card):
                return Opened(card, unlock(card, password).key)
            if proves(proof, password):
                return held
        except KeyPasswordWrong:
            pass
    try:
        return sign_in(card.server_url, card.account, password, known, held=held)
    except SignInError as error:
        if online or isinstance(error, NewPasswordNeeded) or not (proof or needs_password(card)):
            raise
        raise KeyPasswordWrong(card.name) from error


def check_password(held: Opened, proof: str, password: str) -> None:
    """Make sure that somebody at an open account is who they are; about a tenth of a second.

    Raises:
        KeyPasswordWrong: They are not.
    """
    from sync.errors import KeyPasswordWrong
    from sync.keys.proof import proves

    if needs_password(held.card):
        unlock(held.card, password)
    elif not proves(proof, password):
        raise KeyPasswordWrong(held.card.name)


def is_shared(card: Card, known: list[Card]) -> bool:
    """Whether others work at this computer, too: then no key lies in a keyring that opens for all of them."""
    return any(one.folder != card.folder for one in known)


def wrap_by_password(card: Card, key: bytes, password: str) -> None:
    """Let the password, not the system's keyring, give out the key from now on."""
    from sync.errors import NoKeyring
    from sync.keys.keyring_store import KeyringStore
    from sync.keys.password_store import PasswordKeyStore

    PasswordKeyStore(keys_folder(), password).save(card.name, key)
    with contextlib.suppress(NoKeyring):
        KeyringStore().forget(card.name)


def sign_in(
    server: str,
    account: str,
    password: str,
    known: list[Card],
    *,
    former: str = "",
    anew: bool = False,
    held: Opened | None = None,
    new_password: str = "",
) -> Opened:
    """Sign in at the server and make the profile, or find it again. Waits for the network.

    Args:
        server: its address, as typed.
        account: as typed.
        password: as the server knows it.
        known: the profiles of this computer.
        former: the password that was used here before, if the server knows another one now.
        anew: set aside what is stored here, and begin with an empty cache.
        held: the profile that is open at this moment: its key is at hand and its files stay as they are.
        new_password: in place of a temporary one.

    Raises:
        SyncError: With a sentence that says what to do.
        PasswordChanged: The key is wrapped by another password, and the server's secret opens it neither.
        KeyringLocked: The key lies in a keyring that does not give it out.
        AlreadyRunning: A window has open what is to be set aside.
    """
    from sync.engine.address import server_address
    from sync.engine.sign_in import sign_in

    address = server_address(server)
    before = next((card for card in known if _is_same(card, address, account)), None)
    # A profile that is open has lost its session: perhaps to a copy of it elsewhere, which keeps the device.
    device = before.device if before and held is None else new_id()
    session = sign_in(address, account, password, device, socket.gethostname(), new_password)  # type: ignore[arg-type]
    password = new_password or password
    folder = _save_profile(address, account, device, session)
    card = read_card(folder)
    assert card is not None  # noqa: S101 - written above
    if held is not None and held.card.folder == folder:
        _wrap_again(card, held.key, password)
        keep_recovery(card, held.key, session.recovery)
        return Opened(card, held.key, session, _proof(card, password))
    key = _key_for(card, password, former, session.recovery, anew=anew)
    keep_recovery(card, key, session.recovery)
    if is_shared(card, known) and not needs_password(card):
        wrap_by_password(card, key, password)
    return Opened(card, key, session, _proof(card, password))


def wipe(card: Card) -> None:
    """Delete what this computer kept of a profile, its key as well; nobody may have it open.

    Raises:
        CacheUnwritable: Something still holds the files.
    """
    from sync.errors import CacheUnwritable, NoKeyring
    from sync.keys.keyring_store import KeyringStore
    from sync.keys.password_store import PasswordKeyStore
    from sync.keys.recovery_store import RecoveryKeyStore
    from sync.replica.profile import wipe_cache

    try:
        for place in card.folder.glob(f"{card.index_path.name}*"):
            place.unlink(missing_ok=True)
        PasswordKeyStore(keys_folder(), "").forget(card.name)
        RecoveryKeyStore(keys_folder(), "").forget(card.name)
    except OSError as error:
        raise CacheUnwritable(str(error)) from error
    wipe_cache(card.folder)
    with contextlib.suppress(NoKeyring):
        KeyringStore().forget(card.name)


def sign_out(server_url: str, kept: bytes) -> None:
    """Close a session at the server, as well as it goes. Waits for the network."""
    from sync.engine.http import HttpTransport
    from sync.protocol.accounts import Session
    from sync.protocol.codec import decode

    transport = HttpTransport(server_url)
    transport.sign_out(decode(kept, Session).access_token)
    transport.close()


def _is_same(card: Card, address: str, account: str) -> bool:
    return card.server_url.rstrip("/") == address and card.account.casefold() == account.strip().casefold()


def new_id() -> str:
    """Return a new random id."""
    import secrets
    from datetime import UTC, datetime

    from domain import ids

    return ids.new_id(datetime.now(UTC), secrets.token_bytes)


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
        permissions=session.permissions,
    )
    profile = profile_of(profiles_folder(), card)
    profile.save()
    return profile.folder


def keep_recovery(card: Card, key: bytes, secret: str) -> None:
    """Wrap the key by the server's secret, too: who loses the password gets back what waits here."""
    from sync.keys.recovery_store import RecoveryKeyStore

    RecoveryKeyStore(keys_folder(), secret).save(card.name, key)


def ask_reset(server: str, account: str) -> None:
    """Have a link sent that sets a new password. Waits for the network.

    Raises:
        SignInError: The server was not reached, or wants a pause.
    """
    from sync.engine.sign_in import ask_reset

    ask_reset(server, account)


def _key_for(card: Card, password: str, former: str, recovery: str, *, anew: bool) -> bytes:
    """The key of a profile that is not open, kept for the next start; a cache that it cannot open is set aside."""
    from sync.errors import KeyPasswordWrong
    from sync.keys import new_key

    may_lose = anew or not card.cache_path.exists()
    key = None
    try:
        key = _kept_key(card, former or password, recovery)
    except KeyringLocked:
        if not may_lose:
            raise
    except KeyPasswordWrong as error:
        if not may_lose:
            raise error if former else PasswordChanged(card.name) from error
    if anew or key is None:
        _set_aside(card, with_key=key is None)
    key = key or new_key()
    _keep_key(card, key, password)
    return key


def _proof(card: Card, password: str) -> str:
    from sync.keys.proof import proof_of

    return "" if needs_password(card) else proof_of(password)


def _kept_key(card: Card, password: str, recovery: str) -> bytes | None:
    from sync.errors import KeyPasswordWrong
    from sync.keys.password_store import PasswordKeyStore
    from sync.keys.recovery_store import RecoveryKeyStore

    by_server = RecoveryKeyStore(keys_folder(), recovery)
    try:
        return (
            PasswordKeyStore(keys_folder(), password).load(card.name) or keyring_key(card) or by_server.load(card.name)
        )
    except KeyPasswordWrong:
        # The server has just let them in: the password was lost, and what waits here is theirs.
        key = by_server.load(card.name)
        if key is None:
            raise
        return key


def _set_aside(card: Card, *, with_key: bool) -> None:
    """Move the cache aside and, where it opens that alone, its wrapped key: nothing that was typed is thrown away."""
    from datetime import UTC, datetime

    from sync.replica.profile import set_cache_aside

    lock = ProfileLock(card.folder)
    try:
        aside = set_cache_aside(card.folder, datetime.now(UTC))
        if with_key and aside is not None and needs_password(card):
            for kind in ("key", "recovery"):
                wrapped = keys_folder() / f"{card.name}.{kind}"
                if wrapped.exists():
                    wrapped.replace(aside.with_name(f"{aside.name}.{kind}"))
    finally:
        lock.release()


def _keep_key(card: Card, key: bytes, password: str) -> None:
    """Keep it in the system's keyring or, where there is none or it lies so already, wrapped by the password."""
    from sync.errors import NoKeyring
    from sync.keys.keyring_store import KeyringStore, keyring_works
    from sync.keys.password_store import PasswordKeyStore

    if keyring_works() and not needs_password(card):
        with contextlib.suppress(NoKeyring):
            KeyringStore().save(card.name, key)
            return
    PasswordKeyStore(keys_folder(), password).save(card.name, key)


def _wrap_again(card: Card, key: bytes, password: str) -> None:
    """Wrap the key by the password of now, if it is one's password that protects it."""
    from sync.keys.password_store import PasswordKeyStore

    if needs_password(card):
        PasswordKeyStore(keys_folder(), password).save(card.name, key)
