"""What is made of bodies that come in parts."""

from __future__ import annotations

import pytest

from sync.engine.beginnings import Beginnings
from sync.engine.events import Failed
from sync.protocol.errors import MalformedMessage

TAG = {"etag": '"a"'}


def torn(kept: Beginnings, data: bytes, size: int, headers: dict[str, str] = TAG) -> bytes | Failed:
    """Let the beginning of a body come."""
    kept.answered("x", 200, headers | {"content-length": str(size)}).add(data)
    return kept.body("x", ended=False)


def rest(kept: Beginnings, data: bytes, start: int, size: int, **more: str) -> bytes | Failed:
    """Let what follows come."""
    headers = TAG | {"content-range": f"bytes {start}-{size - 1}/{size}"} | more
    kept.answered("x", 206, headers).add(data)
    return kept.body("x", ended=True)


def test_the_rest_is_asked_for_and_put_behind_the_beginning() -> None:
    kept = Beginnings()
    assert "Range" not in kept.asks("x")
    assert torn(kept, b"012", 10) == Failed("cut off", begun=True, moved=True)
    assert (kept.asks("x")["Range"], kept.asks("x")["If-Range"]) == ("bytes=3-", '"a"')
    assert rest(kept, b"345", 3, 10) == Failed("cut off", begun=True, moved=True)
    assert rest(kept, b"6789", 6, 10) == b"0123456789"
    assert "Range" not in kept.asks("x")


def test_a_part_of_which_nothing_came_is_no_progress() -> None:
    kept = Beginnings()
    torn(kept, b"012", 10)
    assert rest(kept, b"", 3, 10) == Failed("cut off", begun=True)
    assert kept.asks("x")["Range"] == "bytes=3-"


def test_all_of_it_once_more_is_no_progress() -> None:
    kept = Beginnings()
    torn(kept, b"012", 10)
    assert torn(kept, b"01234", 10) == Failed("cut off", begun=True)
    assert kept.asks("x")["Range"] == "bytes=5-"


@pytest.mark.parametrize("headers", [{}, {"etag": 'W/"a"'}, TAG | {"content-encoding": "gzip"}])
def test_what_has_no_sure_name_begins_anew(headers: dict[str, str]) -> None:
    kept = Beginnings()
    assert torn(kept, b"012", 10, headers) == Failed("cut off", begun=True)
    assert "Range" not in kept.asks("x")


@pytest.mark.parametrize(
    ("start", "more"), [(2, {}), (3, {"etag": '"b"'}), (3, {"content-range": "bytes */10"}), (3, {"etag": ""})]
)
def test_another_part_than_was_asked_for_is_none(start: int, more: dict[str, str]) -> None:
    kept = Beginnings()
    torn(kept, b"012", 10)
    with pytest.raises(MalformedMessage):
        rest(kept, b"3456789", start, 10, **more)
    assert "Range" not in kept.asks("x")


def test_an_answer_that_does_not_say_how_long_it_is_is_whole_when_it_ends_well() -> None:
    kept = Beginnings()
    kept.answered("x", 200, TAG).add(b"0123")
    assert kept.body("x", ended=True) == b"0123"


def test_only_what_was_begun_last_is_kept() -> None:
    kept = Beginnings()
    for name in ("x", "y", "z"):
        kept.answered(name, 200, TAG | {"content-length": "10"}).add(b"01")
        kept.body(name, ended=False)
    assert ["Range" in kept.asks(name) for name in ("x", "y", "z")] == [False, True, True]
