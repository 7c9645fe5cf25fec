"""Errors of the client's data and of its line to the server, each with a sentence that says what to do next.

SyncError
├── ReplicaError
│   ├── CacheFromNewerVersion   the file was written by a newer program
│   ├── WrongKey                the key does not open the file
│   ├── CacheDamaged            the file is broken
│   ├── DiskFull                nothing was written, nothing is lost
│   ├── CacheBusy               another program holds the file
│   ├── CacheUnwritable         the place cannot be read or written
│   ├── ProfileInUse            a second start on the same profile
│   └── PageOutOfPlace          a page that does not follow the cursor: pull instead
├── KeyStoreError
│   ├── NoKeyring               the system keeps no secrets for us
│   └── KeyPasswordWrong        the password does not open the wrapped key
└── SignInError
    ├── ServerUnreachable
    ├── NotAServer              something answered, but not a Mostrador server
    ├── WrongPassword
    ├── TooManyAttempts         `retry_after_s` says how long to wait
    ├── DeviceRevoked
    └── UpgradeRequired
"""

from __future__ import annotations


class SyncError(Exception):
    """Base: `title` names the trouble, `message` says what to do next; what caused it is in `str(error)`."""

    title = "Something is wrong with the local data"
    message = "Restart Mostrador. If it happens again, tell your administrator."


class ReplicaError(SyncError):
    """Base of the errors of the local cache."""


class CacheFromNewerVersion(ReplicaError):
    """The cache was written by a newer program; it is left as it is."""

    title = "This computer's data belongs to a newer Mostrador"
    message = "Start the newer version that was used here, or update this one. Nothing was changed."


class WrongKey(ReplicaError):
    """The key does not open the cache."""

    title = "The stored key does not open this computer's data"
    message = (
        "Sign in again with your password. If that does not help, ask your administrator; the data was not touched."
    )


class CacheDamaged(ReplicaError):
    """The file of the cache is broken."""

    title = "This computer's data is damaged"
    message = (
        "Keep a copy of the profile's folder, then sign in again: everything that was sent comes back from the server."
    )


class DiskFull(ReplicaError):
    """There is no room for the write; it was undone whole."""

    title = "The disk is full"
    message = "Free some space and try again. What was saved before is safe; the last change was not saved."


class CacheBusy(ReplicaError):
    """Another program keeps the file locked."""

    title = "Another program is using this computer's data"
    message = "Close backup or virus scanners that hold the file, then try again."


class CacheUnwritable(ReplicaError):
    """The file cannot be opened, read or written."""

    title = "This computer's data cannot be read or written"
    message = "Check that the profile's folder exists, belongs to you and is not write-protected, then try again."


class ProfileInUse(ReplicaError):
    """Another process has this profile open."""

    title = "Mostrador is already running with this account"
    message = "Switch to the window that is open. If there is none, wait a moment and start again."


class PageOutOfPlace(ReplicaError):
    """The page does not follow what is stored: nothing was changed, a pull brings what is missing."""

    title = "An answer of the server came too late"
    message = "Nothing to do: Mostrador asks again by itself."


class KeyStoreError(SyncError):
    """Base of the errors of the places that keep keys."""


class NoKeyring(KeyStoreError):
    """The system has no keyring that works."""

    title = "This system keeps no keys"
    message = "Sign in with your password: it will protect the key instead."


class KeyPasswordWrong(KeyStoreError):
    """The password does not open the wrapped key."""

    title = "The password is not right"
    message = "Type the password you last signed in with on this computer."


class SignInError(SyncError):
    """Base of what can go wrong while signing in."""


class ServerUnreachable(SignInError):
    """No answer from the address."""

    title = "The server does not answer"
    message = "Check the address and your network, then try again."


class NotAServer(SignInError):
    """Something answered that is no Mostrador server: another site, or a network's sign-in page."""

    title = "This is not a Mostrador server"
    message = "Check the address. In a hotel or shop network, open a web page first and accept its terms."


class WrongPassword(SignInError):
    """Account or password are not right."""

    title = "Account or password is not right"
    message = "Check both and try again; your administrator can set a new password."


class TooManyAttempts(SignInError):
    """The server wants a pause."""

    title = "Too many attempts"
    message = "Wait a minute, then try again."

    def __init__(self, retry_after_s: float = 60.0) -> None:
        super().__init__(f"retry after {retry_after_s} s")
        self.retry_after_s = retry_after_s


class DeviceRevoked(SignInError):
    """An administrator has taken this device's access away."""

    title = "This computer may no longer sign in"
    message = "Ask your administrator to admit it again."


class UpgradeRequired(SignInError):
    """The server no longer speaks this version's language."""

    title = "This version is too old for the server"
    message = "Update Mostrador, then sign in again. Everything saved here is kept."
