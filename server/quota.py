"""How much one device may ask of the API in a minute: a program that runs wild slows itself down, and nobody else."""

from __future__ import annotations

import time
from functools import partial
from http import HTTPStatus

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.strategies import MovingWindowRateLimiter

from server.accounts.throttle import IN_MEMORY, Counting
from server.authentication import AuthenticatedUser
from server.errors import Refused
from sync.protocol.push import Refusal, RefusalCode


class Quota(Counting):
    """Counts requests of each device, those that change something for themselves too.

    Args:
        place: Where all processes of one server count together.
        requests: So many in a minute; 0 for as many as one likes.
        changes: So many of them may change something.
    """

    def __init__(self, place: str = IN_MEMORY, requests: int = 0, changes: int = 0) -> None:
        super().__init__(place, "requests")
        self._requests = _per_minute(requests)
        self._changes = _per_minute(changes)

    def check(self, user: AuthenticatedUser, *, changes: bool = False) -> None:
        """Count a request.

        Raises:
            Refused: 429, with the time after which the next one is taken.
        """
        if self._requests is not None:
            self.counted(partial(_take, limit=self._requests, what="requests", user=user))
        if changes and self._changes is not None:
            self.counted(partial(_take, limit=self._changes, what="changes", user=user))


def _take(limiter: MovingWindowRateLimiter, limit: RateLimitItem, what: str, user: AuthenticatedUser) -> None:
    if limiter.hit(limit, what, user.user_id, user.device_id):
        return
    reset_s = limiter.get_window_stats(limit, what, user.user_id, user.device_id).reset_time
    wait_s = max(1.0, round(reset_s - time.time(), 1))
    message = f"more than {limit.amount} {what} in a minute: wait {wait_s:.0f} s and send it again"
    refusal = Refusal(code=RefusalCode.TOO_MANY_REQUESTS, message=message, retry_after_s=wait_s)
    raise Refused(HTTPStatus.TOO_MANY_REQUESTS, refusal)


def _per_minute(amount: int) -> RateLimitItem | None:
    return RateLimitItemPerMinute(amount) if amount else None
