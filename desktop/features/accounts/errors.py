"""What keeps somebody out of a profile of this computer, beside a wrong password.

ClientError
├── KeyringLocked     the system does not give out the profile's key
└── PasswordChanged   the server knows the password, the wrapped key knows the one before
"""

from __future__ import annotations

from desktop.shell.errors import ClientError


class KeyringLocked(ClientError):
    """The system's keyring is locked or gone, and what is stored here cannot be opened without it."""

    title = "This computer's keyring is locked"
    message = "Unlock this computer's keyring, then try again."


class PasswordChanged(ClientError):
    """The server took the password, but what is stored here was locked with another one."""

    title = "Your password changed"
    message = "Type the one you used here before, once, so that what is stored here can be opened."
