"""The replica under watch: the world is told which pages and words of the server it is about to take in."""

from __future__ import annotations

from collections.abc import Sequence

from domain.ids import RecordId
from sync.protocol.pull import End, Frame
from sync.protocol.push import PUSH_MUTATIONS_MOST, PushReply, PushRequest
from sync.replica.changes import Changes
from sync.replica.writer import Replica
from tests.simulation.books import Books


class SimulatedCrash(BaseException):
    """The process of the client ended here."""


class WatchedReplica(Replica):
    """The replica, telling the world which pages and words of the server it is about to take in."""

    books: Books

    def apply_page(self, frames: Sequence[Frame]) -> Changes:
        """Apply a page."""
        end = frames[-1]
        if isinstance(end, End):
            self.books.page_comes(end)
        return super().apply_page(frames)

    def push_request(self, most: int = PUSH_MUTATIONS_MOST) -> PushRequest | None:
        """Return the next mutations to send."""
        request = super().push_request(most)
        if request is not None:
            self.books.sent_as.add(request.client)
        return request

    def store_push_reply(self, client: RecordId, reply: PushReply) -> Changes:
        """Take over the server's word."""
        if client == self.client():
            self.books.reply_comes(reply)
        return super().store_push_reply(client, reply)

    def begin_new_epoch(self, since: int = 0, epoch: str = "") -> Changes:
        """Start over with the server."""
        self.books.epoch_goes()
        return super().begin_new_epoch(since, epoch)

    def begin_reconcile(self) -> Changes:
        """Come to the head by comparing."""
        self.books.epoch_goes()
        return super().begin_reconcile()
