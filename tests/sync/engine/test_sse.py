"""Events come whole out of bytes cut anywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.engine.sse import EVENT_BYTES_MOST, EventReader

WIRE = b': padding\n\ndata: {"a":1}\n\nevent: x\r\ndata: one\r\ndata: two\r\n\r\n: beat\n\ndata:last\n\ndata: half'


@given(cuts=st.lists(st.integers(0, len(WIRE)), max_size=12))
def test_events_are_the_same_however_the_bytes_are_cut(cuts: list[int]) -> None:
    reader = EventReader()
    places = [0, *sorted(cuts), len(WIRE)]
    pieces = [WIRE[start:end] for start, end in zip(places, places[1:], strict=False)]
    assert [event for piece in pieces for event in reader.feed(piece)] == [b'{"a":1}', b"one\ntwo", b"last"]


def test_an_event_without_end_is_refused() -> None:
    reader = EventReader()
    with pytest.raises(ValueError, match="without end"):
        list(reader.feed(b"data: " + b"x" * EVENT_BYTES_MOST))
