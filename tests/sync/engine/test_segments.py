"""When an engine takes segments, and what it does where there are none any more."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from domain.ids import RecordId
from sync.engine.effects import SendPull, SendRefresh, SendSegment, SendSegmentList
from sync.engine.engine import Engine
from sync.engine.events import Failed, Refused, SegmentAnswered, SegmentsListed, Started
from sync.engine.status import Line
from sync.protocol.codec import encode_page
from sync.protocol.live import Changes
from sync.protocol.segments import SegmentList
from tests.sync.engine.desk import Desk, no, session
from tests.sync.replica import law
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer, frames_of
from tests.sync.replica.segments import ModelSegments


class BulkDesk(Desk):
    """A desk whose engine may take segments."""

    def __init__(self, server: ModelServer, folder: Path) -> None:
        super().__init__(server, folder)
        self.segments = ModelSegments(server, "ana")
        self.begin_again()

    def begin_again(self) -> None:
        """Start another process on the same cache."""
        self.open = []
        self.engine = Engine(
            self.client.replica,
            session=session(),
            device=RecordId("device"),
            clock_s=lambda: self.now_s,
            wall=lambda: self.server.franchise.now,
            noise=random.Random(6),
            in_bulk=True,
        )

    def answer_list(self, answer: SegmentList | Refused | Failed) -> None:
        """Answer the question what there is."""
        self.hear(SegmentsListed(self.take(SendSegmentList).number, answer))

    def answer_segment(self, answer: Refused | Failed | None = None) -> None:
        """Answer the first question for a segment, with the segment if nothing else is given."""
        sent = self.pending(SendSegment)[0]
        self.open.remove(sent)
        self.hear(SegmentAnswered(sent.number, answer or self.segments.read(sent.name)))

    def take_all(self) -> None:
        """Answer every question for a segment."""
        while self.pending(SendSegment):
            self.answer_segment()

    def is_right(self) -> bool:
        """Tell whether the replica holds what Ana sees, and settle before."""
        self.settle()
        return law.records(law.shown(self.client.replica)) == self.server.seen_by("ana")


@pytest.fixture
def desk(server: ModelServer, ticket_id: RecordId, tmp_path: Path) -> Iterator[BulkDesk]:
    """Ana's desk, not started, at a server with a ticket and segments."""
    one = BulkDesk(server, tmp_path)
    yield one
    one.client.close()


def test_no_page_is_asked_for_before_the_last_segment_and_one_is_always_on_its_way(desk: BulkDesk) -> None:
    desk.start()
    desk.answer_list(desk.segments.listed)
    while len(desk.client.replica.segments.names()) > 1:
        assert len(desk.pending(SendSegment)) == 2
        assert not desk.pending(SendPull)
        assert desk.line() is Line.SYNCING
        desk.answer_segment()
    desk.answer_segment()
    assert desk.pending(SendPull)
    assert desk.is_right()
    assert desk.line() is Line.ONLINE


def test_without_segments_pages_bring_everything(desk: BulkDesk) -> None:
    desk.start()
    desk.answer_list(no(404, "not_found"))
    assert desk.is_right()


def test_a_busy_server_is_asked_for_its_segments_again(desk: BulkDesk) -> None:
    desk.start()
    desk.answer_list(no(503, "unavailable", retry_after_s=30))
    desk.wait(29)
    assert not desk.pending(SendSegmentList)
    assert not desk.pending(SendPull)
    desk.wait(5)
    desk.answer_list(desk.segments.listed)
    desk.take_all()
    assert desk.is_right()


def test_a_server_that_never_lists_its_segments_is_asked_for_pages(desk: BulkDesk) -> None:
    desk.start()
    for _ in range(5):
        desk.answer_list(no(503, "unavailable"))
        desk.wait(60)
    assert desk.is_right()


def test_a_segment_that_comes_torn_again_and_again_is_made_up_for_by_pages(desk: BulkDesk) -> None:
    desk.start()
    desk.answer_list(desk.segments.listed)
    for _ in range(20):
        while desk.pending(SendSegment):
            desk.answer_segment(Failed("too large", begun=True))
        desk.wait(60)
    assert desk.is_right()


def test_a_segment_is_not_given_up_as_long_as_more_of_it_comes_with_every_try(desk: BulkDesk) -> None:
    desk.start()
    desk.answer_list(desk.segments.listed)
    waiting = desk.client.replica.segments.names()
    for _ in range(20):
        desk.answer_segment(Failed("cut off", begun=True, moved=True))
        desk.wait(0.2)
    assert desk.client.replica.segments.names() == waiting
    assert not desk.pending(SendPull)
    desk.take_all()
    assert desk.is_right()


