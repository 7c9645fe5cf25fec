"""The sentences of errors that come from below the interface, in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

SENTENCES = {
    "ServerUnreachable": (
        QT_TRANSLATE_NOOP("known", "The server does not answer"),
        QT_TRANSLATE_NOOP("known", "Check the address and your network, then try again."),
    ),
    "NotAServer": (
        QT_TRANSLATE_NOOP("known", "This is not a Mostrador server"),
        QT_TRANSLATE_NOOP(
            "known", "Check the address. In a hotel or shop network, open a web page first and accept its terms."
        ),
    ),
    "WrongPassword": (
        QT_TRANSLATE_NOOP("known", "Account or password is not right"),
        QT_TRANSLATE_NOOP("known", "Check both and try again; your administrator can set a new password."),
    ),
    "KeyPasswordWrong": (
        QT_TRANSLATE_NOOP("known", "The password is not right"),
        QT_TRANSLATE_NOOP("known", "Type the password you last signed in with on this computer."),
    ),
    "KeyringLocked": (
        QT_TRANSLATE_NOOP("known", "This computer's keyring is locked"),
        QT_TRANSLATE_NOOP("known", "Unlock this computer's keyring, then try again."),
    ),
    "PasswordChanged": (
        QT_TRANSLATE_NOOP("known", "Your password changed"),
        QT_TRANSLATE_NOOP(
            "known", "Type the one you used here before, once, so that what is stored here can be opened."
        ),
    ),
    "AlreadyRunning": (
        QT_TRANSLATE_NOOP("known", "Mostrador is already running with this account"),
        QT_TRANSLATE_NOOP("known", "Switch to the window that is open, or close it, then try again."),
    ),
    "IndexNotWritten": (
        QT_TRANSLATE_NOOP("known", "New articles are not in the search yet"),
        QT_TRANSLATE_NOOP(
            "known",
            "Check that the disk has free space; it is tried again at the next start, and everything else works.",
        ),
    ),
    "TooManyAttempts": (
        QT_TRANSLATE_NOOP("known", "Too many attempts"),
        QT_TRANSLATE_NOOP("known", "Wait a minute, then try again."),
    ),
    "DeviceRevoked": (
        QT_TRANSLATE_NOOP("known", "This computer may no longer sign in"),
        QT_TRANSLATE_NOOP("known", "Ask your administrator to admit it again."),
    ),
    "UpgradeRequired": (
        QT_TRANSLATE_NOOP("known", "This version is too old for the server"),
        QT_TRANSLATE_NOOP("known", "Update Mostrador, then sign in again. Everything saved here is kept."),
    ),
    "CacheFromNewerVersion": (
        QT_TRANSLATE_NOOP("known", "This computer's data belongs to a newer Mostrador"),
        QT_TRANSLATE_NOOP(
            "known", "Start the newer version that was used here, or update this one. Nothing was changed."
        ),
    ),
    "WrongKey": (
        QT_TRANSLATE_NOOP("known", "The stored key does not open this computer's data"),
        QT_TRANSLATE_NOOP(
            "known",
            "Sign in again with your password. If that does not help, ask your administrator; the data was not"
            " touched.",
        ),
    ),
    "CacheDamaged": (
        QT_TRANSLATE_NOOP("known", "This computer's data is damaged"),
        QT_TRANSLATE_NOOP(
            "known",
            "Type your password and begin anew: everything that was sent comes back from the server.",
        ),
    ),
    "DiskFull": (
        QT_TRANSLATE_NOOP("known", "The disk is full"),
        QT_TRANSLATE_NOOP(
            "known", "Free some space and try again. What was saved before is safe; the last change was not saved."
        ),
    ),
    "CacheBusy": (
        QT_TRANSLATE_NOOP("known", "Another program is using this computer's data"),
        QT_TRANSLATE_NOOP("known", "Close backup or virus scanners that hold the file, then try again."),
    ),
    "CacheUnwritable": (
        QT_TRANSLATE_NOOP("known", "This computer's data cannot be read or written"),
        QT_TRANSLATE_NOOP(
            "known",
            "Check that the profile's folder exists, belongs to you and is not write-protected, then try again.",
        ),
    ),
}
"""Error class to title and message; the errors' own English stands where one is missing."""


def words_of(error: object) -> tuple[str, str]:
    """Title and message of a known error."""
    found = SENTENCES.get(type(error).__name__)
    if found is None:
        return str(getattr(error, "title", "")), str(getattr(error, "message", ""))
    return QCoreApplication.translate("known", str(found[0])), QCoreApplication.translate("known", str(found[1]))
