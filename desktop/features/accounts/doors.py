"""An account that is open in this process, behind a lock: what opens the lock again."""

from __future__ import annotations

from desktop.features.accounts import operations
from desktop.features.accounts.errors import PinSpent, PinWrong
from desktop.features.accounts.operations import Opened
from desktop.shell.profile_files import Card, needs_password
from domain.counter_pin import PIN_TRIES


class Door:
    """The lock of one open account. Its secrets are proofs out of the encrypted cache: nothing here opens a file.

    Attributes:
        held: the account and its key, which this process has in use anyway.
        tries_left: how many wrong PINs it still takes.
        needs_session: whether only the server's word opens it: it was not spoken with for too long.
    """

    def __init__(self, held: Opened, *, pin: str, password: str) -> None:
        """Makes it.

        Args:
            held: the open account.
            pin: the proof of its PIN; empty if it has none.
            password: the proof of its password; empty where the password's wrapping of the key is the proof.
        """
        self.held = held
        self._pin, self._password = pin, password
        self.tries_left = PIN_TRIES
        self.needs_session = False

    @property
    def asks_pin(self) -> bool:
        """Whether a PIN will do."""
        return bool(self._pin) and self.tries_left > 0 and not self.needs_session

    @property
    def can_open(self) -> bool:
        """Whether something on this computer can tell that it is them, with or without a line."""
        return bool(self._pin or self._password) or needs_password(self.held.card)

    def by_pin(self, pin: str) -> Opened:
        """Open by the PIN; about a tenth of a second, one attempt at a time.

        Raises:
            PinWrong: It is another one.
            PinSpent: It was the last try, or there was none left.
        """
        from sync.keys.proof import proves

        if not self.asks_pin:
            raise PinSpent(self.held.card.name)
        # Before it is looked at: an attempt that is cut off counts.
        self.tries_left -= 1
        if not proves(self._pin, pin):
            raise PinWrong(self.tries_left) if self.tries_left else PinSpent(self.held.card.name)
        self.tries_left = PIN_TRIES
        return self.held

    def by_password(self, password: str, known: list[Card]) -> Opened:
        """Open by the password; one that this computer does not know may be a new one, which the server knows.

        Raises:
            KeyPasswordWrong: Neither takes it.
            SyncError: Only the server could tell, and it does not answer.
        """
        found = operations.reopen(self.held, self._password, password, known, online=self.needs_session)
        self.tries_left = PIN_TRIES
        return found
