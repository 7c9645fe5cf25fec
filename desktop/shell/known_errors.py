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
    "NotSecure": (
        QT_TRANSLATE_NOOP("known", "No secure connection to this server"),
        QT_TRANSLATE_NOOP(
            "known",
            "Check the address: if the one you were given begins with http://, type it whole. Otherwise tell your"
            " administrator that the server's certificate is missing or not trusted here. Nothing was sent.",
        ),
    ),
    "WrongPassword": (
        QT_TRANSLATE_NOOP("known", "Account or password is not right"),
        QT_TRANSLATE_NOOP("known", "Check both and try again; your administrator can set a new password."),
    ),
    "NewPasswordNeeded": (
        QT_TRANSLATE_NOOP("known", "Now choose a password of your own"),
        QT_TRANSLATE_NOOP(
            "known", "The one you were given opens nothing else. Type a new one twice: at least 8 characters."
        ),
    ),
    "PasswordTooWeak": (
        QT_TRANSLATE_NOOP("known", "This password is too easy to guess"),
        QT_TRANSLATE_NOOP(
            "known",
            "Take at least 8 characters, better several words; neither the account's name nor a common word.",
        ),
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
            "Check that the disk has free space; it is tried again by itself, and everything else works.",
        ),
    ),
    "TooManyAttempts": (
        QT_TRANSLATE_NOOP("known", "Too many attempts"),
        QT_TRANSLATE_NOOP("known", "Wait a minute, then try again."),
    ),
    "NotVerified": (
        QT_TRANSLATE_NOOP("known", "Nobody has verified who it is"),
        QT_TRANSLATE_NOOP("known", "Verify it first, beside the conversation; a verification is good for four hours."),
    ),
    "TriedTooOften": (
        QT_TRANSLATE_NOOP("known", "It was tried too often"),
        QT_TRANSLATE_NOOP("known", "It waits a day. Tell your team lead."),
    ),
    "NotAllowedNow": (
        QT_TRANSLATE_NOOP("known", "The server says no"),
        QT_TRANSLATE_NOOP(
            "known",
            "Look whose account it is, whether it is locked, and whether a code is out. Accounts of the desk are helped"
            " by a lead.",
        ),
    ),
    "HelpNotTaken": (
        QT_TRANSLATE_NOOP("known", "The server did not take it"),
        QT_TRANSLATE_NOOP("known", "Fill in every line, make what is very long shorter, then send it again."),
    ),
    "HelpLinkOver": (
        QT_TRANSLATE_NOOP("known", "This request can no longer be followed here"),
        QT_TRANSLATE_NOOP("known", "Its link is over after 30 days. Ask again, or call your support line."),
    ),
    "HelpGoesOnElsewhere": (
        QT_TRANSLATE_NOOP("known", "The support desk goes on with this elsewhere"),
        QT_TRANSLATE_NOOP("known", "Call your support line: they tell you there."),
    ),
    "DeviceRevoked": (
        QT_TRANSLATE_NOOP("known", "Head office has signed this computer out"),
        QT_TRANSLATE_NOOP(
            "known",
            "What was stored here is wiped. Your password signs you in anew; ask your administrator if it does not.",
        ),
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
            "Type your password and begin anew: everything that was sent comes back from the server. What was not"
            " sent yet stays in a copy on this computer.",
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
    "ProfileInUse": (
        QT_TRANSLATE_NOOP("known", "Mostrador is already running with this account"),
        QT_TRANSLATE_NOOP(
            "known", "Switch to the window that is open. If there is none, wait a moment and start again."
        ),
    ),
    "PageOutOfPlace": (
        QT_TRANSLATE_NOOP("known", "An answer of the server came too late"),
        QT_TRANSLATE_NOOP("known", "Nothing to do: Mostrador asks again by itself."),
    ),
    "FileUnreadable": (
        QT_TRANSLATE_NOOP("known", "The file cannot be read"),
        QT_TRANSLATE_NOOP("known", "Check that it is still there and that you may open it, then attach it again."),
    ),
    "FileUnwritable": (
        QT_TRANSLATE_NOOP("known", "The file could not be saved"),
        QT_TRANSLATE_NOOP("known", "Check that there is room and that you may write there, or choose another folder."),
    ),
    "FileTooLarge": (
        QT_TRANSLATE_NOOP("known", "The file is too large"),
        QT_TRANSLATE_NOOP("known", "Send a smaller one, or a link to where it lies."),
    ),
    "FileEmpty": (
        QT_TRANSLATE_NOOP("known", "The file is empty"),
        QT_TRANSLATE_NOOP("known", "Check that it was saved, then attach it again."),
    ),
    "FileKindRefused": (
        QT_TRANSLATE_NOOP("known", "Programs cannot be attached"),
        QT_TRANSLATE_NOOP("known", "Put it into a ZIP file if the desk asked you for it."),
    ),
    "TooManyFiles": (
        QT_TRANSLATE_NOOP("known", "That is too many files for one message"),
        QT_TRANSLATE_NOOP("known", "Send these first, then the others with another message."),
    ),
    "FileDamaged": (
        QT_TRANSLATE_NOOP("known", "The file on this computer is damaged"),
        QT_TRANSLATE_NOOP("known", "Open it again: it is fetched from the server anew."),
    ),
    "FileGone": (
        QT_TRANSLATE_NOOP("known", "The file is not on this computer"),
        QT_TRANSLATE_NOOP("known", "Open it again when there is a connection: it is fetched from the server."),
    ),
    "NoKeyring": (
        QT_TRANSLATE_NOOP("known", "This system keeps no keys"),
        QT_TRANSLATE_NOOP("known", "Sign in with your password: it will protect the key instead."),
    ),
    "IndexDamaged": (
        QT_TRANSLATE_NOOP("known", "The search index is damaged"),
        QT_TRANSLATE_NOOP(
            "known",
            "The search index was damaged and is being built again. Nothing is lost: it is made from your articles.",
        ),
    ),
}
"""Error class to title and message."""

UNKNOWN = (
    QT_TRANSLATE_NOOP("known", "Something went wrong"),
    QT_TRANSLATE_NOOP("known", "Restart Mostrador. If it happens again, tell your administrator."),
)


def words_of(error: object) -> tuple[str, str]:
    """Title and message of an error: its own if it brings them, else those of its class."""
    if title := getattr(error, "title", ""):
        return str(title), str(getattr(error, "message", ""))
    name, what_to_do = SENTENCES.get(type(error).__name__, UNKNOWN)
    return QCoreApplication.translate("known", str(name)), QCoreApplication.translate("known", str(what_to_do))
