"""Errors of the client's data and of its line to the server, a class for each remedy.

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
├── FileError
│   ├── FileUnreadable          the original cannot be read
│   ├── FileUnwritable          a copy cannot be written
│   ├── FileTooLarge
│   ├── FileEmpty
│   ├── FileKindRefused         a kind that a double click would run
│   ├── TooManyFiles            one message holds only so many
│   ├── FileDamaged             a stored file is not what was stored
│   └── FileGone                it is not on this computer
├── KeyStoreError
│   ├── NoKeyring               the system keeps no secrets for us
│   └── KeyPasswordWrong        the password does not open the wrapped key
├── DeskError
│   ├── NotVerified             nobody has made sure who it is, or that is over
│   ├── TriedTooOften           whoever it is could not show it: it waits
│   └── NotAllowedNow           not this ticket, not this account, or not as it stands
├── HelpError
│   ├── HelpNotTaken            the server misses something in the question
│   ├── HelpLinkOver            the link is none, or its time is over
│   └── HelpGoesOnElsewhere     the desk goes on elsewhere, and tells on the phone
└── SignInError
    ├── ServerUnreachable
    ├── NotAServer              something answered, but not a Mostrador server
    ├── NotSecure               something answered, but without a certificate that is trusted here
    ├── WrongPassword
    ├── NewPasswordNeeded       the password is right, but somebody else has set it: choose one's own
    ├── PasswordTooWeak         the new one is easy to guess
    ├── TooManyAttempts         `retry_after_s` says how long to wait
    ├── DeviceRevoked
    └── UpgradeRequired
"""

from __future__ import annotations

from domain.errors import KnownError


class SyncError(KnownError):
    """Base; what caused it is in `str(error)`."""


class ReplicaError(SyncError):
    """Base of the errors of the local cache."""


class CacheFromNewerVersion(ReplicaError):
    """The cache was written by a newer program; it is left as it is."""


class WrongKey(ReplicaError):
    """The key does not open the cache."""


class CacheDamaged(ReplicaError):
    """The file of the cache is broken."""


class DiskFull(ReplicaError):
    """There is no room for the write; it was undone whole."""


class CacheBusy(ReplicaError):
    """Another program keeps the file locked."""


class CacheUnwritable(ReplicaError):
    """The file cannot be opened, read or written."""


class ProfileInUse(ReplicaError):
    """Another process has this profile open."""


class PageOutOfPlace(ReplicaError):
    """The page does not follow what is stored: nothing was changed, a pull brings what is missing."""


class FileError(SyncError):
    """Base of what can be wrong with a file of a message."""


class FileUnreadable(FileError):
    """The original cannot be read."""


class FileUnwritable(FileError):
    """A copy cannot be written."""


class FileTooLarge(FileError):
    """More than any server takes."""


class FileEmpty(FileError):
    """There is nothing in it."""


class FileKindRefused(FileError):
    """A kind that a double click would run."""


class TooManyFiles(FileError):
    """One message holds only so many."""


class FileDamaged(FileError):
    """A stored file is not what was stored."""


class FileGone(FileError):
    """It is not on this computer."""


class KeyStoreError(SyncError):
    """Base of the errors of the places that keep keys."""


class NoKeyring(KeyStoreError):
    """The system has no keyring that works."""


class KeyPasswordWrong(KeyStoreError):
    """The password does not open the wrapped key."""


class DeskError(SyncError):
    """Base of what the server says no to when the desk asks it for something."""


class NotVerified(DeskError):
    """Nobody has made sure who it is, or that is over."""


class TriedTooOften(DeskError):
    """Whoever it is could not show it too often."""


class NotAllowedNow(DeskError):
    """Not this ticket, not this account, or not as it stands."""


class HelpError(SyncError):
    """Base of what can go wrong while asking for help without a session."""


class HelpNotTaken(HelpError):
    """The server misses something in what was asked."""


class HelpLinkOver(HelpError):
    """The link is none, or its time is over."""


class HelpGoesOnElsewhere(HelpError):
    """The desk goes on with it in another conversation, which the link does not show."""


class SignInError(SyncError):
    """Base of what can go wrong while signing in."""


class ServerUnreachable(SignInError):
    """No answer from the address."""


class NotAServer(SignInError):
    """Something answered that is no Mostrador server: another site, or a network's sign-in page."""


class NotSecure(SignInError):
    """Something answered, but no secure connection came about; nothing was sent."""


class WrongPassword(SignInError):
    """Account or password are not right."""


class NewPasswordNeeded(SignInError):
    """The password is right, but somebody else has set it: it opens nothing but the choice of another one."""


class PasswordTooWeak(SignInError):
    """The new password is too short, or easy to guess."""


class TooManyAttempts(SignInError):
    """The server wants a pause."""

    def __init__(self, retry_after_s: float = 60.0) -> None:
        super().__init__(f"retry after {retry_after_s} s")
        self.retry_after_s = retry_after_s


class DeviceRevoked(SignInError):
    """An administrator has taken this device's access away."""


class UpgradeRequired(SignInError):
    """The server no longer speaks this version's language."""
