"""A live stream: the server's real decisions on what to tell, a line that loses, holds back or falls silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.db.errors import StorageError
from server.errors import Refused
from server.replication.live import Stream, open_stream
from sync.engine import events
from sync.engine.effects import OpenStream
from sync.engine.events import Failed, StreamEnded, StreamSpoke
from sync.protocol.codec import decode_event, decode_page, encode_event
from sync.protocol.cursor import parse_cursor
from sync.protocol.live import HEARTBEAT_S, LIVE_ROWS_MOST_BYTES, Bye, Changes, LiveEvent, Poke
from tests.simulation.backend import refused, refused_by
from tests.simulation.places import Message, Tear
from tests.simulation.ran import Ran
from tests.simulation.swarm import Fault
from tests.simulation.trace import Violation

if TYPE_CHECKING:
    from tests.simulation.client import Client

LUMP_S = 30.0
ENVELOPE_BYTES = 1024
"""What a page says beside its rows."""


class LiveLine:
    """One stream of one client, from the opening to the end of either side; or one wait for a single event."""

    def __init__(self, client: Client, opening: OpenStream) -> None:
        self.client = client
        self.world = client.world
        self.wire = client.wire
        self.opening = opening
        self.over = False
        self._stream: Stream | None = None
        """The server's side of it; none before the opening, and after the server's last word."""
        self._turn_planned = False
        self._silent = self.wire.hits(Fault.STREAM_SILENT) and self.wire.noise.random() < 0.3
        # Whatever holds a stream back lets a whole answer through.
        self._lumps = self.wire.hits(Fault.STREAM_LUMPS) and not opening.wait
        self._free_s = 0.0
        self.world.agenda.at(self.wire.delay_s(), self._open)

    def close(self) -> None:
        """The client hangs up."""
        if not self.over:
            self._end(Failed("ended"))

    def cut(self) -> None:
        """The server is gone, or the line."""
        if not self.over and not self._silent:
            self._end(Failed("cut"))
        self._forget()

    def news(self) -> None:
        """The space has moved."""
        if not self._turn_planned and not self.over:
            self._turn_planned = True
            self.world.agenda.at(self.wire.noise.uniform(0.0, 0.05), self._turn)

    def goodbye(self, after_ms: int) -> None:
        """The server is about to go, in good order."""
        if not self.over and self._stream is not None:
            self._say(Bye(after_ms=after_ms))

    def _open(self) -> None:
        if self.over:
            return
        backend = self.world.backend
        if self.wire.down or not backend.up or self.wire.hits(Fault.PORTAL) or self.wire.hits(Fault.LOST_REQUEST):
            self._end(Failed("no stream"))
            return
        try:
            user = backend.doors.user(self.opening.token)
            node = backend.node()
            known = parse_cursor(self.opening.cursor)
            stream = open_stream(node.database, node.hub, user, self.client.replica.client(), known)
        except Refused as error:
            self._end(refused(error))
            return
        self._stream = stream
        backend.streams.append(self)
        if stream.told < stream.opened_at:
            self.world.ran[Ran.RESUMED] += 1
        if not self.opening.wait or not stream.follows:
            self._say(stream.hello())
        if stream.told < stream.opened_at:
            # What was missed comes next.
            self.news()
        self.world.agenda.at(HEARTBEAT_S, self._beat)

    def _turn(self) -> None:
        self._turn_planned = False
        backend = self.world.backend
        if self.over or self._stream is None or not backend.up:
            return
        if self.wire.hits(Fault.STREAM_CUT):
            self.cut()
            return
        head, (_, now) = backend.truth.seq, self.world.clock()
        event: LiveEvent | None
        try:
            event = self._stream.news(head, now)
        except Refused as error:
            self._refuse(error)
            return
        except StorageError as error:
            if self.opening.wait:
                self._end(refused_by(error))
                return
            self._stream.told = self._stream.checked = head
            event = Poke(head=head)
        if event is not None:
            self._say(event)

    def _beat(self) -> None:
        if self.over or self._stream is None:
            return
        try:
            user = self.world.backend.doors.user(self.opening.token)
        except Refused as error:
            self._refuse(error)
            return
        self._say(self._stream.heartbeat(user.token_ttl_s))
        self.world.agenda.at(HEARTBEAT_S, self._beat)

    def _refuse(self, error: Refused) -> None:
        """Whoever listens may not any more: a stream just ends, a wait is answered."""
        if self.opening.wait and not self._silent:
            self._end(refused(error))
        else:
            self.cut()

    def _say(self, event: LiveEvent) -> None:
        """Send an event; a wait, and every stream that was told goodbye, is over with it."""
        if isinstance(event, Changes):
            page = event.page.encode()
            if len(page) > LIVE_ROWS_MOST_BYTES + ENVELOPE_BYTES:
                raise Violation("S17", f"{self.client.label}: a live event of {len(page)} bytes")
            self.world.leaks.page(self.client.user_id, decode_page(page), event.head)
        self._carry(event)
        if (self.opening.wait or isinstance(event, Bye)) and not self.over:
            self._stream = None
            self._forget()
            if not self._silent:
                # Behind whatever is still on its way.
                self.world.agenda.at(max(0.0, self._free_s - self.world.agenda.now_s), self.close)

    def _carry(self, event: LiveEvent) -> None:
        self._silent = self._silent or self.wire.down or self.wire.hits(Fault.STREAM_SILENT)
        plan = self.world.plan
        if self._silent or self.wire.hits(Fault.STREAM_DROP) or plan.tears(Message.LIVE, Tear.REPLY_LOST):
            return
        if plan.tears(Message.LIVE, Tear.REPLY_CUT):
            self.cut()
            return
        agenda = self.world.agenda
        arrives_s = agenda.now_s + self.wire.delay_s()
        if self._lumps:
            arrives_s += LUMP_S - agenda.now_s % LUMP_S
        # What one stream carries stays in order.
        self._free_s = max(self._free_s, arrives_s)
        data = encode_event(event).removeprefix(b"data: ").rstrip(b"\n")
        agenda.at(self._free_s - agenda.now_s, lambda: self._deliver(data))

    def _deliver(self, data: bytes) -> None:
        if self.over:
            return
        event = decode_event(data)
        if self.opening.wait:
            self.world.ran[Ran.WAIT] += 1
        if isinstance(event, Bye):
            self.world.ran[Ran.GOODBYE] += 1
        self.client.hear(StreamSpoke(self.opening.number, event))

    def _end(self, answer: Failed | events.Refused) -> None:
        self.over = True
        self._forget()
        number, incarnation = self.opening.number, self.client.incarnation
        self.world.agenda.at(
            self.wire.noise.uniform(0.0, 0.1), lambda: self.client.hear(StreamEnded(number, answer), incarnation)
        )

    def _forget(self) -> None:
        if self in self.world.backend.streams:
            self.world.backend.streams.remove(self)
