"""The engine: one event in, effects out. It reads as the list of phases.

Level-triggered: every event, whatever it is, ends with asking each phase whether there is anything to do, so that no
lost timer or answer can leave the queue asleep.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from domain.ids import RecordId
from sync.engine.effects import Effect, Report, WakeIn
from sync.engine.events import (
    Attends,
    Event,
    Failed,
    LocalMutation,
    NetworkBack,
    PullAnswered,
    PushAnswered,
    RefreshAnswered,
    Refused,
    SegmentAnswered,
    SegmentsListed,
    SignedIn,
    Started,
    StreamEnded,
    StreamSpoke,
    Woke,
)
from sync.engine.live import Live
from sync.engine.ports import EngineStore, Surroundings
from sync.engine.pull import Pull
from sync.engine.push import SERVER_TROUBLE, Push
from sync.engine.segments import Segments
from sync.engine.status import Line, Status
from sync.engine.tokens import Tokens
from sync.errors import ReplicaError
from sync.protocol.accounts import Session
from sync.protocol.cursor import START
from sync.protocol.live import Hello
from sync.protocol.push import Behind

TICK_S = 30.0
TROUBLE_S = 10.0
"""How long a cache that cannot be written is left alone."""
WAKE_LEAST_S = 0.005


class Engine:
    """Decides what is said to the server and when.

    Call `step` from one thread at a time; calls of the store happen inside it.
    """

    def __init__(
        self,
        store: EngineStore,
        *,
        session: Session | None,
        device: RecordId,
        clock_s: Callable[[], float],
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        noise: random.Random | None = None,
        in_bulk: bool = False,
        numbers: Iterator[int] | None = None,
    ) -> None:
        """Prepare; nothing happens before the first step.

        Args:
            store: The replica.
            session: Of a sign-in or kept from before.
            device: The profile's device id.
            clock_s: Monotonic seconds.
            wall: The machine's clock, only shown.
            noise: Source of jitter.
            in_bulk: Whether a first sync takes segments; whoever drives the engine then answers `SendSegmentList` and
                `SendSegment`.
            numbers: For its requests; from 1 if not given. One that follows another goes on with its numbers, so that
                no answer to that one is taken for one of its own.
        """
        # Jitter keeps clients apart; nobody is harmed who guesses it.
        noise = noise or random.Random()  # noqa: S311
        self._around = Surroundings(
            store=store, clock_s=clock_s, wall=wall, noise=noise, numbers=numbers or itertools.count(1)
        )
        self._tokens = Tokens(self._around, session, device)
        self._pull = Pull(self._around, self._tokens)
        self._segments = Segments(self._around, self._tokens, possible=in_bulk)
        self._push = Push(self._around, self._tokens, self._pull)
        self._live = Live(self._around, self._tokens, self._pull)
        self._phases = (self._push, self._pull, self._live, self._segments)
        self._steps_most = 0
        """The most steps of a first sync that were open since the last time there were none."""
        self._offline_since: datetime | None = None
        self._answered = False
        self._trouble: ReplicaError | None = None
        self._trouble_until_s = 0.0
        self._reported: Status | None = None

    def step(self, event: Event) -> list[Effect]:
        """Take in one event and return what is to be done, in order."""
        self._around.effects = []
        try:
            self._hear(event)
            self._drive()
            self._report()
        except ReplicaError as error:
            # The cache cannot be written: nothing is lost, what was not stored is asked for again.
            self._trouble = error
            self._trouble_until_s = self._around.clock_s() + TROUBLE_S
            self._pull.want()
            self._segments.look_again()
            self._report_trouble()
        self._around.effects.append(WakeIn(self._delay_s()))
        return self._around.effects

    def _hear(self, event: Event) -> None:
        self._note_line(event)
        match event:
            case SignedIn(session):
                self._tokens.signed(session)
                self._forget_pauses()
            case NetworkBack():
                self._live.close()
                self._forget_pauses()
            case PushAnswered():
                self._push.answered(event)
            case PullAnswered():
                self._pull.answered(event)
            case SegmentsListed():
                self._segments.listed(event)
            case SegmentAnswered():
                self._segments.answered(event)
            case RefreshAnswered():
                self._tokens.answered(event)
            case StreamSpoke():
                self._live.spoke(event)
            case StreamEnded():
                self._live.ended(event)
            case Attends(message):
                self._live.attend(message)
            case Started() | Woke() | LocalMutation():
                pass

    def _drive(self) -> None:
        """Ask every phase whether there is anything to do."""
        if self._around.clock_s() < self._trouble_until_s:
            return
        self._trouble = None
        self._tokens.drive()
        self._live.drive()
        self._push.drive()
        self._segments.drive()
        self._pull.held = self._push.empties_a_queue or self._segments.under_way
        if not self._segments.under_way:
            self._pull.drive()
        self._segments.index(at_rest=not self._pull.busy)
        if not self._tokens.signed_in:
            self._live.close()

    def _forget_pauses(self) -> None:
        for phase in self._phases:
            phase.backoff.succeed()
        self._pull.want()

    def _note_line(self, event: Event) -> None:
        """Learn from an event whether the server can be reached. A stream that breaks says nothing about that."""
        if isinstance(event, PushAnswered | PullAnswered | SegmentsListed | SegmentAnswered | RefreshAnswered):
            answer: object = event.answer
        elif isinstance(event, StreamSpoke):
            answer = event.event
        else:
            return
        troubled = isinstance(answer, Refused) and answer.status >= SERVER_TROUBLE
        if troubled and isinstance(event, PushAnswered):
            # It may be one mutation that the server stumbles over: the pulls tell whether it is well.
            return
        if troubled or isinstance(answer, Failed):
            self._offline_since = self._offline_since or self._around.wall()
            return
        was_down, self._offline_since = self._offline_since is not None, None
        self._answered = True
        if not isinstance(answer, Refused):
            self._tokens.worked()
            # Not by any word of a stream: while only that lane works, the others would never pause.
            if was_down and (isinstance(answer, Hello) or not isinstance(event, StreamSpoke)):
                for phase in self._phases:
                    phase.backoff.line_is_back()

    def _line(self, steps: int) -> Line:
        if self._tokens.revoked:
            return Line.REVOKED
        if not self._tokens.signed_in:
            return Line.SIGN_IN
        if self._pull.outdated:
            return Line.UPGRADE if self._pull.outdated == Behind.CLIENT else Line.SERVER_OLD
        if self._offline_since is not None:
            return Line.OFFLINE
        if not self._answered:
            return Line.CONNECTING
        return Line.SYNCING if steps or self._around.store.cursor() == START else Line.ONLINE

    def _report(self) -> None:
        waiting = self._around.store.waiting()
        steps = waiting.fills + waiting.segments
        self._steps_most = max(self._steps_most, steps) if steps else 0
        line = self._line(steps)
        total = self._steps_most if line is Line.SYNCING else 0
        status = Status(
            line=line,
            done=total - steps if line is Line.SYNCING else 0,
            total=total,
            offline_since=self._offline_since if line is Line.OFFLINE else None,
            unsent=waiting.unsent,
            refused=waiting.refused,
            trouble=self._trouble,
        )
        if status != self._reported:
            self._reported = status
            self._around.effects.append(Report(status))

    def _report_trouble(self) -> None:
        """Say what is wrong with the cache without asking it anything."""
        before = self._reported or Status()
        status = Status(
            line=before.line,
            offline_since=before.offline_since,
            unsent=before.unsent,
            refused=before.refused,
            trouble=self._trouble,
        )
        self._reported = status
        self._around.effects.append(Report(status))

    def _delay_s(self) -> float:
        """Return how long until some phase has something to do; never longer than `TICK_S`."""
        now_s = self._around.clock_s()
        if now_s < self._trouble_until_s:
            return self._trouble_until_s - now_s
        if self._pull.has_come:
            return 0.0
        phases = (self._tokens, self._live, self._push, self._segments, self._pull)
        due = [at_s for phase in phases if (at_s := phase.wakes_at_s()) is not None and at_s > now_s]
        return max(WAKE_LEAST_S, min([TICK_S, *(at_s - now_s for at_s in due)]))
