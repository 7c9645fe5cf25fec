"""Pull: pages until the replica has come to the head and every fill is done.

While a page of many is applied, the next one is on its way already: its question is known from the page before. An
answer that does not follow what was applied in the end is out of place, as any other, and asked for anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sync.engine.backoff import Backoff
from sync.engine.effects import Announce, SendPull
from sync.engine.events import Failed, PullAnswered, Refused
from sync.engine.ports import Surroundings
from sync.engine.tokens import Tokens
from sync.errors import PageOutOfPlace
from sync.protocol.cursor import START
from sync.protocol.pull import Checked, End, Frame, PullRequest, Scopes
from sync.protocol.push import Behind, RefusalCode

SAFETY_S = 300.0
"""A pull at least this often, however quiet the stream: a proxy may have gone to sleep on it."""
SAME_MOST = 5
"""So many answers may leave the next question as it was; then something replays old ones."""
OUTDATED_RETRY_S = 600.0
HELD_MOST_S = 2.0
"""So long news may wait while a queue is being sent."""


class Pull:
    """Phase: fetching pages."""

    def __init__(self, around: Surroundings, tokens: Tokens) -> None:
        self._around = around
        self._tokens = tokens
        self._wanted = True
        self._in_flight: tuple[int, str, PullRequest] | None = None
        self._come: tuple[PullRequest, Sequence[Frame]] | None = None
        """A page that waits for the next step, because the one after it has to be asked for first."""
        self._waits_for_step = False
        self._same = 0
        self._more = False
        self._last_s = 0.0
        self.backoff = Backoff(around.noise)
        self.outdated = ""
        """Which end is too old for the other (`Behind`); empty as long as neither is."""
        self.held = False
        """Whether news have to wait: a queue is being sent, every page of which would have the rest run again, or
        segments are still to come."""

    @property
    def busy(self) -> bool:
        """Whether no page may be applied that was not asked for: an answer is awaited, or news have to wait."""
        return self._in_flight is not None or self.held or self._come is not None

    @property
    def has_come(self) -> bool:
        """Whether there is a page to be applied at once, in a step of its own."""
        return self._come is not None

    def want(self) -> None:
        """Ask for what is new."""
        self._wanted = True

    def drive(self) -> None:
        """Ask for the next page, if there may be one."""
        if self._waits_for_step:
            self._waits_for_step = False
            return
        self._apply_come()
        now_s = self._around.clock_s()
        token = self._tokens.token()
        if token is None or self._in_flight is not None or not self.backoff.ready(now_s):
            return
        fills = self._around.store.waiting().fills
        if now_s < self._held_until_s and not fills:
            return
        if self._wanted or fills or now_s - self._last_s >= SAFETY_S:
            self._wanted = False
            self._ask(token, self._around.store.pull_request())

    def _ask(self, token: str, request: PullRequest) -> None:
        self._last_s = self._around.clock_s()
        self._in_flight = (self._around.number(), token, request)
        self._around.effects.append(SendPull(*self._in_flight))

    def _ask_ahead(self, request: PullRequest, frames: Sequence[Frame]) -> bool:
        """Ask for the page after this one, if the question is known before it is applied; tell whether it is."""
        end, token = frames[-1], self._tokens.token()
        if token is None or not self.backoff.ready(self._around.clock_s()):
            return False
        if not isinstance(end, End) or not end.more or end.cursor == request.cursor:
            return False
        if request.fill is not None or request.wants or any(isinstance(frame, Scopes) for frame in frames):
            return False
        self._ask(token, replace(request, cursor=end.cursor))
        return True

    def _apply_come(self) -> None:
        if self._come is not None:
            (request, frames), self._come = self._come, None
            self.apply(frames, request)

    def wakes_at_s(self) -> float | None:
        """Return when a retry or the safety pull is due."""
        if self._in_flight is not None:
            return None
        return max(self.backoff.until_s, self._held_until_s if self._wanted else self._last_s + SAFETY_S)

    @property
    def _held_until_s(self) -> float:
        # A catch-up goes on: what it brings is not what is being sent.
        return self._last_s + HELD_MOST_S if self.held and not self._more else 0.0

    def answered(self, event: PullAnswered) -> None:
        """Apply the page, or find out what to do without one."""
        if self._in_flight is None or event.number != self._in_flight[0]:
            return
        _, token, request = self._in_flight
        self._in_flight = None
        self._apply_come()
        match event.answer:
            case Refused() as answer:
                self._wanted = True
                if not self._tokens.refuse(token, answer):
                    self._refused(answer)
            case Failed():
                self._wanted = True
                self.backoff.fail(self._around.clock_s())
            case frames:
                self.outdated = ""
                if self._ask_ahead(request, frames):
                    self._come, self._waits_for_step = (request, frames), True
                else:
                    self.apply(frames, request)

    def apply(self, frames: Sequence[Frame], request: PullRequest | None = None) -> None:
        """Apply a page, whoever brought it; one out of place is fetched anew.

        Args:
            frames: The page.
            request: What it answers, if it was asked for.
        """
        end = frames[-1]
        try:
            changes = self._around.store.apply_page(frames)
        except PageOutOfPlace:
            self._wanted = True
            self.backoff.fail(self._around.clock_s())
            return
        except BaseException:
            self._wanted = True
            raise
        self._more = isinstance(end, End) and end.more
        self._wanted = self._wanted or (self._more and self._in_flight is None)
        if any(isinstance(frame, Checked) for frame in frames[-2:]):
            while self._around.store.compare():
                pass
            self._wanted = True
        self._same = self._same + 1 if self._around.store.pull_request() == request else 0
        if self._same >= SAME_MOST and (self._wanted or self._around.store.waiting().fills):
            self.backoff.fail(self._around.clock_s())
        else:
            self.backoff.succeed()
        if changes:
            self._around.effects.append(Announce(changes))

    def begin_new_epoch(self, since: int, epoch: str) -> None:
        """The server went back in time: ask for what it has instead, or for everything again.

        Args:
            since: The last sequence of this replica's history that the server still has, 0 if unknown.
            epoch: The server's history now.
        """
        self._come = None
        if self._around.store.cursor() != START:
            # What failed before was the line, and this is news: no long pause for it. Whoever says the same to a
            # replica that has begun anew already is a failure like any other.
            self.backoff.succeed()
        self._around.effects.append(Announce(self._around.store.begin_new_epoch(since, epoch)))
        self._wanted = True

    def _refused(self, answer: Refused) -> None:
        now_s = self._around.clock_s()
        match answer.refusal.code:
            case RefusalCode.EPOCH_CHANGED:
                self.begin_new_epoch(answer.refusal.shared, answer.refusal.epoch)
                self.backoff.fail(now_s)
            case RefusalCode.RECONCILE:
                if self._around.store.cursor() != START:
                    # As above: what failed before was the line.
                    self.backoff.succeed()
                self._around.effects.append(Announce(self._around.store.begin_reconcile()))
                self.backoff.fail(now_s)
            case RefusalCode.UPGRADE_REQUIRED:
                self.outdated = answer.refusal.behind or Behind.SERVER
                self.backoff.pause(now_s, OUTDATED_RETRY_S)
            case _:
                self.backoff.fail(now_s, floor_s=answer.retry_after_s)
