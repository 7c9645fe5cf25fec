"""Keys in the system's keyring: Windows' credential locker, macOS' keychain, Linux' secret service."""

from __future__ import annotations

import base64
import binascii
import contextlib
from collections.abc import Iterator

from sync.errors import NoKeyring
from sync.keys import KEY_BYTES

SERVICE = "Mostrador"


class KeyringStore:
    """A `KeyStore` over `keyring`, which is imported with the first call: it takes longer than the first window."""

    def load(self, profile: str) -> bytes | None:
        """Return the key, or None if there is none or what is kept is not one."""
        with _working_keyring():
            import keyring

            kept = keyring.get_password(SERVICE, profile)
        try:
            key = base64.b64decode(kept or "", validate=True)
        except binascii.Error:
            return None
        return key if len(key) == KEY_BYTES else None

    def save(self, profile: str, key: bytes) -> None:
        """Keep a key."""
        with _working_keyring():
            import keyring

            keyring.set_password(SERVICE, profile, base64.b64encode(key).decode())

    def forget(self, profile: str) -> None:
        """Keep it no longer."""
        with _working_keyring():
            import keyring
            import keyring.errors

            with contextlib.suppress(keyring.errors.PasswordDeleteError):
                keyring.delete_password(SERVICE, profile)


def keyring_works() -> bool:
    """Tell whether the system has a keyring that can be asked; it may still turn out to be locked."""
    import keyring
    import keyring.backends.fail

    return not isinstance(keyring.get_keyring(), keyring.backends.fail.Keyring)


@contextlib.contextmanager
def _working_keyring() -> Iterator[None]:
    import keyring.errors

    try:
        yield
    except keyring.errors.KeyringError as error:
        raise NoKeyring(str(error)) from error
