"""Slows down whoever tries passwords: per account and address together, and for each alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus

import structlog
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.errors import StorageError as LimitsStorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from server.errors import Refused
from sync.protocol.push import Refusal, RefusalCode

IN_MEMORY = "memory://"
ANSWERS_WITHIN_S = 1.0
log = structlog.get_logger("server.throttle")

PER_DOOR = RateLimitItemPerMinute(5)
"""Attempts for an account from an address, since the last that succeeded: who errs more often waits a minute."""
PER_ACCOUNT = RateLimitItemPerMinute(30, 5)
"""Attempts for an account from everywhere; so many that one address alone cannot shut its owner out."""
PER_ADDRESS = RateLimitItemPerMinute(60, 5)
"""Failures of a whole shop behind one address."""

HELP, RESET, CODE = "HELP", "RESET", "CODE"
"""What else is counted, each apart from the others."""


class Counting:
    """Counts what is done, `what` in words: in the process's memory, or for all processes in the storage at `place`.

    Should that storage be away, this process counts alone: nobody is locked out for it, and nobody may try for ever.
    """

    def __init__(self, place: str, what: str) -> None:
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._shared = None if place == IN_MEMORY else MovingWindowRateLimiter(_storage(place))
        self._what = what

    def counted(self, count: Callable[[MovingWindowRateLimiter], object]) -> None:
        """Have `count` count, where all processes do if that can be reached."""
        if self._shared is not None:
            try:
                count(self._shared)
                return
            except LimitsStorageError as error:
                log.warning("counted by this process alone", what=self._what, reason=type(error).__name__)
        count(self._own)


class Throttle(Counting):
    """Counts attempts to sign in."""

    def __init__(
        self,
        place: str = IN_MEMORY,
        account: RateLimitItem = PER_ACCOUNT,
        address: RateLimitItem = PER_ADDRESS,
        door: RateLimitItem = PER_DOOR,
        what: str = "attempts to sign in",
    ) -> None:
        super().__init__(place, what)
        self._account = account
        self._address = address
        self._door = door

    @classmethod
    def of_help(cls, place: str = IN_MEMORY) -> Throttle:
        """Return what counts questions without a session: a few a store, more from a whole shop behind one address."""
        account, door = RateLimitItemPerHour(20, namespace=HELP), RateLimitItemPerMinute(6, 10, namespace=HELP)
        return cls(place, account, RateLimitItemPerHour(30, namespace=HELP), door, "questions without a session")

    @classmethod
    def of_resets(cls, place: str = IN_MEMORY) -> Throttle:
        """Return what counts wishes for another password: each may be a mail to somebody."""
        account, door = RateLimitItemPerHour(5, namespace=RESET), RateLimitItemPerMinute(3, 15, namespace=RESET)
        return cls(place, account, RateLimitItemPerHour(30, namespace=RESET), door, "wishes for another password")

    @classmethod
    def of_codes(cls, place: str = IN_MEMORY) -> Throttle:
        """Return what counts codes that the desk has sent: a ticket's, and of each of its people."""
        account, door = RateLimitItemPerHour(6, namespace=CODE), RateLimitItemPerMinute(3, 10, namespace=CODE)
        return cls(place, account, RateLimitItemPerHour(600, namespace=CODE), door, "codes sent")

    def check(self, name: str, address: str) -> None:
        """Count an attempt for an account, whether it exists or not.

        Raises:
            Refused: 429, too many attempts for the account or failures from the address.
        """
        self.counted(lambda limiter: self._check(limiter, name, address))

    def failed(self, address: str) -> None:
        """Count a failure."""
        self.counted(lambda limiter: limiter.hit(self._address, "address", address))

    def succeeded(self, name: str, address: str) -> None:
        """Forget the attempts for an account: its owner is there."""

        def forget(limiter: MovingWindowRateLimiter) -> None:
            limiter.clear(self._door, "door", name, address)
            limiter.clear(self._account, "account", name)

        self.counted(forget)

    def _check(self, limiter: MovingWindowRateLimiter, name: str, address: str) -> None:
        if not limiter.test(self._address, "address", address):
            raise self._refused(limiter, self._address, "address", address)
        if not limiter.hit(self._door, "door", name, address):
            raise self._refused(limiter, self._door, "door", name, address)
        if not limiter.hit(self._account, "account", name):
            raise self._refused(limiter, self._account, "account", name)

    def _refused(self, limiter: MovingWindowRateLimiter, limit: RateLimitItem, *keys: str) -> Refused:
        wait_s = max(1.0, round(limiter.get_window_stats(limit, *keys).reset_time - time.time(), 1))
        message = f"too many {self._what}"
        refusal = Refusal(code=RefusalCode.TOO_MANY_REQUESTS, message=message, retry_after_s=wait_s)
        return Refused(HTTPStatus.TOO_MANY_REQUESTS, refusal)


def _storage(place: str) -> Storage:
    waits_s = {"socket_connect_timeout": ANSWERS_WITHIN_S, "socket_timeout": ANSWERS_WITHIN_S}
    return storage_from_string(place, wrap_exceptions=True, **waits_s)  # type: ignore[return-value]