def test_a_segment_that_comes_whole_in_the_end_and_damaged_is_made_up_for_by_pages(desk: BulkDesk) -> None:
    desk.start()
    desk.answer_list(desk.segments.listed)
    for _ in range(20):
        while desk.pending(SendSegment):
            desk.answer_segment(Failed("cut off", begun=True, moved=True))
        desk.wait(0.2)
        while desk.pending(SendSegment):
            desk.answer_segment(Failed("damaged", begun=True))
        desk.wait(60)
    assert desk.is_right()


def test_news_that_come_beside_segments_do_not_keep_the_first_page_waiting(desk: BulkDesk) -> None:
    desk.start()
    desk.answer_list(desk.segments.listed)
    desk.greet()
    start = desk.client.replica.cursor().seq
    file_ticket(desk.server)
    frames = frames_of(desk.server.pull("ana", desk.client.replica.pull_request()))
    desk.say(Changes(start=start, head=desk.server.seq, page=encode_page(frames).decode()))
    desk.take_all()
    assert desk.pending(SendPull)
    assert desk.is_right()


def test_without_a_line_segments_are_waited_for(desk: BulkDesk) -> None:
    desk.start()
    desk.answer_list(desk.segments.listed)
    for _ in range(20):
        while desk.pending(SendSegment):
            desk.answer_segment(Failed("no line"))
        desk.wait(60)
    assert not desk.pending(SendPull)
    desk.take_all()
    assert desk.is_right()


def test_a_server_that_has_built_nothing_is_asked_for_pages(desk: BulkDesk) -> None:
    listed = desk.segments.listed
    desk.start()
    desk.answer_list(SegmentList(epoch=listed.epoch, seq=5, server_time=listed.server_time, scopes=listed.scopes))
    assert desk.is_right()


def test_what_a_broken_line_cut_off_is_asked_for_again(desk: BulkDesk) -> None:
    desk.start()
    desk.answer_list(Failed("no line"))
    assert not desk.pending(SendPull)
    desk.wait(2)
    desk.answer_list(desk.segments.listed)
    desk.answer_segment(Failed("cut off"))
    desk.wait(2)
    desk.take_all()
    assert desk.is_right()


def test_segments_that_are_gone_are_made_up_for_by_pages(desk: BulkDesk) -> None:
    desk.start()
    desk.answer_list(desk.segments.listed)
    desk.answer_segment()
    desk.answer_segment(no(404, "not_found"))
    assert desk.is_right()


def test_a_server_that_goes_on_refusing_segments_is_asked_for_pages(desk: BulkDesk) -> None:
    desk.start()
    desk.answer_list(desk.segments.listed)
    for _ in range(40):
        while desk.pending(SendSegment):
            desk.answer_segment(no(503, "unavailable"))
        desk.wait(10)
    assert desk.is_right()


def test_a_segment_of_a_history_that_is_over_does_not_count_as_taken(desk: BulkDesk) -> None:
    desk.start()
    desk.answer_list(desk.segments.listed)
    sent = desk.pending(SendSegment)[0]
    desk.open.remove(sent)
    whole = desk.segments.read(sent.name)
    foreign = whole._replace(head=msgspec.structs.replace(whole.head, epoch="another"))

    desk.hear(SegmentAnswered(sent.number, foreign))
    assert sent.name in desk.client.replica.segments.names()
    assert not desk.pending(SendPull)

    desk.take_all()
    desk.wait(60)
    desk.take_all()
    assert desk.is_right()


def test_an_expired_token_costs_a_segment_nothing(desk: BulkDesk) -> None:
    desk.start()
    desk.answer_list(desk.segments.listed)
    desk.answer_segment(no(401, "unauthorized"))
    assert desk.pending(SendRefresh)
    desk.answer_refresh(session("a2"))
    desk.take_all()
    assert desk.is_right()


def test_a_client_that_was_ended_half_way_goes_on_where_it_stopped(desk: BulkDesk) -> None:
    desk.start()
    desk.answer_list(desk.segments.listed)
    desk.answer_segment()
    left = desk.client.replica.segments.names()
    desk.begin_again()
    desk.hear(Started())
    assert not desk.pending(SendSegmentList)
    assert [sent.name for sent in desk.pending(SendSegment)] == left[:2]
    file_ticket(desk.server)
    desk.take_all()
    assert desk.is_right()


def test_all_of_it_becomes_searchable_by_itself(desk: BulkDesk) -> None:
    desk.start()
    desk.answer_list(desk.segments.listed)
    desk.take_all()
    desk.settle()
    desk.wait(1)
    found = "SELECT count(*) FROM message_text WHERE message_text MATCH 'mas'"
    assert desk.client.replica.cache.value(found) == 1
    assert not desk.client.replica.waiting().unindexed
