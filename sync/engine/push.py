"""Push: what the user did, in order, one request at a time, until nothing is left."""

from __future__ import annotations

from domain.errors import RejectCode
from domain.ids import RecordId
from sync.engine.backoff import MOST_S, Backoff
from sync.engine.effects import Announce, SendPush
from sync.engine.events import Failed, PushAnswered, Refused
from sync.engine.ports import Surroundings
from sync.engine.pull import Pull
from sync.engine.tokens import Tokens
from sync.protocol.codec import encode
from sync.protocol.cursor import START
from sync.protocol.push import (
    PUSH_BODY_BYTES_MOST,
    PUSH_MUTATIONS_MOST,
    PushReply,
    PushRequest,
    Refusal,
    RefusalCode,
)

SERVER_TROUBLE = 500
TOO_LARGE_TRIES = 8
"""So often something before the server may call one mutation too large that is not larger than the server reads."""
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
        self._full = False
        """Whether the last answer was to as many as one request may hold, all taken: then there are more to send."""
        self._too_large: dict[RecordId, int] = {}
        """Mutation to how often it alone was called too large."""
        self.backoff = Backoff(around.noise)

    @property
    def empties_a_queue(self) -> bool:
        """Whether what is under way goes on from a full request that the server has just taken."""
        return self._in_flight is not None and self._full

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
        self._full = False
        match event.answer:
            case PushReply() as reply if reply.client == request.client:
                self._take(request, reply)
            case PushReply() | Failed():
                # An answer to somebody else, or to this cache under another name, is no answer.
                self._take_back()
                self.backoff.fail(self._around.clock_s())
            case Refused() as answer:
                self._take_back()
                if not self._tokens.refuse(token, answer):
                    self._refused(request, answer)

    def _take_back(self) -> None:
        self._around.effects.append(Announce(self._around.store.push_failed()))

    def _take(self, request: PushRequest, reply: PushReply) -> None:
        if request.epoch and reply.epoch != request.epoch:
            self._pull.want()
            self.backoff.fail(self._around.clock_s())
            return
        self._announce(request.client, reply)
        if reply.results:
            self._full = len(reply.results) == self._most
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
        """A request as a whole was refused: hardly ever a mutation's fault, so none is given up but what never fits."""
        match answer.refusal.code:
            case RefusalCode.CLIENT_REWOUND:
                self._around.effects.append(Announce(self._around.store.begin_new_client()))
            case RefusalCode.GAP if answer.refusal.expected <= self._around.store.taken():
                # It had taken more, and says so: it went back in time, and nobody has told it.
                self._pull.begin_new_epoch(0, answer.refusal.epoch)
            case RefusalCode.GAP:
                self._around.effects.append(Announce(self._around.store.resend()))
            case RefusalCode.EPOCH_CHANGED | RefusalCode.RECONCILE:
                # The pull is told too, with what both histories have in common, and does what is to be done.
                self._pull.want()
            case RefusalCode.TOO_LARGE if len(request.mutations) > 1:
                self._most = max(1, len(request.mutations) // 2)
                return
            case RefusalCode.TOO_LARGE if self._never_fits(request, answer.refusal):
                return
            case _:
                pass
        # Where pages come through the server is well: it stumbles over one mutation and gives that up in the end. And
        # what only pages can mend is to go on soon after they have.
        mended_by_pages = answer.refusal.code in {RefusalCode.EPOCH_CHANGED, RefusalCode.RECONCILE}
        most_s = STUMBLE_MOST_S if mended_by_pages or self._pull.backoff.clear else MOST_S
        self.backoff.fail(self._around.clock_s(), floor_s=answer.retry_after_s, most_s=most_s)
        if answer.status >= SERVER_TROUBLE:
            # Its answer tells whether the server as a whole is in trouble.
            self._pull.want()

    def _never_fits(self, request: PushRequest, refusal: Refusal) -> bool:
        """Hand a mutation that is too large all by itself back to the user; tell whether it is.

        The server says what it reads. What stands before it may read less and only says no, or says so by mistake:
        that is believed when it has said it of the same mutation again and again.
        """
        [mutation] = request.mutations
        self._too_large[mutation.id] = tries = self._too_large.get(mutation.id, 0) + 1
        size_bytes = len(encode(request))
        if size_bytes <= (refusal.limit_bytes or PUSH_BODY_BYTES_MOST) and tries < TOO_LARGE_TRIES:
            return False
        self._too_large.clear()
        detail = {"size_bytes": size_bytes, "limit_bytes": refusal.limit_bytes}
        changes = self._around.store.give_up_unsent(mutation.id, RejectCode.TOO_LARGE, detail)
        self._around.effects.append(Announce(changes))
        return True
