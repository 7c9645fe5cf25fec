"""Live: one stream that says when there is something new. Losing it costs time, never data."""

from __future__ import annotations

from sync.engine.backoff import Backoff
from sync.engine.effects import CloseStream, OpenStream, SendAttend, TellPresence
from sync.engine.events import Refused, StreamEnded, StreamSpoke
from sync.engine.ports import Surroundings
from sync.engine.pull import Pull
from sync.engine.tokens import Tokens
from sync.protocol.codec import decode_page
from sync.protocol.cursor import START
from sync.protocol.errors import MalformedMessage
from sync.protocol.live import WATCHDOG_S, Bye, Changes, Heartbeat, Hello, Poke
from sync.protocol.presence import Attend, Presence

HELLO_S = 5.0
"""A stream that has not said `hello` by then is held back by something in between."""
LIVED_S = 5.0
SHORT_S = 1.0
SHORT_MOST = 3
"""After so many streams in a row that did not get through, while pages did, something in between allows none."""
WAIT_FOR_S = 3600.0
"""How long single events are waited for then, before a stream is tried again."""
WAIT_PAUSE_S = 0.25
"""Between two waits: news that cannot be taken at once must not be asked for in a circle."""
WAIT_RETRY_S = 5.0
"""Longest pause after a wait without an answer, so that asking for pages takes over where even that fails."""


class Live:
    """Phase: listening."""

    def __init__(self, around: Surroundings, tokens: Tokens, pull: Pull) -> None:
        self._around = around
        self._tokens = tokens
        self._pull = pull
        self._open: OpenStream | None = None
        self._opened_s = 0.0
        self._heard_s = 0.0
        self._greeted = False
        """Whether it has said anything: what a wait brings is greeting enough."""
        self._short = 0
        self._wait_until_s = 0.0
        self.backoff = Backoff(around.noise)

    @property
    def up(self) -> bool:
        """Whether the stream has greeted and speaks."""
        return self._open is not None and self._greeted

    def drive(self) -> None:
        """Open the stream, give a dead one up, or wait for single events where streams do not get through."""
        now_s = self._around.clock_s()
        if self._open is not None and now_s >= self._dead_s(self._open):
            opening = self._open
            self._close()
            if not self._greeted and not opening.wait:
                # Held back: the next ones would be too.
                self._short = SHORT_MOST
            self._ended(opening, now_s)
        token = self._tokens.token()
        cursor = self._around.store.cursor()
        if token is None or cursor == START or self._open is not None or not self.backoff.ready(now_s):
            return
        wait = now_s < self._wait_until_s
        if wait and (self._pull.busy or not self._pull.backoff.clear):
            # There is something to ask for, and all that news could say is that: they would be told again and again.
            return
        self._open = OpenStream(self._around.number(), token, cursor.text(), wait=wait)
        self._opened_s = self._heard_s = now_s
        self._greeted = False
        self._around.effects.append(self._open)

    def wakes_at_s(self) -> float | None:
        """Return when the watchdog barks or a retry is due."""
        if self._open is not None:
            return self._dead_s(self._open)
        return self.backoff.until_s or None

    def spoke(self, event: StreamSpoke) -> None:
        """Listen."""
        if self._open is None or event.number != self._open.number:
            return
        self._heard_s = self._around.clock_s()
        self._greeted = self._greeted or self._open.wait
        match event.event:
            case Hello() as hello:
                self._greeted = True
                # Who is there now follows; who was there before is not known any more.
                self._around.effects.append(TellPresence(None))
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
            case Presence() as presence:
                self._around.effects.append(TellPresence(presence))
            case Bye() as bye:
                self._close()
                self.backoff.pause(self._around.clock_s(), bye.after_ms / 1000)

    def ended(self, event: StreamEnded) -> None:
        """The stream is over: come back, swiftly if it had lived."""
        if self._open is None or event.number != self._open.number:
            return
        opening, self._open = self._open, None
        self._around.effects.append(TellPresence(None))
        now_s = self._around.clock_s()
        floor_s = 0.0
        if isinstance(event.answer, Refused):
            if self._tokens.refuse(opening.token, event.answer):
                return
            floor_s = event.answer.retry_after_s
        if not self._greeted or now_s - self._opened_s < SHORT_S:
            self._count_short()
        else:
            self._short = 0
        self._ended(opening, now_s, floor_s)

    def attend(self, message: Attend) -> None:
        """Say what the user does at a ticket, if anybody listens: it is not said again later."""
        token = self._tokens.token()
        if token is not None and self.up:
            self._around.effects.append(SendAttend(token, message))

    def close(self) -> None:
        """Hang up."""
        if self._open is not None:
            self._close()

    def _count_short(self) -> None:
        """Count a stream that came to nothing, if pages get through: else it is the line, and says nothing."""
        self._short = self._short + 1 if self._pull.backoff.clear else 0

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

    def _dead_s(self, opening: OpenStream) -> float:
        return self._heard_s + WATCHDOG_S if self._greeted or opening.wait else self._opened_s + HELLO_S

    def _close(self) -> None:
        if self._open is not None:
            self._around.effects += [CloseStream(self._open.number), TellPresence(None)]
            self._open = None

    def _ended(self, opening: OpenStream, now_s: float, floor_s: float = 0.0) -> None:
        """Decide when and how to listen again."""
        if opening.wait:
            if self._greeted:
                self.backoff.succeed()
                self.backoff.pause(now_s, WAIT_PAUSE_S)
            else:
                self.backoff.fail(now_s, floor_s=floor_s, most_s=WAIT_RETRY_S)
                self._pull.want()
        elif self._short >= SHORT_MOST:
            self._short = 0
            self._wait_until_s = now_s + WAIT_FOR_S
            self.backoff.succeed()
            self._pull.want()
        elif self._greeted and now_s - self._opened_s > LIVED_S:
            # The next one goes on from the cursor: what was missed comes with it.
            self.backoff.swift(now_s)
        else:
            self.backoff.fail(now_s, floor_s=floor_s)
            self._pull.want()
