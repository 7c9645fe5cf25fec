"""Live: one stream that says when there is something new. Losing it costs time, never data."""

from __future__ import annotations

from sync.engine.backoff import Backoff
from sync.engine.effects import CloseStream, OpenStream
from sync.engine.events import Failed, Refused, StreamEnded, StreamSpoke
from sync.engine.ports import Surroundings
from sync.engine.pull import Pull
from sync.engine.tokens import Tokens
from sync.protocol.codec import decode_page
from sync.protocol.cursor import START
from sync.protocol.errors import MalformedMessage
from sync.protocol.live import WATCHDOG_S, Bye, Changes, Heartbeat, Hello, Poke

HELLO_S = 5.0
"""A stream that has not said `hello` by then is held back by something in between."""
LIVED_S = 5.0
SHORT_S = 1.0
SHORT_MOST = 3
POLL_S = 5.0
POLL_FOR_S = 3600.0


class Live:
    """Phase: listening."""

    def __init__(self, around: Surroundings, tokens: Tokens, pull: Pull) -> None:
        self._around = around
        self._tokens = tokens
        self._pull = pull
        self._open: tuple[int, str] | None = None
        self._opened_s = 0.0
        self._heard_s = 0.0
        self._greeted = False
        self._short = 0
        self._poll_until_s = 0.0
        self._poll_at_s = 0.0
        self.backoff = Backoff(around.noise)

    @property
    def up(self) -> bool:
        """Whether the stream has greeted and speaks."""
        return self._open is not None and self._greeted

    def drive(self) -> None:
        """Open the stream, give a dead one up, or poll where streams do not get through."""
        now_s = self._around.clock_s()
        if self._open is not None and now_s >= self._dead_s():
            held_back = not self._greeted
            self._close()
            self._short = SHORT_MOST if held_back else self._short
            self._ended(now_s)
        token = self._tokens.token()
        if token is None or self._around.store.cursor() == START:
            return
        if now_s < self._poll_until_s:
            if now_s >= self._poll_at_s:
                self._poll_at_s = now_s + POLL_S
                self._pull.want()
        elif self._open is None and self.backoff.ready(now_s):
            self._open = (self._around.number(), token)
            self._opened_s = self._heard_s = now_s
            self._greeted = False
            self._around.effects.append(OpenStream(*self._open))

    def wakes_at_s(self) -> float | None:
        """Return when the watchdog barks, a retry or a poll is due."""
        if self._open is not None:
            return self._dead_s()
        if self._around.clock_s() < self._poll_until_s:
            return self._poll_at_s
        return self.backoff.until_s or None

    def spoke(self, event: StreamSpoke) -> None:
        """Listen."""
        if self._open is None or event.number != self._open[0]:
            return
        self._heard_s = self._around.clock_s()
        match event.event:
            case Hello() as hello:
                self._greeted = True
                self._tokens.lives_for(hello.token_ttl_s)
                cursor = self._around.store.cursor()
                if hello.epoch != cursor.epoch or hello.head != cursor.seq:
                    self._pull.want()
            case Heartbeat() as beat:
                self._tokens.lives_for(beat.token_ttl_s)
                self._heed(beat.head)
            case Poke() as poke:
                self._heed(poke.head)
            case Changes() as changes:
                self._take(changes)
            case Bye() as bye:
                self._close()
                self.backoff.pause(self._around.clock_s(), bye.after_ms / 1000)

    def ended(self, event: StreamEnded) -> None:
        """The stream is over: come back, swiftly if it had lived."""
        if self._open is None or event.number != self._open[0]:
            return
        _, token = self._open
        self._open = None
        now_s = self._around.clock_s()
        if isinstance(event.answer, Refused):
            if not self._tokens.refuse(token, event.answer):
                self.backoff.fail(now_s, floor_s=event.answer.retry_after_s)
            return
        # A stream that could not even be opened says nothing about what lies in between.
        opened = self._greeted or not isinstance(event.answer, Failed)
        self._short = self._short + 1 if opened and now_s - self._opened_s < SHORT_S else 0
        self._ended(now_s)

    def close(self) -> None:
        """Hang up."""
        if self._open is not None:
            self._close()

    def _heed(self, head: int) -> None:
        if head > self._around.store.cursor().seq:
            self._pull.want()

    def _take(self, changes: Changes) -> None:
        """Apply a page that came with the event, if it is the very next and no pull is under way."""
        cursor = self._around.store.cursor()
        if changes.head <= cursor.seq:
            return
        if changes.start != cursor.seq or self._pull.busy:
            self._pull.want()
            return
        try:
            frames = decode_page(changes.page.encode())
        except MalformedMessage:
            self._pull.want()
            return
        self._pull.apply(frames)

    def _dead_s(self) -> float:
        return self._heard_s + WATCHDOG_S if self._greeted else self._opened_s + HELLO_S

    def _close(self) -> None:
        if self._open is not None:
            self._around.effects.append(CloseStream(self._open[0]))
            self._open = None

    def _ended(self, now_s: float) -> None:
        if self._short >= SHORT_MOST:
            self._short = 0
            self._poll_until_s = now_s + POLL_FOR_S
            self._poll_at_s = now_s
        elif self._greeted and now_s - self._opened_s > LIVED_S:
            self.backoff.swift(now_s)
        else:
            self.backoff.fail(now_s)
        self._pull.want()
