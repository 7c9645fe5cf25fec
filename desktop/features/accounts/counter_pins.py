"""Choosing a counter PIN."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.features.accounts import operations
from desktop.features.accounts.operations import Opened
from desktop.shell.profile_files import needs_password
from domain.counter_pin import LONGEST, SHORTEST, is_pin, is_plain


def why_not(pin: str, again: str) -> str:
    """Why this cannot be somebody's PIN, in the user's language; empty if it can."""
    if not is_pin(pin):
        text = QCoreApplication.translate("accounts", "A PIN has {0} to {1} digits.")
        return text.format(SHORTEST, LONGEST)
    if is_plain(pin):
        return QCoreApplication.translate("accounts", "Everybody would try this one first: choose another.")
    if pin != again:
        return QCoreApplication.translate("accounts", "The two are not the same.")
    return ""


def chosen_pin(held: Opened, password_proof: str, password: str, pin: str) -> str:
    """Return the proof of a new PIN, to be remembered inside the profile. A few tenths of a second.

    From now on the password, not the system's keyring, gives out the key: a PIN is for a computer that several people
    use, and none of them is to open the others' profiles after a start.

    Raises:
        KeyPasswordWrong: The password is another one.
    """
    from sync.keys.proof import proof_of

    operations.check_password(held, password_proof, password)
    if not needs_password(held.card):
        operations.wrap_by_password(held.card, held.key, password)
    return proof_of(pin)
