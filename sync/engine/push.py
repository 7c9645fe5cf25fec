"""Push: what the user did, in order, one request at a time, until nothing is left."""

from __future__ import annotations

from domain.ids import RecordId
from sync.engine.backoff import MOST_S, Backoff
from sync.engine.effects import Announce, SendPush
from sync.engine.events import Failed, PushAnswered, Refused
from sync.engine.ports import Surroundings
from sync.engine.pull import Pull
from sync.engine.tokens import Tokens
from sync.protocol.cursor import START
from sync.protocol.push import PUSH_MUTATIONS_MOST, PushReply, PushRequest, RefusalCode

SERVER_TROUBLE = 500
STUMBLE_MOST_S = 12.0
"""Eight tries, after which the server parks a mutation, then take about a minute."""


class Push:
    """Phase: sending mutations."""

    def __init__(self, around: Surroundings, tokens: Tokens, pull: Pull) -> None:
        self._around = around
        self._tokens = tokens
        self._pull = pull
        self._most = PUSH_MUTATIONS_MOST
        self._in_flight: tuple[int, str, PushRequest] | None = None
        self.backoff = Backoff(around.noise)

    def drive(self) -> None:
        """Send the next mutations, if there are any and nothing speaks against it."""
        token = self._tokens.token()
        if token is None or self._in_flight is not None or not self.backoff.ready(self._around.clock_s()):
            return
        if self._around.store.cursor() == START:
            # The server's epoch is not known yet; what is queued waits for the first page. Sequences of an unknown
            # history would be taken for those of the next one, and what has such a number for confirmed by its page.
            return
        request = self._around.store.push_request(self._most)
        if request is not None:
            self._in_flight = (self._around.number(), token, request)
            self._around.effects.append(SendPush(*self._in_flight))

    def wakes_at_s(self) -> float | None:
        """Return when a retry is due."""
        return self.backoff.until_s if self._in_flight is None and self.backoff.until_s else None

    def answered(self, event: PushAnswered) -> None:
        """Store the server's word, or find out what to do about its silence."""
        if self._in_flight is None or event.number != self._in_flight[0]:
            return
        _, token, request = self._in_flight
        self._in_flight = None
        match event.answer:
            case PushReply() as reply:
                self._take(request, reply)
            case Refused() as answer:
                self._take_back()
                if not self._tokens.refuse(token, answer):
                    self._refused(request, answer)
            case Failed():
                self._take_back()
                self.backoff.fail(self._around.clock_s())

    def _take_back(self) -> None:
        self._around.effects.append(Announce(self._around.store.push_failed()))

    def _take(self, request: PushRequest, reply: PushReply) -> None:
        if request.epoch and reply.epoch != request.epoch:
            self._pull.begin_new_epoch()
            return
        self._announce(request.client, reply)
        if reply.results:
            self.backoff.succeed()
            self._most = min(PUSH_MUTATIONS_MOST, self._most * 2)
        else:
            # A reply that takes nothing is a polite failure: asking at once would go on for ever.
            self.backoff.fail(self._around.clock_s())
        if reply.head > self._around.store.cursor().seq:
            self._pull.want()

    def _announce(self, client: RecordId, reply: PushReply) -> None:
        changes = self._around.store.store_push_reply(client, reply)
        self._around.effects.append(Announce(changes))

    def _refused(self, request: PushRequest, answer: Refused) -> None:
        """A request as a whole was refused: never a mutation's fault, so none is given up."""
        match answer.refusal.code:
            case RefusalCode.CLIENT_REWOUND:
                self._around.effects.append(Announce(self._around.store.begin_new_client()))
            case RefusalCode.GAP:
                self._around.effects.append(Announce(self._around.store.resend()))
            case RefusalCode.EPOCH_CHANGED:
                self._pull.begin_new_epoch()
                return
            case RefusalCode.TOO_LARGE if len(request.mutations) > 1:
                self._most = max(1, len(request.mutations) // 2)
                return
            case _:
                pass
        # Where pages come through the server is well: it stumbles over one mutation and gives that up in the end.
        most_s = STUMBLE_MOST_S if self._pull.backoff.clear else MOST_S
        self.backoff.fail(self._around.clock_s(), floor_s=answer.retry_after_s, most_s=most_s)
        if answer.status >= SERVER_TROUBLE:
            # Its answer tells whether the server as a whole is in trouble.
            self._pull.want()
