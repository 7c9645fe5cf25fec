"""Who is at a ticket: passed on as long as the stream lives, and said only where somebody listens."""

from __future__ import annotations

from domain.ids import RecordId
from sync.engine.effects import SendAttend
from sync.engine.events import Attends
from sync.protocol.presence import Attend, Doing, Presence, Present
from tests.sync.engine.desk import Desk

TICKET = RecordId("ticket")
SOMEBODY = Presence(ticket_id=TICKET, people=(Present(user_id=RecordId("leo"), doing=Doing.VIEWING),))
HERE = Attend(ticket_id=TICKET, doing=Doing.REPLYING)


def test_what_the_stream_tells_holds_until_the_stream_ends(desk: Desk) -> None:
    desk.online()
    desk.told.clear()

    desk.say(SOMEBODY)
    assert desk.told == [SOMEBODY]
    desk.end_stream()

    assert desk.told == [SOMEBODY, None]


def test_a_stream_that_fell_silent_is_believed_no_more(desk: Desk) -> None:
    desk.online()
    desk.say(SOMEBODY)

    desk.wait(60)

    assert desk.told[-1] is None


def test_where_the_user_is_is_said_while_somebody_listens_and_never_later(desk: Desk) -> None:
    desk.start()
    desk.hear(Attends(HERE))
    assert desk.pending(SendAttend) == []

    desk.settle()
    desk.online()
    desk.hear(Attends(HERE))

    assert [effect.message for effect in desk.pending(SendAttend)] == [HERE]
