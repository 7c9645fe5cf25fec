"""Slows down whoever tries passwords: per account and address together, and for each alone."""

from __future__ import annotations

import time
from http import HTTPStatus

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from server.errors import Refused
from sync.protocol.push import Refusal, RefusalCode

PER_DOOR = RateLimitItemPerMinute(5)
"""Attempts for an account from an address, since the last that succeeded: who errs more often waits a minute."""
PER_ACCOUNT = RateLimitItemPerMinute(30, 5)
"""Attempts for an account from everywhere; so many that one address alone cannot shut its owner out."""
PER_ADDRESS = RateLimitItemPerMinute(60, 5)
"""Failures of a whole shop behind one address."""


class Throttle:
    """Counts attempts to sign in. In the process's memory, or in the storage at `place` (`redis://…`)."""

    def __init__(
        self,
        place: str = "memory://",
        account: RateLimitItem = PER_ACCOUNT,
        address: RateLimitItem = PER_ADDRESS,
        door: RateLimitItem = PER_DOOR,
    ) -> None:
        self._limiter = MovingWindowRateLimiter(storage_from_string(place))
        self._account = account
        self._address = address
        self._door = door

    def check(self, name: str, address: str) -> None:
        """Count an attempt for an account, whether it exists or not.

        Raises:
            Refused: 429, too many attempts for the account or failures from the address.
        """
        if not self._limiter.test(self._address, "address", address):
            raise self._refused(self._address, "address", address)
        if not self._limiter.hit(self._door, "door", name, address):
            raise self._refused(self._door, "door", name, address)
        if not self._limiter.hit(self._account, "account", name):
            raise self._refused(self._account, "account", name)

    def failed(self, address: str) -> None:
        """Count a failure."""
        self._limiter.hit(self._address, "address", address)

    def succeeded(self, name: str, address: str) -> None:
        """Forget the attempts for an account: its owner is there."""
        self._limiter.clear(self._door, "door", name, address)
        self._limiter.clear(self._account, "account", name)

    def _refused(self, limit: RateLimitItem, *keys: str) -> Refused:
        wait_s = max(1.0, round(self._limiter.get_window_stats(limit, *keys).reset_time - time.time(), 1))
        refusal = Refusal(
            code=RefusalCode.TOO_MANY_REQUESTS, message="too many attempts to sign in", retry_after_s=wait_s
        )
        return Refused(HTTPStatus.TOO_MANY_REQUESTS, refusal)
