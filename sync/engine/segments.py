"""The first sync in bulk: what there is, one segment after another, and then the full text of it."""

from __future__ import annotations

from http import HTTPStatus

from sync.engine.backoff import Backoff
from sync.engine.effects import Announce, SendSegment, SendSegmentList
from sync.engine.events import Failed, Refused, SegmentAnswered, SegmentsListed
from sync.engine.ports import Surroundings
from sync.engine.tokens import Tokens
from sync.protocol.cursor import START
from sync.replica.changes import Changes

AHEAD = 2
"""Segments asked for at once: one is on its way while another is put in."""
REFUSALS_MOST = 5
"""So often in a row segments may be refused, or come torn; then pages bring the rest, which are small."""
AT_ONCE_S = 0.001


class Segments:
    """Phase: a replica that holds nothing takes what the server has built ahead, before its first page."""

    def __init__(self, around: Surroundings, tokens: Tokens, *, possible: bool) -> None:
        """Prepare; with `possible` false, as if no server had any."""
        self._around = around
        self._tokens = tokens
        self._possible = possible
        self._listing: tuple[int, str] | None = None
        self._waiting: list[str] | None = None
        """Names of the segments still to come; None until it is known."""
        self._in_flight: dict[int, tuple[str, str]] = {}
        """Number of each request to its token and the segment's name."""
        self._refusals = 0
        self._unindexed = False
        self._at_rest = True
        self.backoff = Backoff(around.noise)

    @property
    def under_way(self) -> bool:
        """Whether no page may be asked for yet."""
        return self._possible and (self._waiting is None or bool(self._waiting))

    def drive(self) -> None:
        """Ask what there is, or for the next segments."""
        if not self._possible:
            return
        if self._waiting is None and self._around.store.cursor() != START:
            self._look()
        token = self._tokens.token()
        if self.under_way and token is not None and self.backoff.ready(self._around.clock_s()):
            self._ask(token)

    def index(self, *, at_rest: bool) -> None:
        """With all segments in, index a little of them; if not `at_rest` a page is on its way, which must not wait."""
        self._at_rest = at_rest
        if at_rest and not self.under_way and self._unindexed:
            self._unindexed = self._around.store.segments.index_more()

    def wakes_at_s(self) -> float | None:
        """Return when a retry is due, or more text is to be indexed."""
        if not self.under_way:
            return self._around.clock_s() + AT_ONCE_S if self._unindexed and self._at_rest else None
        return None if self._listing or self._in_flight else self.backoff.until_s

    def listed(self, event: SegmentsListed) -> None:
        """Note what there is; without any, the first page comes next."""
        if self._listing is None or event.number != self._listing[0]:
            return
        _, token = self._listing
        self._listing = None
        match event.answer:
            case Refused() as answer:
                if not self._tokens.refuse(token, answer):
                    self._refused(answer)
            case Failed() as failure:
                self._failed(failure)
            case listed:
                self._refusals = 0
                self.backoff.succeed()
                self._announce(self._around.store.segments.begin(listed))
                self._look()

    def answered(self, event: SegmentAnswered) -> None:
        """Put the segment in, or find out what to do without it."""
        if event.number not in self._in_flight:
            return
        token, name = self._in_flight.pop(event.number)
        match event.answer:
            case Refused() as answer:
                if not self._tokens.refuse(token, answer):
                    self._refused(answer)
            case Failed() as failure:
                self._around.store.segments.settle()
                self._failed(failure)
            case segment:
                self._announce(self._around.store.segments.apply(segment))
                self._waiting = self._around.store.segments.names()
                if name in self._waiting:
                    # Of a history that is over: what was asked for is still missing.
                    self._set_back(0)
                else:
                    self._refusals = 0
                    self.backoff.succeed()

    def look_again(self) -> None:
        """The cache could not be written: what it has of segments that were put in is to be found out."""
        self._in_flight = {}
        self._waiting = None

    def _refused(self, answer: Refused) -> None:
        if answer.status == HTTPStatus.NOT_FOUND:
            self._refusals = REFUSALS_MOST
        self._set_back(answer.retry_after_s)

    def _failed(self, failure: Failed) -> None:
        """Wait for the line; what comes torn again and again, though there is one, is left to pages."""
        if failure.moved:
            # However often the line breaks: each time there is less to come.
            self.backoff.swift(self._around.clock_s())
        elif failure.begun:
            self._set_back(0)
        else:
            self.backoff.fail(self._around.clock_s())

    def _set_back(self, retry_after_s: float) -> None:
        self._refusals += 1
        if self._refusals >= REFUSALS_MOST:
            self._refusals = 0
            self._in_flight = {}
            if self._waiting:
                self._announce(self._around.store.segments.abandon())
            self._look()
        else:
            self.backoff.fail(self._around.clock_s(), floor_s=retry_after_s)

    def _look(self) -> None:
        """Find out where the replica stands."""
        self._waiting = self._around.store.segments.names()
        self._unindexed = self._around.store.segments.unindexed()

    def _ask(self, token: str) -> None:
        if self._waiting is None:
            if self._listing is None:
                self._listing = (self._around.number(), token)
                self._around.effects.append(SendSegmentList(*self._listing))
            return
        asked = {name for _, name in self._in_flight.values()}
        for name in self._waiting[:AHEAD]:
            if name not in asked:
                number = self._around.number()
                self._in_flight[number] = (token, name)
                self._around.effects.append(SendSegment(number, token, name))

    def _announce(self, changes: Changes) -> None:
        if changes:
            self._around.effects.append(Announce(changes))
