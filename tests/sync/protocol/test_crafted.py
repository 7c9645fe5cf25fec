"""Whatever bytes arrive, a decoder returns a message or says that it is none: no other error, on either end."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import MutationRejected
from domain.mutations import mutation_named, mutation_names
from domain.records import time_text
from sync.protocol.accounts import Refresh, SignIn
from sync.protocol.codec import decode, decode_event, decode_page, decompress
from sync.protocol.cursor import parse_cursor
from sync.protocol.errors import MalformedMessage, TooLarge, TruncatedPage
from sync.protocol.pull import PullRequest
from sync.protocol.push import PushReply, PushRequest
from sync.protocol.segments import SegmentList, segment_lines

Decoder = Callable[[bytes], object]


def packed(body: bytes) -> object:
    """A segment with that in it."""
    return segment_lines(zstandard.ZstdCompressor().compress(body))


DECODERS: dict[str, Decoder] = {
    **{
        kind.__name__: lambda body, kind=kind: decode(body, kind)  # type: ignore[misc]
        for kind in (PushRequest, PushReply, PullRequest, SignIn, Refresh, SegmentList)
    },
    "page": decode_page,
    "event": decode_event,
    "segment": segment_lines,
    "segment's lines": packed,
    "gzip": lambda body: decompress(body, "gzip", 1_000),
    "zstd": lambda body: decompress(body, "zstd", 1_000),
    "cursor": lambda body: parse_cursor(body.decode(errors="replace")),
}
few = settings(max_examples=25, deadline=None)
"""For each of the decoders and mutations."""
SAYS_NO = (MalformedMessage, TruncatedPage, TooLarge)

plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
anything = st.recursive(
    plain, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=8), inner), max_leaves=20
)
tags = st.sampled_from(
    ["begin", "put", "out", "del", "fill", "end", "scopes", "segment", "rows", "beat", "hello", "bye"]
)
envelope = st.fixed_dictionaries(
    {"n": plain, "id": plain, "name": plain, "v": plain, "at": plain, "args": anything},
)
messages = st.one_of(
    anything,
    st.fixed_dictionaries({"t": tags}, optional={"e": plain, "id": plain, "rev": plain, "d": anything, "head": plain}),
    st.fixed_dictionaries({"client": plain, "epoch": plain, "schema": plain, "mutations": st.lists(envelope)}),
)


def attempt(decoder: Decoder, body: bytes) -> None:
    """Decode; anything but a message or a no is an error."""
    try:
        decoder(body)
    except SAYS_NO:
        return


@pytest.mark.parametrize("name", DECODERS)
@few
@given(body=st.binary(max_size=200))
def test_no_bytes_break_a_decoder(name: str, body: bytes) -> None:
    attempt(DECODERS[name], body)


@pytest.mark.parametrize("name", DECODERS)
@few
@given(message=messages)
def test_no_message_of_the_wrong_form_breaks_a_decoder(name: str, message: Any) -> None:
    attempt(DECODERS[name], json.dumps(message).encode())


@pytest.mark.parametrize("name", DECODERS)
@pytest.mark.parametrize("depth", [900, 5_000])
@pytest.mark.parametrize("around", ["%s", '{"t":"put","e":"view","id":"x","rev":1,"d":%s}', '{"args":%s}'])
def test_no_depth_breaks_a_decoder(name: str, depth: int, around: str) -> None:
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        attempt(DECODERS[name], (around % (opening * depth + "1" + closing * depth)).encode())


def test_arguments_that_are_nested_too_deep_are_refused_as_arguments() -> None:
    nested: Any = 1
    for _ in range(5_000):
        nested = {"a": [nested]}
    view = {"view_id": "x", "names": {}, "conditions": nested}
    with pytest.raises(MutationRejected, match="invalid"):
        mutation_named("view.create", 1).decode(view)


@pytest.mark.parametrize("name", mutation_names())
@few
@given(
    args=st.dictionaries(
        st.sampled_from(["ticket_id", "message_id", "body", "article_id", "status", "files"]), anything
    )
)
def test_arguments_are_arguments_or_refused(name: str, args: dict[str, Any]) -> None:
    try:
        mutation_named(name, 1).decode(args)
    except MutationRejected:
        return


@few
@given(
    moment=st.datetimes(),
    minutes=st.integers(min_value=-24 * 60 + 1, max_value=24 * 60 - 1),
)
def test_every_time_of_every_zone_has_a_text_of_one_width(moment: datetime, minutes: int) -> None:
    text = time_text(moment.replace(tzinfo=timezone(timedelta(minutes=minutes))))
    assert len(text) == len("2026-11-22T03:04:05.000000Z")
    assert datetime.fromisoformat(text).tzinfo == UTC


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59.999999Z"),
        ("0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00.000000Z"),
        ("0987-06-05T04:03:02+00:00", "0987-06-05T04:03:02.000000Z"),
        ("2026-11-22T03:04:05+01:00", "2026-11-22T02:04:05.000000Z"),
    ],
)
def test_a_time_beyond_the_calendar_is_its_end(text: str, wanted: str) -> None:
    assert time_text(datetime.fromisoformat(text)) == wanted
